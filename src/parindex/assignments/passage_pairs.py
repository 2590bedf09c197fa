"""Which sentence of an amended paper is which of the one before, in a time that grows with both.

Sentences of the same words are found by their words, whatever their number. Only the others are
compared letter by letter: all with all while they are few and short, else each with those that
share its rare words, its item or its place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from rapidfuzz import fuzz

from parindex.assignments.passages import Passage
from parindex_core.vietnamese.folding import fold

# Of 100: as much alike two readings of one sentence are, and one sentence amended.
_SAME, _ALIKE = 97.0, 62.0
# So many pairs are all compared, and as many letters with letters: a second's work.
_FEW, _FEW_LETTERS = 40_000, 40_000_000_000
# Of many: so many olds are compared with a new one for each ground; a word of more says nothing.
_CANDIDATES, _RARE = 8, 40
# Letters of a sentence that are compared one by one.
_COMPARED = 5_000


@dataclass(frozen=True)
class _Pair:
    likeness: float
    new: int
    old: int


def pairs_of(news: Sequence[Passage], olds: Sequence[Passage]) -> dict[int, int]:
    """By the place of a new sentence that of the old one that it is, the most alike first."""
    new_words = [_words(passage) for passage in news]
    old_words = [_words(passage) for passage in olds]
    by_words: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for new, words in enumerate(new_words):
        by_words[words][0].append(new)
    for old, words in enumerate(old_words):
        by_words[words][1].append(old)
    found: dict[int, int] = {}
    for same_news, same_olds in by_words.values():
        found.update(_same_pairs(news, olds, same_news, same_olds))
    taken = set(found.values())
    left_news = [new for new in range(len(news)) if new not in found]
    left_olds = [old for old in range(len(olds)) if old not in taken]
    scored = []
    for new, old in _to_compare(news, olds, left_news, left_olds, (new_words, old_words)):
        first, second = new_words[new][:_COMPARED], old_words[old][:_COMPARED]
        likeness = fuzz.ratio(first, second, score_cutoff=_ALIKE)
        if likeness:
            scored.append(_Pair(likeness + _nearness(news, olds, new, old), new, old))
    found.update(_best(scored))
    return found


def is_same(new: Passage, old: Passage) -> bool:
    """Whether two sentences are readings of one, but for a letter here and there."""
    first, second = _words(new), _words(old)
    if first == second or max(len(first), len(second)) > _COMPARED:
        return first == second
    return fuzz.ratio(first, second) >= _SAME


def _same_pairs(
    news: Sequence[Passage],
    olds: Sequence[Passage],
    same_news: Sequence[int],
    same_olds: Sequence[int],
) -> Mapping[int, int]:
    """Of sentences that are all alike, the one in the same item, nearest in the count."""
    if len(same_news) * len(same_olds) <= _CANDIDATES**2:
        return _best(
            _Pair(_nearness(news, olds, new, old), new, old)
            for new in same_news
            for old in same_olds
        )
    # A sentence that stands everywhere: within its item in order, then the rest in order.
    waiting: dict[str, list[int]] = defaultdict(list)
    for old in reversed(same_olds):
        waiting[olds[old].item_number].append(old)
    found = {}
    for new in same_news:
        of_item = waiting[news[new].item_number]
        if of_item:
            found[new] = of_item.pop()
    rest = sorted(old for olds_of_item in waiting.values() for old in olds_of_item)
    without = (new for new in same_news if new not in found)
    return {**found, **dict(zip(without, rest, strict=False))}


def _nearness(news: Sequence[Passage], olds: Sequence[Passage], new: int, old: int) -> float:
    return 2 * (news[new].item_number == olds[old].item_number) - abs(new - old) / 1000


def _best(pairs: Iterable[_Pair]) -> dict[int, int]:
    found: dict[int, int] = {}
    taken: set[int] = set()
    for pair in sorted(pairs, key=lambda one: -one.likeness):
        if pair.new not in found and pair.old not in taken:
            found[pair.new] = pair.old
            taken.add(pair.old)
    return found


def _to_compare(
    news: Sequence[Passage],
    olds: Sequence[Passage],
    left_news: Sequence[int],
    left_olds: Sequence[int],
    words: tuple[Sequence[str], Sequence[str]],
) -> Iterable[tuple[int, int]]:
    letters = _letters(words[0], left_news) * _letters(words[1], left_olds)
    if len(left_news) * len(left_olds) <= _FEW and letters <= _FEW_LETTERS:
        yield from ((new, old) for new in left_news for old in left_olds)
        return
    with_word: dict[str, list[int]] = defaultdict(list)
    of_item: dict[str, list[int]] = defaultdict(list)
    for old in left_olds:
        of_item[olds[old].item_number].append(old)
        for word in dict.fromkeys(words[1][old][:_COMPARED].split()):
            with_word[word].append(old)
    for at, new in enumerate(left_news):
        shared: Counter[int] = Counter()
        for word in dict.fromkeys(words[0][new][:_COMPARED].split()):
            if len(with_word.get(word, ())) <= _RARE:
                shared.update(with_word.get(word, ()))
        here = at * len(left_olds) // len(left_news)
        candidates = {old for old, _count in shared.most_common(_CANDIDATES)}
        candidates.update(islice(of_item.get(news[new].item_number, ()), _CANDIDATES))
        candidates.update(left_olds[max(here - _CANDIDATES // 2, 0) : here + _CANDIDATES // 2])
        yield from ((new, old) for old in sorted(candidates))


def _letters(words: Sequence[str], left: Sequence[int]) -> int:
    return sum(min(len(words[at]), _COMPARED) for at in left)


def _words(passage: Passage) -> str:
    return " ".join(fold(passage.text).split())
