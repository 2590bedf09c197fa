"""What a period is called: “Quý I/2021”, “6 tháng đầu năm 2021”, in the language of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.reporting.constants import Frequency

if TYPE_CHECKING:
    from parindex.reporting.models import Period

_ROMAN = ("I", "II", "III", "IV")


def period_name(period: Period) -> str:
    """The period by the year's months or quarters; an ad hoc report by its own title.

    Give it with its obligation.
    """
    return name_of(period.obligation.frequency, period.year, period.number, period.title)


def name_of(frequency: str, year: int, number: int, title: str = "") -> str:
    """The name of a period by its number in the year."""
    said = {"year": year, "number": number}
    if frequency == Frequency.MONTHLY:
        return _("Month %(number)d/%(year)d") % said
    if frequency == Frequency.QUARTERLY:
        return _("Quarter %(number)s/%(year)d") % {**said, "number": _ROMAN[number - 1]}
    if frequency == Frequency.SIX_MONTHS:
        return _("First six months of %(year)d") % said
    if frequency == Frequency.NINE_MONTHS:
        return _("Nine months of %(year)d") % said
    if frequency == Frequency.YEARLY:
        return _("Year %(year)d") % said
    return title
