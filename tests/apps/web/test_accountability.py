"""The register of deductions, one deduction from answer to remedy, the papers, the new year."""

import fastexcel
import pytest
from django.urls import reverse
from tests.apps.web.concluded_round import PLAN, concluded_round

from parindex.accounts.constants import Role
from parindex.accounts.services import grant_role
from parindex.assessments.models import Assessment
from parindex.assessments.targets import targets_of
from parindex.rounds.constants import Evaluation, RoundState, State
from parindex.rounds.models import Deduction

ANSWER = {
    "form": "answer",
    "seen": "1",
    "cause": "subjective",
    "words": "Tham mưu chậm",
    "remedy": "Ban hành trước 15/12",
    "remedy_deadline": "15/12/2021",
}
DECISION = {
    "form": "decision",
    "seen": "2",
    "evaluation": "completed",
    "decision": "Hạ một mức xếp loại",
}


@pytest.fixture
def deduction(department) -> Deduction:
    return concluded_round(department)


def sign_in(client, department, person: str) -> None:
    client.force_login(department.people[person])


def page(deduction: Deduction) -> str:
    return reverse("deduction", args=[deduction.pk])


def test_the_register_narrows_and_exports(client, department, deduction, django_assert_num_queries):
    sign_in(client, department, "director")
    with django_assert_num_queries(12):
        answer = client.get(reverse("accountability"))
    text = answer.content.decode()
    assert "1 tiêu chí bị trừ, 0,50 điểm" in text
    assert "Chuyển từ năm trước sang" in text
    key = department.units["inspectorate"].key
    for asked, shown in (
        ({"unit": "metrology-sub-department"}, 1),
        ({"unit": key}, 0),
        ({"cause": "objective"}, 0),
        ({"status": "open"}, 1),
        ({"status": "decided"}, 0),
        ({"status": "?", "unit": "?", "cause": "?", "year": "x"}, 1),
    ):
        assert len(client.get(reverse("accountability"), asked).context["lines"]) == shown
    book = client.get(reverse("accountability-table")).content
    rows = fastexcel.read_excel(book).load_sheet(0, header_row=None).to_polars().rows()
    assert "0.5" in {str(cell) for cell in rows[-1]}
    assert "Ban hành sau thời hạn" in str(rows[-1])


def test_a_unit_sees_its_own_rows_only(client, department, deduction):
    sign_in(client, department, "unit_officer")
    assert client.get(reverse("accountability")).context["lines"] == []
    assert client.get(page(deduction)).status_code == 403
    sign_in(client, department, "unit_head")
    assert len(client.get(reverse("accountability")).context["lines"]) == 1


def test_from_the_answer_to_the_decision_and_the_remedy(client, department, deduction):
    sign_in(client, department, "unit_head")
    incomplete = client.post(page(deduction), ANSWER | {"remedy": "", "words": "Vì chậm"})
    assert incomplete.status_code == 422
    assert "Vì chậm" in incomplete.content.decode()
    assert client.post(page(deduction), ANSWER).status_code == 302
    # Sent twice: the row has gone on, and nothing is written again.
    assert client.post(page(deduction), ANSWER).status_code == 422
    assert client.post(page(deduction), DECISION).status_code == 403
    sign_in(client, department, "director")
    assert "Tham mưu chậm" in client.get(page(deduction)).content.decode()
    assert client.post(page(deduction), DECISION | {"decision": ""}).status_code == 422
    assert client.post(page(deduction), DECISION).status_code == 302
    assert client.post(page(deduction), {"form": "remedied"}).status_code == 403
    sign_in(client, department, "unit_head")
    assert "Sửa giải trình" not in client.get(page(deduction)).content.decode()
    late = {"form": "remedied", "seen": "3", "remedied_on": "25/11/2021"}
    assert client.post(page(deduction), late).status_code == 422
    assert client.post(page(deduction), late | {"remedied_on": "20/11/2021"}).status_code == 302
    deduction.refresh_from_db()
    assert deduction.evaluation == Evaluation.COMPLETED
    assert str(deduction.remedied_on) == "2021-11-20"
    text = client.get(reverse("accountability")).content.decode()
    assert "Chuyển từ năm trước sang" not in text
    assert "Hoàn thành nhiệm vụ" in text


def test_a_conflict_shows_both(client, department, deduction):
    sign_in(client, department, "unit_head")
    client.post(page(deduction), ANSWER)
    mine = client.post(page(deduction), ANSWER | {"words": "Bản của tôi"})
    assert mine.status_code == 422
    text = mine.content.decode()
    assert "Tham mưu chậm" in text
    assert "Bản của tôi" in text
    assert 'name="seen" value="2"' in text


def test_the_measure_of_the_new_year_opens_onto_the_register(client, department, deduction):
    sign_in(client, department, "par_officer")
    client.post(page(deduction), ANSWER)
    sign_in(client, department, "director")
    client.post(page(deduction), DECISION)
    rows = client.get(reverse("component-rows", args=["heads_accountable"])).content.decode()
    assert page(deduction) in rows
    assert (
        department.assessment.scores.get(component_key="heads_accountable", horizon="so_far").points
        == 1
    )


def test_without_a_concluded_round_the_register_says_so(client, department):
    sign_in(client, department, "director")
    assert "Chưa có tiêu chí bị trừ điểm" in client.get(reverse("accountability")).content.decode()
    assert client.get(reverse("paper", args=["accountability"])).status_code == 404
    assert client.get(reverse("paper", args=["unknown"])).status_code == 404


def test_a_new_year_keeps_owners_and_what_is_to_be_remedied(client, department, deduction):
    sign_in(client, department, "par_officer")
    place = reverse("new-year")
    assert "Chưa mở được năm mới" in client.get(place).content.decode()
    assert client.post(place).status_code == 422
    moved = department.assessment.owners.get(component_key=PLAN)
    moved.unit = department.units["inspectorate"]
    moved.save()
    department.assessment.target_rank = 3
    department.assessment.save()
    department.agency.demonstration_date = department.agency.demonstration_date.replace(
        year=2022, month=1, day=4
    )
    department.agency.save()
    assert "Mở năm 2022" in client.get(place).content.decode()
    assert client.get(reverse("scoring")).content.decode().count(place) == 1
    assert client.post(place, {"year": "2022"}).url == reverse("scoring")
    # Sent twice, the second finds the year open; a further one is not opened.
    assert client.post(place, {"year": "2022"}).url == reverse("scoring")
    assert client.post(place, {"year": "2023"}).status_code == 422
    opened = Assessment.objects.get(agency=department.agency, year=2022)
    assert opened.edition == department.assessment.edition
    assert targets_of(opened) == targets_of(department.assessment)
    assert opened.owners.get(component_key=PLAN).unit == department.units["inspectorate"]


def test_a_running_round_is_not_left_behind(client, department, deduction):
    department.assessment.delete()
    participant = deduction.participant
    participant.round.state, participant.state = RoundState.OPEN, State.EXPLAINING
    participant.round.save()
    participant.save()
    sign_in(client, department, "par_officer")
    assert "Hội đồng chưa kết luận" in client.get(reverse("new-year")).content.decode()
    grant_role(department.people["stranger"], Role.DIRECTOR, department.agency)
    sign_in(client, department, "stranger")
    assert client.post(reverse("new-year")).status_code == 403
