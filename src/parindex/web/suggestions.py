"""What joins a directive's tasks to the index: components served, and the owner they suggest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from parindex_core.vietnamese.folding import fold

if TYPE_CHECKING:
    from parindex.assignments.drafts import TaskDraft
    from parindex.assignments.models import Directive
    from parindex.organisations.models import Unit
    from parindex_core.framework import Component, Framework

# Of a component's pairs of words, so many have to stand in a task's, and at least so many; no more
# components than this are suggested.
_SHARE, _FEWEST_PAIRS, _MOST_SUGGESTED = 0.5, 3, 2
_SHORT = {"cchc": "cai cach hanh chinh", "tthc": "thu tuc hanh chinh", "qppl": "quy pham phap luat"}


def components_served(framework: Framework, directive: Directive, item_number: str) -> list[str]:
    """Keys of the components that the edition says an item of this directive asks for."""
    if framework.directive != directive.number:
        return []
    item = item_number.partition(".")[0]
    return [leaf.key for leaf in framework.components if leaf.conclusion == item]


def components_for(
    framework: Framework | None, directive: Directive | None, item_number: str, text: str
) -> list[str]:
    """Keys of the components that a sentence serves: by the edition, else by their words."""
    if framework is None:
        return []
    if directive is not None and framework.directive == directive.number:
        return components_served(framework, directive, item_number)
    return components_by_words(framework, text)


def components_by_words(framework: Framework, text: str) -> list[str]:
    """Keys of the components whose words a task's say, the likest first; few, or none."""
    said = _pairs(text)
    scored = []
    for leaf in framework.components:
        pairs = _label_pairs(leaf.label.vi)
        shared = len(pairs & said)
        if shared >= _FEWEST_PAIRS and shared >= _SHARE * len(pairs):
            scored.append((shared / len(pairs), shared, leaf.key))
    return [key for *_score, key in sorted(scored, reverse=True)[:_MOST_SUGGESTED]]


def suggested_owner(
    framework: Framework,
    owners: Mapping[str, Unit],
    directive: Directive,
    draft: TaskDraft,
) -> Unit | None:
    """The unit that answers for most of the components that the draft's item asks for, if any."""
    found = suggested_owners(framework, owners, directive, [draft.item_number])
    return found.get(draft.item_number)


def suggested_owners(
    framework: Framework | None,
    owners: Mapping[str, Unit],
    directive: Directive,
    item_numbers: Iterable[str],
) -> dict[str, Unit]:
    """By an item's number, the unit that answers for most of the components it asks for."""
    found = {}
    if framework is None:
        return {}
    for number in item_numbers:
        served = components_served(framework, directive, number)
        answering = [owners[key] for key in served if key in owners]
        if answering:
            found[number] = max(answering, key=answering.count)
    return found


def components_named(framework: Framework | None, keys: Iterable[str]) -> list[Component]:
    """The components of these keys, in the edition's order; keys of other editions are left out."""
    wanted = set(keys)
    return [leaf for leaf in framework.components if leaf.key in wanted] if framework else []


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """Every two words that follow each other, folded, the field's short forms written out."""
    words: list[str] = []
    for word in "".join(c if c.isalnum() else " " for c in fold(text)).split():
        words += _SHORT.get(word, word).split()
    return frozenset(pairwise(words))


@lru_cache(maxsize=1024)
def _label_pairs(label: str) -> frozenset[tuple[str, str]]:
    return _pairs(label)
