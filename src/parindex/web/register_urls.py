"""Addresses of the registers' pages; they are the same for every register."""

from django.urls import path

from parindex.web.views.mission_schedule import show_mission_schedule
from parindex.web.views.register_closing import close_register
from parindex.web.views.register_entry import (
    edit_entry,
    enter_entry,
    show_entry,
    take_entry_out,
)
from parindex.web.views.register_import import import_entries, send_register_template
from parindex.web.views.registers import export_entries, list_entries, list_registers, show_feeds

urlpatterns = [
    path("registers/", list_registers, name="registers"),
    path("registers/missions/schedule/", show_mission_schedule, name="mission-schedule"),
    path("registers/<slug:key>/", list_entries, name="register"),
    path("registers/<slug:key>/table.xlsx", export_entries, name="register-export"),
    path("registers/<slug:key>/feeds/", show_feeds, name="register-feeds"),
    path("registers/<slug:key>/new/", enter_entry, name="register-new"),
    path("registers/<slug:key>/import/", import_entries, name="register-import"),
    path(
        "registers/<slug:key>/import/template.xlsx",
        send_register_template,
        name="register-import-template",
    ),
    path("registers/<slug:key>/closing/", close_register, name="register-closing"),
    path("registers/<slug:key>/<int:entry_id>/", show_entry, name="register-entry"),
    path("registers/<slug:key>/<int:entry_id>/edit/", edit_entry, name="register-edit"),
    path("registers/<slug:key>/<int:entry_id>/out/", take_entry_out, name="register-withdraw"),
]
