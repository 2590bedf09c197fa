"""What an entry says, apart from where it is stored: for the audit, for tables, for forms."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from parindex.registers.constants import CODE, UNIT, YEAR

if TYPE_CHECKING:
    from parindex.registers.models import Entry
    from parindex.registers.register import Register
    from parindex_tables.columns import Value


def facts_of(register: Register, entry: Entry) -> dict[str, Any]:
    """The facts of an entry by name, with its unit's id."""
    return {UNIT: entry.unit_id, **{name: getattr(entry, name) for name in register.facts}}


def told(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as the audit's JSON takes them."""
    return {name: _as_json(value) for name, value in facts.items()}


def put_facts(register: Register, entry: Entry, values: Mapping[str, Any]) -> None:
    """Set facts of an entry; words in NFC, an empty value as the field's own empty one.

    :raises KeyError: for a fact that the register does not have.
    """
    for name, value in values.items():
        if name not in register.facts:
            raise KeyError(name)
        if isinstance(value, str):
            value = unicodedata.normalize("NFC", value).replace("\r\n", "\n").strip()
        if value is None:
            value = register.model._meta.get_field(
                name
            ).get_default()  # a list of its own each time
        setattr(entry, name, value)


def table_row(register: Register, entry: Entry) -> dict[str, Value]:
    """An entry as a row of the register's table; give it with its unit selected."""
    row: dict[str, Value] = {CODE: entry.code, UNIT: entry.unit.name, YEAR: entry.year}
    for name in register.facts:
        value = getattr(entry, name)
        show = register.shows.get(name)
        row[name] = show(value) if show else value
    return row


def _as_json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
