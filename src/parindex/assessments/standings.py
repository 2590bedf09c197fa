"""The stored scores of an assessment, summed up the tree without a query a node."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from parindex.assessments.constants import Horizon, ScoreStatus
from parindex.assessments.models import (
    Assessment,
    ComponentOwner,
    ComponentScore,
    VariableValue,
)
from parindex_core.framework import Component

if TYPE_CHECKING:
    from parindex.organisations.models import Unit
    from parindex_core.framework import Node


@dataclass(frozen=True)
class Standing:
    """Points of a node so far and as expected at the year's end, of its maximum.

    ``maximum`` leaves out what is not applicable so far; ``status`` only at a scored component.
    """

    so_far: Decimal
    year_end: Decimal
    maximum: Decimal
    status: ScoreStatus | None = None

    @property
    def at_risk(self) -> Decimal:
        """Points not yet secured: the maximum less the points so far."""
        return self.maximum - self.so_far

    @property
    def still_possible(self) -> Decimal:
        """Points that the unit expects to add until the year's end."""
        return max(self.year_end - self.so_far, Decimal(0))


@dataclass(frozen=True)
class TreeRow:
    """A line of the scoring tree; ``depth`` 0 is an area."""

    node: Node
    depth: int
    standing: Standing
    owner: Unit | None
    is_scored: bool
    is_illustrative: bool


class Standings:
    """The stored scores of an assessment, summed up the tree without a further query."""

    def __init__(self, assessment: Assessment, component_key: str | None = None) -> None:
        illustrative = VariableValue.objects.filter(
            assessment=assessment, component_key=OuterRef("component_key"), is_illustrative=True
        )
        scores = ComponentScore.objects.filter(assessment=assessment).annotate(
            has_illustrative=Exists(illustrative)
        )
        owners = ComponentOwner.objects.filter(assessment=assessment).select_related("unit")
        if component_key is not None:
            scores = scores.filter(component_key=component_key)
            owners = owners.filter(component_key=component_key)
        found = list(scores)
        self._scores = {(score.component_key, score.horizon): score for score in found}
        self.owners = {owner.component_key: owner.unit for owner in owners}
        self.illustrative = {
            score.component_key
            for score in found
            if score.has_illustrative  # pyright: ignore[reportAttributeAccessIssue]
        }

    def owner_id(self, component_key: str) -> int | None:
        unit = self.owners.get(component_key)
        return unit.pk if unit else None

    def scores_of(self, component: Component) -> dict[str, ComponentScore]:
        return {horizon.value: self._scores[component.key, horizon] for horizon in Horizon}

    def of(self, component: Component) -> Standing:
        so_far = self._scores[component.key, Horizon.SO_FAR]
        year_end = self._scores[component.key, Horizon.YEAR_END]
        applicable = so_far.status != ScoreStatus.NOT_APPLICABLE
        return Standing(
            so_far=so_far.points or Decimal(0),
            year_end=year_end.points or Decimal(0),
            maximum=component.max if applicable else Decimal(0),
            status=ScoreStatus(so_far.status),
        )

    def sum(self, components: Iterable[Component]) -> Standing:
        parts = [self.of(component) for component in components]
        return Standing(
            so_far=sum((part.so_far for part in parts), Decimal(0)),
            year_end=sum((part.year_end for part in parts), Decimal(0)),
            maximum=sum((part.maximum for part in parts), Decimal(0)),
        )

    def row(self, node: Node, depth: int) -> TreeRow:
        is_scored = isinstance(node, Component)
        leaves = list(node.components())
        return TreeRow(
            node=node,
            depth=depth,
            standing=self.of(node) if isinstance(node, Component) else self.sum(leaves),
            owner=self.owners.get(node.key) if is_scored else None,
            is_scored=is_scored,
            is_illustrative=any(leaf.key in self.illustrative for leaf in leaves),
        )
