"""The measures that administration gives: 7.1.1, 7.1.2, and 7.3 of the quality system."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.registers.administration.constants import UPKEEP, QualityEvent
from parindex.registers.administration.models import DigitalWork, QualityRecord
from parindex.registers.counting import Counted, Counting, measure

if TYPE_CHECKING:
    from parindex.organisations.models import Agency

_DIGITAL_WORK = gettext_lazy("Register of digital work")
_QUALITY = gettext_lazy("Register of the quality system")


def shares_of_periods(
    part: str, whole: str, variable: str, agency: Agency, year: int, today: date
) -> list[Counted]:
    """The periods of a year added up; one that overlaps an earlier one of its unit is left out."""
    found = DigitalWork.objects.filter(agency=agency, withdrawn_at=None, year=year)
    facts, counted_to = [], dict[int, date]()
    for entry in found.order_by("begins_on", "ends_on", "number"):
        last = counted_to.get(entry.unit_id)
        if last is not None and entry.begins_on <= last:
            facts.append(Counted(entry, left_out=_("overlaps a period that is counted")))
            continue
        counted_to[entry.unit_id] = entry.ends_on
        adds = {variable: getattr(entry, part), "total": getattr(entry, whole)}
        facts.append(Counted(entry, adds))
    return facts


def quality_system(agency: Agency, year: int, today: date) -> list[Counted]:
    """The declarations up to a year, and the year's audits and inspections."""
    found = QualityRecord.objects.filter(agency=agency, withdrawn_at=None)
    declared = Q(event=QualityEvent.DECLARATION, held_on__year__lte=year)
    entries = found.filter(declared | Q(held_on__year=year)).order_by("held_on", "number")
    return [_of_system(entry) for entry in entries]


def declared_or_kept_up(facts: Sequence[Counted]) -> Mapping[str, str]:
    """``maintained`` where a declared system is audited in the year; ``declared``; ``none``."""
    events = {fact.entry.event for fact in facts if fact.adds}  # type: ignore[attr-defined]
    if QualityEvent.DECLARATION.value not in events:
        return {"iso9001": "none"}
    return {"iso9001": "maintained" if events & UPKEEP else "declared"}


def _of_system(entry: QualityRecord) -> Counted:
    if entry.event in UPKEEP or entry.event == QualityEvent.DECLARATION:
        return Counted(entry, {"iso9001": 1})
    return Counted(entry, left_out=_("stays on record; it does not decide"))


DIGITAL_WORK_MEASURES = (
    measure(
        Counting(
            "digital_work.signed",
            "digitally_signed_documents",
            _DIGITAL_WORK,
            ("signed", "total"),
            partial(shares_of_periods, "documents_signed", "documents", "signed"),
        )
    ),
    measure(
        Counting(
            "digital_work.online",
            "work_files_online",
            _DIGITAL_WORK,
            ("online", "total"),
            partial(shares_of_periods, "work_files_online", "work_files", "online"),
        )
    ),
)
QUALITY_MEASURES = (
    measure(
        Counting(
            "quality.system",
            "quality_management",
            _QUALITY,
            ("iso9001",),
            quality_system,
            values=declared_or_kept_up,
        )
    ),
)
