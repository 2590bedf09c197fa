"""Reading the rule kind steps: thresholds in order, none unreachable, no gap."""

from fractions import Fraction

from parindex_core.framework.place import Place
from parindex_core.framework.rule_setting import (
    MAX_PERCENT,
    NUMBERS,
    RATIO_OPTIONAL,
    RATIO_REQUIRED,
    Setting,
    reaches_maximum,
    read_ratio,
)
from parindex_core.framework.rules import Ratio, Rule, Step, Steps

_OPERATORS = {"at_least": ">=", "above": ">", "at_most": "<=", "below": "<"}


def read_steps(place: Place, setting: Setting) -> Rule | None:
    """The rule, or None after its problems have been reported."""
    on_ratio = "number" not in place.entries()
    if on_ratio:
        required, optional = ("kind", *RATIO_REQUIRED, "steps", "otherwise"), RATIO_OPTIONAL
    else:
        required, optional = ("kind", "number", "steps", "otherwise"), ()
    keys = place.keys(required, optional)
    measure = read_ratio(keys, setting) if on_ratio else setting.named(keys["number"], NUMBERS)
    places = keys["steps"].items() if "steps" in keys else ()
    limit = MAX_PERCENT if isinstance(measure, Ratio) and measure.numerator_may_exceed else 100
    read = [_read_step(item, setting, on_ratio, limit) for item in places]
    steps = tuple(step for step in read if step is not None)
    otherwise = setting.points(keys["otherwise"]) if "otherwise" in keys else None
    if measure is None or otherwise is None or not steps or len(steps) < len(read):
        return None
    if not _in_order(places, steps, measure):
        return None
    reaches_maximum(keys["steps"], [otherwise, *(step.points for step in steps)], setting)
    return Steps(measure, steps, otherwise)


def _read_step(place: Place, setting: Setting, on_ratio: bool, limit: int) -> Step | None:
    keys = place.keys(("points",), tuple(_OPERATORS))
    named = [key for key in keys if key in _OPERATORS]
    if len(named) != 1:
        message = "a step needs exactly one of at_least, above, at_most, below"
        place.report(message, "Write one of them with its threshold")
        return None
    threshold_place = keys[named[0]]
    threshold: Fraction | None
    if on_ratio:
        threshold = threshold_place.percent(limit)
    else:
        number = threshold_place.decimal(6)
        threshold = None if number is None else Fraction(number)
    points = setting.points(keys["points"]) if "points" in keys else None
    if threshold is None or points is None:
        return None
    return Step(_OPERATORS[named[0]], threshold, points)


def _in_order(places: tuple[Place, ...], steps: tuple[Step, ...], measure: str | Ratio) -> bool:
    """Whether each step can be reached after those before it and changes the points."""
    good = True
    downwards = steps[0].operator in (">=", ">")
    pairs = zip(places, places[1:], steps, steps[1:], strict=False)
    for previous, place, before, step in pairs:
        if (step.operator in (">=", ">")) != downwards:
            place.report(
                "the steps mix lower and upper bounds, which leaves gaps or overlaps",
                "Use at_least and above only, or at_most and below only",
            )
            good = False
        elif not _reachable(before, step, downwards):
            place.report(
                f"the step {_written(place)} is never reached after {_written(previous)}",
                "Order the steps from the strictest to the mildest",
            )
            good = False
        elif step.points == before.points:
            place.report("the step gives the same points as the one before", "Remove one of them")
            good = False
    if good and _always_holds(steps[-1], measure):
        places[-1].report(
            "the last step always holds, so that otherwise is never reached",
            "Remove the step and let otherwise give its points",
        )
        return False
    return good


def _always_holds(step: Step, measure: str | Ratio) -> bool:
    if step.operator == ">=":
        return step.threshold == 0
    bounded = isinstance(measure, Ratio) and not measure.numerator_may_exceed
    return step.operator == "<=" and bounded and step.threshold == 1


def _reachable(before: Step, step: Step, downwards: bool) -> bool:
    if before.threshold == step.threshold:
        return before.operator in (">", "<") and step.operator in (">=", "<=")
    return (step.threshold < before.threshold) == downwards


def _written(place: Place) -> str:
    """The step's bound as it stands in the file."""
    texts = [
        f"{_OPERATORS[key]} {getattr(bound.tree, 'text', '')}"
        for key, bound in place.entries().items()
        if key in _OPERATORS
    ]
    return texts[0]
