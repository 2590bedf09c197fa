"""Writes the reference of the command line and of the shipped frameworks: python docs/reference.py

The pages are kept in the repository, so that they can be read there; a test compares them with what
this script would write now.
"""

from collections.abc import Iterator
from pathlib import Path

import typer
import typer.main
from typer.cli import get_docs_for_click

from parindex.cli import app
from parindex_core.framework import Component, Framework, Node, find_edition, load_framework

FOLDER = Path(__file__).parent / "reference"
EDITIONS = ("department-template", "qd766-2026")


def pages() -> dict[str, str]:
    """The text of each page by its file name."""
    command = typer.main.get_command(app)
    context = command.make_context("parindex", [], resilient_parsing=True)
    commands = get_docs_for_click(obj=command, ctx=context, name="parindex")
    written = {"command-line.md": commands.strip() + "\n"}
    for edition in EDITIONS:
        written[f"{edition}.md"] = framework_page(load_framework(find_edition(edition)))
    return written


def framework_page(framework: Framework) -> str:
    """A framework as a table in both languages."""
    lines = [f"# {framework.title.vi}", "", framework.title.en, ""]
    if framework.notice:
        lines += [f"> {framework.notice.vi}", ">", f"> {framework.notice.en}", ""]
    lines += [
        "| code | key | tiêu chí | criterion | max | rule | variables |",
        "| --- | --- | --- | --- | ---: | --- | --- |",
        *(line for area in framework.areas for line in node_lines(area)),
    ]
    return "\n".join(lines) + "\n"


def node_lines(node: Node) -> Iterator[str]:
    """A table line for the node and one for each node under it."""
    rule = variables = ""
    if isinstance(node, Component):
        rule = node.rule.kind
        variables = ", ".join(f"`{variable.name}`" for variable in node.variables)
    cells = (node.code, f"`{node.key}`", node.label.vi, node.label.en, f"{node.max}")
    yield f"| {' | '.join((*cells, rule, variables))} |"
    for child in node.children:
        yield from node_lines(child)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(FOLDER / name)
