"""What the columns of a register are called, and what their facts say, in the page's language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.functional import lazystr
from django.utils.translation import gettext as _

from parindex.organisations.queries import units_of
from parindex.registers.constants import UNIT
from parindex.web.templatetags.formats import NOTHING_KNOWN, named, number, page_language, vndate
from parindex_tables.columns import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import Promise

    from parindex.organisations.models import Agency
    from parindex.registers.register import Register
    from parindex_core.framework import Label
    from parindex_tables.columns import Column


class LabelInPage:
    """A label that is said in the language of the page on which it stands."""

    def __init__(self, label: Label | None) -> None:
        self._label = label

    def __str__(self) -> str:
        return self._label.in_language(page_language()) if self._label else ""


def label_of(column: Column) -> Promise:
    """A column's header, for a form or a table."""
    return lazystr(LabelInPage(column.header))


def note_of(column: Column) -> Promise:
    """What a column's note says, for the help of a field."""
    return lazystr(LabelInPage(column.note))


def unit_names(agency: Agency) -> dict[int, str]:
    """The names of an agency's units by id."""
    return {unit.pk: named(unit) for unit in units_of(agency)}


def fact_in_words(
    register: Register, name: str, value: Any, units: Mapping[int, str] | None = None
) -> str:
    """A fact as its column says it; “–” where it says nothing. Takes what the audit keeps, too."""
    if name == UNIT:
        return (units or {}).get(value, NOTHING_KNOWN)
    show = register.shows.get(name)
    value = show(value) if show else value
    if value is None or value == "":
        return NOTHING_KNOWN
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return vndate(value)
    if isinstance(value, int | Decimal):
        return number(value)
    if register.column(name).kind is Kind.DECIMAL:
        return number(Decimal(value))
    if name in register.days:
        return vndate(date.fromisoformat(value))
    words = register.column(name).choices.get(value)
    return words.in_language(page_language()) if words else str(value)
