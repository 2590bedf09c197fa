"""Days as officers write them."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parindex.web.templatetags.formats import vndate

# A slip such as 20211 or 0021; the day after the calendar's last one is none, too.
_YEARS = range(1900, 2101)


class DayField(forms.DateField):
    """A day as officers write it, 27/5/2021, whatever language the browser speaks."""

    default_error_messages = {
        "invalid": _("Write the day as day/month/year, such as 31/12/2021."),
        "year": _("Write a year from 1900 to 2100."),
    }

    def __init__(self, **options: Any) -> None:
        attributes = {"inputmode": "numeric", "placeholder": _("day/month/year")}
        super().__init__(
            input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"],
            widget=forms.TextInput(attributes | {"autocomplete": "off"}),
            **options,
        )

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day is not None and day.year not in _YEARS:
            raise forms.ValidationError(self.error_messages["year"], code="year")
        return day

    def prepare_value(self, value: Any) -> Any:
        return vndate(value) if isinstance(value, date) else value
