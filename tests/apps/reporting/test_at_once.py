"""Many look at the same moment: a period opens once; a report is signed once."""

import json

from tests.installation import Installation

SEED = """
from datetime import date
from tests.apps.reporting.given import live_on, obliged, period, report, written
from tests.departments import make_department
department = make_department("first")
made = obliged(department)
written(department, report(period(made)))
live_on(department, date(2022, 5, 25))
"""
CROWD = """
import json, threading, traceback
from django.db import connection
from parindex.accounts.models import User
from parindex.accounts.queries import access
from parindex.organisations.models import Agency
from parindex.reporting.constants import Step
from parindex.reporting.models import Period, Report
from parindex.reporting.services.filing import take_step
from parindex.reporting.services.opening import open_due_periods
agency = Agency.objects.get(key="first")
head = access(User.objects.get(username="unit_head.first"), agency)
of_quarter = Report.objects.filter(period__year=2021, period__number=4)
report = of_quarter.get(unit__key="metrology-sub-department")
barrier, outcomes, lock = threading.Barrier(10), [], threading.Lock()
def work(number):
    barrier.wait()
    try:
        opened = open_due_periods(agency)
        outcome = (opened, take_step(head, report, Step.SIGN, report.version).version)
    except Exception:
        outcome = traceback.format_exc()
    finally:
        connection.close()
    with lock:
        outcomes.append(outcome)
threads = [threading.Thread(target=work, args=(n,)) for n in range(10)]
[t.start() for t in threads]; [t.join() for t in threads]
print(json.dumps({
    "outcomes": outcomes,
    "periods": sorted(Period.objects.filter(year=2022).values_list("number", flat=True)),
    "reports": Report.objects.filter(period__year=2022).count(),
}))
"""


def test_ten_who_look_at_once_open_each_period_once(installation: Installation) -> None:
    installation.run(SEED)
    told = json.loads(installation.run(CROWD).splitlines()[-1])
    # Quarters I and II, each with two units' reports and the agency's.
    assert (told["periods"], told["reports"]) == ([1, 2], 6)
    assert sum(opened for opened, _version in told["outcomes"]) == 2
    assert {version for _opened, version in told["outcomes"]} == {3}
