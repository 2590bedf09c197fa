"""Results: ranking, what separates agencies, change since last year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from parindex.accounts.constants import Permission
from parindex.accounts.services import refused, require_view
from parindex.editions.queries import framework_of
from parindex.rounds.constants import RoundState, State
from parindex.rounds.models import Cluster, Participant, Result, Round
from parindex.rounds.permission import require_agency, require_council

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex_core.framework import Component, Framework

_NOTHING = Decimal("0.00")
_DONE = (State.CONCLUDED, State.PUBLISHED)


@dataclass(frozen=True)
class ClusterRanking:
    """A cluster's agencies by rank; those that cannot be ranked come last."""

    cluster: Cluster
    results: Sequence[Result]


@dataclass(frozen=True)
class Difference:
    """A component where another agency, or last year, has other points; None: not applicable."""

    component: Component
    ours: Decimal | None
    theirs: Decimal | None

    @property
    def points(self) -> Decimal:
        """How many points more the other has; negative where ours are more."""
        return (self.theirs or _NOTHING) - (self.ours or _NOTHING)

    @property
    def gain(self) -> Decimal:
        """How many points more ours are."""
        return -self.points


@dataclass(frozen=True)
class Separation:
    """What separates an agency from a better place, largest differences first.

    ``index``: by how many index points; ``other_adjustments``: bonus less penalty that the other
    has more.
    """

    ours: Result
    theirs: Result
    differences: Sequence[Difference]

    @property
    def index(self) -> Decimal:
        return (self.theirs.index or _NOTHING) - (self.ours.index or _NOTHING)

    @property
    def other_adjustments(self) -> Decimal:
        theirs = self.theirs.bonus - self.theirs.penalty
        return theirs - (self.ours.bonus - self.ours.penalty)

    @property
    def total(self) -> Decimal:
        """How many points more the other has in all."""
        return sum((one.points for one in self.differences), self.other_adjustments)


@dataclass(frozen=True)
class YearChange:
    """An agency's result beside last year's; components only where the editions continue."""

    now: Result
    before: Result
    differences: Sequence[Difference]

    @property
    def index(self) -> Decimal:
        return (self.now.index or _NOTHING) - (self.before.index or _NOTHING)


def published_rounds() -> list[Round]:
    """Rounds that everybody may see, newest first; asks for no person."""
    found = Round.objects.filter(state=RoundState.PUBLISHED)
    return list(found.select_related("organiser", "edition"))


def published_round(round_id: int) -> Round | None:
    """A round that everybody may see; asks for no person."""
    found = Round.objects.filter(pk=round_id, state=RoundState.PUBLISHED)
    return found.select_related("organiser", "edition").first()


def results_before(one_round: Round) -> dict[int, Result]:
    """Published results of the year before by agency id, for everybody who sees this round's.

    Empty where this edition continues nothing of that year's; two queries.
    """
    found = Result.objects.filter(
        participant__round__organiser=one_round.organiser_id,
        participant__round__year=one_round.year - 1,
        participant__round__state=RoundState.PUBLISHED,
    )
    before = {
        one.participant.agency_id: one
        for one in found.select_related("participant__round__edition", "participant__agency")
    }
    if not before:
        return {}
    old = framework_of(next(iter(before.values())).participant.round.edition)
    return before if _continued(old, framework_of(one_round.edition)) else {}


def published_ranking(one_round: Round) -> list[ClusterRanking]:
    """A published round's ranking, for the public page; two queries.

    :raises Round.DoesNotExist: unless the round is published.
    """
    published = Round.objects.get(pk=one_round.pk, state=RoundState.PUBLISHED)
    return _ranking(published)


def ranking(access: Access, one_round: Round) -> list[ClusterRanking]:
    """A round's ranking for its council, from the conclusion on; two queries.

    :raises PermissionRefused: unless the person sees the round.
    """
    require_council(access, one_round)
    return _ranking(one_round)


def result_of(access: Access, participant: Participant) -> Result | None:
    """An agency's own result once concluded; its council sees it, others only once published.

    :raises PermissionRefused: otherwise.
    """
    _require_result(access, participant)
    if participant.state not in _DONE:
        return None
    found = Result.objects.filter(participant=participant)
    return found.select_related("participant__agency", "participant__cluster").first()


def last_result(access: Access, year: int) -> Result | None:
    """The agency's own result of the newest concluded round before a year; one query.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = Result.objects.filter(
        participant__agency=access.agency,
        participant__round__year__lt=year,
        participant__state__in=_DONE,
    ).select_related("participant__round", "participant__cluster")
    return found.order_by("-participant__round__year").first()


def separation(
    access: Access, participant: Participant, target_rank: int | None = None
) -> Separation | None:
    """What separates an agency from the next better place, or from a rank aimed at.

    None where it is first, unranked, or already there. Compares with the agency of that rank, the
    last of those that share it by key. Three queries.

    :raises PermissionRefused: unless the results of both may be seen by the person.
    """
    ours = result_of(access, participant)
    if ours is None or ours.rank is None:
        return None
    better = Result.objects.filter(
        participant__cluster=participant.cluster, rank__lt=ours.rank
    ).select_related("participant__agency", "participant__round")
    if target_rank is not None:
        # The worst place that is still within the target.
        better = better.filter(rank__lte=target_rank)
    theirs = better.order_by("-rank", "participant__agency__key").first()
    if theirs is None or (target_rank is not None and ours.rank <= target_rank):
        return None
    _require_result(access, theirs.participant)
    framework = framework_of(participant.round.edition)
    differences = [
        Difference(
            component,
            _points(ours.components, component.key),
            _points(theirs.components, component.key),
        )
        for component in framework.components
    ]
    return Separation(ours, theirs, _largest_first(differences))


def change_since_last_year(access: Access, participant: Participant) -> YearChange | None:
    """An agency's result beside last year's, component by component where editions continue.

    :raises PermissionRefused: unless the person may see the result.
    """
    now = result_of(access, participant)
    last = Result.objects.filter(
        participant__agency=participant.agency,
        participant__round__year=participant.round.year - 1,
        participant__state__in=_DONE,
    ).select_related("participant__round__edition")
    before = last.first()
    if now is None or before is None:
        return None
    old = framework_of(before.participant.round.edition)
    differences = [
        Difference(
            component,
            _points(now.components, component.key),
            _points(before.components, key_before),
        )
        for component, key_before in _continued(old, framework_of(participant.round.edition))
    ]
    return YearChange(now, before, _largest_first(differences))


def _ranking(one_round: Round) -> list[ClusterRanking]:
    found = Result.objects.filter(participant__round=one_round)
    results = sorted(
        found.select_related("participant__agency", "participant__cluster"),
        key=lambda one: (one.rank is None, one.rank or 0, one.participant.agency.key),
    )
    return [
        ClusterRanking(cluster, [one for one in results if one.participant.cluster == cluster])
        for cluster in Cluster.objects.filter(round=one_round)
    ]


def _require_result(access: Access, participant: Participant) -> None:
    """The agency that organises the round may be scored in it, too: then either role will do."""
    if participant.round.state == RoundState.PUBLISHED:
        return
    organises = access.agency.pk == participant.round.organiser_id
    if organises and access.may(Permission.VIEW_ROUNDS):
        require_council(access, participant.round)
    elif access.agency.pk == participant.agency_id:
        require_agency(access, participant)
    else:
        raise refused(access, "view", ("participant", participant.pk))


def _points(components: Mapping[str, Mapping[str, str | None]], key: str) -> Decimal | None:
    points = components.get(key, {}).get("points")
    return None if points is None else Decimal(points)


def _largest_first(differences: Sequence[Difference]) -> list[Difference]:
    moved = [one for one in differences if one.points]
    return sorted(moved, key=lambda one: (-one.points, one.component.code))


def _continued(old: Framework, new: Framework) -> list[tuple[Component, str]]:
    """Components of the new edition with the key that they had in the old one."""
    known = {component.key for component in old.components}
    pairs = [(one, one.continues or one.key) for one in new.components]
    return [(one, key) for one, key in pairs if key in known]
