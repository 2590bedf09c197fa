"""What the register of directives is narrowed to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parindex.assignments.constants import Urgency
from parindex.assignments.queries.directives import DirectiveFilter
from parindex.web.forms.days import DayField


class DirectiveListForm(forms.Form):
    """``narrowed()`` leaves out what cannot be read."""

    words = forms.CharField(label=_("Words in the paper"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=(
            ("", _("Any state")),
            ("open", _("To be reviewed")),
            ("assigned", _("Tasks assigned")),
        ),
    )
    urgency = forms.ChoiceField(
        label=_("Urgency"), required=False, choices=(("", _("Any urgency")), *Urgency.choices)
    )
    issuer = forms.CharField(label=_("Issued by"), required=False, max_length=200)
    since = DayField(label=_("Issued from"), required=False)
    until = DayField(label=_("to"), required=False)

    def narrowed(self) -> DirectiveFilter:
        """The filter, once ``is_valid`` was asked."""
        said: dict[str, Any] = {
            name: value for name, value in self.cleaned_data.items() if value not in ("", None)
        }
        return DirectiveFilter(**said)
