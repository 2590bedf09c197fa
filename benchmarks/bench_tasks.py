"""Tasks: a day and a board with 50,000 tasks, the morning's digest for 3,000 people.

    python benchmarks/bench_tasks.py [--tasks N] [--people N]

On SQLite in a temporary folder, or on PARINDEX_DATABASE. Medians with the limits of issue 4; the
benchmark fails where one is missed. The digests go to a real mail server on loopback, in a process
of its own.
"""

import argparse
import multiprocessing
import os
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

RUNS, YEAR = 7, 2021
TODAY = date(2021, 11, 24)
# Seconds, queries (None: no limit).
LIMITS = {
    "my day of a head": (0.12, 10),
    "my day of the Office": (0.12, 10),
    "board of a unit": (0.12, 10),
    "board of the agency": (0.12, 10),
    "month of deadlines": (0.12, 10),
    "notices of the morning": (20.0, None),
    "digests of the morning": (20.0, None),
}
STATES = ["confirmed"] * 6 + [
    "assigned",
    "accepted",
    "in_progress",
    "returned",
    "done",
    "cancelled",
]


def set_up(data: Path) -> None:
    os.environ["PARINDEX_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parindex.settings.base")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def measured(work: Callable[[], Any]) -> tuple[float, float, int]:
    """Seconds, those of them on the processor, and queries of one run."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    connection.queries_log.clear()
    with CaptureQueriesContext(connection) as queries:
        begun, worked = time.perf_counter(), time.process_time()
        work()
        seconds, on_processor = time.perf_counter() - begun, time.process_time() - worked
    return seconds, on_processor, len(queries)


def department() -> tuple[Any, list[Any], dict[str, Any]]:
    """The agency with its year, its units, and a person for the Office and for a unit."""
    from decimal import Decimal

    from parindex.accounts.constants import Role
    from parindex.accounts.services import create_account, grant_role
    from parindex.assessments.services import open_assessment
    from parindex.editions.services import load_edition
    from parindex.organisations.services import create_agency, create_units
    from parindex_core.directives import demo_units
    from parindex_core.framework import find_edition

    agency = create_agency("first", ("Sở", "Department"), demonstration_date=TODAY)
    units = create_units(agency, demo_units())
    edition = load_edition(find_edition("department-template"))
    open_assessment(agency, YEAR, edition, units, Decimal("92.00"))
    people = {}
    for name, role, unit in (
        ("officer", Role.PAR_OFFICER, None),
        ("head", Role.UNIT_HEAD, units[0]),
    ):
        people[name] = create_account(name, "Minh họa", "a long enough password")
        grant_role(people[name], role, agency, unit)
    return agency, units, people


def fill(agency: Any, units: list[Any], count: int) -> None:
    """Tasks of every unit and state over the year; the first and last months are as full."""
    from parindex.assignments.models import Task

    def tasks() -> Any:
        for number in range(count):
            state = STATES[number % len(STATES)]
            due_on = date(YEAR, 1, 4) + timedelta(days=number * 7 % 360)
            is_done = state in ("confirmed", "done")
            yield Task(
                agency=agency,
                year=YEAR,
                origin="plan",
                unit=units[number % len(units)],
                action=f"Nhiệm vụ số {number} (minh họa)",
                search_text=f" nhiem vu so {number}",
                product="Báo cáo",
                deadline=due_on,
                due_on=due_on,
                state=state,
                done_on=due_on if is_done else None,
            )

    Task.objects.bulk_create(tasks(), batch_size=2000)


def pages(people: dict[str, Any], unit_key: str) -> dict[str, Callable[[], Any]]:
    """What is measured of pages, each as the person's browser asks for it."""
    from django.test import Client
    from django.urls import reverse

    def opened(person: str, name: str, query: str = "") -> Callable[[], Any]:
        client = Client(SERVER_NAME="localhost")
        client.force_login(people[person])
        address = reverse(name) + query
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
        return lambda: client.get(address).content

    return {
        "my day of a head": opened("head", "my-day"),
        "my day of the Office": opened("officer", "my-day"),
        "board of a unit": opened("officer", "task-board", f"?unit={unit_key}"),
        "board of the agency": opened("officer", "task-board", "?unit="),
        "month of deadlines": opened("officer", "task-month", "?unit="),
    }


def crowd(count: int) -> None:
    """An agency of its own: everybody is reminded of three tasks, the unit's report and a stage."""
    from parindex.accounts.models import Membership, User
    from parindex.assignments.models import Task
    from parindex.organisations.services import create_agency, create_units
    from parindex_core.directives import demo_units

    agency = create_agency("crowd", ("Tỉnh", "Province"))
    unit = create_units(agency, demo_units())[0]
    people = User.objects.bulk_create(
        User(username=f"p{n}", full_name=f"Minh họa {n}", email=f"p{n}@example.vn", password="!")
        for n in range(count)
    )
    Membership.objects.bulk_create(
        Membership(user=one, agency=agency, unit=unit, role="unit_officer") for one in people
    )
    days = (date(2021, 11, 23), date(2021, 11, 25), date(2021, 12, 1))
    Task.objects.bulk_create(
        Task(agency=agency, year=YEAR, unit=unit, person=one, action="Báo cáo kết quả (minh họa)",
             deadline=day, due_on=day)
        for one in people
        for day in days
    )  # fmt: skip
    late_report(agency, unit, days[0])
    ending_stage(agency, unit)


def ending_stage(agency: Any, unit: Any) -> None:
    """A round whose self scoring ends tomorrow: each of the unit's people has still to act."""
    from datetime import datetime

    from django.utils import timezone

    from parindex.assessments.services import open_assessment
    from parindex.editions.services import load_edition
    from parindex.rounds.models import Cluster, Participant, Round, StageDeadline
    from parindex_core.framework import find_edition

    edition = load_edition(find_edition("department-template"))
    opened = Round.objects.create(
        organiser=agency, year=YEAR, edition=edition, name="Minh họa", bonus_cap=0, penalty_cap=0
    )
    cluster = Cluster.objects.create(round=opened, key="all", name="Sở", name_en="All")
    assessment = open_assessment(agency, YEAR, edition, [unit], None)
    Participant.objects.create(round=opened, cluster=cluster, agency=agency, assessment=assessment)
    ends_at = timezone.make_aware(datetime(2021, 11, 25, 17))
    StageDeadline.objects.create(round=opened, stage="self_score", ends_at=ends_at)


def late_report(agency: Any, unit: Any, day: date) -> None:
    """A report that the unit has not handed in: each of its people is told of it."""
    from parindex.reporting.models import FormVersion, Obligation, Period, Report, ReportForm

    form = ReportForm.objects.create(agency=agency, name="Minh họa")
    version = FormVersion.objects.create(form=form, version=1)
    owed = Obligation.objects.create(
        agency=agency, name="Báo cáo (minh họa)", frequency="monthly", form=form,
        starts_on=date(YEAR, 1, 1),
    )  # fmt: skip
    opened = Period.objects.create(
        obligation=owed, agency=agency, year=YEAR, number=11, first_day=date(YEAR, 11, 1),
        last_day=date(YEAR, 11, 30), form=version, opened_on=date(YEAR, 11, 1),
    )  # fmt: skip
    Report.objects.create(period=opened, agency=agency, unit=unit, cut_off=day, due_on=day)


def take_mail(port: int, ready: Any, count: Any) -> None:
    """A mail server that counts what it takes, until its process is ended."""
    from aiosmtpd.controller import Controller

    class Sink:
        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
            with count.get_lock():
                count.value += 1
            return "250 OK"

    controller = Controller(Sink(), hostname="127.0.0.1", port=port)
    controller.start()
    ready.set()
    time.sleep(3600)


def digests() -> tuple[list[tuple[float, float]], int]:
    """Seconds, and those on the processor, of the notices and of the mails; how many arrived."""
    from django.conf import settings

    from parindex.assignments.services.delivering import queue_digests, send_digests
    from parindex.assignments.services.reminding import remind_everybody
    from parindex.jobs.progress import JobProgress
    from parindex.settings.mail import mail_server

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    ready, arrived = multiprocessing.Event(), multiprocessing.Value("i", 0)
    sink = multiprocessing.Process(target=take_mail, args=(port, ready, arrived), daemon=True)
    sink.start()
    ready.wait(30)
    settings.MAIL_SERVER = mail_server(f"smtp://127.0.0.1:{port}")
    try:
        spent = []
        for work in (
            lambda: remind_everybody(TODAY, JobProgress()),
            lambda: (queue_digests(TODAY), send_digests(TODAY, JobProgress())),
        ):
            begun, worked = time.perf_counter(), time.process_time()
            work()
            spent.append((time.perf_counter() - begun, time.process_time() - worked))
        return spent, arrived.value
    finally:
        sink.kill()


def main() -> int:
    """The exit code: 1 where a limit is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tasks", type=int, default=50_000)
    parser.add_argument("--people", type=int, default=3_000)
    asked = parser.parse_args()
    missed = 0

    def tell(name: str, seconds: float, on_processor: float, queries: int | None = None) -> None:
        nonlocal missed
        most, most_queries = LIMITS[name]
        is_missed = seconds > most or bool(most_queries and queries and queries > most_queries)
        missed += is_missed
        counted = "" if queries is None else f", {queries} queries"
        worked = f"{on_processor * 1000:.0f} ms on the processor"
        print(f"{name:<24}{seconds * 1000:8.0f} ms, {worked}{counted}{' MISSED' * is_missed}")

    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        agency, units, people = department()
        fill(agency, units, asked.tasks)
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        print(f"{asked.tasks} tasks on {connection.vendor}, median of {RUNS}")
        for name, work in pages(people, units[0].key).items():
            runs = [measured(work) for _ in range(RUNS)]
            seconds, on_processor, queries = (
                statistics.median(each) for each in zip(*runs, strict=True)
            )
            tell(name, seconds, on_processor, int(queries))
        crowd(asked.people)
        (written, sent), arrived = digests()
        print(f"{asked.people} people, {arrived} mails arrived")
        tell("notices of the morning", *written)
        tell("digests of the morning", *sent)
        missed += arrived != asked.people
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
