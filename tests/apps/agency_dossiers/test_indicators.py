"""Shares by place and the dossiers behind them, the way to a floor, lists narrowed and sorted."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.apps.agency_dossiers.conftest import (
    INSPECTORATE,
    LATE,
    LATE_NOW,
    LATE_OF_INSPECTORATE,
    METROLOGY,
    export,
    line,
    load,
)
from tests.departments import TODAY

from parindex.accounts.services import PermissionRefused
from parindex.dossiers.agency_store import agency_store, counted, settled_period
from parindex.dossiers.queries.due import DueList, due_dossiers
from parindex.dossiers.queries.indicators import (
    LISTED_CODES,
    Counted,
    asked_period,
    counted_dossiers,
    dossier_state,
    indicator_shares,
    place_names,
)
from parindex.dossiers.queries.shares import (
    ON_TIME,
    Share,
    on_time_floor,
    path_to_target,
    year_shares,
)
from parindex.dossiers.services.apologies import NewApology, record_apologies

YEAR = asked_period("2021", TODAY)


@pytest.mark.django_db
class TestIndicators:
    def test_places_add_up_to_the_whole(self, loaded) -> None:
        access = loaded.access("director")
        (whole,) = indicator_shares(access, YEAR)
        for by in ("unit", "procedure", "field", "channel"):
            places = indicator_shares(access, YEAR, by)
            for code in LISTED_CODES:
                shares = [place.shares[code] for place in places]
                assert sum(share.numerator for share in shares) == whole.shares[code].numerator
                assert sum(share.denominator for share in shares) == whole.shares[code].denominator

    def test_a_unit_sees_its_own(self, loaded) -> None:
        access = loaded.access("unit_officer")
        (place,) = indicator_shares(access, YEAR, "unit")
        assert (place.place, place.shares["LATE"]) == (INSPECTORATE, Share(1, 1))
        late = Counted(YEAR, "LATE", "numerator")
        assert [one.code for one in counted_dossiers(access, late).dossiers] == [
            LATE_OF_INSPECTORATE
        ]
        elsewhere = Counted(YEAR, "LATE", "numerator", {"unit": METROLOGY})
        assert counted_dossiers(access, elsewhere).total == 0

    def test_dossiers_behind_a_number_searched_and_sorted(self, loaded) -> None:
        access = loaded.access("auditor")
        asked = Counted(YEAR, ON_TIME, "denominator", order="-ended_at")
        ended = [one.ended_at for one in counted_dossiers(access, asked).dossiers]
        assert ended == sorted(ended, reverse=True)
        assert len(ended) == 5
        found = counted_dossiers(access, Counted(YEAR, ON_TIME, "denominator", words="-0004"))
        assert [one.code for one in found.dossiers] == [LATE]
        assert place_names(access, {"unit": METROLOGY}) == {"unit": METROLOGY}

    def test_what_there_is_to_see(self, loaded) -> None:
        state = dossier_state(loaded.access("unit_officer"))
        assert (state.is_filled, state.is_seen, state.as_of) == (True, True, date(2021, 11, 16))
        assert not state.is_illustrative
        with pytest.raises(PermissionRefused):
            dossier_state(loaded.access("administrator"))

    def test_a_running_month_counts_the_same_as_asked_by_days(self, loaded) -> None:
        store = agency_store(loaded.agency)
        by_days = counted(store, YEAR, codes=LISTED_CODES)
        widened = settled_period(store, YEAR)
        assert widened.whole_months is not None
        assert counted(store, widened, codes=LISTED_CODES) == by_days
        # What ended later is not drawn in.
        spring = asked_period("2021-01-01..2021-04-10", TODAY)
        (row,) = counted(store, settled_period(store, spring), codes=[ON_TIME])
        assert (row.numerator, row.denominator) == (3, 3)


@pytest.mark.django_db
class TestLists:
    def test_late_without_a_letter(self, loaded) -> None:
        access = loaded.access("one_stop_officer")

        def codes() -> list[str]:
            page = due_dossiers(access, TODAY, DueList.WITHOUT_LETTER)
            return [dossier.code for dossier in page.dossiers]

        assert codes() == [LATE_NOW, LATE_OF_INSPECTORATE, LATE]
        day = date(2021, 4, 12)
        record_apologies(access, [NewApology(LATE, "1/TXL", day, "Chậm", day)])
        assert codes() == [LATE_NOW, LATE_OF_INSPECTORATE]

    def test_words_in_any_order_and_any_writing(self, loaded) -> None:
        access = loaded.access("auditor")
        for words, count in (("CHI cuc luong", 1), ("210401 do luong", 1), ("tra luong", 0)):
            page = due_dossiers(access, TODAY, DueList.SETTLED_LATE, words=words)
            assert page.total == count, words

    def test_sorted_either_way(self, loaded) -> None:
        load(loaded, export([line(9, "02/11", "03/11", "", unit=INSPECTORATE)]))
        access = loaded.access("auditor")
        for order, first in (("received", LATE_NOW), ("-received", "H48.12-211102-0009")):
            page = due_dossiers(access, TODAY, DueList.LATE_NOW, order=order)
            assert page.dossiers[0].code == first
        # An order that this list does not know changes nothing.
        page = due_dossiers(access, TODAY, DueList.LATE_NOW, order="ended")
        assert page.total == 2


MONTHS = st.lists(
    st.integers(0, 300).flatmap(lambda d: st.integers(0, d).map(lambda n: Share(n, d))),
    min_size=2,
    max_size=12,
)


@given(MONTHS, st.fractions(0, 1, max_denominator=100))
def test_the_path_to_a_floor_is_the_least_that_reaches_it(shares: list[Share], floor) -> None:
    path = path_to_target(shares, floor, is_enough=True)
    if path is None:
        assert not any(share.denominator for share in shares[:-1])
        return
    top = sum(share.numerator for share in shares)
    whole = sum(share.denominator for share in shares) + path.expected
    if path.needed is None:
        assert path.expected == 0 or Fraction(top + path.expected, whole) < floor
        return
    assert Fraction(top + path.needed, whole) >= floor
    assert path.needed == 0 or Fraction(top + path.needed - 1, whole) < floor


@pytest.mark.django_db
def test_on_time_has_the_floor_of_its_component(loaded) -> None:
    assert on_time_floor(loaded.framework) == Fraction(95, 100)
    shares = year_shares(loaded.access("director"), 2021, TODAY, on_time_target=Fraction(3, 5))[
        ON_TIME
    ]
    # 3 of 5 are exactly three fifths; of 7 it takes 5, as 4 are less.
    assert shares.path is not None
    assert (shares.path.expected, shares.path.needed) == (2, 2)
