"""Groups: each combination of agency, unit, field, procedure and channel has a small number.

Counting by one number and looking its names up afterwards reads a fraction of what counting by
five texts does. Numbers are given once and kept.
"""

from pathlib import Path

import polars as pl

KEYS = ("agency", "unit", "field", "procedure", "channel")
_SCHEMA = {"group_id": pl.Int32, **dict.fromkeys(KEYS[:-1], pl.String), "channel": pl.Int8}


class Groups:
    """The known groups, growing as pieces of an export are numbered."""

    def __init__(self, path: Path | None) -> None:
        self.table = pl.read_parquet(path) if path else pl.DataFrame(schema=_SCHEMA)
        self.grown = False

    def number(self, piece: pl.DataFrame) -> pl.DataFrame:
        """The piece with its ``group_id``; rows and their order stay."""
        # The keys alone: a join of the whole piece would copy all of it.
        keys = piece.select(KEYS)
        numbers = self._numbers(keys)
        unknown = numbers.is_null()
        if unknown.any():
            start = self.table.height
            fresh = keys.filter(unknown).unique().sort(KEYS)
            ids = pl.int_range(start, start + fresh.height, dtype=pl.Int32).alias("group_id")
            self.table = self.table.vstack(fresh.select(ids, *KEYS))
            self.grown = True
            numbers = self._numbers(keys)
        return piece.with_columns(numbers)

    def _numbers(self, keys: pl.DataFrame) -> pl.Series:
        return keys.join(self.table, on=KEYS, how="left", maintain_order="left")["group_id"]
