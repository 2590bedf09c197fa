"""Attaching, citing, withdrawing; limits; the scan command; the ZIP; the store on the disk."""

import csv
import hashlib
import io
import os
import stat
import sys
import zipfile
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from tests.apps.attachments.sample_owner import DOCX, PDF, PNG, upload

from parindex.accounts.services import PermissionRefused
from parindex.attachments.archive import zip_of
from parindex.attachments.constants import ScanState
from parindex.attachments.models import Attachment, StoredFile
from parindex.attachments.owners import Owner, OwnerTypeTwice, OwnerTypeUnknown, register_owner_type
from parindex.attachments.queries import (
    attachment,
    attachment_counts,
    attachments_of,
    counting_attachments,
)
from parindex.attachments.refusals import FileRefused, ScanUnavailable
from parindex.attachments.services import (
    AlreadyWithdrawn,
    CitedDocument,
    DocumentRefused,
    WithdrawalReasonMissing,
    cite_document,
    store_upload,
    sweep_files,
    withdraw_attachment,
)
from parindex.attachments.storage import files_folder, path_of
from parindex.audit.queries import history

SHA256 = hashlib.sha256(PDF).hexdigest()
NUMBER = CitedDocument("664/KL-SKHCN", "Sở Khoa học và Công nghệ", date(2021, 5, 27))


@pytest.fixture
def officer(department, owner):
    return department.access("par_officer")


def files_on_disk() -> set[str]:
    return {path.name for path in files_folder().glob("*/*")}


def test_a_file_is_kept_by_its_content(officer, owner):
    made = store_upload(officer, owner, upload(PDF), "C:\\Báo cáo.PDF")
    assert (made.name, made.stored_file.size) == ("Báo cáo.pdf", len(PDF))
    assert made.stored_file.media_type == "application/pdf"
    assert path_of(SHA256) == files_folder() / SHA256[:2] / SHA256
    assert path_of(SHA256).read_bytes() == PDF
    assert stat.S_IMODE(path_of(SHA256).stat().st_mode) == 0o600
    assert files_on_disk() == {SHA256}
    event = history(owner.agency_id, "sample", owner.id)[0]
    assert (event.action, event.actor) == ("attach_file", officer.user)
    assert event.after["sha256"] == SHA256


def test_the_same_file_is_kept_once_and_attached_once_to_an_owner(officer, owner):
    first = store_upload(officer, owner, upload(PDF), "a.pdf")
    assert store_upload(officer, owner, upload(PDF), "b.pdf") == first
    elsewhere = store_upload(officer, Owner(owner.agency_id, "sample", "13"), upload(PDF), "c.pdf")
    assert elsewhere != first
    assert elsewhere.stored_file == first.stored_file
    assert files_on_disk() == {SHA256}


def test_a_file_that_the_disk_lost_comes_back_with_the_next_upload(officer, owner):
    store_upload(officer, owner, upload(PDF), "a.pdf")
    path_of(SHA256).unlink()
    store_upload(officer, owner, upload(PDF), "a.pdf")
    assert path_of(SHA256).read_bytes() == PDF


def test_what_is_refused_leaves_nothing(officer, owner, settings):
    settings.ATTACHMENT_SIZE = 3 << 20
    for content, words in (
        (b"<html>", "PDF"),
        (b"", "trống"),
        (PDF + bytes(3 << 20), "3 MB"),
    ):
        with translation.override("vi"), pytest.raises(FileRefused, match=words):
            store_upload(officer, owner, upload(content), "a.pdf")
    assert files_on_disk() == set()
    assert not StoredFile.objects.exists()
    assert attachments_of(officer, owner) == []


def test_no_more_attachments_than_the_setting_says(officer, owner, settings):
    settings.ATTACHMENT_COUNT = 2
    first = store_upload(officer, owner, upload(PDF), "a.pdf")
    store_upload(officer, owner, upload(PNG), "b.png")
    with pytest.raises(FileRefused, match="2"):
        store_upload(officer, owner, upload(DOCX), "c.docx")
    assert store_upload(officer, owner, upload(PDF), "a.pdf") == first
    withdraw_attachment(officer, first, "nhầm tệp")
    store_upload(officer, owner, upload(DOCX), "c.docx")


@pytest.mark.parametrize("person", ["director", "auditor", "administrator", "stranger"])
def test_who_may_not_add(department, officer, owner, person):
    access = department.access(person)
    made = store_upload(officer, owner, upload(PDF), "a.pdf")
    with pytest.raises(PermissionRefused):
        store_upload(access, owner, upload(PNG), "b.png")
    with pytest.raises(PermissionRefused):
        cite_document(access, owner, NUMBER)
    with pytest.raises(PermissionRefused):
        withdraw_attachment(access, made, "vì sao")


def test_another_agency_neither_sees_nor_adds(officer, owner, other_department):
    made = store_upload(officer, owner, upload(PDF), "a.pdf")
    other = other_department.access("par_officer")
    for refused in (
        lambda: attachment(other, made.pk),
        lambda: attachments_of(other, owner),
        lambda: store_upload(other, owner, upload(PNG), "b.png"),
        lambda: withdraw_attachment(other, made, "vì sao"),
    ):
        with pytest.raises(PermissionRefused):
            refused()


def test_an_owner_that_no_app_registered_is_refused(officer, owner):
    with pytest.raises(OwnerTypeUnknown):
        store_upload(officer, Owner(owner.agency_id, "unheard", "1"), upload(PDF), "a.pdf")
    with pytest.raises(OwnerTypeTwice):
        register_owner_type("sample", lambda *_: True, lambda *_: True, lambda _: "/")


def test_a_document_is_cited_once(officer, owner):
    made = cite_document(officer, owner, NUMBER)
    assert (made.name, made.document_issued_on) == ("664/KL-SKHCN", date(2021, 5, 27))
    assert made.stored_file is None
    assert cite_document(officer, owner, NUMBER) == made
    undated = CitedDocument(NUMBER.number, NUMBER.issuer, link="https://congbao.example/1")
    other = cite_document(officer, owner, undated)
    assert other != made
    assert cite_document(officer, owner, undated) == other


@pytest.mark.parametrize(
    "document",
    [
        CitedDocument("", "Sở"),
        CitedDocument("12", " "),
        CitedDocument("12", "Sở", link="javascript:alert(1)"),
        CitedDocument("12", "Sở", link="file:///etc/passwd"),
    ],
)
def test_documents_that_are_refused(officer, owner, document):
    with pytest.raises(DocumentRefused):
        cite_document(officer, owner, document)


def test_withdrawn_stays_to_be_seen_and_counts_no_more(officer, owner):
    made = store_upload(officer, owner, upload(PDF), "a.pdf")
    cite_document(officer, owner, NUMBER)
    with pytest.raises(WithdrawalReasonMissing):
        withdraw_attachment(officer, made, "  ")
    withdraw_attachment(officer, made, " nhầm tệp ")
    with pytest.raises(AlreadyWithdrawn):
        withdraw_attachment(officer, made, "lại")
    seen = attachments_of(officer, owner)
    assert [one.is_withdrawn for one in seen] == [True, False]
    assert (seen[0].withdrawn_by, seen[0].withdrawal_reason) == (officer.user, "nhầm tệp")
    assert attachment_counts(owner.agency_id, "sample", [owner.id, "9"]) == {owner.id: 1}
    counting = counting_attachments(owner.agency_id, "sample", [owner.id])
    assert [one.document_number for one in counting[owner.id]] == ["664/KL-SKHCN"]
    # The same file may come back, as a new attachment with its own story.
    assert store_upload(officer, owner, upload(PDF), "a.pdf") != made


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"document_number": "1", "withdrawn_at": timezone.now()},
    ],
)
def test_the_database_refuses_halves(officer, owner, facts):
    whole = {"agency_id": owner.agency_id, "owner_type": "sample", "owner_id": "1", "name": "a"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.create(**whole, **facts)


@pytest.fixture
def scanner(settings, tmp_path):
    """A scan command that finds something in files that say so, and breaks on others."""
    script = tmp_path / "scanner.py"
    script.write_text(
        "import pathlib, sys\n"
        "content = pathlib.Path(sys.argv[1]).read_bytes()\n"
        "sys.exit(1 if b'EICAR' in content else 2 if b'break' in content else 0)\n"
    )
    settings.SCAN_COMMAND = [sys.executable, str(script)]


def test_without_a_command_nothing_is_said_of_a_file(officer, owner):
    made = store_upload(officer, owner, upload(PDF), "a.pdf")
    assert made.stored_file.scan_state == ScanState.NOT_SCANNED


def test_a_file_is_scanned_before_it_counts(officer, owner, scanner):
    made = store_upload(officer, owner, upload(PDF), "a.pdf")
    assert made.stored_file.scan_state == ScanState.CLEAN
    with pytest.raises(FileRefused) as caught:
        store_upload(officer, owner, upload(PDF + b"EICAR"), "b.pdf")
    assert not isinstance(caught.value, ScanUnavailable)
    assert files_on_disk() == {SHA256}


def test_nothing_is_taken_when_the_command_fails(officer, owner, scanner, settings):
    with pytest.raises(ScanUnavailable):
        store_upload(officer, owner, upload(PDF + b"break"), "a.pdf")
    settings.SCAN_COMMAND = ["/no/such/scanner"]
    with pytest.raises(ScanUnavailable):
        store_upload(officer, owner, upload(PDF), "a.pdf")
    assert files_on_disk() == set()


def test_what_came_before_there_was_a_scanner_is_scanned_when_it_comes_again(
    officer, owner, request
):
    store_upload(officer, owner, upload(PDF), "a.pdf")
    request.getfixturevalue("scanner")
    again = store_upload(officer, owner, upload(PDF), "a.pdf")
    assert StoredFile.objects.get(pk=again.stored_file_id).scan_state == ScanState.CLEAN


def test_sweeping_takes_what_no_row_speaks_of_once_it_is_old(officer, owner):
    store_upload(officer, owner, upload(PDF), "a.pdf")
    (files_folder() / "ab").mkdir(exist_ok=True)
    strays = [files_folder() / "incoming" / "half", files_folder() / "ab" / ("ab" + "0" * 62)]
    for path in strays:
        path.write_bytes(b"half")
    assert sweep_files() == []
    for path in [*strays, path_of(SHA256)]:
        os.utime(path, (0, 0))
    assert sorted(sweep_files()) == sorted(strays)
    assert files_on_disk() == {SHA256}


def test_many_files_as_one_archive_by_folder(officer, owner):
    other = Owner(owner.agency_id, "sample", "13")
    report = store_upload(officer, owner, upload(PDF), "Báo cáo.pdf")
    same_name = store_upload(officer, owner, upload(PDF + b"%"), "báo cáo.pdf")
    cited = cite_document(
        officer, owner, CitedDocument("=1+1", "Sở", date(2021, 5, 27), title="Kế hoạch")
    )
    lost = store_upload(officer, other, upload(PNG), "ảnh.png")
    path_of(lost.stored_file.sha256).unlink()
    with translation.override("vi"):
        pieces = zip_of({"1.1.3": [report, same_name, cited], "3.4.1": [lost]})
    archive = zipfile.ZipFile(io.BytesIO(b"".join(pieces)))
    assert archive.testzip() is None
    assert archive.namelist() == ["1.1.3/Báo cáo.pdf", "1.1.3/báo cáo (2).pdf", "muc-luc.csv"]
    assert archive.read("1.1.3/Báo cáo.pdf") == PDF
    text = archive.read("muc-luc.csv").decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert head[:2] == ["Thư mục", "Tên"]
    assert [row[:4] for row in rows] == [
        ["1.1.3", "Báo cáo.pdf", "", ""],
        ["1.1.3", "báo cáo (2).pdf", "", ""],
        ["1.1.3", "Kế hoạch", "'=1+1", "27/5/2021"],
        ["3.4.1", "ảnh.png", "", ""],
    ]
    assert rows[3][-1] == "Máy chủ không còn tệp này."


def test_an_archive_is_sent_in_pieces(officer, owner):
    big = store_upload(officer, owner, upload(PDF + os.urandom(4 << 20)), "to.pdf")
    assert max(map(len, zip_of({"1": [big]}))) < 1 << 20


def test_lists_ask_few_things_of_the_database(officer, owner, django_assert_num_queries):
    for number in range(5):
        store_upload(officer, owner, upload(PDF + b"%d" % number), f"{number}.pdf")
    with django_assert_num_queries(1):
        for one in attachments_of(officer, owner):
            assert one.stored_file.size
            assert str(one.added_by)
