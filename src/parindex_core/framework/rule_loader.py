"""Reading a component's rule and checking that it fits its variables and its maximum."""

from collections.abc import Callable
from fractions import Fraction

from parindex_core.framework.formula.checking import check
from parindex_core.framework.formula.parser import parse
from parindex_core.framework.formula.tokens import FormulaInvalid
from parindex_core.framework.formula.tree import names_in
from parindex_core.framework.place import Place
from parindex_core.framework.rule_setting import (
    MAX_PERCENT,
    NUMBERS,
    RATIO_OPTIONAL,
    RATIO_REQUIRED,
    Setting,
    reaches_maximum,
    read_ratio,
    zero_denominator,
)
from parindex_core.framework.rules import (
    Checklist,
    Choice,
    Deduct,
    Formula,
    Proportional,
    Rule,
    WeightedShares,
)
from parindex_core.framework.step_loader import read_steps


def read_rule(place: Place, setting: Setting) -> Rule | None:
    """The rule, or None after its problems have been reported."""
    entries = place.entries()
    kind_place = entries.get("kind")
    if not entries:
        return None
    if kind_place is None:
        place.report("the key kind is missing", f"Add kind: one of {', '.join(_READERS)}")
        return None
    kind = kind_place.one_of(_READERS, "kind of rule")
    if kind is None:
        return None
    rule = _READERS[kind](place, setting)
    if rule is not None:
        _report_unused(place, setting, rule)
    return rule


def _report_unused(place: Place, setting: Setting, rule: Rule) -> None:
    used = rule.variable_names()
    twice = sorted({name for name in used if used.count(name) > 1})
    for name in twice:
        place.report(f"the rule uses the variable {name} twice", "Name two different variables")
    for name in () if twice else sorted(setting.declared - set(used)):
        place.report(
            f"the variable {name} is declared but the rule does not use it",
            "Remove it from variables or use it in the rule",
        )


def _read_choice(place: Place, setting: Setting) -> Rule | None:
    keys = place.keys(("kind", "variable", "points"))
    name = setting.named(keys["variable"], ("choice",)) if "variable" in keys else None
    if "points" not in keys:
        return None
    options = keys["points"].entries()
    points = {option: setting.points(entry) for option, entry in options.items()}
    if name is not None and name in setting.variables:
        _compare_options(keys["points"], set(points), set(setting.variables[name].options))
    given = {option: value for option, value in points.items() if value is not None}
    if name is None or len(given) < len(points) or not given:
        return None
    reaches_maximum(keys["points"], given.values(), setting)
    return Choice(name, given)


def _compare_options(place: Place, scored: set[str], declared: set[str]) -> None:
    for option in sorted(declared - scored):
        place.report(f"the option {option} has no points", f"Add {option}: with its points")
    for option in sorted(scored - declared):
        place.report(
            f"the option {option} is not among the variable's options",
            "Add it to the variable's options or remove it here",
        )


def _read_checklist(place: Place, setting: Setting) -> Rule | None:
    keys = place.keys(("kind", "items", "each"))
    if "items" not in keys or "each" not in keys:
        return None
    items = [setting.named(item, ("boolean",)) for item in keys["items"].items()]
    each = keys["each"].decimal()
    names = tuple(item for item in items if item is not None)
    if each is None or not names or len(names) < len(items):
        return None
    if setting.maximum is not None and each * len(names) != setting.maximum:
        keys["each"].report(
            f"{len(names)} items of {each} make {each * len(names)} points, "
            f"the maximum is {setting.maximum}",
            "Make items × each equal to max",
        )
        return None
    return Checklist(names, each)


def _read_proportional(place: Place, setting: Setting) -> Rule | None:
    optional = ("zero_below", *RATIO_OPTIONAL)
    keys = place.keys(("kind", *RATIO_REQUIRED, "full_at"), optional)
    ratio = read_ratio(keys, setting)
    limit = MAX_PERCENT if ratio and ratio.numerator_may_exceed else 100
    full_at = keys["full_at"].percent(limit) if "full_at" in keys else None
    zero_below = keys["zero_below"].percent(limit) if "zero_below" in keys else None
    if full_at == 0:
        keys["full_at"].report("full_at is 0%", "Write the ratio that earns the maximum")
        return None
    if full_at is not None and zero_below is not None and zero_below > full_at:
        keys["zero_below"].report(
            "zero_below is above full_at, points would jump from 0 to the maximum",
            "Lower zero_below to full_at or under it",
        )
        return None
    if ratio is None or full_at is None or ("zero_below" in keys and zero_below is None):
        return None
    return Proportional(ratio, full_at, zero_below)


def _read_weighted_shares(place: Place, setting: Setting) -> Rule | None:
    keys = place.keys(("kind", "weights", "total", "zero_denominator"))
    if len(keys) < 4:
        return None
    total = setting.named(keys["total"], NUMBERS)
    without_cases = zero_denominator(keys["zero_denominator"])
    weights: dict[str, Fraction] = {}
    entries = keys["weights"].entries()
    for name, entry in entries.items():
        if name not in setting.declared:
            entry.report(f"the variable {name} is not declared", "Add it under variables")
            continue
        if name in setting.variables and setting.variables[name].type not in NUMBERS:
            entry.report(f"the variable {name} is no number", "Change its type to integer")
        weight = entry.decimal(4)
        if weight is not None and weight > 1:
            entry.report(f"the weight {weight} is more than 1", "Use a weight from 0 to 1")
        elif weight is not None:
            weights[name] = Fraction(weight)
    if weights and len(weights) == len(entries) and max(weights.values()) < 1:
        keys["weights"].report(
            "no weight is 1, so that nobody can earn the maximum", "Give the best case weight 1"
        )
    if total is None or without_cases is None or not weights or len(weights) < len(entries):
        return None
    return WeightedShares(weights, total, without_cases)


def _read_deduct(place: Place, setting: Setting) -> Rule | None:
    keys = place.keys(("kind", "count", "each"))
    count = setting.named(keys["count"], NUMBERS) if "count" in keys else None
    each = setting.points(keys["each"]) if "each" in keys else None
    if each == 0:
        keys["each"].report("0 points are deducted apiece", "Write the points that each costs")
        return None
    return Deduct(count, each) if count and each else None


def _read_formula(place: Place, setting: Setting) -> Rule | None:
    keys = place.keys(("kind", "expression"), ("zero_denominator",))
    text = keys["expression"].text() if "expression" in keys else None
    without_cases = zero_denominator(keys["zero_denominator"]) if "zero_denominator" in keys else ""
    if text is None or without_cases is None:
        return None
    if len(setting.variables) < len(setting.declared):
        return None  # a variable could not be read, so its type is not known
    types = {name: variable.type for name, variable in setting.variables.items()}
    try:
        expression = parse(text)
        may_divide_by_zero = check(expression, types)
    except FormulaInvalid as error:
        keys["expression"].report(error.message, error.mend)
        return None
    if may_divide_by_zero and not without_cases:
        keys["expression"].report(
            "the formula may divide by zero",
            "Add zero_denominator: or guard the division with if … > 0 then … else …",
        )
        return None
    if without_cases and not may_divide_by_zero:
        keys["zero_denominator"].report(
            "the formula never divides by zero", "Remove zero_denominator"
        )
        return None
    names = tuple(dict.fromkeys(names_in(expression)))
    return Formula(text, expression, names, without_cases or None)


_READERS: dict[str, Callable[[Place, Setting], Rule | None]] = {
    "choice": _read_choice,
    "checklist": _read_checklist,
    "proportional": _read_proportional,
    "steps": read_steps,
    "weighted_shares": _read_weighted_shares,
    "deduct": _read_deduct,
    "formula": _read_formula,
}
