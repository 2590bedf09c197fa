"""Up to which day a register is closed, and closing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.organisations.queries import units_of
from parindex.registers.queries.closings import closings
from parindex.registers.refusals import EntryRefused
from parindex.registers.services.closing import close_period
from parindex.web.registers.forms import ClosingForm
from parindex.web.registers.table import pages_of
from parindex.web.registers.tabs import register_tabs
from parindex.web.templatetags.formats import vndate
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from parindex.web.registers.pages import RegisterPages
    from parindex.web.views.desk import Desk


@require_http_methods(["GET", "HEAD", "POST"])
def close_register(request: HttpRequest, key: str) -> HttpResponse:
    """What is closed; a POST closes through a day, or opens days again with a reason."""
    desk, pages = desk_of(request), pages_of(key)
    may_close = desk.access.may_somewhere(Permission.CLOSE_REGISTERS)
    if request.method != "POST":
        return _page(request, desk, pages, _form(desk) if may_close else None)
    if not may_close:
        require(desk.access, Permission.CLOSE_REGISTERS)
    form = _form(desk, request.POST)
    if not form.is_valid():
        return _page(request, desk, pages, form)
    said = form.cleaned_data
    try:
        kept = close_period(
            desk.access, pages.register, form.chosen_unit, said["through"], said["reason"]
        )
    except EntryRefused as refused:
        form.add_error(refused.field, refused.words)
        return _page(request, desk, pages, form)
    messages.success(request, _("Closed through %(day)s.") % {"day": vndate(kept.through)})
    return redirect("register-closing", key)


def _form(desk: Desk, *arguments: object) -> ClosingForm:
    close = Permission.CLOSE_REGISTERS
    units = [unit for unit in units_of(desk.agency) if desk.access.may(close, unit)]
    return ClosingForm(units, *arguments, may_all=desk.access.may(close))


def _page(
    request: HttpRequest, desk: Desk, pages: RegisterPages, form: ClosingForm | None
) -> HttpResponse:
    context = {
        "pages": pages,
        "area_tabs": register_tabs(pages, "register-closing"),
        "closings": closings(desk.access, pages.register),
        "form": form,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "registers/closing.html", context, status=status)
