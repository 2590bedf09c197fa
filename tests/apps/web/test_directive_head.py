"""The head of a paper corrected by two at once: both corrections stand in the end."""

import pytest
from django.urls import reverse
from tests.apps.assignments.given import register
from tests.apps.assignments.test_reviews import PAPER

from parindex.audit.models import AuditEvent

SAID = ("number", "issued_on", "issuer", "subject", "urgency", "received_on", "arrival_number")


@pytest.fixture
def opened(client, department):
    client.force_login(department.people["par_officer"])
    paper, _ = register(department, text=PAPER)
    address = reverse("directive-head", args=[paper.pk])
    page = client.get(address)
    sent = {name: page.context["form"][name].value() or "" for name in SAID}
    return client, paper, address, sent | {"seen": page.context["seen"]}


def test_the_second_is_shown_the_firsts_correction_and_loses_nothing_of_either(opened):
    client, paper, address, sent = opened
    client.post(address, sent | {"number": "77/KL-SKHCN", "urgency": "urgent"})
    own = sent | {"arrival_number": "88", "urgency": "express"}
    answer = client.post(address, own)
    assert answer.status_code == 422
    paper.refresh_from_db()
    assert (paper.number, paper.urgency, paper.arrival_number) == ("77/KL-SKHCN", "urgent", "")
    assert [(one.key, one.now) for one in answer.context["theirs"]] == [
        ("number", "77/KL-SKHCN"),
        ("urgency", "Khẩn"),
    ]
    assert [(one.key, one.before, one.now) for one in answer.context["own"]] == [
        ("urgency", "Khẩn", "Hỏa tốc"),
        ("arrival_number", "", "88"),
    ]
    # What comes back has the first's number, which the second never touched.
    form = answer.context["form"]
    again = {name: form[name].value() or "" for name in SAID} | {"seen": answer.context["seen"]}
    assert client.post(address, again).status_code == 302
    paper.refresh_from_db()
    assert (paper.number, paper.urgency, paper.arrival_number) == ("77/KL-SKHCN", "express", "88")


def test_the_same_correction_sent_twice_is_written_once(opened):
    client, _paper, address, sent = opened
    own = sent | {"number": "77/KL-SKHCN"}
    assert client.post(address, own).status_code == 302
    assert client.post(address, own).status_code == 302
    assert AuditEvent.objects.filter(action="correct_directive").count() == 1


@pytest.mark.parametrize("seen", ["", "[]", "{", "[" * 9000, '{"issued_on": "yesterday"}'])
def test_a_page_that_says_nothing_of_what_it_showed_changes_nothing(opened, seen):
    client, paper, address, sent = opened
    answer = client.post(address, sent | {"number": "1/X", "seen": seen})
    assert answer.status_code == 422
    before = paper.number
    paper.refresh_from_db()
    assert paper.number == before
    assert answer.context["form"]["number"].value() == "1/X"
