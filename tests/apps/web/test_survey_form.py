"""The form as a phone without scripts and cookies uses it, and what strangers are told."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.apps.surveys.rounds import OpenRound, levels, opened
from tests.departments import make_department

from parindex.surveys.constants import WRONG_CODES_FREE
from parindex.surveys.models import OpenWords, SurveyAnswer, SurveyDraft
from parindex.surveys.services.rounds import close_survey, set_kiosk
from parindex.web.views.survey_form import form_address

FORM = "/survey/"


@pytest.fixture(scope="module")
def _kept(django_db_setup, django_db_blocker) -> Iterator[OpenRound]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield opened(make_department("surveyed"), 12)
        transaction.set_rollback(True)


@pytest.fixture
def round_(_kept, db) -> OpenRound:
    return OpenRound(_kept.department, _kept.survey, list(_kept.codes))


class Phone:
    """A browser without scripts that keeps no cookie: it sends what the page's form holds."""

    def __init__(self, address: str) -> None:
        self.response = self.get(address)

    def get(self, address: str):
        # Checked against forged requests as a real browser's would be.
        self.response = Client(enforce_csrf_checks=True).get(address)
        return self.response

    @property
    def text(self) -> str:
        return self.response.content.decode()

    def send(self, **filled: object):
        hidden = re.findall(r'<input type="hidden" name="(.*?)" value="(.*?)"', self.text)
        names = set(re.findall(r'name="(\w+)"', self.text))
        data = {name: unescape(value) for name, value in hidden}
        data |= {name: value for name, value in filled.items() if name in names}
        action = unescape(re.search(r'<form method="post" action="(.*?)"', self.text)[1])
        self.response = Client(enforce_csrf_checks=True).post(action, data)
        if self.response.status_code == 303:
            self.get(self.response["Location"])
        return self.response

    def send_all(self, given: dict[str, object]):
        for _ in range(10):
            if "<form" not in self.text:
                return
            self.send(**given)
        raise AssertionError(self.text)


def phone(round_: OpenRound, place: int = 0, more: str = "") -> Phone:
    return Phone(form_address(round_.codes[place].code) + more)


def test_a_form_is_filled_in_page_by_page_and_handed_in_once(round_):
    page = phone(round_)
    assert "Trang 1 trên 4" in page.text
    assert "Mẫu do dự án soạn, không phải mẫu chính thức." in page.text
    page.send_all(levels(round_.survey, 4) | {"visits": "2", "words": "Xin cảm ơn"})
    assert "Xin cảm ơn" in page.text
    stored = SurveyAnswer.objects.get()
    assert stored.points * 5 == stored.points_possible * 4
    assert stored.answers["visits"] == "2"
    assert OpenWords.objects.get().text == "Xin cảm ơn"
    assert phone(round_).response.status_code == 404


def test_no_cookie_is_set_and_nothing_is_kept_or_told_to_others(round_):
    response = phone(round_).response
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert not re.search(r"<script|onclick|style=", response.content.decode())


def test_what_was_kept_is_there_again_on_another_phone(round_):
    given = levels(round_.survey, 4) | {"visits": "3"}
    phone(round_).send(**given)
    again = phone(round_)
    assert "Trang 2 trên 4" in again.text
    first = phone(round_, more="&page=0")
    assert 'value="3"' in first.text
    assert first.text.count(" checked") == 3 + 3
    again.send_all(given)
    assert SurveyAnswer.objects.count() == 1
    assert SurveyDraft.objects.count() == 0


def test_what_is_missing_is_said_and_what_was_filled_in_stays(round_):
    page = phone(round_)
    page.send(on_behalf="another", visits="nhiều", sent_by="telepathy")
    assert page.response.status_code == 422
    assert "Còn thiếu một vài câu" in page.text
    assert "Xin ghi số từ 0 đến 50, ví dụ 0." in page.text
    assert "Xin chọn một trong các câu trả lời." in page.text
    assert 'value="nhiều"' in page.text
    assert re.search(r'value="another" checked', page.text)
    assert "Trang 1 trên 4" in page.text
    assert SurveyDraft.objects.get().answers == {"on_behalf": "another"}


def test_a_page_is_asked_by_what_was_answered_before(round_):
    given = levels(round_.survey, 4)
    page = phone(round_)
    page.send(**given)
    page.send(**given)
    assert "Về góp ý, phản ánh của Ông/Bà" not in page.text
    page = phone(round_, 1)
    page.send(**given | {"gave_feedback": "given"})
    page.send(**given)
    assert "Về góp ý, phản ánh của Ông/Bà" in page.text


def test_the_form_is_in_english_by_its_address_to_the_end(round_):
    page = phone(round_, more="&language=en")
    assert "Page 1 of 4" in page.text
    assert "Vietnamese" not in page.text
    page.send_all(levels(round_.survey, 5) | {"visits": "1.5"})
    assert "Thank you" in page.text
    assert SurveyAnswer.objects.get().answers["visits"] == "1.5"


def test_strangers_are_told_the_same_of_unknown_used_and_closed_codes(round_):
    given = levels(round_.survey, 4)
    phone(round_).send_all(given)
    used, other = (round_.codes[place].code for place in (0, 1))
    assert phone(round_, 1).response.status_code == 200
    close_survey(round_.officer, round_.survey)
    pages = []
    for code in (used, other, "AAAA-BBBB-CCCC", "x" * 300, "<script>"):
        with CaptureQueriesContext(connection) as asked:
            page = Phone(form_address(code))
        pages.append((page.response.status_code, page.text, len(asked)))
    assert len(set(pages)) == 1
    status, text, _ = pages[0]
    assert status == 404
    assert used not in text


def test_guessing_is_slowed_down(round_):
    for _ in range(WRONG_CODES_FREE):
        assert Phone(form_address("AAAA-BBBB-CCCC")).response.status_code == 404
    slowed = Phone(form_address("AAAA-BBBB-CCCC")).response
    assert slowed.status_code == 429
    assert slowed["Retry-After"] == "1"
    assert phone(round_).response.status_code == 200


def test_the_code_is_in_no_line_of_the_log(round_, caplog):
    phone(round_).send_all(levels(round_.survey, 4))
    code = round_.codes[0].code.replace("-", "")
    phone(round_)
    assert caplog.records
    assert code not in caplog.text


def test_a_kiosk_takes_a_form_and_is_ready_for_the_next(round_):
    key = set_kiosk(round_.officer, round_.survey, daily_limit=2, pause=0)
    given = levels(round_.survey, 3) | {"visits": "2,5"}
    for _ in range(2):
        page = Phone(f"{FORM}kiosk/{key}/")
        page.send_all(given)
        assert page.response["Refresh"] == f"15; url={FORM}kiosk/{key}/"
    assert [one.answers["visits"] for one in SurveyAnswer.objects.all()] == ["2.5", "2.5"]
    page = Phone(f"{FORM}kiosk/{key}/")
    page.send_all(given)
    assert page.response.status_code == 429
    assert "quay lại ngày mai" in page.text
    assert Phone(f"{FORM}kiosk/another/").response.status_code == 404


def test_what_a_kiosks_form_carries_is_read_as_strictly_as_what_is_typed(round_):
    key = set_kiosk(round_.officer, round_.survey, daily_limit=9, pause=0)
    for carried in ("[]", "no json", '{"access_information": 9, "words": {"a": 1}}'):
        sent = {"answers": carried, "token": "t", "page": "3"}
        response = Client().post(f"{FORM}kiosk/{key}/", sent)
        assert response.status_code == 200
        assert "Trang 1 trên" in response.content.decode()
    assert SurveyAnswer.objects.count() == 0


def test_a_code_can_be_typed(db):
    page = Phone(FORM)
    assert 'name="c"' in page.text
    assert Phone(FORM + "?language=en").text.count("Enter your code") == 2
