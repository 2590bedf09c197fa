"""A number, date and issuer that the register has already: said on the page, not forbidden."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.assignments.given import register
from tests.apps.assignments.test_reviews import AMENDED, PAPER

from parindex.assignments.models import Directive
from parindex.assignments.services.amending import change_amended

OTHER = PAPER.replace("Số: 9/", "Số: 12/").replace("05 tháng 6", "07 tháng 6")
ANOTHER = "Sổ văn bản đã có văn bản khác cùng số, cùng ngày và cùng nơi ban hành."
TAKEN = "Đã ghi là bản sửa đổi của một văn bản cùng số, cùng ngày và cùng nơi ban hành."


def page_of(client, paper):
    return client.get(reverse("directive", args=[paper.pk])).content.decode()


def address_of(paper):
    return f'href="{reverse("directive", args=[paper.pk])}"'


@pytest.fixture
def officer(client, department):
    client.force_login(department.people["par_officer"])
    return client


@pytest.fixture
def two(department):
    """Papers of the same office that have nothing to do with each other."""
    first, _ = register(department, text=PAPER)
    second, _ = register(department, text=OTHER)
    assert second.amends is None
    return first, second


def corrected(client, paper, **said):
    """The answer to a correction of the head, and the page that it leads to."""
    address = reverse("directive-head", args=[paper.pk])
    page = client.get(address)
    sent = {field.name: field.value() or "" for field in page.context["form"]}
    return client.post(address, sent | {"seen": page.context["seen"]} | said, follow=True)


def test_a_head_corrected_to_anothers_is_taken_and_each_page_names_the_other(officer, two):
    first, second = two
    for paper in two:
        assert ANOTHER not in page_of(officer, paper)
    said = {"number": "9 / kl–skhcn", "issued_on": "5/6/2021", "issuer": "Sở Khoa học và Công nghệ"}
    page = corrected(officer, second, **said).content.decode()
    second.refresh_from_db()
    assert second.number == said["number"]
    assert ANOTHER in page
    assert address_of(first) in page
    other_page = page_of(officer, first)
    assert ANOTHER in other_page
    assert address_of(second) in other_page


@pytest.mark.parametrize(
    "other", [{"number": "90/KL-SKHCN"}, {"issued_on": "6/6/2021"}, {"issuer": "Sở Nội vụ"}]
)
def test_one_that_differs_in_number_day_or_issuer_is_another_paper(officer, two, other):
    _first, second = two
    said = {"number": "9/KL-SKHCN", "issued_on": "5/6/2021"}
    assert ANOTHER in corrected(officer, second, **said).content.decode()
    assert ANOTHER not in corrected(officer, second, **said | other).content.decode()


def test_papers_without_number_or_day_are_not_the_same(officer, two):
    for paper in two:
        page = corrected(officer, paper, number="", issued_on="5/6/2021")
    assert ANOTHER not in page.content.decode()
    for paper in two:
        page = corrected(officer, paper, number="9/KL-SKHCN", issued_on="")
    assert ANOTHER not in page.content.decode()


def test_another_agencys_paper_is_not_named(officer, other_department, two):
    register(other_department, text=PAPER)
    assert ANOTHER not in page_of(officer, two[0])


def test_what_was_taken_for_a_later_form_is_asked_about_until_it_is_assigned(officer, department):
    forms = [PAPER, AMENDED, AMENDED.replace("31/7/2021", "31/8/2021")]
    first, second, third = (register(department, text=text)[0] for text in forms)
    assert (second.amends, third.amends) == (first, second)
    page = page_of(officer, third)
    assert TAKEN in page
    assert address_of(second) in page
    # The first is a form of the same paper, too.
    assert ANOTHER not in page
    assert ANOTHER not in page_of(officer, first)
    Directive.objects.filter(pk=third.pk).update(confirmed_at="2021-11-01T00:00Z")
    assert TAKEN not in page_of(officer, third)


def test_what_the_officer_said_is_not_asked_about(officer, department):
    first, _ = register(department, text=PAPER)
    taken_in = f"{reverse('directive-new')}?amends={first.pk}"
    page = officer.post(taken_in, {"text": AMENDED}, follow=True)
    second = Directive.objects.get(amends=first)
    assert page.redirect_chain == [(reverse("directive", args=[second.pk]), 302)]
    assert TAKEN not in page.content.decode()
    # Taken by its number, then said of another one by the officer.
    third, _ = register(department, text=AMENDED.replace("31/7/2021", "31/8/2021"))
    assert TAKEN in page_of(officer, third)
    access = department.access("par_officer")
    for amends in (None, second):
        seen = third.amends_id
        third = change_amended(access, third, amends, "Nhầm", seen=seen, suggested={})
    assert third.amends == second
    assert TAKEN not in page_of(officer, third)


def test_the_page_asks_the_database_as_often_for_many(officer, department, two):
    first, _second = two
    page_of(officer, first)
    with CaptureQueriesContext(
        connection,
    ) as none:
        page_of(officer, first)
    for number in range(3):
        text = PAPER.replace("Số: 9/", f"Số: 2{number}/")
        paper, _ = register(department, text=text)
        Directive.objects.filter(pk=paper.pk).update(number=first.number)
    with CaptureQueriesContext(connection) as many:
        page = page_of(officer, first)
    assert ANOTHER in page
    assert len(many) == len(none)
