"""Addresses of the daily pages of dossiers."""

from django.urls import path

from parindex.web.views.dossier import show_dossier
from parindex.web.views.dossier_apologies import (
    export_apologies,
    list_apologies,
    send_letter,
    send_letters,
)
from parindex.web.views.dossier_causes import export_causes, list_causes
from parindex.web.views.dossier_units import map_units
from parindex.web.views.dossiers import (
    export_counted,
    export_overview,
    list_counted,
    show_overview,
)
from parindex.web.views.dossiers_due import export_due, list_due

urlpatterns = [
    path("dossiers/", show_overview, name="dossiers"),
    path("dossiers/table.xlsx", export_overview, name="dossiers-export"),
    path("dossiers/counted/", list_counted, name="dossiers-counted"),
    path("dossiers/counted/table.xlsx", export_counted, name="dossiers-counted-export"),
    path("dossiers/due/", list_due, name="dossiers-due"),
    path("dossiers/due/table.xlsx", export_due, name="dossiers-due-export"),
    path("dossiers/causes/", list_causes, name="dossier-causes"),
    path("dossiers/causes/table.xlsx", export_causes, name="dossier-causes-export"),
    path("dossiers/apologies/", list_apologies, name="dossier-apologies"),
    path("dossiers/apologies/table.xlsx", export_apologies, name="dossier-apologies-export"),
    path("dossiers/apologies/letters.zip", send_letters, name="dossier-apologies-zip"),
    path(
        "dossiers/apologies/<int:letter_id>/letter.docx",
        send_letter,
        name="dossier-apology-letter",
    ),
    path("dossiers/units/", map_units, name="dossier-units"),
    # A code of an export may hold a slash.
    path("dossiers/of/<path:code>/", show_dossier, name="dossier"),
]
