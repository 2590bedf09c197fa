"""Explanations against flags: whatever a dossier looks like, words and numbers say the same."""

import re
from datetime import datetime, timedelta
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.dossiers import oracle

from parindex_core.vietnamese.working_days import WorkingCalendar
from parindex_dossiers.calendar_days import calendar_days
from parindex_dossiers.checking import DTYPES
from parindex_dossiers.explanation import explain
from parindex_dossiers.explanation_words import WORDS, Verdict
from parindex_dossiers.procedures import procedures_table
from parindex_dossiers.resolution import resolve, stored_facts
from parindex_dossiers.vocabulary import FIELDS

CALENDAR = WorkingCalendar()
NUMBERS = re.compile(r"\d+")
START = datetime(2021, 1, 4, 8)
PROCEDURES = procedures_table(
    [{"code": "1.000358", "working_days": 5, "result_on_paper": False, "name": None}]
).drop("procedure_name")

moments = st.integers(0, 60 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
midnights = st.integers(0, 60).map(lambda days: datetime(2021, 1, 4) + timedelta(days=days))


@st.composite
def dossiers(draw: st.DrawFn) -> dict[str, Any]:
    """A dossier as the checking lets it through."""
    received = draw(moments)
    after = moments.map(lambda moment: received + (moment - START))
    asked = draw(st.none() | moments)
    processed = draw(st.none() | after)
    row = dict.fromkeys((field.name for field in FIELDS), None)
    return row | {
        "MaHoSo": "H48.12-210104-0001",
        "MaTTHC": draw(st.sampled_from(["1.000358", "1.999999"])),
        "NgayTiepNhan": received,
        "NgayHenTra": draw(st.none() | after | midnights.filter(lambda day: day >= received)),
        "NgayYeuCauBoSung": asked,
        "NgayHoanThanhBoSung": draw(
            st.none() | moments.map(lambda moment: asked + (moment - START))
        )
        if asked
        else None,
        "SoLanBoSung": draw(st.sampled_from([0, 1, 1, 2])),
        "NgayKetThucXuLy": processed,
        "NgayTra": draw(st.none() | after),
        "TrangThaiHoSo": draw(st.sampled_from([None, 2, 3, 4, 5, 7, 8, 9, 10])),
        "LyDoTreKhachQuan": draw(st.sampled_from([None, "Bão số 4"])),
    }


def resolved(row: dict[str, Any]) -> dict[str, Any]:
    """The row as the store would hold it."""
    columns = {field.column: [row[field.name]] for field in FIELDS}
    schema = {field.column: DTYPES[field.kind] for field in FIELDS}
    typed = pl.DataFrame(columns, schema=schema).with_columns(pl.lit(0).alias("place"))
    return resolve(stored_facts(typed), calendar_days(CALENDAR), PROCEDURES).row(0, named=True)


def verdict_of_flags(row: dict[str, Any], at: datetime) -> Verdict:
    """The verdict that the stored flags and the last moment on time give."""
    if row["counted_from"] is None:
        return "not_taken_in"
    if not row["settled"]:
        until = row["on_time_until"]
        return "unknown" if until is None else ("on_time" if at <= until else "late")
    if row["early"]:
        return "early"
    if row["on_time"]:
        return "on_time"
    if row["late_objective"]:
        return "late_objective"
    return "late" if row["late"] else "unknown"


@settings(max_examples=400, deadline=None)
@given(dossier=dossiers(), at=moments)
def test_words_and_flags_agree(dossier: dict[str, Any], at: datetime) -> None:
    row = resolved(dossier)
    at = max(at, dossier["NgayTiepNhan"])
    explanation = explain(row, CALENDAR, at)
    assert explanation.verdict == verdict_of_flags(row, at)
    assert explanation.settled == row["settled"]
    if row["settled"]:
        used = f"đã dùng: {row['working_days']} ngày làm việc"
        assert any(used in sentence for sentence in explanation.sentences)


@settings(max_examples=400, deadline=None)
@given(dossier=dossiers(), at=moments)
def test_the_last_moment_on_time_decides_as_the_definition_does(
    dossier: dict[str, Any], at: datetime
) -> None:
    row = resolved(dossier)
    if row["counted_from"] is None:
        return
    end = row["ended_at"] or max(at, dossier["NgayTiepNhan"])
    expected = oracle.is_on_time(dossier, end, CALENDAR, {"1.000358": 5})
    until = row["on_time_until"]
    assert (None if until is None else end <= until) == expected


def test_a_dossier_in_words() -> None:
    dossier = dict.fromkeys((field.name for field in FIELDS), None) | {
        "MaHoSo": "H48.12-210527-0042",
        "MaTTHC": "1.000358",
        "MaDonVi": "H48.12.01",
        "KenhThucHien": 2,
        "MucDo": 3,
        "NgayTiepNhan": datetime(2021, 5, 27, 9),
        "NgayHenTra": datetime(2021, 6, 3),
        "NgayYeuCauBoSung": datetime(2021, 5, 28, 9),
        "NgayHoanThanhBoSung": datetime(2021, 5, 31, 10, 30),
        "SoLanBoSung": 1,
        "NgayKetThucXuLy": datetime(2021, 6, 7, 15),
        "TrangThaiHoSo": 9,
    }
    said = explain(resolved(dossier), CALENDAR, datetime(2021, 12, 31))
    assert said.sentences == (
        "Hồ sơ H48.12-210527-0042: thủ tục 1.000358, đơn vị H48.12.01, nộp trực tuyến, mức độ 3, "
        "một phần, trạng thái “Đã xử lý xong”.",
        "Các mốc: tiếp nhận 27/5/2021 9:00, hẹn trả 3/6/2021, xử lý xong 7/6/2021 15:00.",
        "Kết thúc: 7/6/2021 15:00 (xử lý xong).",
        "Chờ người nộp bổ sung từ 28/5/2021 9:00 đến 31/5/2021 10:30, được trừ 3 ngày 1 giờ 30 "
        "phút.",
        "Thời gian giải quyết đã dùng: 6 ngày làm việc (không tính thứ bảy, chủ nhật, ngày nghỉ lễ "
        "và thời gian chờ bổ sung).",
        "Kết luận: trễ hạn, vì 4/6/2021 13:30 (sau khi trừ thời gian chờ) sau hẹn trả 3/6/2021.",
    )


@settings(max_examples=50, deadline=None)
@given(dossiers(), moments)
def test_both_languages_say_the_same(dossier: dict[str, Any], at: datetime) -> None:
    row = resolved(dossier)
    vietnamese, english = (explain(row, CALENDAR, at, language=one) for one in ("vi", "en"))
    assert (english.verdict, english.settled) == (vietnamese.verdict, vietnamese.settled)
    assert len(english.sentences) == len(vietnamese.sentences)
    for said, meant in zip(english.sentences, vietnamese.sentences, strict=True):
        # The same figures in the same order, in words of its own.
        assert NUMBERS.findall(said) == NUMBERS.findall(meant)
        assert said != meant
    assert set(WORDS["en"].say) == set(WORDS["vi"].say)
