"""The parts of a new round: what it is called, its clusters, its fields, its classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parindex.rounds.constants import Stage
from parindex.web.forms.council_judgement import PointsField
from parindex.web.forms.council_settings import choice, codes_in
from parindex.web.forms.days import DayField
from parindex.web.templatetags.formats import named
from parindex_core.vietnamese.folding import fold

if TYPE_CHECKING:
    from datetime import date

    from parindex.accounts.models import User
    from parindex.organisations.models import Agency

DEADLINE = "deadline-"


class RoundForm(forms.Form):
    """Name, year, deadlines (the last day of each stage) and caps."""

    name = forms.CharField(
        label=_("Name of the round"),
        max_length=200,
        error_messages={"required": _("Give the round a name.")},
    )
    year = forms.IntegerField(
        label=_("Year"),
        min_value=2000,
        max_value=2100,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Give the year."),
            "invalid": _("Write a year, such as 2021."),
        },
    )
    bonus_cap = PointsField(
        label=_("Cap of bonus points"), error_messages={"required": _("0 gives no bonus points.")}
    )
    penalty_cap = PointsField(
        label=_("Cap of penalty points"),
        error_messages={"required": _("0 takes no penalty points.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for stage in Stage:
            self.fields[f"{DEADLINE}{stage.value}"] = DayField(label=stage.label, required=False)

    @property
    def deadline_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(DEADLINE)]

    @property
    def days(self) -> Mapping[Stage, date]:
        """The last days of a valid form."""
        found = {stage: self.cleaned_data[f"{DEADLINE}{stage.value}"] for stage in Stage}
        return {stage: day for stage, day in found.items() if day is not None}


class ClusterForm(forms.Form):
    """Agencies that are ranked among each other: ticked, or pasted by code or name."""

    name = forms.CharField(label=_("Name of the cluster"), max_length=100, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=100, required=False)
    agencies = forms.MultipleChoiceField(
        label=_("Agencies"), required=False, widget=forms.CheckboxSelectMultiple
    )
    pasted = forms.CharField(
        label=_("Or paste codes or names"),
        help_text=_("One a line, such as a column of Excel; they are ticked with the others."),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        max_length=20_000,
    )

    def __init__(
        self, listed: Sequence[Agency], known: Sequence[Agency], *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._by_key = {one.key: one for one in known}
        choice(self, "agencies").choices = [(one.key, named(one)) for one in listed]

    @property
    def chosen(self) -> list[Agency]:
        """The agencies of a valid form, each once."""
        keys = dict.fromkeys([*self.cleaned_data["agencies"], *self._pasted_keys()])
        return [self._by_key[key] for key in keys]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        known = self._names()
        unknown = [line for line in self._lines() if fold(line) not in known]
        if unknown:
            words = _("No agency has this code or name: %(lines)s.")
            self.add_error(
                "pasted",
                forms.ValidationError(words, params={"lines": "; ".join(unknown[:10])}),
            )
        has_agencies = data.get("agencies") or self._lines()
        if has_agencies and not (data.get("name") or "").strip():
            self.add_error("name", _("Give the cluster a name."))
        return data

    def _lines(self) -> list[str]:
        text = self.cleaned_data.get("pasted") or ""
        return [line.strip() for line in text.replace("\t", "\n").splitlines() if line.strip()]

    def _pasted_keys(self) -> list[str]:
        known = self._names()
        return [known[fold(line)] for line in self._lines()]

    def _names(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for key, agency in self._by_key.items():
            found |= {fold(text): key for text in (agency.name, agency.name_en, key)}
        return found


class FieldRowForm(forms.Form):
    """A field of appraisal; a row without a name and codes is left out."""

    name = forms.CharField(label=_("Name of the field"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    codes = forms.CharField(
        label=_("Areas, criteria or components"), max_length=2000, required=False
    )
    members = forms.MultipleChoiceField(
        label=_("Members"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, people: Sequence[User], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._people = {str(one.pk): one for one in people}
        choice(self, "members").choices = [(pk, one.full_name) for pk, one in self._people.items()]

    @property
    def is_filled(self) -> bool:
        return bool(self.cleaned_data.get("name") or self.cleaned_data.get("codes"))

    @property
    def references(self) -> list[str]:
        return codes_in(self.cleaned_data["codes"])

    @property
    def chosen_members(self) -> list[User]:
        return [self._people[pk] for pk in self.cleaned_data["members"]]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("codes") and not data.get("name"):
            self.add_error("name", _("Give the field a name."))
        if data.get("name") and not data.get("codes"):
            self.add_error("codes", _("Name at least one code."))
        return data


class GradeForm(forms.Form):
    """A class of the ranking and the least index that gives it."""

    vi = forms.CharField(label=_("Class"), max_length=50, required=False)
    en = forms.CharField(label=_("In English"), max_length=50, required=False)
    at_least = PointsField(label=_("Index from"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        least = data.get("at_least")
        if data.get("vi") and "at_least" not in self.errors and least is None:
            self.add_error("at_least", _("Say from which index."))
        if least is not None and not 0 <= least <= Decimal(100):
            self.add_error("at_least", _("0 to 100."))
        if least is not None and not data.get("vi"):
            self.add_error("vi", _("Give the class a name."))
        return data
