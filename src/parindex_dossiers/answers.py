"""Answers: indicators by period and place.

Three ways to the same numbers, compared in the tests: the cube (periods of whole months), the
resolved dossiers on the embedded engine (any period), and the same expressions on Spark.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache, reduce
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from parindex_core.vietnamese.numbers import round_half_up
from parindex_dossiers.catalogue import INDICATOR_BY_CODE, INDICATORS, Indicator
from parindex_dossiers.engines import EMBEDDED, Engine, open_engine
from parindex_dossiers.errors import DossiersRefused
from parindex_dossiers.measures import (
    MEASURES,
    open_at_end,
    open_sums,
    settled_in,
    settled_sums,
)
from parindex_dossiers.names import Names
from parindex_dossiers.periods import Period
from parindex_dossiers.places import Dimension, Places, open_places
from parindex_dossiers.store import Manifest, MonthFile, Store
from parindex_dossiers.warm import is_warm, measures_by_month, measures_from_cube


class Row(NamedTuple):
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
    places = open_places(store.path(manifest.groups or ""))
    within = _within(places, question.where)
    if engine == EMBEDDED and warm and is_warm(manifest, question.period):
        keys: list[str] = list(dict.fromkeys((question.by or "procedure", "procedure")))
        counted = measures_from_cube(store, manifest, question.period, keys, within)
    elif isinstance(engine, str):
        with open_engine(engine) as opened:
            counted = _from_dossiers(store, manifest, question, opened)
    else:
        counted = _from_dossiers(store, manifest, question, engine)
    if "group_id" in counted.columns:
        counted = counted.join(places.table, on="group_id")
        for name, numbers in within.items():
            counted = counted.filter(pl.col(name).is_in(numbers))
    place = pl.col(question.by) if question.by else pl.lit(0)
    names = _names(store.path(manifest.names)) if manifest.names else Names(None)
    return _rows(question, places, counted.with_columns(place.alias("place")), names)


def indicators_of_each(
    store: Store,
    periods: Sequence[Period],
    where: Mapping[Dimension, Sequence[str]],
    codes: Sequence[str] | None = None,
) -> list[list[Row]]:
    """The rows of each period as ``indicators`` gives them; those of single months by one look.

    :raises StoreEmpty:
    """
    manifest = store.filled_manifest()
    places = open_places(store.path(manifest.groups or ""))
    months = {period.text: period.single_month for period in periods}
    asked = [month for month in months.values() if month is not None]
    counted = {}
    if asked and manifest.cube is not None:
        span = (min(asked), max(asked))
        counted = measures_by_month(store, manifest, span, _within(places, where))
    answers = []
    for period in periods:
        question = Question(period, where=where, codes=codes)
        found = counted.get(months[period.text] or 0)
        if found is None:
            answers.append(indicators(store, question))
        else:
            whole = found.with_columns(pl.lit(0).alias("place"))
            answers.append(_rows(question, places, whole, Names(None)))
    return answers


def _within(places: Places, where: Mapping[Dimension, Sequence[str]]) -> dict[str, list[int]]:
    return {dimension: places.numbers(dimension, codes) for dimension, codes in where.items()}


@lru_cache(maxsize=4)
def _names(path: Path) -> Names:
    """Names from a file that is never written again under its name."""
    return Names(path)


def _from_dossiers(
    store: Store, manifest: Manifest, question: Question, engine: Engine
) -> pl.DataFrame:
    """The measures by ``group_id``; a group may come in several rows to be added up.

    The manifest knows when the dossiers of a file ended. Where all ended within the period, the
    stored flags say what is settled, and what is open is in a file of its own; only the files at
    the period's edges have their moments looked at.
    """
    files, span = files_within(manifest, question.period), question.period.span
    within = [file for file in files if _lies_within(file, question.period)]
    edge = [file for file in files if file not in within]
    parts = []
    if within:
        dossiers = engine.table([store.path(file.path) for file in within])
        parts.append(settled_sums(dossiers.filter(dossiers.settled)))
    if edge:
        dossiers = engine.table([store.path(file.path) for file in edge])
        parts.append(settled_sums(dossiers.filter(settled_in(dossiers, span))))
        parts.append(open_sums(dossiers.filter(open_at_end(dossiers, span)), span))
    still_open = [store.path(file.open_path) for file in within if file.open_path]
    if still_open:
        parts.append(open_sums(engine.table(still_open), span))
    schema = pl.Schema({"group_id": pl.Int32, **dict.fromkeys(MEASURES, pl.Int64)})
    # One after another: engines differ in the type of a sum of flags, which a union would not bear.
    counted = [pl.DataFrame(pl.from_arrow(engine.rows(part))).cast(schema) for part in parts]
    return pl.concat([pl.DataFrame(schema=schema), *counted])


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


def _lies_within(file: MonthFile, period: Period) -> bool:
    """Whether every dossier of a file was received before the period's end and ended in it."""
    start, stop = period.span.start.isoformat(), period.span.stop.isoformat()
    if file.received_to is None or file.received_to >= stop:
        return False
    return file.ended_from is None or (
        file.ended_from >= start and file.ended_to is not None and file.ended_to < stop
    )


def _rows(question: Question, places: Places, counted: pl.DataFrame, names: Names) -> list[Row]:
    """``counted``: measures by ``place`` and ``procedure``, in rows to be added up."""
    by_procedure = counted.group_by("place", "procedure").agg(pl.col(MEASURES).sum())
    wanted, by, period = question.indicators, question.by, question.period.text
    sums = [
        _counted(indicator, part).alias(f"{indicator.code} {number}")
        for indicator in wanted
        for number, part in enumerate((indicator.numerator, indicator.denominator))
    ]
    totals = by_procedure.group_by("place").agg(sums).sort("place").rows()
    if by is None and not totals:
        totals = [(0, *(0 for _ in sums))]
    rows = []
    for number, *counts in totals:
        place = places.codes[by][number] if by else ""
        name = names.of(by, place) if by else None
        pairs = zip(wanted, counts[::2], counts[1::2], strict=True)
        rows += [Row(period, place, name, entry.code, top, bottom) for entry, top, bottom in pairs]
    return rows


def _counted(indicator: Indicator, names: tuple[str, ...]) -> pl.Expr:
    total = reduce(lambda left, right: left + right, (pl.col(name) for name in names))
    if indicator.of == "procedures":
        return (total > 0).sum().cast(pl.Int64)
    return total.sum()
