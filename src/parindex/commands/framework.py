"""``parindex framework check|show|diff``: editions of the criteria as an officer reads them."""

import json
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

import typer

from parindex_core.framework import (
    Component,
    EditionNotFound,
    Framework,
    FrameworkInvalid,
    Node,
    Problem,
    edition_paths,
    find_edition,
    load_framework,
)
from parindex_core.framework.comparison import Change, compare
from parindex_core.framework.editions import check_lock, check_published
from parindex_core.framework.sentences import rule_sentence
from parindex_core.scoring.cases import Case, case_files, check_cases, load_cases
from parindex_core.vietnamese.numbers import Language, format_number

app = typer.Typer(
    no_args_is_help=True,
    help="Bộ tiêu chí: kiểm tra, xem, so sánh. / Frameworks: check, show, compare.",
)

Edition = Annotated[
    str,
    typer.Argument(help="Tên bộ tiêu chí hoặc tệp .yaml. / Edition's name or a .yaml file."),
]
Lang = Annotated[
    Literal["vi", "en"],
    typer.Option("--lang", help="Ngôn ngữ: vi hoặc en. / Language: vi or en."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Chỉ in JSON. / Print JSON only.")]


def stop(message: str) -> NoReturn:
    """Say on stderr what is wrong and how to mend it, and end with exit code 1."""
    typer.echo(message, err=True)
    raise typer.Exit(1)


def open_edition(reference: str) -> Framework:
    """The edition by name or path; ends the command with every problem of its file."""
    try:
        return load_framework(find_edition(reference))
    except (EditionNotFound, FrameworkInvalid, OSError) as error:
        stop(str(error))


def print_json(value: Any) -> None:
    """JSON with Vietnamese letters as they are."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


@app.command()
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Tệp cần kiểm tra; bỏ trống là tất cả. / Files; empty means all."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Kiểm tra bộ tiêu chí, ví dụ và khóa đã ban hành. / Check editions, cases, published lock."""
    files = tuple(paths) if paths else edition_paths()
    if not files:
        stop("Không có bộ tiêu chí nào. Cho đường dẫn tệp .yaml. / No edition: give a .yaml file.")
    problems: list[Problem] = [] if paths else check_lock(files[0].parent)
    lines = []
    for file in files:
        if paths:
            problems.extend(check_published(file))
        try:
            framework = load_framework(file)
            cases = _cases(file)
        except FrameworkInvalid as invalid:
            problems.extend(invalid.problems)
            continue
        except OSError as error:
            message = f"the file cannot be read: {error.strerror}"
            problems.append(Problem(str(file), 1, "", message, "Check the path"))
            continue
        problems.extend(check_cases(framework, cases))
        lines.append(
            f"{file.name}: {len(framework.components)} tiêu chí được chấm, {framework.total} điểm, "
            f"{len(cases)} ví dụ / components, points, cases"
        )
    if as_json:
        keys = ("file", "line", "key", "message", "mend")
        print_json([{key: getattr(problem, key) for key in keys} for problem in problems])
    elif not problems:
        typer.echo("\n".join(lines))
    if problems:
        stop("\n".join(str(problem) for problem in problems))


def _cases(file: Path) -> list[Case]:
    return [case for path in case_files(file) for case in load_cases(path)]


@app.command()
def show(framework: Edition, as_json: AsJson = False, lang: Lang = "vi") -> None:
    """In cây lĩnh vực, tiêu chí và cách chấm. / Print areas, criteria and how they score."""
    edition = open_edition(framework)
    if as_json:
        print_json(_edition_as_json(edition))
        return
    typer.echo(f"{edition.title.in_language(lang)} ({edition.key})")
    if edition.notice:
        typer.echo(f"! {edition.notice.in_language(lang)}")
    for node, _ in edition.nodes():
        indent = "  " * (("area", "criterion", "component").index(node.level))
        maximum = format_number(node.max, language=lang)
        typer.echo(f"{indent}{node.code:<8} {node.label.in_language(lang)} [{maximum}]")
        if isinstance(node, Component):
            typer.echo(f"{indent}         {rule_sentence(node).in_language(lang)}")


def _edition_as_json(edition: Framework) -> dict[str, Any]:
    return {
        "key": edition.key,
        "year": edition.year,
        "title": edition.title.vi,
        "title_en": edition.title.en,
        "status": edition.status,
        "notice": edition.notice.vi if edition.notice else None,
        "notice_en": edition.notice.en if edition.notice else None,
        "legal_basis": edition.legal_basis.vi,
        "supersedes": edition.supersedes,
        "total": str(edition.total),
        "areas": [_node_as_json(area) for area in edition.areas],
        "adjustments": [
            {
                "kind": item.kind,
                "ground": item.ground.vi,
                "ground_en": item.ground.en,
                **_node_as_json(item.component),
            }
            for item in edition.adjustments
        ],
    }


def _node_as_json(node: Node) -> dict[str, Any]:
    described: dict[str, Any] = {
        "key": node.key,
        "code": node.code,
        "label": node.label.vi,
        "label_en": node.label.en,
        "level": node.level,
        "max": str(node.max),
        "method": None,
        "children": [_node_as_json(child) for child in node.children],
    }
    if isinstance(node, Component):
        sentence = rule_sentence(node)
        described |= {
            "method": node.method,
            "rule": {"kind": node.rule.kind, "sentence": sentence.vi, "sentence_en": sentence.en},
            "variables": [
                {
                    "name": variable.name,
                    "type": variable.type,
                    "label": variable.label.vi,
                    "label_en": variable.label.en,
                    "question": variable.question.vi,
                    "question_en": variable.question.en,
                    "unit": variable.unit.vi if variable.unit else None,
                    "register": variable.register,
                    "options": list(variable.options),
                }
                for variable in node.variables
            ],
            "evidence": [label.vi for label in node.evidence],
            "owner_function": node.owner_function,
            "conclusion": node.conclusion,
            "continues": node.continues,
        }
    return described


@app.command()
def diff(
    old: Edition,
    new: Edition,
    as_json: AsJson = False,
    lang: Lang = "vi",
) -> None:
    """Nói rõ bộ tiêu chí mới khác gì và ảnh hưởng điểm ra sao. / What changed, and its points."""
    changes = compare(open_edition(old), open_edition(new))
    if as_json:
        print_json([_change_as_json(change) for change in changes])
        return
    if not changes:
        typer.echo({"vi": "Không có thay đổi.", "en": "Nothing changed."}[lang])
    for change in changes:
        typer.echo(_change_line(change, lang))


def _change_line(change: Change, language: Language) -> str:
    place = f"{change.code} " if change.code else ""
    text = change.text.in_language(language)
    return f"{place}{change.label.in_language(language)}: {text}."


def _change_as_json(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "code": change.code,
        "key": change.key,
        "label": change.label.vi,
        "label_en": change.label.en,
        "text": change.text.vi,
        "text_en": change.text.en,
        "points": None if change.points is None else str(change.points),
    }
