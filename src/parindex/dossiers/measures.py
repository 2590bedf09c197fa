"""The measures that dossiers give: 3.4.1 to 3.4.3 and 7.2.2 to 7.2.4, with the very dossiers."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from parindex.dossiers.agency_store import agency_store, counted, is_filled, running_period
from parindex.dossiers.constants import INDICATOR_OF_COMPONENT
from parindex.dossiers.counting import LABELS, is_in_numerator, left_out_because
from parindex.editions.measures import Count, Measure, MeasureRow, MeasureRows
from parindex_core.vietnamese.dates import format_date
from parindex_dossiers.catalogue import INDICATOR_BY_CODE, Indicator

if TYPE_CHECKING:
    from parindex.organisations.models import Agency
    from parindex_dossiers.store import Store

# Its denominator is all that was settled.
SETTLED = "3.4.1"


def count_dossiers(code: str, agency: Agency, year: int, today: date) -> Count | None:
    """Numerator and denominator of an indicator in a year up to today.

    None while nothing was loaded, and for a year in which no dossier is counted.
    """
    store = agency_store(agency)
    if not is_filled(store) or today.year < year:
        return None
    period = running_period(str(year), today)
    rows = {row.indicator: row for row in counted(store, period, codes=[code, SETTLED])}
    row = rows[code]
    if not rows[SETTLED].denominator:
        return None
    from parindex_dossiers.behind import latest_day

    numerator, denominator = INDICATOR_BY_CODE[code].variables
    latest = latest_day(store)
    return Count(
        values={numerator: str(row.numerator), denominator: str(row.denominator)},
        as_of=min(latest, period.last) if latest else period.last,
        source=_("Dossiers of the one-stop shop"),
        rows=row.denominator,
        is_illustrative=_is_synthetic(store),
    )


def list_dossiers(
    code: str, agency: Agency, year: int, today: date, variable: str, offset: int, limit: int
) -> MeasureRows:
    """The dossiers behind a variable, by code; for ``""`` all that the indicator looks at."""
    store = agency_store(agency)
    if not is_filled(store) or today.year < year:
        return MeasureRows(0, [])
    from parindex_dossiers.answers import Question
    from parindex_dossiers.behind import dossiers_behind

    indicator = INDICATOR_BY_CODE[code]
    part: Literal["numerator", "denominator"] = (
        "numerator" if variable == indicator.variables[0] else "denominator"
    )
    question = Question(running_period(str(year), today))
    behind = dossiers_behind(store, question, code, part, offset, limit)
    rows = [_row(indicator, row) for row in behind.dossiers]
    return MeasureRows(behind.total, rows, _is_synthetic(store))


def _is_synthetic(store: Store) -> bool:
    return any(load.synthetic for load in store.manifest().loads)


def _row(indicator: Indicator, row: dict[str, Any]) -> MeasureRow:
    numerator, denominator = indicator.variables
    is_in = is_in_numerator(indicator.code, row)
    ended, appointed = row["ended_at"], row["appointed_at"]
    text = _("ended %(ended)s, appointed %(appointed)s") % {
        "ended": format_date(ended.date()),
        "appointed": format_date(appointed.date()) if appointed else _("nothing"),
    }
    return MeasureRow(
        reference=row["code"],
        text=text,
        counted_in=(numerator, denominator) if is_in else (denominator,),
        left_out="" if is_in else left_out_because(indicator.code, row),
        url=reverse("dossier", args=[row["code"]]),
    )


MEASURES = tuple(
    Measure(
        name=f"dossiers.{component_key}",
        component_key=component_key,
        label=LABELS[code],
        count=partial(count_dossiers, code),
        rows=partial(list_dossiers, code),
        url_name="dossiers",
    )
    for component_key, code in INDICATOR_OF_COMPONENT.items()
)
NAMES = tuple(measure.name for measure in MEASURES)
