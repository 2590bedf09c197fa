"""Which periods open when, by themselves and once; what the calendar makes of their days."""

from datetime import date

import pytest
from tests.apps.reporting.given import (
    OFFICE,
    OFFICER,
    QUESTIONS,
    live_on,
    obliged,
    of_agency,
    period,
    published,
    report,
    written,
)

from parindex.accounts.services import PermissionRefused
from parindex.calendars.queries import working_calendar
from parindex.jobs.progress import JobProgress
from parindex.reporting.constants import Counted, Frequency
from parindex.reporting.daily_work import open_periods
from parindex.reporting.models import FormVersion, Period, Report
from parindex.reporting.period_names import name_of
from parindex.reporting.periods_of_year import cut_off, days_of
from parindex.reporting.refusals import ReportingRefused
from parindex.reporting.services.filing import save_answers
from parindex.reporting.services.forms import publish_form, save_draft, start_draft
from parindex.reporting.services.obligations import (
    NewObligation,
    change_obligation,
    create_obligation,
    open_ad_hoc,
)
from parindex.reporting.services.opening import open_due_periods, settle_report_days
from parindex_core.vietnamese.working_days import WorkingCalendar

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("frequency", "number", "first", "last"),
    [
        (Frequency.MONTHLY, 2, date(2021, 2, 1), date(2021, 2, 28)),
        (Frequency.QUARTERLY, 4, date(2021, 10, 1), date(2021, 12, 31)),
        (Frequency.SIX_MONTHS, 1, date(2021, 1, 1), date(2021, 6, 30)),
        (Frequency.NINE_MONTHS, 1, date(2021, 1, 1), date(2021, 9, 30)),
        (Frequency.YEARLY, 1, date(2021, 1, 1), date(2021, 12, 31)),
    ],
)
def test_the_days_of_a_period(frequency, number, first, last):
    assert days_of(frequency, 2021, number) == (first, last)


@pytest.mark.parametrize(
    ("last", "months_after", "day", "expected"),
    [
        # “trước ngày 15 tháng cuối quý”.
        (date(2021, 9, 30), 0, 15, date(2021, 9, 15)),
        (date(2021, 12, 31), 1, 5, date(2022, 1, 5)),
        (date(2021, 1, 31), 1, 31, date(2021, 2, 28)),
        (date(2021, 3, 31), -1, None, date(2021, 2, 28)),
    ],
)
def test_a_cut_off_by_its_rule(last, months_after, day, expected):
    assert cut_off(last, months_after, day) == expected


def test_periods_are_called_as_officers_call_them():
    assert name_of(Frequency.QUARTERLY, 2021, 3) == "Quý III/2021"
    assert name_of(Frequency.SIX_MONTHS, 2021, 1) == "6 tháng đầu năm 2021"
    assert name_of(Frequency.AD_HOC, 2021, 1, "Đột xuất") == "Đột xuất"


def test_what_has_come_due_opens_at_once_with_its_reports(department):
    made = obliged(department)
    assert [one.number for one in made.periods.order_by("number")] == [3, 4]
    opened = period(made, 3)
    assert (opened.first_day, opened.opened_on) == (date(2021, 7, 1), date(2021, 11, 24))
    own = report(opened)
    assert (own.cut_off, own.due_on, own.state) == (date(2021, 9, 10), date(2021, 9, 10), "open")
    assert of_agency(opened).cut_off == date(2021, 9, 15)
    # 10/12/2022 is a Saturday: it is due on the Monday after it.
    live_on(department, date(2022, 11, 25))
    open_due_periods(department.agency)
    next_year = Period.objects.get(obligation=made, year=2022, number=4)
    assert report(next_year).due_on == date(2022, 12, 12)


def test_each_period_opens_once_whoever_looks(department, django_assert_num_queries):
    made = obliged(department)
    before = Report.objects.count()
    with django_assert_num_queries(2):
        assert open_due_periods(department.agency) == 0
    live_on(department, date(2022, 2, 20))
    assert open_periods(date(2022, 2, 20), JobProgress()) == {"opened": 1}
    assert open_periods(date(2022, 2, 20), JobProgress()) == {"opened": 0}
    assert made.periods.filter(year=2022).count() == 1
    assert Report.objects.count() == before + 3


def test_a_period_keeps_the_form_that_it_opened_with(department):
    first = published(department)
    made = obliged(department, form=first.form_id)
    access = department.access(OFFICER)
    draft = start_draft(access, first.form)
    draft = save_draft(access, first.form, QUESTIONS[:1], draft.revision)
    second = publish_form(access, first.form, draft.revision)
    live_on(department, date(2022, 2, 20))
    open_due_periods(department.agency)
    assert period(made, 4).form == FormVersion.objects.get(pk=first.pk)
    assert Period.objects.get(obligation=made, year=2022).form_id == second.pk


def test_a_period_starts_from_the_words_of_the_last(department):
    made = obliged(department)
    found = of_agency(period(made))
    typed = {OFFICE: "Tiếp tục rà soát"}
    save_answers(department.access(OFFICER), found, typed, found.version)
    live_on(department, date(2022, 2, 20))
    open_due_periods(department.agency)
    after = Period.objects.get(obligation=made, year=2022)
    assert of_agency(after).answers == {OFFICE: "Tiếp tục rà soát"}
    assert report(after).answers == {}


def test_an_ended_obligation_opens_no_more(department):
    made = obliged(department, ends_on=date(2021, 12, 31))
    live_on(department, date(2022, 11, 25))
    assert open_due_periods(department.agency) == 0
    assert made.periods.count() == 2


def test_another_rule_holds_for_what_opens_from_now_on(department):
    made = obliged(department)
    units = [department.units["office"]]
    new = NewObligation(
        name="Báo cáo quý",
        frequency=Frequency.QUARTERLY,
        form=made.form_id,
        units=units,
        numbers=(1,),
        unit_day=None,
        agency_reports=False,
        counted=Counted.UNITS,
    )
    access = department.access(OFFICER)
    change_obligation(access, made, new, made.version)
    with pytest.raises(ReportingRefused, match="changed"):
        change_obligation(access, made, new, made.version)
    live_on(department, date(2022, 3, 20))
    open_due_periods(department.agency)
    (opened,) = Period.objects.filter(obligation=made, year=2022)
    (only,) = opened.reports.all()
    assert (only.unit, only.cut_off) == (units[0], date(2022, 3, 31))
    assert report(period(made, 4)).cut_off == date(2021, 12, 10)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"name": " "}, "name"),
        ({"numbers": (5,)}, "numbers"),
        ({"numbers": ()}, "numbers"),
        ({"frequency": "daily"}, "numbers"),
        ({"unit_day": 20}, "rule"),
        ({"agency_day": 32}, "rule"),
        ({"opens_before": 91}, "rule"),
        ({"agency_reports": False, "counted": Counted.AGENCY}, "counted"),
        ({"starts_on": date(2019, 12, 31)}, "starts"),
        ({"ends_on": date(2021, 6, 1)}, "starts"),
        ({"form": 987654}, "form"),
    ],
)
def test_what_cannot_be_owed(department, changed, reason):
    with pytest.raises(ReportingRefused, match=reason):
        obliged(department, **changed)
    assert not Period.objects.exists()


def test_only_own_units_owe_and_only_the_office_says_so(department, other_department):
    form = published(department).form_id
    foreign = [other_department.units["office"]]
    new = NewObligation("Báo cáo", Frequency.YEARLY, form, foreign, numbers=(1,))
    with pytest.raises(ReportingRefused, match="units"):
        create_obligation(department.access(OFFICER), new)
    with pytest.raises(PermissionRefused):
        create_obligation(department.access("unit_head"), new)
    made = obliged(department, form=form)
    with pytest.raises(PermissionRefused):
        change_obligation(other_department.access(OFFICER), made, new, made.version)


def test_an_ad_hoc_report_is_asked_for_once(department):
    made = obliged(department, frequency=Frequency.AD_HOC, numbers=())
    access = department.access(OFFICER)
    days = (date(2021, 12, 1), date(2021, 12, 3))
    first = open_ad_hoc(access, made, "Tháng cao điểm", *days)
    assert open_ad_hoc(access, made, "Tháng cao điểm", *days) == first
    second = open_ad_hoc(access, made, "Chuyển đổi số", *days)
    assert (first.number, second.number, first.reports.count()) == (1, 2, 3)
    for wrong in (
        (date(2021, 12, 3), date(2021, 12, 1)),
        (None, days[1]),
        (date(2021, 11, 1),) * 2,
    ):
        with pytest.raises(ReportingRefused, match="days"):
            open_ad_hoc(access, made, "Khác", *wrong)
    with pytest.raises(ReportingRefused, match="state"):
        open_ad_hoc(access, obliged(department, form=made.form_id, name="Quý"), "Khác", *days)


def test_a_corrected_calendar_moves_what_is_open(department):
    made = obliged(department)
    sent = written(department, report(period(made, 4)))
    free = WorkingCalendar.corrected([date(2021, 12, 10)], [])
    assert settle_report_days(department.agency, working_calendar()) == 0
    assert settle_report_days(department.agency, free) == 2
    sent.refresh_from_db()
    assert (sent.cut_off, sent.due_on) == (date(2021, 12, 10), date(2021, 12, 13))
