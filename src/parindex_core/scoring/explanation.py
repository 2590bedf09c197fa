"""How points came about, written out for a person: “45/50 = 90,00 % ≥ 80 % nên …”."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from parindex_core.framework.formula.evaluation import compile_expression
from parindex_core.framework.formula.tree import Name
from parindex_core.framework.model import Component, Label
from parindex_core.framework.rules import (
    Checklist,
    Choice,
    Deduct,
    Formula,
    Proportional,
    Ratio,
    Steps,
    WeightedShares,
)
from parindex_core.framework.sentences import (
    percent_in_words,
    rule_sentence,
    threshold_in_words,
)
from parindex_core.scoring.formula_text import written
from parindex_core.vietnamese.numbers import (
    Language,
    format_number,
    format_percent,
    round_half_up,
)

MAX_PLACES = 12
SIGNS = {">=": "≥", ">": ">", "<=": "≤", "<": "<"}
OPPOSITES = {">=": "<", ">": "≤", "<=": ">", "<": "≥"}

_WORDS = {
    "vi": {
        "so": "nên",
        "points": "điểm",
        "maximum": "được tối đa",
        "no cases": "không có trường hợp nào",
        "not applicable": "không áp dụng: điểm và điểm tối đa đều không tính",
        "not under 0": "không dưới 0",
        "not over": "không quá",
        "yes": "có",
        "no": "không",
        "no item": "không nội dung nào đạt",
        "zero divisor": "mẫu số bằng 0",
    },
    "en": {
        "so": "so",
        "points": "points",
        "maximum": "the maximum",
        "no cases": "no cases",
        "not applicable": "not applicable: neither points nor maximum count",
        "not under 0": "not under 0",
        "not over": "not over",
        "yes": "yes",
        "no": "no",
        "no item": "no item is met",
        "zero divisor": "the divisor is 0",
    },
}


@dataclass(frozen=True, slots=True)
class Input:
    """One variable as it entered the rule; `text` is its value as a person reads it."""

    name: str
    label: Label
    value: Any
    text: Label


@dataclass(frozen=True, slots=True)
class Explanation:
    """The rule in one sentence, what entered it, and the arithmetic written out."""

    rule: Label
    arithmetic: Label
    inputs: tuple[Input, ...]


def explain(component: Component, values: Mapping[str, Any], points: Decimal | None) -> Explanation:
    """The explanation of points that were scored from exact, checked values."""
    vi = _Writer(component, values, points, "vi")
    en = _Writer(component, values, points, "en")
    inputs = tuple(
        Input(
            variable.name,
            variable.label,
            values[variable.name],
            Label(vi.value(variable.name), en.value(variable.name)),
        )
        for variable in component.variables
    )
    return Explanation(rule_sentence(component), Label(vi.arithmetic(), en.arithmetic()), inputs)


@dataclass(frozen=True, slots=True)
class _Writer:
    component: Component
    values: Mapping[str, Any]
    points: Decimal | None
    language: Language

    def word(self, name: str) -> str:
        return _WORDS[self.language][name]

    def number(self, value: int | Decimal | Fraction) -> str:
        return format_number(value, language=self.language).replace("-", "−")

    def given(self) -> str:
        return f"{format_number(self.points or 0, 2, self.language)} {self.word('points')}"

    def value(self, name: str) -> str:
        value = self.values[name]
        if isinstance(value, bool):
            return self.word("yes" if value else "no")
        if isinstance(value, str):
            return self.component.variable(name).options[value].in_language(self.language)
        return self.number(value)

    def arithmetic(self) -> str:
        match self.component.rule:
            case Choice() as rule:
                return f"“{self.value(rule.variable)}”: {self.given()}"
            case Checklist() as rule:
                met = sum(bool(self.values[item]) for item in rule.items)
                if not met:
                    return f"{self.word('no item')}: {self.given()}"
                return f"{met} × {self.number(rule.each)} = {self.given()}"
            case Proportional() as rule:
                return self.proportional(rule)
            case Steps() as rule:
                return self.steps(rule)
            case WeightedShares() as rule:
                return self.weighted_shares(rule)
            case Deduct() as rule:
                return self.deduct(rule)
            case Formula() as rule:
                return self.formula(rule)

    def conclude(self, fact: str, result: str) -> str:
        return f"{fact} {self.word('so')} {result}"

    def no_cases(self, fact: str) -> str:
        if self.points is None:
            return self.conclude(fact, self.word("not applicable"))
        if self.points == self.component.max:
            return self.conclude(fact, f"{self.word('maximum')} {self.given()}")
        return self.conclude(fact, self.given())

    def share(self, ratio: Fraction, threshold: Fraction | None = None) -> str:
        """`= 90,00 %`, or `≈` where cut off; never so short that it belies the comparison."""
        places = 2
        while places < MAX_PLACES and threshold is not None:
            shown = Fraction(round_half_up(ratio * 100, places)) / 100
            if _sign(shown - threshold) == _sign(ratio - threshold):
                break
            places += 1
        exact = Fraction(round_half_up(ratio * 100, places)) == ratio * 100
        return f"{'=' if exact else '≈'} {format_percent(ratio, places, self.language)}"

    def product(self, ratio: Fraction, written_ratio: str, full_at: Fraction) -> str:
        """`2,5 × 90 % = 2,25 điểm`; a ratio without a short decimal stays a fraction."""
        short = Fraction(round_half_up(ratio * 100, 2)) == ratio * 100
        factor = percent_in_words(ratio, self.language) if short else written_ratio
        divisor = "" if full_at == 1 else f" ÷ {percent_in_words(full_at, self.language)}"
        exact = Fraction(self.component.max) * ratio / full_at == Fraction(self.points or 0)
        maximum = self.number(self.component.max)
        return f"{maximum} × {factor}{divisor} {'=' if exact else '≈'} {self.given()}"

    def proportional(self, rule: Proportional) -> str:
        n, d = self.values[rule.ratio.numerator], self.values[rule.ratio.denominator]
        fraction = f"{self.number(n)}/{self.number(d)}"
        if not d:
            return self.no_cases(f"{self.word('no cases')} ({fraction})")
        ratio = Fraction(n) / Fraction(d)
        if rule.zero_below and ratio < rule.zero_below:
            bound = percent_in_words(rule.zero_below, self.language)
            return self.conclude(
                f"{fraction} {self.share(ratio, rule.zero_below)} < {bound}", self.given()
            )
        if ratio >= rule.full_at and rule.full_at != 1:
            bound = percent_in_words(rule.full_at, self.language)
            fact = f"{fraction} {self.share(ratio, rule.full_at)} ≥ {bound}"
            return self.conclude(fact, f"{self.word('maximum')} {self.given()}")
        fact = f"{fraction} {self.share(ratio, rule.zero_below)}"
        if rule.zero_below:
            fact = f"{fact} ≥ {percent_in_words(rule.zero_below, self.language)}"
        if ratio > rule.full_at:
            return self.conclude(fact, f"{self.word('maximum')} {self.given()}")
        return self.conclude(fact, self.product(ratio, fraction, rule.full_at))

    def steps(self, rule: Steps) -> str:
        if isinstance(rule.measure, Ratio):
            n, d = self.values[rule.measure.numerator], self.values[rule.measure.denominator]
            fraction = f"{self.number(n)}/{self.number(d)}"
            if not d:
                return self.no_cases(f"{self.word('no cases')} ({fraction})")
            measure = Fraction(n) / Fraction(d)
        else:
            measure, fraction = Fraction(self.values[rule.measure]), ""
        for step in rule.steps:
            if _holds(measure, step.operator, step.threshold):
                operator, threshold = SIGNS[step.operator], step.threshold
                break
        else:
            last = rule.steps[-1]
            operator, threshold = OPPOSITES[last.operator], last.threshold
        shown = f"{fraction} {self.share(measure, threshold)}" if fraction else self.number(measure)
        bound = threshold_in_words(rule, threshold, self.language)
        return self.conclude(f"{shown} {operator} {bound}", self.given())

    def weighted_shares(self, rule: WeightedShares) -> str:
        total = self.values[rule.total]
        terms = " + ".join(
            f"{self.number(weight)} × {self.number(self.values[name])}"
            for name, weight in rule.weights.items()
        )
        fraction = f"({terms})/{self.number(total)}"
        if not total:
            return self.no_cases(f"{self.word('no cases')} ({fraction})")
        weighted = sum(
            (weight * self.values[name] for name, weight in rule.weights.items()), Fraction(0)
        )
        ratio = weighted / Fraction(total)
        return self.conclude(
            f"{fraction} {self.share(ratio)}", self.product(ratio, fraction, Fraction(1))
        )

    def deduct(self, rule: Deduct) -> str:
        exact = Fraction(self.component.max) - Fraction(rule.each) * self.values[rule.count]
        difference = (
            f"{self.number(self.component.max)} − {self.number(rule.each)} × "
            f"{self.number(self.values[rule.count])}"
        )
        if exact < 0:
            fact = f"{difference} = {self.number(exact)}, {self.word('not under 0')},"
            return self.conclude(fact, self.given())
        return f"{difference} {'=' if exact == self.points else '≈'} {self.given()}"

    def formula(self, rule: Formula) -> str:
        text = written(rule.expression, self.language, self.value)
        calculate: Callable[[Mapping[str, Any]], Any] = compile_expression(rule.expression)
        try:
            result = Fraction(calculate(self.values))
        except ZeroDivisionError:
            return self.no_cases(f"{text}: {self.word('zero divisor')}")
        short = round_half_up(result, 4)
        fact = f"{text} {'=' if short == result else '≈'} {self.number(short)}"
        if isinstance(rule.expression, Name):
            fact = text
        if result < 0:
            fact = f"{fact}, {self.word('not under 0')},"
        elif result > self.component.max:
            fact = f"{fact}, {self.word('not over')} {self.number(self.component.max)},"
        return self.conclude(fact, self.given())


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)


def _holds(measure: Fraction, operator: str, threshold: Fraction) -> bool:
    sign = _sign(measure - threshold)
    return {">=": sign >= 0, ">": sign > 0, "<=": sign <= 0, "<": sign < 0}[operator]
