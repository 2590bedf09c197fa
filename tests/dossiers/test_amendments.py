"""What an agency recorded beside the exports: flags, indicators and explanation agree with it."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.dossiers.odd_rows import odd_rows, write_export

from parindex_dossiers.amendments import Amendment, amend_dossiers
from parindex_dossiers.answers import Question, indicators
from parindex_dossiers.explanation import explain_dossier, find_dossier
from parindex_dossiers.importing import import_exports
from parindex_dossiers.periods import Period, parse_period
from parindex_dossiers.store import Store, StoreBusy

AT = datetime(2022, 6, 1)
WHOLE = Period("all", date(2020, 1, 1), date(2023, 12, 31))
CODES = ("3.4.1", "3.4.3", "LATE", "LATE_OBJECTIVE")


@pytest.fixture
def rows() -> list[dict[str, Any]]:
    return [
        {**row, "LyDoTreKhachQuan": None, "ThuXinLoi": 0}
        for row in odd_rows(400, seed=5)
        if row["TrangThaiHoSo"] not in (1, 3)
    ]


@pytest.fixture
def store(tmp_path: Path, rows: list[dict[str, Any]]) -> Store:
    store = Store(tmp_path / "data")
    import_exports(store, [write_export(tmp_path / "a.csv", rows)])
    return store


def counted(store: Store, warm: bool = True) -> dict[str, tuple[int, int]]:
    asked = Question(WHOLE, codes=CODES)
    return {
        row.indicator: (row.numerator, row.denominator)
        for row in indicators(store, asked, warm=warm)
    }


def late_codes(store: Store) -> list[str]:
    files = [store.path(file.path) for file in store.manifest().files]
    return pl.read_parquet(files).filter("late")["code"].to_list()


def test_flags_indicators_and_explanation_take_the_records_in(
    store: Store, rows: list[dict[str, Any]]
) -> None:
    late = late_codes(store)
    assert len(late) > 20
    before = counted(store)
    assert before["LATE_OBJECTIVE"][0] == before["3.4.3"][0] == 0
    records = {code: Amendment("Bão số 4, thông báo 27/TB-UBND") for code in late[:7]}
    records |= {code: Amendment(apology=True) for code in late[7:10]}
    records[late[0]] = Amendment("Bão số 4", apology=True)
    assert amend_dossiers(store, records) == 10
    for warm in (True, False):
        after = counted(store, warm)
        assert after["LATE_OBJECTIVE"] == (7, before["LATE"][0])
        assert after["3.4.3"] == (4, before["LATE"][0])
        # An objective cause does not make a dossier on time.
        assert after["3.4.1"] == before["3.4.1"]
    for code in late:
        explained = explain_dossier(store, code, AT)
        assert explained.verdict == ("late_objective" if code in late[:7] else "late")
    assert "thông báo 27/TB-UBND" in str(explain_dossier(store, late[1], AT))


def test_records_that_are_gone_count_no_longer(store: Store) -> None:
    late, before = late_codes(store), counted(store)
    amend_dossiers(store, {code: Amendment("Bão", apology=True) for code in late})
    assert counted(store)["3.4.3"] == (len(late), len(late))
    assert amend_dossiers(store, {late[0]: Amendment("Bão")}) == len(late)
    assert counted(store)["LATE_OBJECTIVE"][0] == 1
    assert amend_dossiers(store, {}) == 1
    assert counted(store) == before


def test_the_same_records_again_change_nothing(store: Store, rows: list[dict[str, Any]]) -> None:
    records = {code: Amendment("Bão") for code in late_codes(store)[:3]}
    amend_dossiers(store, records)
    before = store.manifest()
    assert amend_dossiers(store, records) == 0
    assert store.manifest() == before


def test_only_the_months_of_amended_dossiers_are_written(
    store: Store, rows: list[dict[str, Any]]
) -> None:
    before = {file.month: file.path for file in store.manifest().files}
    code = late_codes(store)[0]
    amend_dossiers(store, {code: Amendment("Bão")})
    after = {file.month: file.path for file in store.manifest().files}
    received = find_dossier(store, code)["received_at"]
    assert {month for month in before if before[month] != after[month]} == {f"{received:%Y-%m}"}


def test_a_later_export_keeps_what_was_recorded(
    store: Store, rows: list[dict[str, Any]], tmp_path: Path
) -> None:
    late = late_codes(store)
    amend_dossiers(store, {late[0]: Amendment("Bão", apology=True)})
    again = import_exports(store, [write_export(tmp_path / "b.csv", rows, delimiter=",")])[0].load
    assert (again.added, again.replaced, again.unchanged) == (0, 0, len(rows))
    changed = [{**row, "PhiLePhi": 70_000} for row in rows]
    load = import_exports(store, [write_export(tmp_path / "c.csv", changed)])[0].load
    assert load.replaced > 0
    assert counted(store)["LATE_OBJECTIVE"][0] == counted(store)["3.4.3"][0] == 1


def test_a_record_waits_for_its_dossier(tmp_path: Path, rows: list[dict[str, Any]]) -> None:
    first, store = Store(tmp_path / "first"), Store(tmp_path / "second")
    path = write_export(tmp_path / "a.csv", rows)
    import_exports(first, [path])
    late = late_codes(first)
    amend_dossiers(store, {late[0]: Amendment("Bão")})
    import_exports(store, [path])
    assert counted(store)["LATE_OBJECTIVE"][0] == 1


def test_a_calendar_changed_meanwhile_is_taken_in_whole(
    store: Store, rows: list[dict[str, Any]], tmp_path: Path
) -> None:
    days = ", ".join(f"2021-03-{day:02d}" for day in range(1, 32))
    store.path("calendar.yaml").write_text(f"days_off: [{days}]\n", encoding="utf-8")
    amend_dossiers(store, {rows[0]["MaHoSo"]: Amendment("Bão")})
    other = Store(tmp_path / "other")
    other.root.mkdir(parents=True)
    other.path("calendar.yaml").write_text(f"days_off: [{days}]\n", encoding="utf-8")
    amend_dossiers(other, {rows[0]["MaHoSo"]: Amendment("Bão")})
    import_exports(other, [write_export(tmp_path / "x.csv", rows)])
    year = Question(parse_period("2021"), codes=CODES)
    assert indicators(store, year) == indicators(other, year)


def test_records_wait_while_a_load_runs(store: Store) -> None:
    with store.writing(), pytest.raises(StoreBusy):
        amend_dossiers(store, {})
