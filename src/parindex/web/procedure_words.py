"""What versions of procedures say, in the words of the page's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parindex.procedures.constants import Part, TimeUnit
from parindex.procedures.facts import ProcedureFacts, facts_of
from parindex.procedures.table_columns import COLUMNS
from parindex.web.templatetags.formats import number, page_language, spoken, vndate
from parindex_tables.columns import Kind

if TYPE_CHECKING:
    from parindex.procedures.models import ProcedureVersion
    from parindex_tables.columns import Column, Value

_ALL_PARTS = tuple(Part.values)
_OF_FACTS = tuple(
    column for column in COLUMNS if column.key not in ("code", "unit", "effective_from")
)


@dataclass(frozen=True)
class Change:
    """A field that two versions say differently."""

    label: str
    before: str
    now: str


@dataclass(frozen=True)
class VersionLine:
    """A version with what it changed of the one before; ``is_holding`` on the day of the page."""

    version: ProcedureVersion
    changes: Sequence[Change]
    is_first: bool
    is_holding: bool
    is_ahead: bool


def time_in_words(version: ProcedureVersion | ProcedureFacts) -> str:
    """“15 ngày làm việc”; “” where the catalogue does not say."""
    if version.processing_time is None:
        return ""
    unit = TimeUnit(version.time_unit).label
    return f"{number(version.processing_time)} {unit}"


def fee_in_words(version: ProcedureVersion | ProcedureFacts) -> str:
    """“1.200.000 đồng”, “no fee”, or why there is no one amount."""
    if version.fee is None:
        return version.fee_note or _("not said")
    if not version.fee:
        return version.fee_note or _("no fee")
    amount = _("%s dong") % number(version.fee)
    return f"{amount} ({version.fee_note})" if version.fee_note else amount


def changes_between(before: ProcedureFacts, now: ProcedureFacts) -> list[Change]:
    """What the second says differently, field by field in the catalogue's order."""
    old, new = before.stored(), now.stored()
    return [
        Change(spoken(column.header), _value(column, old), _value(column, new))
        for column in _OF_FACTS
        if old[column.key] != new[column.key]
    ]


def version_lines(versions: Sequence[ProcedureVersion], today: date) -> list[VersionLine]:
    """The versions, newest first, each with what it changed."""
    holding = next((one for one in versions if one.effective_from <= today), None)
    lines = []
    for index, version in enumerate(versions):
        before = versions[index + 1] if index + 1 < len(versions) else None
        lines.append(
            VersionLine(
                version=version,
                changes=changes_between(facts_of(before), facts_of(version)) if before else [],
                is_first=before is None,
                is_holding=version is holding,
                is_ahead=version.effective_from > today,
            )
        )
    return lines


def working_days(count: int) -> str:
    """“3 ngày làm việc”."""
    return ngettext("%(count)s working day", "%(count)s working days", count) % {
        "count": number(Decimal(count))
    }


def _value(column: Column, facts: Mapping[str, Value | list[str]]) -> str:
    value = facts[column.key]
    if isinstance(value, list):
        return _("all seven") if tuple(value) == _ALL_PARTS else ", ".join(value) or "–"
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return vndate(value)
    if isinstance(value, int):
        return number(value)
    if column.kind == Kind.CHOICE:
        label = column.choices.get(str(value))
        return label.in_language(page_language()) if label else str(value)
    return str(value)
