"""The measure of 5.2.2: deducted components of last year for which a head answered."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from parindex.editions.measures import Count, Measure, MeasureRow, MeasureRows
from parindex.editions.queries import framework_of
from parindex.rounds.constants import State
from parindex.rounds.models import Deduction, Participant
from parindex.rounds.services.concluding import ACCOUNTED

if TYPE_CHECKING:
    from parindex.organisations.models import Agency


def _last_year(agency: Agency, year: int) -> Participant | None:
    concluded = Participant.objects.filter(
        agency=agency, round__year=year - 1, state__in=[State.CONCLUDED, State.PUBLISHED]
    )
    return concluded.select_related("round__edition", "round__organiser").first()


def _deductions(participant: Participant) -> QuerySet[Deduction]:
    return Deduction.objects.filter(participant=participant).select_related("unit")


def _count(agency: Agency, year: int, today: date) -> Count | None:
    participant = _last_year(agency, year)
    if participant is None:
        return None
    found = _deductions(participant)
    deducted = found.count()
    accounted = found.filter(decided_at__isnull=False).count()
    return Count(
        values={"accounted": str(accounted), "deducted": str(deducted)},
        as_of=today,
        source=_("Register of accountability"),
        rows=deducted,
        is_illustrative=_is_illustrative(participant),
    )


def _rows(
    agency: Agency, year: int, today: date, variable: str, offset: int, limit: int
) -> MeasureRows:
    participant = _last_year(agency, year)
    if participant is None:
        return MeasureRows(0, ())
    found = _deductions(participant)
    if variable == "accounted":
        found = found.filter(decided_at__isnull=False)
    framework = framework_of(participant.round.edition)
    language = "en" if get_language() == "en" else "vi"
    rows = []
    for one in found[offset : offset + limit]:
        component = framework.component(one.component_key)
        counted = ("deducted", "accounted") if one.decided_at else ("deducted",)
        unit = f" · {one.unit.name_en if language == 'en' else one.unit.name}" if one.unit else ""
        rows.append(
            MeasureRow(
                reference=component.code,
                text=component.label.in_language(language) + unit,
                counted_in=counted,
                url=reverse("deduction", args=[one.pk]),
            )
        )
    return MeasureRows(found.count(), tuple(rows), _is_illustrative(participant))


def _is_illustrative(participant: Participant) -> bool:
    """Whether a demonstration's council deducted."""
    return participant.round.organiser.demonstration_date is not None


MEASURES = (
    Measure(
        name=ACCOUNTED,
        component_key="heads_accountable",
        label=gettext_lazy("Register of accountability"),
        count=_count,
        rows=_rows,
        url_name="accountability",
    ),
)
