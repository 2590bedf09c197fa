"""The catalogue as an address asks for it: year, filters, order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from parindex.procedures.constants import CatalogueState, OnlineLevel, Reception
from parindex.procedures.queries.catalogue import CATALOGUE_ORDERS, ONLINE_ANY, CatalogueFilter
from parindex.web.year_choice import year_asked

if TYPE_CHECKING:
    from django.http import QueryDict

    from parindex.organisations.models import Unit

WITHOUT_UNIT = "none"
_LONGEST_WORDS = 200


@dataclass(frozen=True)
class Asked:
    """What the address asks for; what it does not know is as if it were not there."""

    year: int
    unit: str
    sort: str
    narrowed: CatalogueFilter

    @property
    def is_narrowed(self) -> bool:
        return self.narrowed != CatalogueFilter()

    def day(self, today: date) -> date:
        """The day whose catalogue is shown: the year's last, or today while it runs."""
        return min(today, date(self.year, 12, 31))


def asked_for(query: QueryDict, units: Sequence[Unit], years: Sequence[int]) -> Asked:
    """Reads ``?year=&words=&field=&unit=&online=&reception=&state=&sort=``."""
    unit_by_key = {unit.key: unit for unit in units}
    unit = query.get("unit", "")
    unit = unit if unit in unit_by_key or unit == WITHOUT_UNIT else ""
    sort = query.get("sort", "")
    return Asked(
        year=year_asked(query, years) or years[0],
        unit=unit,
        sort=sort if sort.removeprefix("-") in CATALOGUE_ORDERS else "code",
        narrowed=CatalogueFilter(
            words=query.get("words", "").strip()[:_LONGEST_WORDS],
            # A sign that no text in the database can hold is in no field either.
            field=query.get("field", "").replace("\x00", ""),
            unit_id=unit_by_key[unit].pk if unit in unit_by_key else None,
            without_unit=unit == WITHOUT_UNIT,
            online=_one_of(query.get("online", ""), [*OnlineLevel.values, ONLINE_ANY]),
            reception=_one_of(query.get("reception", ""), Reception.values),
            state=_one_of(query.get("state", ""), CatalogueState.values),
        ),
    )


def _one_of(word: str, known: Sequence[str]) -> str:
    return word if word in known else ""
