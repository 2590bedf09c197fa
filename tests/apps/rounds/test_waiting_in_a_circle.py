"""Two writers that need the same rows take them in one order: neither is thrown out by the other.

SQLite lets one write after the other; on PostgreSQL a circle ends in an error for one of them.
"""

import json

from tests.installation import Installation

SEED = """
from pathlib import Path
from django.conf import settings
from parindex.rounds.constants import State
from parindex_core.framework import find_edition
from tests.apps.rounds.province import advance, enter_figures, make_province
text = find_edition("department-template").read_text("utf-8")
(settings.DATA / "corrected.yaml").write_text(
    text.replace("zero_below: 80%", "zero_below: 50%", 1), "utf-8")
made = make_province(departments=1, communes=0)
"""
# The first writer stops half-way until the second has had time to wait for it.
BOTH = """
import json, threading, time, traceback
from django.conf import settings
from django.db import connection
from parindex.accounts.models import User
from parindex.accounts.queries import access
from parindex.rounds import services
from parindex.rounds.models import Participant, Round
from tests.apps.rounds.province import NOW, YEAR
related = Participant.objects.select_related("agency", "assessment__edition", "round__edition",
                                             "round__organiser", "cluster")
participant = related.get()
council = participant.round.organiser
secretary = access(User.objects.get(username="secretary.council"), council, YEAR)
half_way, outcomes = threading.Event(), {}
def slowly(module, name):
    work = getattr(module, name)
    def slowed(*arguments, **options):
        result = work(*arguments, **options)
        half_way.set()
        time.sleep(1.5)
        return result
    setattr(module, name, slowed)
def run(name, work):
    def running():
        try:
            work()
            outcomes[name] = "done"
        except services.StepRefused:
            outcomes[name] = "refused"
        except Exception:
            outcomes[name] = traceback.format_exc()
        finally:
            connection.close()
    return threading.Thread(target=running)
def both(first, second):
    threads = run("first", first), run("second", second)
    threads[0].start()
    assert half_way.wait(60)
    threads[1].start()
    [thread.join() for thread in threads]
    print(json.dumps(outcomes))
"""
WORKBOOK = (
    BOTH
    + """
from decimal import Decimal
from parindex.assessments.constants import Horizon
from parindex.assessments.services import Origin, values_of_component
from parindex.editions.queries import framework_of
from parindex.editions.services import load_edition
from parindex.rounds.services import offline
from tests.apps.rounds.province import figures
component = framework_of(participant.round.edition).component("1.1.3")
officer = access(User.objects.get(username="par_officer.department-0"), participant.agency, YEAR)
seen = values_of_component(participant.assessment, component.key, Horizon.SO_FAR)
entry = services.OfflineEntry(
    component.key, seen, figures(component, 95), Origin(NOW.date(), "Sổ"), (Decimal(1), "Thiếu"))
edition = load_edition(settings.DATA / "corrected.yaml")
slowly(offline, "enter_values")
both(
    lambda: services.enter_offline(
        officer, participant.assessment, participant, [entry], now=NOW),
    lambda: services.correct_edition(
        secretary, participant.round, edition, "Đính chính", now=NOW),
)
"""
)
REOPENED = (
    BOTH
    + """
from datetime import timedelta
from parindex.rounds.constants import State
from parindex.rounds.services import running
slowly(running, "_extend")
both(
    lambda: services.reopen(
        secretary, participant, State.REAPPRAISED, "Tính lại", NOW + timedelta(days=9), now=NOW),
    lambda: services.publish(secretary, participant.round, now=NOW),
)
"""
)


def test_a_workbook_and_a_corrected_edition(installation: Installation) -> None:
    installation.run(SEED + "enter_figures(made, made.agencies[0])")
    assert json.loads(installation.run(WORKBOOK)) == {"first": "done", "second": "done"}


def test_a_reopening_and_a_publication(installation: Installation) -> None:
    installation.run(SEED + "advance(made, made.agencies[0], State.CONCLUDED)")
    # What was reopened first is no longer to be published.
    assert json.loads(installation.run(REOPENED)) == {"first": "done", "second": "refused"}
