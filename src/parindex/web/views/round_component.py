"""What an agency says of a component beside its figures: a lower claim, why nothing proves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.assessments.services import EntryClosed
from parindex.organisations.queries import working_moment
from parindex.rounds.queries import participant_of
from parindex.rounds.services import (
    ClaimRefused,
    DeadlinePassed,
    claim_lower,
    explain_missing,
)
from parindex.web.forms.round import ClaimForm, MissingForm
from parindex.web.round_component import RoundForms
from parindex.web.round_words import CLAIM_PROBLEMS, CLOSED, locked_words
from parindex.web.scoring_address import scoring_address
from parindex.web.templatetags.formats import ending
from parindex.web.views.component import component_response, opened_component
from parindex.web.views.desk import Desk

if TYPE_CHECKING:
    from parindex.rounds.models import Participant

CLAIM, UNCLAIM, MISSING = "claim", "unclaim", "missing"
_SAID = {
    CLAIM: gettext_lazy("The lower claim is kept with its reason."),
    MISSING: gettext_lazy("The explanation is kept."),
}


@never_cache
@require_POST
def write_self_score(request: HttpRequest, key: str) -> HttpResponse:
    """Claim fewer points or the rule's again; explain why there is no evidence."""
    desk, assessment, panel = opened_component(request, key)
    require(desk.access, Permission.ENTER_VALUES, panel.owner)
    participant = participant_of(desk.access, desk.year)
    if participant is None:
        raise Http404
    written = request.POST.get("form", "")
    if written == UNCLAIM:
        return _unclaim(request, desk, participant, key)
    if written == CLAIM:
        forms = _claim(request, desk, participant, key)
    elif written == MISSING:
        forms = _explain(request, desk, participant, key)
    else:
        return HttpResponseBadRequest()
    if forms is not None:
        return component_response(request, desk, assessment, panel, round_forms=forms, status=422)
    draft = f"{written}-{participant.assessment_id}-{key}"
    messages.success(request, str(_SAID[written]), extra_tags=draft)
    return redirect(scoring_address("component", key, year=desk.asked_year))


def _claim(
    request: HttpRequest, desk: Desk, participant: Participant, key: str
) -> RoundForms | None:
    form = ClaimForm(request.POST)
    if form.is_valid():
        points, reason = form.cleaned_data["points"], form.cleaned_data["reason"]
        now = working_moment(desk.agency)
        try:
            claim_lower(desk.access, participant, key, points, reason, now=now)
        except ClaimRefused as refusal:
            field = "reason" if refusal.problem == "reason_missing" else "points"
            form.add_error(field, str(CLAIM_PROBLEMS[refusal.problem]))
        except (EntryClosed, DeadlinePassed) as closed:
            form.add_error(None, _closed_words(closed))
    return None if form.is_valid() else RoundForms(claim=form)


def _unclaim(request: HttpRequest, desk: Desk, participant: Participant, key: str) -> HttpResponse:
    try:
        claim_lower(desk.access, participant, key, None, "", now=working_moment(desk.agency))
    except (EntryClosed, DeadlinePassed) as closed:
        messages.error(request, _closed_words(closed))
    else:
        draft = f"{CLAIM}-{participant.assessment_id}-{key}"
        messages.success(
            request, _("The self score is what the rule gives again."), extra_tags=draft
        )
    return redirect(scoring_address("component", key, year=desk.asked_year))


def _explain(
    request: HttpRequest, desk: Desk, participant: Participant, key: str
) -> RoundForms | None:
    form = MissingForm(request.POST)
    if form.is_valid():
        text, now = form.cleaned_data["text"], working_moment(desk.agency)
        try:
            explain_missing(desk.access, participant, key, text, now=now)
        except (EntryClosed, DeadlinePassed) as closed:
            form.add_error(None, _closed_words(closed))
    return None if form.is_valid() else RoundForms(missing=form)


def _closed_words(closed: EntryClosed | DeadlinePassed) -> str:
    if isinstance(closed, EntryClosed):
        return str(CLOSED[closed.reason])
    return locked_words(closed.stage.label, ending(closed.ended_at))
