"""``parindex directive read``: its forms of output, and what it says when it cannot read."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import parindex_core.directives
from parindex.commands.directive import app

SAMPLE = Path(parindex_core.directives.__file__).parent / "samples" / "664-KL-SKHCN.txt"


def test_json_has_exactly_the_fields_of_a_reading() -> None:
    result = CliRunner().invoke(app, ["read", str(SAMPLE), "--json"])
    assert result.exit_code == 0
    reading = json.loads(result.stdout)
    assert set(reading) == {
        "kind", "number", "issued_on", "place", "issuer", "superior", "subject", "citations",
        "items", "recipients", "doubts",
    }  # fmt: skip
    assert len(reading["items"]) == 10


def test_summary_names_paper_owner_and_deadline() -> None:
    result = CliRunner().invoke(app, ["read", str(SAMPLE)])
    assert result.exit_code == 0
    assert "Kết luận số 664/KL-SKHCN, 27/5/2021" in result.stdout
    assert "hạn 31/12/2021" in result.stdout
    assert "Cần hỏi lại" in result.stdout


def test_stdin_is_read_and_a_byte_order_mark_not_counted() -> None:
    text = "\ufeffSố: 1/KL-SYT\n\n1. Giao Văn phòng Sở rà soát.\n2. Họp.\n"
    result = CliRunner().invoke(app, ["read", "-", "--json"], input=text.encode())
    (assignee,) = json.loads(result.stdout)["items"][0]["assignees"]
    assert text[1:][slice(*assignee["span"])] == "Văn phòng Sở"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04...", "Word"),
        ("Kết luận".encode("utf-16"), "UTF-16"),
        (b"a\x00b", "nhị phân"),
        ("Kết luận số".encode("latin-1", "replace") + b"\xe0", "không phải UTF-8"),
        (b" " * (20 * 1024 * 1024 + 1), "20 MB"),
    ],
    ids=["pdf", "word", "utf-16", "binary", "legacy", "large"],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "paper"
    path.write_bytes(content)
    result = CliRunner().invoke(app, ["read", str(path)])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert said in result.stderr


def test_a_missing_file_and_bad_units_are_named(tmp_path: Path) -> None:
    missing = CliRunner().invoke(app, ["read", str(tmp_path / "none.txt")])
    assert (missing.exit_code, "không có tệp" in missing.stderr) == (1, True)
    units = tmp_path / "units.yaml"
    units.write_text("- {key: office}", encoding="utf-8")
    bad = CliRunner().invoke(app, ["read", str(SAMPLE), "--units", str(units)])
    assert (bad.exit_code, "thiếu “name”" in bad.stderr) == (1, True)
