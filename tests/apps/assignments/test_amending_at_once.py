"""What a paper amends is undone while somebody decides on its later form: one of the two waits."""

import json

from tests.installation import Installation

SEED = """
from tests.apps.assignments.given import register
from tests.apps.assignments.test_reviews import AMENDED, PAPER
from tests.departments import make_department
department = make_department("first")
for text in (PAPER, AMENDED, AMENDED.replace("31/7/2021", "31/8/2021")):
    register(department, text=text)
"""
AT_ONCE = """
import json, threading, traceback
from django.db import OperationalError, connection
from tests.waiting import wait_at_most
from parindex.accounts.models import User
from parindex.accounts.queries import access
from parindex.assignments.models import Directive
from parindex.assignments.queries.reviews import review_of
from parindex.assignments.services import reviewing
from parindex.assignments.services.amending import AmendmentStays, change_amended
from parindex.organisations.queries import units_of
first, second, third = Directive.objects.order_by("pk")
assert (second.amends, third.amends) == (first, second)
officer = access(User.objects.get(username="par_officer.first"), first.agency)
outcomes = []
def undo(at_most):
    try:
        wait_at_most(at_most)
        change_amended(officer, second, None, "Khác nhau", seen=first.pk, suggested={})
        outcomes.append("undone")
    except OperationalError:
        outcomes.append("held out")
    except AmendmentStays as stays:
        outcomes.append(stays.hindrance.name)
    except Exception:
        outcomes.append(traceback.format_exc())
    finally:
        connection.close()
def in_a_thread(at_most):
    thread = threading.Thread(target=undo, args=(at_most,))
    thread.start()
    thread.join()
write = reviewing.write_review
def written(*given):
    kept = write(*given)
    # Not committed yet: nobody else sees that there is a review.
    in_a_thread(300)
    return kept
reviewing.write_review = written
review = review_of(officer, third, units_of(officer.agency), {})
reviewing.save_review(officer, third, review)
in_a_thread(0)
second.refresh_from_db()
print(json.dumps([outcomes, second.amends_id == first.pk]))
"""


def test_the_earlier_link_stays_while_a_later_form_is_decided_on(
    installation: Installation,
) -> None:
    installation.run(SEED)
    told = json.loads(installation.run(AT_ONCE).splitlines()[-1])
    assert told == [["held out", "BUILT_ON"], True]
