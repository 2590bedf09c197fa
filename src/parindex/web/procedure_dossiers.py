"""The dossiers of one procedure in a year: figures, channels, times and months as charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parindex.dossiers.queries.indicators import LATE
from parindex.dossiers.queries.procedures import procedure_page
from parindex.dossiers.queries.shares import ONLINE
from parindex.web.charts import Chart, Series
from parindex.web.templatetags.formats import number

if TYPE_CHECKING:
    from datetime import date

    from parindex.accounts.queries import Access
    from parindex.dossiers.queries.procedures import ProcedureMonth, ProcedurePage
    from parindex.procedures.models import Procedure

MONTHS = 12
# The words that dossiers know channels by, in the page's language.
_CHANNELS: dict[str, Callable[[], str]] = {
    "trực tiếp": lambda: _("at the counter"),
    "trực tuyến": lambda: _("online"),
    "bưu chính": lambda: _("by post"),
}


@dataclass(frozen=True)
class Figure:
    """A number of the year; ``url`` where there is a page of the dossiers behind it."""

    label: str
    value: str
    note: str
    tone: str = ""
    url: str = ""


@dataclass(frozen=True)
class DossierSection:
    """What the page says of the year's dossiers. ``verdict``: their times against the limit."""

    page: ProcedurePage
    figures: Sequence[Figure]
    verdict: str
    charts: Sequence[Chart]
    units: Sequence[tuple[str, int, str]]


def dossier_section(
    access: Access, procedure: Procedure, year: int, today: date
) -> DossierSection | None:
    """None while no dossier of the year has the procedure."""
    page = procedure_page(access, procedure.code, year, today)
    if page is None:
        return None
    return DossierSection(
        page=page,
        figures=_figures(page, year),
        verdict=_verdict(page),
        charts=[_trend(page, year), _times(page, year), _channels(page, year)],
        units=[
            (name or code, count, _counted("3.4.1", "denominator", procedure.code, year, unit=code))
            for code, name, count in page.by_unit
        ],
    )


def _figures(page: ProcedurePage, year: int) -> list[Figure]:
    figures = page.figures
    settled, code = figures.settled, figures.code
    return [
        Figure(_("Received"), number(figures.received), _("dossiers of %s") % year),
        Figure(
            _("Settled"),
            number(settled),
            _("dossiers of %s") % year,
            url=_counted("3.4.1", "denominator", code, year),
        ),
        Figure(
            _("On time"),
            _share(figures.on_time, settled),
            _("%(count)s dossiers, %(early)s of them early")
            % {"count": number(figures.on_time), "early": number(figures.early)},
            url=_counted("3.4.1", "numerator", code, year),
        ),
        Figure(
            _("Settled late"),
            number(figures.late),
            _("%s for an objective cause") % number(figures.late_objective),
            "bad" if figures.late else "",
            _counted(LATE, "numerator", code, year),
        ),
        Figure(
            _("Online"),
            _share(figures.online, settled),
            _("%s of the dossiers settled") % number(figures.online),
            url=_counted(ONLINE, "numerator", code, year),
        ),
    ]


def _counted(indicator: str, part: str, code: str, year: int, **narrowed: str) -> str:
    """The page of the dossiers of a procedure that an indicator counts."""
    asked = {"indicator": indicator, "part": part, "period": str(year), "procedure": code}
    return f"{reverse('dossiers-counted')}?{urlencode({**asked, **narrowed})}"


def _verdict(page: ProcedurePage) -> str:
    figures = page.figures
    if figures.median_days is None or figures.percentile_90_days is None:
        return _("No dossier settled yet: no time to compare.")
    words = {
        "median": number(figures.median_days),
        "most": number(figures.percentile_90_days),
        "limit": number(figures.limit),
        "over": number(figures.over_limit),
    }
    used = _("Half were settled within %(median)s working days, nine tenths within %(most)s.")
    if figures.limit is None:
        return used % words
    if figures.over_limit:
        against = ngettext(
            "The legal time is %(limit)s working days: %(over)s dossier used more.",
            "The legal time is %(limit)s working days: %(over)s dossiers used more.",
            figures.over_limit,
        )
    else:
        against = _("The legal time is %(limit)s working days: no dossier used more.")
    return f"{used % words} {against % words}"


def _trend(page: ProcedurePage, year: int) -> Chart:
    return Chart(
        key="dossiers-by-month",
        question=_("How many dossiers come and are settled each month of %s?") % year,
        kind="lines",
        categories=_month_names(),
        series=[
            Series(_("Settled"), _by_month(page.months, lambda month: month.settled)),
            Series(_("On time"), _by_month(page.months, lambda month: month.on_time), "second"),
            Series(_("Received"), _by_month(page.months, lambda month: month.received), "context"),
        ],
        unit=_("dossiers"),
        from_zero=True,
    )


def _times(page: ProcedurePage, year: int) -> Chart:
    limit = page.figures.limit
    series = [
        Series(_("Median of the month"), _by_month(page.months, lambda month: month.median_days))
    ]
    if limit is not None:
        series.append(Series(_("Legal time"), [Decimal(limit)] * MONTHS, "context"))
    return Chart(
        key="days-by-month",
        question=_("Is half of the work done well within the legal time in %s?") % year,
        kind="lines",
        categories=_month_names(),
        series=series,
        unit=_("working days"),
        from_zero=True,
    )


def _channels(page: ProcedurePage, year: int) -> Chart:
    return Chart(
        key="dossiers-by-channel",
        question=_("How do people hand in their dossiers in %s?") % year,
        kind="bars",
        categories=[_CHANNELS[word]() if word in _CHANNELS else word for word, _n in page.channels],
        series=[Series(_("Received"), [Decimal(count) for _word, count in page.channels])],
        unit=_("dossiers"),
    )


def _month_names() -> list[str]:
    return [_("M%s") % month for month in range(1, MONTHS + 1)]


def _by_month(
    months: Sequence[ProcedureMonth], value: Callable[[ProcedureMonth], int | None]
) -> list[Decimal | None]:
    """Twelve values; None for a month that is ahead, or without one."""
    known = {month.month: value(month) for month in months}
    found = (known.get(month) for month in range(1, MONTHS + 1))
    return [None if one is None else Decimal(one) for one in found]


def _share(part: int, whole: int) -> str:
    """“97,50 %”; “–” without any."""
    if not whole:
        return "–"
    percent = (Decimal(part) * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{number(percent, 2)} %"
