"""What the pages of a register need to know of it; each register's module makes one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from parindex.web.statuses import Appearance

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from parindex.registers.register import Register
    from parindex.web.registers.forms import EntryForm, StepForm


@dataclass(frozen=True)
class ListColumn:
    """A column of the list between the title and the state.

    ``value``: of an entry, on a day, in words; ``sort``: a fact to sort by, “”: none.
    """

    label: Promise
    value: Callable[[Any, date], str]
    sort: str = ""
    is_numeric: bool = False


@dataclass(frozen=True)
class EntrySection:
    """A part of an entry's page: a title over facts by their names."""

    title: Promise
    facts: Sequence[str]


@dataclass(frozen=True)
class RegisterPages:
    """A register as its pages show it.

    ``lead``: what it holds and why, a sentence. ``states``: each with how it looks. ``template``:
    what stands on an entry's page after its sections, with ``context`` of it; “”: nothing.
    ``more_tabs``: names of further addresses, such as a Gantt view, each with its label.
    """

    register: Register
    lead: Promise
    new_label: Promise
    form: type[EntryForm]
    columns: Sequence[ListColumn]
    sections: Sequence[EntrySection]
    states: Mapping[str, Appearance]
    steps: Sequence[type[StepForm]] = ()
    more_tabs: Sequence[tuple[str, Promise]] = ()
    template: str = ""
    context: Callable[[Any, date], dict[str, Any]] = lambda entry, today: {}

    @property
    def key(self) -> str:
        return self.register.key

    def appearance(self, state: str) -> Appearance:
        """How a state looks."""
        return self.states[state]
