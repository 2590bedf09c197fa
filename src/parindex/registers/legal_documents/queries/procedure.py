"""Due procedure: what a draft's steps say about it, each with the day by which it is needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from parindex.registers.legal_documents.constants import (
    CONSULTATION,
    CONSULTATION_DAYS,
    STEPS,
    Fault,
)

if TYPE_CHECKING:
    from parindex.registers.legal_documents.models import LegalDraft


@dataclass(frozen=True)
class StepLine:
    """A step as it stands on a day.

    ``name``: of the fact; ``day`` None: not taken yet; ``last_day``: the last on which the draft
    can still be submitted in time, None: no day is set; ``fault``: of ``Fault``, “”: none.
    """

    name: str
    day: date | None
    last_day: date | None
    fault: str
    is_late: bool


def steps_of(entry: LegalDraft, today: date) -> list[StepLine]:
    """The steps that due procedure asks of a draft, in their order."""
    asked = [step for step in STEPS if not (entry.is_shortened and step in CONSULTATION)]
    days: list[date | None] = [getattr(entry, step) for step in asked]
    lines = []
    for place, (step, day) in enumerate(zip(asked, days, strict=True)):
        before = max((one for one in days[:place] if one), default=None)
        last_day = _last_day(entry, step)
        lines.append(
            StepLine(
                name=step,
                day=day,
                last_day=last_day,
                fault=_fault(entry, step, before, is_passed=any(days[place + 1 :])),
                is_late=last_day is not None and (day or today) > last_day,
            )
        )
    return lines


def follows_procedure(entry: LegalDraft, today: date) -> bool:
    """No step so far is missing, too short or too early; late ones are none the less taken."""
    return not any(step.fault for step in steps_of(entry, today))


def _fault(entry: LegalDraft, step: str, before: date | None, *, is_passed: bool) -> str:
    day: date | None = getattr(entry, step)
    if day is None:
        return Fault.MISSING.value if is_passed else ""
    if before is not None and day < before:
        return Fault.TOO_EARLY.value
    # The first day does not count (article 147, civil code 91/2015/QH13).
    begun = entry.consulted_from if step == "consulted_to" else None
    if begun is not None and (day - begun).days < CONSULTATION_DAYS:
        return Fault.TOO_SHORT.value
    return ""


def _last_day(entry: LegalDraft, step: str) -> date | None:
    if step == "issued_on":
        return None
    is_before_consultation = STEPS.index(step) <= STEPS.index("consulted_from")
    if is_before_consultation and not entry.is_shortened:
        return entry.due_on - timedelta(days=CONSULTATION_DAYS)
    return entry.due_on
