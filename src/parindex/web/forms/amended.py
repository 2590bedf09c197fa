"""Which paper a paper amends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parindex.assignments.constants import LONGEST_NUMBER
from parindex.assignments.queries.directives import directives_numbered
from parindex.web.forms.days import DayField

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.assignments.models import Directive


class AmendedForm(forms.Form):
    """``chosen``: the paper that a valid form names, None for none."""

    number = forms.CharField(
        label=_("Number and symbol of the paper that it amends"),
        required=False,
        max_length=LONGEST_NUMBER,
        help_text=_("As the register has it, such as 664/KL-SKHCN. Empty: it amends none."),
    )
    issued_on = DayField(
        label=_("Its date"), required=False, help_text=_("Where several papers have the number.")
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Say why; the reason stays in the history.")},
    )

    def __init__(self, access: Access, found: Directive, data: Any = None) -> None:
        before = found.amends
        initial = {"number": before.number, "issued_on": before.issued_on} if before else {}
        super().__init__(data, initial=initial)
        self._access = access
        self._found = found
        self.chosen: Directive | None = None

    def clean(self) -> dict[str, Any]:
        """The paper has to be in the register, and no other of that number; a day alone is none."""
        cleaned = super().clean() or {}
        number = " ".join(cleaned.get("number", "").split())
        before = self._found.amends
        if before and (number, cleaned.get("issued_on")) == (before.number, before.issued_on):
            self.chosen = before
        elif number:
            self.chosen = self._only(number, cleaned.get("issued_on"))
        return cleaned

    def _only(self, number: str, day: Any) -> Directive | None:
        others = directives_numbered(self._access, number, day)
        others = [one for one in others if one.pk != self._found.pk]
        if len(others) == 1:
            return others[0]
        if not others:
            self.add_error("number", _("The register has no other paper of that number."))
        else:
            days = "; ".join(
                str(self.fields["issued_on"].prepare_value(one.issued_on) or "–") for one in others
            )
            words = gettext("Several papers have that number. Write its date: %(days)s.")
            self.add_error("issued_on", words % {"days": days})
        return None
