"""The index of decision 766 of an agency: our figures, the portal's beside them, what is missing.

Points are the framework's (``frameworks/qd766-2026.yaml``), exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from parindex.accounts.services import require_view
from parindex.dossiers.agency_store import agency_store, counted_of_each, running_period
from parindex.dossiers.constants import PORTAL_EDITION, FigureSource
from parindex.dossiers.full_marks import Distance, distance_to_full_marks
from parindex.dossiers.models import PortalFigure
from parindex.procedures.queries.portal import portal_ratios
from parindex.registers.petitions.queries.portal import portal_ratios as petition_ratios
from parindex_core.framework import find_edition, load_framework
from parindex_core.scoring import score_agency
from parindex_dossiers.catalogue import INDICATOR_BY_CODE
from parindex_dossiers.periods import parts_of

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency
    from parindex_core.framework import Component, Framework, Label
    from parindex_dossiers.answers import Row
    from parindex_dossiers.periods import Period

    # The figures of a period that were entered or loaded: by source, by component.
    _Stored = Mapping[FigureSource, dict[str, PortalFigure]]


@dataclass(frozen=True)
class Figure:
    """A component's values as used: a ratio, or for CLGQ the points themselves."""

    source: FigureSource
    numerator: int | None = None
    denominator: int | None = None
    points: Decimal | None = None


@dataclass(frozen=True)
class PortalLine:
    """A component. ``figure`` None: no source has it, and it adds nothing.

    ``points`` None: not applicable, or without a figure. ``portal``: what the portal publishes for
    the same period, with its points. ``distance`` None: full marks, or no ratio to improve.
    """

    code: str
    label: Label
    maximum: Decimal
    figure: Figure | None
    points: Decimal | None
    is_applicable: bool
    distance: Distance | None
    portal: PortalFigure | None
    counts_dossiers: bool

    @property
    def differs(self) -> bool:
        """Whether the portal publishes other numbers than ours."""
        if self.portal is None or self.figure is None:
            return False
        if self.figure.source in (FigureSource.PORTAL, FigureSource.BY_HAND):
            return False
        ours = (self.figure.numerator, self.figure.denominator)
        theirs = (self.portal.numerator, self.portal.denominator)
        return ours != theirs or (
            self.portal.score is not None and self.portal.score != self.points
        )


@dataclass(frozen=True)
class PortalGroup:
    """One of the six groups; ``portal_points``: the sum of what the portal printed."""

    code: str
    label: Label
    maximum: Decimal
    points: Decimal
    portal_points: Decimal | None
    lines: Sequence[PortalLine]


@dataclass(frozen=True)
class PortalScores:
    """A period of an agency; ``index`` is points ÷ assessable × 100, None without any."""

    period: str
    groups: Sequence[PortalGroup]
    points: Decimal
    assessable: Decimal
    index: Decimal | None
    portal_points: Decimal | None
    notice: Label | None


@dataclass(frozen=True)
class PortalMonth:
    """A month of the history: our points, by group as well; the portal's where loaded."""

    period: str
    points: Decimal
    by_group: Mapping[str, Decimal]
    portal_points: Decimal | None


def portal_scores(access: Access, period: str, today: date) -> PortalScores:
    """The index of a period (2026, 2026-Q3, 2026-05), ending today where it still runs.

    A component's figure comes from dossiers, else from the catalogue of procedures (its year up to
    the period's end) or the register of petitions (those received in it), else as entered by hand
    for this period, else as loaded from the portal.

    :raises PermissionRefused: unless the person sees the agency.
    :raises PeriodUnreadable: with the ways to write a period.
    """
    require_view(access)
    return _scores(access.agency, [running_period(period, today)], today)[0]


def portal_history(access: Access, year: int, today: date) -> list[PortalMonth]:
    """The months of a year that have begun, each scored by itself.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    if today.year < year:
        return []
    months = parts_of(running_period(str(year), today), "month")
    return [
        PortalMonth(
            scores.period,
            scores.points,
            {group.code: group.points for group in scores.groups},
            scores.portal_points,
        )
        for scores in _scores(access.agency, months, today)
    ]


def portal_years(access: Access, today: date) -> list[int]:
    """The years that dossiers tell of, up to this one, the newest first.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    files = agency_store(access.agency).manifest().files
    first = min((int(file.month[:4]) for file in files), default=today.year)
    return list(range(today.year, min(first, today.year) - 1, -1))


def portal_framework() -> Framework:
    """The framework of decision 766."""
    return _framework()


@lru_cache(maxsize=1)
def _framework() -> Framework:
    return load_framework(find_edition(PORTAL_EDITION))


def _scores(agency: Agency, periods: Sequence[Period], today: date) -> list[PortalScores]:
    """The index of each period, by as many queries as of one."""
    stored = _stored_figures(agency, periods)
    ratios = portal_ratios(agency, [period.last for period in periods])
    petitions = petition_ratios(agency, [(one.first, one.last) for one in periods], today)
    counted = counted_of_each(agency_store(agency), periods)
    return [
        _score(
            period,
            stored[period.text],
            _figures(
                stored[period.text],
                {FigureSource.CATALOGUE: of_day, FigureSource.PETITIONS: of_petitions},
                rows,
            ),
        )
        for period, of_day, of_petitions, rows in zip(
            periods, ratios, petitions, counted, strict=True
        )
    ]


def _score(period: Period, stored: _Stored, figures: Mapping[str, Figure]) -> PortalScores:
    framework = _framework()
    score = score_agency(framework, {key: _values(figure) for key, figure in figures.items()})
    portal = stored[FigureSource.PORTAL]

    def line(component: Component) -> PortalLine:
        figure, scored = figures.get(component.key), score.components[component.key]
        ratio = None
        if figure is not None and figure.numerator is not None and figure.denominator is not None:
            ratio = (figure.numerator, figure.denominator)
        indicator = INDICATOR_BY_CODE.get(component.key)
        return PortalLine(
            code=component.code,
            label=component.label,
            maximum=component.max,
            figure=figure,
            points=scored.points,
            is_applicable=scored.status != "not_applicable",
            distance=distance_to_full_marks(component, *ratio) if ratio else None,
            portal=portal.get(component.key),
            counts_dossiers=indicator is not None and indicator.of == "dossiers",
        )

    groups = []
    for area in framework.areas:
        lines = [line(component) for component in area.components()]
        printed = [p.score for entry in lines if (p := entry.portal) and p.score is not None]
        groups.append(
            PortalGroup(
                code=area.code,
                label=area.label,
                maximum=area.max,
                points=sum((entry.points or Decimal(0) for entry in lines), Decimal("0.00")),
                portal_points=sum(printed, Decimal("0.00")) if printed else None,
                lines=lines,
            )
        )
    printed = [group.portal_points for group in groups if group.portal_points is not None]
    return PortalScores(
        period=period.text,
        groups=groups,
        points=score.points,
        assessable=score.assessable,
        index=score.index,
        portal_points=sum(printed, Decimal("0.00")) if printed else None,
        notice=framework.notice,
    )


def _values(figure: Figure) -> dict[str, object]:
    if figure.points is not None:
        return {"points": figure.points}
    return {"numerator": figure.numerator, "denominator": figure.denominator}


def _stored_figures(agency: Agency, periods: Sequence[Period]) -> dict[str, _Stored]:
    stored: dict[str, _Stored] = {
        period.text: {FigureSource.BY_HAND: {}, FigureSource.PORTAL: {}} for period in periods
    }
    for figure in PortalFigure.objects.filter(agency=agency, period__in=stored):
        stored[figure.period][FigureSource(figure.source)][figure.code] = figure
    return stored


def _figures(
    stored: _Stored,
    recorded: Mapping[FigureSource, Mapping[str, tuple[int, int]]],
    rows: Sequence[Row],
) -> dict[str, Figure]:
    """The figure of each component that a source has; see ``portal_scores`` for their order."""
    figures: dict[str, Figure] = {}
    for source in (FigureSource.PORTAL, FigureSource.BY_HAND):
        for code, figure in stored[source].items():
            usable = _usable(source, code, figure)
            if usable is not None:
                figures[code] = usable
    known = {component.key for component in _framework().components}
    for source, ratios in recorded.items():
        for code, ratio in ratios.items():
            figures[code] = Figure(source, *ratio)
    for row in rows:
        if row.indicator in known:
            figures[row.indicator] = Figure(FigureSource.DOSSIERS, row.numerator, row.denominator)
    return figures


def _usable(source: FigureSource, code: str, figure: PortalFigure) -> Figure | None:
    """A stored figure as the framework takes it; the portal's shares above 1 are not usable."""
    variables = {v.name for c in _framework().components if c.key == code for v in c.variables}
    if "points" in variables:
        return None if figure.score is None else Figure(source, points=figure.score)
    top, bottom = figure.numerator, figure.denominator
    if not variables or top is None or bottom is None or top > bottom:
        return None
    return Figure(source, top, bottom)
