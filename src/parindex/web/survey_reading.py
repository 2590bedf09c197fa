"""Workbooks of surveys read: a population, a report's results; every problem by its cell."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from parindex.surveys.constants import LARGEST_POPULATION, Channel
from parindex.surveys.services.outside import MatterResult
from parindex.surveys.services.samples import Person
from parindex.surveys.table_columns import OUTSIDE_COLUMNS, POPULATION_COLUMNS
from parindex.web.templatetags.formats import number, page_language
from parindex_core.framework import Label
from parindex_tables.columns import compact
from parindex_tables.reading import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from parindex.dossiers.queries.indicators import CountedDossier
    from parindex.organisations.models import Unit
    from parindex_tables.reading import Row, TableReading

_SHOWN = 60  # characters of a value that a problem quotes
_CHANNELS = {1: Channel.DIRECT.value, 2: Channel.ONLINE.value, 3: Channel.POST.value}


@dataclass(frozen=True)
class PlacedProblem:
    """What to mend and how; ``place`` "": the file as a whole."""

    place: str
    value: str
    words: str


def read_population(
    content: bytes, units: Sequence[Unit]
) -> tuple[list[Person], list[PlacedProblem]]:
    """The people of a list, with every problem; with any nothing should be written."""
    table = read_table(content, POPULATION_COLUMNS)
    problems = _problems(table)
    if len(table.rows) > LARGEST_POPULATION:
        words = _("The file has more than %(most)s rows. Split it.")
        problems.append(PlacedProblem("", "", words % {"most": number(LARGEST_POPULATION)}))
    known = {compact(name): unit for unit in units for name in _names(unit)}
    people = []
    for row in () if problems else table.rows:
        name = str(row.values.get("unit") or "")
        unit = known.get(compact(name))
        if name and unit is None:
            names = "; ".join(one.name for one in units)
            words = _("No unit of the agency is called so. Write one of: %(names)s.")
            problems.append(_placed(table, row, "unit", words % {"names": names}))
        people.append(
            Person(
                reference=str(row.values["reference"]),
                procedure=str(row.values.get("procedure") or ""),
                channel=str(row.values.get("channel") or ""),
                unit=unit,
            )
        )
    return people, problems


def read_outside_results(content: bytes) -> tuple[list[MatterResult], list[PlacedProblem]]:
    """The matters of a report, with every problem; with any nothing should be written."""
    table = read_table(content, OUTSIDE_COLUMNS)
    problems = _problems(table)
    results = []
    for row in () if problems else table.rows:
        values: Any = row.values
        one = MatterResult(
            matter=values["matter"],
            answers=int(values["answers"]),
            points=Decimal(values["points"]),
            points_possible=Decimal(values["points_possible"]),
        )
        if one.points > one.points_possible:
            words = _("More points than possible.")
            problems.append(_placed(table, row, "points", words))
        for key in ("points", "points_possible"):
            if Decimal(values[key]) != round(Decimal(values[key]), 2):
                problems.append(_placed(table, row, key, _("Write at most two decimals.")))
        results.append(one)
    return results, problems


def people_of_dossiers(
    dossiers: Sequence[CountedDossier], unit_of: Mapping[str, Unit | None]
) -> list[Person]:
    """Settled dossiers as a population: their codes, never whose they are."""
    return [
        Person(
            reference=one.code,
            procedure=one.procedure,
            channel=_CHANNELS.get(one.flags["channel"], ""),
            unit=unit_of.get(one.unit_code),
        )
        for one in dossiers
    ]


def days_as_period(first: date, last: date) -> str:
    """The days as the queries of dossiers read a period."""
    return f"{first.isoformat()}..{last.isoformat()}"


def _problems(table: TableReading) -> list[PlacedProblem]:
    language = page_language()
    return [
        PlacedProblem(
            one.place(language),
            one.value[:_SHOWN],
            _sentence(one.reason.in_language(language), one.mend.in_language(language)),
        )
        for one in table.problems
    ]


def _placed(table: TableReading, row: Row, key: str, words: str) -> PlacedProblem:
    nothing = Label("", "")
    place = table.problem(row, key, "", nothing, nothing).place(page_language())
    value = row.values.get(key)
    return PlacedProblem(place, "" if value is None else str(value)[:_SHOWN], words)


def _names(unit: Unit) -> list[str]:
    return [unit.key, unit.name, unit.name_en, *unit.aliases]


def _sentence(reason: str, mend: str) -> str:
    return f"{reason[:1].upper()}{reason[1:]}. {mend}"
