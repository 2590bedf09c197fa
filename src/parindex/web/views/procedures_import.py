"""Procedures taken in from a workbook or the national database: look at it first, then confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parindex.accounts.constants import Permission
from parindex.accounts.services import refused
from parindex.organisations.queries import units_of
from parindex.procedures.national_database import LARGEST_FILE
from parindex.procedures.services.importing import Comparison, import_list
from parindex.procedures.services.trying import SAME, ListTrial, try_list
from parindex.procedures.table_columns import COLUMNS
from parindex.web.excel_table import excel_response
from parindex.web.forms.procedure_list import ProcedureListForm
from parindex.web.procedure_preview import (
    LARGEST_CARRIED,
    Carried,
    carried,
    carried_back,
    preview_of,
    state_of,
)
from parindex.web.procedure_reading import PlacedProblem, read_list, refusals_in_words
from parindex.web.procedure_tabs import procedure_tabs
from parindex.web.uploads import files_too_large, takes_files
from parindex.web.views.desk import Desk, desk_of

if TYPE_CHECKING:
    from parindex.procedures.services.trying import ListEntry


@takes_files(lambda: LARGEST_FILE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_procedures(request: HttpRequest) -> HttpResponse:
    """How it goes; a POST of a file shows what it would change, one of the preview writes it."""
    desk = _keepers_desk(request)
    if request.method != "POST":
        return _page(request, desk)
    if "confirmed" in request.POST:
        return _confirm(request, desk, request.POST["confirmed"])
    return _read(request, desk)


@require_safe
def send_procedures_template(request: HttpRequest) -> HttpResponse:
    """An empty workbook with the columns, and on its second sheet what each means."""
    _keepers_desk(request)
    title = _("Catalogue of procedures")
    return excel_response("mau-danh-muc-tthc.xlsx", COLUMNS, (), title=title)


def _keepers_desk(request: HttpRequest) -> Desk:
    desk = desk_of(request)
    if not desk.access.may_somewhere(Permission.KEEP_PROCEDURES):
        raise refused(desk.access, Permission.KEEP_PROCEDURES.value)
    return desk


def _read(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = ProcedureListForm(request.POST, request.FILES, today=desk.today)
    if files_too_large(request):
        form.add_error("file", _("The file is larger than 16 MB. Split it."))
    if not form.is_valid():
        return _page(request, desk, form=form)
    file, day = form.cleaned_data["file"], form.cleaned_data["day"]
    reading = read_list(file.read(), units_of(desk.agency), day)
    problems = list(reading.problems)
    if not problems:
        trial = try_list(desk.access, reading.entries)
        problems = refusals_in_words(reading, trial.refusals)
        if not problems:
            return _preview(request, desk, file.name, reading.entries, trial)
    return _page(request, desk, problems=problems, name=file.name)


def _preview(
    request: HttpRequest,
    desk: Desk,
    name: str,
    entries: list[ListEntry] | Any,
    trial: ListTrial,
    *,
    is_anew: bool = False,
) -> HttpResponse:
    kept = carried(desk.access, name, entries, state_of(trial.lines))
    if len(kept) > LARGEST_CARRIED:
        words = _("The file holds more than one preview can show. Split it in two.")
        return _page(request, desk, problems=[PlacedProblem("", "", words)], name=name)
    context = {
        "desk": desk,
        "area_tabs": procedure_tabs("procedures-import"),
        "name": name,
        "preview": preview_of(trial.lines),
        "confirmed": kept,
        "is_anew": is_anew,
    }
    return render(request, "procedures/import_preview.html", context)


def _confirm(request: HttpRequest, desk: Desk, text: str) -> HttpResponse:
    found = carried_back(desk.access, units_of(desk.agency), text)
    if found is None:
        words = _("This preview is no longer valid. Choose the file once more.")
        return _page(request, desk, problems=[PlacedProblem("", "", words)])
    trial = try_list(desk.access, found.entries)
    versions = [line.version for line in trial.lines if line.status != SAME]
    if versions and (trial.refusals or state_of(trial.lines) != found.seen):
        return _changed_meanwhile(request, desk, found, trial)
    messages.success(request, _said(import_list(desk.access, versions, found.name)))
    return redirect("procedures")


def _changed_meanwhile(
    request: HttpRequest, desk: Desk, found: Carried, trial: ListTrial
) -> HttpResponse:
    if not trial.refusals:
        return _preview(request, desk, found.name, found.entries, trial, is_anew=True)
    words = _(
        "Something was changed by a colleague meanwhile, so nothing was written. Choose the file"
        " once more to see where."
    )
    return _page(request, desk, problems=[PlacedProblem("", "", words)], name=found.name)


def _said(comparison: Comparison) -> str:
    if not comparison.new and not comparison.changed:
        return _("The catalogue says all of it already; nothing had to be written.")
    new = ngettext("%(count)s new procedure", "%(count)s new procedures", len(comparison.new))
    changed = ngettext("%(count)s changed", "%(count)s changed", len(comparison.changed))
    return _("Taken in: %(new)s, %(changed)s.") % {
        "new": new % {"count": len(comparison.new)},
        "changed": changed % {"count": len(comparison.changed)},
    }


def _page(
    request: HttpRequest,
    desk: Desk,
    *,
    form: ProcedureListForm | None = None,
    problems: list[PlacedProblem] | None = None,
    name: str = "",
) -> HttpResponse:
    context: dict[str, Any] = {
        "desk": desk,
        "area_tabs": procedure_tabs("procedures-import"),
        "form": form or ProcedureListForm(today=desk.today),
        "problems": problems or [],
        "name": name,
    }
    is_refused = bool(problems) or form is not None
    return render(request, "procedures/import.html", context, status=422 if is_refused else 200)
