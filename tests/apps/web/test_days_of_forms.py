"""Days of a paper and of its later form, corrected: in their order while they can be parted."""

from datetime import date

import pytest
from django.urls import reverse
from tests.apps.assignments.given import register
from tests.apps.assignments.test_reviews import AMENDED, PAPER

from parindex.assignments.models import Directive
from parindex.assignments.services.amending import change_amended

LATER = AMENDED.replace("05 tháng 6", "09 tháng 6")


@pytest.fixture
def forms(client, department):
    """A paper of 5/6/2021, and its later form of 9/6/2021."""
    client.force_login(department.people["par_officer"])
    first, second = (register(department, text=text)[0] for text in (PAPER, LATER))
    assert second.amends == first
    return first, second


def corrected(client, paper, **said):
    """The answer to a correction of the head; the paper is as it stands then."""
    address = reverse("directive-head", args=[paper.pk])
    page = client.get(address)
    sent = {field.name: field.value() or "" for field in page.context["form"]}
    # The day of arrival would have a word of its own to say.
    said = {"received_on": ""} | said
    answer = client.post(address, sent | {"seen": page.context["seen"]} | said)
    paper.refresh_from_db()
    return answer


@pytest.mark.parametrize(
    ("which", "day", "words"),
    [
        (0, date(2021, 6, 10), "được 9/KL-SKHCN ban hành ngày 9/6/2021 sửa đổi"),
        (1, date(2021, 6, 4), "sửa đổi 9/KL-SKHCN ban hành ngày 5/6/2021"),
    ],
    ids=["the earlier one later", "the later one earlier"],
)
def test_an_officer_is_told_what_to_mend_first_and_both_ways_are_open(
    client, department, forms, which, day, words
):
    (first, second), sent = forms, f"{day:%d/%m/%Y}"
    paper, other = forms[which], forms[1 - which]
    before = paper.issued_on
    refused = corrected(client, paper, issued_on=sent, number="77/KL-SKHCN")
    assert refused.status_code == 422
    assert words in refused.content.decode()
    assert (paper.issued_on, paper.number) == (before, "9/KL-SKHCN")
    # What was typed is still there, to be sent again.
    assert refused.context["form"]["number"].value() == "77/KL-SKHCN"
    # One way: the other's day was wrong, too. The same day is no wrong order.
    assert corrected(client, other, issued_on=sent).status_code == 302
    assert corrected(client, paper, issued_on=sent).status_code == 302
    assert paper.issued_on == other.issued_on == day
    # The other way: they have nothing to do with each other.
    access = department.access("par_officer")
    change_amended(access, second, None, "Khác nhau", seen=first.pk, suggested={})
    for one, any_day in ((first, "30/06/2021"), (second, "01/06/2021")):
        assert corrected(client, one, issued_on=any_day).status_code == 302


@pytest.mark.parametrize("which", [0, 1])
def test_once_the_later_forms_tasks_were_assigned_a_wrong_day_is_corrected(client, forms, which):
    Directive.objects.filter(pk=forms[1].pk).update(confirmed_at="2021-11-01T00:00Z")
    paper, day = forms[which], (date(2021, 6, 10), date(2021, 6, 4))[which]
    assert corrected(client, paper, issued_on=f"{day:%d/%m/%Y}").status_code == 302
    assert paper.issued_on == day
    assert Directive.objects.get(pk=forms[1].pk).amends == forms[0]


def test_only_a_day_that_is_changed_is_held_to_the_others(client, forms):
    first, second = forms
    Directive.objects.filter(pk=second.pk).update(issued_on=date(2021, 6, 1))
    for paper in forms:
        assert corrected(client, paper, number="77/KL-SKHCN").status_code == 302
    assert corrected(client, second, issued_on="").status_code == 302
    assert corrected(client, first, issued_on="20/06/2021").status_code == 302
    assert (first.issued_on, second.issued_on) == (date(2021, 6, 20), None)
