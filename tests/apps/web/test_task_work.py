"""What is done with a task on its page: notes, more time, people, evidence."""

from datetime import date

import pytest
from django.urls import reverse
from tests.apps.assignments.given import make_task, plan_task, put_in
from tests.apps.attachments.sample_owner import PDF, upload

from parindex.assignments.constants import TaskState
from parindex.assignments.models import Extension, Receipt, Task
from parindex.assignments.queries.work import files_of
from parindex.attachments.models import Attachment, StoredFile
from parindex.attachments.owners import OWNER_TYPES
from parindex.attachments.queries import attachments_of
from parindex.attachments.services import store_upload, withdraw_attachment
from parindex.rounds.constants import State
from parindex.rounds.evidence import evidence_owner
from parindex.rounds.models import Cluster, Participant, Round

pytestmark = pytest.mark.django_db
HEAD, OFFICER, DIRECTOR, AUDITOR = "unit_head", "par_officer", "director", "auditor"


@pytest.fixture
def opened(client, department):
    """Opens the page of a task as a person, or sends a form of it."""

    def open_page(person, made, action="", **sent):
        client.force_login(department.people[person])
        if not action:
            return client.get(reverse("task", args=[made.pk]))
        return client.post(reverse("task-action", args=[made.pk, action]), sent, follow=True)

    return open_page


def words(answer) -> str:
    return answer.content.decode()


def test_time_is_asked_for_and_granted_on_the_page(opened, department):
    made = make_task(department, deadline=date(2021, 11, 26))
    mistaken = opened(HEAD, made, "ask", **{"ask-until": "26/11/2021", "ask-reason": "chờ"})
    assert mistaken.status_code == 422
    assert "Hãy chọn ngày sau thời hạn hiện tại" in words(mistaken)
    assert "chờ" in words(mistaken)
    opened(HEAD, made, "ask", **{"ask-until": "30/11/2021", "ask-reason": "chờ số liệu"})
    assert "xin gia hạn đến 30/11/2021" in words(opened(AUDITOR, made))
    granted = opened(
        DIRECTOR, made, "decide", decision="grant",
        **{"decide-granted_until": "", "decide-reason": "có căn cứ"},
    )  # fmt: skip
    assert "Đã gia hạn: tính hạn đến" in words(granted)
    made.refresh_from_db()
    assert (made.deadline, made.due_on) == (date(2021, 11, 26), date(2021, 11, 30))


def test_a_refusal_of_time_needs_its_ground(opened, department):
    made = make_task(department, deadline=date(2021, 11, 26))
    opened(HEAD, made, "ask", **{"ask-until": "30/11/2021", "ask-reason": "chờ"})
    assert opened(DIRECTOR, made, "decide", decision="refuse").status_code == 422
    opened(DIRECTOR, made, "decide", decision="refuse", **{"decide-reason": "không"})
    assert Extension.objects.get().granted_until is None
    again = opened(DIRECTOR, made, "decide", decision="refuse", **{"decide-reason": "không"})
    assert "vừa được quyết định" in words(again)


@pytest.mark.parametrize("action", ["note", "ask", "decide", "delegate", "reassign", "acknowledge"])
def test_who_only_reads_does_none_of_it(opened, department, action):
    made = make_task(department, deadline=date(2021, 11, 26))
    assert opened(AUDITOR, made, action).status_code == 403


def test_an_unknown_action_is_not_there(opened, department):
    assert opened(OFFICER, make_task(department), "burn").status_code == 404


def test_a_note_an_acknowledgement_and_another_unit(opened, department):
    made = make_task(department)
    assert "Chưa mở xem" in words(opened(AUDITOR, made))
    assert "chưa báo đã biết" in words(opened(HEAD, made))
    opened(HEAD, made, "acknowledge")
    assert Receipt.objects.get().acknowledged_by == department.people[HEAD]
    assert "Xong một nửa" in words(opened(HEAD, made, "note", **{"note-text": "Xong một nửa"}))
    sent = {"reassign-unit": "office", "reassign-reason": "đúng chức năng"}
    opened(OFFICER, made, "reassign", **sent)
    made.refresh_from_db()
    assert made.unit.key == "office"


def test_looking_at_it_writes_a_receipt_once_and_only_for_the_units_concerned(opened, department):
    made = make_task(department)
    for person in (OFFICER, AUDITOR, "unit_officer", HEAD, HEAD):
        opened(person, made)
    assert [receipt.unit.key for receipt in Receipt.objects.all()] == ["metrology-sub-department"]


def test_what_changed_meanwhile_is_told_and_what_was_typed_stays(opened, department):
    made = make_task(department, deadline=date(2021, 11, 26))
    Task.objects.filter(pk=made.pk).update(version=2)
    sent = {"ask-until": "30/11/2021", "ask-reason": "chờ số liệu", "seen": "1"}
    answer = opened(HEAD, made, "ask", **sent)
    assert answer.status_code == 422
    assert "vừa được người khác thay đổi" in words(answer)
    assert "chờ số liệu" in words(answer)
    # Where its form is gone from the page, the page says it itself.
    put_in(made, TaskState.CANCELLED)
    assert "vừa được người khác thay đổi" in words(opened(HEAD, made, "ask", **sent))
    assert not Extension.objects.exists()


@pytest.fixture
def handed_in(department, settings, tmp_path):
    """A task serving a component of the head's unit, with its product; a round in draft."""
    settings.FILES = tmp_path / "files"
    assert "task" in OWNER_TYPES
    key = department.framework.component("1.5").key
    unit = department.units["metrology-sub-department"]
    department.assessment.owners.filter(component_key=key).update(unit=unit)
    made = make_task(department, component_keys=[key])
    one_round = Round.objects.create(
        organiser=department.agency, year=2021, edition=department.assessment.edition,
        name="2021", bonus_cap=2, penalty_cap=2, deduction_reasons=[],
    )  # fmt: skip
    participant = Participant.objects.create(
        round=one_round,
        cluster=Cluster.objects.create(round=one_round, key="all", name="Sở", name_en="All"),
        agency=department.agency,
        assessment=department.assessment,
        state=State.DRAFT,
    )
    file = store_upload(department.access(HEAD), files_of(made), upload(PDF), "bien-ban.pdf")
    return made, file, evidence_owner(participant, key), key


def test_a_product_becomes_evidence_without_another_upload(client, department, handed_in):
    made, file, owner, key = handed_in
    client.force_login(department.people[HEAD])
    sent = {"attachment": str(file.pk), "component": key}
    for _time in range(2):
        answer = client.post(reverse("task-evidence", args=[made.pk]), sent, follow=True)
        assert "bien-ban.pdf” nay là tài liệu kiểm chứng của 1.5" in words(answer)
    (evidence,) = attachments_of(department.access(HEAD), owner)
    assert evidence.stored_file == file.stored_file
    assert (StoredFile.objects.count(), Attachment.objects.count()) == (1, 2)


def test_only_files_of_the_task_for_criteria_that_it_serves(client, department, handed_in):
    made, file, owner, key = handed_in
    client.force_login(department.people[HEAD])
    address = reverse("task-evidence", args=[made.pk])
    other = plan_task(department)
    store_upload(department.access(HEAD), files_of(other), upload(PDF), "khac.pdf")
    foreign = Attachment.objects.get(owner_id=str(other.pk))
    withdraw_attachment(department.access(HEAD), file, "nhầm")
    for sent in (
        {"attachment": str(foreign.pk), "component": key},
        {"attachment": str(file.pk), "component": key},
        {"attachment": str(file.pk), "component": "plan_issued"},
    ):
        client.post(address, sent)
    assert attachments_of(department.access(HEAD), owner) == []
    client.force_login(department.people[AUDITOR])
    assert client.post(address, {"attachment": str(file.pk), "component": key}).status_code == 403


def test_the_product_of_a_confirmed_task_stays_as_it_was_judged(opened, department, handed_in):
    made, *_ = handed_in
    put_in(made, TaskState.CONFIRMED)
    assert "bien-ban.pdf" in words(opened(HEAD, made))
    assert reverse("files-attach", args=["task", str(made.pk)]) not in words(opened(HEAD, made))
