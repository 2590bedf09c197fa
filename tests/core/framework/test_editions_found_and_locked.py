"""Finding editions by name or path, and keeping what was published."""

from pathlib import Path

import pytest

from parindex_core.framework import EditionNotFound, find_edition, load_framework
from parindex_core.framework.editions import check_lock, check_published, fingerprint


def test_an_edition_is_found_by_its_key():
    path = find_edition("department-template")
    assert load_framework(path).key == "department-template"


def test_an_edition_is_found_by_its_path(tmp_path: Path):
    path = tmp_path / "own.yaml"
    path.write_text("key: own\n", encoding="utf-8")
    assert find_edition(str(path)) == path


@pytest.mark.parametrize("name", ["nothing", "nothing.yaml", "../department-template", ""])
def test_an_unknown_edition_raises_and_says_what_is_known(name: str):
    with pytest.raises(EditionNotFound, match=r"department-template|Check the path"):
        find_edition(name)


@pytest.fixture
def published(tmp_path: Path) -> Path:
    edition = tmp_path / "first.yaml"
    edition.write_text("key: first\n", encoding="utf-8")
    lock = f"# published\n{fingerprint(edition)}  first.yaml\n"
    (tmp_path / "published.lock").write_text(lock, encoding="utf-8")
    return edition


def test_an_unchanged_edition_passes_on_any_system(published: Path):
    assert check_lock(published.parent) == []
    published.write_bytes(b"key: first\r\n")
    assert check_lock(published.parent) == []


def test_a_changed_edition_is_refused_with_its_mend(published: Path):
    published.write_text("key: second\n", encoding="utf-8")
    for problems in (check_lock(published.parent), check_published(published)):
        (problem,) = problems
        assert problem.file == str(published)
        assert "changed after it was published" in problem.message
        assert "supersedes" in problem.mend


def test_a_removed_edition_is_missed(published: Path):
    published.unlink()
    (problem,) = check_lock(published.parent)
    assert (problem.line, problem.message) == (2, "the published file is missing")


def test_a_new_edition_must_be_entered(published: Path):
    new = published.with_name("second.yaml")
    new.write_text("key: second\n", encoding="utf-8")
    (problem,) = check_lock(published.parent)
    assert fingerprint(new) in problem.mend
    assert check_published(new) == []
