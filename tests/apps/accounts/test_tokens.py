"""Tokens: kept as a hash, shown once, narrowed, expiring, revoked; wrong ones are slowed down."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from parindex.accounts.constants import Permission, Scope
from parindex.accounts.models import ApiToken, SignInCount
from parindex.accounts.services import PermissionRefused
from parindex.accounts.sign_in import SignInDelayed
from parindex.accounts.tokens import (
    TokenRefused,
    TokenUnknown,
    bearer_of,
    create_token,
    revoke_token,
    scopes_open_to,
)
from parindex.audit.models import AuditEvent

PAGE = reverse("tokens")
HERE = "198.51.100.7"


@pytest.fixture
def officer(department):
    return department.access("par_officer")


def test_the_key_is_kept_nowhere(officer):
    token, key = create_token(officer, "Chuyển số liệu", [Scope.READ], 30)
    token.refresh_from_db()
    assert key not in str(vars(token))
    assert bearer_of(key, HERE).token == token
    (event,) = AuditEvent.objects.filter(action="create_token")
    assert key not in f"{event.after} {event.search_text}"


def test_a_scope_leaves_what_it_names_and_the_person_has(department):
    head = department.access("unit_head")
    _, key = create_token(head, "a", [Scope.WRITE], 30)
    narrow = bearer_of(key, HERE).access(2021)
    unit = department.units["metrology-sub-department"]
    assert narrow.may(Permission.ENTER_VALUES, unit)
    assert not narrow.may(Permission.ENTER_VALUES, department.units["inspectorate"])
    assert not narrow.may(Permission.REPORT_TASKS, unit)
    assert head.may(Permission.REPORT_TASKS, unit)


def test_roles_taken_away_close_the_token_too(department, officer):
    _, key = create_token(officer, "a", [Scope.READ], 30)
    officer.user.memberships.all().delete()
    assert not bearer_of(key, HERE).access(2021).may_view
    officer.user.is_active = False
    officer.user.save()
    with pytest.raises(TokenUnknown):
        bearer_of(key, HERE)


def test_an_expired_or_revoked_key_is_unknown(officer):
    before = timezone.now() - timedelta(days=31)
    _, old = create_token(officer, "cũ", [Scope.READ], 30, moment=before)
    token, key = create_token(officer, "mới", [Scope.READ], 30)
    with pytest.raises(TokenUnknown):
        bearer_of(old, HERE)
    assert bearer_of(key, HERE)
    for _twice in range(2):
        revoke_token(officer, token)
    with pytest.raises(TokenUnknown):
        bearer_of(key, HERE)
    assert AuditEvent.objects.filter(action="revoke_token").count() == 1


@pytest.mark.parametrize(
    ("name", "scopes", "days", "problem"),
    [
        (" ", [Scope.READ], 30, "name_missing"),
        ("a", [], 30, "scope_missing"),
        ("a", [Scope.COUNCIL_WRITE], 30, "scope_beyond"),
        ("a", [Scope.READ], 0, "days"),
        ("a", [Scope.READ], 367, "days"),
    ],
)
def test_a_token_that_cannot_be_made(officer, name, scopes, days, problem):
    with pytest.raises(TokenRefused) as refusal:
        create_token(officer, name, scopes, days)
    assert refusal.value.problem == problem
    assert not ApiToken.objects.exists()


def test_only_scopes_that_give_something_are_offered(department):
    offered = {person: scopes_open_to(department.access(person)) for person in department.people}
    assert offered["administrator"] == offered["stranger"] == []
    assert offered["one_stop_officer"] == [Scope.READ]
    assert offered["director"] == [Scope.READ, Scope.SUBMIT]
    assert offered["council_secretary"] == [Scope.COUNCIL_READ, Scope.COUNCIL_WRITE]
    assert offered["auditor"] == [Scope.READ, Scope.COUNCIL_READ]


def test_wrong_keys_are_slowed_down_and_right_ones_are_not(officer):
    _, key = create_token(officer, "a", [Scope.READ], 30)
    for _ in range(30):
        with pytest.raises(TokenUnknown):
            bearer_of("parindex_wrong", HERE)
    with pytest.raises(SignInDelayed):
        bearer_of("parindex_wrong", HERE)
    assert SignInCount.objects.get().attempts == 30
    assert bearer_of(key, HERE)
    with pytest.raises(TokenUnknown):
        bearer_of("parindex_wrong", "198.51.100.8")


def test_its_use_is_noted_to_the_minute(officer, django_assert_num_queries):
    token, key = create_token(officer, "a", [Scope.READ], 30)
    with django_assert_num_queries(2):
        bearer_of(key, HERE)
    with django_assert_num_queries(1):
        bearer_of(key, HERE)
    token.refresh_from_db()
    assert token.last_used_at is not None


def test_who_revokes_whose(department, other_department, officer):
    token, _ = create_token(officer, "a", [Scope.READ], 30)
    for person in ("director", "unit_head", "auditor"):
        with pytest.raises(PermissionRefused):
            revoke_token(department.access(person), token)
    with pytest.raises(PermissionRefused):
        revoke_token(other_department.access("administrator"), token)
    revoke_token(department.access("administrator"), token)
    token.refresh_from_db()
    assert token.revoked_by == department.people["administrator"]


def test_the_page_shows_the_key_once(client, department, officer):
    client.force_login(officer.user)
    sent = {"name": "Gửi số liệu", "scopes": ["read", "write"], "days": "90"}
    made = client.post(PAGE, sent)
    assert made.status_code == 200
    assert "no-store" in made.headers["Cache-Control"]
    token = ApiToken.objects.get()
    key = made.context["key"]
    assert key.endswith(token.ending)
    assert key in made.content.decode()
    listed = client.get(PAGE).content.decode()
    assert "Gửi số liệu" in listed
    assert key not in listed
    # The same form sent twice makes no second one.
    assert client.post(PAGE, sent).status_code == 422
    assert client.post(PAGE, {"name": "", "scopes": ["council_write"]}).status_code == 422
    assert ApiToken.objects.count() == 1
    client.post(reverse("token-revoke", args=[token.pk]))
    assert "Đã thu hồi" in client.get(PAGE).content.decode()


def test_others_tokens_are_the_administrators_to_see_only(client, department, officer):
    create_token(officer, "Của cán bộ", [Scope.READ], 30)
    seen = {}
    for person in ("director", "administrator"):
        client.force_login(department.people[person])
        seen[person] = "Của cán bộ" in client.get(PAGE).content.decode()
    assert seen == {"director": False, "administrator": True}


def test_the_page_of_operations_names_every_one(client, officer):
    client.force_login(officer.user)
    page = client.get(reverse("token-operations")).content.decode()
    assert page.count("/api/v1/") > 45
    assert "Nộp Hội đồng" in page
    assert "cdn" not in page


def test_the_list_asks_the_database_as_often_for_ten_tokens(
    client, officer, django_assert_max_num_queries
):
    client.force_login(officer.user)
    for number in range(10):
        create_token(officer, f"Mã {number}", [Scope.READ], 30)
    with django_assert_max_num_queries(10):
        client.get(PAGE)
