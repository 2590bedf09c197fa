"""The audit as an address asks for it, and its events in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from parindex.audit.constants import REFUSE
from parindex.audit.queries import EventFilter
from parindex.web.audit_words import action_words, target_words
from parindex.web.forms.days import DayField
from parindex.web.templatetags.formats import moment

if TYPE_CHECKING:
    from parindex.audit.models import AuditEvent


class AuditFilterForm(forms.Form):
    """What is asked for; a field that does not make sense is as if it were empty."""

    actor = forms.IntegerField(required=False, min_value=0, max_value=2**53)
    action = forms.CharField(required=False, max_length=60)
    target = forms.CharField(required=False, max_length=40)
    number = forms.CharField(required=False, max_length=120)
    since = DayField(required=False)
    until = DayField(required=False)
    words = forms.CharField(required=False, max_length=200)

    def narrowed(self) -> EventFilter:
        """The filter for the query."""
        self.full_clean()
        asked = self.cleaned_data
        return EventFilter(
            actor_id=asked.get("actor"),
            action=asked.get("action") or "",
            target_type=asked.get("target") or "",
            target_id=asked.get("number") or "",
            from_day=asked.get("since"),
            to_day=asked.get("until"),
            words=asked.get("words") or "",
        )


@dataclass(frozen=True)
class AuditRow:
    """An event in words."""

    event: AuditEvent
    who: str
    what: str
    target: str
    before: str
    after: str
    is_refusal: bool


def row_of(event: AuditEvent) -> AuditRow:
    return AuditRow(
        event=event,
        who=str(event.actor) if event.actor else _("The product"),
        what=action_words(event.action),
        target=f"{target_words(event.target_type)} {event.target_id}",
        before=said(event.before),
        after=said(event.after),
        is_refusal=event.action == REFUSE,
    )


def export_head() -> list[str]:
    return [
        _("Record"), _("When"), _("Who"), _("What"), _("Object"),
        _("Before"), _("After"), _("Reason"), _("Link of the chain"),
    ]  # fmt: skip


def export_row(event: AuditEvent) -> list[str]:
    """A row for Excel, in the order of ``export_head``."""
    row = row_of(event)
    return [
        str(event.position or ""),
        moment(event.at),
        row.who,
        row.what,
        row.target,
        row.before,
        row.after,
        event.reason,
        event.link,
    ]


def said(value: Any) -> str:
    """A JSON value on one line: “points: 2.25; unit: office”."""
    return "; ".join(_parts(value, "")) if value is not None else ""


def _parts(value: Any, name: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _parts(inner, f"{name}.{key}" if name else str(key))
        return
    words = ", ".join(map(str, value)) if isinstance(value, list) else _word(value)
    yield f"{name}: {words}" if name else words


def _word(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
