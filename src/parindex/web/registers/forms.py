"""The forms that entries of every register have; a register's module adds its own fields."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parindex.registers.constants import UNIT, YEAR
from parindex.registers.refusals import EntryRefused
from parindex.web.forms.days import DayField
from parindex.web.templatetags.formats import named, vndate

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Unit
    from parindex.registers.models import Entry
    from parindex.registers.register import Register
    from parindex.registers.services.keeping import Seen

_LONGEST_REASON = 1000
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


class WithReason(forms.Form):
    """A form that asks for a reason where the period of what it writes is closed."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=_LONGEST_REASON,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *arguments: Any, closed: date | None = None, **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        if closed is None:
            del self.fields["reason"]
        else:
            words = gettext(
                "The register is closed through %(day)s. What belongs to those days is written only"
                " with a reason, which stays in the history of the score."
            )
            self.fields["reason"].help_text = words % {"day": vndate(closed)}

    @property
    def asks_reason(self) -> bool:
        return "reason" in self.fields

    @property
    def said_reason(self) -> str:
        """The reason of a valid form; “” where none was asked for."""
        return self.cleaned_data.get("reason", "")


class EntryForm(WithReason):
    """An entry's facts. A register declares its fields by ``field_for`` and how they are grouped.

    ``groups``: a title with the names of the fields under it; ``rows``: names that stand side by
    side.
    """

    register: ClassVar[Register]
    groups: ClassVar[Sequence[tuple[Promise, Sequence[str]]]]

    unit = forms.ChoiceField(label=_("Unit"), error_messages={"required": _("Choose the unit.")})
    year = forms.IntegerField(
        label=_("Year"),
        min_value=_FIRST_YEAR,
        max_value=_LAST_YEAR,
        error_messages={"required": _("Say which year it is of.")},
    )

    def __init__(self, units: Sequence[Unit], *arguments: Any, **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        self._unit_by_key = {unit.key: unit for unit in units}
        names = [(unit.key, named(unit)) for unit in units]
        unit: Any = self.fields[UNIT]
        unit.choices = names if len(names) == 1 else [("", gettext("Choose a unit")), *names]

    @property
    def asks_year(self) -> bool:
        return YEAR in self.fields

    def without_year(self) -> None:
        """Of an entry that is there: its year stands in its code and stays."""
        del self.fields[YEAR]

    def clean(self) -> dict[str, Any]:
        """Read what stands in a form in other words than it is kept in."""
        super().clean()
        for name, read in self.register.reads.items():
            if name in self.cleaned_data:
                try:
                    self.cleaned_data[name] = read(self.cleaned_data[name])
                except EntryRefused as refused:
                    self.add_error(name, refused.words)
        return self.cleaned_data

    @property
    def sections(self) -> list[tuple[Promise, list[forms.BoundField]]]:
        """The bound fields as the page groups them."""
        return [(title, [self[name] for name in names]) for title, names in self.groups]

    @property
    def chosen_unit(self) -> Unit:
        """The unit chosen in a valid form."""
        return self._unit_by_key[self.cleaned_data[UNIT]]

    def values(self) -> dict[str, Any]:
        """The facts of a valid form, by name."""
        facts = self.register.facts
        return {name: value for name, value in self.cleaned_data.items() if name in facts}


def initial_of(register: Register, entry: Entry) -> dict[str, Any]:
    """What a form of an entry begins with."""
    facts = {name: getattr(entry, name) for name in register.facts}
    shown = {name: show(facts[name]) for name, show in register.shows.items()}
    return {UNIT: entry.unit.key, YEAR: entry.year, **facts, **shown}


class StepForm(WithReason):
    """A step that takes an entry further; ``states``: those that it can be taken from.

    ``needs_approval``: only who approves entries takes it.
    """

    key: ClassVar[str]
    label: ClassVar[Promise]
    states: ClassVar[frozenset[str]]
    needs_approval: ClassVar[bool] = False

    @abstractmethod
    def take(self, access: Access, seen: Seen) -> Any:
        """Write the step of a valid form by the register's service; raises as ``changing``."""


class WithdrawalForm(forms.Form):
    """Why an entry is taken out."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=_LONGEST_REASON,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Say why; the reason stays with the entry.")},
    )


class ClosingForm(forms.Form):
    """Up to which day a register is closed, for which unit."""

    unit = forms.ChoiceField(label=_("For"), required=False)
    through = DayField(
        label=_("Closed through"), error_messages={"required": _("Say through which day.")}
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=_LONGEST_REASON,
        help_text=_("Needed to open days again that were closed."),
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(
        self, units: Sequence[Unit], *arguments: Any, may_all: bool, **named_: Any
    ) -> None:
        super().__init__(*arguments, **named_)
        self._unit_by_key = {unit.key: unit for unit in units}
        for_all = [("", gettext("All units"))] if may_all else []
        unit: Any = self.fields[UNIT]
        unit.choices = [*for_all, *((one.key, named(one)) for one in units)]

    @property
    def chosen_unit(self) -> Unit | None:
        """The unit chosen in a valid form; None: all."""
        return self._unit_by_key.get(self.cleaned_data[UNIT])


class RegisterFileForm(forms.Form):
    """A list to take in."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_("The workbook (.xlsx), up to 16 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": _("Choose a file first.")},
        allow_empty_file=True,
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=_LONGEST_REASON,
        help_text=_("Only where rows belong to a closed period; it stays in their history."),
        widget=forms.TextInput(),
    )
