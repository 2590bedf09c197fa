"""The morning's digests by real processes: killed half-way, two at once, started again."""

import json
import signal
import subprocess
import time
from collections.abc import Callable

from tests.apps.assignments.mail_sink import Sink, mail_sink
from tests.installation import Installation

PEOPLE = 60
# Each is reminded of a task and of the stage of the round that ends.
NOTICES = 2 * PEOPLE
SEED = f"""
from datetime import UTC, date, datetime
from parindex.accounts.constants import Role
from parindex.accounts.services import create_account, grant_role
from parindex.assessments.services import open_assessment
from parindex.assignments.models import Task
from parindex.editions.services import load_edition
from parindex.jobs.models import Job
from parindex.organisations.services import create_agency, create_units
from parindex.rounds.models import Cluster, Participant, Round, StageDeadline
from parindex_core.directives import demo_units
from parindex_core.framework import find_edition
agency = create_agency("first", ("Sở", "Department"))
unit = create_units(agency, demo_units())[0]
day = date(2021, 11, 25)
for n in range({PEOPLE}):
    person = create_account(f"p{{n}}", f"P {{n}}", None, f"p{{n}}@example.vn")
    grant_role(person, Role.UNIT_OFFICER, agency, unit)
    Task.objects.create(agency=agency, year=2021, unit=unit, person=person, action=f"Việc {{n}}",
                        deadline=day, due_on=day)
edition = load_edition(find_edition("department-template"))
opened = Round.objects.create(organiser=agency, year=2021, edition=edition, name="R",
                              bonus_cap=0, penalty_cap=0)
Participant.objects.create(
    round=opened, agency=agency, assessment=open_assessment(agency, 2021, edition, [unit], None),
    cluster=Cluster.objects.create(round=opened, key="all", name="Sở", name_en="All"))
StageDeadline.objects.create(round=opened, stage="self_score", ends_at=datetime(2021, 11, 25, 9,
                             tzinfo=UTC))
Job.objects.create(kind="assignments.remind", day=date(2021, 11, 24), language="vi")
"""
# Takes the job up where its worker died, as the product's worker does.
WORK = """
import time
from datetime import timedelta
from parindex.jobs import worker
from parindex.jobs.models import Job
while not Job.objects.filter(kind="assignments.remind", state__in=["done", "failed"]).exists():
    worker.run_next(stale_after=timedelta(seconds=2)) or time.sleep(0.1)
"""
RUN = """
from datetime import date
from parindex.assignments.daily_work import remind
from parindex.jobs.progress import JobProgress
print(remind(date(2021, 11, 24), JobProgress()))
"""
REPORT = """
import json
from parindex.assignments.models import Delivery, Notice
from parindex.jobs.models import Job
doubtful = Delivery.objects.filter(state="sending").values_list("person__email", flat=True)
print(json.dumps({
    "job": Job.objects.get(kind="assignments.remind").state,
    "notices": Notice.objects.count(),
    "sent": Delivery.objects.filter(state="sent").count(),
    "doubtful": list(doubtful),
}))
"""
EVERYBODY = {f"p{n}@example.vn" for n in range(PEOPLE)}


def seeded(installation: Installation, sink: Sink) -> None:
    installation.environment |= {
        "PARINDEX_SMTP": sink.address,
        "PARINDEX_MAIL_FROM": "cchc@example.vn",
    }
    installation.run(SEED)


def report(installation: Installation) -> dict:
    return json.loads(installation.run(REPORT).splitlines()[-1])


def expect(condition: Callable[[], bool], seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


def killed(process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def test_killed_twice_in_the_middle_no_mail_leaves_twice(installation: Installation) -> None:
    with mail_sink() as sink:
        seeded(installation, sink)
        sink.pause = 0.05
        for reached in (15, 35):
            worker = installation.start(WORK)
            expect(lambda reached=reached: len(sink.messages) >= reached)
            killed(worker)
            assert len(sink.messages) < PEOPLE
        sink.pause = 0.0
        last = installation.start(WORK)
        last.communicate(timeout=600)
        after = report(installation)
    assert after["job"] == "done"
    assert after["notices"] == NOTICES
    assert len(sink.recipients) == len(set(sink.recipients))
    # Of each worker that was killed one letter at most was on its way: it is not sent again.
    assert len(after["doubtful"]) <= 2
    assert EVERYBODY - set(sink.recipients) <= set(after["doubtful"])
    assert after["sent"] == PEOPLE - len(after["doubtful"])


def test_two_servers_send_each_letter_once_and_a_restart_none(installation: Installation) -> None:
    with mail_sink() as sink:
        seeded(installation, sink)
        both = [installation.start(RUN) for _number in range(2)]
        for process in both:
            printed, _ = process.communicate(timeout=600)
            assert process.returncode == 0, printed
        assert sorted(sink.recipients) == sorted(EVERYBODY)
        installation.run(RUN)
    assert len(sink.recipients) == PEOPLE
    after = report(installation)
    assert (after["notices"], after["sent"], after["doubtful"]) == (NOTICES, PEOPLE, [])
