"""Twenty people change one task at the same moment: one does, the others are shown what it is."""

import json

from tests.installation import Installation

SEED = """
from tests.apps.assignments.given import make_task
from tests.departments import make_department
make_task(make_department("first"))
"""
CROWD = """
import json, threading, traceback
from django.db import connection
from parindex.accounts.models import User
from parindex.accounts.queries import access
from parindex.assignments.constants import Step
from parindex.assignments.models import Task
from parindex.assignments.services.steps import TaskChangedMeanwhile, take_step
task = Task.objects.select_related("agency").get()
head = access(User.objects.get(username="unit_head.first"), task.agency)
barrier, outcomes, lock = threading.Barrier(20), [], threading.Lock()
def work(number):
    barrier.wait()
    try:
        outcome = take_step(head, task, (Step.START, Step.ACCEPT)[number % 2], seen=1).version
    except TaskChangedMeanwhile as conflict:
        outcome = "shown the first: " + conflict.present.state
    except Exception:
        outcome = traceback.format_exc()
    finally:
        connection.close()
    with lock:
        outcomes.append(outcome)
threads = [threading.Thread(target=work, args=(n,)) for n in range(20)]
[t.start() for t in threads]; [t.join() for t in threads]
task.refresh_from_db()
print(json.dumps({"outcomes": outcomes, "state": task.state, "version": task.version}))
"""


def test_one_of_twenty_changes_the_task(installation: Installation) -> None:
    installation.run(SEED)
    told = json.loads(installation.run(CROWD).splitlines()[-1])
    # Ten wanted the same: they find it done. The other ten are shown it.
    assert told["version"] == 2
    assert told["outcomes"].count(2) == 10
    assert told["outcomes"].count(f"shown the first: {told['state']}") == 10
