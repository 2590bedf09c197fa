"""Numbers of addresses and forms: whole, of a length that the database holds, or none at all."""

from dataclasses import dataclass

import pytest
from django.http import QueryDict

from parindex.web.page_numbers import found_page
from parindex.web.sent_numbers import whole_number


@dataclass
class Rows:
    start: int
    total: int = 120


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("007", 7),
        ("999999999", 999_999_999),
        ("1234567890", None),
        # More digits than Python reads, and than any database holds.
        ("9" * 5000, None),
        ("", None),
        ("-1", None),
        ("1.5", None),
        (" 1", None),
        ("²", None),
        ("٣", None),
    ],
)
def test_a_number_is_read_or_there_is_none(text: str, number: int | None) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize(
    ("asked", "starts", "page"),
    [
        ("", [0], 1),
        ("page=3", [100], 3),
        ("page=0", [0], 1),
        ("page=x", [0], 1),
        # Beyond the last page stands the last.
        ("page=4", [150, 100], 3),
        ("page=999999999", [49_999_999_900, 100], 3),
    ],
)
def test_a_page_is_found_by_its_number(asked: str, starts: list[int], page: int) -> None:
    looked: list[int] = []

    def find(start: int) -> Rows:
        looked.append(start)
        return Rows(start)

    found, at = found_page(QueryDict(asked), 50, find)
    assert (looked, found.start, at.number) == (starts, starts[-1], page)
