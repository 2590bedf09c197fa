"""Who is reminded of what on which morning, once; what leaves the product, once a day."""

import hashlib
import hmac
import json
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from tests.apps.assignments.given import plan_task, put_in
from tests.apps.assignments.mail_sink import mail_sink

from parindex.accounts.constants import Role
from parindex.accounts.models import User
from parindex.accounts.services import create_account, grant_role
from parindex.assignments.constants import Channel, DeliveryState, Rung, TaskState
from parindex.assignments.daily_work import remind, send_again
from parindex.assignments.escalation import Ladder
from parindex.assignments.models import Delivery, Notice, Task
from parindex.assignments.queries.notices import notices_of, unread_count
from parindex.assignments.services.delivering import queue_digests, send_digests
from parindex.assignments.services.reminding import mark_read, remind_agency
from parindex.calendars.due import DUE_SOURCES, DueItem, DueSource, ItemWords
from parindex.calendars.queries import working_calendar
from parindex.jobs.kinds import DAILY_WORK
from parindex.jobs.progress import JobProgress
from parindex.settings.mail import MailAddressInvalid, mail_server, webhook_address
from parindex_core.vietnamese.working_days import WorkingCalendar

TODAY = date(2021, 11, 24)  # a Wednesday
HEAD, SPECIALIST, DIRECTOR, OFFICER = "unit_head", "specialist", "director", "par_officer"


@pytest.fixture
def agency(department):
    """The department on no fixed day, with an officer of the unit head's unit."""
    department.agency.demonstration_date = None
    department.agency.save()
    person = create_account(
        "specialist", "Chuyên viên (minh họa)", "a long enough password", "chuyenvien@example.vn"
    )
    unit = department.units["metrology-sub-department"]
    grant_role(person, Role.UNIT_OFFICER, department.agency, unit)
    department.people[SPECIALIST] = person
    for name in (HEAD, DIRECTOR):
        User.objects.filter(pk=department.people[name].pk).update(email=f"{name}@example.vn")
    return department


def task_due(agency, due_on, person=SPECIALIST, **fields):
    made = plan_task(agency, deadline=due_on, **fields)
    Task.objects.filter(pk=made.pk).update(person=agency.people[person] if person else None)
    return made


def morning(agency, day=TODAY) -> None:
    remind_agency(agency.agency, day, working_calendar())


def told(agency, made, day=TODAY) -> dict[str, str]:
    """Who was told of a task on a morning, and on which rung."""
    names = {person.pk: name for name, person in agency.people.items()}
    found = Notice.objects.filter(task=made, day=day)
    return {names[one.person_id]: one.rung for one in found}


@pytest.mark.parametrize(
    ("today", "due_on", "rung"),
    [
        (TODAY, date(2021, 12, 2), None),
        (TODAY, date(2021, 12, 1), Rung.IN_7),
        (TODAY, date(2021, 11, 29), Rung.IN_7),
        # 3 days before Monday the 29th is Friday the 26th, 1 day before it is Sunday: Friday too.
        (date(2021, 11, 26), date(2021, 11, 29), Rung.IN_1),
        (date(2021, 11, 25), date(2021, 11, 29), Rung.IN_7),
        (TODAY, date(2021, 11, 26), Rung.IN_3),
        (TODAY, date(2021, 11, 25), Rung.IN_1),
        (TODAY, TODAY, Rung.IN_1),
        (TODAY, date(2021, 11, 23), Rung.LATE),
        (TODAY, date(2021, 1, 4), Rung.LATE),
    ],
)
def test_the_rung_of_a_morning(today, due_on, rung):
    reach = Ladder(WorkingCalendar(), today).reach(due_on)
    assert (reach.rung if reach else None) == rung


@pytest.mark.parametrize(
    ("due_on", "people"),
    [
        (date(2021, 12, 1), {SPECIALIST}),
        (date(2021, 11, 27), {SPECIALIST}),
        (date(2021, 11, 25), {SPECIALIST, HEAD}),
        (date(2021, 11, 23), {SPECIALIST, HEAD}),
        (date(2021, 11, 22), {SPECIALIST, HEAD}),
        # Three working days late: Monday, Tuesday, Wednesday.
        (date(2021, 11, 19), {SPECIALIST, HEAD, DIRECTOR}),
    ],
)
def test_to_the_person_then_the_head_then_the_director(agency, due_on, people):
    made = task_due(agency, due_on)
    morning(agency)
    assert set(told(agency, made)) == people


def test_without_a_person_the_head_and_without_a_unit_the_office(agency):
    of_unit = task_due(agency, date(2021, 12, 1), person=None)
    of_nobody = task_due(agency, date(2021, 12, 1), person=None)
    Task.objects.filter(pk=of_nobody.pk).update(unit=None)
    morning(agency)
    assert set(told(agency, of_unit)) == {HEAD}
    assert set(told(agency, of_nobody)) == {OFFICER}


def test_a_closed_account_is_passed_over(agency):
    made = task_due(agency, date(2021, 12, 1))
    User.objects.filter(username="specialist").update(is_active=False)
    morning(agency)
    assert set(told(agency, made)) == {HEAD}


@pytest.mark.parametrize("state", TaskState)
def test_only_what_is_to_be_done_is_reminded_of(agency, state):
    made = put_in(task_due(agency, date(2021, 11, 25)), state)
    morning(agency)
    is_open = state in ("assigned", "accepted", "in_progress", "returned")
    assert bool(told(agency, made)) is is_open


def test_each_rung_once_and_every_working_day_after(agency):
    made = task_due(agency, date(2021, 12, 1))
    days = [date(2021, 11, day) for day in range(22, 31)] + [
        date(2021, 12, day) for day in range(1, 10)
    ]
    for day in days:
        morning(agency, day)
        morning(agency, day)  # once more changes nothing
    mine = Notice.objects.filter(task=made, person=agency.people[SPECIALIST]).order_by("id")
    assert [(one.rung, one.day) for one in mine] == [
        (Rung.IN_7, date(2021, 11, 24)),
        (Rung.IN_3, date(2021, 11, 26)),  # 3 days before is Sunday the 28th
        (Rung.IN_1, date(2021, 11, 30)),
        (Rung.LATE, date(2021, 12, 2)),
        (Rung.LATE, date(2021, 12, 3)),
        # The weekend is quiet.
        (Rung.LATE, date(2021, 12, 6)),
        (Rung.LATE, date(2021, 12, 7)),
        (Rung.LATE, date(2021, 12, 8)),
        (Rung.LATE, date(2021, 12, 9)),
    ]


def test_a_morning_on_which_nothing_ran_is_made_up_for(agency):
    made = task_due(agency, date(2021, 12, 1))
    morning(agency, date(2021, 11, 25))
    assert told(agency, made, date(2021, 11, 25)) == {SPECIALIST: Rung.IN_7}


def test_quiet_on_weekends_holidays_and_days_off_by_decision(agency):
    made = task_due(agency, date(2021, 9, 6))
    for day in (date(2021, 9, 2), date(2021, 9, 4), date(2021, 9, 5)):
        assert remind(day, JobProgress()) == {"quiet": True}
    calendar = WorkingCalendar.corrected([date(2021, 9, 6)], [])
    remind_agency(agency.agency, date(2021, 9, 6), calendar)
    assert told(agency, made, date(2021, 9, 6)) == {}


def test_a_corrected_calendar_moves_what_is_still_open(agency):
    made = task_due(agency, date(2021, 11, 25))
    remind_agency(agency.agency, TODAY, WorkingCalendar.corrected([date(2021, 11, 25)], []))
    made.refresh_from_db()
    assert (made.deadline, made.due_on) == (date(2021, 11, 25), date(2021, 11, 26))


def test_a_demonstration_is_reminded_on_its_own_day_once(department):
    made = plan_task(department, deadline=date(2021, 11, 25))
    for day in (date(2026, 11, 26), date(2026, 11, 27)):
        remind_agency(department.agency, day, working_calendar())
    assert [one.sent_on for one in Notice.objects.filter(task=made)] == [date(2026, 11, 26)]


def test_the_notices_are_the_persons_own_and_are_read(agency, other_department):
    task_due(agency, date(2021, 11, 25))
    morning(agency)
    head = agency.access(HEAD)
    assert [one.rung for one, _item in notices_of(head)] == [Rung.IN_1]
    assert unread_count(head) == 1
    assert mark_read(head) == 1
    assert (unread_count(head), unread_count(agency.access(SPECIALIST))) == (0, 1)
    assert notices_of(other_department.access(HEAD)) == []


def test_what_is_gone_is_neither_listed_nor_counted(agency, monkeypatch):
    there = {("sample", 7): ItemWords("Báo cáo quý", "", "/")}

    def described(items):
        return {one: words for one, words in there.items() if one in items}

    source = DueSource(
        ("sample",),
        lambda of, _today, _day: (
            [DueItem("sample", one, None, date(2021, 11, 25)) for one in (7, 8)]
            if of == agency.agency
            else []
        ),
        described,
    )
    monkeypatch.setitem(DUE_SOURCES, "sample", source)
    morning(agency)
    officer = agency.access(OFFICER)
    assert Notice.objects.filter(person=officer.user).count() == 2
    assert [item.words for _one, item in notices_of(officer)] == ["Báo cáo quý"]
    assert unread_count(officer) == 1
    there.clear()
    assert unread_count(officer) == 0
    monkeypatch.delitem(DUE_SOURCES, "sample")
    assert unread_count(officer) == 0


def with_mail(settings, sink) -> None:
    settings.MAIL_SERVER = mail_server(sink.address)
    settings.MAIL_FROM = "cchc@example.vn"
    settings.PUBLIC_ADDRESS = "https://cchc.example.vn"


def test_the_sink_holds_exactly_what_was_due(agency, settings):
    task_due(agency, date(2021, 11, 19), action="Gửi thư xin lỗi")
    task_due(agency, date(2021, 11, 25), action="Đăng ký sáng kiến")
    task_due(agency, date(2021, 12, 20), action="Việc còn lâu")
    with mail_sink() as sink:
        with_mail(settings, sink)
        first = remind(TODAY, JobProgress())
        again = remind(TODAY, JobProgress())
    assert sorted(sink.recipients) == [
        "chuyenvien@example.vn", "director@example.vn", "unit_head@example.vn",
    ]  # fmt: skip
    assert (first["sent"], again["sent"], again["in_doubt"]) == (3, 0, 0)
    by_person = {str(message["To"]): message for message in sink.messages}
    mine = by_person["chuyenvien@example.vn"]
    assert mine["Subject"] == "Công việc ngày 24/11/2021: 1 việc trễ, 1 việc sắp đến hạn"
    content = mine.get_content()
    assert "Gửi thư xin lỗi" in content
    assert "Đăng ký sáng kiến" in content
    assert "https://cchc.example.vn/tasks/mine/" in content
    assert "Việc còn lâu" not in content
    # The director hears of what is three days late, not of what is due tomorrow.
    assert "Đăng ký sáng kiến" not in by_person["director@example.vn"].get_content()


def test_a_person_of_two_agencies_has_one_letter(agency, other_department, settings):
    other_department.agency.demonstration_date = None
    other_department.agency.save()
    person = agency.people[SPECIALIST]
    unit = other_department.units["metrology-sub-department"]
    grant_role(person, Role.UNIT_OFFICER, other_department.agency, unit)
    other_department.people[SPECIALIST] = person
    task_due(agency, date(2021, 11, 25), action="Việc của Sở thứ nhất")
    task_due(other_department, date(2021, 11, 25), action="Việc của Sở thứ hai")
    with mail_sink() as sink:
        with_mail(settings, sink)
        remind(TODAY, JobProgress())
    (mine,) = [m for m in sink.messages if m["To"] == "chuyenvien@example.vn"]
    assert "Việc của Sở thứ nhất" in mine.get_content()
    assert "Việc của Sở thứ hai" in mine.get_content()


def test_what_is_refused_for_now_is_tried_again_and_for_good_is_not(agency, settings):
    task_due(agency, date(2021, 11, 19))
    with mail_sink() as sink:
        with_mail(settings, sink)
        sink.refuse = {
            "chuyenvien@example.vn": "451 try again later",
            "director@example.vn": "550 no such mailbox",
        }
        assert remind(TODAY, JobProgress())["refused"] == 2
        states = dict(Delivery.objects.values_list("person__email", "state"))
        assert states == {
            "unit_head@example.vn": DeliveryState.SENT,
            "chuyenvien@example.vn": DeliveryState.WAITING,
            "director@example.vn": DeliveryState.FAILED,
        }
        problem = Delivery.objects.get(person__email="director@example.vn").problem
        assert problem == "550 no such mailbox"
        sink.refuse = {}
        assert send_again(TODAY, JobProgress())["sent"] == 1
    assert sink.recipients.count("chuyenvien@example.vn") == 1
    assert "director@example.vn" not in sink.recipients


def test_a_server_that_does_not_answer_costs_no_letter(agency, settings):
    task_due(agency, date(2021, 11, 25))
    settings.MAIL_SERVER = mail_server("smtp://127.0.0.1:1")
    assert remind(TODAY, JobProgress())["sent"] == 0
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING)
    assert {(one.attempts, bool(one.problem)) for one in waiting} == {(0, True)}
    with mail_sink() as sink:
        with_mail(settings, sink)
        assert send_again(TODAY, JobProgress())["sent"] == 2


def test_without_settings_nothing_leaves(agency, settings):
    settings.MAIL_SERVER, settings.WEBHOOK = None, ""
    task_due(agency, date(2021, 11, 25))
    assert remind(TODAY, JobProgress()) == {"notices": 2, "sent": 0, "refused": 0, "in_doubt": 0}
    assert not Delivery.objects.exists()


class _Gateway(BaseHTTPRequestHandler):
    """Answers as its server was told, and keeps what it was sent."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((dict(self.headers), body))  # type: ignore[attr-defined]
        answers = self.server.answers  # type: ignore[attr-defined]
        self.send_response(answers.pop(0) if answers else 200)
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        return


@pytest.fixture
def gateway(settings):
    server = HTTPServer(("127.0.0.1", 0), _Gateway)
    server.seen, server.answers = [], []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.WEBHOOK = f"http://127.0.0.1:{server.server_address[1]}/zalo"
    settings.WEBHOOK_SECRET = "a secret of the tests"
    yield server
    server.shutdown()
    server.server_close()


def test_a_gateway_is_told_by_a_signed_request_without_the_tasks_words(agency, gateway):
    task_due(agency, date(2021, 12, 1), action="Việc mật")
    remind(TODAY, JobProgress())
    ((headers, body),) = gateway.seen
    stamp = headers["X-Parindex-Timestamp"]
    wanted = hmac.new(b"a secret of the tests", f"{stamp}.".encode() + body, hashlib.sha256)
    assert headers["X-Parindex-Signature"] == f"sha256={wanted.hexdigest()}"
    told = json.loads(body)
    assert (told["late"], told["due_soon"], told["person"]["username"]) == (0, 1, "specialist")
    assert headers["X-Parindex-Delivery"] == str(told["delivery"])
    assert "Việc mật" not in body.decode()


@pytest.mark.parametrize(
    ("answers", "asked", "state"),
    [
        ([503, 200], 2, DeliveryState.SENT),
        ([503, 503, 503], 3, DeliveryState.WAITING),
        ([410], 1, DeliveryState.FAILED),
        ([302], 3, DeliveryState.WAITING),
    ],
)
def test_a_gateway_is_tried_again(agency, gateway, monkeypatch, answers, asked, state):
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    task_due(agency, date(2021, 12, 1))
    gateway.answers = answers * (1 if answers != [302] else 3)
    remind(TODAY, JobProgress())
    assert len(gateway.seen) == asked
    assert Delivery.objects.get(channel=Channel.WEBHOOK).state == state


def test_two_channels_are_two_deliveries_and_each_is_once_a_day(agency, gateway, settings):
    task_due(agency, date(2021, 12, 1))
    morning(agency)
    with mail_sink() as sink:
        with_mail(settings, sink)
        queue_digests(TODAY)
        queue_digests(TODAY)
        assert Delivery.objects.count() == 2
        send_digests(TODAY, JobProgress())
    assert len(sink.messages) == len(gateway.seen) == 1


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("", None),
        ("smtp://mail.example.vn", ("mail.example.vn", 25, "none", "", "")),
        ("smtps://u%40x:p%3Aw@m", ("m", 465, "tls", "u@x", "p:w")),
        ("smtp+starttls://m:2525", ("m", 2525, "starttls", "", "")),
    ],
)
def test_the_mail_servers_address(address, server):
    found = mail_server(address)
    assert (
        found and (found.host, found.port, found.security, found.user, found.password)
    ) == server


def test_addresses_of_another_kind_are_refused():
    for address in ("mail.example.vn", "http://m", "smtp://"):
        with pytest.raises(MailAddressInvalid):
            mail_server(address)
    for address, secret in (("ftp://m", "x" * 16), ("https://m", "short")):
        with pytest.raises(MailAddressInvalid):
            webhook_address(address, secret)
    assert webhook_address("", "") == ""


def test_the_mornings_work_stands_in_the_workers_table():
    names = {name: work.at.strftime("%H:%M") for name, work in DAILY_WORK.items()}
    assert names["assignments.remind"] == "07:30"
    assert sum(name.startswith("assignments.send_again") for name in names) == 4
