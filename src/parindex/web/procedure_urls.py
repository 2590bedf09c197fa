"""Addresses of the pages of procedures."""

from django.urls import path, register_converter

from parindex.web.views.procedure import show_procedure
from parindex.web.views.procedure_entry import edit_procedure, enter_procedure
from parindex.web.views.procedure_publication import (
    begin_publication,
    export_publications,
    list_publications,
    record_dates,
)
from parindex.web.views.procedure_review import export_plan, show_plan, write_finding
from parindex.web.views.procedure_simplification import (
    enter_proposal,
    export_proposals,
    list_proposals,
    show_proposal,
)
from parindex.web.views.procedures import export_procedures, list_procedures


class NationalCode:
    """A procedure's code in an address, such as 1.000358."""

    regex = r"[0-9]\.[0-9]{6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(NationalCode, "national_code")

urlpatterns = [
    path("procedures/", list_procedures, name="procedures"),
    path("procedures/table.xlsx", export_procedures, name="procedures-export"),
    path("procedures/new/", enter_procedure, name="procedure-new"),
    path("procedures/review/", show_plan, name="procedure-review"),
    path("procedures/review/table.xlsx", export_plan, name="procedure-review-export"),
    path("procedures/review/<int:review_id>/", write_finding, name="procedure-finding"),
    path("procedures/simplification/", list_proposals, name="procedure-simplification"),
    path(
        "procedures/simplification/table.xlsx",
        export_proposals,
        name="procedure-simplification-export",
    ),
    path("procedures/simplification/new/", enter_proposal, name="procedure-proposal-new"),
    path("procedures/simplification/<int:proposal_id>/", show_proposal, name="procedure-proposal"),
    path("procedures/publication/", list_publications, name="procedure-publication"),
    path(
        "procedures/publication/table.xlsx",
        export_publications,
        name="procedure-publication-export",
    ),
    path("procedures/publication/new/", begin_publication, name="procedure-publication-new"),
    path(
        "procedures/publication/<int:version_id>/",
        record_dates,
        name="procedure-publication-dates",
    ),
    path("procedures/<national_code:code>/", show_procedure, name="procedure"),
    path("procedures/<national_code:code>/edit/", edit_procedure, name="procedure-edit"),
]
