"""One survey round: what is prepared, how answers come in, its steps."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.surveys.constants import Mark, RoundState, Way
from parindex.surveys.queries.planning import planned_sample
from parindex.surveys.queries.rounds import asked_by, progress_of
from parindex.surveys.refusals import SurveyRefused
from parindex.surveys.services.rounds import (
    change_last_day,
    close_survey,
    count_marked,
    delete_survey,
    leave_marked_out,
    open_survey,
    stop_kiosk,
)
from parindex.surveys.services.samples import draw_sample
from parindex.web.charts import Chart, Series
from parindex.web.forms.survey import LastDayForm, SampleForm
from parindex.web.survey_place import say_refused, survey_at, way_to
from parindex.web.survey_tabs import round_tabs
from parindex.web.survey_words import COMPONENTS, STATES
from parindex.web.templatetags.formats import vndate
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from parindex.surveys.models import SurveyRound
    from parindex.surveys.queries.rounds import Progress
    from parindex.web.views.desk import Desk


@require_http_methods(["GET", "HEAD", "POST"])
def show_survey(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The round; a POST takes one of its steps."""
    desk = desk_of(request)
    survey = survey_at(desk, survey_id)
    if request.method != "POST":
        return _page(request, desk, survey)
    require(desk.access, Permission.RUN_SURVEYS)
    name = request.POST.get("step", "")
    step = _STEPS.get(name)
    if step is None:
        return _page(request, desk, survey, status=422)
    try:
        said = step(desk, survey, request)
    except SurveyRefused as refused:
        say_refused(request, refused)
        return redirect("survey", survey.pk)
    messages.success(request, said)
    return redirect("surveys") if name == "delete" else redirect("survey", survey.pk)


def _page(
    request: HttpRequest, desk: Desk, survey: SurveyRound, *, status: int = 200
) -> HttpResponse:
    progress = progress_of(desk.access, survey)
    framework = desk.framework
    context: dict[str, Any] = {
        "way": way_to(survey)[:1],
        "area_tabs": round_tabs(desk, survey, "survey"),
        "survey": survey,
        "questionnaire": asked_by(survey),
        "state": STATES[survey.state],
        "progress": progress,
        "used_codes": progress.by_way[Way.CODE],
        "by_way": [(way.label, progress.by_way[way.value]) for way in Way],
        "marks": [
            (mark.label, progress.marks[mark.value]) for mark in Mark if progress.marks[mark.value]
        ],
        "marked": sum(progress.marks.values()),
        "chart": _chart(progress),
        "planned": planned_sample(survey.population_size, survey.margin, survey.confidence)
        if survey.population_size
        else 0,
        "component": framework.component(COMPONENTS[survey.audience])
        if framework is not None and survey.year == desk.year
        else None,
        "sample_form": SampleForm(),
        "day_form": LastDayForm(initial={"closes_on": survey.closes_on}),
        "may_run": desk.access.may(Permission.RUN_SURVEYS),
        "is_draft": survey.state == RoundState.DRAFT,
        "is_open": survey.state == RoundState.OPEN,
        "is_closed": survey.state == RoundState.CLOSED,
    }
    return render(request, "surveys/show.html", context, status=status)


def _chart(progress: Progress) -> Chart | None:
    if len(progress.days) < 2:
        return None
    return Chart(
        key="days",
        question=_("How many answered on which day?"),
        kind="lines",
        categories=[vndate(day) for day, _number in progress.days],
        series=[Series(_("Answers"), [Decimal(number) for _day, number in progress.days])],
        unit=_("answers"),
        note=_("Days with fewer than five answers are added to the next."),
        from_zero=True,
    )


def _draw(desk: Desk, survey: SurveyRound, request: HttpRequest) -> str:
    form = SampleForm(request.POST)
    if not form.is_valid():
        raise SurveyRefused("sample")
    drawn = draw_sample(desk.access, survey, form.cleaned_data["seed"])
    return _("%(size)d are drawn, by the seed %(seed)d.") % {
        "size": drawn.sample_size,
        "seed": drawn.seed or 0,
    }


def _open(desk: Desk, survey: SurveyRound, request: HttpRequest) -> str:
    opened = open_survey(desk.access, survey)
    first, last = vndate(opened.opens_on), vndate(opened.closes_on)
    words = _("The round is open: answers are taken from %(first)s to %(last)s.")
    return words % {"first": first, "last": last}


def _change_days(desk: Desk, survey: SurveyRound, request: HttpRequest) -> str:
    form = LastDayForm(request.POST)
    if not form.is_valid():
        raise SurveyRefused("days")
    changed = change_last_day(desk.access, survey, form.cleaned_data["closes_on"])
    return _("Answers are taken until %s.") % vndate(changed.closes_on)


def _close(desk: Desk, survey: SurveyRound, request: HttpRequest) -> str:
    close_survey(desk.access, survey)
    return _("The round is closed; its points are counted.")


def _leave_out(desk: Desk, survey: SurveyRound, request: HttpRequest) -> str:
    leave_marked_out(desk.access, survey, request.POST.get("reason", ""))
    return _("The marked answers are kept and do not count.")


def _count(desk: Desk, survey: SurveyRound, request: HttpRequest) -> str:
    count_marked(desk.access, survey)
    return _("The marked answers count like the others.")


def _stop(desk: Desk, survey: SurveyRound, request: HttpRequest) -> str:
    stop_kiosk(desk.access, survey)
    return _("The counter's screen takes no more answers.")


def _delete(desk: Desk, survey: SurveyRound, request: HttpRequest) -> str:
    delete_survey(desk.access, survey)
    return _("The draft is deleted.")


_STEPS: dict[str, Callable[[Desk, SurveyRound, HttpRequest], str]] = {
    "draw": _draw,
    "open": _open,
    "days": _change_days,
    "close": _close,
    "leave_out": _leave_out,
    "count": _count,
    "stop_kiosk": _stop,
    "delete": _delete,
}
