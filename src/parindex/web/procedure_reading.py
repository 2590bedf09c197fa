"""A file of procedures read: what each of its entries says, every problem by its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from parindex.procedures.facts import ProcedureFacts
from parindex.procedures.national_database import (
    MOST_PROCEDURES,
    NationalReading,
    read_national,
)
from parindex.procedures.services.trying import (
    NO_FIELD,
    NO_UNIT,
    OTHERS_UNIT,
    TWICE,
    ListEntry,
    ListRefusal,
)
from parindex.procedures.table_columns import COLUMNS, parts_of
from parindex.web.templatetags.formats import number, page_language
from parindex_core.framework import Label
from parindex_tables.columns import Kind, Value, compact
from parindex_tables.reading import Row, TableReading, read_table

if TYPE_CHECKING:
    from parindex.organisations.models import Unit

_SHOWN = 60  # characters of a value that a problem quotes
_FACTS = {fact.name: fact for fact in fields(ProcedureFacts)}
# An empty cell says that the fee is not the same for all, not that there is none.
_EMPTY = {"fee": None}
# In which column, and in which entry of the national database, a refusal is mended.
_PLACES = {
    "code": ("code", "code"),
    "name": ("name", "name"),
    NO_FIELD: ("field", "categoriesDetails"),
    "made_public_on": ("made_public_on", "procedureProposal"),
    TWICE: ("code", "code"),
    NO_UNIT: ("unit", ""),
    OTHERS_UNIT: ("unit", ""),
}


@dataclass(frozen=True)
class PlacedProblem:
    """What to mend and how; ``place`` "": the file as a whole."""

    place: str
    value: str
    words: str


@dataclass(frozen=True)
class ListReading:
    """What a file says. With any problem nothing should be written.

    ``place``: where in the file an entry, by its number, says what a refusal is about.
    """

    entries: Sequence[ListEntry]
    problems: Sequence[PlacedProblem]
    place: Callable[[int, str], str]


def read_list(content: bytes, units: Sequence[Unit], day: date) -> ListReading:
    """Read a workbook, or a file of the national database, by what the content is.

    ``day``: from when that holds which says no day itself.
    """
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return _of_national(read_national(content), day)
    return _of_table(read_table(content, COLUMNS), units, day)


def refusals_in_words(reading: ListReading, refusals: Sequence[ListRefusal]) -> list[PlacedProblem]:
    """What the catalogue refuses, at its places in the file."""
    return [
        PlacedProblem(
            reading.place(refusal.place, refusal.reason),
            reading.entries[refusal.place].code,
            _refusal(refusal.reason),
        )
        for refusal in refusals
    ]


def _of_national(found: NationalReading, day: date) -> ListReading:
    language = page_language()
    problems = [
        PlacedProblem(
            ", ".join(filter(None, (one.place.in_language(language), one.entry))),
            one.value,
            _sentence(one.reason, one.mend, language),
        )
        for one in found.problems
    ]
    entries = [
        ListEntry(one.code, day, one.said, is_online=one.is_online) for one in found.procedures
    ]

    def place(at: int, reason: str) -> str:
        where = found.procedures[at].place.in_language(language)
        return ", ".join(filter(None, (where, _PLACES[reason][1])))

    return ListReading(entries, problems, place)


def _of_table(table: TableReading, units: Sequence[Unit], day: date) -> ListReading:
    language = page_language()
    problems = [
        PlacedProblem(
            one.place(language), one.value[:_SHOWN], _sentence(one.reason, one.mend, language)
        )
        for one in table.problems
    ]
    if len(table.rows) > MOST_PROCEDURES:
        words = _("The file has more than %(most)s procedures. Split it.")
        problems.append(PlacedProblem("", "", words % {"most": number(MOST_PROCEDURES)}))
    known = {compact(name): unit for unit in units for name in _names(unit)}
    entries = []
    for row in () if problems else table.rows:
        for key, words in _unreadable(row, known):
            place = _at(table, row, key)
            problems.append(PlacedProblem(place, str(row.values[key])[:_SHOWN], words))
        entries.append(_entry(row, table.places, known, day))
    rows = table.rows
    return ListReading(
        entries, problems, lambda at, reason: _at(table, rows[at], _PLACES[reason][0])
    )


def _entry(row: Row, places: Mapping[str, Any], known: Mapping[str, Unit], day: date) -> ListEntry:
    said = {
        column.key: _said(column.key, column.kind, row.values[column.key])
        for column in COLUMNS
        if column.key in places and column.key in _FACTS
    }
    since = row.values["effective_from"]
    return ListEntry(
        code=str(row.values["code"]),
        effective_from=since if isinstance(since, date) else day,
        said=said,
        unit=known.get(compact(str(row.values["unit"] or ""))),
    )


def _said(key: str, kind: Kind, value: Value) -> Any:
    """A cell as the catalogue keeps it; an empty one as the notes of its column say."""
    if key == "public_parts":
        return parts_of(str(value or "")) or ()
    if value is not None:
        return value
    if key in _EMPTY:
        return _EMPTY[key]
    default = _FACTS[key].default
    return "" if default is MISSING and kind is Kind.TEXT else default


def _unreadable(row: Row, known: Mapping[str, Unit]) -> list[tuple[str, str]]:
    problems = []
    unit = row.values["unit"]
    if unit is not None and compact(str(unit)) not in known:
        names = "; ".join(dict.fromkeys(one.name for one in known.values()))
        words = _("No unit of the agency is called so. Write one of: %(names)s.")
        problems.append(("unit", words % {"names": names}))
    if parts_of(str(row.values["public_parts"] or "")) is None:
        words = _("These are no parts. Write their letters between commas: a, b, c, d, đ, e, g.")
        problems.append(("public_parts", words))
    return problems


def _names(unit: Unit) -> list[str]:
    return [unit.key, unit.name, unit.name_en, *unit.aliases]


def _at(table: TableReading, row: Row, key: str) -> str:
    nothing = Label("", "")
    return table.problem(row, key, "", nothing, nothing).place(page_language())


def _sentence(reason: Label, mend: Label, language: str) -> str:
    said = reason.in_language(language)
    return f"{said[:1].upper()}{said[1:]}. {mend.in_language(language)}"


def _refusal(reason: str) -> str:
    return {
        "code": _("This is no national code. Write one such as 1.000358."),
        "name": _("The procedure has no name. Write it."),
        NO_FIELD: _("The procedure has no field. Write it."),
        "made_public_on": _(
            "Made public before its decision was signed. Correct one of the two days."
        ),
        TWICE: _("This code stands in the file twice. Keep one of them."),
        NO_UNIT: _("Say which of your units settles this new procedure."),
        OTHERS_UNIT: _(
            "You keep the procedures of your own unit only. Take this row out, or ask your Office."
        ),
    }[reason]
