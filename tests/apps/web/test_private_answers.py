"""What is not public is kept by no cache; whoever has no desk somewhere is refused on record."""

import pytest
from django.urls import reverse

from parindex.audit.models import AuditEvent

PRIVATE = "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.mark.parametrize("name", ["accountability", "tasks", "directives", "tokens", "new-year"])
def test_no_page_of_an_agency_is_kept(client, department, name):
    client.force_login(department.people["par_officer"])
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == PRIVATE


def test_neither_are_refusals_nor_answers_to_scripts(client, department):
    client.force_login(department.people["unit_officer"])
    assert client.get(reverse("new-year")).headers["Cache-Control"] == PRIVATE
    assert client.get("/nowhere/").headers["Cache-Control"] == PRIVATE
    assert client.get("/api/v1/token").headers["Cache-Control"] == PRIVATE


def test_a_page_that_says_so_itself_is_kept(client, db):
    assert client.get(reverse("results")).headers["Cache-Control"] == "public, no-cache"


def test_who_has_no_desk_in_the_council_is_refused_on_record(client, department):
    client.force_login(department.people["unit_head"])
    assert client.get(reverse("council")).status_code == 403
    event = AuditEvent.objects.get(action="refuse")
    assert event.actor == department.people["unit_head"]
    assert event.agency == department.agency
    assert event.after == {"permission": "view_rounds", "place": "GET /council/"}


def test_who_has_no_role_at_all_is_refused_on_record(client, department):
    person = department.people["stranger"]
    client.force_login(person)
    assert client.get(reverse("home")).status_code == 403
    event = AuditEvent.objects.get(action="refuse")
    assert (event.actor, event.agency) == (person, None)
    assert (event.target_type, event.target_id) == ("user", str(person.pk))
