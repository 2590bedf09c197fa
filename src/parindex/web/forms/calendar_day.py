"""A day that a decision makes worked or free."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from parindex.web.calendar_page import FIRST_YEAR, LAST_YEAR
from parindex.web.forms.days import DayField

FREE, WORKED = "free", "worked"


class CalendarDayForm(forms.Form):
    """The day, what it is now, and the decision that says so."""

    day = DayField(
        label=_("Day"),
        validators=[
            MinValueValidator(date(FIRST_YEAR, 1, 1)),
            MaxValueValidator(date(LAST_YEAR, 12, 31)),
        ],
    )
    kind = forms.ChoiceField(
        label=_("By decision it is"),
        choices=[
            ("", _("Choose")),
            (FREE, _("a day off")),
            (WORKED, _("a working day")),
        ],
    )
    ground = forms.CharField(
        label=_("Decision or event"),
        max_length=300,
        help_text=_("Its number and date, such as 22/TB-BNV of 5/1/2021."),
    )
