"""The measures that public finance gives: 6.1, 6.2 and 6.3, from each unit's latest quarter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.registers.counting import Counted, Counting, measure
from parindex.registers.finance.constants import Autonomy
from parindex.registers.finance.models import QuarterlyFinance

if TYPE_CHECKING:
    from parindex.organisations.models import Agency

_SOURCE = gettext_lazy("Register of public finance")
# What a quarter's figures add to the variables of a component.
Adds = Callable[[QuarterlyFinance], Mapping[str, int | Decimal]]


def latest_quarters(adds: Adds, agency: Agency, year: int, today: date) -> list[Counted]:
    """A year's figures: the latest of each unit is counted, since it holds the ones before."""
    found = QuarterlyFinance.objects.filter(agency=agency, withdrawn_at=None, year=year)
    entries = list(found.order_by("quarter", "as_of", "number"))
    latest = {entry.unit_id: entry for entry in entries}
    return [_counted(entry, latest[entry.unit_id], adds) for entry in entries]


def weakest_autonomy(facts: Sequence[Counted]) -> Mapping[str, str]:
    """The agency does as well as the unit that does least."""
    said = {fact.entry.autonomy for fact in facts if fact.adds}  # type: ignore[attr-defined]
    return {"autonomy": max(said, key=Autonomy.values.index)}


def _counted(entry: QuarterlyFinance, latest: QuarterlyFinance, adds: Adds) -> Counted:
    if entry is latest:
        return Counted(entry, adds(entry))
    return Counted(entry, left_out=_("held in the figures of quarter %d") % latest.quarter)


def _autonomy(entry: QuarterlyFinance) -> Mapping[str, int | Decimal]:
    return {"autonomy": 1}


def _budget(entry: QuarterlyFinance) -> Mapping[str, int | Decimal]:
    return {"disbursed": entry.disbursed, "assigned": entry.assigned}


def _recommendations(entry: QuarterlyFinance) -> Mapping[str, int | Decimal]:
    return {"implemented": entry.recommendations_done, "due": entry.recommendations_due}


MEASURES = (
    measure(
        Counting(
            "finance.autonomy",
            "financial_autonomy",
            _SOURCE,
            ("autonomy",),
            partial(latest_quarters, _autonomy),
            values=weakest_autonomy,
        )
    ),
    measure(
        Counting(
            "finance.disbursement",
            "budget_disbursement",
            _SOURCE,
            ("disbursed", "assigned"),
            partial(latest_quarters, _budget),
        )
    ),
    measure(
        Counting(
            "finance.recommendations",
            "audit_recommendations",
            _SOURCE,
            ("implemented", "due"),
            partial(latest_quarters, _recommendations),
        )
    ),
)
