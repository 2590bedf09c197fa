"""An agency's round: where it stands, and the steps that take it further."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from parindex.accounts.services import require
from parindex.attachments.archive import zip_of
from parindex.editions.queries import framework_of
from parindex.organisations.queries import units_of
from parindex.rounds.constants import State, Step
from parindex.rounds.queries import evidence_by_component
from parindex.rounds.services import (
    DeadlinePassed,
    StepBlocked,
    StepRefused,
    consolidate,
    hand_in,
    hand_in_explanations,
    send_back,
    submit,
)
from parindex.rounds.transitions import TRANSITIONS
from parindex.web.excel_table import excel_response
from parindex.web.forms.round import SendBackForm
from parindex.web.round_missing import COLUMNS, missing_rows
from parindex.web.round_page import RoundPage, round_page
from parindex.web.round_place import RoundPlace, place_of
from parindex.web.round_words import ProblemLine, has_reached, refused_lines
from parindex.web.templatetags.formats import named, vndate
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from parindex.organisations.models import Unit

# What the agency itself does, each by its own button.
STEPS = (
    Step.HAND_IN,
    Step.SEND_BACK,
    Step.CONSOLIDATE,
    Step.SUBMIT,
    Step.HAND_IN_EXPLANATIONS,
)
# Sent twice, the second finds the agency where the first has taken it.
_LEADS_TO = {
    Step.HAND_IN: State.SELF_SCORED,
    Step.CONSOLIDATE: State.CONSOLIDATED,
    Step.SUBMIT: State.SUBMITTED,
}
_SAID = {
    Step.CONSOLIDATE: gettext_lazy("Signed off. The director submits the self score next."),
    Step.HAND_IN_EXPLANATIONS: gettext_lazy(
        "The explanations are handed in; the council looks a second time."
    ),
}


@never_cache
@require_safe
def show_round(request: HttpRequest) -> HttpResponse:
    """Stage, deadline, the person's next step, the units' progress, what is missing."""
    place = place_of(request)
    if place is None:
        return render(request, "round/none.html")
    return _page(request, place)


@never_cache
@require_POST
def take_step(request: HttpRequest, step: str) -> HttpResponse:
    """Hand in, send back, sign off, submit; what stands in the way is said on the page."""
    known = next((one for one in STEPS if one.value == step), None)
    if known is None:
        return HttpResponseBadRequest()
    desk = desk_of(request)
    unit = _unit_named(request, units_of(desk.agency))
    require(desk.access, TRANSITIONS[known].permission, unit)
    place = place_of(request)
    if place is None:
        return redirect("round")
    form = None
    if known == Step.SEND_BACK:
        form = SendBackForm(round_page(place, {}).sent_back_choices, request.POST)
        if not form.is_valid():
            return _page(request, place, form=form, status=422)
    if known == Step.HAND_IN and unit is None:
        raise Http404
    try:
        said = _take(place, known, unit, form)
    except (StepBlocked, StepRefused, DeadlinePassed) as refusal:
        if not _is_done_already(place, known, refusal):
            lines = refused_lines(refusal, place.participant.round, place.scoring_year)
            # Somebody else may have taken the agency further meanwhile.
            place = place_of(request) or place
            return _page(request, place, form=form, refused=(known, lines), status=422)
    else:
        messages.success(request, said, extra_tags=_draft_of(known, place))
    back = "round-explanations" if known == Step.HAND_IN_EXPLANATIONS else "round"
    return redirect(place.address(back))


@never_cache
@require_safe
def export_missing(request: HttpRequest) -> HttpResponse:
    """What is missing as the page shows it, for Excel."""
    place = place_of(request)
    if place is None:
        raise Http404
    notices = [_("As on %s") % vndate(place.now)]
    if place.is_illustrative:
        notices.append(_("Illustrative figures"))
    return excel_response(
        f"con-thieu-{place.desk.agency.key}-{place.year}.xlsx",
        COLUMNS,
        missing_rows(round_page(place, request.GET)),
        title=_("What is still missing?"),
        notices=notices,
    )


@never_cache
@require_safe
def send_evidence(request: HttpRequest) -> StreamingHttpResponse:
    """The agency's own evidence, a folder a component's code."""
    place = place_of(request)
    if place is None:
        raise Http404
    by_key = evidence_by_component(place.access, place.participant)
    components = framework_of(place.participant.round.edition).components
    by_folder = {one.code: by_key[one.key] for one in components if one.key in by_key}
    pieces: Iterator[bytes] = zip_of(by_folder)
    answer = StreamingHttpResponse(pieces, content_type="application/zip")
    name = f"tai-lieu-{place.desk.agency.key}-{place.year}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _take(place: RoundPlace, step: Step, unit: Unit | None, form: SendBackForm | None) -> str:
    """Take the step; what is said then."""
    access, participant, now = place.access, place.participant, place.now
    if step == Step.HAND_IN and unit is not None:
        hand_in(access, participant, unit, now=now)
        return _("Handed in: %(unit)s.") % {"unit": named(unit)}
    if step == Step.SEND_BACK and form is not None:
        values = form.cleaned_data
        sent = send_back(access, participant, values["component"], values["note"], now=now)
        return _("Sent back to %(unit)s.") % {"unit": named(sent.unit)}
    if step == Step.SUBMIT:
        made = submit(access, participant, now=now)
        return _("Submitted to the council. SHA-256 of the submission: %(hash)s") % {
            "hash": made.sha256
        }
    if step == Step.CONSOLIDATE:
        consolidate(access, participant, now=now)
    else:
        hand_in_explanations(access, participant, now=now)
    return str(_SAID[step])


def _is_done_already(
    place: RoundPlace, step: Step, refusal: StepBlocked | StepRefused | DeadlinePassed
) -> bool:
    if not isinstance(refusal, StepRefused):
        return False
    if step == Step.HAND_IN_EXPLANATIONS:
        return place.participant.explanations_handed_in_at is not None
    return step in _LEADS_TO and has_reached(refusal.state, _LEADS_TO[step])


def _unit_named(request: HttpRequest, units: Sequence[Unit]) -> Unit | None:
    key = request.POST.get("unit", "")
    return next((unit for unit in units if unit.key == key), None)


def _draft_of(step: Step, place: RoundPlace) -> str:
    return f"round-{step.value}-{place.participant.pk}"


def _page(
    request: HttpRequest,
    place: RoundPlace,
    *,
    form: SendBackForm | None = None,
    refused: tuple[Step, Sequence[ProblemLine]] | None = None,
    status: int = 200,
) -> HttpResponse:
    page = round_page(place, request.GET)
    context = {
        "place": place,
        "page": page,
        "tabs": place.tabs("round"),
        "form": form or _send_back_form(request, page),
        "draft_key": _draft_of(Step.SEND_BACK, place),
        "refused": refused,
    }
    return render(request, "round/page.html", context, status=status)


def _send_back_form(request: HttpRequest, page: RoundPage) -> SendBackForm | None:
    if not page.sends_back:
        return None
    chosen = request.GET.get("send_back", "")
    return SendBackForm(page.sent_back_choices, initial={"component": chosen})
