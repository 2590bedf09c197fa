"""Letters of apology for several late dossiers at once: numbered on from a first number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parindex.dossiers.services.apologies import NewApology
from parindex.web.forms.days import DayField
from parindex.web.forms.dossier_records import new_day_offered, not_before
from parindex.web.templatetags.formats import vndate

if TYPE_CHECKING:
    from django.forms import BoundField

    from parindex.dossiers.queries.due import DueDossier


@dataclass(frozen=True)
class LetterRow:
    """A late dossier that can be ticked, with the new day that its letter would name."""

    dossier: DueDossier
    is_ticked: bool
    day: BoundField


class LettersForm(forms.Form):
    """Ticks and new days by dossier, the numbers, date and cause of all letters."""

    first_number = forms.IntegerField(
        label=_("First number"),
        min_value=1,
        max_value=99_999,
        help_text=_("The next letters are numbered on."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    symbol = forms.CharField(label=_("Symbol"), max_length=40, help_text=_("Such as TXL-SKHCN"))
    issued_on = DayField(label=_("Date of the letters"))
    cause = forms.CharField(
        label=_("Why the results are late"),
        max_length=2000,
        help_text=_("One sentence; it stands in each letter."),
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Say why: the letter has to give the cause.")},
    )

    def __init__(
        self, dossiers: Sequence[DueDossier], today: date, *arguments: Any, **options: Any
    ) -> None:
        super().__init__(*arguments, prefix="letters", **options)
        self._today, self._dossiers = today, dossiers
        for dossier in dossiers:
            ended = dossier.ended_at.date() if dossier.ended_at else None
            self.fields[_day_name(dossier)] = DayField(
                label=_("New day"),
                required=False,
                initial=new_day_offered(ended, dossier.first_new_day),
            )

    def clean_issued_on(self) -> date:
        day: date = self.cleaned_data["issued_on"]
        if day > self._today:
            raise forms.ValidationError(
                _("This day has not come yet; today is %(day)s."),
                params={"day": vndate(self._today)},
            )
        return day

    def clean(self) -> dict[str, Any]:
        """A ticked dossier needs a new day that can be promised; one has to be ticked."""
        cleaned = super().clean() or {}
        ticked = self._ticked
        if not any(dossier.code in ticked for dossier in self._dossiers):
            raise forms.ValidationError(_("Tick the dossiers that get a letter."))
        for dossier in self._dossiers:
            name = _day_name(dossier)
            if dossier.code not in ticked:
                # A day that is not asked for is not wrong.
                self.errors.pop(name, None)
                continue
            if name in self.errors:
                continue
            if cleaned.get(name) is None:
                self.add_error(name, _("Give the new day."))
                continue
            try:
                not_before(cleaned[name], dossier.first_new_day)
            except forms.ValidationError as error:
                self.add_error(name, error)
        return cleaned

    @property
    def rows(self) -> list[LetterRow]:
        """The dossiers of the page as the form now stands."""
        ticked = self._ticked
        return [
            LetterRow(dossier, dossier.code in ticked, self[_day_name(dossier)])
            for dossier in self._dossiers
        ]

    @property
    def letters(self) -> list[NewApology]:
        """The valid form's letters, in the order of the page."""
        values, ticked = self.cleaned_data, self._ticked
        chosen = [
            (dossier, values[_day_name(dossier)])
            for dossier in self._dossiers
            if dossier.code in ticked
        ]
        return [
            NewApology(
                dossier_code=dossier.code,
                number=f"{number}/{values['symbol'].strip()}",
                issued_on=values["issued_on"],
                cause=values["cause"],
                new_day=day,
            )
            for number, (dossier, day) in enumerate(chosen, start=values["first_number"])
        ]

    @property
    def _ticked(self) -> frozenset[str]:
        data: Any = self.data
        return frozenset(data.getlist("dossier")) if self.is_bound else frozenset()


def _day_name(dossier: DueDossier) -> str:
    """By the code, not the place: the list may change while the form is filled in."""
    return f"day-{dossier.code}"
