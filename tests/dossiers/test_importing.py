"""Loading exports: every format, the local spellings, what is refused, what is kept."""

import csv
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from parindex_dossiers.answers import Question, indicators
from parindex_dossiers.errors import DossiersRefused, ExportUnreadable, StoreBusy
from parindex_dossiers.explanation import earlier_versions, find_dossier
from parindex_dossiers.importing import LoadReport, import_exports, preview_export
from parindex_dossiers.periods import parse_period
from parindex_dossiers.store import Store
from parindex_dossiers.synthesis import Shape
from parindex_dossiers.synthetic_files import FORMATS, Format, write_synthetic

LOCAL_HEADERS = (
    "MÃ HỒ SƠ;Mã thủ tục ;Chủ hồ sơ;Số điện thoại;Đơn vị xử lý;Hình thức nộp;Mức độ DVC;"
    "ngày tiếp nhận;NGÀY HẸN TRẢ;Ngày kết thúc xử lý;Trạng thái;Lệ phí;Ghi chú"
)
GOOD = (
    "H48.12-210527-0042;1.000358;Nguyễn Văn A;0912345678;Phòng Đo lường;Trực tuyến;Toàn trình;"
    "27/05/2021 08:30;03/06/2021;02/06/2021 15:00;Đã trả kết quả;50.000 đ;gấp"
)


def write(path: Path, *lines: str, encoding: str = "utf-8-sig") -> Path:
    """A file of lines."""
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def load(store: Store, path: Path, **more: Any) -> LoadReport:
    """Load one export."""
    return import_exports(store, [path], **more)[0]


def settled(store: Store, indicator: str = "3.4.1") -> tuple[int, int]:
    """Numerator and denominator of the whole of 2021."""
    rows = indicators(store, Question(parse_period("2021"), codes=[indicator]))
    return rows[0].numerator, rows[0].denominator


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


def stored_text(store: Store) -> bytes:
    """Everything that a store's files hold, Parquet as plain rows."""
    parts = []
    for path in sorted(store.root.rglob("*")):
        if path.suffix == ".parquet":
            parts.append(pl.read_parquet(path).write_ndjson().encode())
        elif path.is_file():
            parts.append(path.read_bytes())
    return b"\n".join(parts)


def test_local_headers_words_and_sums_are_understood(store: Store, tmp_path: Path) -> None:
    report = load(store, write(tmp_path / "a.csv", LOCAL_HEADERS, GOOD))
    assert (report.load.added, report.load.rejected) == (1, 0)
    row = find_dossier(store, "H48.12-210527-0042")
    assert (row["agency"], row["unit"], row["procedure"]) == (
        "H48.12",
        "Phòng Đo lường",
        "1.000358",
    )
    assert (row["channel"], row["level"], row["status"], row["fee"]) == (2, 4, 10, 50_000)
    assert row["received_at"] == datetime(2021, 5, 27, 8, 30)
    assert row["on_time_until"] == datetime(2021, 6, 3, 23, 59, 59)
    assert settled(store, "7.2.3") == (1, 1)


def test_personal_columns_are_named_and_never_stored(store: Store, tmp_path: Path) -> None:
    bad = GOOD.replace("27/05/2021 08:30", "hôm qua")
    report = load(store, write(tmp_path / "a.csv", LOCAL_HEADERS, GOOD, bad))
    assert report.load.personal == ("Chủ hồ sơ", "Số điện thoại")
    assert report.load.unused == ("Ghi chú",)
    assert report.load.rejected == 1
    held = stored_text(store)
    assert "Phòng Đo lường".encode() in held
    assert "Nguyễn".encode() not in held
    assert b"0912345678" not in held


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiters_and_encodings(
    store: Store, tmp_path: Path, delimiter: str, encoding: str
) -> None:
    lines = [line.replace(";", delimiter) for line in (LOCAL_HEADERS, GOOD)]
    path = write(tmp_path / "a.csv", "Danh sách hồ sơ tháng 5", "", *lines, encoding=encoding)
    assert load(store, path).load.added == 1
    assert find_dossier(store, "H48.12-210527-0042")["unit"] == "Phòng Đo lường"


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("27/05/2021 08:30", datetime(2021, 5, 27, 8, 30)),
        ("27/5/2021 8:30:15", datetime(2021, 5, 27, 8, 30, 15)),
        ("27-05-2021", datetime(2021, 5, 27)),
        ("27.5.2021", datetime(2021, 5, 27)),
        ("08:30 27/05/2021", datetime(2021, 5, 27, 8, 30)),
        ("2021-05-27", datetime(2021, 5, 27)),
        ("2021-05-27 08:30", datetime(2021, 5, 27, 8, 30)),
        ("2021-05-27T08:30:15.123", datetime(2021, 5, 27, 8, 30, 15)),
        ("2021-05-27T01:30:00Z", datetime(2021, 5, 27, 8, 30)),
        ("2021-05-27T08:30:00+07:00", datetime(2021, 5, 27, 8, 30)),
        ("2021-05-26T22:30:00-03:00", datetime(2021, 5, 27, 8, 30)),
        ("44343.354166667", datetime(2021, 5, 27, 8, 30)),
    ],
)
def test_ways_to_write_a_moment(
    store: Store, tmp_path: Path, written: str, moment: datetime
) -> None:
    first = GOOD.replace("27/05/2021 08:30", written)
    load(store, write(tmp_path / "a.csv", LOCAL_HEADERS, first))
    assert find_dossier(store, "H48.12-210527-0042")["received_at"] == moment
    # Also as a rare way among rows of another.
    other = Store(tmp_path / "other")
    second = first.replace("-0042", "-0043")
    load(other, write(tmp_path / "b.csv", LOCAL_HEADERS, GOOD, second))
    assert find_dossier(other, "H48.12-210527-0043")["received_at"] == moment


def rejected_lines(report: LoadReport) -> list[list[str]]:
    """The file of refused rows."""
    assert report.rejected_path is not None
    text = report.rejected_path.read_text(encoding="utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(text[1:].splitlines(), delimiter=";"))


def test_refused_rows_are_listed_mended_and_loaded_again(store: Store, tmp_path: Path) -> None:
    rows = [
        GOOD,
        GOOD.replace("-0042", "-0043").replace("27/05/2021 08:30", "31/02/2021"),
        GOOD.replace("H48.12-210527-0042", ""),
        GOOD.replace("-0042", "-0044").replace("Trực tuyến", "điện thoại") + ";thừa",
        GOOD.replace("-0042", "-0045").replace("Trực tuyến", "bồ câu").replace("50.000 đ", "âm"),
        ";;;;;;;;;;;;",
        GOOD.replace("-0042", "-0046").replace("02/06/2021 15:00", "26/05/2021 15:00"),
    ]
    report = load(store, write(tmp_path / "a.csv", LOCAL_HEADERS, *rows))
    assert (report.load.rows, report.load.added, report.load.rejected) == (6, 1, 5)
    assert report.listed == (
        (3, "ngày tiếp nhận", "31/02/2021", UNREADABLE_DATE),
        (4, "MÃ HỒ SƠ", "", "Thiếu mã hồ sơ."),
        (
            5,
            "",
            "",
            "Dòng có 14 ô trong khi tiêu đề có 13 ô; sửa dòng này trong tệp gốc (nội dung không "
            "chép sang đây vì có thể có dữ liệu cá nhân).",
        ),
        (
            6,
            "Hình thức nộp",
            "bồ câu",
            "Kênh thực hiện chỉ nhận 1 (trực tiếp), 2 (trực tuyến), 3 (bưu chính).",
        ),
        (6, "Lệ phí", "âm", "Không phải số tiền; ghi số đồng như 50000."),
        (
            8,
            "Ngày kết thúc xử lý",
            "26/05/2021 15:00",
            "Kết thúc xử lý trước khi tiếp nhận.",
        ),
    )
    header, *lines = rejected_lines(report)
    assert header[:5] == ["Dòng", "Cột", "Giá trị", "Lý do", "MÃ HỒ SƠ"]
    assert lines[2][:3] == ["6", "Hình thức nộp | Lệ phí", "bồ câu | âm"]
    mended = [header] + [
        [
            cell.replace("31/02/2021", "28/05/2021")
            .replace("26/05/2021", "01/06/2021")
            .replace("bồ câu", "trực tiếp")
            .replace("âm", "0")
            for cell in line
        ]
        for line in lines
    ]
    mended[2][4] = "H48.12-210527-0047"
    path = tmp_path / "mended.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(mended)
    again = load(store, path)
    # The row with too many cells has nothing to mend in this file: it is mended in the export.
    assert (again.load.added, again.load.rejected) == (4, 0)
    assert settled(store) == (5, 5)


UNREADABLE_DATE = "Không đọc được ngày giờ; ghi dạng 27/5/2021 hoặc 27/5/2021 14:30."


@pytest.mark.parametrize("column", ["Ngày hẹn trả", "Ngày kết thúc xử lý", "Lệ phí", "Mức độ DVC"])
def test_a_bad_value_costs_no_row_that_has_none_in_its_column(
    store: Store, tmp_path: Path, column: str
) -> None:
    headers = LOCAL_HEADERS.replace("NGÀY HẸN TRẢ", "Ngày hẹn trả").split(";")
    place = headers.index(column)
    # Still open: a settled one needs its end.
    cells = GOOD.replace("Đã trả kết quả", "Đang xử lý").split(";")
    rows = []
    for number, value in enumerate(("hôm nào", "", cells[place])):
        row = [*cells]
        row[0], row[place] = f"H48.12-210527-{number:04d}", value
        rows.append(";".join(row))
    report = load(store, write(tmp_path / "a.csv", ";".join(headers), *rows))
    assert (report.load.rows, report.load.added, report.load.rejected) == (3, 2, 1)


def test_a_value_that_looks_like_a_formula_is_guarded_and_comes_back(
    store: Store, tmp_path: Path
) -> None:
    row = GOOD.replace("Phòng Đo lường", "=2+5").replace("27/05/2021 08:30", "sai")
    report = load(store, write(tmp_path / "a.csv", LOCAL_HEADERS, row))
    assert "'=2+5" in rejected_lines(report)[1]
    assert report.rejected_path is not None
    mended = report.rejected_path.read_text(encoding="utf-8").replace("sai", "27/05/2021")
    load(store, write(tmp_path / "b.csv", *mended.lstrip("\ufeff").splitlines()))
    assert find_dossier(store, "H48.12-210527-0042")["unit"] == "=2+5"


def test_the_same_export_twice_changes_nothing(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", LOCAL_HEADERS, GOOD)
    load(store, path)
    before = store.manifest()
    again = load(store, path)
    assert again.already_loaded
    assert store.manifest() == before
    # The same dossiers in another file, in other words: nothing changes either.
    other = write(tmp_path / "b.csv", LOCAL_HEADERS.replace("MÃ", "Mã"), GOOD.replace("gấp", ""))
    report = load(store, other)
    assert (report.load.added, report.load.replaced, report.load.unchanged) == (0, 0, 1)
    assert store.manifest().files == before.files


def test_a_corrected_export_replaces_by_code_and_keeps_what_was(
    store: Store, tmp_path: Path
) -> None:
    other = GOOD.replace("-0042", "-0043")
    load(store, write(tmp_path / "a.csv", LOCAL_HEADERS, GOOD, other))
    assert settled(store) == (2, 2)
    late = GOOD.replace("02/06/2021 15:00", "14/06/2021 15:00")
    report = load(store, write(tmp_path / "b.csv", LOCAL_HEADERS, late, other))
    assert (report.load.added, report.load.replaced, report.load.unchanged) == (0, 1, 1)
    assert settled(store) == (1, 2)
    before = earlier_versions(store, "H48.12-210527-0042")
    assert [row["processed_at"] for row in before] == [datetime(2021, 6, 2, 15)]
    # Moved to another month, it is still one dossier.
    moved = late.replace("27/05/2021 08:30", "07/06/2021 08:30").replace("03/06", "30/06")
    load(store, write(tmp_path / "c.csv", LOCAL_HEADERS, moved))
    assert settled(store) == (2, 2)
    assert len(earlier_versions(store, "H48.12-210527-0042")) == 2


def test_an_export_that_was_replaced_since_is_taken_anew(store: Store, tmp_path: Path) -> None:
    first = write(tmp_path / "a.csv", LOCAL_HEADERS, GOOD)
    late = GOOD.replace("02/06/2021 15:00", "14/06/2021 15:00")
    corrected = write(tmp_path / "b.csv", LOCAL_HEADERS, late)
    other = write(tmp_path / "c.csv", LOCAL_HEADERS, GOOD.replace("-0042", "-0043"))
    for path in (first, corrected, other):
        load(store, path)
    assert settled(store) == (1, 2)
    # Nothing was replaced since: the corrected one stands.
    assert load(store, corrected).already_loaded
    report = load(store, first)
    assert (report.already_loaded, report.load.replaced) == (False, 1)
    assert settled(store) == (2, 2)
    assert load(store, first).already_loaded
    before = earlier_versions(store, "H48.12-210527-0042")
    assert [row["processed_at"].day for row in before] == [2, 14]


def test_a_correction_finds_its_column_however_it_is_written(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", LOCAL_HEADERS.replace("Lệ phí", "Mốc A"), GOOD)
    report = load(store, path, corrections={"MỐC a": "PhiLePhi"})
    assert report.mapping.header_of("PhiLePhi") == "Mốc A"
    # A column of any of the files will do.
    other = write(tmp_path / "b.csv", LOCAL_HEADERS, GOOD.replace("-0042", "-0043"))
    import_exports(store, [path, other], {"Ghi chú": None, "Mốc A": "PhiLePhi"})
    with pytest.raises(ExportUnreadable, match="Tệp không có cột “Mốc B”"):
        import_exports(store, [path, other], {"Mốc B": "PhiLePhi"})


def test_a_month_whose_only_dossier_moves_away_is_gone(store: Store, tmp_path: Path) -> None:
    load(store, write(tmp_path / "a.csv", LOCAL_HEADERS, GOOD))
    moved = GOOD.replace("27/05/2021 08:30", "01/06/2021 08:30")
    load(store, write(tmp_path / "b.csv", LOCAL_HEADERS, moved))
    assert [file.month for file in store.manifest().files] == ["2021-06"]
    assert settled(store) == (1, 1)


def test_rows_of_one_code_that_contradict_each_other_are_refused(
    store: Store, tmp_path: Path
) -> None:
    other = GOOD.replace("-0042", "-0043")
    differing = other.replace("02/06/2021 15:00", "05/07/2021 15:00")
    report = load(
        store, write(tmp_path / "a.csv", LOCAL_HEADERS, GOOD, other, GOOD, GOOD, differing)
    )
    assert (report.load.added, report.load.repeated, report.load.rejected) == (1, 2, 2)
    assert [(row, value) for row, _, value, _ in report.listed] == [
        (3, "H48.12-210527-0043"),
        (6, "H48.12-210527-0043"),
    ]
    lines = rejected_lines(report)
    with (tmp_path / "b.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(lines[:2])
    load(store, tmp_path / "b.csv")
    assert settled(store) == (2, 2)


def test_a_mapping_is_suggested_corrected_and_remembered(store: Store, tmp_path: Path) -> None:
    headers = LOCAL_HEADERS.replace("ngày tiếp nhận", "Mốc A").replace(
        "Trạng thái", "Ngày tiếp nhân"
    )
    path = write(tmp_path / "a.csv", headers, GOOD.replace("Đã trả kết quả", ""))
    suggested = preview_export(store, path).mapping
    assert suggested.guessed == {"Ngày tiếp nhân": "NgayTiepNhan"} or (
        suggested.header_of("NgayTiepNhan") == "Ngày tiếp nhân"
    )
    corrections = {"Mốc A": "NgayTiepNhan", "Ngày tiếp nhân": None}
    assert load(store, path, corrections=corrections).load.added == 1
    later = write(
        tmp_path / "b.csv",
        headers.upper(),
        GOOD.replace("Đã trả kết quả", "").replace("-0042", "-0043"),
    )
    assert preview_export(store, later).mapping.header_of("NgayTiepNhan") == "MỐC A"
    assert load(store, later).load.added == 1


def test_a_personal_column_cannot_be_mapped(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", LOCAL_HEADERS, GOOD)
    with pytest.raises(ExportUnreadable, match="dữ liệu cá nhân"):
        load(store, path, corrections={"Chủ hồ sơ": "TenDonVi"})


def test_an_export_without_a_needed_column_says_which(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "Mã hồ sơ;Mã thủ tục", "H48.12-210527-0042;1.000358")
    with pytest.raises(ExportUnreadable, match="Ngày tiếp nhận"):
        load(store, path)
    assert not store.manifest().loads


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.json", "a.parquet", "a.doc"])
def test_a_file_that_is_no_export_is_refused_in_words(
    store: Store, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x00\x01nothing\nof the kind\n")
    with pytest.raises(ExportUnreadable, match=r"\.$"):
        load(store, path)
    with pytest.raises(ExportUnreadable):
        load(store, tmp_path / f"missing-{name}")


def test_bytes_that_are_no_text_are_refused_by_row(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", LOCAL_HEADERS, GOOD)
    path.write_bytes(
        path.read_bytes() + GOOD.replace("Phòng", "Ph\u00ffng").encode("latin-1", "replace")
    )
    report = load(store, path)
    assert (report.load.added, report.load.rejected) == (1, 1)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_gives_the_same_dossiers(tmp_path: Path, form: Format) -> None:
    shape = Shape(rows=400, seed=5)
    stores = {}
    for one in ("csv", form):
        stores[one] = Store(tmp_path / f"data-{one}")
        path = tmp_path / f"export.{one}"
        write_synthetic(shape, path, one)  # pyright: ignore[reportArgumentType]
        report = load(stores[one], path)
        assert report.load.synthetic
        assert (report.load.added, report.load.rejected) == (400, 0)
        assert report.load.personal == ("TenChuHoSo", "SoDienThoai")
    question = Question(parse_period("2021"), "procedure")
    assert indicators(stores[form], question) == indicators(stores["csv"], question)


def test_a_changed_calendar_resolves_everything_again(store: Store, tmp_path: Path) -> None:
    row = GOOD.replace("03/06/2021", "")
    catalogue = tmp_path / "procedures.csv"
    write(catalogue, "Mã thủ tục;Thời hạn giải quyết", "1.000358;3")
    load(store, write(tmp_path / "a.csv", LOCAL_HEADERS, row), procedures=catalogue)
    assert settled(store) == (0, 1)
    store.path("calendar.yaml").write_text("days_off: [2021-06-01]\n", encoding="utf-8")
    import_exports(store, [])
    assert settled(store) == (1, 1)
    store.path("calendar.yaml").write_text("days: [2021-06-01]\n", encoding="utf-8")
    with pytest.raises(DossiersRefused, match=r"calendar\.yaml"):
        import_exports(store, [])


def test_excel_drops_no_zeros_of_a_procedure(store: Store, tmp_path: Path) -> None:
    load(store, write(tmp_path / "a.csv", LOCAL_HEADERS, GOOD.replace("1.000358", "1.00035")))
    assert find_dossier(store, "H48.12-210527-0042")["procedure"] == "1.000350"


def test_numbers_of_people_in_a_cause_are_blotted_out(store: Store, tmp_path: Path) -> None:
    headers = LOCAL_HEADERS.replace("Ghi chú", "Lý do trễ khách quan")
    row = GOOD.replace("gấp", "Bão; gọi 0912 345 678, a.b@c.vn".replace(";", ","))
    load(store, write(tmp_path / "a.csv", headers, row))
    reason = find_dossier(store, "H48.12-210527-0042")["objective_reason"]
    assert reason == "Bão, gọi •••, •••"


def test_two_loads_at_once_are_told_apart(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", LOCAL_HEADERS, GOOD)
    with store.writing(), pytest.raises(StoreBusy, match="đang được nạp"):
        load(store, path)
    assert load(store, path).load.added == 1


def test_a_json_object_with_a_list_and_typed_values(store: Store, tmp_path: Path) -> None:
    dossier = {
        "MaHoSo": "H48.12-210527-0042",
        "MaTTHC": "1.000358",
        "NgayTiepNhan": "2021-05-27T08:30:00+07:00",
        "NgayKetThucXuLy": None,
        "DuocSoHoa": True,
        "PhiLePhi": 50000.0,
        "SoLanBoSung": 0,
    }
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"result": {"items": [dossier]}}), encoding="utf-8")
    assert load(store, path).load.added == 1
    row = find_dossier(store, "H48.12-210527-0042")
    assert (row["digitised"], row["fee"], row["unit"]) == (True, 50_000, "H48.12")


def test_a_workbook_with_titles_typed_cells_and_a_bad_row(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy hh:mm"}) as book:
        book.add_worksheet("Bìa").write(0, 0, "Báo cáo")
        sheet = book.add_worksheet("Hồ sơ")
        sheet.write(2, 0, "DANH SÁCH HỒ SƠ NĂM 2021")
        sheet.write_row(4, 0, ["STT", "Mã hồ sơ", "Mã TTHC", "Ngày tiếp nhận", "Ngày trả", "Phí"])
        received, returned = datetime(2021, 5, 27, 8, 30), datetime(2021, 6, 2)
        sheet.write_row(5, 0, [1, "A-1", 1.00035, received, returned, 50_000])
        sheet.write_row(6, 0, [2, "A-2", "1.000350", "27/05/2021", "", ""])
        sheet.write_row(8, 0, [3, "A-3", "1.000350", "sau Tết", "", ""])
    report = load(store, path)
    assert [(row, column, value) for row, column, value, _ in report.listed] == [
        (9, "Ngày tiếp nhận", "sau Tết")
    ]
    assert (report.load.added, report.load.rejected) == (2, 1)
    first, second = find_dossier(store, "A-1"), find_dossier(store, "A-2")
    assert (first["procedure"], second["procedure"]) == ("1.000350", "1.000350")
    assert (first["received_at"], first["ended_at"], first["fee"]) == (received, returned, 50_000)
    assert second["received_at"] == datetime(2021, 5, 27)
