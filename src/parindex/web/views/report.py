"""A unit's periodic report: written, signed off, accepted or returned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parindex.reporting.constants import Step
from parindex.reporting.period_names import period_name
from parindex.reporting.queries.reports import (
    last_answers,
    may_write,
    questions_of,
    report_events,
    report_of,
    steps_from,
)
from parindex.reporting.refusals import (
    AnswersRefused,
    ReasonMissing,
    ReportChangedMeanwhile,
    ReportingRefused,
)
from parindex.reporting.services.filing import save_answers, take_step
from parindex.web.forms.reporting import AnswersForm, shown
from parindex.web.report_steps import event_entries, other_steps, said_of, seen_of, step_asked
from parindex.web.reporting_words import REFUSALS, appearance
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from parindex.reporting.models import Report
    from parindex.web.views.desk import Desk


@dataclass(frozen=True)
class _Refused:
    """What stands on the page after something was not done: the form as it was typed, and why."""

    form: AnswersForm | None = None
    unexplained: str = ""
    reason: str = ""
    # What somebody else saved meanwhile.
    present: Report | None = None


@require_http_methods(["GET", "HEAD", "POST"])
def show_report(request: HttpRequest, report_id: int) -> HttpResponse:
    """What the report asks and says; a POST saves it or takes it a step further."""
    desk = desk_of(request)
    report = report_of(desk.access, report_id)
    if report is None:
        raise Http404
    if request.method != "POST":
        return _page(request, desk, report)
    try:
        return _posted(request, desk, report)
    except ReportingRefused as refusal:
        messages.error(request, REFUSALS[refusal.reason])
        return redirect("report", report.pk)


def _posted(request: HttpRequest, desk: Desk, report: Report) -> HttpResponse:
    wanted = request.POST.get("step", "")
    step = step_asked(wanted)
    seen = seen_of(request, report)
    form = None
    try:
        if step in (None, Step.SIGN) and may_write(desk.access, report):
            form = AnswersForm(questions_of(report), report.answers, request.POST)
            if not form.is_valid():
                return _page(request, desk, report, _Refused(form))
        if form is not None or step is None:
            typed = form.typed() if form else {}
            seen = save_answers(desk.access, report, typed, seen).version
        if step is None:
            messages.success(request, _("Saved. It is not sent yet."), extra_tags=_draft(report))
            return redirect("report", report.pk)
        changed = take_step(desk.access, report, step, seen, said_of(request))
    except AnswersRefused as refusal:
        present = report_of(desk.access, report.pk) or report
        if form is None:
            messages.error(request, _("Something that has to be answered is not answered yet."))
            return redirect("report", report.pk)
        form.add_problems(refusal.problems)
        return _page(request, desk, present, _Refused(form))
    except ReportChangedMeanwhile as conflict:
        return _page(request, desk, conflict.present, _Refused(form, present=conflict.present))
    except ReasonMissing:
        reason = request.POST.get("reason", "")
        return _page(request, desk, report, _Refused(unexplained=wanted, reason=reason))
    messages.success(
        request,
        _("The report now is: %s.") % appearance(changed, desk.today).label,
        extra_tags=_draft(report),
    )
    return redirect("report", report.pk)


def _draft(report: Report) -> str:
    return f"report-{report.pk}"


def _page(
    request: HttpRequest, desk: Desk, report: Report, refused: _Refused | None = None
) -> HttpResponse:
    questions = questions_of(report)
    is_open = may_write(desk.access, report)
    steps = steps_from(desk.access, report)
    form = refused.form if refused else None
    if is_open and form is None:
        form = AnswersForm(questions, report.answers)
    before = last_answers(desk.access, report)
    context: dict[str, Any] = {
        "way": _way(report),
        "report": report,
        "name": period_name(report.period),
        "status": appearance(report, desk.today),
        "is_moved": report.due_on != report.cut_off,
        "form": form if is_open else None,
        "sections": _sections(form, before, refused.present if refused else None)
        if is_open and form
        else [],
        "answered": [(one, shown(one, report.answers)) for one in questions],
        "draft": _draft(report),
        "may_sign": Step.SIGN in steps,
        "steps": other_steps(
            steps, refused.unexplained if refused else "", refused.reason if refused else ""
        ),
        "is_conflict": bool(refused and refused.present),
        "events": event_entries(report_events(desk.access, report)),
    }
    return render(request, "reporting/report.html", context, status=422 if refused else 200)


def _way(report: Report) -> list[tuple[str, str]]:
    period = report.period
    return [
        (_("Periodic reports"), reverse("reporting")),
        (
            f"{period.obligation.name}: {period_name(period)}",
            reverse("report-period", args=[period.pk]),
        ),
    ]


def _sections(
    form: AnswersForm, before: dict[str, str], present: Report | None
) -> list[tuple[Any, list[dict[str, Any]]]]:
    """Each heading with its fields, what was said the last time, and what a colleague saved."""
    return [
        (
            heading,
            [
                {
                    "bound": bound,
                    "last": shown(question, before),
                    "theirs": shown(question, present.answers) if present else "",
                }
                for question, bound in fields
            ],
        )
        for heading, fields in form.sections()
    ]
