"""The demonstration's equipment: one item of five is short of its norm, its purchase approved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from parindex.registers.equipment.register import EQUIPMENT
from parindex.registers.services.importing import keep_list

if TYPE_CHECKING:
    from parindex.organisations.models import Agency, Unit

_ITEMS = (
    ("Máy vi tính tiếp nhận hồ sơ", 3, 3),
    ("Máy in", 2, 2),
    ("Máy quét tài liệu", 2, 2),
    ("Ghế ngồi chờ", 12, 14),
)


def load_equipment(agency: Agency, year: int, units: Mapping[str, Unit]) -> None:
    """What the shop's norm asks, and what is missing of it."""
    entries = [(units["office"], year, _item(year, *said)) for said in _ITEMS]
    missing = _item(year, "Màn hình tra cứu thủ tục", 2, 1) | {
        "budget": Decimal(35),
        "planned_on": date(year, 5, 10),
        "approved_on": date(year, 9, 14),
        "decision_number": "128/QĐ-SKHCN (minh họa)",
    }
    entries.append((units["office"], year, missing))
    keep_list(agency, EQUIPMENT, entries, is_illustrative=True)


def _item(year: int, title: str, norm: int, stock: int) -> dict[str, Any]:
    return {
        "title": f"{title} (minh họa)",
        "norm": norm,
        "stock": stock,
        "counted_on": date(year, 3, 31),
    }
