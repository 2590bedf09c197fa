"""Names of units and bodies as papers write them, with damage, by alias, acronym and function."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from rapidfuzz import fuzz

from parindex_core.directives.abbreviations import initialled, otherwise_written
from parindex_core.directives.organisations import BODIES, DEPARTMENTS, DIVISIONS
from parindex_core.directives.spotting import Candidates, PhraseTrie, Spot, Spotter
from parindex_core.directives.transcript import Transcript, words_of
from parindex_core.directives.unit_file import Unit


@dataclass(frozen=True)
class Mention:
    """A name at [start, end) of the transcript; ``everyone`` for “các phòng, đơn vị”."""

    start: int
    end: int
    unit: str | None
    name: str
    matched: bool
    confidence: float
    everyone: bool = False


@dataclass(frozen=True)
class _Entry:
    unit: str | None
    name: str
    confidence: float


# Kinds of bodies whose name is often cut to the initials of the rest: “Phòng QLCN”, “Chi cục TĐC”.
_KINDS = ("Phòng", "Chi cục", "Trung tâm", "Ban", "Trường", "Bệnh viện", "Hội", "Sở", "Văn phòng")
_SHORT_KINDS = {"Phòng": ("P.",), "Trung tâm": ("TT",), "Chi cục": ("CC",), "Văn phòng": ("VP",)}
# Kinds that a list names once for all: “các Sở: Nội vụ, Tư pháp”, “UBND các xã Tân Hội, Mỹ Khê”.
_LISTED_KINDS = tuple(
    tuple(kind.split())
    for kind in (
        "so", "phong", "ban", "chi cuc", "trung tam", "truong", "xa", "phuong", "thi tran",
        "huyen", "thi xa", "thanh pho",
    )
)  # fmt: skip
_COMMITTEE_HEADS = (("ubnd",), ("uy", "ban", "nhan", "dan"))
_MOST_COST_WRITTEN_SMALL = 0.3
_LINKING = frozenset(("và", "-", "&", "–"))
_FUNCTION_LEAD = (
    r"\b(?:(?:phong|don vi|bo phan|to|cong chuc|can bo|vien chuc|chuyen vien)(?: chuyen mon)?"
    r"(?: duoc giao| truc tiep| co chuc nang)*(?: phu trach| tham muu| lam cong tac| theo doi"
    r"| quan ly| chuyen trach| lam dau moi)(?: nhiem vu| ve| cong tac| linh vuc| tham muu)*"
    r"|bo phan) "
)


class NameFinder:
    """Finds the units of a units file, and well-known bodies, in a transcript."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self._words: set[str] = set()
        self._longest = 1
        self._trie = PhraseTrie()
        self._by_kind: dict[tuple[str, ...], PhraseTrie] = {}
        self._kinds = (*_LISTED_KINDS, *_shared_beginnings(units))
        for unit in units:
            self._add(unit.name, _Entry(unit.key, unit.name, 1.0))
        for unit in units:
            for alias in unit.aliases:
                self._add(alias, _Entry(unit.key, unit.name, 0.95))
        for unit in units:
            for alias in (*_short_names(unit.name), *otherwise_written(unit.name)):
                self._add(alias, _Entry(unit.key, unit.name, 0.85))
        for unit in units:
            for alias in initialled(unit.name):
                self._add(alias, _Entry(unit.key, unit.name, 0.8))
        for name in (*DEPARTMENTS, *BODIES, *DIVISIONS):
            self._add(name, _Entry(None, name, 0.5))
        self._functions = self._function_pattern()
        self._known = [
            (unit, _essence(" ".join(words_of(name))))
            for unit in units
            for name in (unit.name, *unit.aliases)
        ]

    def words(self) -> list[str]:
        """All words of the names, for the index of candidates."""
        return sorted(self._words)

    def _add(self, name: str, entry: _Entry) -> None:
        words = words_of(name)
        if not words:
            return
        self._words.update(words)
        self._longest = max(self._longest, len(words))
        self._trie.add(words, entry)
        for kind, rest in self._kinds_of(words):
            self._by_kind.setdefault(kind, PhraseTrie()).add(rest, entry)

    def _kinds_of(self, words: Sequence[str]) -> list[tuple[tuple[str, ...], Sequence[str]]]:
        """The kinds that a name begins with, each with the rest; “UBND xã” counts as “xã”."""
        for head in _COMMITTEE_HEADS:
            if tuple(words[: len(head)]) == head:
                words = words[len(head) :]
        kinds = self._kinds_at(words, 0)
        return [(kind, words[len(kind) :]) for kind in kinds if words[len(kind) :]]

    def _kinds_at(self, words: Sequence[str], at: int) -> list[tuple[str, ...]]:
        return [kind for kind in self._kinds if tuple(words[at : at + len(kind)]) == kind]

    def _function_pattern(self) -> tuple[re.Pattern[str], dict[str, Unit]] | None:
        by_phrase: dict[str, Unit] = {}
        for unit in self.units:
            for phrase in unit.function_words:
                by_phrase.setdefault(" ".join(words_of(phrase)), unit)
        by_phrase.pop("", None)
        if not by_phrase:
            return None
        longest_first = sorted(by_phrase, key=len, reverse=True)
        alternatives = "|".join(map(re.escape, longest_first))
        return re.compile(f"{_FUNCTION_LEAD}({alternatives})\\b"), by_phrase

    def mentions(
        self,
        transcript: Transcript,
        candidates: Callable[[str], Candidates],
        spots: Sequence[Spot],
        changed: Sequence[int],
    ) -> list[Mention]:
        """All names in the paper, in order, none within another.

        ``spots`` are those found before words were repaired; more are looked for only around the
        words that ``changed`` since.
        """
        near = sorted(
            {at for word in changed for at in range(max(0, word - self._longest), word + 1)}
        )
        more = self._spots_at(transcript, candidates, near)
        kept: list[Spot] = []
        for spot in sorted([*spots, *more], key=lambda s: (s.first, -s.last)):
            if not kept or spot.first >= kept[-1].last:
                kept.append(spot)
            elif len(spot.words) > len(kept[-1].words):
                kept[-1] = spot
        return [_mention(transcript, spot) for spot in kept]

    def spots(self, transcript: Transcript, candidates: Callable[[str], Candidates]) -> list[Spot]:
        """The words of all names in the paper, in order, none within another."""
        return self._spots_at(transcript, candidates, range(len(transcript.words)))

    def _spots_at(
        self,
        transcript: Transcript,
        candidates: Callable[[str], Candidates],
        places: Sequence[int],
    ) -> list[Spot]:
        """Names that begin at one of the places, which are in order."""
        words = transcript.words
        spotter = Spotter(self._trie, candidates)
        starting = {word for word in set(words) if spotter.may_begin(word)}
        found: list[Spot] = []
        past = 0
        for at in [at for at in places if words[at] in starting or words[at] == "cac"]:
            word = words[at]
            if at < past:
                continue
            if word == "cac":
                listed = self._listed(transcript, at, candidates)
                found += listed
                past = listed[-1].last if listed else past
            if at < past or word not in starting:
                continue
            spot = spotter.longest_at(words, at)
            if spot is None:
                continue
            if not _acceptable(spot, transcript) and not _goes_on(found, spot, transcript):
                continue
            if spot.cost > 0 and _is_kind_of_committee(words, at, candidates):
                # “UBND các xã Tân Hội, Mỹ Khê” is a list, though much like “UBND cấp xã”.
                continue
            found.append(spot)
            if _part_of_list(transcript, spot.last):
                kind = next((kind for kind, _ in self._kinds_of(spot.words)), ())
                if kind in self._by_kind:
                    start = spot.last + (words[spot.last] == "va")
                    found += self._names_in_list(transcript, start, kind, candidates, exact=True)
            past = found[-1].last
        return found

    def _listed(
        self, transcript: Transcript, at: int, candidates: Callable[[str], Candidates]
    ) -> list[Spot]:
        """“các Sở: Nội vụ, Tư pháp”: names that share the word before the colon."""
        words = transcript.words
        found: list[Spot] = []
        for kind in self._kinds_at(words, at + 1):
            first = at + 1 + len(kind)
            if kind in self._by_kind and words[first : first + 1]:
                listed = self._names_in_list(transcript, first, kind, candidates)
                found = max(found, listed, key=len)
        return found

    def _names_in_list(
        self,
        transcript: Transcript,
        place: int,
        kind: tuple[str, ...],
        candidates: Callable[[str], Candidates],
        *,
        exact: bool = False,
    ) -> list[Spot]:
        """Names of one kind from the place on, each without the word for the kind.

        ``exact`` where the kind was not said to be shared: then only names hardly damaged count.
        """
        words = transcript.words
        spotter, found = Spotter(self._by_kind[kind], candidates), []
        while place < len(words):
            spot = spotter.longest_at(words, place)
            if spot is None or transcript.raw_word(place)[:1].islower():
                break
            if exact and (spot.cost > 0.25 * len(spot.words) or len(spot.words) < 2):
                break
            found.append(spot)
            gap = transcript.gap_before(spot.last)
            following = spot.last + (words[spot.last : spot.last + 1] == ["va"])
            if following == spot.last and not gap.startswith((",", ";")):
                break
            place = following
        return found

    def by_function(self, flat: str, start: int, end: int) -> list[Mention]:
        """Units called by what they do: “bộ phận phụ trách văn thư”."""
        if self._functions is None:
            return []
        pattern, units = self._functions
        return [
            Mention(m.start(), m.end(), units[m[1]].key, units[m[1]].name, True, 0.7)
            for m in pattern.finditer(flat, start, end)
        ]

    def closest(self, folded: str) -> tuple[Unit, float] | None:
        """The unit whose name or alias is most like the folded name, when it is like enough."""
        best: tuple[Unit, float] | None = None
        wanted = _essence(folded)
        kind = wanted.split(" ", 1)[0]
        for unit, known in self._known:
            if kind != known.split(" ", 1)[0]:
                continue
            score = fuzz.ratio(wanted, known, score_cutoff=86) / 100
            if score and (best is None or score > best[1]):
                best = unit, score
        return best


def _mention(transcript: Transcript, spot: Spot) -> Mention:
    entry = cast(_Entry, spot.payload)
    return Mention(
        transcript.word_start(spot.first),
        transcript.word_end(spot.last - 1),
        entry.unit,
        entry.name,
        entry.unit is not None,
        round(max(0.4, entry.confidence - 0.3 * spot.cost / len(spot.words)), 2),
    )


def _essence(folded: str) -> str:
    return " ".join(word for word in folded.split() if word not in ("va", "&", "cac"))


def _short_names(name: str) -> list[str]:
    """Ways in which papers shorten a name that its file may not list."""
    short: list[str] = []
    for kind in _KINDS:
        if not name.startswith(f"{kind} "):
            continue
        rest = [w.strip(",.;()") for w in name[len(kind) :].split()]
        letters = [w[0].upper() for w in rest if w and w not in _LINKING and w[0].isalpha()]
        kinds = (kind, *_SHORT_KINDS.get(kind, ()))
        if len(letters) > 1:
            short += [f"{k} {''.join(letters)}" for k in kinds]
        short += [f"{k} {' '.join(rest)}" for k in kinds[1:]]
        without = [w for w in rest if w not in _LINKING]
        short.append(f"{kind} {' '.join(without)}")
    if name in ("Văn phòng Sở", "Thanh tra Sở"):
        short.append(name.removesuffix(" Sở"))
    return short


def _shared_beginnings(units: Sequence[Unit]) -> list[tuple[str, ...]]:
    """How several names begin, the longest first: “Hạt Kiểm lâm huyện” of three of them."""
    counts: Counter[tuple[str, ...]] = Counter()
    for unit in units:
        words = words_of(unit.name)
        counts.update(tuple(words[:length]) for length in range(2, min(len(words), 6)))
    shared = [beginning for beginning, count in counts.items() if count > 1]
    return sorted(shared, key=len, reverse=True)


def _is_kind_of_committee(
    words: Sequence[str], at: int, candidates: Callable[[str], Candidates]
) -> bool:
    """Whether “UBND các xã” stands at the place, which may head a list."""
    for head in _COMMITTEE_HEADS:
        after = at + len(head)
        if tuple(words[at:after]) == head and after + 1 < len(words):
            kinds = candidates(words[after + 1])
            shared = any(kind[0] in kinds for kind in _LISTED_KINDS)
            return shared and "cac" in candidates(words[after])
    return False


def _part_of_list(transcript: Transcript, at: int) -> bool:
    """Whether “, ” or “ và ” and a word with a capital follow, which may go on with a list."""
    words = transcript.words
    following = at + (words[at : at + 1] == ["va"])
    if following >= len(words) or not transcript.raw_word(following)[:1].isupper():
        return False
    return following > at or transcript.gap_before(at).strip() == ","


def _goes_on(found: Sequence[Spot], spot: Spot, transcript: Transcript) -> bool:
    """A name written small that goes on with a list: “UBND phường 1, phường 2 và xã Long Hưng”."""
    if not found or spot.cost > 0 or len(spot.words) < 2 or cast(_Entry, spot.payload).unit is None:
        return False
    between = transcript.words[found[-1].last : spot.first]
    gap = transcript.gap_before(spot.first if not between else found[-1].last).strip()
    return (between == ["va"] and not gap) or (not between and gap == ",")


def _acceptable(spot: Spot, transcript: Transcript) -> bool:
    """Names begin with a capital; one short word must be written as an abbreviation."""
    raw = transcript.raw_word(spot.first)
    gaps = (transcript.gap_before(word) for word in range(spot.first + 1, spot.last))
    if any(sign in gap for gap in gaps for sign in ":;"):
        return False
    if len(spot.words) == 1:
        return spot.cost <= 0.25 and sum(c.isupper() for c in raw) >= 2
    if raw[:1].islower():
        # “Trưởng phòng Kinh tế”: the kind is written small, the name is not.
        named = transcript.raw_word(spot.first + 1)[:1].isupper()
        return spot.cost <= _MOST_COST_WRITTEN_SMALL and (named or len(spot.words) >= 4)
    return True
