"""Procedures as measures: the numbers of the components, the very rows, the recount."""

from datetime import date

import pytest
from tests.apps.procedures.entries import entry
from tests.departments import TODAY

from parindex.assessments.constants import Horizon
from parindex.assessments.services import values_of_component
from parindex.procedures.constants import Part
from parindex.procedures.measures import MEASURES
from parindex.procedures.queries.review import reviews_of
from parindex.procedures.services.catalogue import record_version
from parindex.procedures.services.importing import import_list
from parindex.procedures.services.review import plan_reviews, record_finding, remove_from_plan
from parindex.procedures.services.simplification import (
    NewProposal,
    draft_proposal,
    take_proposal_further,
)

pytestmark = pytest.mark.django_db
SIGNED = {
    "legal_base_effective_on": date(2021, 6, 1),
    "decision_number": "1/QĐ-UBND",
    "decision_signed_on": date(2021, 5, 20),
}
ENTRIES = (
    {
        "public_parts": tuple(Part.values),
        "one_stop": True,
        "inter_agency": True,
        "online_level": "full",
        **SIGNED,
    },
    {"one_stop": True, "legal_base_effective_on": date(2021, 9, 1)},
    {"public_parts": ("a",), "online_level": "level_3"},
)
WANTED = {
    "procedure_review_completion": {},
    "procedure_simplification": {"simplification": "none"},
    "procedure_publication_on_time": {"on_time": "1", "due": "2"},
    "procedure_disclosure": {"complete": "1", "total": "3"},
    "one_stop_online": {"online_one_stop": "2", "total": "3"},
    "inter_agency_one_stop": {"inter_agency_procedures": "1"},
    "online_procedures": {"online_procedures": "2", "total": "3"},
}


def entries(department):
    unit = department.units["metrology-sub-department"]
    return [entry(f"1.00000{n}", unit, **facts) for n, facts in enumerate(ENTRIES)]


def so_far(department, key: str) -> dict[str, str]:
    return values_of_component(department.assessment, key, Horizon.SO_FAR)


@pytest.fixture
def filled(department):
    import_list(department.access("par_officer"), entries(department), "danh-muc.xlsx")
    return department


def plan(department):
    """A plan of all three, the first reviewed; a proposal of the first."""
    officer = department.access("par_officer")
    procedures = list(department.agency.procedures.all())
    plan_reviews(officer, 2021, procedures, date(2021, 10, 31))
    record_finding(officer, reviews_of(officer, 2021)[0], date(2021, 10, 1), "Giữ nguyên")
    unit = department.units["metrology-sub-department"]
    new = NewProposal("Đơn giản hóa", "", unit, procedures[:1], date(2021, 8, 1))
    return draft_proposal(officer, 2021, new)


@pytest.mark.parametrize("key", sorted(WANTED))
def test_an_import_fills_the_component(filled, key: str) -> None:
    assert so_far(filled, key) == WANTED[key]


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.component_key)
def test_without_a_catalogue_the_component_stays_by_hand(department, measure) -> None:
    assert measure.count(department.agency, 2021, TODAY) is None
    assert measure.rows(department.agency, 2021, TODAY, "", 0, 10).total == 0


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.component_key)
def test_years_without_facts_stay_by_hand(filled, measure) -> None:
    assert measure.count(filled.agency, 2020, TODAY) is None
    assert measure.count(filled.agency, 2022, TODAY) is None


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.component_key)
def test_the_rows_behind_add_up_to_the_values(filled, measure) -> None:
    proposal = plan(filled)
    component = filled.framework.component(measure.component_key)
    count = measure.count(filled.agency, 2021, TODAY)
    assert set(count.values) == {variable.name for variable in component.variables}
    behind = measure.rows(filled.agency, 2021, TODAY, "", 0, 100)
    assert behind.total == len(behind.rows) == count.rows
    for name, value in count.values.items():
        of_variable = measure.rows(filled.agency, 2021, TODAY, name, 0, 100)
        assert of_variable.total == (int(value) if value.isdecimal() else 1)
        assert all(name in row.counted_in for row in of_variable.rows)
    for row in behind.rows:
        assert bool(row.left_out) != (next(iter(count.values)) in row.counted_in)
        of_proposal = measure.component_key == "procedure_simplification"
        page = f"simplification/{proposal.pk}" if of_proposal else row.reference
        assert row.url == f"/procedures/{page}/"


def test_rows_come_a_page_at_a_time(filled) -> None:
    disclosed = next(m for m in MEASURES if m.component_key == "procedure_disclosure")
    page = disclosed.rows(filled.agency, 2021, TODAY, "", 1, 1)
    assert (page.total, [row.reference for row in page.rows]) == (3, ["1.000001"])


def test_review_and_proposals_move_their_components_at_once(filled) -> None:
    officer = filled.access("par_officer")
    proposal = plan(filled)
    assert so_far(filled, "procedure_review_completion") == {"reviewed": "1", "planned": "3"}
    remove_from_plan(officer, reviews_of(officer, 2021)[2], "bãi bỏ")
    assert so_far(filled, "procedure_review_completion") == {"reviewed": "1", "planned": "2"}
    assert so_far(filled, "procedure_simplification") == {"simplification": "drafted"}
    take_proposal_further(officer, proposal, date(2021, 9, 1), "9/TTr")
    assert so_far(filled, "procedure_simplification") == {"simplification": "submitted"}


def test_a_proposal_that_others_overtook_is_left_out(filled) -> None:
    officer = filled.access("par_officer")
    take_proposal_further(officer, plan(filled), date(2021, 9, 1), "9/TTr")
    unit = filled.units["metrology-sub-department"]
    procedures = list(filled.agency.procedures.all())
    new = NewProposal("Bỏ một thành phần", "", unit, procedures[1:], date(2021, 11, 1))
    draft_proposal(officer, 2021, new)
    simplified = next(m for m in MEASURES if m.component_key == "procedure_simplification")
    rows = simplified.rows(filled.agency, 2021, TODAY, "", 0, 10).rows
    assert {row.text: row.counted_in for row in rows} == {
        "Đơn giản hóa": ("simplification",),
        "Bỏ một thành phần": (),
    }


def test_a_version_moves_the_year_of_its_legal_base(department) -> None:
    officer = department.access("par_officer")
    unit = department.units["metrology-sub-department"]
    january = {"legal_base_effective_on": date(2022, 1, 5), "decision_number": "1/QĐ-UBND"}
    version = entry("1.000001", unit, TODAY, **january, decision_signed_on=date(2021, 11, 22))
    record_version(officer, version)
    assert so_far(department, "procedure_publication_on_time") == {"on_time": "1", "due": "1"}


def test_publications_unknown_are_not_taken_for_none_due(department) -> None:
    officer = department.access("par_officer")
    record_version(officer, entry("1.000001", department.units["office"]))
    assert so_far(department, "procedure_publication_on_time") == {}
    assert so_far(department, "procedure_disclosure") == {"complete": "0", "total": "1"}


def test_a_recount_asks_as_much_for_150_procedures_as_for_three(
    filled, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    def count_all() -> None:
        for measure in MEASURES:
            measure.count(filled.agency, 2021, TODAY)

    with django_assert_max_num_queries(20) as few:
        count_all()
    unit = filled.units["office"]
    more = [entry(f"2.{n:06d}", unit, **ENTRIES[n % 3]) for n in range(147)]
    import_list(filled.access("par_officer"), more, "them.xlsx")
    with django_assert_num_queries(len(few.captured_queries)):
        count_all()
    assert so_far(filled, "procedure_disclosure") == {"complete": "50", "total": "150"}
