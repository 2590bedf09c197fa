"""Reopening one agency: to which state, until when, why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parindex.web.forms.council_settings import choice, reason_field
from parindex.web.forms.days import DayField

if TYPE_CHECKING:
    from parindex.rounds.constants import State


class ReopenForm(forms.Form):
    """The state that the agency goes back to, with a deadline of its own."""

    target = forms.ChoiceField(label=_("Back to"))
    until = DayField(label=_("Last day"), error_messages={"required": _("Give the last day.")})
    reason = reason_field()

    def __init__(self, targets: Sequence[State], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choice(self, "target").choices = [(one.value, one.label) for one in reversed(targets)]
