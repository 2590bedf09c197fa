"""Finding phrases in damaged text: word by word, within a budget of errors for each phrase."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Candidates = dict[str, float]
Lookup = Callable[[str], Candidates]


@dataclass(frozen=True)
class Spot:
    """A phrase found at words [first, last); ``words`` as they should read, ``cost`` of errors."""

    first: int
    last: int
    words: tuple[str, ...]
    payload: object
    cost: float


class _Node:
    """A word of phrases, after the words before it."""

    __slots__ = ("budget", "ends", "following", "limit", "path", "payload")

    def __init__(self, path: tuple[str, ...]) -> None:
        self.path = path
        self.following: dict[str, _Node] = {}
        self.ends = False
        self.payload: object = None
        self.budget = error_budget(path) if path else 0.0
        # The largest budget of a phrase that goes through here.
        self.limit = 0.0


_State = tuple[_Node, float]


def error_budget(words: Sequence[str]) -> float:
    """How much error a phrase may hold and still be known by the rest of its words."""
    letters = sum(map(len, words))
    if len(words) == 1:
        return 0.3
    if len(words) == 2:
        return 0.9 if letters >= 8 else 0.65
    if len(words) == 3:
        return 1.35
    return 0.42 * len(words)


class PhraseTrie:
    """Phrases as a tree of words; the longest phrase within its budget is found at a word."""

    def __init__(self) -> None:
        self._root = _Node(())

    def add(self, words: Sequence[str], payload: object = None) -> None:
        """Adds a phrase; the first payload given for the same words stays."""
        node, budget = self._root, error_budget(words)
        for at, word in enumerate(words, start=1):
            following = node.following.get(word)
            if following is None:
                following = node.following[word] = _Node(tuple(words[:at]))
            node = following
            # Early errors must leave room to be outweighed by what follows.
            node.limit = max(node.limit, min(budget, 0.5 * at + 0.8))
        if not node.ends:
            node.ends, node.payload = True, payload

    def after_first(self, candidates: Candidates) -> list[_State]:
        """Where phrases stand after a first word."""
        return _advance([(self._root, 0.0)], candidates)


class Spotter:
    """Spots the phrases of a trie in words, by the candidates of one text.

    What the first two words of a phrase lead to is remembered, since papers say the same over and
    over.
    """

    def __init__(self, trie: PhraseTrie, candidates: Lookup) -> None:
        self._trie = trie
        self._candidates = candidates
        self._first: dict[str, list[_State]] = {}
        self._pairs: dict[tuple[str, str], list[_State]] = {}

    def may_begin(self, word: str) -> bool:
        """Whether a phrase can begin with the word."""
        states = self._first.get(word)
        if states is None:
            found = self._trie.after_first(self._candidates(word)) if word else []
            states = self._first[word] = found
        return bool(states)

    def longest_at(self, words: Sequence[str], at: int) -> Spot | None:
        """The best phrase that begins at the word: the longest, then the least damaged."""
        if not self.may_begin(words[at]):
            return None
        states = self._first[words[at]]
        best = _best_end(states, at + 1, None)
        last, count = at + 1, len(words)
        while last < count:
            word = words[last]
            last += 1
            if not word:  # a page number taken out
                continue
            if last == at + 2:
                states = self._after_pair(words[at], word)
            else:
                states = _advance(states, self._candidates(word))
            if not states:
                break
            best = _best_end(states, last, best)
        if best is None:
            return None
        node, cost, last = best
        return Spot(at, last, node.path, node.payload, cost)

    def _after_pair(self, first: str, second: str) -> list[_State]:
        states = self._pairs.get((first, second))
        if states is None:
            states = _advance(self._first[first], self._candidates(second))
            self._pairs[first, second] = states
        return states


_End = tuple[_Node, float, int]


def _best_end(states: list[_State], last: int, best: _End | None) -> _End | None:
    for node, cost in states:
        found = node.ends and cost <= node.budget
        if found and (best is None or best[2] < last or cost < best[1]):
            best = node, cost, last
    return best


def _advance(states: list[_State], found: Candidates) -> list[_State]:
    following: list[_State] = []
    if not found:
        return following
    for node, cost in states:
        steps = node.following
        if not steps:
            continue
        for known, extra in found.items():
            step = steps.get(known)
            if step is not None and cost + extra <= step.limit:
                following.append((step, cost + extra))
    return following
