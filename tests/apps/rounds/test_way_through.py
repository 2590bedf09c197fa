"""A whole round, from opening to publication, and what each step leaves."""

from decimal import Decimal

from tests.apps.rounds.province import advance, deduct

from parindex.rounds.constants import State
from parindex.rounds.models import Deduction, Result


def test_a_round_runs_from_opening_to_publication(province):
    first = province.agencies[0]
    advance(province, first, State.SUBMITTED)
    deduct(province, first, "plan_issued", "0.00")
    advance(province, first, State.PUBLISHED)
    results = {one.participant.agency: one for one in Result.objects.all()}
    assert {one.state for one in province.round.participants.all()} == {State.PUBLISHED}
    other = results[province.agencies[1]]
    mine = results[first]
    assert other.points - mine.points == Decimal("0.50")
    assert (other.rank, mine.rank) == (1, 2)
    deduction = Deduction.objects.get()
    assert deduction.participant.agency == first
    assert deduction.component_key == "plan_issued"
    assert deduction.lost == Decimal("0.50")
