"""Figures of decision 766: entered by hand, or loaded as the national portal publishes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.audit.services import record_event
from parindex.dossiers.constants import FigureSource
from parindex.dossiers.models import PortalFigure
from parindex_dossiers.periods import parse_period
from parindex_dossiers.portal import figures_of_unit, read_portal

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from parindex.accounts.queries import Access


class FigureRefused(ValueError):
    """A numerator above its denominator, points below 0, or only a half of a figure."""


@dataclass(frozen=True)
class NewFigure:
    """A ratio of a code; for CLGQ the points alone. All None takes the figure back."""

    code: str
    numerator: int | None = None
    denominator: int | None = None
    points: Decimal | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is given."""
        return (self.numerator, self.denominator, self.points) == (None, None, None)


class FiguresChangedMeanwhile(Exception):
    """Somebody saved other figures since the form was opened; nothing was written.

    ``present``: what stands now of each code in question, None where it was taken back.
    """

    def __init__(self, present: Mapping[str, PortalFigure | None]) -> None:
        super().__init__(", ".join(present))
        self.present = present


def enter_figures(
    access: Access,
    period: str,
    figures: Sequence[NewFigure],
    seen: Sequence[NewFigure] = (),
) -> None:
    """Enter figures of a period that neither dossiers nor the catalogue give.

    ``seen``: the figures that the person had before them. What stands as it was seen is left as
    somebody else may have changed it meanwhile; so is what they changed to the very same.

    :raises PermissionRefused: unless the person loads dossiers.
    :raises PeriodUnreadable, FigureRefused, FiguresChangedMeanwhile: nothing is then written.
    """
    require(access, Permission.LOAD_DOSSIERS)
    period = parse_period(period).text
    for figure in figures:
        _check(figure)
    before_them = {figure.code: figure for figure in seen if not figure.is_empty}
    changed = [
        figure
        for figure in figures
        if figure != before_them.get(figure.code, NewFigure(figure.code))
    ]
    try:
        with transaction.atomic():
            _enter_changed(access, period, changed, before_them)
    except IntegrityError as raced:
        # Two entered the same code for the first time in the same moment.
        codes = [figure.code for figure in changed]
        present = {figure.code: figure for figure in _by_hand(access, period, codes)}
        raise FiguresChangedMeanwhile(present) from raced


def _by_hand(access: Access, period: str, codes: Sequence[str]) -> QuerySet[PortalFigure]:
    return PortalFigure.objects.filter(
        agency=access.agency, period=period, source=FigureSource.BY_HAND, code__in=codes
    )


def _enter_changed(
    access: Access, period: str, changed: Sequence[NewFigure], seen: Mapping[str, NewFigure]
) -> None:
    found = _by_hand(access, period, [figure.code for figure in changed])
    present = {figure.code: figure for figure in found.select_for_update(of=("self",))}
    wanted = [
        figure
        for figure in changed
        if figure_entered(figure.code, present.get(figure.code)) != figure
    ]
    meanwhile = {
        figure.code: present.get(figure.code)
        for figure in wanted
        if figure_entered(figure.code, present.get(figure.code))
        != seen.get(figure.code, NewFigure(figure.code))
    }
    if meanwhile:
        raise FiguresChangedMeanwhile(meanwhile)
    if not wanted:
        return
    before = _told_of(figure_entered(figure.code, present.get(figure.code)) for figure in wanted)
    for figure in wanted:
        stored = present.get(figure.code)
        if figure.is_empty:
            found.filter(code=figure.code).delete()
            continue
        stored = stored or PortalFigure(
            agency=access.agency, period=period, source=FigureSource.BY_HAND, code=figure.code
        )
        stored.numerator, stored.denominator = figure.numerator, figure.denominator
        stored.score, stored.entered_by = figure.points, access.user
        stored.save()
    _record(
        access,
        "enter_portal_figures",
        {"period": period, **before},
        {"period": period, **_told_of(wanted)},
    )


def _check(figure: NewFigure) -> None:
    top, bottom, points = figure.numerator, figure.denominator, figure.points
    if (top is None) != (bottom is None):
        raise FigureRefused(figure.code)
    if top is not None and bottom is not None and not 0 <= top <= bottom:
        raise FigureRefused(figure.code)
    if points is not None and (points < 0 or top is not None):
        raise FigureRefused(figure.code)


@transaction.atomic
def load_portal_figures(access: Access, period: str, path: Path, unit: str = "") -> int:
    """Load the portal's own figures of a period in place of those loaded before; how many.

    ``unit``: the name of the agency in the file, when it is not the agency's own name.

    :raises PermissionRefused: unless the person loads dossiers.
    :raises PeriodUnreadable:
    :raises ExportUnreadable: when it is no answer of the portal, or has no such unit.
    """
    require(access, Permission.LOAD_DOSSIERS)
    period = parse_period(period).text
    printed = read_portal(path)
    is_single = len({figure.unit for figure in printed}) == 1
    figures = figures_of_unit(printed, unit or (None if is_single else access.agency.name))
    former = PortalFigure.objects.filter(
        agency=access.agency, period=period, source=FigureSource.PORTAL
    )
    former.delete()
    # A code printed twice counts as it stands last.
    last = {figure.code: figure for figure in figures}
    PortalFigure.objects.bulk_create(
        PortalFigure(
            agency=access.agency,
            period=period,
            source=FigureSource.PORTAL,
            code=figure.code,
            numerator=figure.numerator,
            denominator=figure.denominator,
            score=figure.score,
            entered_by=access.user,
        )
        for figure in last.values()
    )
    _record(access, "load_portal_figures", None, {"period": period, "figures": len(last)})
    return len(last)


def figure_entered(code: str, stored: PortalFigure | None) -> NewFigure:
    """What stands of a code, as it would be entered; an empty figure for nothing."""
    if stored is None:
        return NewFigure(code)
    return NewFigure(code, stored.numerator, stored.denominator, stored.score)


def _told_of(figures: Iterable[NewFigure]) -> dict[str, list[str | None]]:
    return {
        figure.code: [
            None if value is None else str(value)
            for value in (figure.numerator, figure.denominator, figure.points)
        ]
        for figure in figures
        if not figure.is_empty
    }


def _record(access: Access, action: str, before: object, after: object) -> None:
    record_event(
        access.user,
        action,
        ("agency", access.agency.pk),
        agency_id=access.agency.pk,
        before=before,
        after=after,
    )
