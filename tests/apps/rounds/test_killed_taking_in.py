"""A process killed while it takes a round or a workbook in leaves all of it or nothing."""

import json
import signal

from tests.apps.rounds.test_killed import SLOWLY
from tests.installation import Installation

# What another installation exported, with a file behind a component; nothing of it stays here.
ARCHIVE = """
from pathlib import Path
from django.conf import settings
from django.db import transaction
from parindex.rounds.constants import State
from tests.apps.rounds import test_exchange as other
here, settings.FILES = settings.FILES, settings.DATA / "elsewhere"
try:
    with transaction.atomic():
        province = other._whole(State.PUBLISHED)
        content = other._exported(province.of_council("secretary"), province.round)
        (settings.DATA / "round.zip").write_bytes(content)
        raise other.Elsewhere
except other.Elsewhere:
    settings.FILES = here
other._council()
"""
TAKE_IN = (
    SLOWLY
    + """
from django.conf import settings
from parindex.accounts.models import User
from parindex.accounts.queries import access
from parindex.organisations.models import Agency
from parindex.rounds.exchange import agency_taking, importing
from tests.apps.rounds.province import NOW, YEAR
slow(agency_taking, "take_over_file", "with a file in the store")
slow(importing, "write_results", "with results, before the end")
council = access(User.objects.get(username="thu-ky.hoi-dong"), Agency.objects.get(key="hoi-dong"),
                 YEAR)
with (settings.DATA / "round.zip").open("rb") as file:
    importing.import_round(council, file, lambda done, total: None, now=NOW)
at_the_end("taken in")
"""
)
TAKEN_IN = """
import json
from parindex.assessments.models import Assessment
from parindex.attachments.models import Attachment, StoredFile
from parindex.attachments.services import sweep_files
from parindex.attachments.storage import open_file
from parindex.audit.models import AuditEvent
from parindex.editions.models import Edition
from parindex.organisations.models import Agency
from parindex.rounds.models import Participant, Result, Round, RoundImport
swept = len(sweep_files(0))
print(json.dumps({
    "found": [kind.objects.count() for kind in (
        Round, RoundImport, Participant, Assessment, Result, Attachment, StoredFile, Edition)],
    "agencies": Agency.objects.count() - 1,
    "recorded": AuditEvent.objects.filter(action="import_round").count(),
    "files": [open_file(one.sha256).read(5).decode() for one in StoredFile.objects.all()],
    "swept": swept,
}))
"""
NOTHING = {"found": [0] * 8, "agencies": 0, "recorded": 0, "files": []}
WHOLE = {"found": [1, 1, 2, 2, 2, 2, 1, 1], "agencies": 2, "recorded": 1, "files": ["%PDF-"]}

WORKBOOK = """
from django.conf import settings
from django.test import Client
from tests.apps.rounds.province import enter_figures, make_province
from tests.apps.web import test_offline as page
province = make_province(departments=1, communes=0)
enter_figures(province, province.agencies[0], share=80)
client = Client()
client.force_login(province.people["par_officer.department-0"])
rows = page.rows_of(client)
page.filled(rows, "1.1.3", **page.NEW, claimed=page.Decimal("1.5"), claim_reason="Thiếu")
page.filled(rows, "1.2.1", **page.NEW)
page.filled(rows, "1.2.2", explanation="Hồ sơ giấy")
content = page.write_table(page.ALL, rows, title="Biểu")
(settings.DATA / "workbook.xlsx").write_bytes(content)
"""
READ_BACK = (
    SLOWLY
    + """
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from parindex.accounts.models import User
from parindex.rounds.services import offline
from tests.apps.web import test_offline as page
stage = sys.argv[1:]
content = (settings.DATA / "workbook.xlsx").read_bytes()
client = Client(raise_request_exception=True)
client.force_login(User.objects.get(username="par_officer.department-0"))
if stage == ["looked at"]:
    slow(offline, "claim_lower", "looked at")
looked_at = client.post(page.PAGE, {"file": SimpleUploadedFile("bieu.xlsx", content)})
carried = page.confirmed(looked_at)
slow(offline, "enter_values", "with the first figures")
slow(offline, "explain_missing", "with everything, before the end")
assert client.post(page.PAGE, {"confirmed": carried}).status_code == 302
at_the_end("read back")
"""
)
READ = """
import json
from parindex.assessments.models import VariableValue
from parindex.audit.models import AuditEvent
from parindex.rounds.models import SelfScore
entered = VariableValue.objects.filter(source="Sổ nhiệm vụ")
said = SelfScore.objects.order_by("component_key")
print(json.dumps({
    "entered": sorted({one.component_key for one in entered}),
    "said": [[one.component_key, str(one.claimed), one.explanation] for one in said],
    "recorded": sorted(AuditEvent.objects.filter(
        action__in=["enter_values", "claim_lower", "explain_missing"]
    ).values_list("action", flat=True)),
}))
"""


def left_after(installation: Installation, script: str, stage: str, report: str) -> dict:
    """What is left after the process was killed at the stage."""
    process = installation.start(script, stage)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == stage
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    return json.loads(installation.run(report))


def without_swept(left: dict) -> dict:
    return {name: value for name, value in left.items() if name != "swept"}


def test_a_killed_import_of_a_round(installation: Installation) -> None:
    installation.run(ARCHIVE)
    for stage, files_to_sweep in (
        ("with a file in the store", 1),
        ("with results, before the end", 1),
    ):
        left = left_after(installation, TAKE_IN, stage, TAKEN_IN)
        assert without_swept(left) == NOTHING, stage
        # The file without a row counts for nothing, and is what the sweep takes away.
        assert left["swept"] == files_to_sweep, stage
    # The same archive goes in afterwards, and killed right after that it stays.
    left = left_after(installation, TAKE_IN, "taken in", TAKEN_IN)
    assert without_swept(left) == WHOLE
    installation.run(TAKE_IN)
    assert without_swept(json.loads(installation.run(TAKEN_IN))) == WHOLE


def test_a_killed_reading_of_a_workbook(installation: Installation) -> None:
    installation.run(WORKBOOK)
    nothing = json.loads(installation.run(READ))
    assert nothing == {"entered": [], "said": [], "recorded": []}
    for stage in ("looked at", "with the first figures", "with everything, before the end"):
        assert left_after(installation, READ_BACK, stage, READ) == nothing, stage
    left = left_after(installation, READ_BACK, "read back", READ)
    assert len(left["entered"]) == 2
    assert [one[1:] for one in left["said"]] == [["1.50", ""], ["None", "Hồ sơ giấy"]]
    assert left["recorded"] == ["claim_lower", "enter_values", "enter_values", "explain_missing"]
    # The same workbook again finds everything done.
    installation.run(READ_BACK)
    assert json.loads(installation.run(READ)) == left
