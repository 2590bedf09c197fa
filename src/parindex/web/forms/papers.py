"""What is said of a paper beside its content: head, signatures, recipients."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from parindex.reports.queries import Decision, Meeting, PaperHead
from parindex.web.forms.days import DayField
from parindex_papers.model import Letterhead, Signature

FORMATS = ("docx", "pdf", "xlsx")
_LONGEST_LIST = 5_000  # characters


def _line(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=200, required=required, help_text=help_text)


def _lines(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=_LONGEST_LIST,
        required=required,
        widget=forms.Textarea({"rows": 3}),
        help_text=help_text,
    )


class PaperForm(forms.Form):
    """Head and foot of a paper by decree 30/2020; what the registry gives later may stay open.

    ``first``: the fields that stand before the others.
    """

    first: tuple[str, ...] = ()
    superior = _line(_("Superior body"), required=False)
    issuing_body = _line(_("Issuing body"))
    number = _line(
        _("Number of the paper"), required=False, help_text=_("Left open for the registry")
    )
    symbol = _line(_("Symbol"), help_text=_("Such as BC-SKHCN"))
    place = _line(_("Place of issue"), required=False)
    day = DayField(label=_("Date"), required=False)
    signer_authority = _line(
        _("Authority of the signature"), required=False, help_text=_("Such as KT. GIÁM ĐỐC")
    )
    signer_title = _line(_("Title of the signer"))
    signer_name = _line(_("Name of the signer"), required=False)
    recipients = _lines(_("Recipients"), help_text=_("One a line; empty: the usual ones"))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, field_order=list(self.first), **options)

    def head(self) -> PaperHead:
        """The valid form's head and foot."""
        values = self.cleaned_data
        return PaperHead(
            letterhead=Letterhead(
                issuing_body=values["issuing_body"],
                symbol=values["symbol"],
                superior=values["superior"],
                number=values["number"],
                place=values["place"],
                day=values["day"],
            ),
            signature=Signature(
                title=values["signer_title"],
                name=values["signer_name"],
                authority=values["signer_authority"],
            ),
            recipients=lines_of(values["recipients"]),
        )


class SelfAssessmentForm(PaperForm):
    """The report of a self-assessment, and to whom it goes."""

    source = forms.ChoiceField(label=_("Figures"))
    addressees = _lines(_("Addressees"), required=True, help_text=_("One a line"))
    first = ("source", "addressees")

    def __init__(self, *arguments: Any, sources: list[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["source"].choices = sources  # pyright: ignore[reportAttributeAccessIssue]

    def for_whom(self) -> tuple[str, ...]:
        """The addressees of the valid form."""
        return lines_of(self.cleaned_data["addressees"])


class AccountabilityForm(PaperForm):
    """A unit's accountability sheet; the paper's signer is the director."""

    unit = forms.ChoiceField(label=_("Unit"))
    head_title = _line(_("Title of the unit's head"))
    head_name = _line(_("Name of the unit's head"), required=False)
    first = ("unit", "head_title", "head_name")

    def __init__(self, *arguments: Any, units: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["unit"].choices = units  # pyright: ignore[reportAttributeAccessIssue]

    def unit_head(self) -> Signature:
        return Signature(self.cleaned_data["head_title"], self.cleaned_data["head_name"])


class MinutesForm(PaperForm):
    """The minutes of one agency's appraisal; the paper's signer is the chair."""

    place = None  # minutes have no line of place and date
    day = DayField(label=_("Day of the meeting"))
    agency = forms.ChoiceField(label=_("Agency"))
    began = forms.TimeField(label=_("Began at"), input_formats=["%H:%M", "%Hh%M", "%Hg%M"])
    ended = forms.TimeField(label=_("Ended at"), input_formats=["%H:%M", "%Hh%M", "%Hg%M"])
    venue = _line(_("Venue"))
    present = _lines(_("Who is present"), required=True, help_text=_("One a line"))
    absent = _lines(_("Who is absent"), help_text=_("One a line"))
    secretary_title = _line(_("Title of the secretary"))
    secretary_name = _line(_("Name of the secretary"), required=False)
    opinions = _lines(_("Opinions at the meeting"), help_text=_("One a line"))
    conclusions = _lines(_("Conclusions"), help_text=_("One a line; empty: agreed by the council"))
    first = (
        *("agency", "day", "began", "ended", "venue"),
        *("present", "absent", "opinions", "conclusions"),
        *("superior", "issuing_body", "number", "symbol"),
        *("signer_authority", "signer_title", "signer_name", "secretary_title", "secretary_name"),
    )

    def __init__(self, *arguments: Any, agencies: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["agency"].choices = agencies  # pyright: ignore[reportAttributeAccessIssue]
        for name in ("began", "ended"):
            self.fields[name].widget = forms.TextInput({"placeholder": "14:30"})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        # Minutes have no line of place and date.
        cleaned["place"] = ""
        began, ended = cleaned.get("began"), cleaned.get("ended")
        if began and ended and ended < began:
            self.add_error("ended", ValidationError(_("The meeting ends before it begins.")))
        return cleaned

    def meeting(self) -> Meeting:
        values = self.cleaned_data
        day = values["day"]
        return Meeting(
            secretary=Signature(values["secretary_title"], values["secretary_name"]),
            began=datetime.combine(day, values["began"]),
            ended=datetime.combine(day, values["ended"]),
            venue=values["venue"],
            present=lines_of(values["present"]),
            absent=lines_of(values["absent"]),
            opinions=lines_of(values["opinions"]),
            conclusions=lines_of(values["conclusions"]),
        )


class RankingForm(PaperForm):
    """The decision on the ranking."""

    authority = _line(_("Who decides"))
    bases = _lines(_("Legal bases"), required=True, help_text=_("One a line"))
    proposer = _line(_("Proposed by"))
    executors = _line(_("Carried out by"))
    first = ("authority", "bases", "proposer", "executors")

    def decision(self) -> Decision:
        values = self.cleaned_data
        return Decision(
            authority=values["authority"],
            bases=lines_of(values["bases"]),
            proposer=values["proposer"],
            executors=values["executors"],
        )


def lines_of(text: str) -> tuple[str, ...]:
    """The lines that hold something, without the signs that a paper puts after each."""
    return tuple(line.strip().rstrip(";.") for line in text.splitlines() if line.strip())
