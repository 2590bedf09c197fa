"""A synthetic year's export of dossiers, composed so that its counts are known beforehand.

No dossier is real and the file says so. The same lines every time: 829 settled up to 24/11/2021,
812 of them on time and 398 early, 356 online at level 3 and 143 at level 4, 118 of 412 with a fee
paid online, 17 late; 34 are still open. That these subsets cross each other at random is had by
stepping through a prime number of places.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from parindex.demonstration.procedures import (
    IllustrativeProcedure,
    illustrative_procedures,
)
from parindex_core.vietnamese.working_days import WorkingCalendar
from parindex_dossiers.synthesis import NOTICE

SETTLED, EARLY, LATE = 829, 398, 17
LEVEL_3, LEVEL_4, WITH_FEE, PAID_ONLINE = 356, 143, 412, 118
_AGENCY_CODE = "H48.12"
_FIRST_END, _TODAY = date(2021, 1, 6), date(2021, 11, 24)
# Working days from today of the appointed returns of dossiers still open; 0 is today.
_OPEN = (-4, -3, -2, *[0] * 4, 1, 1, 1, 2, 2, 2, 3, 3, 3, *range(4, 19))
_WAITING = 3
_HOURS = (time(8, 15), time(9, 40), time(10, 30), time(14, 5), time(15, 20))
_HEADERS = (
    *("MaHoSo", "MaTTHC", "TenTTHC", "MaLinhVuc", "TenDonVi", "KenhThucHien", "MucDo"),
    *("NgayTiepNhan", "NgayHenTra", "NgayYeuCauBoSung", "SoLanBoSung"),
    *("NgayKetThucXuLy", "TrangThaiHoSo", "PhiLePhi", "DuocThanhToanTrucTuyen"),
    *("DuongDanTepTinKetQua", "DuocSoHoa", "DuocLayTuKhoDMQG", "TaiKhoanDuocXacThucVoiVNeID"),
)


def synthetic_export() -> bytes:
    """The export as .csv, semicolons and BOM as the one-stop systems write it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    text.write(f"# {NOTICE}\n")
    writer.writerow(_HEADERS)
    writer.writerows(_cells(line) for line in (*settled_dossiers(), *open_dossiers()))
    return ("\ufeff" + text.getvalue()).encode()


@dataclass(frozen=True)
class Dossier:
    """A dossier of the export."""

    number: int
    procedure: IllustrativeProcedure
    received: datetime
    appointed: datetime
    ended: datetime | None
    channel: int
    level: int
    fee: int
    is_paid_online: bool
    asked: datetime | None = None

    @property
    def code(self) -> str:
        """As the one-stop systems write it."""
        return f"{_AGENCY_CODE}-{self.received:%y%m%d}-{self.number:04d}"

    @property
    def is_late(self) -> bool:
        """Whether it was settled late."""
        return self.ended is not None and self.ended > self.appointed


@cache
def _working_days() -> list[date]:
    """The working days around the year, in order."""
    calendar, first = WorkingCalendar(), date(2020, 10, 1)
    days = (first + timedelta(offset) for offset in range(500))
    return [day for day in days if calendar.is_working_day(day)]


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour)


def settled_dossiers() -> Iterator[Dossier]:
    """The dossiers settled in the year, by their end; exactly the counts of the module."""
    days = _working_days()
    first, last = days.index(_FIRST_END), days.index(_TODAY)
    on_time = 0
    for place in range(SETTLED):
        ended = first + place * (last - first) // SETTLED
        # Steps through a prime number of places meet each of them once.
        channel, payment = place * 101 % SETTLED, place * 257 % SETTLED
        procedure = _procedure(place, has_fee=payment < WITH_FEE)
        if _is_chosen(place, LATE, SETTLED):
            used = procedure.days + 1 + place % 5
        else:
            is_early = _is_chosen(on_time, EARLY, SETTLED - LATE)
            used = procedure.days - (1 + place % 2 if is_early else 0)
            on_time += 1
        received, hour = days[ended - used], _HOURS[place % len(_HOURS)]
        yield Dossier(
            number=place + 1,
            procedure=procedure,
            received=_at(received, hour),
            appointed=_at(days[ended - used + procedure.days], time(17)),
            ended=_at(days[ended], hour),
            channel=2 if channel < LEVEL_3 + LEVEL_4 else 3 if channel % 20 == 0 else 1,
            level=3 if channel < LEVEL_3 else 4 if channel < LEVEL_3 + LEVEL_4 else 2,
            fee=procedure.fee or 0,
            is_paid_online=payment < PAID_ONLINE,
        )


def open_dossiers() -> Iterator[Dossier]:
    """The dossiers not settled yet: the most overdue first, those that wait for papers last."""
    days = _working_days()
    today = days.index(_TODAY)
    for place, due in enumerate((*_OPEN, *range(5, 5 + _WAITING))):
        procedure = _procedure(place, has_fee=place % 2 == 0)
        # Received at the latest today, whatever the procedure's time.
        received = min(today + due - procedure.days, today)
        is_waiting = place >= len(_OPEN)
        yield Dossier(
            number=SETTLED + place + 1,
            procedure=procedure,
            received=_at(days[received], _HOURS[place % len(_HOURS)]),
            appointed=_at(days[today + due], time(17)),
            ended=None,
            channel=1 + place % 2,
            level=3,
            fee=procedure.fee or 0,
            is_paid_online=False,
            asked=_at(days[received], time(16, 30)) if is_waiting else None,
        )


def _procedure(place: int, has_fee: bool) -> IllustrativeProcedure:
    among = [each for each in _with_dossiers() if bool(each.fee) is has_fee]
    return among[place % len(among)]


@cache
def _with_dossiers() -> list[IllustrativeProcedure]:
    return [each for each in illustrative_procedures() if each.has_dossiers]


def _is_chosen(place: int, count: int, total: int) -> bool:
    """Whether a place is one of ``count`` spread evenly over ``total``; exactly so many are."""
    return (place + 1) * count // total > place * count // total


def _cells(line: Dossier) -> list[object]:
    procedure, is_done, number = line.procedure, line.ended is not None, line.number
    return [
        line.code,
        procedure.code,
        procedure.name,
        procedure.field,
        procedure.unit_name,
        line.channel,
        line.level,
        _written(line.received),
        _written(line.appointed),
        _written(line.asked),
        1 if line.asked else 0,
        _written(line.ended),
        10 if is_done else 5 if line.asked else 4,
        line.fee,
        1 if line.is_paid_online else 0,
        # Every online dossier and most others come with an electronic result.
        f"ketqua/{number}.pdf" if is_done and (line.channel == 2 or number % 3) else "",
        1 if number % 5 < 3 else 0,
        1 if number % 6 == 0 else 0,
        1 if line.channel == 2 and number % 2 else 0,
    ]


def _written(moment: datetime | None) -> str:
    return f"{moment:%d/%m/%Y %H:%M}" if moment else ""
