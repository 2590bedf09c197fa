"""Puts damaged words right where a set phrase of administrative papers shows what they were."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from parindex_core.directives.ocr import NUMBER, WordIndex, digits_of
from parindex_core.directives.phrases import set_phrases
from parindex_core.directives.spotting import Candidates, PhraseTrie, Spot, Spotter
from parindex_core.directives.syllables import is_syllable
from parindex_core.directives.transcript import Transcript, words_of

# More different words than any directive has: beyond them words are only compared exactly, so that
# a megabyte of noise costs no more than a megabyte of text.
_MOST_DIFFERENT_WORDS = 12_000
# No directive is that long (some 300 pages); what is longer is compared exactly.
_MOST_WORDS = 100_000
# Share of words that no Vietnamese syllable could be; above it the text is taken for an OCR's.
_DAMAGED_SHARE = 0.004


def _set_phrase_trie() -> PhraseTrie:
    trie = PhraseTrie()
    for phrase in set_phrases():
        trie.add([NUMBER if word == NUMBER else w for word in phrase.split() for w in _split(word)])
    return trie


def _split(word: str) -> Sequence[str]:
    return [NUMBER] if word == NUMBER else words_of(word)


_TRIE = _set_phrase_trie()
_LONGEST_PHRASE = max(len(phrase.split()) for phrase in set_phrases())
_WORDS = sorted({w for phrase in set_phrases() for part in phrase.split() for w in _split(part)})

_SOUND = frozenset(_WORDS)


def is_damaged(transcript: Transcript) -> bool:
    """Whether enough words are no Vietnamese syllables for the text to come from an OCR."""
    if len(transcript.words) > _MOST_WORDS:
        return False
    known = wrong = 0
    for (word, raw), count in Counter(transcript.pairs()).items():
        if len(word) > 1 and not word.isdecimal():
            known += count
            # Capitals within a word are those of abbreviations: “TTr”, “HĐND&UBND”.
            written_small = not any(c.isupper() for c in raw[1:]) and "_" not in raw
            if written_small and not is_syllable(word) and word not in _ABBREVIATIONS:
                wrong += count
    return wrong > max(1, _DAMAGED_SHARE * known)


_ROMAN = re.compile(r"[ivxl1|]{1,5}")
# Words of papers that are no Vietnamese syllables, written small.
_OTHER_WORDS = """
ubnd hdnd cchc tthc skhcn snv pvhcc cntt qppl vbqppl email website online zalo facebook internet
web iso ioffice vneid index par sipas papi pci ict dti igate egov pakn bhxh stt portal video clip
app file excel word pdf scan blog
"""
_ABBREVIATIONS = frozenset(_OTHER_WORDS.split())


class Lexicon:
    """Known words and phrases, and the candidates for each word of one transcript."""

    def __init__(self, name_words: Sequence[str], *, damaged: bool) -> None:
        self._index = WordIndex([*_WORDS, *name_words])
        self._damaged = damaged
        self._seen: dict[str, Candidates] = {}

    def candidates(self, word: str) -> Candidates:
        """What the word may stand for, with costs; remembered for each different word."""
        found = self._seen.get(word)
        if found is None:
            fuzzy = self._damaged and len(self._seen) < _MOST_DIFFERENT_WORDS
            found = self._seen[word] = self._index.candidates(word, damaged=fuzzy)
        return found


def repair(
    transcript: Transcript,
    candidates: Callable[[str], Candidates],
    names: Sequence[Spot],
    *,
    damaged: bool,
) -> list[int]:
    """Rewrites numbers read as letters, and words that belong to a name or a set phrase.

    Returns the indexes of the words that changed.
    """
    words = transcript.words
    fixed = list(words)
    spotter = Spotter(_TRIE, candidates)
    # A phrase is put right only where one of its words is none that papers use.
    sound = {word for word in set(words) if word in _SOUND or word.isdecimal()}
    starting = {word for word in set(words) if damaged and spotter.may_begin(word)}
    unsound_at = len(words) + _LONGEST_PHRASE
    for at in range(len(words) - 1, -1, -1) if starting else ():
        word = words[at]
        if word not in sound:
            unsound_at = at
        if word in starting and unsound_at - at < _LONGEST_PHRASE:
            spot = spotter.longest_at(words, at)
            if spot is not None and spot.cost > 0 and not _crosses_sentence(transcript, spot):
                _apply(transcript, spot, fixed)
    for at, word in enumerate(fixed):
        if word and word == words[at] and word not in sound and not transcript.in_symbol(at):
            fixed[at] = _on_its_own(word, candidates)
    for spot in names:
        fixed[spot.first : spot.last] = words[spot.first : spot.last]
        if spot.cost > 0:
            _apply(transcript, spot, fixed)
    changed = [at for at, word in enumerate(words) if word != fixed[at]]
    words[:] = fixed
    transcript.assemble()
    return changed


def _apply(transcript: Transcript, spot: Spot, fixed: list[str]) -> None:
    words = transcript.words
    place = spot.first
    for word in spot.words:
        while not words[place]:
            place += 1
        right = digits_of(words[place]) if word == NUMBER else word
        if right and right != words[place] and not transcript.in_symbol(place):
            fixed[place] = right
        place += 1


def _crosses_sentence(transcript: Transcript, spot: Spot) -> bool:
    """“4. Văn phòng” is no amount of anything: a phrase ends where its sentence does."""
    return any(
        sign in transcript.gap_before(word)
        for word in range(spot.first + 1, spot.last)
        for sign in ".;:"
    )


def _on_its_own(word: str, candidates: Callable[[str], Candidates]) -> str:
    """A word outside any phrase: the number that it was, or the one known word it can stand for."""
    if (word.isalpha() and is_syllable(word)) or _ROMAN.fullmatch(word):
        return word
    found = candidates(word)
    number = digits_of(word) if NUMBER in found else None
    digits = sum(c.isdigit() for c in word)
    alike = [known for known, cost in found.items() if known != NUMBER and cost <= 0.25]
    if number and digits and not (alike and 2 * digits <= len(word)):
        return number
    if len(alike) == 1 or (alike and digits):
        return min(alike)
    if len(word) <= 3 or word in _ABBREVIATIONS:
        return word
    for limit in (0.6, 0.65):
        near = [known for known, cost in found.items() if known != NUMBER and cost <= limit]
        if near:
            return near[0] if len(near) == 1 else word
    return word


def join_broken_words(transcript: Transcript) -> None:
    """Puts together a word that the end of a line broke (“thự” / “c”, “thực-” / “hiện”)."""
    words = transcript.words
    for at in transcript.line_breaks():
        before, after = words[at - 1], words[at]
        if not (before.isalpha() and after.isalpha()) or len(before) + len(after) > 7:
            continue
        whole = is_syllable(before) and is_syllable(after)
        if not whole and not transcript.raw_word(at).isupper() and is_syllable(before + after):
            transcript.join(at)
    transcript.assemble()
