"""Throttling of sign-in: a growing delay, and no way to keep a person out for good."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.departments import PASSWORD

from parindex.accounts.models import SignInCount
from parindex.accounts.sign_in import (
    LIMITS,
    Limit,
    SignInDelayed,
    begin_attempt,
    end_attempt_well,
)

ATTACKER, OFFICE = "203.0.113.9", "10.1.2.3"
NAME = "par_officer.first"


@pytest.fixture(autouse=True)
def standing_clock(monkeypatch):
    """No second passes while a test runs, however slow the machine is."""
    now = timezone.now()
    monkeypatch.setattr("parindex.accounts.sign_in.timezone.now", lambda: now)


def fail(times: int, *, username: str = NAME, address: str = ATTACKER, mark: str = "") -> None:
    for _ in range(times):
        begin_attempt(username, address, mark)


def pass_time(seconds: float) -> None:
    for count in SignInCount.objects.all():
        count.last_at -= timedelta(seconds=seconds)
        count.save()


def delay_of(*arguments: str) -> int:
    with pytest.raises(SignInDelayed) as delayed:
        begin_attempt(*arguments)
    return delayed.value.seconds


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (10, 32), (11, 60), (999, 60)]
)
def test_the_delay_doubles_up_to_its_longest(attempts, seconds):
    assert Limit(free=5, longest=60).delay(attempts) == seconds


@pytest.mark.django_db
def test_the_first_attempts_are_free_then_each_waits_longer():
    fail(5)
    assert delay_of(NAME, ATTACKER) == 1
    waited = []
    for _ in range(8):
        waited.append(delay_of(NAME, ATTACKER))
        pass_time(waited[-1])
        fail(1)
    assert waited == [1, 2, 4, 8, 16, 32, 60, 60]


@pytest.mark.django_db
def test_an_attempt_during_the_delay_is_not_counted():
    fail(5)
    for _ in range(50):
        delay_of(NAME, ATTACKER)
    assert set(SignInCount.objects.values_list("attempts", flat=True)) == {5}


@pytest.mark.django_db
def test_a_name_written_otherwise_is_the_same_account():
    fail(3, username="Par_Officer.First")
    fail(2)
    assert delay_of("PAR_OFFICER.FIRST", OFFICE) == 1


@pytest.mark.django_db
def test_an_attacker_does_not_keep_a_known_browser_out():
    fail(5)
    delay_of(NAME, OFFICE)
    assert begin_attempt(NAME, OFFICE, "the browser of the officer").keys[0].startswith("browser:")


@pytest.mark.django_db
def test_an_unknown_browser_waits_a_minute_at_most_whatever_the_attacker_did():
    for _ in range(100):
        SignInCount.objects.update(last_at=timezone.now() - timedelta(hours=1))
        fail(1)
    assert delay_of(NAME, OFFICE) <= LIMITS["account"].longest == 60


@pytest.mark.django_db
def test_an_address_that_tries_many_names_waits_longer_and_others_do_not():
    for number in range(30):
        fail(1, username=f"name{number}")
    assert delay_of("yet another", ATTACKER) == 1
    assert begin_attempt("yet another", OFFICE)


@pytest.mark.django_db
def test_a_right_password_frees_the_account_and_gives_the_address_its_attempt_back():
    fail(4)
    end_attempt_well(begin_attempt(NAME, ATTACKER))
    counts = dict(SignInCount.objects.values_list("key", "attempts"))
    assert counts == {f"address:{ATTACKER}": 4}


@pytest.mark.django_db
def test_counts_are_forgotten_after_a_day():
    fail(5)
    pass_time(25 * 3600)
    fail(1, username="another")
    assert SignInCount.objects.count() == 2
    assert begin_attempt(NAME, OFFICE)


@pytest.mark.django_db
def test_no_name_that_was_tried_can_be_read_from_the_database():
    fail(1, username="secret typed into the wrong field")
    assert not any("secret" in key for key in SignInCount.objects.values_list("key", flat=True))


def sign_in(client, password: str, **extra: str):
    return client.post(reverse("sign-in"), {"username": NAME, "password": password}, **extra)


@pytest.mark.parametrize(
    ("language", "words"),
    [("vi", "Bạn đã nhập sai quá nhiều lần. Hãy đợi 1 giây"), ("en", "Too many wrong attempts")],
)
def test_the_page_says_how_long_to_wait(client, department, language, words):
    client.cookies["django_language"] = language
    for _ in range(5):
        assert sign_in(client, "wrong").status_code == 200
    # The right password does not help while the delay lasts.
    answer = sign_in(client, PASSWORD)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "1"
    assert words in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_browser_becomes_known_by_signing_in_and_only_for_its_account(client, department):
    assert sign_in(client, PASSWORD).status_code == 302
    cookie = client.cookies["known_browser"]
    assert cookie["httponly"]
    assert NAME not in str(SignInCount.objects.values_list("key", flat=True))
    client.post(reverse("sign-out"))
    fail(5, address=ATTACKER)
    assert sign_in(client, PASSWORD).status_code == 302
    client.post(reverse("sign-out"))
    other = {"username": "director.first", "password": "wrong"}
    client.post(reverse("sign-in"), other)
    assert SignInCount.objects.filter(key="address:127.0.0.1", attempts=1).exists()


@pytest.mark.parametrize("forged", ["", "par_officer.first:abc", "par_officer.first:abc:signature"])
def test_a_forged_mark_makes_no_browser_known(client, department, forged):
    fail(5)
    client.cookies["known_browser"] = forged
    assert sign_in(client, PASSWORD).status_code == 429


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "counted"),
    [
        (False, "198.51.100.1", "127.0.0.1"),
        (True, "198.51.100.1, 10.0.0.7", "10.0.0.7"),
        (True, "", "127.0.0.1"),
    ],
)
def test_the_address_is_the_one_that_the_proxy_saw(
    client, department, settings, behind_proxy, forwarded, counted
):
    settings.SECURE = behind_proxy
    sign_in(client, "wrong", headers={"X-Forwarded-For": forwarded} if forwarded else {})
    assert SignInCount.objects.filter(key=f"address:{counted}").exists()
