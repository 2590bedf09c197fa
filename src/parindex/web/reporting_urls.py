"""Addresses of the reporting regime: periods, reports, what is owed, forms."""

from django.urls import path

from parindex.web.views.report import show_report
from parindex.web.views.report_consolidated import make_paper, show_consolidated
from parindex.web.views.report_forms import list_forms, show_form
from parindex.web.views.report_obligations import (
    list_obligations,
    owe_report,
    show_obligation,
)
from parindex.web.views.reporting import list_periods, show_period

urlpatterns = [
    path("reporting/", list_periods, name="reporting"),
    path("reporting/periods/<int:period_id>/", show_period, name="report-period"),
    path(
        "reporting/periods/<int:period_id>/consolidated/",
        show_consolidated,
        name="report-consolidated",
    ),
    path("reporting/periods/<int:period_id>/paper/", make_paper, name="report-paper"),
    path("reporting/reports/<int:report_id>/", show_report, name="report"),
    path("reporting/obligations/", list_obligations, name="report-obligations"),
    path("reporting/obligations/new/", owe_report, name="report-obligation-new"),
    path("reporting/obligations/<int:obligation_id>/", show_obligation, name="report-obligation"),
    path("reporting/forms/", list_forms, name="report-forms"),
    path("reporting/forms/<int:form_id>/", show_form, name="report-form"),
]
