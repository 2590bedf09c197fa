"""The measures of organisation and staff: 4.1 to 4.4, 5.1.1, 5.1.2, 5.2.1 and 5.4."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.registers.counting import Counted, CountedEntries, Counting, measure
from parindex.registers.staffing.constants import Fit, PostKind, Result
from parindex.registers.staffing.models import (
    DelegationReview,
    DisciplineReport,
    Evaluation,
    JobPost,
    QuotaCount,
    Reorganisation,
)

if TYPE_CHECKING:
    from parindex.organisations.models import Agency
    from parindex.registers.models import Entry

# What an entry says of a choice stands beside its variable under these names.
_ON_TIME, _LATE, _NONE = "on_time", "late", "none"


def reorganised(agency: Agency, year: int, today: date) -> list[Counted]:
    """The reorganisations of a year: from that of the entry to that in which it was done.

    One that is late stays with the years that follow, until it is done.
    """
    new_year = date(year + 1, 1, 1)
    found = Reorganisation.objects.filter(
        Q(done_on=None) | Q(done_on__year__gte=year),
        agency=agency,
        withdrawn_at=None,
        year__lte=year,
    )
    facts = []
    for entry in found.order_by("year", "number"):
        done_on = entry.done_on if entry.done_on and entry.done_on < new_year else None
        said = _said(entry.due_on, done_on, min(today, new_year))
        facts.append(_choice(entry, "reorganisation", said))
    return facts


def reorganised_in_time(facts: Sequence[Counted]) -> Mapping[str, str]:
    """``not_due`` while nothing is due, else as ``_in_time`` says."""
    return {"reorganisation": _in_time(facts) or "not_due"}


def evaluated(agency: Agency, year: int, today: date) -> list[Counted]:
    """The evaluations of a year; none at all until the first is due or done."""
    found = Evaluation.objects.filter(agency=agency, withdrawn_at=None, year=year)
    facts = []
    for entry in found.order_by("number"):
        said = _said(entry.due_on, entry.done_on, today)
        if said == _ON_TIME and not entry.is_by_procedure:
            said = _LATE
        facts.append(_choice(entry, "evaluation", said))
    return facts if any(fact.adds for fact in facts) else []


def evaluated_in_time(facts: Sequence[Counted]) -> Mapping[str, str]:
    """As ``_in_time`` says; one done in time, but not by due procedure, is as one that is late."""
    return {"evaluation": _in_time(facts)}


def posts_used(agency: Agency, year: int, today: date) -> list[Counted]:
    """The latest count of each unit in a year: posts ``used`` and ``assigned``."""
    return [
        Counted(entry, {"used": entry.used, "assigned": entry.assigned})
        if is_latest
        else _outdated(entry)
        for entry, is_latest in _counts(agency, year)
    ]


def lawful_deputies(agency: Agency, year: int, today: date) -> list[Counted]:
    """The latest count of each unit in a year: units in ``total``, ``compliant`` of them."""
    return [
        Counted(entry, {"total": 1, "compliant": 1} if entry.has_lawful_deputies else {"total": 1})
        if is_latest
        else _outdated(entry)
        for entry, is_latest in _counts(agency, year)
    ]


def delegated(agency: Agency, year: int, today: date) -> list[Counted]:
    """The latest review of each unit in a year."""
    found = DelegationReview.objects.filter(agency=agency, withdrawn_at=None, year=year)
    entries = list(found.order_by("number"))
    latest = {one.unit_id: one for one in sorted(entries, key=lambda one: one.checked_on)}
    return [
        Counted(entry, {"decentralisation": 1, entry.result: 1})
        if latest[entry.unit_id] is entry
        else Counted(entry, left_out=_("a later review of the unit stands"))
        for entry in entries
    ]


def carried_out(facts: Sequence[Counted]) -> Mapping[str, str]:
    """What every unit's review says, or ``partial`` where they differ."""
    results = [one for one in Result.values if any(one in fact.adds for fact in facts)]
    return {"decentralisation": results[0] if len(results) == 1 else Result.PARTIAL.value}


def placed(kind: PostKind, agency: Agency, year: int, today: date) -> list[Counted]:
    """The posts of a kind in a year's scheme: filled in ``total``, of them ``matching``.

    Who stands at two posts counts once, at the first.
    """
    found = JobPost.objects.filter(agency=agency, withdrawn_at=None, year=year, kind=kind)
    first_of: dict[str, JobPost] = {}
    facts = []
    for entry in found.order_by("number"):
        first = first_of.setdefault(entry.staff_code, entry)
        facts.append(_placed(entry, first))
    return facts


def violations(agency: Agency, year: int, today: date) -> Sequence[Counted]:
    """The quarters' reports of a year with their ``violations``."""
    found = DisciplineReport.objects.filter(agency=agency, withdrawn_at=None, year=year)
    return CountedEntries(
        found.order_by("number"), lambda one: Counted(one, {"violations": one.violations})
    )


def _said(due_on: date, done_on: date | None, day: date) -> str:
    """Whether it was done on time, late or not at all by a day; “” while it is not due."""
    if done_on is not None:
        return _ON_TIME if done_on <= due_on else _LATE
    return _NONE if due_on < day else ""


def _choice(entry: Entry, variable: str, said: str) -> Counted:
    if not said:
        return Counted(entry, left_out=_("not due yet"))
    return Counted(entry, {variable: 1, said: 1})


def _in_time(facts: Sequence[Counted]) -> str:
    """What all that is due says, or ``late`` where it differs; “” when nothing is due."""
    said = [one for one in (_ON_TIME, _LATE, _NONE) if any(one in fact.adds for fact in facts)]
    return (said[0] if len(said) == 1 else _LATE) if said else ""


def _counts(agency: Agency, year: int) -> list[tuple[QuotaCount, bool]]:
    """The counts of a year, each with whether it is the latest of its unit."""
    found = QuotaCount.objects.filter(agency=agency, withdrawn_at=None, year=year)
    entries = list(found.order_by("number"))
    latest = {one.unit_id: one for one in sorted(entries, key=lambda one: one.counted_on)}
    return [(one, latest[one.unit_id] is one) for one in entries]


def _outdated(entry: QuotaCount) -> Counted:
    return Counted(entry, left_out=_("a later count of the unit stands"))


def _placed(entry: JobPost, first: JobPost) -> Counted:
    if not entry.staff_code:
        return Counted(entry, left_out=_("vacant"))
    if first is not entry:
        return Counted(entry, left_out=_("counted at %(code)s already") % {"code": first.code})
    if entry.fit == Fit.MATCHING:
        return Counted(entry, {"matching": 1, "total": 1})
    return Counted(entry, {"total": 1})


_STRUCTURE = gettext_lazy("Register of reorganisations")
_QUOTAS = gettext_lazy("Register of posts assigned and used")
_POSTS = gettext_lazy("Register of the job-position scheme")

STRUCTURE_MEASURES = (
    measure(
        Counting(
            "staffing.reorganised",
            "reorganisation",
            _STRUCTURE,
            ("reorganisation",),
            reorganised,
            values=reorganised_in_time,
        )
    ),
)
QUOTA_MEASURES = (
    measure(
        Counting(
            "staffing.posts_used", "posts_within_quota", _QUOTAS, ("used", "assigned"), posts_used
        )
    ),
    measure(
        Counting(
            "staffing.deputies",
            "deputies_within_rules",
            _QUOTAS,
            ("compliant", "total"),
            lawful_deputies,
        )
    ),
)
DELEGATION_MEASURES = (
    measure(
        Counting(
            "staffing.delegated",
            "decentralisation",
            gettext_lazy("Register of reviews of delegated management"),
            ("decentralisation",),
            delegated,
            values=carried_out,
        )
    ),
)
POST_MEASURES = (
    measure(
        Counting(
            "staffing.civil_servants",
            "civil_servant_structure",
            _POSTS,
            ("matching", "total"),
            partial(placed, PostKind.CIVIL_SERVANT),
        )
    ),
    measure(
        Counting(
            "staffing.public_employees",
            "public_employee_structure",
            _POSTS,
            ("matching", "total"),
            partial(placed, PostKind.PUBLIC_EMPLOYEE),
        )
    ),
)
EVALUATION_MEASURES = (
    measure(
        Counting(
            "staffing.evaluated",
            "staff_evaluation_due",
            gettext_lazy("Register of yearly evaluations"),
            ("evaluation",),
            evaluated,
            values=evaluated_in_time,
        )
    ),
)
DISCIPLINE_MEASURES = (
    measure(
        Counting(
            "staffing.violations",
            "administrative_discipline",
            gettext_lazy("Register of discipline"),
            ("violations",),
            violations,
        )
    ),
)
