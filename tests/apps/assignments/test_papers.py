"""Papers that come as files: kept by their hash, read as a job, all of it or nothing."""

import hashlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.apps.assignments.given import register
from tests.apps.assignments.test_amending import LATER
from tests.intake import files

from parindex.accounts.services import PermissionRefused
from parindex.assignments.constants import PaperState
from parindex.assignments.models import Directive, DirectivePage, PaperFile
from parindex.assignments.queries.reviews import originals_of, page_of, paper
from parindex.assignments.services import papers
from parindex.assignments.services.papers import (
    PaperGone,
    discard_paper,
    read_paper,
    receive_paper,
    start_reading,
)
from parindex.attachments.models import Attachment, StoredFile
from parindex.attachments.refusals import FileRefused
from parindex.attachments.services import sweep_files
from parindex.attachments.storage import path_of
from parindex.jobs.constants import JobState
from parindex.jobs.models import Job
from parindex.jobs.worker import run_waiting
from parindex_intake.refusals import PaperRefused, Reason

TEXT = files.pdf_of(
    "Số: 9/KL-SKHCN\n\nQuảng Ngãi, ngày 05 tháng 6 năm 2021\n\nKẾT LUẬN\n\n"
    "Giám đốc Sở kết luận:\n\n1\\. Giao Văn phòng Sở báo cáo trước ngày 30/6/2021.",
    "2\\. Giao Thanh tra Sở kiểm tra trong quý III/2021.",
)


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.FILES = tmp_path / "files"


def sent(department, content=TEXT, name="ket-luan.pdf", person="par_officer", amends=None):
    upload = SimpleUploadedFile(name, content)
    return receive_paper(department.access(person), upload, name, amends)


def test_a_file_becomes_a_directive_with_its_pages_and_its_original(department):
    received = sent(department)
    assert (received.page_count, received.scanned_count) == (2, 0)
    assert not Directive.objects.exists()
    run_waiting()
    (job,) = Job.objects.all()
    assert (job.state, job.done, job.total) == (JobState.DONE, 2, 2)
    found = Directive.objects.get()
    assert (found.number, found.item_count) == ("9/KL-SKHCN", 2)
    received.refresh_from_db()
    assert (received.state, received.directive) == (PaperState.READ, found)
    access = department.access("auditor")
    (original,) = originals_of(access, received)
    assert original.stored_file.sha256 == hashlib.sha256(TEXT).hexdigest()
    first, second = found.pages.all()
    assert found.text[second.start : second.end].startswith("2. Giao Thanh tra Sở")
    start, end, *_box = second.words[-1]
    assert found.text[second.start + start : second.start + end] == "III/2021."
    assert page_of(access, found.pk, 1).picture == first.picture
    # What people see is no rubbish to the sweep of the store.
    assert sweep_files(0) == []
    assert path_of(first.picture.sha256).is_file()


def test_the_same_file_again_is_the_one_that_is_there(department, other_department):
    first = sent(department)
    run_waiting()
    assert sent(department, name="other name.pdf") == first
    assert Job.objects.count() == 1
    elsewhere = sent(other_department)
    assert elsewhere != first
    assert paper(other_department.access("par_officer"), first.pk) is None


def test_a_paper_that_was_pasted_before_gets_its_pages(department):
    first = sent(department)
    run_waiting()
    found = Directive.objects.get()
    DirectivePage.objects.all().delete()
    PaperFile.objects.filter(pk=first.pk).update(state=PaperState.WAITING, directive=None)
    read_paper(department.access("par_officer"), first.pk, lambda *_: None)
    assert Directive.objects.get() == found
    assert found.pages.count() == 2


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (files.locked(files.pdf_of("a")), "a.pdf", "mật khẩu"),
        (b"%PDF-1.7 broken", "a.pdf", "bị hỏng"),
        (files.word_file([""]), "a.docx", "Không thấy chữ"),
        (files.word_archive("<w:document"), "a.docx", "bị hỏng"),
        (b"<html>", "a.pdf", "PDF, Word"),
        (b"", "a.pdf", "trống"),
    ],
    ids=["locked", "broken", "blank", "cut", "page", "empty"],
)
def test_what_cannot_be_read_is_refused_and_nothing_of_it_kept(
    department, settings, content, name, words
):
    with pytest.raises(FileRefused) as caught:
        sent(department, content, name)
    assert words in str(caught.value)
    assert not PaperFile.objects.exists()
    assert not Attachment.objects.exists()
    assert not Job.objects.exists()
    assert not [path for path in Path(settings.FILES).glob("*/*") if path.is_file()]


@pytest.mark.parametrize(
    ("reason", "facts", "words"),
    [
        (Reason.TOO_MANY_SCANNED, {"pages": 500, "most": 120}, "500 trang quét"),
        (Reason.TOO_MANY_PAGES, {"pages": 999, "most": 400}, "999 trang"),
        (Reason.NO_OCR, {}, "apt-get install tesseract-ocr tesseract-ocr-vie"),
        (Reason.NO_VIETNAMESE, {}, "apt-get install tesseract-ocr-vie"),
        (Reason.NO_OFFICE, {}, "libreoffice-writer-nogui"),
        (Reason.TOO_HEAVY, {}, "bộ nhớ"),
        (Reason.TOO_LONG, {"most": 2_000_000}, "2.000.000"),
    ],
)
def test_every_reason_has_its_sentence(department, monkeypatch, reason, facts, words):
    def look(*_):
        raise PaperRefused(reason, **facts)

    monkeypatch.setattr(papers.reading, "look", look)
    with pytest.raises(FileRefused) as caught:
        sent(department)
    assert words in str(caught.value)
    assert not PaperFile.objects.exists()


def test_a_reading_that_ends_half_way_leaves_nothing_of_it_and_can_be_asked_for_again(department):
    class Stop(Exception):
        pass

    received = sent(department)
    access = department.access("par_officer")

    def report(done, _total):
        if done:
            raise Stop

    with pytest.raises(Stop):
        read_paper(access, received.pk, report)
    assert not Directive.objects.exists()
    assert StoredFile.objects.count() == 1
    Job.objects.all().delete()
    start_reading(access, received)
    run_waiting()
    assert Directive.objects.count() == 1
    with pytest.raises(PaperGone):
        start_reading(access, received)


def test_a_failed_reading_says_why_in_its_job(department, monkeypatch):
    sent(department)

    def read(*_):
        raise PaperRefused(Reason.EMPTY)

    monkeypatch.setattr(papers.reading, "read", read)
    run_waiting()
    (job,) = Job.objects.all()
    assert job.state == JobState.FAILED
    assert "Không thấy chữ" in job.error
    assert not Directive.objects.exists()


def test_a_file_older_than_what_it_is_said_to_amend_is_refused_and_taken_as_a_new_paper(department):
    amends, _ = register(department, text=LATER)
    first = sent(department, amends=amends)
    run_waiting()
    (job,) = Job.objects.all()
    assert job.state == JobState.FAILED
    assert "ban hành ngày 5/6/2021, trước ngày ban hành (7/6/2021) của 15/KL-SKHCN" in job.error
    assert list(Directive.objects.all()) == [amends]
    again = sent(department)
    assert again != first
    run_waiting()
    again.refresh_from_db()
    assert again.directive.amends is None
    # Once read it is the one that is there.
    assert sent(department) == again


def test_a_discarded_paper_is_not_read_and_can_be_sent_again(department):
    received = sent(department)
    discard_paper(department.access("par_officer"), received)
    run_waiting()
    assert Job.objects.get().state == JobState.FAILED
    assert not Directive.objects.exists()
    assert sent(department) != received


@pytest.mark.parametrize("person", ["director", "auditor", "unit_head", "stranger"])
def test_who_takes_papers_in(department, person):
    with pytest.raises(PermissionRefused):
        sent(department, person=person)
    received = sent(department)
    for step in (start_reading, discard_paper):
        with pytest.raises(PermissionRefused):
            step(department.access(person), received)
    with pytest.raises(PermissionRefused):
        read_paper(department.access(person), received.pk, lambda *_: None)


def test_another_agency_takes_nothing_of_it(department, other_department):
    received = sent(department)
    run_waiting()
    found = Directive.objects.get()
    foreign = other_department.access("par_officer")
    assert page_of(foreign, found.pk, 1) is None
    with pytest.raises(PermissionRefused):
        originals_of(foreign, received)
    with pytest.raises(PermissionRefused):
        sent(other_department, amends=found)
