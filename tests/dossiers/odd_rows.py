"""Dossiers with every oddity, at random but the same for the same seed, and an export of them."""

import csv
import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

PROCEDURES = tuple(f"1.{number:06d}" for number in range(358, 388))
# The last five have no longest time: without an appointed return nobody can say.
LIMITS = {code: 1 + place % 12 for place, code in enumerate(PROCEDURES[:-5])}
ON_PAPER = frozenset(PROCEDURES[::4])
# Midnights and the last seconds of months are where counting goes wrong.
_EDGES = (
    datetime(2021, 1, 1),
    datetime(2021, 3, 31, 23, 59, 59),
    datetime(2021, 4, 1),
    datetime(2021, 4, 30, 12),
    datetime(2021, 5, 4),
    datetime(2021, 6, 30, 23, 59),
    datetime(2021, 12, 31, 23, 59, 59),
    datetime(2022, 1, 1),
)


def odd_rows(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Rows by national field names with typed values; moments are whole seconds."""
    chance = random.Random(seed)
    for number in range(count):
        yield _row(chance, number)


def _row(chance: random.Random, number: int) -> dict[str, Any]:
    received = _moment(chance, datetime(2020, 10, 1), 480)
    status = chance.choice((4, 5, 7, 8, 9, 10, 10, 10, 10, None))
    if chance.random() < 0.02:
        status = chance.choice((1, 3))
    asked = given = None
    requests = 0
    if chance.random() < 0.3:
        requests = chance.choice((0, 1, 1, 1, 1, 2, 3))
        # A request may come before the reception; its supplement may never come.
        asked = received + timedelta(seconds=chance.randint(-3 * 86_400, 20 * 86_400))
        if chance.random() < 0.7:
            given = asked + timedelta(seconds=chance.randint(0, 25 * 86_400))
    processed = returned = None
    if status in (7, 8, 9, 10) or (status is None and chance.random() < 0.5):
        # Also on holidays and at weekends, and while the supplement is still waited for.
        processed = _later(chance, received, 40)
        returned = _later(chance, processed, 10) if chance.random() < 0.8 else None
        if returned is not None and chance.random() < 0.2:
            processed = None
    appointed = None
    if chance.random() < 0.75:
        appointed = _later(chance, received, 30)
        if chance.random() < 0.25:
            appointed = datetime(appointed.year, appointed.month, appointed.day)
        if processed is not None and chance.random() < 0.05:
            appointed = max(processed, received)
    agency = chance.randint(1, 4)
    return {
        "MaHoSo": f"H48.{agency:02d}-{received:%y%m%d}-{number:06d}",
        "MaTTHC": chance.choice(PROCEDURES),
        "MaDonVi": f"H48.{agency:02d}.{chance.randint(1, 3):02d}",
        "KenhThucHien": chance.choice((1, 2, 2, 3)),
        "MucDo": chance.choice((2, 3, 4)),
        "NgayTiepNhan": received,
        "NgayHenTra": appointed,
        "NgayYeuCauBoSung": asked,
        "NgayHoanThanhBoSung": given,
        "SoLanBoSung": requests,
        "NgayKetThucXuLy": processed,
        "NgayTra": returned,
        "TrangThaiHoSo": status,
        "PhiLePhi": chance.choice((0, 0, 50_000, 150_000)),
        "DuocThanhToanTrucTuyen": chance.choice((0, 1, 2)),
        "DuongDanTepTinKetQua": chance.choice(("ketqua/1.pdf", None)),
        "DuocSoHoa": chance.randint(0, 1),
        "DuocLayTuKhoDMQG": chance.randint(0, 1),
        "TaiKhoanDuocXacThucVoiVNeID": chance.randint(0, 1),
        "LyDoTreKhachQuan": chance.choice((None, None, "Bão số 4, thông báo 27/TB-UBND")),
        "ThuXinLoi": chance.randint(0, 1),
    }


def _moment(chance: random.Random, start: datetime, days: int) -> datetime:
    if chance.random() < 0.02:
        return chance.choice(_EDGES)
    return start + timedelta(seconds=chance.randint(0, days * 86_400))


def _later(chance: random.Random, start: datetime, days: int) -> datetime:
    edges = [edge for edge in _EDGES if edge >= start]
    if edges and chance.random() < 0.02:
        return chance.choice(edges)
    return start + timedelta(seconds=chance.randint(0, days * 86_400))


def as_text(value: Any) -> str:
    """A typed value as an export writes it."""
    if value is None:
        return ""
    return value.strftime("%d/%m/%Y %H:%M:%S") if isinstance(value, datetime) else str(value)


def write_export(path: Path, rows: Sequence[dict[str, Any]], delimiter: str = ";") -> Path:
    """An export as .csv with BOM."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(rows[0])
        writer.writerows([as_text(value) for value in row.values()] for row in rows)
    return path
