"""Rounds as archives: made for another installation, or taken in from one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.jobs.constants import JobState
from parindex.jobs.queries import job
from parindex.rounds.constants import RoundState
from parindex.rounds.exchange import store
from parindex.rounds.exchange.jobs import EXPORT, start_export, start_import
from parindex.rounds.queries import round_by_id, rounds_of, year_of_round
from parindex.web.council_words import ROUND_STATES
from parindex.web.sent_numbers import whole_number
from parindex.web.uploads import files_too_large, takes_files
from parindex.web.views.desk import Desk, council_desk_of

if TYPE_CHECKING:
    from parindex.jobs.models import Job

# Evidence of a province's round, packed.
LARGEST_ARCHIVE = 4 << 30  # bytes


@never_cache
@takes_files(lambda: LARGEST_ARCHIVE)
@require_http_methods(["GET", "POST"])
def exchange_rounds(request: HttpRequest) -> HttpResponse:
    """The council's rounds to export, and a form to take one in; a POST starts either."""
    desk = council_desk_of(request)
    require(desk.access, Permission.RUN_ROUNDS)
    if request.method == "GET":
        return _page(request, desk)
    if "round" in request.POST:
        return _export(request, desk, request.POST["round"])
    file = request.FILES.get("file")
    if file is None:
        too_large = files_too_large(request)
        words = _("The archive is too large.") if too_large else _("Choose an archive first.")
        messages.error(request, words)
        return _page(request, desk, status=422)
    return _follow(start_import(desk.access, file.chunks()))


@never_cache
@require_GET
def send_archive(request: HttpRequest, job_id: int) -> HttpResponseBase:
    """The archive that a job has made."""
    desk = council_desk_of(request)
    require(desk.access, Permission.RUN_ROUNDS)
    found = _made(desk, job_id)
    if found is None:
        raise Http404
    path = store.path_of(found.result["archive"])
    if path is None:
        messages.info(request, _("This archive was deleted after a week. Export the round again."))
        return redirect("exchange")
    name = f"round-{found.result['round']}.zip"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)


def _export(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    round_id = whole_number(number) or 0
    # The roles of the round's year count.
    year = year_of_round(desk.agency, round_id)
    access = council_desk_of(request, year).access
    one_round = round_by_id(access, round_id)
    if one_round is None:
        raise Http404
    return _follow(start_export(access, one_round))


def _follow(started: Job) -> HttpResponse:
    return redirect(f"{reverse('job', args=[started.pk])}?follow=1")


def _made(desk: Desk, job_id: int) -> Job | None:
    """The council's job of that number, if it has made an archive."""
    found = job(desk.access, job_id)
    is_done = found is not None and found.kind == EXPORT and found.state == JobState.DONE
    return found if is_done else None


def _page(request: HttpRequest, desk: Desk, status: int = 200) -> HttpResponse:
    lines = [(one, ROUND_STATES[RoundState(one.state)]) for one in rounds_of(desk.access)]
    made = whole_number(request.GET.get("made", ""))
    found = _made(desk, made) if made is not None else None
    context = {"desk": desk, "lines": lines, "made": found}
    return render(request, "exchange/page.html", context, status=status)
