"""A component of an agency, scored by a member of the council."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from parindex.accounts.constants import Permission
from parindex.accounts.services import refused, require
from parindex.editions.queries import framework_of
from parindex.rounds.constants import AppraisalStage
from parindex.rounds.queries import appraisal_sheet
from parindex.rounds.services import (
    AppraisalChangedMeanwhile,
    DeadlinePassed,
    JudgementRefused,
    StepBlocked,
    StepRefused,
    appraise,
)
from parindex.web.council_agency import look_of
from parindex.web.council_component import address_of, component_page, next_waiting
from parindex.web.council_place import CouncilPlace, participant_at, place_of
from parindex.web.council_words import appraisal_words, refusal_words, shown_points
from parindex.web.forms.council_judgement import JudgementForm, judgement_form
from parindex.web.sent_numbers import whole_number
from parindex.web.templatetags.formats import spoken

if TYPE_CHECKING:
    from parindex.rounds.models import Appraisal, Participant
    from parindex.rounds.queries import Sheet, SheetLine

REFUSALS = {
    "surveyed": gettext_lazy("A survey gives the points of this criterion."),
    "not_deducted": gettext_lazy(
        "The first appraisal left this criterion whole; there is nothing to decide."
    ),
}


@dataclass
class Opened:
    """A component of an agency's sheet as the person opened it."""

    place: CouncilPlace
    participant: Participant
    sheet: Sheet
    line: SheetLine

    @property
    def look(self) -> AppraisalStage | None:
        return look_of(self.participant)

    @property
    def present(self) -> Appraisal | None:
        """The score at the look that is open."""
        return self.line.second if self.look == AppraisalStage.SECOND else self.line.first

    @property
    def draft_key(self) -> str:
        return f"council-{self.participant.pk}-{self.line.component.key}-{self.look}"


@never_cache
@csp_update({"frame-src": [SELF]})  # pyright: ignore[reportArgumentType] (typed for plain views)
@require_http_methods(["GET", "HEAD", "POST"])
def show_component(
    request: HttpRequest, round_id: int, participant_id: int, key: str
) -> HttpResponse:
    """Self score, evidence and decisions; posted to, the member's judgement."""
    opened = _opened(request, round_id, participant_id, key)
    if request.method == "POST":
        return _judge(request, opened)
    form = judgement_form(opened.line, opened.place.round)
    return _page(request, opened, form)


@never_cache
@require_POST
def preview_judgement(
    request: HttpRequest, round_id: int, participant_id: int, key: str
) -> HttpResponse:
    """The points that the member's own figures would give; nothing is stored."""
    opened = _opened(request, round_id, participant_id, key)
    require(opened.place.access, Permission.APPRAISE)
    form = judgement_form(opened.line, opened.place.round, request.POST)
    form.full_clean()
    if form.score is None:
        form.score_own_figures()
    complete = all(str(bound.value() or "").strip() for bound in form.value_fields)
    context = {"form": form, "line": opened.line, "is_complete": complete}
    return render(request, "council/preview.html", context)


def _opened(request: HttpRequest, round_id: int, participant_id: int, key: str) -> Opened:
    place = place_of(request, round_id)
    participant = participant_at(place, participant_id)
    sheet = appraisal_sheet(place.access, participant)
    known = {one.key for one in framework_of(place.round.edition).components}
    if sheet is None or key not in known:
        raise Http404
    line = next((one for one in sheet.lines if one.component.key == key), None)
    if line is None:
        raise refused(place.access, Permission.APPRAISE.value, ("round", place.round.pk))
    return Opened(place, participant, sheet, line)


def _judge(request: HttpRequest, opened: Opened) -> HttpResponse:
    require(opened.place.access, Permission.APPRAISE)
    form = judgement_form(opened.line, opened.place.round, request.POST)
    seen = request.POST.get("seen", "")
    if not form.is_valid():
        return _page(request, opened, form, seen=seen, status=422)
    try:
        saved = appraise(
            opened.place.access,
            opened.participant,
            opened.line.component.key,
            form.judgement,
            seen=whole_number(seen) or 0,
            now=opened.place.now,
        )
    except AppraisalChangedMeanwhile as changed:
        # Sent twice, the second finds its own entry and has nothing left to do.
        if _is_same(changed.present, form):
            return _onward(request, opened)
        return _page(request, opened, form, changed.present, status=422)
    except JudgementRefused as refusal:
        form.add_error(None, REFUSALS.get(refusal.problem, refusal.problem))
    except (StepRefused, StepBlocked, DeadlinePassed) as refusal:
        form.add_error(None, refusal_words(refusal, opened.place.round))
    else:
        _tell_saved(request, opened, saved)
        return _onward(request, opened)
    return _page(request, opened, form, seen=seen, status=422)


def _is_same(present: Appraisal, form: JudgementForm) -> bool:
    wanted = form.judgement
    return (present.kind, present.values, present.reason, present.words) == (
        wanted.kind,
        dict(wanted.values),
        wanted.reason,
        wanted.words.strip(),
    ) and wanted.points in (None, present.points)


def _tell_saved(request: HttpRequest, opened: Opened, saved: Appraisal) -> None:
    text = _("Saved. %(code)s %(label)s: %(points)s of %(own)s self-scored points.") % {
        "code": opened.line.component.code,
        "label": spoken(opened.line.component.label),
        "points": shown_points(saved.points),
        "own": shown_points(opened.line.own),
    }
    messages.success(request, text, extra_tags=opened.draft_key)


def _onward(request: HttpRequest, opened: Opened) -> HttpResponse:
    """To the next component that waits where that was asked, else back to this one."""
    place, participant, show = opened.place, opened.participant, request.GET.get("show", "")
    if request.POST.get("go") == "next":
        sheet = appraisal_sheet(place.access, participant)
        following = next_waiting(sheet, opened.line.component.key) if sheet else None
        if following is None:
            return redirect(place.address("council-agency", participant.pk))
        return redirect(address_of(place, participant, following, show))
    return redirect(request.get_full_path())


def _page(
    request: HttpRequest,
    opened: Opened,
    form: JudgementForm,
    conflict: Appraisal | None = None,
    *,
    seen: str = "",
    status: int = 200,
) -> HttpResponse:
    key = opened.line.component.key
    page = component_page(opened.place, opened.participant, opened.sheet, key, request.GET)
    present = opened.present.version if opened.present else 0
    context = {
        "place": opened.place,
        "participant": opened.participant,
        "page": page,
        "form": form,
        "look": opened.look,
        "seen": conflict.version if conflict else seen or present,
        "draft_key": opened.draft_key,
        "conflict": conflict,
        "conflict_words": appraisal_words(opened.place.round, opened.line.component, conflict)
        if conflict
        else "",
    }
    return render(request, "council/component.html", context, status=status)
