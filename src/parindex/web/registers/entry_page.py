"""Everything that the page of an entry shows, apart from its steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from parindex.registers.constants import UNIT
from parindex.registers.queries.entries import may_keep
from parindex.web.attachment_panel import attachment_panel
from parindex.web.registers.history import entry_story
from parindex.web.registers.words import fact_in_words, label_of, unit_names

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from parindex.registers.models import Entry
    from parindex.registers.register import Register
    from parindex.web.registers.pages import RegisterPages
    from parindex.web.views.desk import Desk


@dataclass(frozen=True)
class Difference:
    """A fact as it stands, and as somebody typed it."""

    label: Promise
    before: str
    now: str


def entry_context(desk: Desk, pages: RegisterPages, entry: Entry) -> dict[str, Any]:
    """For the template of an entry's page."""
    register = pages.register
    return {
        "pages": pages,
        "entry": entry,
        "state": pages.appearance(entry.state),
        "sections": [
            (
                section.title,
                [
                    (
                        label_of(register.column(name)),
                        fact_in_words(register, name, getattr(entry, name)),
                    )
                    for name in section.facts
                ],
            )
            for section in pages.sections
        ],
        "story": entry_story(desk, register, entry),
        "panel": attachment_panel(desk.access, register.owner(entry)),
        "may_keep": may_keep(desk.access, entry),
        **pages.context(entry, desk.today),
    }


def differences(
    desk: Desk, register: Register, present: Mapping[str, Any], typed: Mapping[str, Any]
) -> list[Difference]:
    """What the typed facts would change of those that stand."""
    units = unit_names(desk.agency)
    return [
        Difference(
            label_of(register.column(name)),
            fact_in_words(register, name, present[name], units),
            fact_in_words(register, name, typed[name], units),
        )
        for name in (UNIT, *register.facts)
        if name in typed and typed[name] != present[name]
    ]
