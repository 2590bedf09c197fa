"""The scoring tree: what it shows, to whom, narrowed how, and its file for Excel."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.urls import reverse
from tests.apps.rounds.province import NOW, advance, deduct, enter_figures

from parindex.assessments.constants import Horizon
from parindex.assessments.services import Origin, load_values
from parindex.rounds.constants import JudgementKind, State
from parindex.rounds.services import (
    Judgement,
    appraise,
    explain_deduction,
    hand_in_explanations,
)
from parindex.web.csv_table import csv_response

READERS = ["par_officer", "director", "auditor", "unit_head", "unit_officer"]
VALUES = {
    "plan_completion": {"completed": "45", "planned": "50"},
    "plan_issued": {"issued": "on_time"},
}


def sign_in(client, department, person):
    client.force_login(department.people[person])
    return client


@pytest.fixture
def with_figures(department):
    origin = Origin(date(2021, 10, 31), "Số liệu minh họa", is_illustrative=True)
    load_values(department.assessment, Horizon.SO_FAR, VALUES, origin)
    return department


def codes(page) -> list[str]:
    return [line.row.node.code for line in page.context["lines"] if line.row.is_scored]


@pytest.mark.parametrize("person", READERS)
def test_every_reader_sees_every_criterion(client, with_figures, person):
    page = sign_in(client, with_figures, person).get(reverse("scoring"))
    assert page.status_code == 200
    assert len(codes(page)) == 53
    content = page.content.decode()
    assert "số liệu minh họa" in content
    assert "không phải bảng chính thức" in content
    total = page.context["total"]
    assert total["so_far"] == Decimal("2.75")
    assert total["maximum"] == 100


@pytest.mark.parametrize(
    ("person", "said"),
    [("administrator", "Tài khoản quản trị"), ("stranger", "chưa được giao vai trò")],
)
def test_who_has_no_desk_is_told_so(client, department, person, said):
    page = sign_in(client, department, person).get(reverse("scoring"))
    assert page.status_code == 403
    assert said in page.content.decode()


def test_the_whole_page_takes_few_queries(client, with_figures, django_assert_max_num_queries):
    sign_in(client, with_figures, "director")
    with django_assert_max_num_queries(12):
        client.get(reverse("scoring"))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "HO SO giai quyet dung"}, ["3.4.1"]),
        ({"q": "1.1.3"}, ["1.1.3"]),
        ({"q": "kế hoạch cải cách hành chính năm"}, ["1.1.1", "1.1.2", "1.1.3"]),
        ({"q": "sáng giải kiến"}, ["1.5"]),
        ({"q": "không có từ này"}, []),
        ({"unit": "metrology-sub-department"}, ["7.3"]),
        ({"unit": "no-such-unit"}, []),
    ],
)
def test_the_tree_narrows(client, with_figures, asked, found):
    page = sign_in(client, with_figures, "director").get(reverse("scoring"), asked)
    assert codes(page) == found
    if not found:
        assert "Không có tiêu chí nào khớp" in page.content.decode()


def test_what_is_secured_is_not_at_risk(client, with_figures):
    page = sign_in(client, with_figures, "director").get(reverse("scoring"), {"at_risk": "1"})
    assert "1.1.1" not in codes(page)
    assert "1.1.3" in codes(page)


def test_areas_and_criteria_above_a_found_component_stay(client, with_figures):
    page = sign_in(client, with_figures, "director").get(reverse("scoring"), {"q": "1.1.3"})
    assert [line.row.node.code for line in page.context["lines"]] == ["1", "1.1", "1.1.3"]
    assert 'href="/scoring/plan_completion/?q=1.1.3"' in page.content.decode()


def test_htmx_gets_the_tree_alone_and_history_the_whole_page(client, with_figures):
    sign_in(client, with_figures, "director")
    part = client.get(reverse("scoring"), headers={"hx-request": "true", "hx-target": "tree"})
    assert "<html" not in part.content.decode()
    assert 'id="scoring-tree"' in part.content.decode()
    assert "HX-Target" in part["Vary"]
    whole = client.get(
        reverse("scoring"),
        headers={
            "hx-request": "true",
            "hx-target": "tree",
            "hx-history-restore-request": "true",
        },
    )
    assert "<html" in whole.content.decode()


def test_the_file_for_excel_holds_what_the_tree_shows(client, with_figures):
    sign_in(client, with_figures, "director")
    response = client.get(reverse("scoring-table"), {"q": "1.1.3"})
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert "cham-diem-first-2021.csv" in response["Content-Disposition"]
    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:5] == ["STT", "Tiêu chí", "Điểm tối đa", "Đến nay", "Dự kiến"]
    assert [row[0] for row in rows[1:]] == ["1", "1.1", "1.1.3"]
    assert rows[3][2:7] == ["2,50", "2,25", "2,25", "Mất một phần", "Văn phòng Sở"]


def test_a_component_without_figures_has_no_points_in_the_file(client, department):
    sign_in(client, department, "director")
    response = client.get(reverse("scoring-table"), {"q": "1.1.3"})
    row = response.content.decode("utf-8-sig").splitlines()[3].split(";")
    assert row[3] == ""
    assert row[5] == "Chưa có số liệu"


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1"])
def test_no_cell_runs_as_a_formula(text):
    written = csv_response("x.csv", ["a"], [[text]]).content.decode("utf-8-sig")
    assert written.splitlines()[1].lstrip('"').startswith("'")


def test_an_agency_without_a_year_says_what_to_do(client, department):
    department.assessment.owners.all().delete()
    department.assessment.scores.all().delete()
    department.assessment.results.all().delete()
    department.assessment.delete()
    sign_in(client, department, "director")
    for name in ("home", "scoring"):
        assert "Chưa mở năm đánh giá nào" in client.get(reverse(name)).content.decode()
    assert client.get(reverse("scoring-table")).url == reverse("scoring")
    assert client.get(reverse("component", args=["plan_completion"])).status_code == 404


def test_in_english_the_tree_speaks_english(client, with_figures, settings):
    sign_in(client, with_figures, "director")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    content = client.get(reverse("scoring"), {"q": "1.1.3"}).content.decode()
    assert "Part lost" in content
    assert "2.25" in content


# After the submission: what became of the self score, by the council's walls.

LOST = "plan_completion"


@pytest.fixture
def province(kept_department_alone, db):
    made = kept_department_alone.lay()
    enter_figures(made, made.agencies[0])
    return made


def columns(client, province):
    """The columns of points of the exported table, with the row of the deducted component."""
    client.force_login(province.people["director.department-0"])
    page = client.get(reverse("scoring"))
    text = client.get(reverse("scoring-table")).content.decode("utf-8-sig")
    head, *rows = csv.reader(StringIO(text), delimiter=";")
    end = head.index("Tình trạng")
    for name in head[3:end]:
        assert f">{name}</th>" in page.content.decode()
    code = province.framework.component(LOST).code
    row = next(row for row in rows if row[0] == code)
    return dict(zip(head[3:end], row[3:end], strict=True)), page


def test_the_council_s_points_join_the_tree_only_once_the_agency_may_see_them(
    client, province, django_assert_max_num_queries
):
    agency = province.agencies[0]
    advance(province, agency, State.SUBMITTED)
    own = province.participant(agency).submissions.get().content["components"][LOST]["points"]
    own = own.replace(".", ",")
    assert own == "2,25"
    # The council's draft and its closed first look stay the council's.
    deduct(province, agency, LOST, "1.00")
    assert columns(client, province)[0] == {"Điểm tự chấm": own}
    advance(province, agency, State.APPRAISED)
    shown, page = columns(client, province)
    assert shown == {"Điểm tự chấm": own}
    assert "Điểm của Hội đồng hiện ở đây" in page.content.decode()
    advance(province, agency, State.EXPLAINING)
    first = {"Điểm tự chấm": own, "Thẩm định lần 1": "1,00", "Bị trừ điểm": "1,25"}
    assert columns(client, province)[0] == first
    # A second look that is not closed is a draft again.
    participant = province.participant(agency)
    explain_deduction(
        province.of(agency, "par_officer"), participant, LOST, "Đã gửi kèm", seen=0, now=NOW
    )
    hand_in_explanations(province.of(agency, "director"), participant, now=NOW)
    accepted = Judgement(JudgementKind.ACCEPTED)
    appraise(province.of_council("member"), participant, LOST, accepted, seen=0, now=NOW)
    assert columns(client, province)[0] == first
    advance(province, agency, State.REAPPRAISED)
    shown, page = columns(client, province)
    after = {"Thẩm định lần 1": "1,00", "Thẩm định lần 2": own, "Bị trừ điểm": "0,00"}
    assert shown == {"Điểm tự chấm": own, **after}
    with django_assert_max_num_queries(12):
        client.get(reverse("scoring"))


def test_the_tree_ends_with_what_was_concluded_surveys_included(
    client, province, django_assert_max_num_queries
):
    agency = province.agencies[0]
    advance(province, agency, State.SUBMITTED)
    deduct(province, agency, LOST, "1.00")
    advance(province, agency, State.CONCLUDED)
    shown, page = columns(client, province)
    assert shown["Điểm kết luận"] == "1,00"
    assert shown["Bị trừ điểm"] == "1,25"
    result = province.participant(agency).result
    total = page.context["total"]["points"]
    assert (total.own, total.last) == (result.self_points, result.points)
    assert total.deducted == sum(one.lost for one in province.participant(agency).deductions.all())
    with django_assert_max_num_queries(12):
        client.get(reverse("scoring"))
    lost = client.get(reverse("scoring"), {"at_risk": "1"})
    assert province.framework.component(LOST).code in codes(lost)
