"""The measure that initiatives give: 1.5, those recognised in the year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.registers.counting import Counted, CountedEntries, Counting, measure
from parindex.registers.initiatives.models import Initiative

if TYPE_CHECKING:
    from parindex.organisations.models import Agency

RECOGNISED = "initiatives.recognised"


def recognised(agency: Agency, year: int, today: date) -> Sequence[Counted]:
    """The initiatives of a year, and earlier ones recognised in it: ``recognised``."""
    found = Initiative.objects.filter(agency=agency, withdrawn_at=None)
    of_year = found.filter(Q(year=year) | Q(recognised_on__year=year)).order_by("year", "number")
    return CountedEntries(of_year, partial(_counted, year=year))


def _counted(entry: Initiative, year: int) -> Counted:
    if entry.recognised_on is None:
        return Counted(entry, left_out=_("not recognised yet"))
    if entry.recognised_on.year != year:
        words = _("recognised in %(year)s") % {"year": entry.recognised_on.year}
        return Counted(entry, left_out=words)
    return Counted(entry, {"recognised": 1})


MEASURES = (
    measure(
        Counting(
            RECOGNISED,
            "initiatives",
            gettext_lazy("Register of initiatives"),
            ("recognised",),
            recognised,
        )
    ),
)
