"""What scores count: every total is the number of the rows behind it."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override
from tests.apps.procedures.entries import entry

from parindex.accounts.services import PermissionRefused
from parindex.audit.queries import history
from parindex.procedures.constants import Part, ProposalState
from parindex.procedures.facts import facts_of
from parindex.procedures.queries import counting
from parindex.procedures.queries.portal import PORTAL_RATIOS, portal_ratios, portal_rows
from parindex.procedures.queries.publication import publications_of
from parindex.procedures.queries.recorded import RecordedCatalogue
from parindex.procedures.queries.review import is_late, proposals_of, reviews_of
from parindex.procedures.services.catalogue import NewVersion, record_version
from parindex.procedures.services.review import (
    ReviewRefused,
    plan_reviews,
    record_finding,
    remove_from_plan,
)
from parindex.procedures.services.simplification import (
    NewProposal,
    ProposalRefused,
    draft_proposal,
    take_proposal_further,
)

TODAY = date(2021, 11, 24)
ALL_PARTS = tuple(part.value for part in Part)


@pytest.fixture
def officer(department):
    return department.access("par_officer")


@pytest.fixture
def procedures(officer, department):
    unit = department.units["metrology-sub-department"]
    full = {
        "public_parts": ALL_PARTS,
        "online_level": "level_4",
        "one_stop": True,
        "inter_agency": True,
        "citizen_data_connected": True,
        "fee": 100,
        "payment_offered": True,
        "legal_base_effective_on": date(2021, 6, 1),
        "decision_number": "1/QĐ-UBND",
        "decision_signed_on": date(2021, 5, 20),
        "made_public_on": date(2021, 5, 27),
    }
    late = {
        "public_parts": ALL_PARTS[:-1],
        "fee": 50,
        "legal_base_effective_on": date(2021, 6, 1),
        "decision_number": "2/QĐ-UBND",
        "decision_signed_on": date(2021, 5, 26),
        "made_public_on": date(2021, 6, 7),
    }
    waiting = {"legal_base_effective_on": date(2021, 12, 30)}
    overdue = {"legal_base_effective_on": date(2021, 9, 1)}
    made = [
        record_version(officer, entry(f"1.00000{n}", unit, **facts))[0]
        for n, facts in enumerate((full, late, waiting, overdue), start=1)
    ]
    return made


def test_publication_in_time_late_and_still_to_come(officer, department, procedures):
    with override("en"):
        rows = counting.published(RecordedCatalogue(department.agency), 2021, TODAY)
    assert [(row.reference[-1], row.names, row.left_out) for row in rows] == [
        ("1", ("due", "on_time"), ""),
        ("2", ("due",), "not signed by 25/5/2021"),
        ("3", (), "to be signed by 23/12/2021"),
        ("4", ("due",), "not signed by 25/8/2021"),
    ]
    timings = [
        (one.version.procedure.code[-1], one.timing)
        for one in publications_of(officer, 2021, TODAY)
    ]
    assert timings == [("2", "late"), ("4", "late"), ("3", "waiting"), ("1", "on_time")]
    assert publications_of(officer, 2020, TODAY) == []


def test_a_later_version_does_not_count_a_publication_twice(officer, department, procedures):
    found = procedures[0]
    seen = found.versions.get()
    told = facts_of(seen)
    again = NewVersion(found.code, date(2021, 8, 1), replace(told, fee=0), found.unit)
    record_version(officer, again, seen)
    assert len(counting.published(RecordedCatalogue(department.agency), 2021, TODAY)) == 4


def test_the_ratios_of_the_portal_with_their_rows(department, procedures):
    (ratios,) = portal_ratios(department.agency, [TODAY])
    assert ratios == {
        "PUBLISH_ON_TIME": (1, 3),
        "PUBLIC_UPDATE_ON_TIME": (1, 2),
        "PUBLIC_CONTENT_FULL": (1, 4),
        "CITIZEN_DATA_CONNECTED_FORMALITY": (1, 4),
        "FORMALITY_PAYMENT_OFFERED": (1, 2),
    }
    for code, (_, top, bottom) in PORTAL_RATIOS.items():
        rows = portal_rows(department.agency, code, TODAY)
        assert counting.totals(rows, (top, bottom)) == dict(
            zip((top, bottom), ratios[code], strict=True)
        )


def test_an_agency_without_a_catalogue_has_no_ratio(department):
    assert portal_ratios(department.agency, [TODAY]) == [{}]


@pytest.mark.parametrize(
    ("register", "expected"),
    [
        (counting.disclosed, {"total": 4, "complete": 1}),
        (counting.one_stop, {"total": 4, "online_one_stop": 1}),
        (counting.online, {"total": 4, "online_procedures": 1}),
        (counting.inter_agency, {"inter_agency_procedures": 1}),
    ],
)
def test_what_the_catalogue_counts(department, procedures, register, expected):
    rows = register(RecordedCatalogue(department.agency), 2021, TODAY)
    assert counting.totals(rows, expected) == expected
    assert all(row.left_out for row in rows if len(row.names) < len(expected))
    assert register(RecordedCatalogue(department.agency), 2020, TODAY) == []


def test_the_plan_of_review_and_its_findings(officer, department, procedures):
    deadline = date(2021, 10, 31)
    assert len(plan_reviews(officer, 2021, procedures[:2], deadline)) == 2
    assert plan_reviews(officer, 2021, procedures[:2], deadline) == []
    first, second = reviews_of(officer, 2021)
    with pytest.raises(ReviewRefused, match="finding"):
        record_finding(officer, first, TODAY, " ")
    with pytest.raises(ReviewRefused, match="reviewed_on"):
        record_finding(officer, first, date(2022, 1, 1), "Giữ nguyên")
    with pytest.raises(ReviewRefused, match="deadline"):
        plan_reviews(officer, 2021, procedures, date(2022, 1, 1))
    done = record_finding(officer, first, date(2021, 10, 1), "Bỏ một thành phần hồ sơ")
    assert (is_late(done, TODAY), is_late(second, TODAY)) == (False, True)
    rows = counting.reviewed(RecordedCatalogue(department.agency), 2021, TODAY)
    assert counting.totals(rows, ("planned", "reviewed")) == {"planned": 2, "reviewed": 1}
    with pytest.raises(PermissionRefused):
        record_finding(department.access("unit_officer"), second, TODAY, "x")
    with pytest.raises(ReviewRefused, match="reviewed_on"):
        remove_from_plan(officer, done, "nhầm")
    remove_from_plan(officer, second, "bãi bỏ thủ tục")
    assert len(reviews_of(officer, 2021)) == 1


def test_a_proposal_goes_its_steps_in_order(officer, department, procedures):
    unit = department.units["metrology-sub-department"]
    new = NewProposal("Đơn giản hóa", "", unit, procedures[:2], date(2021, 8, 1))
    proposal = draft_proposal(officer, 2021, new)
    assert draft_proposal(officer, 2021, new) == proposal
    rows = counting.simplified(RecordedCatalogue(department.agency), 2021, TODAY)
    assert [(row.names, bool(row.left_out)) for row in rows] == [(("drafted",), True)]
    with pytest.raises(ProposalRefused, match="day"):
        take_proposal_further(officer, proposal, date(2021, 7, 1), "9/TTr")
    with pytest.raises(ProposalRefused, match="number"):
        take_proposal_further(officer, proposal, date(2021, 9, 1), "")
    submitted = take_proposal_further(officer, proposal, date(2021, 9, 1), "9/TTr")
    assert submitted.state == ProposalState.SUBMITTED
    with pytest.raises(ProposalRefused, match="state"):
        take_proposal_further(officer, proposal, date(2021, 9, 1), "9/TTr")
    decided = take_proposal_further(officer, submitted, date(2021, 10, 1), "10/QĐ")
    with pytest.raises(ProposalRefused, match="state"):
        take_proposal_further(officer, decided, date(2021, 11, 1), "11/QĐ")
    assert [
        row.names for row in counting.simplified(RecordedCatalogue(department.agency), 2021, TODAY)
    ] == [("submitted",)]
    assert proposals_of(officer, procedure=procedures[0]) == [decided]
    assert proposals_of(officer, 2022) == []


def test_nothing_crosses_to_another_agency(other_department, officer, procedures):
    stranger = other_department.access("par_officer")
    with pytest.raises(PermissionRefused):
        plan_reviews(stranger, 2021, procedures, date(2021, 10, 31))
    unit = other_department.units["office"]
    with pytest.raises(ProposalRefused, match="procedures"):
        draft_proposal(stranger, 2021, NewProposal("x", "", unit, procedures, TODAY))
    assert publications_of(stranger, 2021, TODAY) == []
    for procedure in procedures:
        assert history(other_department.agency.pk, "procedure", procedure.pk) == []
