"""The period in an address, also when it is none."""

from datetime import date

import pytest
from django.http import QueryDict
from django.utils.translation import override

from parindex.web.dossier_period import period_asked

TODAY = date(2021, 11, 24)


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("", ""),
        ("period=", ""),
        ("period=2021-05", ""),
        ("first=1/3/2021&last=15/4/2021", ""),
        ("period=abc", "This period cannot be read. Choose one of the list."),
        ("period=2021-13", "This period cannot be read. Choose one of the list."),
        ("period=9999", "That period has not begun yet."),
        ("first=2/3/2021&last=1/3/2021", "The last day is before the first."),
        (
            "first=1/1/0001&last=31/12/9999",
            "Write both days as day/month/year, years from 1900 to 2100, such as 31/12/2021.",
        ),
        (
            "first=2/3/2021&last=x",
            "Write both days as day/month/year, years from 1900 to 2100, such as 31/12/2021.",
        ),
    ],
)
def test_what_is_wrong_with_a_period_is_said_as_it_is(query: str, problem: str) -> None:
    with override("en"):
        asked = period_asked(QueryDict(query), 2021, TODAY)
        assert str(asked.problem) == problem
    if problem:
        assert asked.period.text == "2021"
