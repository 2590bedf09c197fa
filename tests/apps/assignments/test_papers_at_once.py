"""The same paper sent by two at the same moment is one paper, read once."""

import json

from tests.installation import Installation

SEED = """
from tests.departments import make_department
make_department("first")
"""
AT_ONCE = """
import json, threading, traceback
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from tests.intake.files import pdf_of
from parindex.accounts.models import User
from parindex.accounts.queries import access
from parindex.assignments.models import Directive, PaperFile
from parindex.assignments.services import directives, papers
from parindex.jobs.models import Job
from parindex.organisations.models import Agency
from parindex.organisations.queries import units_of
from parindex_intake import reading
officer = access(User.objects.get(username="par_officer.first"), Agency.objects.get())
units = units_of(officer.agency)
content = pdf_of("KẾT LUẬN", "1\\\\. Giao Văn phòng Sở báo cáo trước ngày 30/6/2021.")
barrier = threading.Barrier(2)
looked, read = reading.look, directives.reading_of
def look(*given):
    # Both have asked whether the paper is there, neither has written.
    barrier.wait()
    return looked(*given)
def reading_of(*given):
    found = read(*given)
    barrier.wait()
    return found
papers.reading.look, directives.reading_of = look, reading_of
def together(work):
    outcomes = []
    def run():
        try:
            outcomes.append(work())
        except Exception:
            outcomes.append(traceback.format_exc())
        finally:
            connection.close()
    threads = [threading.Thread(target=run) for _ in range(2)]
    [t.start() for t in threads]; [t.join() for t in threads]
    return outcomes
sent = together(lambda: papers.receive_paper(
    officer, SimpleUploadedFile("a.pdf", content), "a.pdf").pk)
pasted = together(lambda: directives.register_directive(
    officer, "Số: 3/KL-SKHCN\\n\\n1. Giao Văn phòng Sở báo cáo.", units)[0].pk)
counts = PaperFile.objects.count(), Job.objects.count(), Directive.objects.count()
print(json.dumps([sent, pasted, counts]))
"""


def test_two_at_once_have_one_paper_and_one_reading(installation: Installation) -> None:
    installation.run(SEED)
    sent, pasted, counts = json.loads(installation.run(AT_ONCE).splitlines()[-1])
    assert sent[0] == sent[1], sent
    assert pasted[0] == pasted[1], pasted
    assert counts == [1, 1, 1]
