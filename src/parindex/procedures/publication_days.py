"""The working-day rules of publishing a procedure (decision 766/QĐ-TTg of 2022, a province's)."""

from dataclasses import dataclass
from datetime import date

from parindex.procedures.constants import DAYS_BEFORE_EFFECT, DAYS_TO_MAKE_PUBLIC
from parindex_core.vietnamese.working_days import WorkingCalendar


@dataclass(frozen=True)
class PublicationDates:
    """When the legal base takes effect, the decision was signed, the procedure made public."""

    effective_on: date | None
    signed_on: date | None
    public_on: date | None


@dataclass(frozen=True)
class PublicationStanding:
    """How a publication stands on a day.

    ``sign_by``, ``public_by``: the last days in time. ``is_sign_due``, ``is_public_due``: whether
    the publication counts already: it was done, or its last day has passed.
    """

    sign_by: date | None
    public_by: date | None
    is_sign_due: bool
    is_signed_on_time: bool
    is_public_due: bool
    is_public_on_time: bool


def standing_on(
    dates: PublicationDates, calendar: WorkingCalendar, today: date
) -> PublicationStanding:
    """Signed at least five working days before the effect; public at most five after signing."""
    sign_by = public_by = None
    if dates.effective_on is not None:
        sign_by = calendar.add_working_days(dates.effective_on, -DAYS_BEFORE_EFFECT)
    if dates.signed_on is not None:
        public_by = calendar.add_working_days(dates.signed_on, DAYS_TO_MAKE_PUBLIC)
    signed, public = _known(dates.signed_on, today), _known(dates.public_on, today)
    return PublicationStanding(
        sign_by=sign_by,
        public_by=public_by,
        is_sign_due=sign_by is not None and (signed is not None or sign_by < today),
        is_signed_on_time=sign_by is not None and signed is not None and signed <= sign_by,
        is_public_due=public_by is not None and (public is not None or public_by < today),
        is_public_on_time=public_by is not None and public is not None and public <= public_by,
    )


def _known(day: date | None, today: date) -> date | None:
    """A day that has come; one that was entered ahead counts from that day on."""
    return day if day is not None and day <= today else None
