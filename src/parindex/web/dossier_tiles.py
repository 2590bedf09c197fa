"""The daily figures of dossiers, for the first page and the overview: lists, shares, the path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from parindex.dossiers.queries.due import due_counts
from parindex.dossiers.queries.indicators import dossier_state
from parindex.dossiers.queries.shares import ON_TIME, ONLINE, on_time_floor, year_shares
from parindex.web.dossier_lists import list_address
from parindex.web.templatetags.components import share

if TYPE_CHECKING:
    from parindex.dossiers.queries.due import DueCounts
    from parindex.dossiers.queries.indicators import DossierState, Part
    from parindex.dossiers.queries.shares import Path, Share, YearShares
    from parindex.web.views.desk import Desk
    from parindex_dossiers.places import Dimension


@dataclass(frozen=True)
class ShareLine:
    """A share with the addresses of the dossiers behind it, and where its bar ends, in per cent."""

    share: Share
    numerator_url: str
    denominator_url: str
    target: Fraction | None
    is_enough: bool

    @property
    def width(self) -> str:
        return share(Decimal(self.share.numerator), Decimal(self.share.denominator))

    @property
    def target_at(self) -> str:
        """Where the line of the target stands; empty without one."""
        return "" if self.target is None else f"{float(self.target) * 100:.2f}"


@dataclass(frozen=True)
class ShareTile:
    """An indicator this month and this year; ``path`` is what the rest of the year needs."""

    code: str
    year: int
    month: ShareLine
    whole: ShareLine
    path: Path | None


@dataclass(frozen=True)
class DossierTiles:
    """``shares``: what the tiles come from, for the charts of the overview."""

    state: DossierState
    counts: DueCounts
    today_url: str
    soon_url: str
    late_url: str
    online: ShareTile
    on_time: ShareTile
    shares: dict[str, YearShares]

    @property
    def assumed(self) -> Path | None:
        """A path, for what both assume: how many dossiers are still to come."""
        return self.online.path or self.on_time.path


def dossier_tiles(desk: Desk) -> DossierTiles | None:
    """None where there is no dossier that the person sees."""
    state = dossier_state(desk.access)
    if not state.is_seen:
        return None
    floor = on_time_floor(desk.framework) if desk.framework else None
    shares = year_shares(desk.access, desk.today.year, desk.today, on_time_target=floor)
    return DossierTiles(
        state=state,
        counts=due_counts(desk.access, desk.today),
        today_url=list_address("today"),
        soon_url=list_address("soon"),
        late_url=list_address("late"),
        online=_tile(shares[ONLINE]),
        on_time=_tile(shares[ON_TIME]),
        shares=shares,
    )


def counted_address(indicator: str, part: Part, period: str, **where: str) -> str:
    """The list of the dossiers behind a number."""
    asked = {"indicator": indicator, "part": part, "period": period, **where}
    return f"{reverse('dossiers-counted')}?{urlencode(asked)}"


def share_line(
    indicator: str,
    counted: Share,
    period: str,
    target: Fraction | None = None,
    is_enough: bool = False,
    where: Mapping[Dimension, str] | None = None,
) -> ShareLine:
    """A share of a period, within places, as pages show it."""
    places: dict[str, str] = {**where} if where else {}
    return ShareLine(
        share=counted,
        numerator_url=counted_address(indicator, "numerator", period, **places),
        denominator_url=counted_address(indicator, "denominator", period, **places),
        target=target,
        is_enough=is_enough,
    )


def _tile(shares: YearShares) -> ShareTile:
    year, month = str(shares.year), f"{shares.year}-{len(shares.months):02d}"
    aim = (shares.target, shares.is_enough)
    return ShareTile(
        code=shares.indicator,
        year=shares.year,
        month=share_line(shares.indicator, shares.this_month, month, *aim),
        whole=share_line(shares.indicator, shares.total, year, *aim),
        path=shares.path,
    )
