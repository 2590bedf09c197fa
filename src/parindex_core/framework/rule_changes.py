"""What changed between two rules of a component and what it does to the points, in words."""

from collections.abc import Iterator, Mapping
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
    Steps,
    WeightedShares,
)
from parindex_core.framework.sentences import (
    bound_in_words,
    percent_in_words,
    points_in_words,
    rule_sentence,
)
from parindex_core.vietnamese.numbers import Language, format_number

_CASES = {
    "zero": Label("0 điểm", "0 points"),
    "full": Label("điểm tối đa", "the maximum"),
    "not_applicable": Label("không áp dụng", "not applicable"),
}


def both(vi: str, en: str, **texts: Label) -> Label:
    """A sentence in both languages with texts put in."""
    return Label(
        vi.format(**{name: text.vi for name, text in texts.items()}),
        en.format(**{name: text.en for name, text in texts.items()}),
    )


def rule_changes(old: Component, new: Component) -> Iterator[Label]:
    """One sentence a change; nothing where the rules are the same."""
    match old.rule, new.rule:
        case (Proportional() as before, Proportional() as after):
            yield from _proportional(before, after)
        case (Steps() as before, Steps() as after):
            yield from _steps(before, after)
        case (Choice() as before, Choice() as after):
            yield from _options(old, new, before.points, after.points)
        case (Deduct(_, before), Deduct(_, after)) if before != after:
            text = "mỗi trường hợp trừ {old}, nay trừ {new}"
            english = "each case cost {old}, now it costs {new}"
            yield both(text, english, old=_points(before), new=_points(after))
        case (Checklist(_, before), Checklist(_, after)) if before != after:
            text, english = (
                "mỗi nội dung được {old}, nay được {new}",
                "each item gave {old}, now {new}",
            )
            yield both(text, english, old=_points(before), new=_points(after))
        case (WeightedShares() as before, WeightedShares() as after):
            yield from _weights(new, before.weights, after.weights)
            yield from _without_cases(before.zero_denominator, after.zero_denominator)
        case (Formula() as before, Formula() as after):
            yield from _formula(before, after)
        case _ if old.rule.kind != new.rule.kind:
            text = "cách chấm thay đổi hẳn, trước: {old} Nay: {new}"
            english = "the points are given in another way, before: {old} Now: {new}"
            yield both(text, english, old=rule_sentence(old), new=rule_sentence(new))


def _points(points: Decimal) -> Label:
    return Label(points_in_words(points, "vi"), points_in_words(points, "en"))


def _percent(ratio: Fraction) -> Label:
    return Label(percent_in_words(ratio, "vi"), percent_in_words(ratio, "en"))


def _without_cases(old: str | None, new: str | None) -> Iterator[Label]:
    if old != new and old and new:
        text = "khi không có trường hợp nào: trước {old}, nay {new}"
        yield both(text, "without cases: before {old}, now {new}", old=_CASES[old], new=_CASES[new])


def _proportional(old: Proportional, new: Proportional) -> Iterator[Label]:
    if old.full_at != new.full_at:
        harder = new.full_at > old.full_at
        text = "muốn được điểm tối đa phải đạt {new}, trước là {old}; dưới mức đó cùng một tỷ lệ "
        text += "được ít điểm hơn" if harder else "được nhiều điểm hơn"
        english = "the maximum now needs {new}, before {old}; below it the same ratio gives "
        english += "fewer points" if harder else "more points"
        yield both(text, english, old=_percent(old.full_at), new=_percent(new.full_at))
    yield from _floor(old.zero_below or Fraction(0), new.zero_below or Fraction(0))
    yield from _ratio(old.ratio, new.ratio)


def _floor(old: Fraction, new: Fraction) -> Iterator[Label]:
    low, high = _percent(min(old, new)), _percent(max(old, new))
    if new > old:
        text = "tỷ lệ từ {low} đến dưới {high} nay được 0 điểm, trước được điểm theo tỷ lệ"
        english = "ratios from {low} to under {high} now give 0 points, before they gave a share"
        yield both(text, english, low=low, high=high)
    elif new < old:
        text = "tỷ lệ từ {low} đến dưới {high} nay được điểm theo tỷ lệ, trước được 0 điểm"
        english = "ratios from {low} to under {high} now give a share, before they gave 0 points"
        yield both(text, english, low=low, high=high)


def _ratio(old: Ratio, new: Ratio) -> Iterator[Label]:
    yield from _without_cases(old.zero_denominator, new.zero_denominator)
    if old.numerator_may_exceed != new.numerator_may_exceed:
        if new.numerator_may_exceed:
            yield Label(
                "tử số nay được vượt mẫu số", "the numerator may now exceed the denominator"
            )
        else:
            yield Label("tử số nay không được vượt mẫu số", "the numerator may no longer exceed it")


def _steps(old: Steps, new: Steps) -> Iterator[Label]:
    before, after = _bounds(old), _bounds(new)
    for bound in [*before, *(bound for bound in after if bound not in before)]:
        yield from _changed_points(bound, before.get(bound), after.get(bound))
    if isinstance(old.measure, Ratio) and isinstance(new.measure, Ratio):
        yield from _ratio(old.measure, new.measure)


def _bounds(rule: Steps) -> dict[Label, Decimal]:
    def bound(language: Language) -> Iterator[str]:
        for step in rule.steps:
            yield bound_in_words(rule, step, language)

    labels = [Label(vi, en) for vi, en in zip(bound("vi"), bound("en"), strict=True)]
    points = {label: step.points for label, step in zip(labels, rule.steps, strict=True)}
    return points | {Label("còn lại", "else"): rule.otherwise}


def _changed_points(what: Label, old: Decimal | None, new: Decimal | None) -> Iterator[Label]:
    if old == new:
        return
    if old is None and new is not None:
        yield both("{what}: mức mới, {new}", "{what}: new, {new}", what=what, new=_points(new))
    elif new is None and old is not None:
        text, english = "{what}: bỏ mức này, trước {old}", "{what}: removed, before {old}"
        yield both(text, english, what=what, old=_points(old))
    elif old is not None and new is not None:
        text, english = "{what}: trước {old}, nay {new}", "{what}: before {old}, now {new}"
        yield both(text, english, what=what, old=_points(old), new=_points(new))


def _options(
    old: Component, new: Component, before: Mapping[str, Decimal], after: Mapping[str, Decimal]
) -> Iterator[Label]:
    labels = dict(old.variables[0].options) | dict(new.variables[0].options)
    for option, label in labels.items():
        quoted = Label(f"“{label.vi}”", f"“{label.en}”")
        yield from _changed_points(quoted, before.get(option), after.get(option))


def _weights(
    new: Component, before: Mapping[str, Fraction], after: Mapping[str, Fraction]
) -> Iterator[Label]:
    for name in after:
        if name in before and before[name] != after[name]:
            label = new.variable(name).label
            vi = f"“{label.vi}” trước tính {format_number(before[name])}"
            en = f"“{label.en}” counted {format_number(before[name], language='en')}"
            now_vi = format_number(after[name])
            now_en = format_number(after[name], language="en")
            yield Label(f"{vi}, nay tính {now_vi}", f"{en}, now {now_en}")


def _formula(old: Formula, new: Formula) -> Iterator[Label]:
    if old.text != new.text:
        yield Label(
            f"công thức trước: {old.text}; nay: {new.text}",
            f"the formula was {old.text}; now {new.text}",
        )
    yield from _without_cases(old.zero_denominator, new.zero_denominator)
