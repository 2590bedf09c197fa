"""What the shared tests need to know of a register; each register gives one case."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from parindex.registers.register import Register


@dataclass(frozen=True)
class Case:
    """A register with entries to try it by, in the tests' department on 24/11/2021.

    ``facts``: all of a sound entry whose days lie before November; ``counted``: the values that
    it alone gives to each component. ``other``: facts that make it another entry; ``nth``: those
    of the n-th further one. ``corrected``: a fact of the form with another value, which leaves the
    counts. ``uncounted``: values of facts with which the entry gives ``left`` instead.
    ``unapproved``: values of facts with which nobody has approved it yet. ``unsound``: facts that
    the rules refuse, and the field at fault.
    """

    register: Register
    facts: Mapping[str, Any]
    other: Mapping[str, Any]
    nth: Callable[[int], Mapping[str, Any]]
    corrected: tuple[str, Any]
    unsound: tuple[Mapping[str, Any], str]
    counted: Mapping[str, Mapping[str, str]]
    uncounted: Mapping[str, Any]
    left: Mapping[str, Mapping[str, str]]
    unapproved: Mapping[str, Any] = field(default_factory=dict)

    @property
    def keys(self) -> Sequence[str]:
        return [measure.component_key for measure in self.register.measures]
