"""Indicators of a period by place, and the very dossiers behind each of their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from parindex.accounts.services import require_view
from parindex.dossiers.agency_store import (
    agency_store,
    counted,
    is_filled,
    running_period,
    settled_period,
    store_names,
)
from parindex.dossiers.constants import INDICATOR_OF_COMPONENT
from parindex.dossiers.queries.shares import ONLINE, Share
from parindex.dossiers.visibility import seen_within, visible_codes
from parindex_dossiers.answers import Question
from parindex_dossiers.behind import dossiers_behind, latest_day

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex_dossiers.periods import Period
    from parindex_dossiers.places import Dimension

LATE, LATE_OBJECTIVE = "LATE", "LATE_OBJECTIVE"
TEMPLATE_CODES = tuple(INDICATOR_OF_COMPONENT.values())
LISTED_CODES = (*TEMPLATE_CODES, ONLINE, LATE, LATE_OBJECTIVE)
Part = Literal["numerator", "denominator"]


@dataclass(frozen=True)
class DossierState:
    """What the store holds: anything at all, up to which day, composed for a demonstration.

    ``is_seen``: whether any of it can be the person's to see.
    """

    is_filled: bool
    is_seen: bool
    as_of: date | None
    is_illustrative: bool


@dataclass(frozen=True)
class PlaceShares:
    """A place of a dimension (code and name; empty for the whole) with its share by indicator."""

    place: str
    name: str | None
    shares: Mapping[str, Share]


@dataclass(frozen=True)
class Counted:
    """Which number: an indicator's numerator or denominator in a period, within places.

    ``words`` is part of a code; ``order`` is one of ``parindex_dossiers.behind.ORDERS``, after
    ``-`` the other way round.
    """

    period: Period
    indicator: str
    part: Part
    where: Mapping[Dimension, str] = field(default_factory=dict)
    words: str = ""
    order: str = "code"


@dataclass(frozen=True)
class CountedDossier:
    """A dossier behind a number; ``flags`` are those of ``parindex_dossiers.resolution``."""

    code: str
    procedure: str
    procedure_name: str | None
    unit_code: str
    unit_name: str | None
    received_at: datetime | None
    appointed_at: datetime | None
    ended_at: datetime | None
    working_days: int | None
    flags: Mapping[str, Any]


@dataclass(frozen=True)
class CountedPage:
    """A page of them; ``total`` is how many there are."""

    total: int
    dossiers: Sequence[CountedDossier]


def asked_period(text: str, today: date) -> Period:
    """The period that a person asked for, ending today where it still runs.

    :raises PeriodUnreadable: with the ways to write one.
    """
    return running_period(text, today)


def dossier_state(access: Access) -> DossierState:
    """What there is to see.

    :raises PermissionRefused: unless the person sees the agency.
    """
    visible, store = visible_codes(access), agency_store(access.agency)
    return DossierState(
        is_filled=is_filled(store),
        is_seen=is_filled(store) and visible != frozenset(),
        as_of=latest_day(store),
        is_illustrative=any(load.synthetic for load in store.manifest().loads),
    )


def indicator_shares(
    access: Access, period: Period, by: Dimension | None = None
) -> list[PlaceShares]:
    """The indicators of ``LISTED_CODES`` of the dossiers that the person sees, by place.

    Without ``by`` one line of the whole; none while nothing was loaded.

    :raises PermissionRefused: unless the person sees the agency.
    """
    within = seen_within(access)
    store = agency_store(access.agency)
    rows = counted(store, settled_period(store, period), by, LISTED_CODES, within)
    by_place: dict[str, dict[str, Share]] = {}
    names: dict[str, str | None] = {}
    for row in rows:
        shares = by_place.setdefault(row.place, {})
        shares[row.indicator] = Share(row.numerator, row.denominator)
        names[row.place] = row.name
    return [
        PlaceShares(place, names[place], shares)
        for place, shares in by_place.items()
        if by is None or shares[ONLINE].denominator
    ]


def counted_dossiers(
    access: Access, asked: Counted, offset: int = 0, limit: int | None = 50
) -> CountedPage:
    """The dossiers behind a number that the person sees, a page at a time; ``limit`` None: all.

    :raises PermissionRefused: unless the person sees the agency.
    """
    store = agency_store(access.agency)
    within = seen_within(access, asked.where.get("unit", ""))
    if not is_filled(store):
        return CountedPage(0, [])
    where: dict[Dimension, list[str]] = {
        key: [place] for key, place in asked.where.items() if key != "unit"
    }
    found = dossiers_behind(
        store,
        Question(asked.period, where=where | within),
        asked.indicator,
        asked.part,
        offset,
        limit,
        asked.order,
        asked.words,
    )
    names = store_names(store)
    return CountedPage(
        found.total,
        [
            CountedDossier(
                code=row["code"],
                procedure=row["procedure"],
                procedure_name=names.of("procedure", row["procedure"]),
                unit_code=row["unit"],
                unit_name=names.of("unit", row["unit"]),
                received_at=row["received_at"],
                appointed_at=row["appointed_at"],
                ended_at=row["ended_at"],
                working_days=row["working_days"],
                flags=row,
            )
            for row in found.dossiers
        ],
    )


def place_names(access: Access, where: Mapping[Dimension, str]) -> dict[Dimension, str]:
    """The places by the names that exports gave them, else by their codes.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    names = store_names(agency_store(access.agency))
    return {dimension: names.of(dimension, place) or place for dimension, place in where.items()}
