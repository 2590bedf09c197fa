"""The cube: a month's dossiers counted by month of event and group, made when they are loaded.

It answers any period of whole months without touching the dossiers, and exactly: the settled
measures of a month are those of the dossiers that ended in it; the open measures are *changes*, so
that the sum of all months up to one is what was open at its end. A dossier is open from the month
of its reception to before the month of its end, and open on time to before the month at whose end
it is late.
"""

from threading import Lock

import ibis
import polars as pl

from parindex_dossiers.measures import (
    FEE_FLAGS,
    MEASURES,
    OPEN_MEASURES,
    SETTLED_FLAGS,
    SETTLED_MEASURES,
    Expression,
    count_of,
)


class CubeMaker:
    """Makes the cubes of months; the expression is built once, its table is each month in turn."""

    def __init__(self) -> None:
        self._connection = ibis.polars.connect()
        self._expression: Expression | None = None
        self._one_at_a_time = Lock()

    def cube_of(self, dossiers: pl.DataFrame) -> pl.DataFrame:
        """The cube of one month's resolved dossiers."""
        with self._one_at_a_time:
            table = self._connection.create_table("dossiers", dossiers.lazy(), overwrite=True)
            if self._expression is None:
                self._expression = cube_of(table)
            cube = self._connection.to_polars(self._expression, engine="in-memory")
        return cube.sort("month", "group_id")


def cube_of(dossiers: Expression) -> Expression:
    """Counts by month and group; see the module."""
    taken_in = dossiers.filter(dossiers.counted_from.notnull())
    ended = taken_in.filter(taken_in.ended_at.notnull())
    # Late at the end of no month that it is open in: the change is at its end then.
    late_from = ibis.greatest(
        ibis.least(taken_in.late_month.fill_null(0), taken_in.ended_month.fill_null(_NO_MONTH)),
        taken_in.received_month,
    )
    dated = taken_in.mutate(late_from=late_from)
    parts = [
        _settled(ended),
        _opened(dated),
        _closed(ended),
        _late(dated),
    ]
    united: Expression = ibis.union(*parts)
    sums = {name: united[name].sum().cast("int64") for name in MEASURES}
    return united.group_by(["month", "group_id"]).agg(**sums)


_NO_MONTH = 99_999


def _settled(ended: Expression) -> Expression:
    sums = {name: count_of(ended[name]) for name in (*SETTLED_FLAGS, *FEE_FLAGS)}
    counted = ended.group_by(month=ended.ended_month, group_id=ended.group_id).agg(
        settled=ended.count().cast("int64"), **sums
    )
    return _filled(counted, OPEN_MEASURES)


def _opened(dated: Expression) -> Expression:
    counted = dated.group_by(month=dated.received_month, group_id=dated.group_id).agg(
        open=dated.count().cast("int64"),
        open_on_time=dated.count().cast("int64"),
        open_with_fee=count_of(dated.with_fee),
        open_paid_online=count_of(dated.paid_online),
    )
    return _filled(counted, SETTLED_MEASURES)


def _closed(ended: Expression) -> Expression:
    counted = ended.group_by(month=ended.ended_month, group_id=ended.group_id).agg(
        open=-ended.count().cast("int64"),
        open_with_fee=-count_of(ended.with_fee),
        open_paid_online=-count_of(ended.paid_online),
    )
    return _filled(counted, (*SETTLED_MEASURES, "open_on_time"))


def _late(dated: Expression) -> Expression:
    counted = dated.group_by(month=dated.late_from, group_id=dated.group_id).agg(
        open_on_time=-dated.count().cast("int64")
    )
    return _filled(counted, (*SETTLED_MEASURES, "open", "open_with_fee", "open_paid_online"))


def _filled(counted: Expression, names: tuple[str, ...]) -> Expression:
    zero = {name: ibis.literal(0, type="int64") for name in names}
    return counted.mutate(**zero).select("month", "group_id", *MEASURES)
