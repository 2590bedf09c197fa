"""The command line of dossiers."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from parindex.commands.dossiers import app
from parindex_dossiers.catalogue import INDICATORS

RUNNER = CliRunner()


def run(*arguments: str | Path) -> Result:
    """The command's result; what it prints to stdout and to stderr is kept apart."""
    return RUNNER.invoke(app, [str(argument) for argument in arguments])


def answer(*arguments: str | Path) -> Any:
    """The JSON of a command that succeeds."""
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with 500 synthetic dossiers."""
    export, catalogue = tmp_path / "export.csv", tmp_path / "procedures.json"
    made = run("synthesize", "--rows", "500", "--seed", "3", "--procedures", catalogue, export)
    assert made.exit_code == 0, made.stderr
    loaded = run("import", export, "--data", tmp_path / "data", "--procedures", catalogue)
    assert loaded.exit_code == 0, loaded.stderr
    assert "Dữ liệu tổng hợp, không phải hồ sơ thật" in loaded.stdout
    assert "Không lưu dữ liệu cá nhân: TenChuHoSo, SoDienThoai." in loaded.stdout
    return tmp_path / "data"


def test_indicators_by_unit_as_json(data: Path) -> None:
    rows = answer("indicators", "--data", data, "--period", "2021", "--by", "unit")
    assert set(rows[0]) == {
        "period",
        "unit",
        "indicator",
        "numerator",
        "denominator",
        "ratio",
        "unit_name",
    }
    codes = [entry.code for entry in INDICATORS if not entry.ours]
    units = sorted({row["unit"] for row in rows})
    assert [(row["unit"], row["indicator"]) for row in rows] == [
        (unit, code) for unit in units for code in codes
    ]
    cold = answer("indicators", "--data", data, "--period", "2021", "--by", "unit", "--cold")
    assert cold == rows


def test_indicators_filtered_and_by_month(data: Path) -> None:
    rows = answer(
        *("indicators", "--data", data, "--period", "2021", "--by", "all", "--every", "quarter"),
        *("--where", "agency=H48.01", "--where", "channel=2", "--indicator", "3.4.1"),
    )
    assert [row["period"] for row in rows] == ["2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4"]
    assert [row["unit"] for row in rows] == [None] * 4


def test_explain_in_words_and_as_json(data: Path) -> None:
    export = (data.parent / "export.csv").read_text(encoding="utf-8")
    code = export.splitlines()[2].partition(";")[0]
    explained = answer("explain", code, "--data", data, "--at", "2021-12-31T17:00")
    assert explained["code"] == code
    assert explained["sentences"][-1].startswith("Kết luận: ")
    words = run("explain", code, "--data", data, "--at", "2021-12-31T17:00")
    assert words.stdout.splitlines() == explained["sentences"]


def test_import_reports_as_json(tmp_path: Path) -> None:
    export = tmp_path / "a.csv"
    export.write_text(
        "Số biên nhận;Mã TTHC;Ngày tiếp nhận;Họ tên\nA-1;1.000358;27/5/2021;B\nA-2;1.000358;?;C\n",
        encoding="utf-8",
    )
    report = answer("import", export, "--data", tmp_path / "data")[0]
    assert report["mapping"] == {
        "Số biên nhận": "MaHoSo",
        "Mã TTHC": "MaTTHC",
        "Ngày tiếp nhận": "NgayTiepNhan",
    }
    assert report["personal_columns_dropped"] == ["Họ tên"]
    assert (report["added"], report["rejected"]) == (1, 1)
    assert report["problems"] == [
        {
            "row": 3,
            "column": "Ngày tiếp nhận",
            "value": "?",
            "reason": "Không đọc được ngày giờ; ghi dạng 27/5/2021 hoặc 27/5/2021 14:30.",
        }
    ]
    assert Path(report["rejected_file"]).exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import",), "Chỉ ra tệp"),
        (("import", "missing.csv", "--data", "{data}"), "Kiểm tra đường dẫn"),
        (("import", "{data}", "--map", "nothing", "--data", "{data}"), "Tên cột=Trường"),
        (
            ("import", "{data}/../export.csv", "--map", "Cột lạ=MaHoSo", "--data", "{data}"),
            "Tệp không có cột “Cột lạ”. Các cột: MaHoSo, MaTTHC,",
        ),
        (
            ("import", "--procedures", "{data}/../export.csv", "--data", "{data}"),
            "export.csv không có mã thủ tục nào. Ghi JSON hoặc .csv",
        ),
        (("indicators", "--period", "sau Tết", "--data", "{data}"), "2021-Q3"),
        (("indicators", "--period", "2021", "--data", "{data}/none"), "Chưa có hồ sơ"),
        (("indicators", "--period", "2021", "--data", "{data}", "--until", "x"), "Ngày không đúng"),
        (("indicators", "--period", "2021", "--data", "{data}", "--where", "x"), "unit=H48.01.02"),
        (
            ("indicators", "--period", "2021", "--data", "{data}", "--engine", "hadoop"),
            "spark://máy:7077",
        ),
        (("explain", "H48.99-210104-1", "--data", "{data}"), "Không có hồ sơ"),
        (("explain", "H48", "--data", "{data}", "--at", "x"), "Thời điểm không đúng"),
        (("import", "x.csv", "--data", "{data}/dossiers/manifest.json"), "bằng --data"),
        (("synthesize", "a.doc"), "--format"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_on_stderr_with_how_to_mend_it(
    data: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = run(*(argument.format(data=data) for argument in arguments))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert said in result.stderr


def test_a_filter_that_meets_no_dossier_says_so(data: Path) -> None:
    for by, shown in (("unit", False), ("all", True)):
        asked = ("indicators", "--data", data, "--period", "2021", "--by", by)
        result = run(*asked, "--where", "unit=H48.77.77")
        assert (result.exit_code, bool(result.stdout)) == (0, shown)
        assert "Không có hồ sơ nào được đếm; xem lại --period và --where." in result.stderr
    assert run("indicators", "--data", data, "--period", "2021").stderr == ""


def test_a_long_list_of_wrong_procedures_is_cut(data: Path, tmp_path: Path) -> None:
    rows = [{"code": f"1.{number:06d}", "working_days": "nhanh"} for number in range(300)]
    (tmp_path / "wrong.json").write_text(json.dumps(rows), encoding="utf-8")
    result = run("import", "--data", data, "--procedures", tmp_path / "wrong.json")
    assert result.exit_code == 1
    said = result.stderr.strip().splitlines()
    assert said[0].startswith("Thủ tục thứ 1: thời hạn “nhanh” không phải số ngày làm việc.")
    assert (len(said), said[-1]) == (21, "… và 280 lỗi nữa.")


@pytest.mark.parametrize("content", ["5", "[]", "{", '[1, "a"]', '"chữ"'])
def test_a_file_without_procedures_replaces_none(data: Path, tmp_path: Path, content: str) -> None:
    kept = (data / "dossiers" / "procedures.json").read_bytes()
    (tmp_path / "wrong.json").write_text(content, encoding="utf-8")
    result = run("import", "--data", data, "--procedures", tmp_path / "wrong.json")
    assert result.exit_code == 1
    assert "wrong.json không" in result.stderr
    assert (data / "dossiers" / "procedures.json").read_bytes() == kept


def test_other_commands_load_no_engine() -> None:
    """The engines take a second to load: only a dossier command pays it."""
    script = (
        "import sys, parindex.commands.dossiers\n"
        "print([name for name in ('ibis', 'polars', 'pyarrow', 'numpy') if name in sys.modules])"
    )
    printed = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert printed.stdout.strip() == "[]"


def test_the_portals_figures_are_compared_with_ours(data: Path, tmp_path: Path) -> None:
    (ours,) = answer(
        *("indicators", "--data", data, "--period", "2021", "--by", "all", "--until", "2022-01-31"),
        *("--indicator", "ORIGINAL_RESULT_AVAILABLE"),
    )
    metrics = [
        {
            "code": "ORIGINAL_RESULT_AVAILABLE",
            "numerator": ours["numerator"],
            "denominator": ours["denominator"] + 1,
            "score": 4.2,
        }
    ]
    units = [{"name": name, "metrics": metrics} for name in ("Sở A", "Sở B")]
    file = tmp_path / "portal.json"
    file.write_text(json.dumps({"children": units}), encoding="utf-8")
    asked = ("portal", file, "--data", data, "--period", "2021", "--until", "2022-01-31")
    compared = answer(*asked, "--unit", "so a")
    (line,) = [line for line in compared if line["portal"]["numerator"] is not None]
    assert line["code"] == "ORIGINAL_RESULT_AVAILABLE"
    assert line["ours"]["denominator"] == ours["denominator"]
    assert (line["portal"]["denominator"], line["agrees"]) == (ours["denominator"] + 1, False)
    refused = run(*asked)
    assert refused.exit_code != 0
    assert "Sở A, Sở B" in refused.stderr
