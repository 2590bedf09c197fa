"""The demonstration's public finance: three quarters of the office, each holding those before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from parindex.registers.finance.register import FINANCE
from parindex.registers.services.importing import keep_list

if TYPE_CHECKING:
    from parindex.organisations.models import Agency, Unit

# Quarter, its last day, million dong disbursed, recommendations done.
_QUARTERS = (
    (1, (3, 31), Decimal(3150), 0),
    (2, (6, 30), Decimal("8420.5"), 2),
    (3, (9, 30), Decimal("15480.5"), 3),
)


def load_finance(agency: Agency, year: int, units: Mapping[str, Unit]) -> None:
    """The figures of the department as a whole."""
    entries = [(units["office"], year, _quarter(year, *said)) for said in _QUARTERS]
    keep_list(agency, FINANCE, entries, is_illustrative=True)


def _quarter(
    year: int, quarter: int, last: tuple[int, int], disbursed: Decimal, done: int
) -> dict[str, Any]:
    return {
        "title": f"Quý {quarter} năm {year} (minh họa)",
        "quarter": quarter,
        "as_of": date(year, *last),
        "autonomy": "full",
        "assigned": Decimal(21600),
        "disbursed": disbursed,
        "recommendations_due": 4,
        "recommendations_done": done,
    }
