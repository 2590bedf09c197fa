"""One entry of a register: recorded, shown with its steps, corrected, taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.organisations.queries import units_of
from parindex.registers.constants import UNIT, YEAR
from parindex.registers.facts import facts_of
from parindex.registers.queries.closings import closed_through, closings
from parindex.registers.queries.entries import entry as entry_of
from parindex.registers.queries.entries import may_approve, may_keep
from parindex.registers.refusals import (
    ChangedMeanwhile,
    EntryRefused,
    EntryWithdrawn,
    ReasonMissing,
)
from parindex.registers.services.keeping import (
    Seen,
    correct_entry,
    record_entry,
    withdraw_entry,
)
from parindex.web.registers.entry_page import differences, entry_context
from parindex.web.registers.forms import WithdrawalForm, initial_of
from parindex.web.registers.table import pages_of
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from django import forms

    from parindex.organisations.models import Unit
    from parindex.registers.models import Entry
    from parindex.web.registers.forms import EntryForm, StepForm
    from parindex.web.registers.pages import RegisterPages
    from parindex.web.views.desk import Desk

_MOST_DIGITS = 9


@require_http_methods(["GET", "HEAD", "POST"])
def enter_entry(request: HttpRequest, key: str) -> HttpResponse:
    """A new entry of a register."""
    desk, pages = desk_of(request), pages_of(key)
    if not may_keep(desk.access):
        require(desk.access, Permission.KEEP_REGISTERS)
    known = [one.through for one in closings(desk.access, pages.register)]
    closed = max(known, default=None)
    if request.method != "POST":
        form = pages.form(_units(desk), initial={YEAR: desk.today.year}, closed=closed)
        return _edit_page(request, desk, pages, form)
    form = pages.form(_units(desk), request.POST, closed=closed)
    if not form.is_valid():
        return _edit_page(request, desk, pages, form)
    try:
        kept = record_entry(
            desk.access,
            pages.register,
            form.chosen_unit,
            form.cleaned_data[YEAR],
            form.values(),
            form.said_reason,
        )
    except (EntryRefused, ReasonMissing) as refused:
        _mark(form, refused)
        return _edit_page(request, desk, pages, form)
    said = _("Recorded as %(code)s.") % {"code": kept.code}
    messages.success(request, said, extra_tags=f"{key}-new")
    return redirect("register-entry", key, kept.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def show_entry(request: HttpRequest, key: str, entry_id: int) -> HttpResponse:
    """Everything of an entry; a POST takes the step that it names."""
    desk, pages = desk_of(request), pages_of(key)
    found = _found(desk, pages, entry_id)
    if request.method == "POST":
        return _take_step(request, desk, pages, found)
    return _show(request, desk, pages, found, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_entry(request: HttpRequest, key: str, entry_id: int) -> HttpResponse:
    """The facts of an entry, to be corrected."""
    desk, pages = desk_of(request), pages_of(key)
    found = _found(desk, pages, entry_id)
    require(desk.access, Permission.KEEP_REGISTERS, found.unit_id)
    closed = closed_through(desk.access, pages.register, found)
    if request.method != "POST":
        initial = initial_of(pages.register, found)
        form = pages.form(_units(desk), initial=initial, closed=closed)
        return _edit_page(request, desk, pages, form, found)
    form = pages.form(_units(desk), request.POST, closed=closed)
    form.without_year()
    if not form.is_valid():
        return _edit_page(request, desk, pages, form, found)
    try:
        kept = correct_entry(
            desk.access,
            pages.register,
            _seen(request, found),
            form.values(),
            unit=form.chosen_unit,
            reason=form.said_reason,
        )
    except (EntryRefused, ReasonMissing) as refused:
        _mark(form, refused)
        return _edit_page(request, desk, pages, form, found)
    except ChangedMeanwhile as conflict:
        return _edit_page(request, desk, pages, form, conflict.present, is_conflict=True)
    except EntryWithdrawn:
        return _withdrawn_meanwhile(request, pages, found)
    messages.success(request, _("Corrected."), extra_tags=f"{key}-{kept.pk}")
    return redirect("register-entry", key, kept.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def take_entry_out(request: HttpRequest, key: str, entry_id: int) -> HttpResponse:
    """Take an entry out of what counts, with the reason."""
    desk, pages = desk_of(request), pages_of(key)
    found = _found(desk, pages, entry_id)
    require(desk.access, Permission.KEEP_REGISTERS, found.unit_id)
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            withdraw_entry(
                desk.access, pages.register, _seen(request, found), form.cleaned_data["reason"]
            )
        except (ChangedMeanwhile, EntryWithdrawn):
            messages.info(request, _("Somebody changed this entry meanwhile. Look at it again."))
            return redirect("register-entry", key, found.pk)
        messages.success(request, _("Taken out; it no longer counts."))
        return redirect("register-entry", key, found.pk)
    context = {"pages": pages, "entry": found, "form": form, "way": _way(pages, found)}
    status = 422 if form.errors else 200
    return render(request, "registers/withdraw.html", context, status=status)


def _take_step(
    request: HttpRequest, desk: Desk, pages: RegisterPages, found: Entry
) -> HttpResponse:
    step = next((one for one in pages.steps if one.key == request.POST.get("step")), None)
    needs = Permission.APPROVE_ENTRIES if step and step.needs_approval else None
    require(desk.access, needs or Permission.KEEP_REGISTERS, found.unit_id)
    if step is None or found.is_withdrawn or found.state not in step.states:
        messages.info(request, _("The entry now stands as below; that step no longer follows."))
        return redirect("register-entry", pages.key, found.pk)
    closed = closed_through(desk.access, pages.register, found)
    form = step(request.POST, closed=closed, prefix=step.key)
    if not form.is_valid():
        return _show(request, desk, pages, found, form)
    try:
        form.take(desk.access, _seen(request, found))
    except (EntryRefused, ReasonMissing) as refused:
        _mark(form, refused)
        return _show(request, desk, pages, found, form)
    except ChangedMeanwhile as conflict:
        return _show(request, desk, pages, conflict.present, form, is_conflict=True)
    except EntryWithdrawn:
        return _withdrawn_meanwhile(request, pages, found)
    messages.success(request, _("Recorded."), extra_tags=f"{pages.key}-{found.pk}-{step.key}")
    return redirect("register-entry", pages.key, found.pk)


def _withdrawn_meanwhile(request: HttpRequest, pages: RegisterPages, found: Entry) -> HttpResponse:
    messages.info(request, _("This entry was taken out; nothing was written."))
    return redirect("register-entry", pages.key, found.pk)


def _show(
    request: HttpRequest,
    desk: Desk,
    pages: RegisterPages,
    found: Entry,
    failed: StepForm | None,
    *,
    is_conflict: bool = False,
) -> HttpResponse:
    closed = closed_through(desk.access, pages.register, found)
    steps: list[Any] = [
        step if failed is None or step.key != failed.key else failed
        for step in pages.steps
        if found.state in step.states
        and (may_approve if step.needs_approval else may_keep)(desk.access, found)
    ]
    forms_ = [step if step is failed else step(closed=closed, prefix=step.key) for step in steps]
    context = {
        **entry_context(desk, pages, found),
        "way": _way(pages),
        "steps": forms_,
        "is_conflict": is_conflict,
        "closed": closed,
    }
    status = 200 if failed is None and not is_conflict else 422
    return render(request, "registers/entry.html", context, status=status)


def _edit_page(
    request: HttpRequest,
    desk: Desk,
    pages: RegisterPages,
    form: EntryForm,
    found: Entry | None = None,
    *,
    is_conflict: bool = False,
) -> HttpResponse:
    """The form; after a conflict with what stands now, which the next sending takes as seen."""
    if found is not None and YEAR in form.fields:
        form.without_year()
    seen = request.POST.get("seen", "") if form.is_bound else ""
    if found is not None and (not form.is_bound or is_conflict):
        seen = str(found.version)
    context = {
        "pages": pages,
        "entry": found,
        "form": form,
        "seen": seen,
        "way": _way(pages, found) if found else _way(pages),
        "is_conflict": is_conflict,
        "changes": _changes(desk, pages, found, form) if is_conflict and found else [],
        "draft": f"{pages.key}-{found.pk}" if found else f"{pages.key}-new",
    }
    status = 422 if form.errors or is_conflict else 200
    return render(request, "registers/edit.html", context, status=status)


def _changes(desk: Desk, pages: RegisterPages, found: Entry, form: EntryForm) -> list[Any]:
    typed = {**form.values(), UNIT: form.chosen_unit.pk}
    return differences(desk, pages.register, facts_of(pages.register, found), typed)


def _mark(form: forms.Form, refused: EntryRefused | ReasonMissing) -> None:
    """Put a refusal beside the field that it is about."""
    if isinstance(refused, ReasonMissing):
        form.add_error("reason", _("Say why; the reason stays in the history of the score."))
    elif refused.field in form.fields:
        form.add_error(refused.field, refused.words)
    else:
        form.add_error(None, refused.words)


def _found(desk: Desk, pages: RegisterPages, entry_id: int) -> Entry:
    found = entry_of(desk.access, pages.register, entry_id)
    if found is None:
        raise Http404
    return found


def _seen(request: HttpRequest, found: Entry) -> Seen:
    """The entry as the person's page showed it."""
    text = request.POST.get("seen", "")
    is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return Seen(found.pk, int(text) if is_number else 0)


def _way(pages: RegisterPages, found: Entry | None = None) -> list[tuple[str, str]]:
    way = [
        (_("Registers"), reverse("registers")),
        (str(pages.register.label), reverse("register", args=[pages.key])),
    ]
    if found is not None:
        way.append((found.code, reverse("register-entry", args=[pages.key, found.pk])))
    return way


def _units(desk: Desk) -> list[Unit]:
    """The units whose registers the person keeps."""
    keep = Permission.KEEP_REGISTERS
    return [unit for unit in units_of(desk.agency) if desk.access.may(keep, unit)]
