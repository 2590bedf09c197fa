"""Answers: indicators by period and place.

Three ways to the same numbers, compared in the tests: the cube (periods of whole months), the
resolved dossiers on the embedded engine (any period), and the same expressions on Spark.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from typing import Any, Literal

import polars as pl

from parindex_core.vietnamese.numbers import round_half_up
from parindex_dossiers.catalogue import INDICATOR_BY_CODE, INDICATORS, Indicator
from parindex_dossiers.engines import EMBEDDED, Engine, open_engine
from parindex_dossiers.errors import DossiersRefused
from parindex_dossiers.measures import (
    MEASURES,
    measures_of_dossiers,
)
from parindex_dossiers.names import Names
from parindex_dossiers.periods import Period
from parindex_dossiers.store import Manifest, MonthFile, Store
from parindex_dossiers.warm import is_warm, measures_from_cube

Dimension = Literal["agency", "unit", "field", "procedure", "channel"]
DIMENSIONS: tuple[Dimension, ...] = ("agency", "unit", "field", "procedure", "channel")


@dataclass(frozen=True)
class Row:
    """One number: ``place`` is the code in the dimension asked for, empty for the whole."""

    period: str
    place: str
    name: str | None
    indicator: str
    numerator: int
    denominator: int

    @property
    def ratio(self) -> Decimal | None:
        """Rounded half up to four decimals; None without cases."""
        if not self.denominator:
            return None
        return round_half_up(Fraction(self.numerator, self.denominator), 4)

    def to_json(self, by: Dimension | None) -> dict[str, Any]:
        """``{period, unit, indicator, numerator, denominator, ratio}``, and the place's name."""
        key = by or "unit"
        return {
            "period": self.period,
            key: self.place if by else None,
            "indicator": self.indicator,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "ratio": None if self.ratio is None else str(self.ratio),
            f"{key}_name": self.name,
        }


@dataclass(frozen=True)
class Question:
    """What is asked: a period, cut by a dimension, of the places named in ``where``."""

    period: Period
    by: Dimension | None = None
    where: Mapping[Dimension, Sequence[str]] = field(default_factory=dict)
    codes: Sequence[str] | None = None

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators asked for; by default those of the template and the portal."""
        if self.codes is None:
            return tuple(indicator for indicator in INDICATORS if not indicator.ours)
        unknown = [code for code in self.codes if code not in INDICATOR_BY_CODE]
        if unknown:
            raise DossiersRefused(
                f"Không có chỉ tiêu “{unknown[0]}” tính được từ hồ sơ. Chọn một trong: "
                f"{', '.join(INDICATOR_BY_CODE)}."
            )
        return tuple(indicator for indicator in INDICATORS if indicator.code in self.codes)


def indicators(
    store: Store, question: Question, engine: str | Engine = EMBEDDED, warm: bool = True
) -> list[Row]:
    """The rows of a question, by place and then in the order of the catalogue.

    ``engine``: a name for ``open_engine``, or an engine that is open already.
    ``warm``: answer from the cube where it tells the period.

    :raises StoreEmpty, EngineUnavailable:
    """
    manifest = store.filled_manifest()
    if engine == EMBEDDED and warm and is_warm(manifest, question.period):
        counted = measures_from_cube(store, manifest, question.period)
    elif isinstance(engine, str):
        with open_engine(engine) as opened:
            counted = _from_dossiers(store, manifest, question, opened)
    else:
        counted = _from_dossiers(store, manifest, question, engine)
    return _rows(store, manifest, question, counted)


def _from_dossiers(
    store: Store, manifest: Manifest, question: Question, engine: Engine
) -> pl.DataFrame:
    files = files_within(manifest, question.period)
    if not files:
        return pl.DataFrame(schema={"group_id": pl.Int32, **dict.fromkeys(MEASURES, pl.Int64)})
    dossiers = engine.table([store.path(file.path) for file in files])
    counted = engine.rows(measures_of_dossiers(dossiers, question.period.span))
    return pl.DataFrame(pl.from_arrow(counted))


def files_within(manifest: Manifest, period: Period) -> list[MonthFile]:
    """The files that can hold a dossier settled in the period or open at its end."""
    start, stop = period.span.start.isoformat(), period.span.stop.isoformat()
    return [
        file
        for file in manifest.files
        if file.received_from is not None
        and file.received_from < stop
        and (file.open or (file.ended_to or "") >= start)
    ]


def _rows(store: Store, manifest: Manifest, question: Question, counted: pl.DataFrame) -> list[Row]:
    groups = pl.read_parquet(store.path(manifest.groups or ""))
    placed = counted.join(_filtered(groups, question), on="group_id", how="inner")
    place = pl.lit("") if question.by is None else pl.col(question.by).cast(pl.String)
    placed = placed.with_columns(place.alias("place"))
    by_procedure = placed.group_by("place", "procedure").agg(pl.col(MEASURES).sum())
    wanted = question.indicators
    sums = [
        expression
        for indicator in wanted
        for expression in (
            _counted(indicator, indicator.numerator).alias(f"{indicator.code} numerator"),
            _counted(indicator, indicator.denominator).alias(f"{indicator.code} denominator"),
        )
    ]
    names = Names(store.path(manifest.names) if manifest.names else None)
    totals = by_procedure.group_by("place").agg(sums).sort("place")
    if question.by is None and totals.is_empty():
        totals = totals.vstack(_nothing(totals))
    return [
        Row(
            question.period.text,
            total["place"],
            names.of(question.by, total["place"]) if question.by else None,
            indicator.code,
            total[f"{indicator.code} numerator"],
            total[f"{indicator.code} denominator"],
        )
        for total in totals.iter_rows(named=True)
        for indicator in wanted
    ]


def _nothing(totals: pl.DataFrame) -> pl.DataFrame:
    return pl.DataFrame(
        [[0 if dtype != pl.String else "" for dtype in totals.dtypes]],
        schema=totals.schema,
        orient="row",
    )


def _counted(indicator: Indicator, names: tuple[str, ...]) -> pl.Expr:
    total = reduce(lambda left, right: left + right, (pl.col(name) for name in names))
    if indicator.of == "procedures":
        return (total > 0).sum().cast(pl.Int64)
    return total.sum()


def _filtered(groups: pl.DataFrame, question: Question) -> pl.DataFrame:
    for dimension, places in question.where.items():
        groups = groups.filter(pl.col(dimension).cast(pl.String).is_in(list(places)))
    return groups
