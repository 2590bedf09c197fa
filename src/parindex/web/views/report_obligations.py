"""Which reports are owed, by whom, by which day of a period; set by the Office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.organisations.queries import units_of
from parindex.reporting.constants import Counted, Frequency
from parindex.reporting.queries.obligations import forms_of, obligation_of, obligations_of
from parindex.reporting.refusals import ReportingRefused
from parindex.reporting.services.obligations import (
    change_obligation,
    create_obligation,
    open_ad_hoc,
)
from parindex.web.forms.reporting import AdHocForm, ObligationForm
from parindex.web.reporting_tabs import reporting_tabs
from parindex.web.reporting_words import REFUSALS, cut_off_words
from parindex.web.sent_numbers import whole_number
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from parindex.reporting.models import Obligation
    from parindex.web.views.desk import Desk

# Where the words of a refusal stand.
_FIELDS = {
    "name": "name",
    "recipient": "recipient",
    "numbers": "frequency",
    "rule": "agency_day",
    "units": "units",
    "counted": "counted",
    "starts": "starts_on",
    "form": "form",
}
_AD_HOC_FIELDS = {"name": "title", "days": "agency_cut_off"}


@require_safe
def list_obligations(request: HttpRequest) -> HttpResponse:
    """Every report that is owed, with its rule."""
    desk = desk_of(request)
    context = {
        "area_tabs": reporting_tabs("report-obligations"),
        "rows": [_row(one) for one in obligations_of(desk.access)],
        "may_keep": desk.access.may(Permission.KEEP_REPORTS),
        "today": desk.today,
        "has_forms": any(vars(one)["published"] for one in forms_of(desk.access)),
    }
    return render(request, "reporting/obligations.html", context)


def _row(obligation: Obligation) -> dict[str, Any]:
    frequency = obligation.frequency
    return {
        "obligation": obligation,
        "of_units": cut_off_words(frequency, obligation.unit_months_after, obligation.unit_day),
        "of_agency": cut_off_words(frequency, obligation.agency_months_after, obligation.agency_day)
        if obligation.agency_reports
        else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def owe_report(request: HttpRequest) -> HttpResponse:
    """A report that is owed from now on."""
    desk = desk_of(request)
    require(desk.access, Permission.KEEP_REPORTS)
    form = _form(desk, request, _proposed(desk))
    if form.is_valid():
        try:
            create_obligation(desk.access, form.new_obligation())
        except ReportingRefused as refusal:
            form.add_error(_field(refusal), REFUSALS[refusal.reason])
        else:
            words = _("The report is owed from now on; its periods open by themselves.")
            messages.success(request, words, extra_tags="report-obligation-new")
            return redirect("reporting")
    return _page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def show_obligation(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """One of them, to change for what opens from now on; an ad hoc one, to ask for a report."""
    desk = desk_of(request)
    found = obligation_of(desk.access, obligation_id)
    if found is None:
        raise Http404
    require(desk.access, Permission.KEEP_REPORTS)
    if request.POST.get("what") == "ask":
        return _ask(request, desk, found)
    form = _form(desk, request, _present(found))
    if form.is_valid():
        seen = whole_number(request.POST.get("seen", "")) or found.version
        try:
            change_obligation(desk.access, found, form.new_obligation(), seen)
        except ReportingRefused as refusal:
            form.add_error(_field(refusal), REFUSALS[refusal.reason])
        else:
            draft = f"report-obligation-{found.pk}"
            messages.success(request, _("Changed for what opens from now on."), extra_tags=draft)
            return redirect("report-obligations")
    return _page(request, form, found)


def _ask(request: HttpRequest, desk: Desk, found: Obligation) -> HttpResponse:
    ask = AdHocForm(request.POST)
    if ask.is_valid():
        try:
            opened = open_ad_hoc(desk.access, found, **ask.cleaned_data)
        except ReportingRefused as refusal:
            ask.add_error(_AD_HOC_FIELDS.get(refusal.reason), REFUSALS[refusal.reason])
        else:
            messages.success(request, _("The report is asked for."))
            return redirect("report-period", opened.pk)
    return _page(request, _form(desk, None, _present(found)), found, ask)


def _field(refusal: ReportingRefused) -> Any:
    return _FIELDS.get(refusal.reason)


def _form(desk: Desk, request: HttpRequest | None, initial: dict[str, Any]) -> ObligationForm:
    published = [one for one in forms_of(desk.access) if vars(one)["published"]]
    data = request.POST if request is not None and request.method == "POST" else None
    return ObligationForm(units_of(desk.agency), published, data, initial=initial)


def _proposed(desk: Desk) -> dict[str, Any]:
    """The usual: quarterly, units until the 10th and the agency until the 15th."""
    return {
        "frequency": Frequency.QUARTERLY,
        "months": list(range(1, 13)),
        "quarters": [1, 2, 3, 4],
        "units": [unit.pk for unit in units_of(desk.agency)],
        "unit_day": 10,
        "agency_reports": True,
        "agency_day": 15,
        "opens_before": 20,
        "counted": Counted.AGENCY,
        "starts_on": desk.today,
    }


def _present(found: Obligation) -> dict[str, Any]:
    names = set(ObligationForm.base_fields) - {"months", "quarters", "units", "form"}
    is_monthly = found.frequency == Frequency.MONTHLY
    is_quarterly = found.frequency == Frequency.QUARTERLY
    return {
        **{name: getattr(found, name) for name in names},
        "months": found.numbers if is_monthly else list(range(1, 13)),
        "quarters": found.numbers if is_quarterly else [1, 2, 3, 4],
        "units": [unit.pk for unit in found.units.all()],
        "form": found.form_id,
    }


def _page(
    request: HttpRequest,
    form: ObligationForm,
    found: Obligation | None,
    ask: AdHocForm | None = None,
) -> HttpResponse:
    is_ad_hoc = found is not None and found.frequency == Frequency.AD_HOC
    context = {
        "way": [
            (_("Periodic reports"), reverse("reporting")),
            (_("What is owed"), reverse("report-obligations")),
        ],
        "form": form,
        "obligation": found,
        "ask": (ask or AdHocForm()) if is_ad_hoc else None,
        "draft": f"report-obligation-{found.pk if found else 'new'}",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "reporting/obligation.html", context, status=status)
