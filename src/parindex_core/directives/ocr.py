"""What an OCR confuses: digits and letters, letters of one shape, words one letter off."""

import re
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from parindex_core.directives.syllables import FREQUENT_SYLLABLES, is_syllable

NUMBER = "<n>"
"""The word of a phrase that any number fits."""

# Words that look alike get one form. Only for comparing; nothing is shown in this form.
_LOOK_ALIKE = str.maketrans(
    {
        "0": "o", "6": "o", "¢": "o", "&": "o", "°": "o", "1": "i", "l": "i", "|": "i", "!": "i",
        "j": "i", "5": "s", "$": "s", "8": "b", "2": "z", "4": "a", "@": "a", "9": "g", "q": "g",
        "€": "c", "e": "c", "£": "f", "3": "a", "w": "u", "y": "u",
        "’": None, "'": None, "‘": None, "`": None, "´": None,
    }
)  # fmt: skip
_PAIRS = (("rn", "m"), ("vv", "u"), ("ii", "u"), ("cl", "d"))
_DIGITS = str.maketrans("oilsbzgq|!j]", "011582991111")
_DIGIT_LIKE = re.compile(r"[0-9oilsbzgq|!j\]]+")
_LONGEST_WORD = 24


def look_alike(folded: str) -> str:
    """The form shared by all words that an OCR confuses with this one."""
    for pair, single in _PAIRS:
        if pair in folded:
            folded = folded.replace(pair, single)
    return folded.translate(_LOOK_ALIKE)


def digits_of(folded: str) -> str | None:
    """The number that a word stands for when letters read for digits are put right."""
    if folded.isdecimal():
        return folded if folded.isascii() else None
    if len(folded) <= 4 and _DIGIT_LIKE.fullmatch(folded):
        return folded.translate(_DIGITS)
    return None


class WordIndex:
    """Finds, for a word as read, the known words it may stand for and what each would cost.

    Cost 0: the same; 0.25: look-alikes; 0.6: one more letter off and no word that papers use as it
    stands; 1.0: one letter off though such a word. Found by deletions, so the time for a word does
    not grow with the number of known words.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = {word for word in words if word != NUMBER}
        self._frequent = self._words | FREQUENT_SYLLABLES
        self._forms: dict[str, set[str]] = {}
        for word in self._words:
            form = look_alike(word)
            for variant in _with_deletions(form):
                self._forms.setdefault(variant, set()).add(word)

    def candidates(self, folded: str, *, damaged: bool) -> dict[str, float]:
        """Known words and costs; words other than the same only when the text is damaged."""
        found: dict[str, float] = {}
        if folded in self._words:
            found[folded] = 0.0
        number = digits_of(folded)
        if number is not None:
            exact = folded == number
            found[NUMBER] = 0.0 if exact else self._number_cost(folded)
        if not damaged or len(folded) > _LONGEST_WORD or folded == number:
            return found
        form = look_alike(folded)
        edit_cost = 1.0 if folded in self._frequent else 0.6
        for variant in _with_deletions(form):
            for word in self._forms.get(variant, ()):
                if word in found:
                    continue
                cost = _cost(form, word, edit_cost)
                if cost is not None:
                    found[word] = cost
        return found

    def _number_cost(self, folded: str) -> float:
        digits = sum(c.isdigit() for c in folded)
        if not digits:
            return 1.4 if is_syllable(folded) else 0.6
        # “s6” is “số” rather than 56.
        known = 2 * digits <= len(folded) and look_alike(folded) in self._forms
        return 1.6 if known and folded[0].isalpha() else 0.3


def _with_deletions(form: str) -> set[str]:
    return {form, *(form[:at] + form[at + 1 :] for at in range(len(form)))}


def _cost(form: str, word: str, edit_cost: float) -> float | None:
    known = look_alike(word)
    if form == known:
        return 0.25
    if OSA.distance(form, known, score_cutoff=1) > 1:
        return None
    if len(form) != len(known):  # a letter lost or added is rarer than one misread
        edit_cost += 0.05
    # A word of two letters has little left to know it by when one of them is wrong.
    return edit_cost + 0.2 if len(word) <= 2 else edit_cost
