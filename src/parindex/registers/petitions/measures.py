"""The measure that petitions give: 3.5, those handled on time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.calendars.queries import working_calendar
from parindex.registers.counting import Counted, CountedEntries, Counting, measure
from parindex.registers.petitions.models import Petition
from parindex.registers.petitions.queries.deadlines import due_on, is_late
from parindex_core.vietnamese.dates import format_date

if TYPE_CHECKING:
    from parindex.organisations.models import Agency
    from parindex_core.vietnamese.working_days import WorkingCalendar

ON_TIME = "petitions.on_time"


def handled_on_time(agency: Agency, year: int, today: date) -> Sequence[Counted]:
    """The petitions received in a year: ``received``, and ``on_time`` where the answer was.

    One that is not answered and not due either is left out: nothing is known of it yet.
    """
    found = Petition.objects.filter(agency=agency, withdrawn_at=None, received_on__year=year)
    calendar = working_calendar()
    count = partial(_counted, calendar=calendar, today=today)
    return CountedEntries(found.order_by("year", "number"), count)


def _counted(entry: Petition, calendar: WorkingCalendar, today: date) -> Counted:
    if is_late(entry, calendar, today):
        return Counted(entry, {"received": 1})
    if entry.answered_on is None:
        words = _("to be answered by %(day)s") % {"day": format_date(due_on(entry, calendar))}
        return Counted(entry, left_out=words)
    return Counted(entry, {"received": 1, "on_time": 1})


MEASURES = (
    measure(
        Counting(
            ON_TIME,
            "petitions_on_time",
            gettext_lazy("Register of petitions"),
            ("on_time", "received"),
            handled_on_time,
        )
    ),
)
