"""The agency's own periodic report: put together from the units', changed, sent, made a paper."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.reporting.constants import Step
from parindex.reporting.period_names import period_name
from parindex.reporting.queries.periods import period_line
from parindex.reporting.queries.reports import (
    agency_report,
    contents_of,
    may_write,
    report_events,
    steps_from,
)
from parindex.reporting.refusals import (
    AnswersRefused,
    ReasonMissing,
    ReportChangedMeanwhile,
    ReportingRefused,
)
from parindex.reporting.services.filing import Said, save_answers, take_step
from parindex.reports.queries import periodic_report_of
from parindex.web import paper_defaults
from parindex.web.forms.papers import PaperForm
from parindex.web.forms.reporting import AnswersForm, SendForm
from parindex.web.paper_download import paper_response
from parindex.web.report_steps import event_entries, other_steps, said_of, seen_of, step_asked
from parindex.web.reporting_words import REFUSALS, appearance
from parindex.web.templatetags.formats import number
from parindex.web.views.desk import desk_of
from parindex_papers.periodic_report import periodic_report
from parindex_papers.xlsx_writer import PaperWithoutTable

if TYPE_CHECKING:
    from parindex.reporting.models import Report
    from parindex.reporting.queries.reports import Content
    from parindex.web.views.desk import Desk

# Before the name of a field: what was put together when the page was shown.
_SHOWN = "shown-"


@dataclass(frozen=True)
class _Refused:
    """What stands on the page after something was not done."""

    form: AnswersForm | None = None
    send: SendForm | None = None
    unexplained: str = ""
    reason: str = ""
    is_conflict: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
def show_consolidated(request: HttpRequest, period_id: int) -> HttpResponse:
    """The report as it is put together; a POST saves what the Office writes, or sends it."""
    desk, report = _opened(request, period_id)
    if request.method != "POST":
        return _page(request, desk, report)
    require(desk.access, Permission.KEEP_REPORTS)
    try:
        return _posted(request, desk, report)
    except ReportingRefused as refusal:
        messages.error(request, REFUSALS[refusal.reason])
        return redirect("report-consolidated", period_id)


def _posted(request: HttpRequest, desk: Desk, report: Report) -> HttpResponse:
    wanted = request.POST.get("step", "")
    step = step_asked(wanted)
    seen = seen_of(request, report)
    try:
        if step is None:
            return _save(request, desk, report, seen)
        send = SendForm(request.POST) if step == Step.SEND else None
        if send is not None and not send.is_valid():
            return _page(request, desk, report, _Refused(send=send))
        said = Said(**send.cleaned_data) if send else said_of(request)
        changed = take_step(desk.access, report, step, seen, said)
    except ReportChangedMeanwhile as conflict:
        return _page(request, desk, conflict.present, _Refused(is_conflict=True))
    except ReasonMissing:
        refused = _Refused(unexplained=wanted, reason=request.POST.get("reason", ""))
        return _page(request, desk, report, refused)
    except AnswersRefused as refusal:
        form = _form(contents_of(desk.access, report))
        form.add_problems(refusal.problems)
        return _page(request, desk, report, _Refused(form, send=SendForm(request.POST)))
    words = _("The report now is: %s.") % appearance(changed, desk.today).label
    messages.success(request, words, extra_tags=_draft(report))
    return redirect("report-consolidated", report.period_id)


def _save(request: HttpRequest, desk: Desk, report: Report, seen: int) -> HttpResponse:
    contents = contents_of(desk.access, report)
    form = AnswersForm([one.question for one in contents], {}, request.POST)
    if not form.is_valid():
        return _page(request, desk, report, _Refused(form))
    shown = {
        one.question.key: request.POST[f"{_SHOWN}{one.question.key}"]
        for one in contents
        if f"{_SHOWN}{one.question.key}" in request.POST
    }
    try:
        save_answers(desk.access, report, form.typed(), seen, shown)
    except AnswersRefused as refusal:
        form.add_problems(refusal.problems)
        return _page(request, desk, report, _Refused(form))
    except ReportChangedMeanwhile as conflict:
        return _page(request, desk, conflict.present, _Refused(form, is_conflict=True))
    messages.success(request, _("Saved. It is not sent yet."), extra_tags=_draft(report))
    return redirect("report-consolidated", report.period_id)


def _opened(request: HttpRequest, period_id: int) -> tuple[Desk, Report]:
    desk = desk_of(request)
    report = agency_report(desk.access, period_id)
    if report is None:
        raise Http404
    return desk, report


def _draft(report: Report) -> str:
    return f"report-{report.pk}"


def _form(contents: list[Content]) -> AnswersForm:
    """Unsent with what stands in it; bound, so that problems can be put at their questions."""
    questions = [one.question for one in contents]
    values = {one.question.key: one.value for one in contents}
    unbound = AnswersForm(questions, values)
    form = AnswersForm(questions, values, {key: unbound[key].value() for key in values})
    form.is_valid()
    return form


def _page(
    request: HttpRequest, desk: Desk, report: Report, refused: _Refused | None = None
) -> HttpResponse:
    refused = refused or _Refused()
    contents = contents_of(desk.access, report)
    line = period_line(desk.access, report.period_id)
    is_open = may_write(desk.access, report)
    form = refused.form or AnswersForm(
        [one.question for one in contents], {one.question.key: one.value for one in contents}
    )
    steps = steps_from(desk.access, report)
    is_refused = refused != _Refused()
    context: dict[str, Any] = {
        "way": _way(report),
        "report": report,
        "line": line,
        "name": period_name(report.period),
        "status": appearance(report, desk.today),
        "is_moved": report.due_on != report.cut_off,
        "is_open": is_open,
        "form": form,
        "sections": _sections(form, contents),
        "draft": _draft(report),
        "send": (refused.send or SendForm(initial={"sent_on": desk.today}))
        if Step.SEND in steps
        else None,
        "steps": other_steps(steps, refused.unexplained, refused.reason),
        "is_conflict": refused.is_conflict,
        "outdated": sum(one.is_outdated for one in contents),
        "events": event_entries(report_events(desk.access, report)),
    }
    status = 422 if is_refused else 200
    return render(request, "reporting/consolidated.html", context, status=status)


def _sections(form: AnswersForm, contents: list[Content]) -> list[tuple[Any, list[dict[str, Any]]]]:
    """Each heading with its fields, and beside each what it is put together from."""
    by_key = {one.question.key: one for one in contents}
    return [
        (heading, [_entry(by_key[question.key], bound) for question, bound in fields])
        for heading, fields in form.sections()
    ]


def _entry(content: Content, bound: Any) -> dict[str, Any]:
    def said(value: str) -> str:
        return number(Decimal(value)) if value and content.question.is_number else value

    return {
        "content": content,
        "bound": bound,
        "shown_name": f"{_SHOWN}{content.question.key}",
        "value": said(content.value),
        "together": said(content.together),
        "answers": [{"answer": one, "value": said(one.value)} for one in content.answers],
    }


def _way(report: Report) -> list[tuple[str, str]]:
    period = report.period
    return [
        (_("Periodic reports"), reverse("reporting")),
        (
            f"{period.obligation.name}: {period_name(period)}",
            reverse("report-period", args=[period.pk]),
        ),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def make_paper(request: HttpRequest, period_id: int) -> HttpResponse:
    """Choose the head of the paper; a POST answers with the file."""
    desk, report = _opened(request, period_id)
    form = PaperForm(
        request.POST if request.method == "POST" else None,
        initial=_head(desk, report),
    )
    if form.is_valid():
        said = periodic_report_of(desk.access, report, form.head())
        period = report.period
        name = f"bao-cao-cchc-{desk.agency.key}-{period.year}-{period.number}"
        paper = periodic_report(said)
        try:
            return paper_response(paper, name, request.POST.get("format", ""))
        except PaperWithoutTable:
            form.add_error(None, _("The report has no figures, so there is no workbook of them."))
    context = {
        "way": [
            *_way(report),
            (_("The agency's report"), reverse("report-consolidated", args=[period_id])),
        ],
        "title": _("Paper of the periodic report"),
        "form": form,
        "draft": f"paper-report-{report.pk}",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "papers/form.html", context, status=status)


def _head(desk: Desk, report: Report) -> dict[str, object]:
    """The number that it was sent under, where it is known."""
    given = paper_defaults.agency_head(desk.agency, "BC", desk.today)
    registered, _slash, symbol = report.document_number.partition("/")
    if symbol:
        given |= {"number": registered, "symbol": symbol, "day": report.sent_on}
    return given
