"""Entries taken in from a workbook: look at it first, then confirm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parindex.accounts.constants import Permission
from parindex.accounts.services import refused
from parindex.organisations.queries import units_of
from parindex.registers.queries.entries import may_keep
from parindex.registers.services.importing import (
    CHANGED,
    NEW,
    ListRefused,
    Trial,
    import_list,
    try_list,
)
from parindex.web.excel_table import excel_response
from parindex.web.registers.forms import RegisterFileForm
from parindex.web.registers.pages import RegisterPages
from parindex.web.registers.preview import (
    LARGEST_CARRIED,
    Carried,
    carried,
    carried_back,
    preview_of,
    state_of,
)
from parindex.web.registers.reading import PlacedProblem, read_list
from parindex.web.registers.table import pages_of
from parindex.web.registers.tabs import register_tabs
from parindex.web.uploads import files_too_large, takes_files
from parindex.web.views.desk import Desk, desk_of

_LARGEST_FILE = 16 << 20


@takes_files(lambda: _LARGEST_FILE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_entries(request: HttpRequest, key: str) -> HttpResponse:
    """How it goes; a POST of a file shows what it would change, one of the preview writes it."""
    desk, pages = _keepers_desk(request), pages_of(key)
    if request.method != "POST":
        return _page(request, pages)
    if "confirmed" in request.POST:
        return _confirm(request, desk, pages, request.POST["confirmed"])
    return _read(request, desk, pages)


@require_safe
def send_register_template(request: HttpRequest, key: str) -> HttpResponse:
    """An empty workbook with the columns, and on its second sheet what each means."""
    _keepers_desk(request)
    register = pages_of(key).register
    return excel_response(f"mau-{key}.xlsx", register.columns, (), title=str(register.label))


def _keepers_desk(request: HttpRequest) -> Desk:
    desk = desk_of(request)
    if not may_keep(desk.access):
        raise refused(desk.access, Permission.KEEP_REGISTERS.value)
    return desk


def _read(request: HttpRequest, desk: Desk, pages: RegisterPages) -> HttpResponse:
    form = RegisterFileForm(request.POST, request.FILES)
    if files_too_large(request):
        form.add_error("file", _("The file is larger than 16 MB. Split it."))
    if not form.is_valid():
        return _page(request, pages, form=form)
    file, reason = form.cleaned_data["file"], form.cleaned_data["reason"]
    reading = read_list(file.read(), pages.register, units_of(desk.agency))
    problems = list(reading.problems)
    if not problems:
        trial = try_list(desk.access, pages.register, reading.rows, reason)
        problems = reading.refusals_in_words(trial.refusals)
        if not problems:
            seen = state_of(pages.register, trial)
            kept = Carried(file.name, reading.rows, reason, seen)
            return _preview(request, desk, pages, kept, trial)
    return _page(request, pages, problems=problems, name=file.name)


def _preview(
    request: HttpRequest,
    desk: Desk,
    pages: RegisterPages,
    kept: Carried,
    trial: Trial,
    *,
    is_anew: bool = False,
) -> HttpResponse:
    confirmed = carried(desk.access, pages.register, kept)
    if len(confirmed) > LARGEST_CARRIED:
        words = _("The file holds more than one preview can show. Split it in two.")
        return _page(request, pages, problems=[PlacedProblem("", "", words)], name=kept.name)
    context = {
        "pages": pages,
        "area_tabs": register_tabs(pages, "register-import"),
        "name": kept.name,
        "preview": preview_of(desk.access, pages.register, trial),
        "confirmed": confirmed,
        "is_anew": is_anew,
    }
    return render(request, "registers/import_preview.html", context)


def _confirm(request: HttpRequest, desk: Desk, pages: RegisterPages, text: str) -> HttpResponse:
    found = carried_back(desk.access, pages.register, units_of(desk.agency), text)
    if found is None:
        words = _("This preview is no longer valid. Choose the file once more.")
        return _page(request, pages, problems=[PlacedProblem("", "", words)])
    trial = try_list(desk.access, pages.register, found.rows, found.reason)
    changes = any(trial.of_status(pages.register, status) for status in (NEW, CHANGED))
    seen = state_of(pages.register, trial)
    if not trial.refusals and changes and seen != found.seen:
        anew = Carried(found.name, found.rows, found.reason, seen)
        return _preview(request, desk, pages, anew, trial, is_anew=True)
    try:
        written = import_list(desk.access, pages.register, found.rows, found.name, found.reason)
    except ListRefused:
        words = _(
            "Something was changed by a colleague meanwhile, so nothing was written. Choose the"
            " file once more to see where."
        )
        return _page(request, pages, problems=[PlacedProblem("", "", words)], name=found.name)
    messages.success(request, _said(pages, written))
    return redirect("register", pages.key)


def _said(pages: RegisterPages, trial: Trial) -> str:
    # A new entry that was written has its number by now, and was no other before.
    new = len(trial.of_status(pages.register, NEW))
    changed = len(trial.of_status(pages.register, CHANGED))
    if not new and not changed:
        return _("The register says all of it already; nothing had to be written.")
    return _("Taken in: %(new)s new, %(changed)s changed.") % {"new": new, "changed": changed}


def _page(
    request: HttpRequest,
    pages: RegisterPages,
    *,
    form: RegisterFileForm | None = None,
    problems: Sequence[PlacedProblem] = (),
    name: str = "",
) -> HttpResponse:
    context: dict[str, Any] = {
        "pages": pages,
        "area_tabs": register_tabs(pages, "register-import"),
        "form": form or RegisterFileForm(),
        "problems": problems,
        "name": name,
    }
    status = 422 if problems or form is not None else 200
    return render(request, "registers/import.html", context, status=status)
