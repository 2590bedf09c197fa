"""Fifty people write at once: nothing is lost, nobody meets an error that is not theirs."""

import json

from tests.installation import Installation

SEED = """
from tests.apps.rounds.province import advance, make_province
from parindex.rounds.constants import State
made = make_province(departments=2, communes=0)
advance(made, made.agencies[0], State.SUBMITTED)
"""
# Fifty threads, each with a connection of its own, start at the same moment.
CROWD = """
import json, threading, traceback
from decimal import Decimal
from django.db import connection
from parindex.accounts.models import User
from parindex.accounts.queries import access
from parindex.editions.queries import framework_of
from parindex.rounds.constants import JudgementKind
from parindex.rounds.models import Appraisal, Participant, SelfScore
from parindex.rounds.services import (
    AppraisalChangedMeanwhile, Judgement, appraise, explain_missing)
from tests.apps.rounds.province import NOW, YEAR
related = Participant.objects.select_related("agency", "assessment", "round__edition")
first, second = related.order_by("pk")
components = [c for c in framework_of(first.round.edition).components if c.method != "survey"]
fields = {f.pk: f.component_keys for f in first.round.fields.all()}
seats = {s.user.username: fields[s.field_id] for s in first.round.seats.select_related("user")}
members = [User.objects.get(username=n) for n in ("member.council", "second_member.council")]
shared = [c for c in components if c.key in seats["member.council"]][:15]
officer = access(User.objects.get(username="par_officer.department-1"), second.agency, YEAR)
council = [access(member, first.round.organiser, YEAR) for member in members]
barrier, outcomes, lock = threading.Barrier(50), [], threading.Lock()
def note(what):
    with lock:
        outcomes.append(what)
def work(number):
    barrier.wait()
    try:
        if number < 30:
            component = shared[number // 2]
            judgement = Judgement(JudgementKind.DEDUCTION, points=Decimal(0),
                                  reason="late", words=f"member {number % 2}")
            appraise(council[number % 2], first, component.key, judgement, seen=0, now=NOW)
            note("appraised")
        else:
            component = components[number - 30]
            explain_missing(officer, second, component.key, f"words of {number}", now=NOW)
            note("explained")
    except AppraisalChangedMeanwhile as conflict:
        assert conflict.present.words in ("member 0", "member 1")
        note("shown the first")
    except Exception:
        note(traceback.format_exc())
    finally:
        connection.close()
threads = [threading.Thread(target=work, args=(n,)) for n in range(50)]
[t.start() for t in threads]
[t.join() for t in threads]
print(json.dumps({
    "outcomes": sorted(outcomes),
    "appraisals": Appraisal.objects.count(),
    "explanations": SelfScore.objects.filter(
        participant=second, explanation__startswith="words of").count(),
    "versions": sorted(set(Appraisal.objects.values_list("version", flat=True))),
}))
"""
VERIFY = """
from parindex.audit.chain import link_waiting_events
from parindex.audit.models import AuditEvent
link_waiting_events()
print(AuditEvent.objects.filter(action="appraise").count())
"""


def test_fifty_people_write_at_once(installation: Installation) -> None:
    installation.run(SEED)
    left = json.loads(installation.run(CROWD))
    assert left["outcomes"] == ["appraised"] * 15 + ["explained"] * 20 + ["shown the first"] * 15
    assert (left["appraisals"], left["explanations"], left["versions"]) == (15, 20, [1])
    assert installation.run(VERIFY).strip() == "15"
