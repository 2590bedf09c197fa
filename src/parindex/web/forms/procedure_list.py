"""A file of procedures to take in."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from parindex.web.forms.days import DayField

_FIRST, _LAST = date(2000, 1, 1), date(2100, 12, 31)
SUFFIXES = ".xlsx,.json"


class ProcedureListForm(forms.Form):
    """The file, and from which day what it says without a day of its own holds."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_("The workbook (.xlsx), or the national database's file (.json); up to 16 MB."),
        widget=forms.FileInput(attrs={"accept": SUFFIXES}),
        error_messages={"required": _("Choose a file first.")},
        allow_empty_file=True,
    )
    day = DayField(
        label=_("Holds from"),
        help_text=_("For procedures whose row does not say a day itself."),
        validators=[MinValueValidator(_FIRST), MaxValueValidator(_LAST)],
    )

    def __init__(self, *arguments: Any, today: date, **named: Any) -> None:
        super().__init__(*arguments, initial={"day": today}, **named)
