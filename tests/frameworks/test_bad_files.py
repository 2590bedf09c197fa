"""A file a mistake: each says in its first three lines what the loader must say of it."""

from pathlib import Path

import pytest

from parindex_core.framework import FrameworkInvalid, load_framework
from parindex_core.framework.document import MAX_BYTES

HERE = Path(__file__).parent
FILES = sorted((HERE / "bad").glob("*.yaml"))


def test_the_sound_edition_that_the_bad_ones_are_made_from_loads():
    assert len(load_framework(HERE / "small.yaml").components) == 6


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_one_mistake_gives_one_problem_with_line_key_and_mend(path: Path):
    where, message, mend = (
        line.removeprefix("# ") for line in path.read_text(encoding="utf-8").splitlines()[:3]
    )
    line, key = where.split(" ", 1)

    with pytest.raises(FrameworkInvalid) as refused:
        load_framework(path)

    (problem,) = refused.value.problems
    assert problem.file == str(path)
    assert problem.line == int(line)
    assert (problem.key or "-") == key
    assert problem.message == message
    assert problem.mend == mend


def test_there_is_a_file_for_every_kind_of_mistake():
    assert len(FILES) >= 80


def test_all_mistakes_of_a_file_are_said_at_once(tmp_path: Path):
    text = (HERE / "small.yaml").read_text(encoding="utf-8")
    for right, wrong in (
        ("total: 10", "total: 11"),
        ("register: communications", "register: nowhere"),
        ('late: "0.5", none', "late: 0.5, none"),
        ("numerator: done", "numerator: finished"),
    ):
        assert right in text
        text = text.replace(right, wrong, 1)
    path = tmp_path / "four.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(FrameworkInvalid) as refused:
        load_framework(path)

    messages = [problem.message for problem in refused.value.problems]
    assert messages == [
        "the areas' maxima make 10 points, total says 11",
        "the variable finished is not declared",
        "the bare number 0.5 would lose its exact value",
        "the register nowhere is unknown",
    ]
    lines = [problem.line for problem in refused.value.problems]
    assert lines == sorted(lines)


def test_a_file_that_is_not_utf8_is_refused_with_its_line(tmp_path: Path):
    path = tmp_path / "latin.yaml"
    path.write_bytes("key: small\ntitle: thử\n".encode("utf-16-le"))
    path.write_bytes(b"key: small\ntitle: th\xff\n")

    with pytest.raises(FrameworkInvalid) as refused:
        load_framework(path)

    (problem,) = refused.value.problems
    assert (problem.line, problem.message) == (2, "the file is not UTF-8 text")


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path):
    path = tmp_path / "large.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 10))

    with pytest.raises(FrameworkInvalid, match="too large"):
        load_framework(path)


def test_deep_nesting_is_refused_and_does_not_exhaust_the_stack(tmp_path: Path):
    path = tmp_path / "deep.yaml"
    path.write_text("key: " + "[" * 50_000, encoding="utf-8")

    with pytest.raises(FrameworkInvalid):
        load_framework(path)
