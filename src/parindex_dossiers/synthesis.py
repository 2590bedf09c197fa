"""A realistic export that nobody's dossiers are in, for tests, demonstrations and benchmarks.

Every oddity of real exports occurs: no appointed return, one and two supplements, withdrawn,
stopped, not accepted, open, waiting for a supplement, ended on a holiday, objective causes. The
same seed gives the same rows. Every file says that it is synthetic: a first line in .csv and
.xlsx, an entry in JSON, the schema's metadata in Parquet.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
import polars as pl

from parindex_core.vietnamese.working_days import WorkingCalendar
from parindex_dossiers.calendar_days import FIRST_DAY, calendar_days

NOTICE = (
    "Dữ liệu tổng hợp bằng máy, không phải hồ sơ thật / Synthetic data, no real dossier "
    "(parindex dossiers synthesize)"
)
CHUNK = 250_000
_FIELDS = ("Đo lường", "Sở hữu trí tuệ", "An toàn bức xạ", "Hoạt động khoa học", "Công nghệ cao")
_CAUSES = (
    "Hệ thống dùng chung gián đoạn, văn bản 112/TB-TTĐT",
    "Chờ ý kiến cơ quan phối hợp, công văn 385/SXD-QLN",
    "Ảnh hưởng bão số 4, thông báo 27/TB-UBND",
)
_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Shape:
    """What to make: how many rows, from which seed, received in which year, by how many."""

    rows: int
    seed: int = 1
    year: int = 2021
    agencies: int = 12
    units_each: int = 4
    procedures: int = 120
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)

    @cached_property
    def limits(self) -> np.ndarray:
        """Longest time of each procedure, in working days."""
        return np.random.default_rng([self.seed, 1]).choice([3, 5, 7, 10, 15, 20], self.procedures)

    @cached_property
    def procedure_codes(self) -> list[str]:
        """Codes as the national catalogue writes them, such as 1.000358."""
        numbers = np.random.default_rng([self.seed, 2]).choice(15_000, self.procedures, False)
        return [f"{1 + n % 3}.{n:06d}" for n in numbers.tolist()]

    def catalogue(self) -> list[dict[str, object]]:
        """The procedures with their longest time, as ``--procedures`` reads them."""
        return [
            {"code": code, "name": _procedure_name(n), "working_days": int(self.limits[n])}
            for n, code in enumerate(self.procedure_codes)
        ]


def _procedure_name(number: int) -> str:
    return f"Thủ tục minh họa {number + 1}"


def synthetic_batches(shape: Shape) -> Iterator[pl.DataFrame]:
    """The rows in pieces: national field names, moments as datetimes of whole minutes."""
    for start in range(0, shape.rows, CHUNK):
        yield _Piece(shape, start, min(CHUNK, shape.rows - start)).frame()


class _Piece:
    """A run of rows whose random numbers depend on the seed and its place only."""

    def __init__(self, shape: Shape, start: int, count: int) -> None:
        self.shape, self.start, self.count = shape, start, count
        self.chance = np.random.default_rng([shape.seed, 3, start])
        self.calendar = calendar_days(shape.calendar)

    def _chance(self, share: float) -> np.ndarray:
        return self.chance.random(self.count) < share

    def _working_moment(self, days: np.ndarray) -> np.ndarray:
        """A minute between 7:30 and 16:59 of the given days."""
        minutes = self.chance.integers(450, 1020, self.count)
        return days.astype("datetime64[m]") + minutes.astype("timedelta64[m]")

    def _add_working_days(self, days: np.ndarray, counts: np.ndarray) -> np.ndarray:
        ordinals = self.calendar.ordinals.to_numpy()
        first = np.datetime64(FIRST_DAY)
        wanted = ordinals[(days - first).astype(np.int64)] + counts
        return first + np.searchsorted(ordinals, wanted, side="left").astype("timedelta64[D]")

    def frame(self) -> pl.DataFrame:
        shape, count, chance = self.shape, self.count, self.chance
        year_start = np.datetime64(date(shape.year, 1, 1))
        length = int((np.datetime64(date(shape.year + 1, 1, 1)) - year_start) / _DAY)
        # In the order of reception, as the one-stop systems export them.
        place = (self.start + np.arange(count)) * length // max(shape.rows, 1)
        received_day = self._add_working_days(
            year_start + place.astype("timedelta64[D]") - _DAY, np.ones(count, dtype=np.int64)
        )
        received = self._working_moment(received_day)
        procedure = (chance.random(count) ** 2 * shape.procedures).astype(np.int64)
        agency = (chance.random(count) ** 1.5 * shape.agencies).astype(np.int64)
        unit = agency * shape.units_each + procedure % shape.units_each
        limit = shape.limits[procedure]
        appointed = self._working_moment(self._add_working_days(received_day, limit))
        asked = self._chance(0.07)
        requested_day = self._add_working_days(received_day, np.minimum(limit, 2))
        requested = self._working_moment(requested_day)
        completed = self._working_moment(
            self._add_working_days(requested_day, chance.integers(1, 8, count))
        )
        requests = np.where(asked, np.where(self._chance(0.06), 2, 1), 0)
        waits = asked & self._chance(0.06)
        # Most end early or on the day; a few end late, by up to eight working days.
        spent = np.maximum(0, limit - chance.integers(0, np.maximum(limit, 2)))
        spent = np.where(self._chance(0.05), limit + chance.integers(1, 9, count), spent)
        spent += np.where(asked & ~waits, 7, 0)
        ended_day = self._add_working_days(received_day, spent)
        ended_day += np.where(self._chance(0.004), _DAY, 0 * _DAY)
        ended = np.maximum(self._working_moment(ended_day), received + np.timedelta64(5, "m"))
        ended = np.where(asked & ~waits, np.maximum(ended, completed), ended)
        open_still = self._chance(0.012) | waits
        refused = self._chance(0.004)
        withdrawn = ~open_still & self._chance(0.01)
        stopped = ~open_still & ~withdrawn & self._chance(0.006)
        returned = ended + chance.integers(10, 2000, count).astype("timedelta64[m]")
        return self._exported(
            code_number=self.start + np.arange(count),
            agency=agency,
            unit=unit,
            procedure=procedure,
            received=np.where(refused, np.datetime64("NaT"), received),
            submitted=received - chance.integers(1, 900, count).astype("timedelta64[m]"),
            received_day=received_day,
            appointed=np.where(refused | self._chance(0.02), np.datetime64("NaT"), appointed),
            requested=np.where(asked & ~refused, requested, np.datetime64("NaT")),
            completed=np.where(asked & ~waits & ~refused, completed, np.datetime64("NaT")),
            requests=np.where(refused, 0, requests),
            ended=np.where(open_still | refused, np.datetime64("NaT"), ended),
            returned=np.where(
                open_still | refused | withdrawn | stopped | self._chance(0.05),
                np.datetime64("NaT"),
                returned,
            ),
            status=np.select(
                [refused, waits, open_still, withdrawn, stopped, self._chance(0.05)],
                [3, 5, 4, 7, 8, 9],
                10,
            ),
            late=(ended > appointed) & ~open_still & ~refused,
        )

    def _exported(self, **made: np.ndarray) -> pl.DataFrame:
        shape, count, chance = self.shape, self.count, self.chance
        channel = chance.choice([1, 2, 3], count, p=[0.38, 0.57, 0.05])
        level = np.where(made["procedure"] % 5 == 0, 2, np.where(made["procedure"] % 2, 3, 4))
        fee = np.where(made["procedure"] % 3 == 0, (made["procedure"] % 7 + 1) * 50_000, 0)
        paid = (fee > 0) & self._chance(0.55)
        digitised = self._chance(0.4)
        frame = pl.DataFrame(
            {
                "agency": _picked(
                    [f"H48.{n + 1:02d}" for n in range(shape.agencies)], made["agency"]
                ),
                "day": _moments(made["received_day"]),
                "number": made["code_number"],
                "MaTTHC": _picked(shape.procedure_codes, made["procedure"]),
                "TenTTHC": _picked(
                    [_procedure_name(n) for n in range(shape.procedures)], made["procedure"]
                ),
                "MaLinhVuc": _picked(list(_FIELDS), made["procedure"] % len(_FIELDS)),
                "MaDonVi": _picked(self._unit_codes(), made["unit"]),
                "TenDonVi": _picked(self._unit_names(), made["unit"]),
                "KenhThucHien": channel,
                "MucDo": _picked(["2", "3", "4"], level - 2),
                "NgayNopHoSo": _moments(made["submitted"]),
                "NgayTiepNhan": _moments(made["received"]),
                "NgayHenTra": _moments(made["appointed"]),
                "NgayYeuCauBoSung": _moments(made["requested"]),
                "NgayHoanThanhBoSung": _moments(made["completed"]),
                "SoLanBoSung": made["requests"],
                "NgayKetThucXuLy": _moments(made["ended"]),
                "NgayTra": _moments(made["returned"]),
                "TrangThaiHoSo": made["status"],
                "PhiLePhi": fee,
                "DuocThanhToanTrucTuyen": np.where(paid, chance.integers(1, 3, count), 0),
                "result": ~np.isnat(made["ended"]) & self._chance(0.68),
                "HoSoCoThanhPhanSoHoa": digitised.astype(np.int8),
                "DuocSoHoa": (digitised & self._chance(0.9)).astype(np.int8),
                "DuocLayTuKhoDMQG": self._chance(0.15).astype(np.int8),
                "TaiKhoanDuocXacThucVoiVNeID": self._chance(0.5).astype(np.int8),
                "LyDoTreKhachQuan": _picked(
                    [*_CAUSES, None],
                    np.where(made["late"] & self._chance(0.12), chance.integers(0, 3, count), 3),
                ),
                "ThuXinLoi": (made["late"] & self._chance(0.8)).astype(np.int8),
            }
        )
        code = pl.format(
            "{}-{}-{}",
            pl.col("agency"),
            pl.col("day").dt.to_string("%y%m%d"),
            pl.col("number").cast(pl.String).str.zfill(7),
        )
        link = pl.format("ketqua/{}.pdf", pl.col("number"))
        return frame.select(
            code.alias("MaHoSo"),
            *frame.columns[3:9],
            *frame.columns[9:20],
            "DuocThanhToanTrucTuyen",
            pl.when("result").then(link).alias("DuongDanTepTinKetQua"),
            *frame.columns[22:],
            # Applicants that do not exist, so that the reader has personal columns to drop.
            pl.format("Người nộp minh họa {}", pl.col("number")).alias("TenChuHoSo"),
            pl.lit("0900000000").alias("SoDienThoai"),
        )

    def _unit_codes(self) -> list[str]:
        return [
            f"H48.{agency + 1:02d}.{unit + 1:02d}"
            for agency in range(self.shape.agencies)
            for unit in range(self.shape.units_each)
        ]

    def _unit_names(self) -> list[str]:
        return [
            f"Đơn vị minh họa {unit + 1} của cơ quan minh họa {agency + 1}"
            for agency in range(self.shape.agencies)
            for unit in range(self.shape.units_each)
        ]


def _picked(names: list[str] | list[str | None], places: np.ndarray) -> pl.Series:
    return pl.Series(names, dtype=pl.String).gather(places)


def _moments(values: np.ndarray) -> pl.Series:
    return pl.Series(values.astype("datetime64[us]"))
