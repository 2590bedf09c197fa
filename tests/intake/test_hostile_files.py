"""Files that are broken, locked, endless or made to harm: one reason each, and nothing else."""

import io
import os
import struct
import subprocess
import sys
import zipfile
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.intake import files

from parindex_intake import reading
from parindex_intake.kinds import Kind
from parindex_intake.limits import MEMORY
from parindex_intake.opening import MOST_PAGES, MOST_SCANNED
from parindex_intake.reading import look, read
from parindex_intake.refusals import PaperRefused, Reason


def refused(call, *arguments):
    with pytest.raises(PaperRefused) as caught:
        call(*arguments)
    return caught.value


def kept(tmp_path, content):
    path = tmp_path / "paper"
    path.write_bytes(content)
    return path


def png_of(width, height):
    """A picture of that size by its head; of its points there are none."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    head = struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    return b"\x89PNG\r\n\x1a\n" + head + b"\0\0\0\0IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))


def bomb_in_word() -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as part:
            part.write(f"<w:document {files.W}><w:body>".encode())
            part.write(b"<w:p/>" * 6_000_000)
    return whole.getvalue()


def entities_in_word() -> bytes:
    declared = '<!DOCTYPE w [<!ENTITY a "Giao việc"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    body = "<w:body><w:p><w:r><w:t>x&a;&b;</w:t></w:r></w:p></w:body>"
    return files.word_archive(f"{declared}<w:document {files.W}>{body}</w:document>")


@pytest.mark.parametrize(
    ("content", "kind", "reason"),
    [
        (lambda: b"%PDF-1.7\nnothing", Kind.PDF, Reason.BROKEN),
        (lambda: files.pdf_of("a")[:300], Kind.PDF, Reason.BROKEN),
        (lambda: files.locked(files.pdf_of("a")), Kind.PDF, Reason.PASSWORD),
        (lambda: b"PK\x03\x04broken", Kind.WORD, Reason.BROKEN),
        (lambda: files.word_archive("<w:document"), Kind.WORD, Reason.BROKEN),
        (lambda: files.word_archive("<a/>"), Kind.WORD, Reason.BROKEN),
        (lambda: files.word_file([" "]), Kind.WORD, Reason.EMPTY),
        (bomb_in_word, Kind.WORD, Reason.TOO_HEAVY),
        (lambda: b"\x89PNG\r\n\x1a\n", Kind.PICTURE, Reason.BROKEN),
        (lambda: png_of(9000, 9000), Kind.PICTURE, Reason.TOO_HEAVY),
        (lambda: png_of(60_000, 60_000), Kind.PICTURE, Reason.TOO_HEAVY),
    ],
    ids=["no pdf", "cut pdf", "locked", "no archive", "cut xml", "other xml", "blank", "bomb",
         "cut png", "large png", "huge png"],
)  # fmt: skip
def test_each_has_its_reason(tmp_path, needs_tesseract, content, kind, reason):
    assert refused(look, kept(tmp_path, content()), kind).reason is reason


def test_nothing_that_a_word_file_names_is_put_into_its_text(tmp_path):
    (page,) = read(kept(tmp_path, entities_in_word()), Kind.WORD, tmp_path)
    assert page.text == "x"


def test_a_scan_of_500_pages_is_told_how_many_are_read(tmp_path, needs_tesseract):
    path = kept(tmp_path, files.scan_of(500))
    found = refused(look, path, Kind.PDF)
    assert (found.reason, found.facts) == (
        Reason.TOO_MANY_PAGES,
        {"pages": 500, "most": MOST_PAGES},
    )
    found = refused(look, kept(tmp_path, files.scan_of(MOST_SCANNED + 1)), Kind.PDF)
    assert found.reason is Reason.TOO_MANY_SCANNED
    assert found.facts == {"pages": MOST_SCANNED + 1, "most": MOST_SCANNED}


@pytest.mark.parametrize(
    ("languages", "reason"),
    [(None, Reason.NO_OCR), ("echo 'List (1):'; echo eng", Reason.NO_VIETNAMESE)],
)
def test_a_scan_without_the_programs_is_told_which_is_missing(
    tmp_path, monkeypatch, languages, reason
):
    programs = tmp_path / "programs"
    programs.mkdir()
    if languages:
        (programs / "tesseract").write_text(f"#!/bin/sh\n{languages}\n")
        (programs / "tesseract").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/nowhere" if languages is None else f"{programs}:/bin")
    assert refused(look, kept(tmp_path, files.scan_of(1)), Kind.PDF).reason is reason
    if languages is None:
        assert refused(look, kept(tmp_path, b"x"), Kind.OLD_WORD).reason is Reason.NO_OFFICE


def test_a_sheet_as_large_as_a_house_is_a_page_like_another(tmp_path):
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import FloatObject, NameObject, RectangleObject

    writer = PdfWriter(PdfReader(io.BytesIO(files.pdf_of(files.WORDS))))
    writer.pages[0][NameObject("/MediaBox")] = RectangleObject((0, 0, 14_400, 14_400))
    writer.pages[0][NameObject("/UserUnit")] = FloatObject(75_000)
    whole = io.BytesIO()
    writer.write(whole)
    (page,) = read(kept(tmp_path, whole.getvalue()), Kind.PDF, tmp_path)
    assert max(page.width, page.height) <= 1654


def test_the_memory_of_the_reading_is_bounded():
    hungry = "from parindex_intake.limits import bound_this_process as b; b(); bytearray(1 << 30)"
    done = subprocess.run([sys.executable, "-c", hungry], capture_output=True, text=True)
    assert "MemoryError" in done.stderr
    assert MEMORY < 1 << 30


def test_what_is_cancelled_leaves_no_process(tmp_path, monkeypatch):
    class Enough(Exception):
        pass

    started = []
    popen = subprocess.Popen

    def starting(*arguments, **named):
        process = popen([sys.executable, "-c", "import time; time.sleep(60)"], **named)
        started.append(process.pid)
        return process

    monkeypatch.setattr(reading.subprocess, "Popen", starting)
    monkeypatch.setattr(reading, "BETWEEN_LOOKS", 0.01)

    def stop(_number):
        raise Enough

    with pytest.raises(Enough):
        read(kept(tmp_path, b"%PDF-"), Kind.PDF, tmp_path, stop)
    with pytest.raises(ProcessLookupError):
        os.kill(started[0], 0)


def test_a_process_that_says_nothing_is_given_up(tmp_path, monkeypatch):
    popen = subprocess.Popen
    silent = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(reading.subprocess, "Popen", lambda _a, **named: popen(silent, **named))
    monkeypatch.setattr(reading, "BETWEEN_LOOKS", 0.01)
    monkeypatch.setattr(reading, "LONGEST_SILENCE", 0.05)
    assert refused(read, tmp_path / "x", Kind.PDF, tmp_path).reason is Reason.TOO_HEAVY


@pytest.mark.parametrize(
    ("code", "reason"),
    [("import os; os.kill(os.getpid(), 11)", Reason.BROKEN), ("import os; os.kill(os.getpid(), 9)",
      Reason.TOO_HEAVY)],
)  # fmt: skip
def test_a_process_that_dies_is_a_reason_too(tmp_path, monkeypatch, code, reason):
    popen = subprocess.Popen
    monkeypatch.setattr(
        reading.subprocess,
        "Popen",
        lambda _a, **named: popen([sys.executable, "-c", code], **named),
    )
    assert refused(look, tmp_path / "x", Kind.PDF).reason is reason


def test_no_secret_of_the_product_goes_along(tmp_path, monkeypatch):
    seen = []
    popen = subprocess.Popen

    def watched(command, **named):
        seen.append(named["env"])
        return popen(command, **named)

    monkeypatch.setenv("PARINDEX_SECRET_KEY", "geheim")
    monkeypatch.setattr(reading.subprocess, "Popen", watched)
    look(kept(tmp_path, files.pdf_of("a")), Kind.PDF)
    assert not any(name.startswith("PARINDEX") for name in seen[0])


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=400), st.integers(0, 3000))
def test_damage_anywhere_in_a_word_file_is_a_reason_or_a_text(tmp_path, damage, at):
    from parindex_intake.word_file import text_of_word_file

    whole = bytearray(files.counted_word_file())
    place = at % len(whole)
    whole[place : place + len(damage)] = damage
    reasons = {Reason.BROKEN, Reason.TOO_HEAVY}
    try:
        text_of_word_file(kept(tmp_path, bytes(whole)))
    except PaperRefused as found:
        reasons -= {found.reason}
        assert len(reasons) == 1
