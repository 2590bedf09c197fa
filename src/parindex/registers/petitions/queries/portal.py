"""The ratios of decision 766/QĐ-TTg that petitions give (group MDHL), with the petitions behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from parindex.calendars.queries import working_calendar
from parindex.registers.petitions.constants import Satisfaction
from parindex.registers.petitions.models import Petition
from parindex.registers.petitions.queries.deadlines import due_on, is_late
from parindex_core.vietnamese.dates import format_date

if TYPE_CHECKING:
    from parindex.organisations.models import Agency
    from parindex_core.vietnamese.working_days import WorkingCalendar

RECEIVED, ON_TIME, SATISFIED = "received", "on_time", "satisfied"
# The portal's code: what its numerator and its denominator count.
PORTAL_RATIOS: Mapping[str, tuple[str, str]] = {
    "PETITION_PROCESSING_ON_TIME": (ON_TIME, RECEIVED),
    "PETITION_HANDLING_SATISFACTION": (SATISFIED, RECEIVED),
}
# The first and the last day of a period, both of one year.
Span = tuple[date, date]


@dataclass(frozen=True)
class CountedPetition:
    """A petition; ``names``: what counts it; ``left_out``: why something does not, in words."""

    entry: Petition
    names: tuple[str, ...]
    left_out: str

    @property
    def is_illustrative(self) -> bool:
        return self.entry.is_illustrative


def portal_ratios(
    agency: Agency, spans: Sequence[Span], today: date
) -> list[dict[str, tuple[int, int]]]:
    """Numerator and denominator of each code, of the petitions received in each span.

    Empty for a span of a year in which none was recorded: the register is not kept then. Few
    queries, however many spans.
    """
    counted = _counted(
        agency, Q(received_on__year__in={first.year for first, _last in spans}), today
    )
    kept = {one.entry.received_on.year for one in counted}
    return [_ratios(counted, span) if span[0].year in kept else {} for span in spans]


def portal_petitions(agency: Agency, span: Span, today: date) -> list[CountedPetition]:
    """The petitions received in a span, in order."""
    return _counted(agency, Q(received_on__range=span), today)


def _ratios(counted: Sequence[CountedPetition], span: Span) -> dict[str, tuple[int, int]]:
    names = [
        name for one in counted if span[0] <= one.entry.received_on <= span[1] for name in one.names
    ]
    return {
        code: (names.count(top), names.count(bottom))
        for code, (top, bottom) in PORTAL_RATIOS.items()
    }


def _counted(agency: Agency, received: Q, today: date) -> list[CountedPetition]:
    found = Petition.objects.filter(received, agency=agency, withdrawn_at=None)
    calendar = working_calendar()
    return [_of(entry, calendar, today) for entry in found.order_by("year", "number")]


def _of(entry: Petition, calendar: WorkingCalendar, today: date) -> CountedPetition:
    """As 3.5 counts it: one that is neither answered nor due is known nothing of yet."""
    late = is_late(entry, calendar, today)
    if entry.answered_on is None and not late:
        words = _("to be answered by %(day)s") % {"day": format_date(due_on(entry, calendar))}
        return CountedPetition(entry, (), words)
    names = [RECEIVED]
    missing = []
    if late:
        missing.append(_("late"))
    else:
        names.append(ON_TIME)
    if entry.satisfaction == Satisfaction.SATISFIED:
        names.append(SATISFIED)
    else:
        missing.append(str(Satisfaction(entry.satisfaction).label) if entry.satisfaction
                       else _("not rated"))  # fmt: skip
    return CountedPetition(entry, tuple(names), "; ".join(missing))
