"""Periodic reports as measures: the numbers of 1.2.1 and 1.2.2, the very rows, why not counted."""

from datetime import date

import pytest
from tests.apps.reporting.given import (
    DIRECTOR,
    OFFICER,
    OTHER,
    live_on,
    obliged,
    of_agency,
    period,
    report,
    written,
)
from tests.departments import TODAY

from parindex.assessments.constants import Horizon
from parindex.assessments.services import values_of_component
from parindex.reporting.constants import Counted, ReportState, Step
from parindex.reporting.measures import MEASURES
from parindex.reporting.models import Report
from parindex.reporting.services.filing import Said, take_step

pytestmark = pytest.mark.django_db
MISSING, LATE = MEASURES


def so_far(department) -> list[dict[str, str]]:
    return [
        values_of_component(department.assessment, measure.component_key, Horizon.SO_FAR)
        for measure in MEASURES
    ]


def sent_on(department, found, day):
    """The unit's report, sent on a day."""
    live_on(department, day)
    kept = written(department, found, OFFICER)
    return take_step(department.access(DIRECTOR), kept, Step.SIGN, kept.version)


def test_without_a_period_that_counts_people_enter_the_figures(department):
    obliged(department, counted=Counted.NONE)
    assert so_far(department) == [{}, {}]
    for measure in MEASURES:
        assert measure.count(department.agency, 2021, TODAY) is None
        assert measure.count(department.agency, 2022, TODAY) is None


def test_what_is_not_sent_is_missing_and_then_late(department):
    third = period(obliged(department), 3)
    # Both units of quarter III are over; quarter IV is not due.
    assert so_far(department) == [{"missing_reports": "2"}, {"late_reports": "0"}]
    sent = sent_on(department, report(third), TODAY)
    assert so_far(department) == [{"missing_reports": "1"}, {"late_reports": "1"}]
    officer = department.access(OFFICER)
    take_step(officer, sent, Step.RETURN, sent.version, Said("bổ sung"))
    assert so_far(department) == [{"missing_reports": "2"}, {"late_reports": "0"}]
    other = report(third, OTHER)
    take_step(officer, other, Step.EXCUSE, other.version, Said("mới thành lập"))
    assert so_far(department) == [{"missing_reports": "1"}, {"late_reports": "0"}]


def test_the_working_calendar_decides_late(department):
    fourth = period(obliged(department, unit_day=11, starts_on=date(2021, 12, 1)), 4)
    # 11/12/2021 is a Saturday: the Monday after it is in time, the Tuesday is not.
    sent_on(department, report(fourth), date(2021, 12, 13))
    assert so_far(department)[1] == {"late_reports": "0"}
    sent_on(department, report(fourth, OTHER), date(2021, 12, 14))
    assert so_far(department)[1] == {"late_reports": "1"}


def test_the_agencys_own_report_counts_by_the_day_of_the_paper(department):
    made = obliged(department, counted=Counted.AGENCY)
    assert so_far(department) == [{"missing_reports": "1"}, {"late_reports": "0"}]
    fourth = period(made, 4)
    for unit in ("metrology-sub-department", OTHER):
        sent_on(department, report(fourth, unit), date(2021, 12, 9))
    live_on(department, date(2021, 12, 20))
    whole = of_agency(fourth)
    said = Said(document_number="9/BC", sent_on=date(2021, 12, 15))
    take_step(department.access(OFFICER), whole, Step.SEND, whole.version, said)
    assert so_far(department) == [{"missing_reports": "1"}, {"late_reports": "0"}]


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.component_key)
def test_the_rows_behind_add_up_to_the_values(department, measure):
    made = obliged(department, units=("metrology-sub-department", OTHER, "office"))
    for number, states in ((3, ("sent", "returned", "excused")), (4, ("accepted", "open", "sent"))):
        for found, state in zip(
            period(made, number).reports.exclude(unit=None), states, strict=True
        ):
            is_sent = state in (ReportState.SENT, ReportState.ACCEPTED)
            day = date(2021, 9, 13) if is_sent else None
            Report.objects.filter(pk=found.pk).update(state=state, sent_on=day)
    count = measure.count(department.agency, 2021, TODAY)
    assert list(count.values.values()) == ["1"]
    behind = measure.rows(department.agency, 2021, TODAY, "", 0, 100)
    assert behind.total == len(behind.rows) == count.rows == 6
    (variable,) = count.values
    of_variable = measure.rows(department.agency, 2021, TODAY, variable, 0, 100)
    assert of_variable.total == len(of_variable.rows) == 1
    counted = [row for row in behind.rows if row.counted_in]
    assert counted == list(of_variable.rows)
    left_out = sorted(row.left_out for row in behind.rows if not row.counted_in)
    own = "gửi trễ: tính là trễ" if measure is MISSING else "chưa gửi: tính là thiếu"
    assert left_out == sorted(
        [own, "chưa đến hạn", "gửi đúng hạn", "gửi đúng hạn", "kỳ này không yêu cầu"]
    )
    assert all(row.url.startswith("/reporting/") for row in behind.rows)
    page = measure.rows(department.agency, 2021, TODAY, "", 1, 1)
    assert (page.total, page.rows) == (6, behind.rows[1:2])
