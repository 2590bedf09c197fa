"""The overview of dossiers: the template's indicators, shares by month, by unit, by channel…"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.dossiers.constants import INDICATOR_OF_COMPONENT
from parindex.dossiers.queries.indicators import LATE, LATE_OBJECTIVE, indicator_shares
from parindex.dossiers.queries.shares import MONTHS, ON_TIME, ONLINE
from parindex.web.charts import Chart, Series
from parindex.web.dossier_period import period_in_words
from parindex.web.dossier_tiles import ShareLine, share_line
from parindex.web.dossier_words import CHANNELS
from parindex.web.templatetags.formats import spoken
from parindex_core.framework import Label
from parindex_core.vietnamese.numbers import round_half_up
from parindex_dossiers.periods import parse_period, parts_of
from parindex_tables.columns import Column, Kind

if TYPE_CHECKING:
    from fractions import Fraction

    from parindex.dossiers.queries.indicators import PlaceShares
    from parindex.dossiers.queries.shares import YearShares
    from parindex.web.views.desk import Desk
    from parindex_core.framework import Component
    from parindex_dossiers.periods import Period
    from parindex_dossiers.places import Dimension
    from parindex_tables.columns import Value

Cut = Literal["unit", "procedure", "field", "channel", "month"]
CUTS: dict[Cut, Promise] = {
    "unit": gettext_lazy("By unit"),
    "procedure": gettext_lazy("By procedure"),
    "field": gettext_lazy("By field"),
    "channel": gettext_lazy("By channel"),
    "month": gettext_lazy("By month"),
}
# What the table by places shows, in its order.
SHOWN = (ON_TIME, "3.4.2", ONLINE, "7.2.4", LATE, LATE_OBJECTIVE)


@dataclass(frozen=True)
class IndicatorLine:
    """A template indicator; ``component`` is None where the year's framework has it not."""

    code: str
    component: Component | None
    label: str
    line: ShareLine


@dataclass(frozen=True)
class PlaceLine:
    """A place, or a month, with its settled dossiers and its shares in the order of ``SHOWN``."""

    place: str
    name: str
    settled: int
    settled_url: str
    lines: Sequence[ShareLine]


def indicator_lines(desk: Desk, period: Period) -> list[IndicatorLine]:
    """The template's indicators of the period, of the dossiers that the person sees."""
    found = indicator_shares(desk.access, period)
    if not found:
        return []
    components = {c.key: c for c in desk.framework.components} if desk.framework else {}
    return [
        IndicatorLine(
            code=components[key].code if key in components else code,
            component=components.get(key),
            label=spoken(components[key].label) if key in components else code,
            line=share_line(code, found[0].shares[code], period.text),
        )
        for key, code in INDICATOR_OF_COMPONENT.items()
    ]


def cut_asked(query: QueryDict) -> Cut:
    """Reads ``?by=``; units where the address says nothing that is known."""
    for cut in CUTS:
        if query.get("by") == cut:
            return cut
    return "unit"


def place_lines(desk: Desk, period: Period, by: Cut) -> list[PlaceLine]:
    """Every place that settled a dossier in the period, the most first; or its months in order."""
    if by == "month":
        return [line for part in parts_of(period, "month") for line in _month_lines(desk, part)]
    found = indicator_shares(desk.access, period, by)
    found.sort(key=lambda one: (-one.shares[ONLINE].denominator, one.place))
    return [_line(one, place_name(by, one), period, {by: one.place}) for one in found]


def _month_lines(desk: Desk, part: Period) -> list[PlaceLine]:
    """One line, none while nothing was loaded."""
    whole = parse_period(part.text).until(desk.today)
    if (whole.first, whole.last) != (part.first, part.last):
        # Days are cut off at the period's edge.
        part = parse_period(f"{part.first}..{part.last}")
    name = period_in_words(part, desk.today)
    return [_line(found, name, part, {}) for found in indicator_shares(desk.access, part)]


def _line(
    found: PlaceShares, name: str, period: Period, where: Mapping[Dimension, str]
) -> PlaceLine:
    lines = [share_line(code, found.shares[code], period.text, where=where) for code in SHOWN]
    return PlaceLine(
        place=found.place or period.text,
        name=name,
        settled=lines[0].share.denominator,
        settled_url=lines[0].denominator_url,
        lines=lines,
    )


def place_name(by: Dimension, found: PlaceShares) -> str:
    """The place as officers call it; its code where no export gave a name."""
    if by == "channel":
        number = int(found.place) if found.place.isdigit() else 0
        return str(CHANNELS.get(number, _("not said")))
    return found.name or found.place or _("not said")


PLACE_COLUMNS = (
    Column("place", Label("Mã", "Code"), width=16),
    Column("name", Label("Tên", "Name"), width=44),
    Column("settled", Label("Đã giải quyết", "Settled"), Kind.INTEGER),
    Column("on_time", Label("Đúng và sớm hạn", "On time"), Kind.INTEGER),
    Column("on_time_share", Label("Tỷ lệ đúng hạn (%)", "On time (%)"), Kind.DECIMAL),
    Column("early", Label("Sớm hạn", "Early"), Kind.INTEGER),
    Column("online", Label("Trực tuyến", "Online"), Kind.INTEGER),
    Column("online_share", Label("Tỷ lệ trực tuyến (%)", "Online (%)"), Kind.DECIMAL),
    Column("with_fee", Label("Có phí", "With a fee"), Kind.INTEGER),
    Column("paid_online", Label("Thanh toán trực tuyến", "Paid online"), Kind.INTEGER),
    Column("late", Label("Trễ hạn", "Late"), Kind.INTEGER),
    Column("objective", Label("Trễ do khách quan", "Late, objective cause"), Kind.INTEGER),
)


def place_row(line: PlaceLine) -> dict[str, Value]:
    """A row for Excel, by the keys of ``PLACE_COLUMNS``."""
    on_time, early, online, paid, late, objective = (one.share for one in line.lines)
    return {
        "place": line.place,
        "name": line.name,
        "settled": line.settled,
        "on_time": on_time.numerator,
        "on_time_share": percent(on_time.value),
        "early": early.numerator,
        "online": online.numerator,
        "online_share": percent(online.value),
        "with_fee": paid.denominator,
        "paid_online": paid.numerator,
        "late": late.numerator,
        "objective": objective.numerator,
    }


def percent(value: Fraction | None) -> Decimal | None:
    """Per cent, two decimals, halves up; None without cases."""
    return None if value is None else round_half_up(value * 100, 2)


def month_chart(shares: YearShares, question: str, note: str = "") -> Chart:
    """A share by month up to now, what the months to come need, and the target across the year."""
    now = len(shares.months)
    needed = _needed(shares)
    series = [
        Series(
            _("Share of the month"),
            [percent(month.of_month.value) for month in shares.months] + [None] * (MONTHS - now),
        )
    ]
    if any(value is not None for value in needed):
        series.append(Series(_("Needed until December"), needed, "second"))
    if shares.target is not None:
        series.append(Series(_("Target"), [percent(shares.target)] * MONTHS, "context"))
    return Chart(
        key=f"months-{shares.indicator.lower().replace('.', '-')}",
        question=question,
        kind="lines",
        categories=[str(month) for month in range(1, MONTHS + 1)],
        series=series,
        unit="%",
        note=note,
    )


def _needed(shares: YearShares) -> list[Decimal | None]:
    """The share that each month to come needs, from the present one's on, so that a line leads
    there; nothing where nothing more is needed."""
    needed: list[Decimal | None] = [None] * MONTHS
    if shares.path is None or not shares.path.needed:
        return needed
    for point in shares.path.points:
        needed[point.month - 1] = percent(point.of_month.value)
    now = len(shares.months)
    needed[now - 1] = percent(shares.this_month.value)
    return needed
