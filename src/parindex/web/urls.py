"""Addresses of the pages."""

from django.contrib.auth.decorators import (
    login_not_required,  # pyright: ignore[reportAttributeAccessIssue] (newer than its types)
)
from django.contrib.auth.views import LogoutView
from django.urls import include, path
from django.views.i18n import set_language

from parindex.web.views.audit import export_audit, list_audit
from parindex.web.views.calendar import show_calendar
from parindex.web.views.component import preview_points, show_component
from parindex.web.views.component_rows import show_component_rows
from parindex.web.views.components import show_components
from parindex.web.views.council import list_rounds
from parindex.web.views.council_adjustments import show_adjustments
from parindex.web.views.council_agency import export_agency, send_evidence, show_agency
from parindex.web.views.council_component import preview_judgement
from parindex.web.views.council_component import show_component as show_council_component
from parindex.web.views.council_matrix import export_matrix, show_matrix
from parindex.web.views.council_new import open_new_round
from parindex.web.views.council_round import export_round
from parindex.web.views.council_round import show_round as show_council_round
from parindex.web.views.council_settings import show_settings as show_council_settings
from parindex.web.views.council_survey import export_survey, show_survey
from parindex.web.views.desk import choose_desk
from parindex.web.views.directive import show_directive
from parindex.web.views.directives import list_directives
from parindex.web.views.dossier_figures import enter_portal_figures
from parindex.web.views.dossier_loads import (
    export_loads,
    list_loads,
    send_rejected,
    show_load,
    upload_exports,
)
from parindex.web.views.exchange import exchange_rounds, send_archive
from parindex.web.views.files import attach_files, cite, send_file, view_file, withdraw
from parindex.web.views.home import show_home
from parindex.web.views.job import show_job
from parindex.web.views.offline import fill_in_offline, send_offline_template
from parindex.web.views.paper import read_new_directive
from parindex.web.views.portal import export_portal, show_portal, show_portal_component
from parindex.web.views.procedures_import import import_procedures, send_procedures_template
from parindex.web.views.scoring import export_tree, show_tree
from parindex.web.views.sign_in import SignIn
from parindex.web.views.targets import show_targets
from parindex.web.views.tokens import keep_tokens, list_operations, revoke

urlpatterns = [
    # First: thousands may come here in an hour, and every address before costs each of them.
    path("", include("parindex.web.survey_form_urls")),
    path("", show_home, name="home"),
    path("targets/", show_targets, name="targets"),
    path("scoring/", show_tree, name="scoring"),
    path("scoring/table.csv", export_tree, name="scoring-table"),
    path("scoring/offline/", fill_in_offline, name="scoring-offline"),
    path("scoring/offline/template.xlsx", send_offline_template, name="scoring-offline-template"),
    path("scoring/<slug:key>/", show_component, name="component"),
    path("scoring/<slug:key>/rows/", show_component_rows, name="component-rows"),
    path("scoring/<slug:key>/preview/", preview_points, name="preview-points"),
    path("directives/", list_directives, name="directives"),
    path("directives/new/", read_new_directive, name="directive-new"),
    path("directives/<int:directive_id>/", show_directive, name="directive"),
    path("", include("parindex.web.task_urls")),
    path("files/<int:attachment_id>/", send_file, name="file"),
    path("files/<int:attachment_id>/view/", view_file, name="file-view"),
    path("files/<int:attachment_id>/withdraw/", withdraw, name="file-withdraw"),
    path("files/of/<slug:owner_type>/<str:owner_id>/", attach_files, name="files-attach"),
    path("files/of/<slug:owner_type>/<str:owner_id>/cited/", cite, name="files-cite"),
    path("dossiers/portal/", show_portal, name="portal"),
    path("dossiers/portal/table.xlsx", export_portal, name="portal-export"),
    path("dossiers/portal/<str:code>/", show_portal_component, name="portal-component"),
    path("dossiers/figures/", enter_portal_figures, name="dossier-figures"),
    path("procedures/import/", import_procedures, name="procedures-import"),
    path(
        "procedures/import/template.xlsx",
        send_procedures_template,
        name="procedures-import-template",
    ),
    path("dossiers/loads/", list_loads, name="dossier-loads"),
    path("dossiers/loads/table.xlsx", export_loads, name="dossier-loads-export"),
    path("dossiers/loads/new/", upload_exports, name="dossier-load-new"),
    path("dossiers/loads/<int:load_id>/", show_load, name="dossier-load"),
    path("dossiers/loads/rejected/<int:sequence>/", send_rejected, name="dossier-load-rejected"),
    path("", include("parindex.web.dossier_urls")),
    path("", include("parindex.web.procedure_urls")),
    path("", include("parindex.web.register_urls")),
    path("", include("parindex.web.reporting_urls")),
    path("", include("parindex.web.result_urls")),
    path("", include("parindex.web.survey_urls")),
    path("", include("parindex.web.round_urls")),
    path("council/exchange/", exchange_rounds, name="exchange"),
    path("council/exchange/<int:job_id>/", send_archive, name="exchange-file"),
    path("tokens/", keep_tokens, name="tokens"),
    path("tokens/operations/", list_operations, name="token-operations"),
    path("tokens/<int:token_id>/revoke/", revoke, name="token-revoke"),
    path("jobs/<int:job_id>/", show_job, name="job"),
    path("council/", list_rounds, name="council"),
    path("council/new/", open_new_round, name="council-new"),
    path("council/<int:round_id>/", show_council_round, name="council-round"),
    path("council/<int:round_id>/table.xlsx", export_round, name="council-round-export"),
    path("council/<int:round_id>/matrix/", show_matrix, name="council-matrix"),
    path("council/<int:round_id>/matrix/table.xlsx", export_matrix, name="council-matrix-export"),
    path("council/<int:round_id>/survey/", show_survey, name="council-survey"),
    path("council/<int:round_id>/survey/table.xlsx", export_survey, name="council-survey-export"),
    path("council/<int:round_id>/points/", show_adjustments, name="council-adjustments"),
    path("council/<int:round_id>/settings/", show_council_settings, name="council-settings"),
    path(
        "council/<int:round_id>/agencies/<int:participant_id>/", show_agency, name="council-agency"
    ),
    path(
        "council/<int:round_id>/agencies/<int:participant_id>/table.xlsx",
        export_agency,
        name="council-agency-export",
    ),
    path(
        "council/<int:round_id>/agencies/<int:participant_id>/evidence.zip",
        send_evidence,
        name="council-evidence",
    ),
    path(
        "council/<int:round_id>/agencies/<int:participant_id>/<slug:key>/",
        show_council_component,
        name="council-component",
    ),
    path(
        "council/<int:round_id>/agencies/<int:participant_id>/<slug:key>/preview/",
        preview_judgement,
        name="council-preview",
    ),
    path("calendar/", show_calendar, name="calendar"),
    path("audit/", list_audit, name="audit"),
    path("audit/table.csv", export_audit, name="audit-export"),
    path("sign-in/", SignIn.as_view(), name="sign-in"),
    path("desk/", choose_desk, name="choose-desk"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("language/", login_not_required(set_language), name="set-language"),
    path("components/", show_components, name="components"),
]
