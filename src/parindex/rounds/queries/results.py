"""Results: ranking, what separates agencies, change since last year, the register of deductions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from parindex.accounts.constants import Permission
from parindex.accounts.services import refused
from parindex.editions.queries import framework_of
from parindex.rounds.constants import RoundState, State
from parindex.rounds.models import Cluster, Deduction, Participant, Result, Round
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


@dataclass(frozen=True)
class YearChange:
    """An agency's result beside last year's; components only where the editions continue."""

    now: Result
    before: Result
    differences: Sequence[Difference]

    @property
    def index(self) -> Decimal:
        return (self.now.index or _NOTHING) - (self.before.index or _NOTHING)


@dataclass(frozen=True)
class DeductionFilter:
    """What of the register is asked for; None asks for all.

    ``status``: open (no answer), answered (to be decided), decided, unremedied.
    """

    unit_id: int | None = None
    status: str = ""


def published_rounds() -> list[Round]:
    """Rounds that everybody may see, newest first; asks for no person."""
    found = Round.objects.filter(state=RoundState.PUBLISHED)
    return list(found.select_related("organiser", "edition"))


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


def deductions_of(
    access: Access, participant: Participant, narrowed: DeductionFilter | None = None
) -> list[Deduction]:
    """The agency's register of deductions; one query.

    A unit's people see their unit's rows, agency-wide roles all.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_agency(access, participant)
    narrowed = narrowed or DeductionFilter()
    found = Deduction.objects.filter(participant=participant)
    return list(_narrowed(access, found, narrowed))


def deduction_by_id(access: Access, deduction_id: int) -> Deduction | None:
    """A row of the register, if the person sees it.

    :raises PermissionRefused: unless the person sees the agency.
    """
    found = Deduction.objects.filter(pk=deduction_id, participant__agency=access.agency)
    one = found.select_related(
        "participant__agency", "participant__round__edition", "unit", "answered_by", "decided_by"
    ).first()
    if one is not None:
        require_agency(access, one.participant)
    return one


def carried_remedies(access: Access, participant: Participant) -> list[Deduction]:
    """Last year's deductions without an answer or with a remedy to be done; one query.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_agency(access, participant)
    found = Deduction.objects.filter(carried_to=participant)
    return list(_narrowed(access, found, DeductionFilter()))


def _narrowed(
    access: Access, found: QuerySet[Deduction], narrowed: DeductionFilter
) -> QuerySet[Deduction]:
    statuses = {
        "": Q(),
        "open": Q(answered_at=None),
        "answered": Q(answered_at__isnull=False, decided_at=None),
        "decided": Q(decided_at__isnull=False),
        "unremedied": ~Q(remedy="") & Q(remedied_on=None),
    }
    found = found.filter(statuses[narrowed.status])
    if narrowed.unit_id is not None:
        found = found.filter(unit=narrowed.unit_id)
    if Permission.VIEW not in access.agency_permissions:
        found = found.filter(unit__in=list(access.unit_permissions))
    return found.select_related(
        "unit", "answered_by", "decided_by", "participant__round__edition", "participant__agency"
    )


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
    if participant.round.state == RoundState.PUBLISHED:
        return
    if access.agency.pk == participant.agency_id:
        require_agency(access, participant)
    elif access.agency.pk == participant.round.organiser_id:
        require_council(access, participant.round)
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
