"""A process killed while it takes a register's workbook in leaves all of it or nothing."""

import json

from tests.apps.rounds.test_killed import SLOWLY
from tests.apps.rounds.test_killed_taking_in import left_after
from tests.installation import Installation

# An entry that the workbook changes, beside two that are new and count.
SEED = """
from django.conf import settings
from tests.apps.registers import initiative_case
from tests.apps.registers.test_import import row
from tests.apps.registers.writing import record
from tests.departments import make_department
from parindex_tables.writing import write_table
case = initiative_case.CASE
kept = record(make_department("first"), case, **case.uncounted)
rows = [row(case, code=kept.code), row(case, **case.nth(2)), row(case, **case.nth(3))]
content = write_table(case.register.columns, rows)
(settings.DATA / "register.xlsx").write_bytes(content)
"""
TAKE_IN = (
    SLOWLY
    + """
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from parindex.accounts.models import User
from parindex.registers.services import importing, writing
from tests.apps.registers import initiative_case
from tests.apps.registers.test_import import confirmed, url
place = url(initiative_case.CASE)
content = (settings.DATA / "register.xlsx").read_bytes()
client = Client(raise_request_exception=True)
client.force_login(User.objects.get(username="par_officer.first"))
looked_at = client.post(place, {"file": SimpleUploadedFile("so.xlsx", content)})
slow(writing, "_number", "numbered, nothing kept")
slow(writing, "_record", "kept, the change recorded")
slow(writing, "recount", "counted anew")
slow(importing, "record_event", "recorded, before the end")
assert client.post(place, {"confirmed": confirmed(looked_at)}).status_code == 302
at_the_end("taken in")
"""
)
REPORT = """
import json
from tests.apps.registers import initiative_case
from parindex.assessments.constants import Horizon
from parindex.assessments.models import Assessment, ComponentScore
from parindex.assessments.services import values_of_component
from parindex.audit.models import AuditEvent
entries = initiative_case.CASE.register.model.objects.order_by("number")
score = ComponentScore.objects.get(component_key="initiatives", horizon=Horizon.SO_FAR)
values = values_of_component(Assessment.objects.get(), "initiatives", Horizon.SO_FAR)
print(json.dumps({
    "entries": [[one.code, one.version, one.decision_number] for one in entries],
    "counted": [values, str(score.points)],
    "recorded": AuditEvent.objects.count(),
}))
"""
BEFORE = {"entries": [["SK-2021-001", 1, ""]], "counted": [{"recognised": "0"}, "0.00"]}
AFTER = {
    "entries": [[f"SK-2021-00{n}", 2 if n == 1 else 1, "12/QĐ-SKHCN"] for n in (1, 2, 3)],
    "counted": [{"recognised": "3"}, "2.00"],
}


def test_a_killed_import_of_a_register(installation: Installation) -> None:
    installation.run(SEED)
    before = json.loads(installation.run(REPORT))
    recorded = before.pop("recorded")
    assert before == BEFORE
    for stage in (
        "numbered, nothing kept",
        "kept, the change recorded",
        "counted anew",
        "recorded, before the end",
    ):
        left = left_after(installation, TAKE_IN, stage, REPORT)
        assert left == {**BEFORE, "recorded": recorded}, stage
    # The same workbook goes in afterwards, and killed right after that it stays.
    left = left_after(installation, TAKE_IN, "taken in", REPORT)
    assert {name: left[name] for name in AFTER} == AFTER
    assert left["recorded"] > recorded
