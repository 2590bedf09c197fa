"""Reports that are not handed in, for the morning's reminders."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from parindex.calendars.due import DueItem, DueSource, ItemWords
from parindex.reporting.constants import DUE_REPORTS, OPEN_STATES
from parindex.reporting.models import Report
from parindex.reporting.period_names import period_name

if TYPE_CHECKING:
    from parindex.calendars.due import ItemKey
    from parindex.organisations.models import Agency


def open_until(agency: Agency, _today: date, day: date) -> Iterator[DueItem]:
    """The agency's and its units' reports that are to be written or mended; one query."""
    found = Report.objects.filter(agency=agency, state__in=OPEN_STATES, due_on__lte=day)
    for item in found.order_by("id").values_list("id", "unit_id", "due_on"):
        yield DueItem(DUE_REPORTS, *item)


def described(items: Collection[ItemKey]) -> Mapping[ItemKey, ItemWords]:
    """What the reports are called; one query."""
    ids = [item_id for _kind, item_id in items]
    found = Report.objects.filter(pk__in=ids).select_related("unit", "period__obligation")
    return {(DUE_REPORTS, one.pk): _words(one) for one in found.defer("answers", "basis")}


def _words(report: Report) -> ItemWords:
    words = f"{report.period.obligation.name}: {period_name(report.period)}"
    if report.unit is None:
        url = reverse("report-consolidated", args=[report.period_id])
        return ItemWords(words, _("The agency's report"), url)
    return ItemWords(words, report.unit.name, reverse("report", args=[report.pk]))


SOURCE = DueSource((DUE_REPORTS,), open_until, described)
