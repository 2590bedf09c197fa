"""The tasks that were read from a paper, before an officer assigns them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parindex.web.forms.days import DayField
from parindex.web.templatetags.formats import named, vndate

if TYPE_CHECKING:
    from parindex.assignments.passages import Draft
    from parindex.organisations.models import Unit

LONGEST_ACTION = 10_000  # characters


class DraftForm(forms.Form):
    """A task read from the paper, which the officer takes, corrects or leaves."""

    taken = forms.BooleanField(label=_("Assign this task"), required=False)
    unit = forms.ChoiceField(
        label=_("Unit in charge"),
        error_messages={
            "required": _("Choose the unit in charge, or untick the task."),
            "invalid_choice": _("Choose a unit of the list."),
        },
    )
    deadline = DayField(label=_("Deadline"), required=False)
    action = forms.CharField(
        label=_("What to do"),
        max_length=LONGEST_ACTION,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Say what is to be done, or untick the task.")},
    )
    product = forms.CharField(label=_("Product"), required=False, max_length=300)
    target = forms.CharField(label=_("Target"), required=False, max_length=200)
    partners = forms.MultipleChoiceField(
        label=_("Units taking part"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        draft: Draft,
        item_number: str,
        units: Sequence[Unit],
        issued_on: date | None,
        **options: Any,
    ) -> None:
        super().__init__(initial=_initial(draft), **options)
        self.draft = draft
        self.item_number = item_number
        self._unit_by_key = {unit.key: unit for unit in units}
        self._issued_on = issued_on
        self.suggested = self._unit_by_key.get(draft.suggested)
        names = [(unit.key, named(unit)) for unit in units]
        self._field("unit").choices = [("", gettext("Choose a unit")), *names]
        self._field("partners").choices = names
        if not draft.unit:
            self._field("unit").help_text = gettext("The paper names no unit of the list.")
        elif self.suggested:
            self._field("unit").help_text = gettext(
                "The paper names no unit; this one answers for the components served."
            )
        if draft.deadline_text:
            said = gettext("The paper says: “%(text)s”") % {"text": draft.deadline_text}
            self._field("deadline").help_text = said

    def clean(self) -> dict[str, Any]:
        """What is left out needs no correcting; no deadline lies before the paper."""
        cleaned = super().clean() or {}
        if not cleaned["taken"]:
            self.errors.clear()
            return cleaned
        deadline = cleaned.get("deadline")
        if deadline and self._issued_on and deadline < self._issued_on:
            self.add_error(
                "deadline",
                forms.ValidationError(
                    _("The deadline is before the paper's day, %(day)s."),
                    params={"day": vndate(self._issued_on)},
                ),
            )
        return cleaned

    @property
    def is_taken(self) -> bool:
        """Whether the task is ticked, on the form as it now shows."""
        return bool(self["taken"].value())

    @property
    def chosen_unit(self) -> Unit | None:
        """The unit chosen in a valid form."""
        return self._unit_by_key.get(self.cleaned_data["unit"])

    @property
    def chosen_partners(self) -> list[Unit]:
        """The units taking part in a valid form, without the one in charge."""
        chosen = (self._unit_by_key[key] for key in self.cleaned_data["partners"])
        return [unit for unit in chosen if unit != self.chosen_unit]

    @property
    def has_more(self) -> bool:
        """Whether something stands, or is wrong, in the fields that are folded away."""
        folded = (self[name] for name in ("product", "target", "partners"))
        return any(field.value() or field.errors for field in folded)

    @property
    def kept_unit(self) -> Unit | None:
        """The unit of the draft as it is kept, for who only reads."""
        return self._unit_by_key.get(self.draft.unit)

    @property
    def kept_partners(self) -> list[Unit]:
        """The units taking part in the draft as it is kept."""
        return [self._unit_by_key[key] for key in self.draft.partners if key in self._unit_by_key]

    def _field(self, name: str) -> Any:
        return self.fields[name]


def _initial(draft: Draft) -> dict[str, Any]:
    return {
        "taken": draft.taken,
        "unit": draft.unit,
        "deadline": draft.deadline,
        "action": draft.action,
        "product": draft.product,
        "target": draft.target,
        "partners": list(draft.partners),
    }
