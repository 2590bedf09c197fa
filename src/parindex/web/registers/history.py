"""The history of an entry for the timeline: who wrote which fact, from what, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from parindex.registers.constants import RECORD
from parindex.registers.queries.entries import history_of
from parindex.web.audit_words import action_words
from parindex.web.registers.words import fact_in_words, label_of, unit_names

if TYPE_CHECKING:
    from parindex.audit.models import AuditEvent
    from parindex.registers.models import Entry
    from parindex.registers.register import Register
    from parindex.web.views.desk import Desk


def entry_story(desk: Desk, register: Register, entry: Entry) -> list[dict[str, Any]]:
    """For the ``timeline`` component, newest first."""
    units = unit_names(desk.agency)
    lines: list[dict[str, Any]] = []
    events = history_of(desk.access, register, entry)
    for event in events:
        lines.extend(_lines(register, event, units))
    if not any(event.action == RECORD for event in events):
        lines.append(_of_list(entry))
    return lines


def _of_list(entry: Entry) -> dict[str, Any]:
    """How an entry began that came with a list: the audit has one event for the whole list."""
    who = entry.recorded_by.get_full_name() if entry.recorded_by else _("The product")
    return {"at": entry.recorded_at, "who": who, "what": _("Taken in with a list"), "reason": ""}


def _lines(register: Register, event: AuditEvent, units: dict[int, str]) -> list[dict[str, Any]]:
    who = event.actor.get_full_name() if event.actor else _("The product")
    head = {"at": event.at, "who": who, "reason": event.reason}
    before, after = event.before or {}, event.after or {}
    known = ("unit", *register.facts)
    names = [name for name in known if name in after]
    action = action_words(event.action)
    if event.action == RECORD or not names:
        said = after.get("name") or before.get("name")
        return [{**head, "what": f"{action}: {said}" if said else action}]
    return [
        {
            **head,
            "what": f"{action} · {label_of(register.column(name))}",
            "old": fact_in_words(register, name, before.get(name), units),
            "new": fact_in_words(register, name, after[name], units),
        }
        for name in names
    ]
