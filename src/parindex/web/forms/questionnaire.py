"""What an office types of a questionnaire. The strict loader judges it, not these forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parindex.surveys.constants import Audience
from parindex.surveys.questionnaire.model import LEVELS, LIKERT, MULTIPLE, NUMBER, SINGLE, WORDS
from parindex.web.templatetags.formats import spoken

if TYPE_CHECKING:
    from parindex.surveys.queries.questionnaires import QuestionnaireChoice

LONGEST = 2_000  # characters of a text
KINDS = (
    (SINGLE, _("one answer")),
    (MULTIPLE, _("several answers")),
    (LIKERT, _("a scale of five")),
    (NUMBER, _("a number")),
    (WORDS, _("in own words")),
)


def _text(label: Any, *, rows: int = 0, required: bool = True, **named: Any) -> forms.CharField:
    widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label, max_length=LONGEST, required=required, widget=widget, **named
    )


def _both(name: str, label: Any, label_en: Any, **named: Any) -> dict[str, forms.CharField]:
    return {f"{name}_vi": _text(label, **named), f"{name}_en": _text(label_en, **named)}


def _choice(label: Any, choices: Any = ()) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Select(choices=choices))


class TypedForm(forms.Form):
    """Shows what was typed, and beside it what the loader found wrong."""

    use_required_attribute = False

    def full_clean(self) -> None:
        self._errors = ErrorDict()
        self.cleaned_data = {}

    def choose_from(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        """What a list of choices offers."""
        widget: Any = self.fields[name].widget
        widget.choices = list(choices)


class ConditionForm(TypedForm):
    """When a section or question is asked; only the earlier sections' questions can be chosen."""

    when = _choice(_("Asked"))
    when_options = forms.CharField(
        label=_("after one of these answers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    when_from = _choice(_("from level"))
    when_to = _choice(_("to level"))
    # "options" or "levels": what the chosen question is looked at by; "": it is always asked.
    looks_at = ""
    # Whether there is any question before it.
    may_look = False


class SectionForm(ConditionForm):
    """A section without its questions."""

    title_vi = _text(_("Title, Vietnamese"))
    title_en = _text(_("Title, English"))
    matter = _choice(_("Its scales give points for the matter"))
    matter_vi = _text(_("A new matter, Vietnamese"), required=False)
    matter_en = _text(_("A new matter, English"), required=False)


class QuestionForm(ConditionForm):
    """A question without its answers to choose from."""

    key = forms.CharField(widget=forms.HiddenInput)
    type = _choice(_("Kind of question"), KINDS)
    text_vi = _text(_("Question, Vietnamese"), rows=2)
    text_en = _text(_("Question, English"), rows=2)
    help_vi = _text(_("Help below it, Vietnamese"), required=False)
    help_en = _text(_("Help below it, English"), required=False)
    may_stay_empty = forms.CharField(
        label=_("It may stay empty"), required=False, widget=forms.CheckboxInput
    )
    scale = _choice(_("Scale"))
    least = _text(_("Smallest number"), required=False)
    most = _text(_("Largest number"), required=False)
    longest = _text(_("Characters, at most"), required=False)


class OptionForm(TypedForm):
    """An answer to choose."""

    key = forms.CharField(widget=forms.HiddenInput)
    vi = _text(_("Answer, Vietnamese"))
    en = _text(_("Answer, English"))


class QuestionnaireWordsForm(TypedForm):
    """What stands above the questions."""

    audience = _choice(_("Asks"), Audience.choices)
    title_vi = _text(_("Title, Vietnamese"))
    title_en = _text(_("Title, English"))
    introduction_vi = _text(_("What it begins with, Vietnamese"), rows=4)
    introduction_en = _text(_("What it begins with, English"), rows=4)
    basis_vi = _text(_("Composed after, Vietnamese"))
    basis_en = _text(_("Composed after, English"))
    notice_vi = _text(_("Notice, Vietnamese"), required=False)
    notice_en = _text(_("Notice, English"), required=False)


class MatterForm(TypedForm):
    """What a matter is called."""

    vi = _text(_("Matter, Vietnamese"))
    en = _text(_("Matter, English"))


class ScaleForm(TypedForm):
    """The five levels of a scale, the lowest first: fields ``points_1``, ``vi_1``, ``en_1``…"""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for level in range(1, LEVELS + 1):
            said = {"level": level}
            self.fields[f"points_{level}"] = _text(gettext("Level %(level)d, points") % said)
            self.fields[f"vi_{level}"] = _text(gettext("Level %(level)d, Vietnamese") % said)
            self.fields[f"en_{level}"] = _text(gettext("Level %(level)d, English") % said)

    @property
    def levels(self) -> list[list[forms.BoundField]]:
        """The fields of each level."""
        return [
            [self[f"{part}_{level}"] for part in ("points", "vi", "en")]
            for level in range(1, LEVELS + 1)
        ]


class NewQuestionnaireForm(forms.Form):
    """What a draft begins as."""

    NEXT, OWN = "next", "own"

    reference = forms.ChoiceField(label=_("Begin with"))
    makes = forms.ChoiceField(
        label=_("It becomes"),
        choices=[
            (NEXT, _("the next version of that questionnaire")),
            (OWN, _("a questionnaire of its own")),
        ],
    )
    title_vi = _text(_("Its title, Vietnamese"), required=False)
    title_en = _text(_("Its title, English"), required=False)

    def __init__(
        self, questionnaires: Sequence[QuestionnaireChoice], *arguments: Any, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        field: Any = self.fields["reference"]
        field.choices = [
            (one.reference, f"{spoken(one.questionnaire.title)} ({one.reference})")
            for one in questionnaires
        ]

    def clean(self) -> dict[str, Any]:
        """Its own questionnaire has a title of its own."""
        cleaned = super().clean() or {}
        for name in ("title_vi", "title_en") if cleaned.get("makes") == self.OWN else ():
            if not cleaned.get(name):
                self.add_error(name, _("Say what it is called, in both languages."))
        return cleaned


class QuestionnaireFileForm(forms.Form):
    """A questionnaire as a YAML file."""

    file = forms.FileField(
        label=_("YAML file"),
        widget=forms.FileInput({"accept": ".yaml,.yml"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )
