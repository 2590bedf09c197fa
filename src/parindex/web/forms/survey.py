"""What an office types of a survey round: what is asked, of whom, when, how exactly."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parindex.surveys.constants import CONFIDENCE, MOST_KIOSK_ANSWERS, MOST_SPARE_CODES
from parindex.surveys.services.rounds import NewSurvey
from parindex.web.forms.days import DayField
from parindex.web.templatetags.formats import page_language, spoken
from parindex_core.vietnamese.numbers import parse_number

if TYPE_CHECKING:
    from parindex.surveys.queries.questionnaires import QuestionnaireChoice

_LONGEST_PAUSE = 3600  # seconds


class MarginField(forms.CharField):
    """Percent as the page's language writes it."""

    def clean(self, value: Any) -> Decimal:
        text = super().clean(value)
        try:
            return Decimal(parse_number(text.strip().removesuffix("%").strip(), page_language()))
        except ValueError as error:
            raise forms.ValidationError(_("Write percent, such as 5.")) from error


class SurveyForm(forms.Form):
    """A new round, or a draft to change; ``new_survey()`` gives the valid form's."""

    title = forms.CharField(
        label=_("Name of the survey round"),
        max_length=300,
        error_messages={"required": _("Give it a name of at most 300 characters.")},
    )
    questionnaire = forms.ChoiceField(label=_("Questionnaire"))
    year = forms.IntegerField(
        label=_("Year whose score it goes into"), min_value=2000, max_value=2100
    )
    period_first = DayField(label=_("Asked about the time from"))
    period_last = DayField(label=_("to (included)"))
    opens_on = DayField(label=_("Answers from"))
    closes_on = DayField(label=_("until (included)"))
    margin = MarginField(
        label=_("Margin of error, percent"),
        max_length=10,
        help_text=_("From 1 to 20. The smaller, the more people are asked."),
    )
    confidence = forms.TypedChoiceField(
        label=_("Confidence"),
        coerce=int,
        choices=[(level, f"{level} %") for level in CONFIDENCE],
    )

    def __init__(
        self, questionnaires: Sequence[QuestionnaireChoice], *arguments: Any, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        field: Any = self.fields["questionnaire"]
        field.choices = [
            (one.reference, f"{spoken(one.questionnaire.title)} ({one.reference})")
            for one in questionnaires
            if not one.is_draft
        ]

    def new_survey(self) -> NewSurvey:
        return NewSurvey(**self.cleaned_data)


class SampleForm(forms.Form):
    """The number that a sample is drawn by."""

    seed = forms.IntegerField(
        label=_("Seed"),
        required=False,
        min_value=0,
        max_value=2**63 - 1,
        help_text=_(
            "Such as a number drawn in public. Empty: by chance. It is kept: the same seed draws"
            " the same sample again."
        ),
    )


class CounterForm(forms.Form):
    """How much the counter's screen takes."""

    daily_limit = forms.IntegerField(
        label=_("Answers a day, at most"), min_value=1, max_value=MOST_KIOSK_ANSWERS
    )
    pause = forms.IntegerField(
        label=_("Seconds between two answers"), min_value=0, max_value=_LONGEST_PAUSE
    )


class SpareCodesForm(forms.Form):
    """Codes of no dossier."""

    count = forms.IntegerField(label=_("Spare codes"), min_value=1, max_value=MOST_SPARE_CODES)


class LastDayForm(forms.Form):
    """Until when an open round takes answers."""

    closes_on = DayField(label=_("Last day"))
