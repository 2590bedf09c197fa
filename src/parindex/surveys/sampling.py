"""How many to ask, of which group how many, and who: exact, and the same again for a seed.

Sample size by Cochran's formula for a proportion with the finite population correction, p = 0.5.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from parindex.surveys.constants import CONFIDENCE, LEAST_MARGIN, MOST_MARGIN

Stratum = tuple[str, ...]


class SampleRefused(ValueError):
    """``reason``: population, margin, confidence, twice."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Element:
    """One of a population: its name within it, and the group that it is drawn in."""

    reference: str
    stratum: Stratum


def sample_size(population: int, margin: Decimal, confidence: int) -> int:
    """How many of a population to ask; ``margin`` and ``confidence`` are in percent.

    :raises SampleRefused: for what no sample can be drawn by.
    """
    if population < 1:
        raise SampleRefused("population")
    if not LEAST_MARGIN <= margin <= MOST_MARGIN:
        raise SampleRefused("margin")
    if confidence not in CONFIDENCE:
        raise SampleRefused("confidence")
    z, e = Fraction(CONFIDENCE[confidence]), Fraction(margin) / 100
    without_end = z * z / 4 / (e * e)
    return min(ceil(without_end / (1 + (without_end - 1) / population)), population)


def allocation(sizes: Mapping[Stratum, int], sample: int) -> dict[Stratum, int]:
    """How many of each group, in proportion; what is left over goes to the largest remainders.

    Equal remainders: to the larger group, then by name. Never more than a group has.
    """
    population = sum(sizes.values())
    if not 0 <= sample <= population:
        raise SampleRefused("population")
    quotas = {name: Fraction(sample * size, max(population, 1)) for name, size in sizes.items()}
    given = {name: quota.numerator // quota.denominator for name, quota in quotas.items()}
    left = sample - sum(given.values())
    by_remainder = sorted(sizes, key=lambda name: (given[name] - quotas[name], -sizes[name], name))
    for name in by_remainder[:left]:
        given[name] += 1
    return given


def drawn(elements: Sequence[Element], sample: int, seed: int) -> list[str]:
    """The references drawn, by name.

    In each group the elements are ordered by SHA-256 of seed and reference, and the first are
    taken: the same on every machine and for ever, whatever order the population came in.

    :raises SampleRefused: when a reference stands twice.
    """
    if len({one.reference for one in elements}) != len(elements):
        raise SampleRefused("twice")
    groups: dict[Stratum, list[Element]] = defaultdict(list)
    for element in elements:
        groups[element.stratum].append(element)
    wanted = allocation({name: len(group) for name, group in groups.items()}, sample)
    chosen: list[str] = []
    for name, group in groups.items():
        by_lot = sorted(group, key=lambda one: _lot(seed, one.reference))
        chosen += [one.reference for one in by_lot[: wanted[name]]]
    return sorted(chosen)


def shared_marks(marks: Sequence[Stratum], smallest: int) -> list[Stratum]:
    """The marks with their last parts taken away until each is shared by at least ``smallest``.

    What is left with too few loses all its parts; and if that is still too few, the next smallest
    group loses them too. With fewer than ``smallest`` in all nothing is left of any.
    """
    kept = list(marks)
    for part in range(len(marks[0]) - 1, -1, -1) if marks else ():
        counts = Counter(kept)
        kept = [
            mark if counts[mark] >= smallest else (*mark[:part], *("" for _ in mark[part:]))
            for mark in kept
        ]
    return _with_enough_blank(kept, smallest)


def _with_enough_blank(marks: list[Stratum], smallest: int) -> list[Stratum]:
    counts = Counter(marks)
    blank: Stratum = tuple("" for _ in marks[0]) if marks else ()
    while 0 < counts[blank] < smallest and len(counts) > 1:
        next_one = min((name for name in counts if name != blank), key=lambda n: (counts[n], n))
        counts[blank] += counts.pop(next_one)
        marks = [blank if mark == next_one else mark for mark in marks]
    return marks


def _lot(seed: int, reference: str) -> bytes:
    return hashlib.sha256(f"{seed}:{reference}".encode()).digest()
