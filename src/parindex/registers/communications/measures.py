"""The measures that communications give: 1.3.1, the plan carried out, and 1.3.2, its forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.registers.communications.constants import COUNTED_KINDS
from parindex.registers.communications.models import Communication
from parindex.registers.counting import Counted, CountedEntries, Counting, measure

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from parindex.organisations.models import Agency

PLAN, FORMS = "communications.plan", "communications.forms"
_SOURCE = gettext_lazy("Register of communications")
# What the counts and the rows of facts read: this register is the longest of all.
_READ = ("year", "number", "title", "kind", "form", "due_on", "held_on", "is_illustrative")


def plan_carried_out(agency: Agency, year: int, today: date) -> Sequence[Counted]:
    """The activities of a year's plan: ``planned``, and ``completed`` once held in that year."""
    return CountedEntries(_of_year(agency, year), partial(_in_plan, year=year))


def forms_used(agency: Agency, year: int, today: date) -> Sequence[Counted]:
    """The activities held in a year: each stands for its form, which counts once."""
    return CountedEntries(_of_year(agency, year), partial(_in_forms, year=year))


def distinct_forms(facts: Sequence[Counted]) -> Mapping[str, str]:
    """How many forms were used, however often."""
    used = {fact.entry.form for fact in facts if fact.adds}  # type: ignore[attr-defined]
    return {"distinct_forms": str(len(used))}


def _of_year(agency: Agency, year: int) -> QuerySet[Communication]:
    found = Communication.objects.filter(agency=agency, withdrawn_at=None)
    of_year = found.filter(Q(year=year) | Q(held_on__year=year)).order_by("year", "number")
    return of_year.only(*_READ)


def _in_plan(entry: Communication, year: int) -> Counted:
    if entry.kind not in COUNTED_KINDS:
        return Counted(entry, left_out=_("no communication of reform"))
    if entry.due_on is None:
        return Counted(entry, left_out=_("outside the plan"))
    if entry.year != year:
        return Counted(entry, left_out=_("of the plan of %(year)s") % {"year": entry.year})
    if entry.held_on is None or entry.held_on.year != year:
        return Counted(entry, {"planned": 1})
    return Counted(entry, {"planned": 1, "completed": 1})


def _in_forms(entry: Communication, year: int) -> Counted:
    if entry.kind not in COUNTED_KINDS:
        return Counted(entry, left_out=_("no communication of reform"))
    if entry.held_on is None:
        return Counted(entry, left_out=_("not held yet"))
    if entry.held_on.year != year:
        return Counted(entry, left_out=_("held in %(year)s") % {"year": entry.held_on.year})
    return Counted(entry, {"distinct_forms": 1})


MEASURES = (
    measure(
        Counting(
            PLAN,
            "communication_plan_completion",
            _SOURCE,
            ("completed", "planned"),
            plan_carried_out,
        )
    ),
    measure(
        Counting(
            FORMS,
            "communication_forms",
            _SOURCE,
            ("distinct_forms",),
            forms_used,
            values=distinct_forms,
        )
    ),
)
