"""What is said and decided on a task: notes, more time, who does it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parindex.assignments.services.notes import LONGEST_NOTE
from parindex.web.forms.days import DayField
from parindex.web.templatetags.formats import named

if TYPE_CHECKING:
    from parindex.accounts.models import User
    from parindex.organisations.models import Unit

_SAY_WHY = {"required": _("Say why; the reason stays in the history of the task.")}


def _reason(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        error_messages=_SAY_WHY,
    )


class NoteForm(forms.Form):
    """How the work goes."""

    text = forms.CharField(
        label=_("How does the work go?"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Write how the work goes first.")},
    )


class AskForm(forms.Form):
    """More time, with why."""

    until = DayField(
        label=_("Until"), error_messages={"required": _("Say until when the work needs time.")}
    )
    reason = _reason(_("Why it is needed"))


class DecideForm(forms.Form):
    """The answer to a request for time."""

    granted_until = DayField(label=_("Until"), required=False)
    reason = _reason(_("Ground of the decision"))


class DelegateForm(forms.Form):
    """A person of the unit in charge, or its head."""

    person = forms.ChoiceField(label=_("Person in charge"), required=False)

    def __init__(self, people: Sequence[User], **options: Any) -> None:
        super().__init__(**options)
        self._people = {str(one.pk): one for one in people}
        choices = [(key, one.full_name) for key, one in self._people.items()]
        self.fields["person"].choices = [("", gettext("The head of the unit")), *choices]  # pyright: ignore[reportAttributeAccessIssue]

    @property
    def chosen(self) -> User | None:
        """The person chosen in a valid form."""
        return self._people.get(self.cleaned_data["person"])


class ReassignForm(forms.Form):
    """Another unit in charge, those taking part, and why."""

    unit = forms.ChoiceField(
        label=_("Unit in charge"), error_messages={"required": _("Choose the unit in charge.")}
    )
    partners = forms.MultipleChoiceField(
        label=_("Units taking part"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = _reason(_("Reason"))

    def __init__(self, units: Sequence[Unit], **options: Any) -> None:
        super().__init__(**options)
        self._units = {unit.key: unit for unit in units}
        names = [(unit.key, named(unit)) for unit in units]
        self.fields["unit"].choices = [("", gettext("Choose a unit")), *names]  # pyright: ignore[reportAttributeAccessIssue]
        self.fields["partners"].choices = names  # pyright: ignore[reportAttributeAccessIssue]

    @property
    def chosen_unit(self) -> Unit:
        """The unit chosen in a valid form."""
        return self._units[self.cleaned_data["unit"]]

    @property
    def chosen_partners(self) -> list[Unit]:
        """The units taking part in a valid form."""
        return [self._units[key] for key in self.cleaned_data["partners"]]
