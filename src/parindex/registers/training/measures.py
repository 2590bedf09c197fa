"""The measure that training gives: 5.3, people of the plan who were trained."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.registers.counting import Counted, CountedEntries, Counting, measure
from parindex.registers.training.models import Course

if TYPE_CHECKING:
    from parindex.organisations.models import Agency

TRAINED = "training.trained"


def people_trained(agency: Agency, year: int, today: date) -> Sequence[Counted]:
    """The courses of a year: people ``planned``, and of these ``trained``.

    A course counts at most as many as were planned for it: those beyond the plan do not stand for
    others who were not sent.
    """
    found = Course.objects.filter(agency=agency, withdrawn_at=None, year=year)
    return CountedEntries(found.order_by("number"), partial(_counted, year=year))


def _counted(entry: Course, year: int) -> Counted:
    if entry.planned_people is None:
        return Counted(entry, left_out=_("outside the plan"))
    planned, trained = entry.planned_people, entry.trained_people
    if trained is None or entry.finished_on is None or entry.finished_on.year != year:
        return Counted(entry, {"planned": planned})
    return Counted(entry, {"planned": planned, "trained": min(trained, planned)})


MEASURES = (
    measure(
        Counting(
            TRAINED,
            "training_completion",
            gettext_lazy("Register of training"),
            ("trained", "planned"),
            people_trained,
        )
    ),
)
