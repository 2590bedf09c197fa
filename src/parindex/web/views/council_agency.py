"""An agency of a round as the council appraises it, and its evidence as one file."""

from __future__ import annotations

from collections.abc import Iterator
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
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.attachments.archive import zip_of
from parindex.rounds.constants import State
from parindex.rounds.queries import appraisal_sheet
from parindex.rounds.services import (
    DeadlinePassed,
    DeadlineRefused,
    StepRefused,
    accept_rest,
    reopen,
)
from parindex.web.council_agency import agency_page, is_shown, scored_lines, targets_of
from parindex.web.council_place import CouncilPlace, participant_at, place_of, round_tabs
from parindex.web.council_steps import Taken, step_named, take_step
from parindex.web.council_words import refusal_words
from parindex.web.council_workbooks import COMPONENTS, component_rows
from parindex.web.excel_table import excel_response
from parindex.web.forms.council_reopening import ReopenForm
from parindex.web.forms.council_settings import end_of
from parindex.web.templatetags.formats import named
from parindex.web.views.council_round import tell_taken

if TYPE_CHECKING:
    from parindex.rounds.models import Participant

ACCEPT, REOPEN = "accept_rest", "reopen"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_agency(request: HttpRequest, round_id: int, participant_id: int) -> HttpResponse:
    """The sheet; posted to, the rest accepted, a step taken, the agency reopened."""
    place = place_of(request, round_id)
    participant = participant_at(place, participant_id)
    if request.method != "POST":
        return _page(request, place, participant)
    step = request.POST.get("step", "")
    if step == ACCEPT:
        return _accept(request, place, participant)
    require(place.access, Permission.RUN_ROUNDS)
    if step == REOPEN:
        return _reopen(request, place, participant)
    known = step_named(step)
    if known is None:
        return HttpResponseBadRequest()
    taken = take_step(place, known, [participant])
    tell_taken(request, known, taken)
    if taken.refused:
        return _page(request, place, participant, taken=taken, status=422)
    return _back(place, participant)


@never_cache
@require_safe
def send_evidence(
    request: HttpRequest, round_id: int, participant_id: int
) -> StreamingHttpResponse:
    """The evidence of the components that the person sees, a folder a component's code."""
    place = place_of(request, round_id)
    participant = participant_at(place, participant_id)
    sheet = appraisal_sheet(place.access, participant)
    if sheet is None:
        raise Http404
    by_folder = {one.component.code: one.evidence for one in sheet.lines if one.evidence}
    pieces: Iterator[bytes] = zip_of(by_folder)
    answer = StreamingHttpResponse(pieces, content_type="application/zip")
    name = f"tai-lieu-{participant.agency.key}-{place.round.year}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@never_cache
@require_safe
def export_agency(request: HttpRequest, round_id: int, participant_id: int) -> HttpResponse:
    """The components that the person sees, as a workbook."""
    place = place_of(request, round_id)
    participant = participant_at(place, participant_id)
    sheet = appraisal_sheet(place.access, participant)
    if sheet is None:
        raise Http404
    shown = [one for one in scored_lines(sheet) if is_shown(one, request.GET.get("show", ""))]
    return excel_response(
        f"tham-dinh-{participant.agency.key}-{place.round.year}.xlsx",
        COMPONENTS,
        component_rows(place.round, shown),
        title=f"{named(participant.agency)} · {place.round.name}",
    )


def _accept(request: HttpRequest, place: CouncilPlace, participant: Participant) -> HttpResponse:
    require(place.access, Permission.APPRAISE)
    keys = request.POST.getlist("component")
    try:
        accepted = accept_rest(place.access, participant, keys, now=place.now)
    except (StepRefused, DeadlinePassed) as refusal:
        taken = Taken(0, [(participant, refusal_words(refusal, place.round))])
        return _page(request, place, participant, taken=taken, status=422)
    words = ngettext("%d self score accepted.", "%d self scores accepted.", len(accepted)) % len(
        accepted
    )
    messages.success(request, words)
    return _back(place, participant)


def _reopen(request: HttpRequest, place: CouncilPlace, participant: Participant) -> HttpResponse:
    form = ReopenForm(targets_of(State(participant.state)), request.POST)
    if not form.is_valid():
        return _page(request, place, participant, form=form, status=422)
    data = form.cleaned_data
    target = State(data["target"])
    try:
        reopen(
            place.access,
            participant,
            target,
            data["reason"],
            end_of(data["until"]),
            now=place.now,
        )
    except DeadlineRefused:
        form.add_error("until", _("This day is over already; choose a later one."))
    except StepRefused as refusal:
        form.add_error(None, refusal_words(refusal, place.round))
    else:
        messages.success(request, _("Reopened: %s.") % target.label)
        return _back(place, participant)
    return _page(request, place, participant, form=form, status=422)


def _back(place: CouncilPlace, participant: Participant) -> HttpResponse:
    return redirect(place.address("council-agency", participant.pk))


def _page(
    request: HttpRequest,
    place: CouncilPlace,
    participant: Participant,
    *,
    taken: Taken | None = None,
    form: ReopenForm | None = None,
    status: int = 200,
) -> HttpResponse:
    sheet = appraisal_sheet(place.access, participant)
    query = request.GET.urlencode()
    export_url = place.address("council-agency-export", participant.pk)
    context = {
        "export_url": export_url + (f"?{query}" if query else ""),
        "place": place,
        "tabs": round_tabs(place.round, ""),
        "page": agency_page(place, participant, sheet, request.GET),
        "reopening": form or ReopenForm(targets_of(State(participant.state))),
        "taken": taken,
    }
    return render(request, "council/agency.html", context, status=status)
