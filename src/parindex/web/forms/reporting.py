"""What is typed of periodic reports: what is owed, what a form asks, what is answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from parindex.reporting.constants import (
    LONGEST_LABEL,
    Asked,
    Counted,
    Frequency,
    Heading,
    QuestionKind,
)
from parindex.reporting.period_names import name_of
from parindex.reporting.questions import Question
from parindex.reporting.services.obligations import NewObligation
from parindex.web.forms.days import DayField
from parindex.web.reporting_words import ANSWER_PROBLEMS
from parindex.web.templatetags.formats import named, number, page_language
from parindex_core.vietnamese.numbers import parse_number

if TYPE_CHECKING:
    from parindex.organisations.models import Unit
    from parindex.reporting.models import ReportForm

_PERIODS = ((Frequency.MONTHLY, 12), (Frequency.QUARTERLY, 4))
_MONTHS_AFTER = (
    (-2, _("the second month before the period's last")),
    (-1, _("the month before the period's last")),
    (0, _("the period's last month")),
    (1, _("the month after the period")),
    (2, _("the second month after the period")),
)
_DAY_HELP = _("From 1 to 31; empty: the month's last day")


def _months(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int, choices=_MONTHS_AFTER, initial=0)


def _day(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=31, help_text=_DAY_HELP
    )


class ObligationForm(forms.Form):
    """A report that is owed; ``new_obligation()`` gives the valid form's."""

    name = forms.CharField(label=_("Name of the report"), max_length=200)
    recipient = forms.CharField(
        label=_("Sent on to"),
        max_length=200,
        required=False,
        help_text=_("Such as: the People's Committee of the province, through the Home Department"),
    )
    frequency = forms.ChoiceField(label=_("How often"), choices=Frequency.choices)
    months = forms.TypedMultipleChoiceField(
        label=_("Months"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    quarters = forms.TypedMultipleChoiceField(
        label=_("Quarters"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    form = forms.TypedChoiceField(label=_("Form of the report"), coerce=int)
    units = forms.TypedMultipleChoiceField(
        label=_("Units that report to the Office"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    unit_months_after = _months(_("Units: until a day of"))
    unit_day = _day(_("Units: day"))
    agency_reports = forms.BooleanField(
        label=_("The agency itself sends a report on"), required=False
    )
    agency_months_after = _months(_("Agency: until a day of"))
    agency_day = _day(_("Agency: day"))
    opens_before = forms.IntegerField(
        label=_("Opens so many days before"), min_value=0, max_value=90
    )
    counted = forms.ChoiceField(label=_("What counts in 1.2.1 and 1.2.2"), choices=Counted.choices)
    starts_on = DayField(
        label=_("Owed from"), help_text=_("What has its cut-off before that day is not owed")
    )
    ends_on = DayField(label=_("Owed until"), required=False)

    def __init__(
        self,
        units: Sequence[Unit],
        report_forms: Sequence[ReportForm],
        *arguments: Any,
        **named_arguments: Any,
    ) -> None:
        super().__init__(*arguments, **named_arguments)
        self._units = {unit.pk: unit for unit in units}
        self._offer("units", [(unit.pk, named(unit)) for unit in units])
        self._offer("form", [(one.pk, one.name) for one in report_forms])
        self._offer("months", [(n, str(n)) for n in range(1, 13)])
        quarters = [(n, name_of(Frequency.QUARTERLY, 0, n).rpartition("/")[0]) for n in range(1, 5)]
        self._offer("quarters", quarters)

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def new_obligation(self) -> NewObligation:
        values = dict(self.cleaned_data)
        months, quarters = values.pop("months"), values.pop("quarters")
        by_frequency = {
            Frequency.MONTHLY.value: tuple(months),
            Frequency.QUARTERLY.value: tuple(quarters),
            Frequency.AD_HOC.value: (),
        }
        numbers = by_frequency.get(values["frequency"], (1,))
        units = [self._units[pk] for pk in values.pop("units")]
        return NewObligation(units=units, numbers=numbers, **values)


class AdHocForm(forms.Form):
    """A report asked for once."""

    title = forms.CharField(label=_("What the report is about"), max_length=200)
    unit_cut_off = DayField(label=_("Units report until"), required=False)
    agency_cut_off = DayField(label=_("The agency sends it until"), required=False)


class FormNameForm(forms.Form):
    """A new form."""

    name = forms.CharField(label=_("Name of the form"), max_length=200)
    from_start = forms.BooleanField(
        label=_("Start from the questions that the project proposes"), required=False, initial=True
    )


class QuestionForm(forms.Form):
    """A question of a draft; ``question(key)`` gives the valid form's."""

    heading = forms.ChoiceField(label=_("Heading of the report"), choices=Heading.choices)
    label = forms.CharField(label=_("What is asked"), max_length=LONGEST_LABEL)
    asked = forms.ChoiceField(label=_("Who answers"), choices=Asked.choices)
    kind = forms.ChoiceField(label=_("Answered by"), choices=QuestionKind.choices)
    unit = forms.CharField(label=_("Unit of the number"), max_length=40, required=False)
    source = forms.ChoiceField(label=_("What the product counts"), required=False)
    is_required = forms.BooleanField(label=_("Has to be answered"), required=False)

    def __init__(
        self, sources: Sequence[tuple[str, str]], *arguments: Any, **named_arguments: Any
    ) -> None:
        super().__init__(*arguments, **named_arguments)
        field: Any = self.fields["source"]
        field.choices = [("", "–"), *sources]

    def question(self, key: str) -> Question:
        """What is counted is a number and has its source; nothing else has one."""
        values = self.cleaned_data
        is_counted = values["asked"] == Asked.PRODUCT
        return Question(
            key=key,
            heading=values["heading"],
            kind=QuestionKind.NUMBER.value if is_counted else values["kind"],
            asked=values["asked"],
            label=values["label"],
            unit=values["unit"],
            is_required=values["is_required"],
            source=values["source"] if is_counted else "",
        )


class AnswerField(forms.CharField):
    """Kept empty in a draft, also where it has to be answered before the report is sent."""

    def validate(self, value: Any) -> None:
        """Whoever sends the report asks for what is required."""


class AnswersForm(forms.Form):
    """The questions of a report; ``typed()`` gives the answers in stored form."""

    use_required_attribute = False

    def __init__(
        self,
        questions: Sequence[Question],
        answers: Mapping[str, str],
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={one.key: shown(one, answers) for one in questions})
        self.questions = tuple(questions)
        for one in questions:
            label = f"{one.label} ({one.unit})" if one.unit else one.label
            widget: forms.Widget = forms.Textarea({"rows": 4})
            if one.is_number:
                widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
            self.fields[one.key] = AnswerField(
                label=label, required=one.is_required, strip=False, widget=widget
            )

    def clean(self) -> dict[str, Any]:
        for one in self.questions:
            if one.is_number:
                self._read_number(one.key)
        return self.cleaned_data

    def _read_number(self, key: str) -> None:
        text = self.cleaned_data.get(key, "").strip()
        if not text:
            return
        try:
            self.cleaned_data[key] = f"{Decimal(parse_number(text, page_language())):f}"
        except (ValueError, InvalidOperation):
            self.add_error(key, ANSWER_PROBLEMS["number"])

    def typed(self) -> dict[str, str]:
        """The valid form's answers."""
        return {one.key: self.cleaned_data.get(one.key, "") for one in self.questions}

    def add_problems(self, problems: Mapping[str, str]) -> None:
        """Put what a service refused at the questions concerned."""
        for key, problem in problems.items():
            self.add_error(key if key in self.fields else None, ANSWER_PROBLEMS[problem])

    def bound(self, key: str) -> BoundField:
        return self[key]

    def sections(self) -> Iterator[tuple[Any, list[tuple[Question, BoundField]]]]:
        """Under each heading of the report that is asked about its questions."""
        for heading in Heading:
            found = [(one, self[one.key]) for one in self.questions if one.heading == heading]
            if found:
                yield heading.label, found


class SendForm(forms.Form):
    """The agency's report as a paper."""

    document_number = forms.CharField(
        label=_("Number and symbol of the paper"),
        max_length=100,
        help_text=_("Such as 45/BC-SKHCN"),
        error_messages={"required": _("Write the number and symbol of the paper.")},
    )
    sent_on = DayField(label=_("Sent on"))


def shown(question: Question, answers: Mapping[str, str]) -> str:
    """An answer as the page's language writes it."""
    value = answers.get(question.key, "")
    return number(Decimal(value)) if value and question.is_number else value
