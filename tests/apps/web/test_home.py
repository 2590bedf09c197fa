"""The first page, by role: where the index stands, what may be lost, what is late."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from tests.departments import PASSWORD

from parindex.accounts.constants import Role
from parindex.accounts.services import create_account, grant_role
from parindex.assessments.constants import Horizon
from parindex.assessments.services import Origin, load_values
from parindex.assignments.constants import TaskState
from parindex.assignments.models import Task
from parindex.assignments.services.assigning import NewTask, load_plan_tasks, load_progress


def sign_in(client, department, person):
    client.force_login(department.people[person])
    return client


def home(client, department, person):
    return sign_in(client, department, person).get(reverse("home"))


@pytest.fixture
def running(department):
    """A year with figures and a late, a soon, a running and a done task."""
    framework, units = department.framework, department.units
    iso = framework.component("7.3")
    values = {
        "plan_completion": {"completed": "41", "planned": "50"},
        iso.key: {iso.variables[0].name: "maintained"},
    }
    load_values(department.assessment, Horizon.SO_FAR, values, Origin(date(2021, 10, 31), "sổ"))
    expected = {"plan_completion": {"completed": "50", "planned": "50"}}
    load_values(department.assessment, Horizon.YEAR_END, expected, Origin(date(2021, 11, 1), "sổ"))
    metrology, office = units["metrology-sub-department"], units["office"]
    tasks = load_plan_tasks(
        department.agency,
        2021,
        [
            NewTask("Gửi thư xin lỗi", metrology, deadline=date(2021, 11, 14)),
            NewTask("Báo cáo quý IV", office, deadline=date(2021, 11, 26)),
            NewTask("Rà soát đề án", office, deadline=date(2021, 12, 30)),
            NewTask("Ban hành kế hoạch", office, deadline=date(2021, 3, 1)),
            NewTask("Chưa rõ của ai", None, deadline=date(2021, 12, 1)),
        ],
    )
    load_progress({tasks[3].pk: (TaskState.DONE, date(2021, 2, 20))})
    return department


@pytest.mark.parametrize("person", ["par_officer", "director", "auditor"])
def test_who_spans_the_agency_sees_the_agency(client, running, person):
    page = home(client, running, person)
    content = page.content.decode()
    assert page.context["page"].unit is None
    assert page.context["page"].agency.results["so_far"].index == Decimal("4.05")
    assert "4,05" in content
    assert "4,50" in content
    assert "dự báo còn thiếu 87,50" in content
    assert "số liệu tính đến 31/10/2021" in content
    assert "không phải bảng chính thức" in content
    assert "Đang mất điểm ở đâu?" in content
    assert "Gửi thư xin lỗi" in content
    assert "trễ 9 ngày" in content


def test_only_who_does_the_work_is_told_what_to_do_today(client, running):
    for person, asked in [("par_officer", True), ("unit_head", True), ("director", False)]:
        content = home(client, running, person).content.decode()
        assert ("Việc hôm nay" in content) is asked
        assert ("Việc gì đang trễ?" in content) is not asked


def test_a_unit_sees_itself_first_with_the_agencys_totals(client, running):
    page = home(client, running, "unit_head")
    shown = page.context["page"]
    assert shown.unit == running.units["metrology-sub-department"]
    assert [risk.component.code for risk in shown.own.at_risk] == []
    assert shown.own.total.so_far == Decimal("2.00")
    assert shown.late_count == 1
    assert shown.soon_count == 0
    content = page.content.decode()
    assert "Chi cục Tiêu chuẩn Đo lường Chất lượng" in content
    assert "4,05" in content
    assert "Báo cáo quý IV" not in content


def test_days_are_counted_from_the_day_that_counts(client, running):
    # 14 November was a Sunday; the other task was given more time.
    Task.objects.filter(action="Báo cáo quý IV").update(
        deadline=date(2021, 11, 12), extended_to=date(2021, 11, 26)
    )
    content = home(client, running, "par_officer").content.decode()
    assert "trễ 9 ngày" in content
    assert "· 15/11/2021" in content
    assert "còn 2 ngày" in content
    assert "12/11/2021" not in content


def test_the_ten_largest_losses_open_their_components(client, running):
    page = home(client, running, "director")
    shown = page.context["page"].at_risk_shown
    losses = [risk.standing.at_risk for risk in shown]
    assert len(shown) == 10
    assert losses == sorted(losses, reverse=True)
    content = page.content.decode()
    for risk in shown:
        assert reverse("component", args=[risk.component.key]) in content


def test_every_count_opens_exactly_the_tasks_it_counts(client, running):
    page = home(client, running, "director")
    lines = page.context["page"].unit_lines
    counted = {
        line.unit.key if line.unit else None: [cell.count for cell in line.cells] for line in lines
    }
    assert counted["metrology-sub-department"] == [1, 0, 0, 0]
    assert counted["office"] == [0, 1, 1, 1]
    assert counted["inspectorate"] == [0, 0, 0, 0]
    assert counted[None] == [0, 1, 0, 0]
    for line in lines:
        for cell in line.cells:
            assert len(client.get(cell.url).context["rows"]) == cell.count


def test_points_at_risk_by_unit_open_the_tree_of_that_unit(client, running):
    page = home(client, running, "director")
    for line in page.context["page"].unit_lines:
        if not line.at_risk:
            continue
        tree = client.get(line.risk_url)
        standings = [one.row.standing for one in tree.context["lines"] if one.row.is_scored]
        assert sum(standing.at_risk for standing in standings) == line.at_risk


def test_achieved_possible_and_lost_add_up_to_the_maximum(client, running):
    page = home(client, running, "director").context["page"]
    maxima = [row.standing.maximum for row in page.agency.areas]
    assert [sum(values) for _, values in page.chart.rows] == maxima


def test_beyond_the_target_is_said(client, running):
    running.assessment.target_index = Decimal("4.00")
    running.assessment.save()
    assert "dự báo vượt 0,50" in home(client, running, "director").content.decode()
    running.assessment.target_index = None
    running.assessment.save()
    assert "chưa đặt mục tiêu" in home(client, running, "director").content.decode()


def test_who_has_no_desk_is_told_whom_to_ask(client, department):
    page = home(client, department, "stranger")
    assert page.status_code == 403
    assert "chưa được giao vai trò" in page.content.decode()
    assert reverse("scoring") not in page.content.decode()


def test_an_administrator_is_led_to_what_administrators_do(client, department):
    page = home(client, department, "administrator")
    assert page.status_code == 403
    content = page.content.decode()
    assert "Tài khoản quản trị" in content
    for name, is_shown in (("calendar", True), ("audit", True), ("scoring", False)):
        assert (f'href="{reverse(name)}"' in content) is is_shown


@pytest.mark.parametrize(("person", "most"), [("director", 20), ("unit_head", 24)])
def test_the_page_takes_few_queries(client, running, person, most, django_assert_max_num_queries):
    sign_in(client, running, person)
    with django_assert_max_num_queries(most):
        client.get(reverse("home"))


def test_in_english_the_home_page_speaks_english(client, running, settings):
    sign_in(client, running, "director")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    content = client.get(reverse("home")).content.decode()
    assert "Where are points being lost?" in content
    assert "4.05" in content


def test_a_person_of_two_agencies_chooses_the_desk(client, department, other_department):
    person = create_account("two.desks", "Two desks", PASSWORD)
    grant_role(person, Role.AUDITOR, department.agency)
    grant_role(person, Role.AUDITOR, other_department.agency)
    client.force_login(person)
    assert client.get(reverse("home")).context["desk"].agency == department.agency
    answer = client.post(reverse("choose-desk"), {"agency": other_department.agency.key})
    assert answer.status_code == 302
    assert client.get(reverse("home")).context["desk"].agency == other_department.agency


def test_nobody_chooses_the_desk_of_an_agency_that_shows_them_nothing(
    client, department, other_department
):
    client.force_login(department.people["par_officer"])
    for key in (other_department.agency.key, "", "unknown"):
        answer = client.post(reverse("choose-desk"), {"agency": key})
        assert answer.status_code == 403
    assert client.get(reverse("home")).context["desk"].agency == department.agency


def test_who_sets_the_targets_does_so_where_they_are_shown(client, running):
    place = reverse("targets")
    assert place not in home(client, running, "unit_head").content.decode()
    assert place in home(client, running, "director").content.decode()
    form = client.get(place).content.decode()
    assert 'name="seen" value="92.00|"' in form
    wrong = client.post(place, {"index": "100,5", "rank": "đầu", "seen": "92.00|"})
    assert (wrong.status_code, "100,5" in wrong.content.decode()) == (422, True)
    typed = {"index": "95,5", "rank": "3", "seen": "92.00|"}
    assert client.post(place, typed).status_code == 302
    content = client.get(reverse("home")).content.decode()
    assert "95,50" in content
    assert "dự báo còn thiếu 91,00; phấn đấu hạng 3" in content
    late = client.post(place, {"index": "96", "rank": "2", "seen": "92.00|"})
    assert late.status_code == 422
    assert "Người khác vừa đặt mục tiêu" in late.content.decode()
    assert "chỉ số 95,50, hạng 3" in late.content.decode()
