"""The facts behind a component of decision 766: the very dossiers, entries, or petitions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from parindex.accounts.services import require_view
from parindex.dossiers.agency_store import agency_store, is_filled, running_period
from parindex.dossiers.constants import FigureSource
from parindex.dossiers.visibility import visible_codes
from parindex.procedures.queries.portal import PORTAL_RATIOS
from parindex.procedures.queries.portal import portal_rows as catalogue_rows
from parindex.registers.petitions.queries.portal import PORTAL_RATIOS as PETITION_RATIOS
from parindex.registers.petitions.queries.portal import portal_petitions
from parindex_dossiers.answers import Question
from parindex_dossiers.behind import dossiers_behind
from parindex_dossiers.catalogue import INDICATOR_BY_CODE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parindex.accounts.queries import Access
    from parindex.procedures.queries.counting import Counted
    from parindex.registers.petitions.queries.portal import CountedPetition
    from parindex_dossiers.places import Dimension

# What the numerator counts, what only the denominator counts, or both.
Part = Literal["numerator", "denominator", "rest"]


@dataclass(frozen=True)
class PortalFacts:
    """A page of the facts behind a component; one of the three kinds is filled.

    ``dossiers``: rows as ``dossiers_behind`` gives them. ``is_own_units``: only the dossiers of the
    person's own units are among them.
    """

    total: int
    dossiers: Sequence[Mapping[str, Any]] = ()
    entries: Sequence[Counted] = ()
    petitions: Sequence[CountedPetition] = ()
    is_own_units: bool = False


def source_of_rows(code: str) -> FigureSource | None:
    """Where the rows of a component are; None where no rows are known."""
    if code in PORTAL_RATIOS:
        return FigureSource.CATALOGUE
    if code in PETITION_RATIOS:
        return FigureSource.PETITIONS
    indicator = INDICATOR_BY_CODE.get(code)
    return None if indicator is None else FigureSource.DOSSIERS


def portal_facts(
    access: Access, code: str, period: str, today: date, part: Part, offset: int, limit: int
) -> PortalFacts:
    """The facts that a component counts in a period, a page at a time.

    Of the dossiers a person of a unit sees those of the own units.

    :raises PermissionRefused: unless the person sees the agency.
    :raises PeriodUnreadable: with the ways to write a period.
    :raises KeyError: for a component without rows.
    """
    require_view(access)
    asked = running_period(period, today)
    if code in PORTAL_RATIOS:
        found = catalogue_rows(access.agency, code, asked.last)
        _, *ratio = PORTAL_RATIOS[code]
        entries = [entry for entry in found if _is_in(entry.names, ratio, part)]
        return PortalFacts(len(entries), entries=entries[offset : offset + limit])
    if code in PETITION_RATIOS:
        received = portal_petitions(access.agency, (asked.first, asked.last), today)
        petitions = [one for one in received if _is_in(one.names, PETITION_RATIOS[code], part)]
        return PortalFacts(len(petitions), petitions=petitions[offset : offset + limit])
    store, codes = agency_store(access.agency), visible_codes(access)
    if not is_filled(store):
        return PortalFacts(0)
    where: dict[Dimension, Sequence[str]] = {} if codes is None else {"unit": sorted(codes)}
    behind = dossiers_behind(store, Question(asked, where=where), code, part, offset, limit)
    return PortalFacts(behind.total, dossiers=behind.dossiers, is_own_units=codes is not None)


def _is_in(names: Sequence[str], ratio: Sequence[str], part: Part) -> bool:
    numerator, denominator = ratio
    if part == "numerator":
        return numerator in names
    return denominator in names and (part == "denominator" or numerator not in names)
