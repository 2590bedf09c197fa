"""The measures that missions give: 8.1.1, done on schedule, and 8.1.2, accepted as passed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.registers.counting import Counted, CountedEntries, Counting, measure
from parindex.registers.missions.constants import PASSING
from parindex.registers.missions.models import Mission
from parindex.registers.missions.queries.schedule import is_late

if TYPE_CHECKING:
    from django.db import models

    from parindex.organisations.models import Agency

SCHEDULE, ACCEPTANCE = "missions.schedule", "missions.acceptance"
_SOURCE = gettext_lazy("Register of science and technology missions")


def on_schedule(agency: Agency, year: int, today: date) -> Sequence[Counted]:
    """The missions whose last day lies in a year: ``planned``, ``on_time``, ``late``.

    One that is not handed in is planned and neither of the others.
    """
    in_year = Q(due_on__year=year) | Q(extended_to__year=year)
    count = partial(_scheduled, year=year, today=today)
    return CountedEntries(_missions(agency).filter(in_year), count)


def accepted(agency: Agency, year: int, today: date) -> Sequence[Counted]:
    """The missions handed in, by the year of their acceptance: ``accepted``, ``passed``."""
    in_year = Q(accepted_on__year=year) | Q(accepted_on=None, finished_on__year=year)
    return CountedEntries(_missions(agency).filter(in_year), _accepted)


def _missions(agency: Agency) -> models.QuerySet[Mission]:
    found = Mission.objects.filter(agency=agency, withdrawn_at=None)
    return found.order_by("year", "number")


def _scheduled(entry: Mission, year: int, today: date) -> Counted:
    if entry.last_day.year != year:
        words = _("extended to %(year)s") % {"year": entry.last_day.year}
        return Counted(entry, left_out=words)
    if entry.finished_on is None:
        return Counted(entry, {"planned": 1})
    return Counted(entry, {"planned": 1, "late" if is_late(entry, today) else "on_time": 1})


def _accepted(entry: Mission) -> Counted:
    if entry.accepted_on is None:
        return Counted(entry, left_out=_("handed in, not accepted yet"))
    if entry.grade in PASSING:
        return Counted(entry, {"accepted": 1, "passed": 1})
    return Counted(entry, {"accepted": 1})


MEASURES = (
    measure(
        Counting(
            SCHEDULE,
            "missions_on_schedule",
            _SOURCE,
            ("on_time", "late", "planned"),
            on_schedule,
        )
    ),
    measure(Counting(ACCEPTANCE, "missions_passed", _SOURCE, ("passed", "accepted"), accepted)),
)
