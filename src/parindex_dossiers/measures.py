"""What is counted: measures of dossiers as Ibis expressions, one set for every engine.

A measure is a yes-or-no question about a dossier in a period; an indicator divides two measures.
Populations:

- *settled*: ended in the period (start ≤ end < start of what follows). The template's 3.4 and 7.2
  and the portal's group “Số hóa hồ sơ” count these;
- *in hand*: settled in the period, or received before its end and not ended by then. Progress and
  payment of decision 766 count these: received or processed in the period, open ones included.
"""

from datetime import datetime
from typing import Any

import ibis

from parindex_dossiers.periods import Span

# An Ibis table or column. What a column can do depends on its type, which is known only when the
# table is opened; a type checker sees less than that.
Expression = Any

# Flags of a settled dossier that do not depend on the period.
SETTLED_FLAGS = (
    "on_time",
    "early",
    "late",
    "late_objective",
    "apology",
    "online",
    "level3",
    "level4",
    "electronic_result",
    "digitised",
    "reused",
    "identity_connected",
)
# Flags of a dossier open at the period's end; ``open_on_time`` depends on that moment.
OPEN_MEASURES = ("open", "open_on_time", "open_with_fee", "open_paid_online")
FEE_FLAGS = ("with_fee", "paid_online")
SETTLED_MEASURES = ("settled", *SETTLED_FLAGS, *FEE_FLAGS)
MEASURES = (*SETTLED_MEASURES, *OPEN_MEASURES)


def moment(value: datetime) -> Expression:
    """A moment as a literal of the store's type."""
    return ibis.literal(value, type="timestamp(6)")


def settled_in(dossiers: Expression, span: Span) -> Expression:
    """Ended in the period."""
    ended = dossiers.ended_at
    return (ended >= moment(span.start)) & (ended < moment(span.stop))


def open_at_end(dossiers: Expression, span: Span) -> Expression:
    """Received before the period's end and not ended by then."""
    stop = moment(span.stop)
    ended = dossiers.ended_at
    return (dossiers.counted_from < stop) & (ended.isnull() | (ended >= stop))


def on_time_at_end(dossiers: Expression, span: Span) -> Expression:
    """Whether a dossier open at the period's end is on time then: its last second decides."""
    return (dossiers.on_time_until + ibis.interval(seconds=1)) >= moment(span.stop)


def settled_sums(settled: Expression) -> Expression:
    """Dossiers that were settled in a period counted by ``group_id``; open measures are 0."""
    # Summed as they are: to make numbers of fourteen flags first takes half as long again.
    sums = {name: settled[name].sum() for name in (*SETTLED_FLAGS, *FEE_FLAGS)}
    zero = {name: ibis.literal(0, type="int64") for name in OPEN_MEASURES}
    counted = settled.group_by("group_id").agg(settled=settled.count().cast("int64"), **sums)
    return counted.mutate(**zero).select("group_id", *MEASURES)


def open_sums(still_open: Expression, span: Span) -> Expression:
    """Dossiers that are open at a period's end counted by ``group_id``; settled measures are 0."""
    zero = {name: ibis.literal(0, type="int64") for name in SETTLED_MEASURES}
    counted = still_open.group_by("group_id").agg(
        open=still_open.count().cast("int64"),
        open_on_time=count_of(on_time_at_end(still_open, span)),
        open_with_fee=count_of(still_open.with_fee),
        open_paid_online=count_of(still_open.paid_online),
    )
    return counted.mutate(**zero).select("group_id", *MEASURES)


def settled_of_cube(cube: Expression, months: tuple[int, int], keys: list[str]) -> Expression:
    """The settled measures of whole months by keys, from the cube; open measures are 0."""
    within = cube.filter(cube.month.between(*months))
    sums = {name: within[name].sum().cast("int64") for name in SETTLED_MEASURES}
    zero = {name: ibis.literal(0, type="int64") for name in OPEN_MEASURES}
    return within.group_by(keys).agg(**sums).mutate(**zero).select(*keys, *MEASURES)


def open_of_cube(cube: Expression, last_month: int, keys: list[str]) -> Expression:
    """The open measures at the end of a month by keys: all changes up to it."""
    within = cube.filter(cube.month <= last_month)
    sums = {name: within[name].sum().cast("int64") for name in OPEN_MEASURES}
    zero = {name: ibis.literal(0, type="int64") for name in SETTLED_MEASURES}
    return within.group_by(keys).agg(**sums).mutate(**zero).select(*keys, *MEASURES)


def count_of(flag: Expression) -> Expression:
    """How many rows have a flag."""
    # By way of a number: engines differ in what type the sum of yes and no has.
    return flag.cast("int8").sum().cast("int64")
