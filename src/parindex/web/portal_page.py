"""The page of decision 766 in words: periods to choose, components, how far to full marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.dossiers.constants import COUNTED_SOURCES, FigureSource
from parindex.dossiers.queries.portal import PortalLine, PortalMonth, PortalScores, portal_framework
from parindex.dossiers.queries.portal_rows import source_of_rows
from parindex.web.charts import Chart, Series
from parindex.web.templatetags.formats import number, spoken
from parindex_dossiers.periods import parse_period

if TYPE_CHECKING:
    from parindex.dossiers.queries.portal import PortalGroup

_NEEDS_PORTAL = gettext_lazy("Only the national portal knows it: load its figures or enter them.")
_NEEDS_CATALOGUE = gettext_lazy(
    "Counted from the catalogue of procedures, which has no entry yet for this period."
)
_NEEDS_DOSSIERS = gettext_lazy("Counted from dossiers: load an export of the one-stop system.")
_NEEDS_PETITIONS = gettext_lazy(
    "Counted from the register of petitions, which has none of this year: record them, enter the"
    " figures by hand, or load the portal's."
)
_WHY_UNKNOWN: dict[str, Promise] = {
    "DOSSIER_SYNC": _NEEDS_PORTAL,
    "ELECTRONIC_CERTIFIED_COPY": _NEEDS_PORTAL,
    "SYNCED_WITH_DVCQG_PERSONAL_STORAGE": _NEEDS_PORTAL,
    "CLGQ": gettext_lazy(
        "How this group splits into components is not published: enter the portal's points of it."
    ),
    "DOSSIER_RECEIVING_SATISFACTION": gettext_lazy(
        "Neither dossiers nor the catalogue tell of it: enter it by hand or load the portal's"
        " figures."
    ),
}


@dataclass(frozen=True)
class PeriodChoice:
    """The period that the address asks for, and those that can be chosen in its year."""

    year: int
    part: str
    years: Sequence[int]
    parts: Sequence[tuple[str, str]]
    is_running: bool

    @property
    def text(self) -> str:
        """As ``parse_period`` reads it: 2021, 2021-Q3, 2021-05."""
        return f"{self.year}-{self.part}" if self.part else str(self.year)

    @property
    def label(self) -> str:
        """“Quý 3 năm 2021”."""
        if not self.part:
            return _("Year %d") % self.year
        named = dict(self.parts)[self.part]
        return _("%(part)s of %(year)s") % {"part": named, "year": self.year}

    @property
    def query(self) -> str:
        """The same choice for another address."""
        return f"?year={self.year}&part={self.part}"


@dataclass(frozen=True)
class LineView:
    """A component in words; empty texts where there is nothing to say."""

    line: PortalLine
    ratio: str
    distance: str
    source: str
    why_unknown: str
    portal: str
    url: str


@dataclass(frozen=True)
class GroupView:
    """A group with its components."""

    group: PortalGroup
    lines: Sequence[LineView]


def period_choice(
    year_text: str, part: str, years: Sequence[int], year: int, today: date
) -> PeriodChoice:
    """The choice that an address makes; what makes no sense is the whole of ``year``."""
    known = [*years, year] if year not in years else [*years]
    chosen = int(year_text) if year_text in {str(one) for one in known} else year
    parts = [("", _("Whole year"))]
    parts += [
        (f"Q{n}", _("Quarter %d") % n) for n in range(1, 5) if _begun(f"{chosen}-Q{n}", today)
    ]
    parts += [
        (f"{n:02d}", _("Month %d") % n) for n in range(1, 13) if _begun(f"{chosen}-{n:02d}", today)
    ]
    part = part if part in dict(parts) else ""
    text = f"{chosen}-{part}" if part else str(chosen)
    return PeriodChoice(chosen, part, known, parts, parse_period(text).last >= today)


def _begun(text: str, today: date) -> bool:
    return parse_period(text).first <= today


def group_views(scores: PortalScores, choice: PeriodChoice) -> list[GroupView]:
    """The six groups in their order."""
    return [
        GroupView(group, [_line_view(line, choice) for line in group.lines])
        for group in scores.groups
    ]


def _line_view(line: PortalLine, choice: PeriodChoice) -> LineView:
    figure = line.figure
    known = figure is not None and figure.source in COUNTED_SOURCES
    address = reverse("portal-component", args=[line.code]) + choice.query
    return LineView(
        line=line,
        ratio=_ratio(figure.numerator, figure.denominator) if figure else "",
        distance=_distance(line, choice.is_running),
        source=str(figure.source.label) if figure else "",
        why_unknown="" if figure else why_unknown(line.code),
        portal=_portal(line),
        url=address if known and source_of_rows(line.code) else "",
    )


def why_unknown(code: str) -> str:
    """Why neither dossiers nor the catalogue give a component, and what to do."""
    by_source = {
        FigureSource.CATALOGUE: _NEEDS_CATALOGUE,
        FigureSource.DOSSIERS: _NEEDS_DOSSIERS,
        FigureSource.PETITIONS: _NEEDS_PETITIONS,
    }
    source = source_of_rows(code)
    return str(_WHY_UNKNOWN[code] if source is None else by_source[source])


def numerator_label(code: str) -> str:
    """What the numerator counts: “hồ sơ có kết quả điện tử”."""
    return _variable_label(code, "numerator")


def denominator_label(code: str) -> str:
    """What the denominator counts: “hồ sơ đã giải quyết”."""
    return _variable_label(code, "denominator")


def _variable_label(code: str, name: str) -> str:
    component = portal_framework().component(code)
    return next((spoken(v.label) for v in component.variables if v.name == name), "")


def _ratio(numerator: int | None, denominator: int | None) -> str:
    if numerator is None or not denominator:
        return ""
    return f"{number(Fraction(numerator, denominator) * 100, 2)} %"


def _distance(line: PortalLine, is_running: bool) -> str:
    """“thêm 42 hồ sơ có kết quả điện tử”; what new cases can do only while the period runs."""
    if line.distance is None or line.figure is None:
        return ""
    said = {"count": number(line.distance.turned), "what": numerator_label(line.code)}
    if not is_running:
        return _("%(count)s short: %(what)s") % said
    words = _("%(count)s more %(what)s") % said
    further = line.distance.further
    # More new cases than there are of all so far are no way to full marks.
    if further is not None and further <= (line.figure.denominator or 0):
        words += _("; or %(count)s new ones that all count") % {"count": number(further)}
    return words


def _portal(line: PortalLine) -> str:
    """What the portal prints of it: “7/8 · 17,50”."""
    printed = line.portal
    if printed is None:
        return ""
    parts = []
    if printed.numerator is not None and printed.denominator is not None:
        parts.append(f"{number(printed.numerator)}/{number(printed.denominator)}")
    if printed.score is not None:
        parts.append(_("%s points") % number(printed.score, 2))
    return " · ".join(parts)


def group_chart(scores: PortalScores) -> Chart:
    """Points of each group against its maximum, and the portal's where they are loaded."""
    series = [Series(_("Points"), [group.points for group in scores.groups])]
    if scores.portal_points is not None:
        printed = [group.portal_points for group in scores.groups]
        series.append(Series(_("As the portal prints them"), printed, "second"))
    maxima: list[Decimal | None] = [group.maximum for group in scores.groups]
    series.append(Series(_("Maximum"), maxima, "context"))
    return Chart(
        key="portal-groups",
        question=_("Which groups are losing points?"),
        kind="bars",
        categories=[spoken(group.label) for group in scores.groups],
        series=series,
        unit=_("points"),
    )


def months_by_group(months: Sequence[PortalMonth]) -> list[tuple[str, list[Decimal | None]]]:
    """Each group with its points in every month."""
    return [
        (spoken(area.label), [month.by_group.get(area.code) for month in months])
        for area in portal_framework().areas
    ]


def month_name(period: str) -> str:
    """“T5” of 2021-05."""
    return _("M%s") % period[5:].lstrip("0")


def history_chart(months: Sequence[PortalMonth]) -> Chart:
    """Our points month by month, and the portal's where they are loaded."""
    series = [Series(_("Points by what is recorded here"), [month.points for month in months])]
    if any(month.portal_points is not None for month in months):
        printed = [month.portal_points for month in months]
        series.append(Series(_("As the portal prints them"), printed, "second"))
    return Chart(
        key="portal-history",
        question=_("Is the service getting better from month to month?"),
        kind="lines",
        categories=[month_name(month.period) for month in months],
        series=series,
        unit=_("points"),
        note=_(
            "Each month by itself; figures entered for a quarter or year are not in its months."
        ),
    )
