"""Ranks with ties and classes by thresholds."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from parindex_core.framework.model import Grade


def rank(indexes: Mapping[str, Decimal]) -> dict[str, int]:
    """Each agency's rank by its index; equals share a rank and the next is skipped: 1, 2, 2, 4."""
    ordered = sorted(indexes.values(), reverse=True)
    first: dict[Decimal, int] = {}
    for position, index in enumerate(ordered, 1):
        first.setdefault(index, position)
    return {agency: first[index] for agency, index in indexes.items()}


def classify(index: Decimal, thresholds: Sequence[Grade]) -> Grade | None:
    """The highest grade whose threshold the index reaches; None where it reaches none."""
    reached = [grade for grade in thresholds if index >= grade.at_least]
    return max(reached, key=lambda grade: grade.at_least, default=None)
