"""A process killed while a round is opened or a self score submitted leaves all or nothing."""

import json
import signal

import pytest
from tests.installation import Installation

SLOWLY = """
import sys, time
def slow(module, name, stage):
    work = getattr(module, name)
    def slowed(*arguments, **options):
        result = work(*arguments, **options)
        if sys.argv[1:] == [stage]:
            print(stage, flush=True)
            time.sleep(60)
        return result
    setattr(module, name, slowed)
def at_the_end(stage):
    if sys.argv[1:] == [stage]:
        print(stage, flush=True)
        time.sleep(60)
"""
OPEN = (
    SLOWLY
    + """
from parindex.rounds.services import opening
slow(opening, "_add_fields", "with fields, without agencies")
slow(opening, "_add_agencies", "with agencies, before the end")
from tests.apps.rounds.province import make_province
from tests.apps.rounds import province
from django.db import transaction
def opened(access, plan):
    made = opening.open_round(access, plan)
    at_the_end("opened")
    return made
province.open_round = opened
make_province(departments=3, communes=1)
"""
)
SEED = """
from tests.apps.rounds.province import advance, make_province
from parindex.rounds.constants import State
made = make_province(departments=1, communes=0)
advance(made, made.agencies[0], State.CONSOLIDATED)
"""
SUBMIT = (
    SLOWLY
    + """
from parindex.accounts.models import User
from parindex.accounts.queries import access
from parindex.rounds.models import Participant
from parindex.rounds.services import self_scoring
from tests.apps.rounds.province import NOW
slow(self_scoring, "freeze", "closed, nothing kept")
slow(self_scoring, "sha256_of", "hashed, nothing kept")
slow(self_scoring, "finish", "written, before the end")
participant = Participant.objects.select_related("agency", "round").get()
director = access(User.objects.get(username="director.department-0"), participant.agency)
self_scoring.submit(director, participant, now=NOW)
at_the_end("submitted")
"""
)
REPORT = """
import json
from parindex.assessments.models import Assessment, ComponentScore
from parindex.audit.models import AuditEvent
from parindex.rounds.models import Participant, Round, StageDeadline, Submission
from parindex.rounds.snapshots import sha256_of
print(json.dumps({
    "rounds": Round.objects.count(),
    "deadlines": StageDeadline.objects.count(),
    "participants": Participant.objects.count(),
    "assessments": Assessment.objects.count(),
    "scores": ComponentScore.objects.count(),
    "opened": AuditEvent.objects.filter(action="open_round").count(),
    "states": sorted(Participant.objects.values_list("state", flat=True)),
    "frozen": Assessment.objects.filter(is_frozen=True).count(),
    "submissions": [one.sha256 == sha256_of(one.content) for one in Submission.objects.all()],
    "submitted": AuditEvent.objects.filter(action="submit").count(),
}))
"""


def killed_at(installation: Installation, script: str, stage: str) -> dict:
    """What is left after the process was killed at the stage."""
    process = installation.start(script, stage)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == stage
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    return json.loads(installation.run(REPORT))


@pytest.mark.parametrize(
    ("stage", "is_there"),
    [
        ("with fields, without agencies", False),
        ("with agencies, before the end", False),
        ("opened", True),
    ],
)
def test_a_killed_opening(installation: Installation, stage: str, is_there: bool) -> None:
    left = killed_at(installation, OPEN, stage)
    counted = {name: left[name] for name in ("rounds", "participants", "assessments", "opened")}
    if is_there:
        assert counted == {"rounds": 1, "participants": 4, "assessments": 4, "opened": 1}
        assert left["scores"] == 4 * 53 * 2
        assert left["deadlines"] == 7
    else:
        assert counted == {"rounds": 0, "participants": 0, "assessments": 0, "opened": 0}
        assert left["scores"] == left["deadlines"] == 0


@pytest.mark.parametrize(
    ("stage", "is_there"),
    [
        ("closed, nothing kept", False),
        ("hashed, nothing kept", False),
        ("written, before the end", False),
        ("submitted", True),
    ],
)
def test_a_killed_submission(installation: Installation, stage: str, is_there: bool) -> None:
    installation.run(SEED)
    left = killed_at(installation, SUBMIT, stage)
    found = {name: left[name] for name in ("states", "frozen", "submissions", "submitted")}
    whole = {"states": ["submitted"], "frozen": 1, "submissions": [True], "submitted": 1}
    nothing = {"states": ["consolidated"], "frozen": 0, "submissions": [], "submitted": 0}
    assert found == (whole if is_there else nothing)
    if not is_there:
        # The same work goes through afterwards.
        installation.run(SUBMIT)
        left = json.loads(installation.run(REPORT))
        assert {name: left[name] for name in whole} == whole
