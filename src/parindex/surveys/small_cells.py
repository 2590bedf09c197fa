"""Which groups of answers may be shown: none with fewer than five, also not by subtraction.

Groups are sets of answers, written as the bits of a whole number. Whoever sees the total and the
groups can subtract: a unit from the total, its procedures from the unit, a unit from a channel that
it lies in. What is left of any shown set, once the shown groups of a family that lie in it are
taken away, must be nothing or large enough as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

Members = int  # a bit for each answer
Name = tuple[str, str]  # the family, such as “unit”, and the group in it


def shown_groups(
    whole: Members,
    families: Mapping[str, Mapping[str, Members]],
    parts: Sequence[Members] = (),
    smallest: int = 5,
) -> set[Name]:
    """The groups that may be shown, each as a whole.

    ``families``: ways to part the whole, each answer in at most one group of a family. ``parts``:
    the answers that say something about a matter; figures are shown by matter too, so a group must
    be large enough in each of them, or not in it at all.
    """

    def is_small(members: Members) -> bool:
        counts = [(members & part).bit_count() for part in (whole, *parts)]
        return any(0 < count < smallest for count in counts)

    if is_small(whole):
        return set()
    shown = {
        (family, name): members
        for family, groups in families.items()
        for name, members in groups.items()
        if members and not is_small(members)
    }
    while hidden := _given_away(whole, families, shown, is_small):
        del shown[hidden]
    return set(shown)


def _given_away(
    whole: Members,
    families: Mapping[str, Mapping[str, Members]],
    shown: Mapping[Name, Members],
    is_small: Callable[[Members], bool],
) -> Name | None:
    """A group that gives away what is too small; the smallest, since it costs least to hide."""
    for around in (whole, *shown.values()):
        for family in families:
            inside = {
                name: members
                for name, members in shown.items()
                if name[0] == family and members != around and members & ~around == 0
            }
            rest = around
            for members in inside.values():
                rest &= ~members
            if inside and is_small(rest):
                return min(inside, key=lambda name: (inside[name].bit_count(), name))
    return None
