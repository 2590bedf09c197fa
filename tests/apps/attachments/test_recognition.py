"""Files are known by their content; what is dangerous or unknown is refused with a sentence."""

import io
import zipfile
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.apps.attachments import sample_owner as files

from parindex.attachments.constants import FILE_TYPES
from parindex.attachments.names import clean_name
from parindex.attachments.recognition import recognise
from parindex.attachments.refusals import FileRefused


def kind_of(tmp_path: Path, content: bytes) -> str:
    path = tmp_path / "incoming"
    path.write_bytes(content)
    return recognise(path).extensions[0]


def refusal_of(tmp_path: Path, content: bytes) -> str:
    with translation.override("vi"), pytest.raises(FileRefused) as caught:
        kind_of(tmp_path, content)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (files.PDF, "pdf"),
        (b"\xef\xbb\xbf\r\n" + files.PDF, "pdf"),
        (files.PNG, "png"),
        (files.JPEG, "jpg"),
        (files.WEBP, "webp"),
        (files.DOCX, "docx"),
        (files.XLSX, "xlsx"),
        (files.PPTX, "pptx"),
        (files.compound("Root Entry", "WordDocument"), "doc"),
        (files.compound("Root Entry", "Workbook"), "xls"),
        (files.compound("Root Entry", "Book"), "xls"),
        (files.compound("Root Entry", "PowerPoint Document"), "ppt"),
    ],
)
def test_what_is_taken(tmp_path, content, kind):
    assert kind_of(tmp_path, content) == kind


def archive_of(name: str, content: bytes = b"x") -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr(name, content)
    return whole.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<!doctype html><script>alert(1)</script>", "PDF, Word"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "PDF, Word"),
        (b"<html>%PDF-1.4", "PDF, Word"),
        (b"MZ\x90\0" + bytes(100), "PDF, Word"),
        (b"GIF89a" + bytes(20), "PDF, Word"),
        ("chỉ là chữ".encode(), "PDF, Word"),
        (archive_of("a.pdf"), "từng tệp"),
        (files.DOCX[:-40], "hỏng"),
        (b"PK\x03\x04" + bytes(100), "hỏng"),
        (files.COMPOUND + bytes(2048), "hỏng"),
        (files.compound("Root Entry", "EncryptedPackage"), "mật khẩu"),
        (files.compound("WordDocument", "Macros", "VBA", "_VBA_PROJECT"), "macro"),
        (files.compound("Workbook", "_VBA_PROJECT_CUR", "VBA", "_VBA_PROJECT"), "macro"),
    ],
)
def test_what_is_refused(tmp_path, content, words):
    assert words in refusal_of(tmp_path, content)


def test_macros_by_part_and_by_declared_type(tmp_path):
    by_part = files.office("word/document.xml", **{"word__vbaProject.bin": b"code"})
    assert "macro" in refusal_of(tmp_path, by_part)
    declared = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    assert "macro" in refusal_of(tmp_path, files.office("xl/workbook.xml", types=declared))


def bomb(size: int) -> bytes:
    return files.office("word/document.xml", word__media=bytes(size))


def test_an_archive_that_unpacks_to_a_thousand_times_its_size(tmp_path):
    dense = bomb(80 << 20)
    assert len(dense) < 1 << 20
    assert "giải nén" in refusal_of(tmp_path, dense)


def test_dense_but_small_is_a_document(tmp_path):
    assert kind_of(tmp_path, bomb(2 << 20)) == "docx"


def test_an_archive_that_lies_about_its_sizes(tmp_path):
    honest = files.office("word/document.xml", word__a=b"x" * 100)
    part = (100).to_bytes(4, "little")
    lying = honest.replace(part, (1 << 31).to_bytes(4, "little"))
    assert lying != honest
    assert "giải nén" in refusal_of(tmp_path, lying)


def test_parts_that_lie_over_each_other(tmp_path):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("word/document.xml", bytes(50_000))
        first = archive.infolist()[0]
        for number in range(5):
            again = zipfile.ZipInfo(f"word/{number}")
            for fact in ("file_size", "compress_size", "CRC", "header_offset", "compress_type"):
                setattr(again, fact, getattr(first, fact))
            archive.filelist.append(again)
    assert "giải nén" in refusal_of(tmp_path, whole.getvalue())


def test_ten_thousand_parts(tmp_path):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for number in range(10_001):
            archive.writestr(f"word/{number}", b"")
    assert "giải nén" in refusal_of(tmp_path, whole.getvalue())


@settings(max_examples=200, deadline=None)
@given(
    head=st.sampled_from([b"", b"%PDF-", b"PK\x03\x04", files.COMPOUND, files.DOCX[:60], b"RIFF"]),
    rest=st.binary(max_size=400),
)
def test_any_bytes_are_recognised_or_refused(tmp_path_factory, head, rest):
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(head + rest)
    try:
        media_type = recognise(path).media_type
    except FileRefused:
        media_type = None
    assert media_type is None or media_type in FILE_TYPES


PDF_KIND = FILE_TYPES["application/pdf"]


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("Báo cáo.pdf", "Báo cáo.pdf"),
        ("BAO CAO.PDF", "BAO CAO.pdf"),
        ("Báo cáo quý IV.pdf", "Báo cáo quý IV.pdf"),
        (r"C:\Users\a\Quyết định 12.pdf", "Quyết định 12.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("ảnh.jpg", "ảnh.pdf"),
        ("báo cáo 1.2", "báo cáo 1.2.pdf"),
        ("evil\u202efdp.exe", "evilfdp.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie_ x.pdf"),
        ("...", "tep.pdf"),
        ("", "tep.pdf"),
        (".pdf", "pdf.pdf"),
        ("a" * 400 + ".pdf", "a" * 180 + ".pdf"),
    ],
)
def test_names(name, clean):
    assert clean_name(name, PDF_KIND) == clean


@given(st.text(max_size=300))
def test_a_clean_name_stays_as_it_is_and_has_no_path(name):
    clean = clean_name(name, PDF_KIND)
    assert clean_name(clean, PDF_KIND) == clean
    assert not set(clean) & set('/\\<>:"|?*\r\n\t')
    assert clean.endswith(".pdf")
