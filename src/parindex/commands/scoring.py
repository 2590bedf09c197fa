"""``parindex score`` and ``parindex explain``: points of agencies, and how they came about."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from parindex.commands.framework import AsJson, Edition, Lang, open_edition, print_json, stop
from parindex_core.framework import Component, Framework
from parindex_core.framework.sentences import rule_sentence
from parindex_core.framework.vocabulary import REGISTERS
from parindex_core.scoring import (
    AgencyScore,
    ComponentScore,
    ValuesRefused,
    classify,
    rank,
    read_values,
    score_agency,
    score_component,
    score_many,
)
from parindex_core.vietnamese.numbers import Language, format_number


def score(
    framework: Edition,
    values: Annotated[
        str, typer.Argument(help="Tệp JSON, hoặc - là đầu vào chuẩn. / JSON file, or - for stdin.")
    ],
    as_json: AsJson = False,
    lang: Lang = "vi",
) -> None:
    """Chấm điểm các cơ quan từ tệp giá trị. / Score agencies from a file of values."""
    edition = open_edition(framework)
    try:
        scores = score_many(edition, _read_file(values, lang))
    except ValuesRefused as refused:
        stop(refused.in_language(lang))
    if as_json:
        print_json({agency: _score_as_json(result) for agency, result in scores.items()})
    else:
        _print_table(edition, scores, lang)


def _read_file(name: str, language: Language) -> dict[str, Any]:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return read_values(data.decode("utf-8-sig"))
    except OSError as error:
        vi = f"Không đọc được tệp {name}: {error.strerror}. Kiểm tra đường dẫn."
        en = f"The file {name} cannot be read: {error.strerror}. Check the path."
    except UnicodeDecodeError:
        vi = f"Tệp {name} không phải UTF-8. Lưu lại bằng mã UTF-8."
        en = f"The file {name} is not UTF-8. Save it as UTF-8."
    stop(vi if language == "vi" else en)


def _score_as_json(result: AgencyScore) -> dict[str, Any]:
    described: dict[str, Any] = {
        "points": str(result.points),
        "assessable": str(result.assessable),
        "index": None if result.index is None else str(result.index),
        "components": _points_by_key(result.components),
    }
    if result.adjustments:
        described["adjustments"] = _points_by_key(result.adjustments)
    return described


def _points_by_key(scores: Mapping[str, ComponentScore]) -> dict[str, str | None]:
    return {
        key: None if score.points is None else str(score.points) for key, score in scores.items()
    }


def _print_table(edition: Framework, scores: Mapping[str, AgencyScore], language: Language) -> None:
    indexes = {
        agency: result.index for agency, result in scores.items() if result.index is not None
    }
    ranks = rank(indexes)
    titles = {
        "vi": ("Hạng", "Chỉ số", "Điểm", "Có thể chấm", "Xếp loại", "Cơ quan"),
        "en": ("Rank", "Index", "Points", "Assessable", "Grade", "Agency"),
    }[language]
    typer.echo("{:>5} {:>8} {:>8} {:>12}  {:<12} {}".format(*titles))
    for agency in sorted(scores, key=lambda name: (ranks.get(name, len(scores) + 1), name)):
        result = scores[agency]
        grade = None if result.index is None else classify(result.index, edition.grades)
        typer.echo(
            f"{ranks.get(agency, '–'):>5} {_number(result.index, language):>8} "
            f"{_number(result.points, language):>8} {_number(result.assessable, language):>12}  "
            f"{grade.label.in_language(language) if grade else '–':<12} {agency}"
        )
    if edition.notice:
        typer.echo(f"! {edition.notice.in_language(language)}")


def _number(value: Any, language: Language) -> str:
    return "–" if value is None else format_number(value, 2, language)


def explain(
    framework: Edition,
    component: Annotated[
        str,
        typer.Argument(help="Mã hoặc khóa tiêu chí, ví dụ 1.1.3. / Code or key, such as 1.1.3."),
    ],
    given: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME=VALUE]...", help="Giá trị biến. / Values of variables."),
    ] = None,
    values: Annotated[
        str | None, typer.Option("--values", help="Tệp giá trị JSON. / JSON file of values.")
    ] = None,
    agency: Annotated[
        str | None, typer.Option("--agency", help="Cơ quan trong tệp. / Agency in the file.")
    ] = None,
    as_json: AsJson = False,
    lang: Lang = "vi",
) -> None:
    """Nói cách chấm và viết ra phép tính của một tiêu chí. / Rule and arithmetic of a component."""
    edition = open_edition(framework)
    leaf = _component(edition, component, lang)
    found = _given_values(given or (), lang)
    if values is not None:
        found = _values_of_agency(edition, leaf, values, agency, lang) | found
    try:
        score = score_component(leaf, found) if found else ComponentScore(leaf, None, None)
    except ValuesRefused as refused:
        stop(refused.in_language(lang))
    if as_json:
        print_json(_explanation_as_json(edition, score))
    else:
        _print_explanation(edition, score, lang)


def _component(edition: Framework, reference: str, language: Language) -> Component:
    adjusting = {item.component.key: item.component for item in edition.adjustments}
    try:
        return adjusting.get(reference) or edition.component(reference)
    except KeyError:
        stop(
            f"Không có tiêu chí {reference} được chấm trong {edition.key}. "
            f"Xem mã: parindex framework show {edition.key}"
            if language == "vi"
            else f"There is no scored component {reference} in {edition.key}. "
            f"See the codes: parindex framework show {edition.key}"
        )


def _given_values(pairs: Sequence[str], language: Language) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            stop(
                f"“{pair}” không có dấu =. Ghi tên_biến=giá_trị, ví dụ completed=45."
                if language == "vi"
                else f"“{pair}” has no =. Write name=value, such as completed=45."
            )
        values[name.strip()] = {"true": True, "false": False}.get(value, value.strip())
    return values


def _values_of_agency(
    edition: Framework, leaf: Component, name: str, agency: str | None, language: Language
) -> dict[str, Any]:
    everything = _read_file(name, language)
    if agency is None and len(everything) == 1:
        agency = next(iter(everything))
    if agency is None or agency not in everything:
        listed = ", ".join(everything)
        stop(
            f"Chọn cơ quan bằng --agency, trong: {listed}"
            if language == "vi"
            else f"Choose an agency with --agency, one of: {listed}"
        )
    try:
        scored = score_agency(edition, everything[agency], agency)
    except ValuesRefused as refused:
        stop(refused.in_language(language))
    return dict(scored.given.get(leaf.key) or {})


def _print_explanation(edition: Framework, score: ComponentScore, language: Language) -> None:
    leaf = score.component
    maximum = format_number(leaf.max, language=language)
    most = {"vi": "tối đa", "en": "at most"}[language]
    typer.echo(f"{leaf.code} {leaf.label.in_language(language)} ({most} {maximum})")
    typer.echo(rule_sentence(leaf).in_language(language))
    explanation = score.explanation
    for variable in leaf.variables:
        register = REGISTERS[variable.register][0 if language == "vi" else 1]
        unit = f" {variable.unit.in_language(language)}" if variable.unit else ""
        text = ""
        if explanation:
            inputs = {item.name: item.text for item in explanation.inputs}
            text = f": {inputs[variable.name].in_language(language)}{unit}"
        typer.echo(
            f"  {variable.label.in_language(language)}{text}  ← {register} ({variable.name})"
        )
    if explanation:
        typer.echo(explanation.arithmetic.in_language(language))
    if edition.notice:
        typer.echo(f"! {edition.notice.in_language(language)}")


def _explanation_as_json(edition: Framework, score: ComponentScore) -> dict[str, Any]:
    leaf, explanation, sentence = score.component, score.explanation, rule_sentence(score.component)
    return {
        "framework": edition.key,
        "key": leaf.key,
        "code": leaf.code,
        "label": leaf.label.vi,
        "label_en": leaf.label.en,
        "max": str(leaf.max),
        "status": score.status,
        "points": None if score.points is None else str(score.points),
        "rule": sentence.vi,
        "rule_en": sentence.en,
        "arithmetic": explanation.arithmetic.vi if explanation else None,
        "arithmetic_en": explanation.arithmetic.en if explanation else None,
        "inputs": [
            {"name": item.name, "label": item.label.vi, "value": item.text.vi}
            for item in (explanation.inputs if explanation else ())
        ],
    }
