"""Entering a procedure, and recording what it says from a day on."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.organisations.queries import units_of
from parindex.procedures.facts import ProcedureFacts, facts_of
from parindex.procedures.queries.catalogue import (
    fields_on,
    may_keep,
    procedure_by_code,
    version_on,
    versions_of,
)
from parindex.procedures.services.catalogue import (
    AlreadyChanged,
    NewVersion,
    ProcedureRefused,
    record_version,
)
from parindex.web.forms.procedure import ProcedureForm
from parindex.web.procedure_words import changes_between
from parindex.web.views.desk import desk_of
from parindex.web.views.procedure import procedure_of

if TYPE_CHECKING:
    from parindex.organisations.models import Unit
    from parindex.procedures.models import Procedure, ProcedureVersion
    from parindex.web.views.desk import Desk

# The draft that a browser keeps of a procedure that has no page yet.
NEW_DRAFT = "procedure-new"


@require_http_methods(["GET", "HEAD", "POST"])
def enter_procedure(request: HttpRequest) -> HttpResponse:
    """A procedure that the catalogue does not have yet."""
    desk = desk_of(request)
    if not may_keep(desk.access):
        require(desk.access, Permission.KEEP_PROCEDURES)
    if request.method == "POST":
        return _record(request, desk, None)
    empty = ProcedureFacts(name="", field="")
    form = _form(desk, initial={**asdict(empty), "effective_from": desk.today})
    return _show(request, desk, None, form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_procedure(request: HttpRequest, code: str) -> HttpResponse:
    """A further version of a procedure, begun with what holds today."""
    desk = desk_of(request)
    found = procedure_of(desk, code)
    require(desk.access, Permission.KEEP_PROCEDURES, found.unit_id)
    if request.method == "POST":
        return _record(request, desk, found)
    initial = {
        **facts_of(_shown(desk, found)).stored(),
        "code": found.code,
        "unit": found.unit.key if found.unit else "",
        "effective_from": desk.today,
    }
    return _show(request, desk, found, _form(desk, initial=initial))


def _record(request: HttpRequest, desk: Desk, found: Procedure | None) -> HttpResponse:
    sent = request.POST.copy()
    if found is not None:
        sent["code"] = found.code
    form = _form(desk, sent)
    if not form.is_valid():
        return _show(request, desk, found, form)
    version = NewVersion(
        form.cleaned_data["code"],
        form.cleaned_data["effective_from"],
        form.facts(),
        form.chosen_unit,
    )
    try:
        kept, is_changed = record_version(desk.access, version, _seen(request, desk, found))
    except ProcedureRefused as refused:
        form.add_error(str(refused), _("This does not fit; look at it again."))
        return _show(request, desk, found, form)
    except AlreadyChanged:
        known = found or procedure_by_code(desk.access, version.code)
        return _show(request, desk, found, form, conflict=known)
    said = _("The procedure is recorded.") if is_changed else _("It stands so already.")
    draft = NEW_DRAFT if found is None else f"procedure-{kept.code}"
    messages.success(request, said, extra_tags=draft)
    return redirect("procedure", kept.code)


def _show(
    request: HttpRequest,
    desk: Desk,
    found: Procedure | None,
    form: ProcedureForm,
    conflict: Procedure | None = None,
) -> HttpResponse:
    """The form; after a conflict with what stands now, which the next sending takes as seen."""
    way = [(_("Administrative procedures"), reverse("procedures"))]
    seen = request.POST.get("seen", "")
    changes = []
    if found is not None:
        way.append((found.code, reverse("procedure", args=[found.code])))
        if not form.is_bound:
            seen = str(_newest(desk, found).pk)
    if conflict is not None:
        seen = str(_newest(desk, conflict).pk) if found is not None else ""
        changes = changes_between(facts_of(_shown(desk, conflict)), form.facts())
    context = {
        "way": way,
        "procedure": found,
        "form": form,
        "seen": seen,
        "conflict": conflict,
        "changes": changes,
        "draft": f"procedure-{found.code}" if found else NEW_DRAFT,
        "fields": fields_on(desk.access, desk.today),
    }
    status = 422 if form.errors or conflict else 200
    return render(request, "procedures/edit.html", context, status=status)


def _form(desk: Desk, *arguments: Any, **options: Any) -> ProcedureForm:
    needs_unit = not desk.access.may(Permission.KEEP_PROCEDURES)
    return ProcedureForm(_units(desk), *arguments, needs_unit=needs_unit, **options)


def _units(desk: Desk) -> list[Unit]:
    """The units whose procedures the person keeps."""
    units = units_of(desk.agency)
    return [unit for unit in units if desk.access.may(Permission.KEEP_PROCEDURES, unit)]


def _shown(desk: Desk, found: Procedure) -> ProcedureVersion:
    """What holds today; of a procedure that is all ahead, its first version."""
    versions = versions_of(desk.access, found)
    return version_on(versions, desk.today) or versions[-1]


def _newest(desk: Desk, found: Procedure) -> ProcedureVersion:
    return max(versions_of(desk.access, found), key=lambda version: version.pk)


def _seen(request: HttpRequest, desk: Desk, found: Procedure | None) -> ProcedureVersion | None:
    """The version that the person's page was made of."""
    if found is None:
        return None
    seen = request.POST.get("seen", "")
    return next((one for one in versions_of(desk.access, found) if str(one.pk) == seen), None)
