"""Measures: how facts that the product records become the variables of a component.

An app that owns facts declares its measures and registers them here when the product starts;
assessments ask this table and know no register.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from django.db.models import Model

    from parindex.organisations.models import Agency


@dataclass(frozen=True)
class Count:
    """What a measure counted: each variable in its stored form, and the day it is true of.

    ``source``: the register as an officer says it; ``rows``: how many facts stand behind.
    """

    values: Mapping[str, str]
    as_of: date
    source: str
    rows: int
    is_illustrative: bool = False


@dataclass(frozen=True)
class MeasureRow:
    """A fact behind a component.

    ``counted_in``: the variables that count it; ``left_out``: in words why none does;
    ``url``: the page of the fact.
    """

    reference: str
    text: str
    counted_in: tuple[str, ...]
    left_out: str = ""
    url: str = ""


@dataclass(frozen=True)
class MeasureRows:
    """A page of the facts behind a component; ``total`` is how many there are in all."""

    total: int
    rows: Sequence[MeasureRow]
    is_illustrative: bool = False


# Agency, year, today. None: nothing is recorded yet, the component stays with what people enter.
Counting = Callable[["Agency", int, date], Count | None]
# The ids of the agencies that have facts of any year at all.
Agencies = Callable[[], Collection[int]]
# Agency, year, today, variable ("": every fact, also those left out), offset, limit.
Listing = Callable[["Agency", int, date, str, int, int], MeasureRows]


@dataclass(frozen=True)
class Measure:
    """The counting of one component's variables from recorded facts.

    ``name``: unique, such as “procedures.reviewed”; ``label``: the register as an officer says it;
    ``url_name``: the page where its facts are recorded.
    """

    name: str
    component_key: str
    label: str | Promise
    count: Counting
    rows: Listing
    url_name: str = ""


class MeasureTwice(ValueError):
    """Two measures of one name, or two that would fill the same component."""


_measures: dict[str, Measure] = {}
_agencies: dict[str, list[Agencies]] = {}
_recount: list[Callable[[Agency, int, tuple[str, ...], str], None]] = []


def register_measures(*measures: Measure, agencies: Agencies | None = None) -> None:
    """Put measures into the table, once each; called when the product starts.

    ``agencies``: who has facts of these measures, so that opening the year of a whole province
    counts nothing where there is nothing; without it each agency is counted. Of a measure that
    lives from several registers, each names its own.

    :raises MeasureTwice: for a second measure of a name or of a component.
    """
    for measure in measures:
        known = _measures.get(measure.component_key)
        named = {other.name for other in _measures.values() if other is not known}
        if (known is not None and known.name != measure.name) or measure.name in named:
            raise MeasureTwice(measure.name)
        _measures[measure.component_key] = measure
        if agencies is not None:
            _agencies.setdefault(measure.name, []).append(agencies)


def agencies_with(*models: type[Model]) -> set[int]:
    """The ids of the agencies that own a row of one of the models; one query each."""
    found: set[int] = set()
    for model in models:
        rows = model._default_manager.order_by().values_list("agency", flat=True)
        found.update(rows.distinct())
    return found


def measures_with_facts(agency_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The names of the measures for which each agency has facts, or may have some.

    The same number of queries for one agency as for a province.
    """
    having = {ask: ask() for ask in {ask for asks in _agencies.values() for ask in asks}}
    names: dict[int, list[str]] = {agency_id: [] for agency_id in agency_ids}
    for measure in measures():
        known = [having[ask] for ask in _agencies.get(measure.name, ())]
        for agency_id, of_agency in names.items():
            if not known or any(agency_id in ids for ids in known):
                of_agency.append(measure.name)
    return {agency_id: tuple(of_agency) for agency_id, of_agency in names.items()}


def measure_of(component_key: str) -> Measure | None:
    """The measure that fills a component; None where people enter its figures."""
    return _measures.get(component_key)


def measures() -> tuple[Measure, ...]:
    """Every measure of this installation."""
    return tuple(_measures.values())


def recount_by(recount: Callable[[Agency, int, tuple[str, ...], str], None]) -> None:
    """Name who recounts when facts change; the assessments do, when the product starts."""
    _recount[:] = [recount]


def facts_changed(agency: Agency, year: int, *names: str, reason: str = "") -> None:
    """Recount these measures of an agency's year, in the transaction that wrote the facts.

    Without names all measures are counted anew. An agency that has not opened the year yet is
    counted when it does. ``reason``: why facts of a closed period were written; it stands in the
    history of the scores that it moves.
    """
    for recount in _recount:
        recount(agency, year, names, reason)
