"""What every kind of rule is read against: variables, maximum, ratios."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from parindex_core.framework.model import Variable
from parindex_core.framework.place import Place
from parindex_core.framework.rules import ZERO_DENOMINATOR, Ratio

NUMBERS = ("integer", "decimal")
FULL = "full"
MAX_PERCENT = 1_000


@dataclass(frozen=True, slots=True)
class Setting:
    """What a rule is read against: the component's variables and its maximum, where readable."""

    variables: Mapping[str, Variable]
    declared: frozenset[str]
    maximum: Decimal | None

    def named(self, place: Place, types: tuple[str, ...]) -> str | None:
        """A variable's name that is declared with one of `types`."""
        name = place.name()
        if name is None:
            return None
        if name not in self.declared:
            place.report(
                f"the variable {name} is not declared", "Add it under variables or mend its name"
            )
            return None
        variable = self.variables.get(name)
        if variable is not None and variable.type not in types:
            place.report(
                f"the variable {name} is of type {variable.type}, needed is {' or '.join(types)}",
                "Change the variable's type or the kind of rule",
            )
            return None
        return name

    def points(self, place: Place) -> Decimal | None:
        """Points from 0 to the maximum; `full` stands for the maximum."""
        if self.maximum is not None and getattr(place.tree, "text", None) == FULL:
            return self.maximum
        points = place.decimal()
        if points is not None and self.maximum is not None and points > self.maximum:
            place.report(
                f"{points} points are more than the maximum {self.maximum}",
                "Lower the points or raise max",
            )
            return None
        return points


def reaches_maximum(place: Place, points: Iterable[Decimal], setting: Setting) -> None:
    """Report a rule by which nobody can earn the component's maximum."""
    best = max(points, default=None)
    if setting.maximum is not None and best is not None and best < setting.maximum:
        place.report(
            f"the most this rule can give is {best}, the maximum is {setting.maximum}",
            "Let the best case give the maximum (or full), or lower max",
        )


def zero_denominator(place: Place) -> str | None:
    return place.one_of(ZERO_DENOMINATOR, "value of zero_denominator")


def read_ratio(keys: Mapping[str, Place], setting: Setting) -> Ratio | None:
    """The ratio among a rule's keys numerator, denominator, zero_denominator, …"""
    names = [
        setting.named(keys[key], NUMBERS) if key in keys else None
        for key in ("numerator", "denominator")
    ]
    without_cases = zero_denominator(keys["zero_denominator"]) if "zero_denominator" in keys else ""
    may_exceed: bool | None = False
    if "numerator_may_exceed" in keys:
        may_exceed = keys["numerator_may_exceed"].flag()
    numerator, denominator = names
    if not numerator or not denominator or not without_cases or may_exceed is None:
        return None
    return Ratio(numerator, denominator, without_cases, may_exceed)


RATIO_REQUIRED = ("numerator", "denominator", "zero_denominator")
RATIO_OPTIONAL = ("numerator_may_exceed",)
