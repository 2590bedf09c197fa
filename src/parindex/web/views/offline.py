"""The self score filled in offline: take the workbook, bring it back, look at it, confirm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.services import refused
from parindex.organisations.queries import working_moment
from parindex.rounds.queries import participant_of
from parindex.rounds.services import OfflineEntry, OfflineRefused, enter_offline, try_offline
from parindex.web.excel_table import EXCEL
from parindex.web.offline_preview import carried, changed_components, entries_carried
from parindex.web.offline_reading import CellProblem, read_sheet, refusals_in_words
from parindex.web.offline_table import OfflineSheet, offline_sheet, write_sheet
from parindex.web.uploads import files_too_large, takes_files
from parindex.web.views.desk import Desk, desk_of

if TYPE_CHECKING:
    from datetime import datetime

# A workbook of a hundred components with its notes has less than a tenth of it.
LARGEST_WORKBOOK = 4 << 20  # bytes


@dataclass(frozen=True)
class _Opened:
    desk: Desk
    sheet: OfflineSheet
    now: datetime


@never_cache
@takes_files(lambda: LARGEST_WORKBOOK)
@require_http_methods(["GET", "POST"])
def fill_in_offline(request: HttpRequest) -> HttpResponse:
    """How it goes; a POST of a file shows what it would change, one of the preview writes it."""
    opened = _opened(request)
    if opened is None:
        return render(request, "no_year.html")
    if request.method == "GET":
        return _page(request, opened)
    if "confirmed" in request.POST:
        return _confirm(request, opened, request.POST["confirmed"])
    return _preview(request, opened)


@never_cache
@require_GET
def send_offline_template(request: HttpRequest) -> HttpResponse:
    """The workbook with what stands there now."""
    opened = _opened(request)
    if opened is None:
        return render(request, "no_year.html")
    response = HttpResponse(write_sheet(opened.sheet, opened.now), content_type=EXCEL)
    assessment = opened.sheet.assessment
    name = f"{assessment.agency.key}-{assessment.year}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _opened(request: HttpRequest) -> _Opened | None:
    desk = desk_of(request)
    if not desk.access.may_somewhere(Permission.ENTER_VALUES):
        raise refused(desk.access, Permission.ENTER_VALUES.value)
    if desk.assessment is None:
        return None
    now = working_moment(desk.agency)
    participant = participant_of(desk.access, desk.assessment.year)
    return _Opened(desk, offline_sheet(desk.access, desk.assessment, participant, now), now)


def _preview(request: HttpRequest, opened: _Opened) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        words = (
            _("This file is too large to be the template.")
            if files_too_large(request)
            else _("Choose the workbook that was filled in.")
        )
        return _page(request, opened, problems=[CellProblem("", "", words)])
    reading = read_sheet(file.read(), opened.sheet, opened.desk.today)
    if reading.problems:
        return _page(request, opened, problems=reading.problems, name=file.name)
    if not reading.entries:
        return _page(request, opened, nothing_new=True, name=file.name)
    sheet = opened.sheet
    try:
        changes = try_offline(
            opened.desk.access,
            sheet.assessment,
            sheet.participant,
            reading.entries,
            now=opened.now,
        )
    except OfflineRefused as refusal:
        problems = refusals_in_words(reading, sheet, refusal.problems)
        return _page(request, opened, problems=problems, name=file.name)
    return render(
        request,
        "offline/preview.html",
        {
            "desk": opened.desk,
            "name": file.name,
            "changed": changed_components(sheet, reading.entries, changes),
            "confirmed": carried(opened.desk.access, sheet, reading.entries),
        },
    )


def _confirm(request: HttpRequest, opened: _Opened, text: str) -> HttpResponse:
    sheet = opened.sheet
    entries = entries_carried(opened.desk.access, sheet, text)
    if entries is None:
        words = _("This preview is no longer valid. Choose the workbook once more.")
        return _page(request, opened, problems=[CellProblem("", "", words)])
    try:
        enter_offline(
            opened.desk.access, sheet.assessment, sheet.participant, entries, now=opened.now
        )
    except OfflineRefused:
        words = _(
            "Something was changed by a colleague meanwhile, so nothing was written. Choose the"
            " workbook once more to see where."
        )
        return _page(request, opened, problems=[CellProblem("", "", words)])
    messages.success(request, _written(entries))
    return redirect("scoring")


def _written(entries: list[OfflineEntry]) -> str:
    words = ngettext(
        "Taken in: %(count)s component.", "Taken in: %(count)s components.", len(entries)
    )
    return words % {"count": len(entries)}


def _page(
    request: HttpRequest,
    opened: _Opened,
    *,
    problems: list[CellProblem] | None = None,
    name: str | None = "",
    nothing_new: bool = False,
) -> HttpResponse:
    lines = opened.sheet.lines.values()
    context: dict[str, Any] = {
        "desk": opened.desk,
        "problems": problems or [],
        "name": name,
        "nothing_new": nothing_new,
        "components": len(lines),
        "closed": sum(1 for line in lines if not line.is_open),
    }
    return render(request, "offline/page.html", context, status=422 if problems else 200)
