"""Whatever a framework file holds, the loader accepts it or says what is wrong."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parindex_core.framework import FrameworkInvalid, load_framework_text
from parindex_core.framework.document import classify_plain

SMALL = (Path(__file__).parents[2] / "frameworks" / "small.yaml").read_text(encoding="utf-8")
LINES = SMALL.splitlines()
WORDS = sorted({word.strip('{}[],:"') for word in SMALL.split()} - {""})
ODD = [
    "{}",
    "[]",
    "null",
    "~",
    "true",
    "1.5",
    "-1",
    "1e9",
    "&x",
    "*x",
    "!!python/x",
    "<<",
    "-",
    "'",
    ":",
    "%",
    "|",
    ">",
    "---",
    "100%",
    "0x1",
    "1_0",
    "{a",
]
SCRAPS = st.sampled_from([*WORDS, *ODD, "", '"', "\t", "\u2028", "\x07", "\ud800"])


def accepted_or_explained(text: str) -> None:
    problems = []
    try:
        load_framework_text(text, "fuzz.yaml")
    except FrameworkInvalid as refused:
        problems = refused.problems
        assert problems, "refused without a reason"
    last = len(text.splitlines()) + 2
    assert all(p.message and p.mend and 1 <= p.line <= last for p in problems)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_mutated_lines(data: st.DataObject):
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 4))):
        position = data.draw(st.integers(0, len(lines) - 1))
        kind = data.draw(st.sampled_from(["drop", "double", "swap", "value", "indent"]))
        if kind == "drop" and len(lines) > 1:
            del lines[position]
        elif kind == "double":
            lines.insert(position, lines[position])
        elif kind == "swap":
            other = data.draw(st.integers(0, len(lines) - 1))
            lines[position], lines[other] = lines[other], lines[position]
        elif kind == "value":
            key = lines[position].split(":")[0]
            lines[position] = f"{key}: {data.draw(SCRAPS)}"
        else:
            lines[position] = " " * data.draw(st.integers(0, 6)) + lines[position].lstrip()
    accepted_or_explained("\n".join(lines))


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(SMALL) - 1), st.integers(0, 40), SCRAPS)
def test_replaced_characters(start: int, length: int, scrap: str):
    accepted_or_explained(SMALL[:start] + scrap + SMALL[start + length :])


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str):
    accepted_or_explained(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("14", "integer"),
        ("-1", "integer"),
        ("0.5", "float"),
        (".5", "float"),
        ("1.", "float"),
        ("1e3", "float"),
        (".inf", "ambiguous"),
        (".nan", "ambiguous"),
        ("true", "boolean"),
        ("True", "ambiguous"),
        ("yes", "ambiguous"),
        ("no", "ambiguous"),
        ("off", "ambiguous"),
        ("null", "null"),
        ("", "null"),
        ("none", "string"),
        ("1.1.3", "string"),
        ("100%", "string"),
        ("012", "ambiguous"),
        ("0x1f", "ambiguous"),
        ("1:30", "ambiguous"),
        ("2026-01-02", "ambiguous"),
        ("đúng hạn", "string"),
    ],
)
def test_unquoted_scalars_are_what_their_text_says_or_refused(text: str, kind: str):
    assert classify_plain(text) == kind
