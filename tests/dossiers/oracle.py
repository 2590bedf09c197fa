"""A slow oracle: the rules of group 2.1 and of the template in plain Python, a dossier at a time.

Written from the definitions, without the engine's shortcut of a last moment on time: it takes the
end, takes the waiting off it, and compares. It shares nothing with parindex_dossiers.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from parindex_core.vietnamese.working_days import WorkingCalendar

TAKEN_IN_NOT = (1, 3)


@dataclass(frozen=True)
class Judgement:
    """What one dossier is in one period."""

    settled: bool
    open: bool
    on_time: bool
    early: bool
    late: bool


def judge(
    row: Mapping[str, Any],
    first: date,
    last: date,
    calendar: WorkingCalendar,
    limits: Mapping[str, int],
) -> Judgement:
    """Judge a dossier (national field names, typed values) in a period of whole days."""
    nothing = Judgement(False, False, False, False, False)
    received = row["NgayTiepNhan"]
    period_end = datetime.combine(last, time(23, 59, 59))
    if row["TrangThaiHoSo"] in TAKEN_IN_NOT or received is None or received > period_end:
        return nothing
    ended = row["NgayKetThucXuLy"] or row["NgayTra"]
    settled = ended is not None and datetime.combine(first, time()) <= ended <= period_end
    still_open = ended is None or ended > period_end
    if not settled and not still_open:
        return nothing
    end = ended if settled else period_end
    on_time = is_on_time(row, end, calendar, limits)
    appointed = row["NgayHenTra"]
    early = (
        settled
        and on_time is True
        and appointed is not None
        and (end - waiting(row, end)).date() < appointed.date()
    )
    return Judgement(settled, still_open, on_time is True, early, settled and on_time is False)


def waiting(row: Mapping[str, Any], end: datetime) -> timedelta:
    """Time that the applicant took, from reception on and up to the end."""
    asked, given = row["NgayYeuCauBoSung"], row["NgayHoanThanhBoSung"]
    if asked is None:
        return timedelta(0)
    start = max(asked, row["NgayTiepNhan"])
    stop = end if given is None else min(given, end)
    return max(stop - start, timedelta(0))


def is_on_time(
    row: Mapping[str, Any], end: datetime, calendar: WorkingCalendar, limits: Mapping[str, int]
) -> bool | None:
    """None when neither an appointed return nor a longest time says."""
    if row["SoLanBoSung"] > 1:
        return False
    appointed = row["NgayHenTra"]
    if appointed is not None:
        if appointed.time() == time():
            appointed += timedelta(hours=23, minutes=59, seconds=59)
        return end - waiting(row, end) <= appointed
    limit = limits.get(row["MaTTHC"])
    if limit is None:
        return None
    received = row["NgayTiepNhan"]
    used = calendar.working_days_between(received.date(), end.date())
    if waiting(row, end):
        start = max(row["NgayYeuCauBoSung"], received)
        given = row["NgayHoanThanhBoSung"]
        stop = end if given is None else min(given, end)
        used -= calendar.working_days_between(start.date(), stop.date())
    return used <= limit


def counts(
    rows: Iterable[Mapping[str, Any]],
    first: date,
    last: date,
    calendar: WorkingCalendar,
    limits: Mapping[str, int],
    paper: frozenset[str] = frozenset(),
) -> dict[tuple[str, str], tuple[int, int]]:
    """(unit, indicator) → (numerator, denominator); units without a dossier do not occur."""
    top: Counter[tuple[str, str]] = Counter()
    bottom: Counter[tuple[str, str]] = Counter()
    with_fee: set[tuple[str, str]] = set()
    paid: set[tuple[str, str]] = set()
    units: set[str] = set()
    for row in rows:
        judged = judge(row, first, last, calendar, limits)
        if not (judged.settled or judged.open):
            continue
        unit = row["MaDonVi"]
        units.add(unit)
        fee = row["PhiLePhi"] > 0
        online_payment = fee and row["DuocThanhToanTrucTuyen"] in (1, 2)
        result = row["DuongDanTepTinKetQua"] is not None
        online = row["KenhThucHien"] == 2 and (row["MaTTHC"] not in paper or result)
        bottom[unit, "DOSSIER_ON_TIME"] += 1
        top[unit, "DOSSIER_ON_TIME"] += judged.on_time
        bottom[unit, "DOSSIER_PAID_ONLINE"] += fee
        top[unit, "DOSSIER_PAID_ONLINE"] += online_payment
        if fee:
            with_fee.add((unit, row["MaTTHC"]))
        if online_payment:
            paid.add((unit, row["MaTTHC"]))
        if not judged.settled:
            continue
        for indicator, counted in (
            ("3.4.1", judged.on_time),
            ("3.4.2", judged.early),
            ("7.2.2", online and row["MucDo"] == 3),
            ("7.2.3", online and row["MucDo"] == 4),
            ("ORIGINAL_RESULT_AVAILABLE", result),
            ("SO_HOA_GIAY_TO_GIAI_QUYET", row["DuocSoHoa"] == 1),
            ("REUSED_DIGITIZED_DATA", row["DuocLayTuKhoDMQG"] == 1),
            ("CITIZEN_DATA_CONNECTED_DOSSIER", row["TaiKhoanDuocXacThucVoiVNeID"] == 1),
            ("ONLINE", online),
            ("LATE", judged.late),
        ):
            bottom[unit, indicator] += 1
            top[unit, indicator] += counted
        bottom[unit, "3.4.3"] += judged.late
        top[unit, "3.4.3"] += judged.late and row["ThuXinLoi"] == 1
        bottom[unit, "LATE_OBJECTIVE"] += judged.late
        top[unit, "LATE_OBJECTIVE"] += judged.late and row["LyDoTreKhachQuan"] is not None
        bottom[unit, "7.2.4"] += fee
        top[unit, "7.2.4"] += online_payment
    for unit, _ in with_fee:
        bottom[unit, "FORMALITY_PAID_ONLINE"] += 1
    for unit, _ in paid:
        top[unit, "FORMALITY_PAID_ONLINE"] += 1
    return {
        (unit, indicator): (top[unit, indicator], bottom[unit, indicator])
        for unit in units
        for indicator in INDICATORS
    }


INDICATORS = (
    *("3.4.1", "3.4.2", "3.4.3", "7.2.2", "7.2.3", "7.2.4", "DOSSIER_ON_TIME"),
    *("ORIGINAL_RESULT_AVAILABLE", "SO_HOA_GIAY_TO_GIAI_QUYET", "REUSED_DIGITIZED_DATA"),
    *("CITIZEN_DATA_CONNECTED_DOSSIER", "FORMALITY_PAID_ONLINE", "DOSSIER_PAID_ONLINE"),
    *("ONLINE", "LATE", "LATE_OBJECTIVE"),
)
