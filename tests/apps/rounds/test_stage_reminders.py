"""Stages that lock soon: who is told on which morning, once, in the one letter of the morning."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from tests.apps.assignments.mail_sink import mail_sink
from tests.apps.rounds.province import NOW, ZONE, Province, advance, deduct, seats

from parindex.accounts.constants import Role
from parindex.accounts.models import Membership, User
from parindex.assessments.constants import Entry
from parindex.assessments.entry import entries_of, set_entry
from parindex.assignments.constants import Rung
from parindex.assignments.daily_work import remind
from parindex.assignments.models import Notice, Task
from parindex.assignments.services.reminding import remind_agency
from parindex.calendars.queries import working_calendar
from parindex.jobs.progress import JobProgress
from parindex.organisations.models import Agency
from parindex.rounds.constants import Stage, State
from parindex.rounds.due_stages import SOURCE
from parindex.rounds.models import OwnDeadline, Participant, StageDeadline
from parindex.rounds.services import accept_rest, explain_deduction, hand_in_explanations, reopen
from parindex.settings.mail import mail_server

OFFICE, SIGNERS = {"par_officer"}, {"par_officer", "director"}
INSPECTORATE, ALL_UNITS = {"head", "officer"}, {"head", "officer", "other_head"}


def morning(province: Province, day: date, agency: Agency | None = None) -> None:
    """The morning's notices of an agency, by default the first one."""
    Agency.objects.update(demonstration_date=None)
    whose = agency or province.agencies[0]
    remind_agency(Agency.objects.get(pk=whose.pk), day, working_calendar())


def told(province: Province, day: date, agency: Agency | None = None) -> dict[str, dict[str, str]]:
    """Who was told of which stage on a morning, and on which rung: {kind: {person: rung}}."""
    whose = agency or province.agencies[0]
    morning(province, day, whose)
    names = {user.pk: name.partition(".")[0] for name, user in province.people.items()}
    found: dict[str, dict[str, str]] = {}
    for one in Notice.objects.filter(agency=whose, day=day).exclude(kind=""):
        found.setdefault(one.kind, {})[names[one.person_id]] = one.rung
    return found


def of_stage(stage: Stage, people: set[str], rung: Rung) -> dict[str, dict[str, str]]:
    return {f"round_{stage.value}": dict.fromkeys(people, rung)}


@pytest.fixture
def submitted(kept_submitted, db) -> Province:
    return kept_submitted.lay()


@pytest.fixture
def explaining(submitted: Province) -> Province:
    """The first agency explains one component of the inspectorate that the council deducted."""
    agency = submitted.agencies[0]
    deduct(submitted, agency, deducted(submitted), "0.10")
    advance(submitted, agency, State.EXPLAINING)
    return submitted


def deducted(province: Province) -> str:
    """A component of the inspectorate that the first member scores."""
    participant = province.participant(province.agencies[0])
    owners = entries_of(participant.assessment)
    own = seats(province, "member")
    return next(k for k, one in owners.items() if one.unit.key == "inspectorate" and k in own)


@pytest.mark.parametrize(
    ("day", "rung"),
    [
        # The units' time ends with Tuesday 30/11/2021.
        (date(2021, 11, 22), None),
        (date(2021, 11, 23), Rung.IN_7),
        (date(2021, 11, 25), Rung.IN_7),  # nothing ran on the 23rd and 24th
        (date(2021, 11, 26), Rung.IN_3),  # three days before is a Saturday
        (date(2021, 11, 28), None),  # a Sunday
        (date(2021, 11, 29), Rung.IN_1),
        (date(2021, 11, 30), Rung.IN_1),
    ],
)
def test_whoever_has_to_act_is_told_7_3_and_1_days_before(province, day, rung):
    expected = of_stage(Stage.SELF_SCORE, OFFICE | ALL_UNITS, rung) if rung else {}
    assert told(province, day) == expected


def test_each_rung_once_and_nothing_once_it_is_locked(province):
    for day in range(22, 31):
        for _ in range(2):
            morning(province, date(2021, 11, day))
    for day in (1, 2):
        morning(province, date(2021, 12, day))
    mine = Notice.objects.filter(person=province.people["head.department-0"]).order_by("id")
    assert [(one.rung, one.day.day, one.due_on) for one in mine] == [
        (Rung.IN_7, 23, date(2021, 11, 30)),
        (Rung.IN_3, 26, date(2021, 11, 30)),
        (Rung.IN_1, 29, date(2021, 11, 30)),
    ]


def test_a_unit_that_has_handed_in_is_left_alone(province):
    assessment = province.participant(province.agencies[0]).assessment
    owned = entries_of(assessment)
    keys = [key for key, one in owned.items() if one.unit.key == "inspectorate"]
    set_entry(assessment, keys, Entry.HANDED_IN)
    people = OFFICE | {"other_head"}
    assert told(province, date(2021, 11, 29)) == of_stage(Stage.SELF_SCORE, people, Rung.IN_1)
    # Sent back after the units' deadline it is owed until the Office consolidates.
    set_entry(assessment, keys[:1], Entry.GIVEN_BACK)
    people = OFFICE | INSPECTORATE
    assert told(province, date(2021, 12, 9)) == of_stage(Stage.CONSOLIDATE, people, Rung.IN_1)


@pytest.mark.parametrize(
    ("state", "day", "expected"),
    [
        (State.SELF_SCORED, date(2021, 12, 7), (Stage.CONSOLIDATE, OFFICE, Rung.IN_3)),
        # One day before Monday 20/12/2021 is a Sunday, so that Friday is the last morning.
        (State.CONSOLIDATED, date(2021, 12, 17), (Stage.SUBMIT, SIGNERS, Rung.IN_1)),
    ],
)
def test_the_office_consolidates_and_the_director_submits(province, state, day, expected):
    Participant.objects.filter(agency=province.agencies[0]).update(state=state)
    assert told(province, day) == of_stage(*expected)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPRAISED, State.REAPPRAISED])
def test_an_agency_that_waits_for_the_council_is_told_nothing(province, state):
    Participant.objects.update(state=state)
    for day in (date(2021, 11, 29), date(2021, 12, 20), date(2022, 1, 6), date(2022, 1, 28)):
        assert told(province, day) == {}


def test_explanations_are_asked_of_units_that_owe_one_and_of_who_hands_them_in(explaining):
    day, agency = date(2022, 1, 6), explaining.agencies[0]
    expected = of_stage(Stage.EXPLAIN, SIGNERS | INSPECTORATE, Rung.IN_3)
    assert told(explaining, day) == expected
    Notice.objects.all().delete()
    participant = explaining.participant(agency)
    officer = explaining.of(agency, "par_officer")
    explain_deduction(officer, participant, deducted(explaining), "Đã gửi", seen=0, now=NOW)
    assert told(explaining, day) == of_stage(Stage.EXPLAIN, SIGNERS, Rung.IN_3)
    Notice.objects.all().delete()
    hand_in_explanations(explaining.of(agency, "director"), participant, now=NOW)
    assert told(explaining, day) == {}


def test_the_council_hears_of_its_stages_once_for_all_agencies(submitted):
    council, day = submitted.council, date(2021, 12, 23)
    members = {"member", "second_member", "other_field"}
    expected = {"council_appraise": dict.fromkeys(members | {"secretary"}, Rung.IN_7)}
    assert told(submitted, day, council) == expected
    # Who has scored all of the own field is left alone.
    Notice.objects.all().delete()
    participant = submitted.participant(submitted.agencies[0])
    accept_rest(
        submitted.of_council("other_field"),
        participant,
        sorted(seats(submitted, "other_field") & scorable(submitted)),
        now=NOW,
    )
    assert set(told(submitted, day, council)["council_appraise"]) == {
        "secretary", "member", "second_member",
    }  # fmt: skip
    assert Notice.objects.count() == 3


def scorable(province: Province) -> set[str]:
    return {one.key for one in province.framework.components if one.method != "survey"}


def test_members_look_again_at_what_is_explained_and_the_secretary_concludes(explaining):
    council, agency = explaining.council, explaining.agencies[0]
    participant = explaining.participant(agency)
    officer = explaining.of(agency, "par_officer")
    explain_deduction(officer, participant, deducted(explaining), "Đã gửi", seen=0, now=NOW)
    day = date(2022, 1, 17)  # before 19/1/2022
    early = {"council_reappraise": {"secretary": Rung.IN_3}}
    StageDeadline.objects.filter(stage=Stage.EXPLAIN).update(
        ends_at=datetime(2022, 2, 1, tzinfo=UTC)
    )
    assert told(explaining, day, council) == early
    hand_in_explanations(explaining.of(agency, "director"), participant, now=NOW)
    Notice.objects.all().delete()
    members = {"secretary", "member", "second_member"}
    assert told(explaining, day, council) == {
        "council_reappraise": dict.fromkeys(members, Rung.IN_3)
    }
    assert told(explaining, date(2022, 1, 28), council) == {
        "council_conclude": {"secretary": Rung.IN_1}
    }


def test_an_agency_with_a_day_of_its_own_is_told_of_that(submitted):
    agency, council = submitted.agencies[0], submitted.council
    until = datetime(2021, 12, 16, 17, 0, tzinfo=ZONE)
    participant = submitted.participant(agency)
    reopen(
        submitted.of_council("secretary"), participant, State.CONSOLIDATED, "Nộp nhầm", until,
        now=NOW,
    )  # fmt: skip
    assert told(submitted, date(2021, 12, 15)) == of_stage(Stage.SUBMIT, SIGNERS, Rung.IN_1)
    assert told(submitted, date(2021, 12, 23), council) == {}
    # A day of its own for the council's look at it.
    Participant.objects.filter(pk=participant.pk).update(state=State.SUBMITTED)
    OwnDeadline.objects.create(
        participant=participant, stage=Stage.APPRAISE, ends_at=datetime(2021, 12, 31, 5, tzinfo=UTC)
    )
    found = told(submitted, date(2021, 12, 30), council)
    assert found.keys() == {"round_appraise"}
    assert found["round_appraise"]["secretary"] == Rung.IN_1


def test_the_roles_of_the_rounds_year_are_told_and_closed_accounts_are_not(explaining):
    Membership.objects.update(year=2021)
    User.objects.filter(pk=explaining.people["officer.department-0"].pk).update(is_active=False)
    people = SIGNERS | {"head"}
    assert told(explaining, date(2022, 1, 6)) == of_stage(Stage.EXPLAIN, people, Rung.IN_3)


@pytest.mark.parametrize(
    ("ends_at", "day", "words"),
    [
        (datetime(2021, 12, 1, tzinfo=ZONE), date(2021, 11, 30), "khóa khi hết ngày 30/11/2021"),
        (
            datetime(2021, 12, 1, 17, tzinfo=ZONE),
            date(2021, 12, 1),
            "khóa lúc 17:00 ngày 1/12/2021",
        ),
        # Evening by the server's clock, night in Vietnam.
        (
            datetime(2021, 11, 30, 18, tzinfo=UTC),
            date(2021, 12, 1),
            "khóa lúc 01:00 ngày 1/12/2021",
        ),
    ],
)
def test_a_moment_is_of_the_agencys_time_zone(province, ends_at, day, words):
    StageDeadline.objects.filter(stage=Stage.SELF_SCORE).update(ends_at=ends_at)
    today = date(2021, 11, 29)
    (item,) = SOURCE.open_until(province.agencies[0], today, today + timedelta(days=4))
    assert item.due_on == day
    key = (item.kind, item.item_id)
    said = SOURCE.described([key])[key]
    name = "Xác định chỉ số CCHC năm 2021: Đơn vị tự chấm điểm"
    assert said.words == f"{name} ({words})"
    assert (said.unit, said.url) == ("Cơ quan department-0", "/round/?year=2021")


def test_it_comes_in_the_one_letter_of_the_morning_and_stands_on_the_page(
    province, client, settings
):
    head, secretary = province.people["head.department-0"], province.people["secretary"]
    for person, name in ((head, "head"), (secretary, "secretary")):
        User.objects.filter(pk=person.pk).update(email=f"{name}@example.vn")
    Agency.objects.update(demonstration_date=None)
    agency, day = province.agencies[0], date(2021, 11, 29)
    Participant.objects.filter(agency=province.agencies[1]).update(state=State.SUBMITTED)
    StageDeadline.objects.filter(stage=Stage.APPRAISE).update(
        ends_at=datetime(2021, 11, 30, 9, 30, tzinfo=ZONE)
    )
    Task.objects.create(
        agency=agency, year=2021, person=head, action="Gửi báo cáo", deadline=day, due_on=day
    )
    with mail_sink() as sink:
        settings.MAIL_SERVER = mail_server(sink.address)
        settings.PUBLIC_ADDRESS = "https://cchc.example.vn"
        for _ in range(2):
            remind(day, JobProgress())
    letters = {str(one["To"]): one for one in sink.messages}
    assert sorted(sink.recipients) == ["head@example.vn", "secretary@example.vn"]
    mine = letters["head@example.vn"]
    assert mine["Subject"] == "Công việc ngày 29/11/2021: 0 việc trễ, 2 việc sắp đến hạn"
    lines = re.findall(r"^- .+", mine.get_content(), re.MULTILINE)
    assert "Gửi báo cáo" in lines[0]
    assert lines[1].startswith("- 30/11/2021: Xác định chỉ số CCHC năm 2021: Đơn vị tự chấm điểm")
    assert lines[1].endswith("https://cchc.example.vn/round/?year=2021")
    of_council = letters["secretary@example.vn"].get_content()
    assert "khóa lúc 09:30 ngày 30/11/2021" in of_council
    assert reverse("council-round", args=[province.round.pk]) in of_council
    client.force_login(head)
    assert "Đơn vị tự chấm điểm" in client.get(reverse("notices")).content.decode()
    # The letter ends with the way to one's day; who sits in the council only is led to its rounds.
    assert client.get(reverse("my-day")).status_code == 200
    client.force_login(secretary)
    answer = client.get(reverse("my-day"))
    assert (answer.status_code, answer["Location"]) == (302, reverse("council"))


def bell(client) -> str:
    """The number on the bell; empty where nothing is new."""
    found = re.search(r">(\d+)<", client.get(reverse("notices-count")).content.decode())
    return found[1] if found else ""


@pytest.mark.parametrize("person", ["secretary", "member"])
def test_who_sits_in_the_council_only_is_reminded_under_the_bell_too(submitted, client, person):
    client.force_login(submitted.people[person])
    assert bell(client) == ""
    morning(submitted, date(2021, 12, 23), submitted.council)
    assert bell(client) == "1"
    page = client.get(reverse("notices")).content.decode()
    assert "Thẩm định lần 1 (khóa khi hết ngày 30/12/2021)" in page
    assert f'href="{reverse("council-round", args=[submitted.round.pk])}"' in page
    # The bell is on the council's own pages.
    assert f'hx-get="{reverse("notices-count")}"' in client.get(reverse("council")).content.decode()
    assert client.post(reverse("notices")).status_code == 302
    assert bell(client) == ""
    assert not Notice.objects.filter(person=submitted.people[person], read_at=None).exists()


def test_the_year_after_the_round_its_members_are_reminded_by_its_roles(submitted, client):
    Membership.objects.filter(agency=submitted.council).update(year=2021)
    morning(submitted, date(2022, 1, 28), submitted.council)
    client.force_login(submitted.people["secretary"])
    assert bell(client) == "1"


def test_a_seat_in_the_council_shows_nothing_of_the_agencys_own_work(submitted, client):
    """Who left a department that is its own council keeps no reminder of its tasks."""
    agency, member = submitted.agencies[0], submitted.people["member"]
    Membership.objects.filter(user=member).update(agency=agency)
    task = Task.objects.create(agency=agency, year=2021, person=member, action="Việc của Sở")
    about = [
        {"task": task},
        {"kind": "round_submit", "item": submitted.participant(agency).pk},
        {"kind": "council_appraise", "item": submitted.round.pk},
    ]
    for one in about:
        day = date(2021, 12, 20)
        Notice.objects.create(
            person=member, agency=agency, rung=Rung.IN_1, due_on=day, step_on=day, day=day,
            sent_on=day, **one,
        )  # fmt: skip
    client.force_login(member)
    assert bell(client) == "1"
    (row,) = client.get(reverse("notices")).context["rows"]
    assert row.notice.kind == "council_appraise"
    # Nor is it taken as read: it is new to who comes back to the department.
    assert client.post(reverse("notices")).status_code == 302
    read = Notice.objects.filter(person=member).exclude(read_at=None)
    assert [one.kind for one in read] == ["council_appraise"]


@pytest.mark.parametrize(
    ("state", "day", "queries"),
    [
        (State.DRAFT, date(2021, 11, 1), 3),
        (State.DRAFT, date(2021, 11, 29), 5),
        (State.EXPLAINING, date(2022, 1, 7), 9),
        (State.CONCLUDED, date(2021, 11, 29), 1),
    ],
)
def test_an_agency_costs_few_queries(submitted, state, day, queries, django_assert_max_num_queries):
    Participant.objects.update(state=state)
    with django_assert_max_num_queries(queries):
        list(SOURCE.open_until(submitted.agencies[0], day, day + timedelta(days=8)))


@pytest.mark.parametrize("agencies", [1, 3])
def test_the_councils_queries_do_not_grow_with_the_agencies(
    submitted, agencies, django_assert_max_num_queries
):
    ids = [one.pk for one in submitted.agencies[:agencies]]
    Participant.objects.filter(agency__in=ids).update(state=State.SUBMITTED)
    day = date(2021, 12, 29)
    with django_assert_max_num_queries(9):
        (item,) = SOURCE.open_until(submitted.council, day, day + timedelta(days=8))
    assert item.item_id == submitted.round.pk


def test_no_role_that_only_reads_is_told(submitted):
    for day in (date(2021, 11, 29), date(2021, 12, 23), date(2021, 12, 29)):
        for agency in (submitted.council, *submitted.agencies):
            morning(submitted, day, agency)
    readers = Membership.objects.filter(
        role__in=[Role.AUDITOR, Role.ADMINISTRATOR, Role.ONE_STOP_OFFICER]
    )
    assert readers.exists()
    assert not Notice.objects.filter(person__in=readers.values("user")).exists()
