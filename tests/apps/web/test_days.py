"""Days as officers write them, and those that no page could show any more."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from parindex.web.forms.days import DayField


def test_a_day_as_it_is_written():
    for text in ("27/5/2021", "27-05-2021", "27.5.2021", "2021-05-27"):
        assert DayField().clean(text) == date(2021, 5, 27)
    assert DayField(required=False).clean("") is None


@pytest.mark.parametrize("text", ["31/12/9999", "01/01/0001", "1/1/2101", "27/5/20211"])
def test_a_year_that_is_a_slip(text):
    with pytest.raises(ValidationError):
        DayField().clean(text)
