"""Procedures to tick in a form: those that the person keeps, by code and name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from parindex.accounts.constants import Permission
from parindex.procedures.queries.catalogue import CatalogueFilter, catalogue

if TYPE_CHECKING:
    from parindex.procedures.models import Procedure
    from parindex.web.views.desk import Desk


def kept_procedures(desk: Desk, *, with_unit: bool = False) -> dict[str, tuple[Procedure, str]]:
    """By code: each procedure in force that the person keeps, with its name.

    ``with_unit``: only those that a unit is named for.
    """
    found = catalogue(desk.access, desk.today, CatalogueFilter())
    return {
        version.procedure.code: (version.procedure, version.name)
        for version in found
        if desk.access.may(Permission.KEEP_PROCEDURES, version.procedure.unit_id)
        and (version.procedure.unit_id is not None or not with_unit)
    }


def choices_of(
    kept: dict[str, tuple[Procedure, str]], without: Iterable[str] = ()
) -> list[tuple[str, str]]:
    """For a field of boxes: “1.000358 Cấp giấy phép…”."""
    left_out = set(without)
    return [(code, f"{code} {name}") for code, (_, name) in kept.items() if code not in left_out]


def names_by_code(desk: Desk, year: int) -> dict[str, str]:
    """What procedures are called at a year's end, or today, by code; repealed ones too."""
    day = min(desk.today, date(year, 12, 31))
    states = (CatalogueFilter(), CatalogueFilter(state="repealed"))
    return {
        version.procedure.code: version.name
        for narrowed in states
        for version in catalogue(desk.access, day, narrowed)
    }
