"""An upload whose process is killed leaves all or nothing that counts, and the sweep the rest."""

import json
import signal

import pytest
from tests.installation import Installation

PREPARATION = """
import sys, time
from tests.apps.attachments.sample_owner import PDF, register_sample_owner, upload
from parindex.accounts.queries import access
from parindex.accounts.models import User
from parindex.attachments import scanning, services, storage
from parindex.attachments.owners import Owner
from parindex.organisations.models import Agency
register_sample_owner()
def told(stage):
    print(stage, flush=True)
def slowly(pieces, stage):
    for piece in pieces:
        yield piece
        if sys.argv[1:] == [stage]:
            told(stage)
            time.sleep(60)
class Upload:
    def chunks(self):
        return slowly([PDF, bytes(100_000), bytes(100_000)], "while it is written")
keep, attach = storage.keep, services._attach_file
def slow_keep(incoming):
    keep(incoming)
    list(slowly([None], "in its place, without a row"))
def slow_attach(*arguments):
    made = attach(*arguments)
    list(slowly([None], "with its row"))
    return made
storage.keep, services._attach_file = slow_keep, slow_attach
"""
SEED = "from tests.departments import make_department; make_department('first')"
UPLOAD = (
    PREPARATION
    + """
officer = access(User.objects.get(username="par_officer.first"), Agency.objects.get())
owner = Owner(officer.agency.pk, "sample", "1")
services.store_upload(officer, owner, Upload(), "a.pdf")
"""
)
REPORT = """
import json
from parindex.attachments.models import Attachment, StoredFile
from parindex.attachments.storage import files_folder, path_of
files = list(StoredFile.objects.all())
print(json.dumps({
    "attachments": Attachment.objects.count(),
    "files": len(files),
    "missing": sum(not path_of(file.sha256).exists() for file in files),
    "on_disk": len([path for path in files_folder().glob("*/*") if path.is_file()]),
}))
"""
SWEEP = "from parindex.attachments.services import sweep_files; sweep_files(0)"
NOTHING = {"attachments": 0, "files": 0, "missing": 0}
ALL = {"attachments": 1, "files": 1, "missing": 0}


@pytest.mark.parametrize(
    ("stage", "left"),
    [
        ("while it is written", NOTHING),
        ("in its place, without a row", NOTHING),
        ("with its row", ALL),
    ],
)
def test_a_killed_upload(installation: Installation, stage: str, left: dict[str, int]) -> None:
    installation.run(SEED)
    process = installation.start(UPLOAD, stage)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == stage
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert json.loads(installation.run(REPORT)).items() >= left.items()
    installation.run(SWEEP)
    assert json.loads(installation.run(REPORT)) == left | {"on_disk": left["files"]}
    installation.run(UPLOAD)
    assert json.loads(installation.run(REPORT)) == ALL | {"on_disk": 1}
