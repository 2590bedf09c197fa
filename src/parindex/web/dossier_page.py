"""What the page of one dossier shows besides its record: facts in words, corrections, history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from parindex.web.audit_words import action_words
from parindex.web.dossier_words import FACTS, PLACES, fact_in_words
from parindex.web.templatetags.formats import NOTHING_KNOWN, vndate

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from parindex.audit.models import AuditEvent
    from parindex.dossiers.queries.one_dossier import DossierPage


@dataclass(frozen=True)
class Change:
    """A fact that a later export corrected."""

    label: str | Promise
    old: str
    new: str


@dataclass(frozen=True)
class Correction:
    """What a load made of the dossier; without changes it differs only in what was dropped."""

    load: int
    changes: Sequence[Change]


def facts_in_words(facts: Mapping[str, Any]) -> list[tuple[str | Promise, str]]:
    """What the export says, without what it leaves open; no payment where there is no fee."""
    columns = {**FACTS}
    if not facts["fee"]:
        del columns["fee"], columns["payment"]
    said = [(label, fact_in_words(column, facts[column])) for column, label in columns.items()]
    return [(label, words) for label, words in said if words != NOTHING_KNOWN]


def corrections(page: DossierPage) -> list[Correction]:
    """The newest first."""
    states = [*page.versions, page.facts]
    found = [
        Correction(before["replaced_by"], _changes(before, after))
        for before, after in pairwise(states)
    ]
    return found[::-1]


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    return [
        Change(label, fact_in_words(column, before[column]), fact_in_words(column, after[column]))
        for column, label in {**PLACES, **FACTS}.items()
        if before.get(column, after[column]) != after[column]
    ]


def event_lines(events: Sequence[AuditEvent]) -> list[dict[str, object]]:
    """For the ``timeline`` component."""
    return [
        {
            "at": event.at,
            "who": event.actor.get_full_name() if event.actor else _("The product"),
            "what": ": ".join(part for part in (action_words(event.action), _of(event)) if part),
            "reason": event.reason,
        }
        for event in events
    ]


def _of(event: AuditEvent) -> str:
    """Which letter or document an event is about."""
    after = event.after or {}
    day = after.get("issued_on") or after.get("date")
    named = after.get("number") or after.get("document")
    if not named:
        return ""
    return f"{named}, {vndate(date.fromisoformat(day))}" if day else str(named)
