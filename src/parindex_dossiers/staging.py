"""Rows of a load on their way into the store: resolved, parted by month, not yet counted."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from parindex_dossiers.rejections import Rejections
from parindex_dossiers.resolution import FACTS, month_number
from parindex_dossiers.store import Writing


@dataclass(frozen=True)
class Repeated:
    """Rows of one code: how many only repeat another, and (place, code) of contradicting ones."""

    same: int
    contradicting: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class PartedPiece:
    """A resolved piece by month of reception, and of each row its code's hash, place and month."""

    codes: pl.DataFrame
    parts: dict[int, pl.DataFrame]


def part_by_month(piece: pl.DataFrame) -> PartedPiece:
    """Part a resolved piece; one that was never received by the month it was handed in."""
    month = month_number(pl.coalesce("received_at", "submitted_at")).alias("month")
    dated = piece.drop("unit_name", "procedure_name").with_columns(month)
    codes = dated.select(pl.col("code").hash().alias("hash"), "place", "month")
    months = codes["month"]
    if months.n_unique() == 1:
        # As a rule: systems export in the order of reception.
        return PartedPiece(codes, {int(months[0]): dated.drop("month")})
    parts = dated.partition_by("month", as_dict=True, include_key=False)
    return PartedPiece(codes, {int(number): part for (number,), part in parts.items()})


class StagedRows:
    """Files of rows by month of reception, and the codes of all rows."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._paths: dict[int, list[Path]] = {}
        self._codes: list[pl.DataFrame] = []
        self._left_out: pl.DataFrame = pl.DataFrame(schema={"place": pl.Int64})
        self._rows = 0

    def add(self, piece: "PartedPiece") -> None:
        """Take a resolved piece."""
        self._rows += piece.codes.height
        self._codes.append(piece.codes)
        for month, part in piece.parts.items():
            self._write(month, part)

    def _write(self, month: int, part: pl.DataFrame) -> None:
        paths = self._paths.setdefault(month, [])
        path = self._writing.scratch(f"{month}-{len(paths)}.arrow")
        # Neither compressed nor converted: it is read again within the minute.
        part.write_ipc(path, compat_level=pl.CompatLevel.newest())
        paths.append(path)

    def blank(self, places: int, rejections: Rejections) -> int:
        """How many of the records read were blank rows."""
        return places - self._rows - rejections.count(())

    @property
    def months(self) -> list[int]:
        """The months that rows fall into."""
        return sorted(self._paths)

    def rows_of(self, month: int) -> pl.DataFrame:
        """The rows of a month that count, without the repeated ones."""
        rows = self._rows_with_place(month)
        if self._left_out.height:
            rows = rows.join(self._left_out, on="place", how="anti")
        return rows.drop("place")

    def codes_of_months(self) -> pl.DataFrame:
        """``code`` and ``month`` of every row that counts."""
        return pl.concat(
            [
                self.rows_of(month).select("code", pl.lit(month, pl.Int32).alias("month"))
                for month in self.months
            ]
        )

    def take_out_repeated(self) -> Repeated:
        """Count a row that comes twice once, and rows of one code that differ not at all."""
        codes = pl.concat(self._codes) if self._codes else None
        self._codes.clear()
        if codes is None or not codes["hash"].is_duplicated().any():
            return Repeated(0, ())
        suspects = codes.filter(codes["hash"].is_duplicated())
        found = pl.concat(
            [
                self._rows_with_place(month).join(suspects.select("place"), on="place", how="semi")
                for month in suspects["month"].unique().sort().to_list()
            ]
        ).filter(pl.col("code").is_duplicated())
        groups = found.sort("place").group_by("code", maintain_order=True)
        counted = groups.agg(
            pl.col("place").alias("places"), pl.struct(FACTS).n_unique().alias("versions")
        )
        same = counted.filter(pl.col("versions") == 1)["places"].list.slice(1).explode()
        different = counted.filter(pl.col("versions") > 1).explode("places").sort("places")
        left_out = pl.concat([same, different["places"]]).drop_nulls()
        self._left_out = pl.DataFrame({"place": left_out})
        pairs = tuple(different.select("places", "code").iter_rows())
        return Repeated(same.drop_nulls().len(), pairs)

    def _rows_with_place(self, month: int) -> pl.DataFrame:
        """The rows of a month with their place in the export."""
        return pl.concat([pl.read_ipc(path) for path in self._paths[month]])
