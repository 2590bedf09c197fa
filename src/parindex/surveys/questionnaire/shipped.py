"""The questionnaires that come with the product."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from parindex.surveys.questionnaire.loader import load_questionnaire
from parindex.surveys.questionnaire.model import Questionnaire


@cache
def shipped_sources() -> Mapping[str, str]:
    """Their YAML texts, by “key@version”."""
    sources = {}
    for path in sorted(files("parindex.surveys").joinpath("questionnaires").iterdir(), key=str):
        if path.name.endswith(".yaml"):
            text = path.read_text("utf-8")
            sources[load_questionnaire(text, path.name).reference] = text
    return sources


@cache
def shipped_questionnaires() -> Mapping[str, Questionnaire]:
    """The questionnaires by “key@version”."""
    return {name: load_questionnaire(text, name) for name, text in shipped_sources().items()}
