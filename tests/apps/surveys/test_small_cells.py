"""Small groups are hidden, and subtraction finds none of them."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from parindex.surveys.small_cells import shown_groups


def bits(*places):
    return sum(1 << place for place in places)


def spread(*sizes):
    """Groups of these sizes, one after the other."""
    at, groups = 0, {}
    for name, size in zip("abcdefgh", sizes, strict=False):
        groups[name] = bits(*range(at, at + size))
        at += size
    return bits(*range(at)), groups


def test_a_group_of_fewer_than_five_is_hidden_with_the_next_smallest():
    whole, units = spread(20, 10, 6, 3)
    assert shown_groups(whole, {"unit": units}) == {("unit", "a"), ("unit", "b")}


def test_two_small_groups_that_are_five_together_need_no_third():
    whole, units = spread(20, 10, 3, 2)
    assert shown_groups(whole, {"unit": units}) == {("unit", "a"), ("unit", "b")}


def test_with_fewer_than_five_in_all_nothing_is_shown():
    whole, units = spread(4)
    assert shown_groups(whole, {"unit": units}) == set()


def test_a_group_is_hidden_where_one_of_its_matters_is_too_small():
    whole, units = spread(20, 10, 10)
    few = bits(*range(20)) | bits(20, 21, 22) | bits(*range(30, 40))
    # Without b, all that is left of the matter is too small: it is found by subtracting a and c.
    assert shown_groups(whole, {"unit": units}, [few]) == {("unit", "a")}


def test_a_procedure_is_not_found_by_subtracting_from_its_unit():
    whole, units = spread(20, 20)
    procedures = {"p": bits(*range(17)), "q": bits(17, 18, 19), "r": bits(*range(20, 40))}
    shown = shown_groups(whole, {"unit": units, "procedure": procedures})
    assert ("unit", "a") in shown
    assert ("procedure", "q") not in shown
    assert ("procedure", "p") not in shown


def test_a_group_that_lies_in_another_family_is_not_found_either():
    whole, units = spread(20, 20)
    # All but two of unit a came online, and nobody else did.
    channels = {"online": bits(*range(18)), "direct": bits(*range(18, 40))}
    shown = shown_groups(whole, {"unit": units, "channel": channels})
    assert not {("unit", "a"), ("channel", "online")} <= shown


_FAMILY = st.lists(st.sampled_from("abcd"), min_size=0, max_size=40)


@settings(max_examples=60)
@given(_FAMILY, st.randoms(use_true_random=False))
def test_no_difference_of_two_shown_sets_is_small(units, chance):
    whole = (1 << len(units)) - 1
    families = {
        family: {name: bits(*(n for n, own in enumerate(names) if own == name)) for name in "abcd"}
        for family, names in (
            ("unit", units),
            ("channel", [chance.choice("abcd") for _ in units]),
        )
    }
    shown = [families[family][name] for family, name in shown_groups(whole, families)]
    if not shown:
        return
    for one in shown:
        assert one.bit_count() >= 5
    for inner, outer in combinations(sorted([*shown, whole], key=int.bit_count), 2):
        if inner & ~outer == 0:
            assert (outer & ~inner).bit_count() not in range(1, 5)
