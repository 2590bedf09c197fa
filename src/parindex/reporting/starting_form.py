"""The form that the project proposes to start from; it is no official one."""

from __future__ import annotations

from importlib.resources import files

import yaml

from parindex.reporting.questions import Question


def starting_questions() -> tuple[Question, ...]:
    """Its questions, under the fixed headings of a periodic report of reform."""
    text = files("parindex.reporting").joinpath("starting_form.yaml").read_text("utf-8")
    return tuple(
        Question(key=f"q{number}", **one)
        for number, one in enumerate(yaml.safe_load(text), start=1)
    )
