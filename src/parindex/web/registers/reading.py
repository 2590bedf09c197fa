"""A workbook of a register read: what each row says, every problem by its cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.registers.constants import MOST_ROWS, UNIT
from parindex.registers.services.importing import ListRow
from parindex.web.templatetags.formats import number, page_language
from parindex_core.framework import Label
from parindex_tables.columns import compact
from parindex_tables.reading import TableReading, read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parindex.organisations.models import Unit
    from parindex.registers.register import Register
    from parindex.registers.services.importing import ListRefusal
    from parindex_tables.reading import Row

_SHOWN = 60  # characters of a value that a problem quotes


@dataclass(frozen=True)
class PlacedProblem:
    """What to mend and how; ``place`` "": the file as a whole."""

    place: str
    value: str
    words: str


@dataclass(frozen=True)
class ListReading:
    """What a workbook says. With any problem nothing should be written."""

    table: TableReading
    rows: Sequence[ListRow]
    problems: Sequence[PlacedProblem]

    def refusals_in_words(self, refusals: Sequence[ListRefusal]) -> list[PlacedProblem]:
        """What the register refuses, at its places in the file."""
        return [
            _problem(self.table, self.table.rows[one.place], one.column, one.words)
            for one in refusals
        ]


def read_list(content: bytes, register: Register, units: Sequence[Unit]) -> ListReading:
    """Read a workbook by the register's columns."""
    table = read_table(content, register.columns)
    language = page_language()
    problems = [
        PlacedProblem(
            one.place(language),
            one.value[:_SHOWN],
            _sentence(one.reason.in_language(language), one.mend.in_language(language)),
        )
        for one in table.problems
    ]
    if len(table.rows) > MOST_ROWS:
        words = _("The file has more than %(most)s rows. Split it.")
        problems.append(PlacedProblem("", "", words % {"most": number(MOST_ROWS)}))
    known = {compact(name): unit for unit in units for name in _names(unit)}
    rows = []
    for row in () if problems else table.rows:
        name = row.values.get(UNIT)
        unit = known.get(compact(str(name or "")))
        if name is not None and unit is None:
            names = "; ".join(one.name for one in units)
            words = _("No unit of the agency is called so. Write one of: %(names)s.")
            problems.append(_problem(table, row, UNIT, words % {"names": names}))
        said = {key: value for key, value in row.values.items() if key in table.places}
        rows.append(ListRow(said, unit))
    return ListReading(table, rows, problems)


def _problem(table: TableReading, row: Row, key: str, words: str) -> PlacedProblem:
    nothing = Label("", "")
    place = table.problem(row, key, "", nothing, nothing).place(page_language())
    value = row.values.get(key)
    return PlacedProblem(place, "" if value is None else str(value)[:_SHOWN], words)


def _names(unit: Unit) -> list[str]:
    return [unit.key, unit.name, unit.name_en, *unit.aliases]


def _sentence(reason: str, mend: str) -> str:
    return f"{reason[:1].upper()}{reason[1:]}. {mend}"
