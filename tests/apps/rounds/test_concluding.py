"""What a conclusion waits for and what it finds, from rounds at their start."""

from decimal import Decimal

import pytest
from tests.apps.rounds.province import NOW, advance, enter_figures

from parindex.rounds.constants import State
from parindex.rounds.models import Deduction, Result
from parindex.rounds.queries import ranking
from parindex.rounds.services import AgenciesNotReady, claim_lower, conclude


def test_the_conclusion_waits_for_every_agency(province):
    advance(province, province.agencies[0], State.REAPPRAISED)
    with pytest.raises(AgenciesNotReady) as refused:
        conclude(province.of_council("secretary"), province.round, now=NOW)
    assert refused.value.waiting == {"department-1": "draft", "commune-0": "draft"}
    assert set(refused.value.problems) == {"department-0"}
    assert not Result.objects.exists()


def test_equals_share_a_rank(province):
    advance(province, province.agencies[0], State.CONCLUDED)
    departments, _ = ranking(province.of_council("secretary"), province.round)
    assert [one.rank for one in departments.results] == [1, 1]


def test_a_claim_below_the_rule_is_no_deduction(department_alone):
    province = department_alone
    agency = province.agencies[0]
    enter_figures(province, agency)
    claim_lower(
        province.of(agency, "par_officer"),
        province.participant(agency),
        "plan_issued",
        Decimal("0.20"),
        "Tự nhận",
        now=NOW,
    )
    advance(province, agency, State.CONCLUDED)
    assert not Deduction.objects.exists()
    assert Result.objects.get().components["plan_issued"]["self"] == "0.20"
