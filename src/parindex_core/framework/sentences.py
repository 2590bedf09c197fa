"""A component's rule as plain sentences, for officers, in both languages."""

from decimal import Decimal
from fractions import Fraction

from parindex_core.framework.model import Component, Label
from parindex_core.framework.rules import (
    Checklist,
    Choice,
    Deduct,
    Formula,
    Proportional,
    Ratio,
    Step,
    Steps,
    WeightedShares,
)
from parindex_core.vietnamese.numbers import Language, format_number, format_percent

_BOUNDS = {
    "vi": {">=": "từ {} trở lên", ">": "trên {}", "<=": "đến {}", "<": "dưới {}"},
    "en": {">=": "{} or more", ">": "more than {}", "<=": "up to {}", "<": "less than {}"},
}


def rule_sentence(component: Component) -> Label:
    """The rule with its points and thresholds, such as a person would say it."""
    return Label(_sentence(component, "vi"), _sentence(component, "en"))


def points_in_words(points: Decimal, language: Language) -> str:
    """`0.5` as “0,5 điểm” or “0.5 points”."""
    unit = "điểm" if language == "vi" else "point" if points == 1 else "points"
    return f"{format_number(points, language=language)} {unit}"


def _sentence(component: Component, language: Language) -> str:
    full = points_in_words(component.max, language)
    vi = language == "vi"
    match component.rule:
        case Choice() as rule:
            return _choice(component, rule, language)
        case Checklist(items, each):
            names = "; ".join(_label(component, item, language) for item in items)
            given = points_in_words(each, language)
            return f"Mỗi nội dung đạt được {given}: {names}." if vi else f"{given} each: {names}."
        case Proportional() as rule:
            return _proportional(component, rule, language)
        case Steps() as rule:
            return _steps(component, rule, language)
        case WeightedShares() as rule:
            return _weighted_shares(component, rule, language)
        case Deduct(count, each):
            name, cost = _label(component, count, language), points_in_words(each, language)
            if vi:
                return f"Tối đa {full}; cứ một “{name}” trừ {cost}, không dưới 0."
            return f"At most {full}; each “{name}” costs {cost}, never under 0."
        case Formula(text) as rule:
            names = "; ".join(f"{n}: {_label(component, n, language)}" for n in rule.names)
            end = _without_cases(rule.zero_denominator, None, language)
            if vi:
                return f"Điểm = {text} ({names}), từ 0 đến tối đa {full}.{end}"
            return f"Points = {text} ({names}), from 0 to at most {full}.{end}"


def _label(component: Component, name: str, language: Language) -> str:
    return component.variable(name).label.in_language(language)


def _choice(component: Component, rule: Choice, language: Language) -> str:
    options = component.variable(rule.variable).options
    parts = [
        f"{options[option].in_language(language)}: {points_in_words(points, language)}"
        for option, points in rule.points.items()
    ]
    name = _label(component, rule.variable, language)
    return f"{_capital(name)} — {'; '.join(parts)}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _without_cases(kind: str | None, denominator: str | None, language: Language) -> str:
    if kind is None:
        return ""
    if language == "vi":
        ends = {
            "zero": "được 0 điểm",
            "full": "được điểm tối đa",
            "not_applicable": "không áp dụng, không tính vào điểm tối đa",
        }
        case = f"Không có “{denominator}” thì" if denominator else "Mẫu số bằng 0 thì"
    else:
        ends = {
            "zero": "gives 0 points",
            "full": "gives the maximum",
            "not_applicable": "is not applicable and leaves the maximum",
        }
        case = f"No “{denominator}”" if denominator else "A zero divisor"
    return f" {case} {ends[kind]}."


def _ratio(component: Component, ratio: Ratio, language: Language) -> tuple[str, str]:
    numerator = _label(component, ratio.numerator, language)
    denominator = _label(component, ratio.denominator, language)
    between = "trên" if language == "vi" else "to"
    words = f"“{numerator}” {between} “{denominator}”"
    return words, _without_cases(ratio.zero_denominator, denominator, language)


def percent_in_words(ratio: Fraction, language: Language) -> str:
    """A threshold of a framework file, as short as it is exact: “80 %”."""
    return format_percent(ratio, None, language)


def _proportional(component: Component, rule: Proportional, language: Language) -> str:
    words, end = _ratio(component, rule.ratio, language)
    full = points_in_words(component.max, language)
    full_at = percent_in_words(rule.full_at, language)
    vi = language == "vi"
    floor = ""
    if rule.zero_below:
        below = percent_in_words(rule.zero_below, language)
        floor = f"; dưới {below} được 0 điểm" if vi else f"; under {below} gives 0 points"
    if vi:
        return f"Tỷ lệ {words}: đạt {full_at} được {full}, thấp hơn tính theo tỷ lệ{floor}.{end}"
    return f"Ratio of {words}: {full_at} gives {full}, less gives its share{floor}.{end}"


def _steps(component: Component, rule: Steps, language: Language) -> str:
    if isinstance(rule.measure, Ratio):
        words, end = _ratio(component, rule.measure, language)
        words = f"Tỷ lệ {words}" if language == "vi" else f"Ratio of {words}"
    else:
        words, end = _capital(_label(component, rule.measure, language)), ""
    parts = []
    for step in rule.steps:
        bound = bound_in_words(rule, step, language)
        parts.append(f"{bound}: {points_in_words(step.points, language)}")
    rest = "còn lại" if language == "vi" else "else"
    parts.append(f"{rest}: {points_in_words(rule.otherwise, language)}")
    return f"{words} — {'; '.join(parts)}.{end}"


def bound_in_words(rule: Steps, step: Step, language: Language) -> str:
    """A step's bound: “từ 30 % trở lên”."""
    return _BOUNDS[language][step.operator].format(
        threshold_in_words(rule, step.threshold, language)
    )


def threshold_in_words(rule: Steps, threshold: Fraction, language: Language) -> str:
    """A step's threshold: a percentage of a ratio, or a number."""
    if isinstance(rule.measure, Ratio):
        return percent_in_words(threshold, language)
    return format_number(threshold, language=language)


def _weighted_shares(component: Component, rule: WeightedShares, language: Language) -> str:
    total = _label(component, rule.total, language)
    end = _without_cases(rule.zero_denominator, total, language)
    weights = "; ".join(
        f"“{_label(component, name, language)}” × {format_number(weight, language=language)}"
        for name, weight in rule.weights.items()
    )
    full = points_in_words(component.max, language)
    if language == "vi":
        return f"{full} × tổng có trọng số trên “{total}”: {weights}; phần còn lại tính 0.{end}"
    return f"{full} × the weighted sum to “{total}”: {weights}; the rest counts 0.{end}"
