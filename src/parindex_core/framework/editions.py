"""Where editions are kept, and the lock that keeps published ones unchanged."""

import hashlib
import sys
from collections.abc import Mapping
from pathlib import Path

from parindex_core.framework.problems import EditionNotFound, Problem

LOCK_NAME = "published.lock"


def framework_folders() -> tuple[Path, ...]:
    """The folders with editions: beside the source tree, and in an installed wheel's share."""
    beside_source = Path(__file__).resolve().parents[3] / "frameworks"
    installed = Path(sys.prefix) / "share" / "parindex" / "frameworks"
    return tuple(folder for folder in (beside_source, installed) if folder.is_dir())


def edition_paths() -> tuple[Path, ...]:
    """Every edition's file in the first folder that has any, sorted by name."""
    for folder in framework_folders():
        if found := sorted(folder.glob("*.yaml")):
            return tuple(found)
    return ()


def find_edition(reference: str) -> Path:
    """The file of an edition given by its key or by a path; raises EditionNotFound."""
    path = Path(reference)
    if path.suffix in (".yaml", ".yml"):
        if path.is_file():
            return path
        raise EditionNotFound(f"There is no file {reference}. Check the path.")
    for edition in edition_paths():
        if edition.stem == reference:
            return edition
    known = ", ".join(edition.stem for edition in edition_paths()) or "none"
    raise EditionNotFound(
        f"There is no edition {reference}. Known: {known}; or give a path that ends in .yaml."
    )


def fingerprint(path: Path) -> str:
    """The sha256 of a file; line ends count as one character on every system."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def read_lock(folder: Path) -> Mapping[str, tuple[str, int]]:
    """File name → (sha256, line) of `published.lock` in a folder; empty where there is none."""
    lock = folder / LOCK_NAME
    if not lock.is_file():
        return {}
    entries: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(lock.read_text(encoding="utf-8").splitlines(), 1):
        digest, _, name = line.partition("  ")
        if name and not line.startswith("#"):
            entries[name.strip()] = (digest, number)
    return entries


def check_lock(folder: Path) -> list[Problem]:
    """Published editions of a folder that were changed, removed or never entered."""
    lock, entries = folder / LOCK_NAME, read_lock(folder)
    problems = []
    for name, (_, line) in entries.items():
        path = folder / name
        if not path.is_file():
            mend = "Put the file back: what was published stays"
            problems.append(Problem(str(lock), line, name, "the published file is missing", mend))
        else:
            problems.extend(check_published(path))
    for path in sorted(folder.glob("*.yaml")):
        if path.name not in entries:
            mend = f"Add the line: {fingerprint(path)}  {path.name}"
            message = f"the edition {path.name} is not entered"
            problems.append(Problem(str(lock), len(entries) + 1, path.name, message, mend))
    return problems


def check_published(path: Path) -> list[Problem]:
    """Whether a file that is entered in the lock beside it still is what was published."""
    digest, _ = read_lock(path.parent).get(path.name, ("", 0))
    if not digest or not path.is_file() or fingerprint(path) == digest:
        return []
    message = "the edition was changed after it was published"
    mend = "Undo the change and put it into a new file with another key that supersedes this one"
    return [Problem(str(path), 1, path.name, message, mend)]
