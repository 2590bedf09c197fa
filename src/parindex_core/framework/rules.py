"""The kinds of rules that give points, as data; how they are computed stands in scoring."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from parindex_core.framework.formula.tree import Expression

ZERO_DENOMINATOR = ("zero", "full", "not_applicable")


@dataclass(frozen=True, slots=True)
class Ratio:
    """`numerator` ÷ `denominator`; `zero_denominator` says what a ratio without cases gives."""

    numerator: str
    denominator: str
    zero_denominator: str
    numerator_may_exceed: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One of named options, each with its points."""

    variable: str
    points: Mapping[str, Decimal]
    kind = "choice"

    def variable_names(self) -> tuple[str, ...]:
        return (self.variable,)


@dataclass(frozen=True, slots=True)
class Checklist:
    """Named yes/no items, `each` points apiece."""

    items: tuple[str, ...]
    each: Decimal
    kind = "checklist"

    def variable_names(self) -> tuple[str, ...]:
        return self.items


@dataclass(frozen=True, slots=True)
class Proportional:
    """Maximum × min(1, ratio ÷ full_at); nothing where the ratio is under `zero_below`."""

    ratio: Ratio
    full_at: Fraction
    zero_below: Fraction | None = None
    kind = "proportional"

    def variable_names(self) -> tuple[str, ...]:
        return (self.ratio.numerator, self.ratio.denominator)


@dataclass(frozen=True, slots=True)
class Step:
    """`operator` is one of >=, >, <=, <; the threshold of a ratio is a fraction of 1."""

    operator: str
    threshold: Fraction
    points: Decimal


@dataclass(frozen=True, slots=True)
class Steps:
    """Thresholds on one number or on a ratio; the first that holds gives the points."""

    measure: str | Ratio
    steps: tuple[Step, ...]
    otherwise: Decimal
    kind = "steps"

    def variable_names(self) -> tuple[str, ...]:
        if isinstance(self.measure, Ratio):
            return (self.measure.numerator, self.measure.denominator)
        return (self.measure,)


@dataclass(frozen=True, slots=True)
class WeightedShares:
    """Maximum × Σ weight × count ÷ total."""

    weights: Mapping[str, Fraction]
    total: str
    zero_denominator: str
    kind = "weighted_shares"

    def variable_names(self) -> tuple[str, ...]:
        return (*self.weights, self.total)


@dataclass(frozen=True, slots=True)
class Deduct:
    """Maximum − each × count, never under 0."""

    count: str
    each: Decimal
    kind = "deduct"

    def variable_names(self) -> tuple[str, ...]:
        return (self.count,)


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression over the variables, its result held within 0 and the maximum.

    `zero_denominator` is set exactly when the expression divides by something that may be zero.
    """

    text: str
    expression: Expression
    names: tuple[str, ...]
    zero_denominator: str | None = None
    kind = "formula"

    def variable_names(self) -> tuple[str, ...]:
        return self.names


Rule = Choice | Checklist | Proportional | Steps | WeightedShares | Deduct | Formula
