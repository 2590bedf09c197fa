"""The day of a paper is corrected while its later form's is, and while one more form comes in."""

import json

from tests.installation import Installation

SEED = """
from tests.apps.assignments.given import register
from tests.apps.assignments.test_reviews import AMENDED, PAPER
from tests.departments import make_department
department = make_department("first")
for text in (PAPER, AMENDED.replace("05 tháng 6", "09 tháng 6")):
    register(department, text=text)
"""
AT_ONCE = """
import json, threading, traceback
from dataclasses import fields, replace
from datetime import date
from django.db import OperationalError, connection
from tests.apps.assignments.test_reviews import AMENDED
from tests.waiting import wait_at_most
from parindex.accounts.models import User
from parindex.accounts.queries import access
from parindex.assignments.models import Directive
from parindex.assignments.services import directive_heads
from parindex.assignments.services.directive_heads import DayOutOfOrder, Head, correct_head
from parindex.assignments.services.directives import (
    AmendsLaterPaper, Arrival, reading_of, keep_directive
)
first, second = Directive.objects.order_by("pk")
assert second.amends == first
officer = access(User.objects.get(username="par_officer.first"), first.agency)
text = AMENDED.replace("05 tháng 6", "07 tháng 6")
reading = reading_of(text, [])
def correct(paper, day):
    head = Head(**{one.name: getattr(paper, one.name) for one in fields(Head)})
    correct_head(officer, paper, replace(head, issued_on=date(2021, 6, day)))
def lower():
    correct(second, 6)
def take_in(amends=None):
    # As it was loaded when the page was sent.
    keep_directive(first.agency, text, [], officer.user, Arrival(amends), reading)
def take_in_as_said():
    take_in(first)
outcomes = []
def attempt(step, at_most):
    try:
        wait_at_most(at_most)
        step()
        outcomes.append("done")
    except OperationalError:
        outcomes.append("held out")
    except (AmendsLaterPaper, DayOutOfOrder) as refused:
        outcomes.append(type(refused).__name__)
    except Exception:
        outcomes.append(traceback.format_exc())
    finally:
        connection.close()
def all_steps(at_most):
    for step in (lower, take_in_as_said, take_in):
        thread = threading.Thread(target=attempt, args=(step, at_most))
        thread.start()
        thread.join()
record = directive_heads.record_event
def recorded(*given, **named):
    directive_heads.record_event = record
    record(*given, **named)
    # Not committed yet: to everybody else the paper is still of 5/6.
    all_steps(300)
directive_heads.record_event = recorded
correct(first, 8)
all_steps(0)
days = Directive.objects.order_by("pk").values_list("issued_on", "amends__issued_on")
print(json.dumps([outcomes, [[str(day) for day in pair] for pair in days]]))
"""


def test_no_form_is_older_than_what_it_amends(installation: Installation) -> None:
    installation.run(SEED)
    outcomes, days = json.loads(installation.run(AT_ONCE).splitlines()[-1])
    assert outcomes[:3] == ["held out"] * 3
    # By its number alone the third is no form of a paper that is later than it.
    assert outcomes[3:] == ["DayOutOfOrder", "AmendsLaterPaper", "done"]
    assert days == [["2021-06-08", "None"], ["2021-06-09", "2021-06-08"], ["2021-06-07", "None"]]
