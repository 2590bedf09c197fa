"""The pages of every register: who opens and posts what, what they say, what they cost."""

import re
from datetime import date

import pytest
from django.urls import reverse
from tests.apps.registers.table import CASES
from tests.apps.registers.writing import HEADS_UNIT, record, seen, so_far

from parindex.registers.services.closing import close_period
from parindex.registers.services.keeping import correct_entry, withdraw_entry

pytestmark = pytest.mark.django_db

READERS = {"par_officer", "director", "auditor", "one_stop_officer", "unit_head", "unit_officer"}
KEEPERS = {"par_officer", "unit_head", "unit_officer"}
OF_THE_UNIT = {"par_officer", "unit_head"}
# Who opens a page, who posts to it; the entry is of the unit head's unit.
PAGES = {
    "register": (READERS, None),
    "register-export": (READERS, None),
    "register-feeds": (READERS, None),
    "register-new": (KEEPERS, KEEPERS),
    "register-import": (KEEPERS, KEEPERS),
    "register-import-template": (KEEPERS, None),
    "register-closing": (READERS, OF_THE_UNIT),
    "register-entry": (READERS, OF_THE_UNIT),
    "register-edit": (OF_THE_UNIT, OF_THE_UNIT),
    "register-withdraw": (OF_THE_UNIT, OF_THE_UNIT),
}
OF_AN_ENTRY = {"register-entry", "register-edit", "register-withdraw"}
MOST_QUERIES = 8


def words(answer) -> str:
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.S)
    return " ".join(text.split())


def sign_in(client, department, person, language="en"):
    client.force_login(department.people[person])
    client.cookies["django_language"] = language
    return client


@pytest.fixture
def kept(department, case):
    return record(department, case)


def address(name, case, kept) -> str:
    entry = [kept.pk] if name in OF_AN_ENTRY else []
    return reverse(name, args=[case.register.key, *entry])


@pytest.mark.parametrize("person", sorted(READERS | {"administrator", "stranger"}))
def test_who_opens_and_posts(client, department, person) -> None:
    case = CASES[0]
    walk_with(sign_in(client, department, person), person, case, record(department, case))


@pytest.mark.parametrize("person", ["stranger", "unit_officer"])
def test_every_register_asks_for_the_rights(client, department, case, kept, person) -> None:
    walk_with(sign_in(client, department, person), person, case, kept)


def walk_with(client, person, case, kept) -> None:
    """Open every page of the register and post to it."""
    for name, (readers, posters) in PAGES.items():
        where = address(name, case, kept)
        assert (name, client.get(where).status_code) == (name, 200 if person in readers else 403)
        posted = client.post(where, {}).status_code
        if posters is None:
            assert (name, posted) == (name, 405)
        elif person in posters:
            assert posted in (302, 422), name
        else:
            assert (name, posted) == (name, 403)


def test_another_agencys_entry_is_not_there(client, other_department, case, kept) -> None:
    sign_in(client, other_department, "par_officer")
    for name in OF_AN_ENTRY:
        assert client.get(address(name, case, kept)).status_code == 404


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_say_what_is_recorded(client, department, case, kept, language) -> None:
    sign_in(client, department, "par_officer", language)
    for name in ("register", "register-entry", "register-feeds"):
        said = words(client.get(address(name, case, kept)))
        assert kept.title in said, name
    said = words(client.get(reverse("registers")))
    assert str(case.register.label) not in ("", None)
    assert f'href="/registers/{case.register.key}/"' in client.get("/registers/").content.decode()


def test_an_entry_is_recorded_and_corrected_by_its_forms(client, department, case) -> None:
    sign_in(client, department, "par_officer")
    new = client.get(reverse("register-new", args=[case.register.key]))
    form = new.context["form"]
    facts = {name: value for name, value in shown(case).items() if name in form.fields}
    where = reverse("register-new", args=[case.register.key])
    answer = client.post(where, {"unit": HEADS_UNIT, "year": 2021, **facts})
    assert answer.status_code == 302, answer.context["form"].errors
    entry = case.register.model.objects.get()
    where = reverse("register-edit", args=[case.register.key, entry.pk])
    name, value = case.corrected
    assert name in form.fields, "the corrected fact of a case stands in its form"
    answer = client.post(where, {"unit": HEADS_UNIT, "seen": 1, **facts, name: value})
    assert answer.status_code == 302, answer.context["form"].errors
    entry.refresh_from_db()
    assert (getattr(entry, name), entry.version) == (value, 2)


def shown(case) -> dict:
    """The facts of a case as a form sends them."""
    facts = {}
    for name, value in case.facts.items():
        show = case.register.shows.get(name)
        value = show(value) if show else value
        if value is None:
            continue
        facts[name] = value.strftime("%d/%m/%Y") if isinstance(value, date) else value
    return facts


def test_a_conflict_shows_what_stands_and_keeps_what_was_typed(
    client, department, case, kept
) -> None:
    sign_in(client, department, "par_officer")
    where = address("register-edit", case, kept)
    form = client.get(where).context["form"]
    name, value = case.corrected
    old = seen(case, kept)
    correct_entry(department.access("unit_head"), case.register, old, {name: value})
    facts = {key: said for key, said in shown(case).items() if key in form.fields}
    sent = {"unit": HEADS_UNIT, "seen": old.version, **facts, **case.other}
    answer = client.post(where, sent)
    assert answer.status_code == 422
    assert "Somebody changed this entry meanwhile" in words(answer)
    # Sent again, it is taken: what stands now was seen.
    sent["seen"] = answer.context["seen"]
    assert client.post(where, sent).status_code == 302


def test_a_closed_period_asks_for_the_reason_in_the_form(client, department, case, kept) -> None:
    officer = department.access("par_officer")
    close_period(officer, case.register, None, date(2021, 11, 1))
    sign_in(client, department, "par_officer")
    where = address("register-edit", case, kept)
    form = client.get(where).context["form"]
    name, value = case.corrected
    facts = {key: said for key, said in shown(case).items() if key in form.fields}
    sent = {"unit": HEADS_UNIT, "seen": 1, **facts, name: value}
    assert "reason" in client.post(where, sent).context["form"].errors
    assert client.post(where, {**sent, "reason": "Bổ sung"}).status_code == 302
    assert "Bổ sung" in words(client.get(address("register-entry", case, kept)))


def test_what_was_taken_out_says_why_and_is_found_by_its_state(
    client, department, case, kept
) -> None:
    sign_in(client, department, "par_officer")
    withdraw_entry(department.access("par_officer"), case.register, seen(case, kept), "Ghi trùng")
    assert "Ghi trùng" in words(client.get(address("register-entry", case, kept)))
    where = address("register", case, kept)
    assert kept.code not in words(client.get(where))
    assert kept.code in words(client.get(where, {"state": "withdrawn"}))
    assert client.post(address("register-edit", case, kept), {}).status_code in (302, 422)
    assert so_far(department, case) == {key: {} for key in case.keys}


def test_a_list_asks_as_often_for_many_as_for_one(
    client, department, case, kept, django_assert_max_num_queries
) -> None:
    sign_in(client, department, "par_officer")
    where = address("register", case, kept)
    client.get(where)
    with django_assert_max_num_queries(MOST_QUERIES) as of_one:
        client.get(where)
    for number in range(2, 6):
        record(department, case, **case.nth(number))
    with django_assert_max_num_queries(len(of_one)):
        assert client.get(where).status_code == 200
