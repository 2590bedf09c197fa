"""What pages ask of the dossiers: lists, shares and the path, procedures, one dossier."""

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
    ON_TIME,
    export,
    line,
    load,
)
from tests.departments import TODAY

from parindex.accounts.services import PermissionRefused
from parindex.dossiers.queries.due import DueList, due_counts, due_dossiers
from parindex.dossiers.queries.one_dossier import dossier_page
from parindex.dossiers.queries.procedures import procedure_page
from parindex.dossiers.queries.shares import ON_TIME as ON_TIME_CODE
from parindex.dossiers.queries.shares import ONLINE, Share, path_to_target, year_shares
from parindex_dossiers.errors import DossierNotFound, StoreEmpty

HALF = Fraction(1, 2)


@pytest.mark.django_db
class TestLists:
    def test_the_tiles_count_what_the_lists_hold(self, loaded) -> None:
        counts = due_counts(loaded.access("director"), TODAY)
        assert (counts.due_today, counts.due_soon, counts.late_now) == (1, 1, 1)
        assert (counts.waiting, counts.open) == (0, 3)
        # 25, 26 and, over the week-end, no further than 29 November.
        assert counts.soon_until == date(2021, 11, 29)

    def test_a_unit_sees_its_own(self, loaded) -> None:
        counts = due_counts(loaded.access("unit_officer"), TODAY)
        assert (counts.due_today, counts.due_soon, counts.late_now, counts.open) == (0, 1, 0, 1)
        page = due_dossiers(loaded.access("unit_officer"), TODAY, DueList.SETTLED_LATE)
        assert [entry.code for entry in page.dossiers] == [LATE_OF_INSPECTORATE]

    def test_a_late_dossier_says_by_how_much(self, loaded) -> None:
        page = due_dossiers(loaded.access("director"), TODAY, DueList.LATE_NOW)
        (entry,) = page.dossiers
        assert (entry.code, entry.working_days_late) == (LATE_NOW, 12)
        assert entry.unit == loaded.units["metrology-sub-department"]
        assert page.by_unit == [(METROLOGY, METROLOGY, 1)]
        assert page.by_procedure == [("1.000358", None, 1)]

    def test_settled_late_ones_come_the_newest_first(self, loaded) -> None:
        access = loaded.access("auditor")
        page = due_dossiers(access, TODAY, DueList.SETTLED_LATE)
        assert [entry.code for entry in page.dossiers] == [LATE_OF_INSPECTORATE, LATE]
        assert [entry.working_days_late for entry in page.dossiers] == [2, 2]
        narrowed = due_dossiers(access, TODAY, DueList.SETTLED_LATE, unit_code=INSPECTORATE)
        assert (narrowed.total, len(narrowed.by_unit)) == (1, 1)
        second = due_dossiers(access, TODAY, DueList.SETTLED_LATE, offset=1, limit=1)
        assert (second.total, [entry.code for entry in second.dossiers]) == (2, [LATE])
        assert due_dossiers(access, TODAY, DueList.SETTLED_LATE, procedure="x").total == 0

    def test_nothing_loaded_is_nothing_due(self, empty) -> None:
        access = empty.access("director")
        counts = due_counts(access, TODAY)
        assert (counts.open, counts.late_now) == (0, 0)
        for which in DueList:
            assert due_dossiers(access, TODAY, which).total == 0
        assert procedure_page(access, "1.000358", 2021, TODAY) is None
        assert year_shares(access, 2021, TODAY)[ONLINE].total == Share(0, 0)
        with pytest.raises(StoreEmpty):
            dossier_page(access, ON_TIME, TODAY)

    def test_a_page_of_a_list_takes_a_fixed_number_of_queries(
        self, loaded, django_assert_num_queries
    ) -> None:
        access = loaded.access("director")
        with django_assert_num_queries(3):
            due_dossiers(access, TODAY, DueList.SETTLED_LATE)
        with django_assert_num_queries(0):
            due_counts(access, TODAY)

    @pytest.mark.parametrize("person", ["administrator", "stranger"])
    def test_who_does_not_see_the_agency_sees_no_dossier(self, loaded, person: str) -> None:
        access = loaded.access(person)
        for ask in (
            lambda: due_counts(access, TODAY),
            lambda: due_dossiers(access, TODAY, DueList.LATE_NOW),
            lambda: year_shares(access, 2021, TODAY),
            lambda: procedure_page(access, "1.000358", 2021, TODAY),
            lambda: dossier_page(access, ON_TIME, TODAY),
        ):
            with pytest.raises(PermissionRefused):
                ask()


@pytest.mark.django_db
class TestShares:
    def test_the_months_add_up_to_the_year(self, loaded) -> None:
        shares = year_shares(loaded.access("director"), 2021, TODAY)
        online, on_time = shares[ONLINE], shares[ON_TIME_CODE]
        assert len(online.months) == 11
        assert (online.total, on_time.total) == (Share(3, 5), Share(3, 5))
        assert [month.of_month.denominator for month in online.months] == [1, 1, 1, 1, 1, *[0] * 6]
        assert on_time.target is None
        assert on_time.path is None

    def test_a_unit_of_the_exports_alone(self, loaded) -> None:
        shares = year_shares(loaded.access("director"), 2021, TODAY, INSPECTORATE)
        assert shares[ONLINE].total == Share(0, 1)

    def test_a_year_that_is_over_or_to_come_needs_no_path(self, loaded) -> None:
        access = loaded.access("director")
        over = year_shares(access, 2021, date(2022, 3, 1))[ONLINE]
        assert (len(over.months), over.path) == (12, None)
        assert year_shares(access, 2022, TODAY)[ONLINE].months == []


MONTHS = st.lists(
    st.integers(0, 300).flatmap(lambda d: st.integers(0, d).map(lambda n: Share(n, d))),
    min_size=1,
    max_size=12,
)


@given(MONTHS)
def test_the_path_is_the_least_that_ends_above_the_target(shares: list[Share]) -> None:
    path = path_to_target(shares, HALF)
    top = sum(share.numerator for share in shares)
    bottom = sum(share.denominator for share in shares)
    if path is None:
        assert not any(share.denominator for share in shares[:-1])
        return
    whole = bottom + path.expected
    if path.needed is None:
        assert path.expected == 0 or Fraction(top + path.expected, whole) <= HALF
        return
    assert Fraction(top + path.needed, whole) > HALF
    assert path.needed == 0 or Fraction(top + path.needed - 1, whole) <= HALF
    assert len(path.points) == 13 - len(shares)
    assert path.points[-1].year_to_date == Share(top + path.needed, whole)
    assert all(p.of_month.numerator <= p.of_month.denominator for p in path.points)
    assert sum(p.of_month.numerator for p in path.points) == path.needed


def test_a_path_worked_out_by_hand() -> None:
    # 100 a month in January to October, 40 online each; 60 so far in November, 20 of them online.
    path = path_to_target([Share(40, 100)] * 10 + [Share(20, 60)], HALF)
    assert path is not None
    # 140 to come; above half of 1200 are 601, less 420 there are: 181 of 140 cannot be.
    assert (path.monthly_volume, path.expected, path.needed) == (100, 140, None)
    path = path_to_target([Share(48, 100)] * 10 + [Share(30, 60)], HALF)
    assert path is not None
    # 601 less 510: 91 of 140, 26 of the 40 still to come in November.
    assert (path.expected, path.needed, path.share) == (140, 91, Fraction(91, 140))
    assert [point.of_month for point in path.points] == [Share(26, 40), Share(65, 100)]
    assert path.points[-1].year_to_date == Share(601, 1200)


@pytest.mark.django_db
class TestProcedures:
    def test_times_by_nearest_rank(self, empty) -> None:
        # Working days used: 1, 2, 3, 4, 10 after Monday 1 March.
        ends = ("02/03", "03/03", "04/03", "05/03", "15/03")
        load(empty, export([line(n, "01/03", "09/03", end) for n, end in enumerate(ends)]))
        page = procedure_page(empty.access("director"), "1.000358", 2021, TODAY)
        assert page is not None
        figures = page.figures
        assert (figures.received, figures.settled, figures.late) == (5, 5, 1)
        assert (figures.median_days, figures.percentile_90_days) == (3, 10)
        assert (figures.limit, figures.over_limit) == (None, 0)

    def test_a_page_of_one_procedure(self, loaded) -> None:
        page = procedure_page(loaded.access("auditor"), "1.000358", 2021, TODAY)
        assert page is not None
        assert (page.figures.received, page.figures.settled, page.figures.on_time) == (8, 5, 3)
        assert page.channels == [("trực tiếp", 2), ("trực tuyến", 6), ("bưu chính", 0)]
        assert sum(count for _, count in page.days) == 5
        assert [(m.received, m.settled) for m in page.months] == [
            *[(1, 1)] * 5,
            *[(0, 0)] * 5,
            (3, 0),
        ]
        assert page.by_unit == [(METROLOGY, METROLOGY, 4), (INSPECTORATE, INSPECTORATE, 1)]


@pytest.mark.django_db
class TestOneDossier:
    def test_facts_words_and_what_may_be_done(self, loaded) -> None:
        page = dossier_page(loaded.access("unit_head"), LATE, TODAY)
        assert page.is_late
        assert page.explanation.verdict == "late"
        assert page.unit == loaded.units["metrology-sub-department"]
        assert page.may_propose_cause
        assert page.may_record_apology
        assert not page.may_decide_cause
        seen = dossier_page(loaded.access("auditor"), LATE, TODAY)
        assert not seen.may_propose_cause
        assert not seen.may_record_apology
        assert not seen.may_decide_cause
        assert not dossier_page(loaded.access("unit_head"), ON_TIME, TODAY).may_propose_cause

    def test_earlier_versions_are_shown(self, loaded) -> None:
        load(loaded, export([line(1, "04/01", "11/01", "11/01")]))
        page = dossier_page(loaded.access("director"), ON_TIME, TODAY)
        assert [f"{version['processed_at']:%d/%m}" for version in page.versions] == ["08/01"]

    def test_an_unknown_code(self, loaded) -> None:
        with pytest.raises(DossierNotFound):
            dossier_page(loaded.access("director"), "H48.12-210101-0000", TODAY)
