"""The pages of a paper as one text, and where in it each page begins."""

from collections.abc import Iterable, Sequence


def joined(pages: Iterable[str]) -> str:
    """One text: a sentence goes on over the end of a page, so that only a line ends there."""
    return "\n".join(page.rstrip("\n") for page in pages) + "\n"


def starts_of(pages: Sequence[str]) -> list[int]:
    """Where in the joined text each page begins."""
    starts, at = [], 0
    for page in pages:
        starts.append(at)
        at += len(page.rstrip("\n")) + 1
    return starts
