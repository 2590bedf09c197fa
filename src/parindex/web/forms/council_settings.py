"""Changing a running round: deadlines, members, fields, the edition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parindex.rounds.constants import Stage
from parindex.web.forms.days import DayField
from parindex.web.templatetags.formats import named, page_language

if TYPE_CHECKING:
    from parindex.accounts.models import User
    from parindex.editions.models import Edition
    from parindex.rounds.models import AppraisalField

REASON = {"required": _("Say why; the reason stays in the record.")}


def end_of(day: date) -> datetime:
    """The moment at which a deadline's last day is over, in the office's time zone."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def last_day(ends_at: datetime) -> date:
    """The last day before a deadline."""
    return timezone.localtime(ends_at - timedelta(microseconds=1)).date()


def reason_field() -> forms.CharField:
    return forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea({"rows": 2}),
        max_length=2000,
        error_messages=REASON,
    )


class DeadlineForm(forms.Form):
    """Another last day for a stage, for all agencies."""

    stage = forms.ChoiceField(label=_("Stage"), choices=Stage.choices)
    day = DayField(label=_("Last day"), error_messages={"required": _("Give the last day.")})
    reason = reason_field()


class SeatForm(forms.Form):
    """A member of the council for a field, or one who leaves it."""

    field = forms.ChoiceField(label=_("Appraisal field"))
    person = forms.ChoiceField(
        label=_("Member"), error_messages={"required": _("Choose a member of the council.")}
    )

    def __init__(
        self, fields: Sequence[AppraisalField], people: Sequence[User], *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._fields = {str(one.pk): one for one in fields}
        self._people = {str(one.pk): one for one in people}
        choice(self, "field").choices = [(pk, named(one)) for pk, one in self._fields.items()]
        choice(self, "person").choices = [
            ("", gettext("Choose a member")),
            *((pk, one.full_name) for pk, one in self._people.items()),
        ]

    @property
    def chosen(self) -> tuple[AppraisalField, User]:
        """The field and the person of a valid form."""
        data = self.cleaned_data
        return self._fields[data["field"]], self._people[data["person"]]


class FieldForm(forms.Form):
    """One more field of appraisal, for components that no field holds."""

    name = forms.CharField(
        label=_("Name of the field"),
        max_length=200,
        error_messages={"required": _("Give the field a name.")},
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    codes = forms.CharField(
        label=_("Areas, criteria or components"),
        help_text=_("Their codes by commas, such as 1, 2.3, 3.1.1."),
        max_length=2000,
        error_messages={"required": _("Name at least one code.")},
    )
    members = forms.MultipleChoiceField(
        label=_("Members"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, people: Sequence[User], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._people = {str(one.pk): one for one in people}
        choice(self, "members").choices = [(pk, one.full_name) for pk, one in self._people.items()]

    @property
    def references(self) -> list[str]:
        """The codes of a valid form."""
        return codes_in(self.cleaned_data["codes"])

    @property
    def chosen_members(self) -> list[User]:
        """The members of a valid form."""
        return [self._people[pk] for pk in self.cleaned_data["members"]]


class EditionForm(forms.Form):
    """A corrected edition by which the round goes on."""

    edition = forms.ChoiceField(
        label=_("Corrected edition"),
        error_messages={"required": _("Choose the corrected edition.")},
    )
    reason = reason_field()

    def __init__(self, editions: Sequence[Edition], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._editions = {str(one.pk): one for one in editions}
        choice(self, "edition").choices = [
            ("", gettext("Choose an edition")),
            *((pk, edition_name(one)) for pk, one in self._editions.items()),
        ]

    @property
    def chosen(self) -> Edition:
        """The edition of a valid form."""
        return self._editions[self.cleaned_data["edition"]]


def edition_name(edition: Edition) -> str:
    """The title, with the beginning of its hash: corrections share the title."""
    title = edition.title_en if page_language() == "en" else edition.title
    return f"{title} · {edition.sha256[:8]}"


def codes_in(text: str) -> list[str]:
    """Codes by commas, semicolons, spaces or lines."""
    return text.replace(",", " ").replace(";", " ").split()


def choice(form: forms.Form, name: str) -> Any:
    """A field of choices, whose list the form makes itself."""
    return form.fields[name]
