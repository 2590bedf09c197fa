"""Sample sizes, strata, lots and shared marks: exact and the same again."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex.surveys.sampling import (
    Element,
    SampleRefused,
    allocation,
    drawn,
    sample_size,
    shared_marks,
)


@pytest.mark.parametrize(
    ("population", "margin", "confidence", "wanted"),
    [
        # Krejcie and Morgan's table gives 10 → 10, 100 → 80, 500 → 217, 1,000 → 278, 10,000 → 370
        # for 5 % and 95 %, rounded to the nearest; here no less than what is needed.
        (10, "5", 95, 10),
        (100, "5", 95, 80),
        (500, "5", 95, 218),
        (1000, "5", 95, 278),
        (10_000, "5", 95, 370),
        (100_000, "5", 95, 383),
        (1_000_000_000, "5", 95, 385),
        (1000, "3", 95, 517),
        (1000, "5", 99, 400),
        (1000, "5", 90, 214),
        (1, "5", 95, 1),
    ],
)
def test_the_sample_is_as_large_as_published_tables_say(population, margin, confidence, wanted):
    assert sample_size(population, Decimal(margin), confidence) == wanted


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ((0, Decimal(5), 95), "population"),
        ((10, Decimal("0.5"), 95), "margin"),
        ((10, Decimal(5), 94), "confidence"),
    ],
)
def test_a_sample_that_cannot_be_is_refused(asked, reason):
    with pytest.raises(SampleRefused, match=reason):
        sample_size(*asked)


def test_what_is_left_over_goes_to_the_largest_remainders():
    sizes = {("a",): 50, ("b",): 30, ("c",): 21}
    # Quotas of 10: 4.95…, 2.97…, 2.07….
    assert allocation(sizes, 10) == {("a",): 5, ("b",): 3, ("c",): 2}


@given(st.dictionaries(st.tuples(st.text(max_size=3)), st.integers(1, 500), min_size=1), st.data())
def test_an_allocation_adds_up_and_asks_no_group_for_more_than_it_has(sizes, data):
    population = sum(sizes.values())
    sample = data.draw(st.integers(0, population))
    found = allocation(sizes, sample)
    assert sum(found.values()) == sample
    for name, size in sizes.items():
        assert sample * size // population <= found[name] <= size


def test_a_seed_draws_the_same_whatever_the_order():
    elements = [Element(f"H48-{n:03d}", (str(n % 3),)) for n in range(90)]
    first = drawn(elements, 30, 2021)
    assert drawn(list(reversed(elements)), 30, 2021) == first
    assert drawn(elements, 30, 2022) != first
    # Fixed for ever: a stored seed has to draw the same sample in years.
    assert first[:4] == ["H48-011", "H48-012", "H48-014", "H48-015"]
    strata = Counter(reference[-3:] for reference in first)
    assert len(strata) == 30
    by_stratum = Counter(int(reference[-3:]) % 3 for reference in first)
    assert by_stratum == {0: 10, 1: 10, 2: 10}


def test_a_reference_that_stands_twice_is_refused():
    with pytest.raises(SampleRefused, match="twice"):
        drawn([Element("a", ("x",)), Element("a", ("y",))], 1, 1)


_MARKS = st.lists(st.tuples(*(st.sampled_from("abc"),) * 3), max_size=60)


@given(_MARKS)
def test_marks_are_shared_by_five_or_say_nothing(marks):
    found = shared_marks(marks, 5)
    assert len(found) == len(marks)
    for before, after in zip(marks, found, strict=True):
        assert all(b == a or a == "" for b, a in zip(before, after, strict=True))
    counts = Counter(found)
    if len(marks) < 5:
        assert set(found) <= {("", "", "")}
    else:
        assert all(count >= 5 for count in counts.values())
