"""Places: agencies, units, fields, procedures and channels as small numbers in their own order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import polars as pl

from parindex_dossiers.groups import KEYS

Dimension = Literal["agency", "unit", "field", "procedure", "channel"]
DIMENSIONS: tuple[Dimension, ...] = ("agency", "unit", "field", "procedure", "channel")


@dataclass(frozen=True)
class Places:
    """``table``: ``group_id`` and a number for each dimension; ``codes``: what they stand for."""

    table: pl.DataFrame
    codes: Mapping[str, Sequence[str]]

    def numbers(self, dimension: Dimension, wanted: Sequence[str]) -> list[int]:
        """The numbers of codes; a code that no dossier has falls away."""
        known = {code: number for number, code in enumerate(self.codes[dimension])}
        return [known[code] for code in wanted if code in known]


@lru_cache(maxsize=4)
def open_places(path: Path) -> Places:
    """The places of a file of groups, which is never written again under its name."""
    groups = pl.read_parquet(path).with_columns(pl.col("channel").cast(pl.String))
    codes = {key: groups[key].unique().sort().to_list() for key in KEYS}
    numbered = [
        groups[key].replace_strict(codes[key], range(len(codes[key])), return_dtype=pl.Int32)
        for key in KEYS
    ]
    return Places(pl.DataFrame([groups["group_id"], *numbered]), codes)
