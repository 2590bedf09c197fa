"""The peers of the dossiers' engine: the same indicators by hand, on the same Parquet files.

Each gives, by unit, the settled dossiers of a year, the in-hand ones, and every numerator and
denominator of the catalogue, procedures with a fee included; answers are compared before timing.
"""

from collections.abc import Callable
from datetime import datetime

Answer = dict[str, tuple[int, ...]]

FLAGS = (
    *("on_time", "early", "late", "late_objective", "apology", "online", "level3", "level4"),
    *("electronic_result", "digitised", "reused", "identity_connected", "with_fee", "paid_online"),
)
START, STOP = datetime(2021, 1, 1), datetime(2022, 1, 1)


def duckdb_sql(paths: list[str]) -> Callable[[], Answer]:
    """SQL written by hand for DuckDB."""
    import duckdb

    settled = "ended_at >= $start and ended_at < $stop"
    flags = ", ".join(f"count(*) filter (settled and {flag})" for flag in FLAGS)
    query = f"""
        with counted as (
            select unit, procedure, on_time_until, {", ".join(FLAGS)},
                ({settled}) is true as settled
            from read_parquet($paths)
            where counted_from < $stop and (ended_at is null or ended_at >= $start)
        )
        select unit, count(*) filter (settled), count(*), {flags},
            count(*) filter (not settled and on_time_until + interval 1 second >= $stop),
            count(*) filter (with_fee), count(*) filter (paid_online),
            count(distinct procedure) filter (with_fee),
            count(distinct procedure) filter (paid_online)
        from counted group by unit
    """

    def run() -> Answer:
        with duckdb.connect() as connection:
            rows = connection.execute(
                query, {"paths": paths, "start": START, "stop": STOP}
            ).fetchall()
        return {unit: tuple(counts) for unit, *counts in rows}

    return run


def polars_streaming(paths: list[str]) -> Callable[[], Answer]:
    """Polars written by hand, in its streaming mode."""
    import polars as pl

    def run() -> Answer:
        ended = pl.col("ended_at")
        late_bound = pl.lit(STOP) - pl.duration(seconds=1)
        counted = (
            pl.scan_parquet(paths)
            .filter(pl.col("counted_from") < STOP, ended.is_null() | (ended >= START))
            .with_columns((ended < STOP).fill_null(False).alias("settled"))
            .group_by("unit", "procedure")
            .agg(
                pl.col("settled").sum(),
                pl.len().alias("in_hand"),
                *((pl.col("settled") & pl.col(flag)).sum().alias(flag) for flag in FLAGS),
                (~pl.col("settled") & (pl.col("on_time_until") >= late_bound))
                .sum()
                .alias("open_on_time"),
                pl.col("with_fee").sum().alias("all_with_fee"),
                pl.col("paid_online").sum().alias("all_paid"),
            )
            .group_by("unit")
            .agg(
                pl.exclude("procedure").sum(),
                (pl.col("all_with_fee") > 0).sum().alias("procedures_with_fee"),
                (pl.col("all_paid") > 0).sum().alias("procedures_paid"),
            )
            .collect(engine="streaming")
        )
        return {unit: tuple(counts) for unit, *counts in counted.iter_rows()}

    return run


def pandas_frames(paths: list[str]) -> Callable[[], Answer]:
    """pandas with Arrow's columns, only those needed."""
    import pandas as pd

    columns = ["unit", "procedure", "counted_from", "ended_at", "on_time_until", *FLAGS]

    def run() -> Answer:
        frame = pd.concat(
            [pd.read_parquet(path, columns=columns, dtype_backend="pyarrow") for path in paths]
        )
        ended = frame["ended_at"]
        frame = frame[(frame["counted_from"] < STOP) & (ended.isna() | (ended >= START))]
        settled = (frame["ended_at"] < STOP).fillna(False)
        keys = [frame["unit"].astype("category"), frame["procedure"].astype("category")]
        bound = STOP - pd.Timedelta(seconds=1)
        parts = {
            "settled": settled,
            "in_hand": settled | True,
            **{flag: settled & frame[flag] for flag in FLAGS},
            "open_on_time": ~settled & (frame["on_time_until"] >= bound).fillna(False),
            "all_with_fee": frame["with_fee"],
            "all_paid": frame["paid_online"],
        }
        numbers = pd.DataFrame({name: part.astype("int64") for name, part in parts.items()})
        sums = numbers.groupby(keys, observed=True).sum()
        totals = sums.groupby(level=0, observed=True).sum()
        for name, source in (("p_fee", "all_with_fee"), ("p_paid", "all_paid")):
            totals[name] = (sums[source] > 0).groupby(level=0, observed=True).sum()
        return {str(unit): tuple(map(int, row)) for unit, *row in totals.itertuples()}

    return run


_COLUMNS = ", ".join(f"{flag} boolean" for flag in FLAGS)
POSTGRESQL_TABLE = f"""
    create unlogged table dossiers (unit text, procedure text, counted_from timestamp,
        ended_at timestamp, on_time_until timestamp, {_COLUMNS})
"""


def postgresql(paths: list[str], connection_string: str) -> Callable[[], Answer]:
    """PostgreSQL with the rows copied in and analysed beforehand; the copying is not counted."""
    import psycopg
    import pyarrow.csv
    import pyarrow.parquet

    columns = ["unit", "procedure", "counted_from", "ended_at", "on_time_until", *FLAGS]
    options = pyarrow.csv.WriteOptions(include_header=False)
    with psycopg.connect(connection_string, autocommit=True) as connection:
        connection.execute("drop table if exists dossiers")
        connection.execute(POSTGRESQL_TABLE)
        for path in paths:
            for batch in pyarrow.parquet.ParquetFile(path).iter_batches(250_000, columns=columns):
                sink = pyarrow.BufferOutputStream()
                pyarrow.csv.write_csv(batch, sink, options)
                with connection.cursor().copy("copy dossiers from stdin (format csv)") as copy:
                    copy.write(sink.getvalue().to_pybytes())
        connection.execute("vacuum analyze dossiers")
    flags = ", ".join(f"count(*) filter (where settled and {flag})" for flag in FLAGS)
    query = f"""
        with counted as (
            select *, (ended_at < %(stop)s) is true as settled from dossiers
            where counted_from < %(stop)s and (ended_at is null or ended_at >= %(start)s)
        ), sums as (
            select unit, procedure, count(*) filter (where settled), count(*) as in_hand, {flags},
                count(*) filter (where not settled
                    and on_time_until + interval '1 second' >= %(stop)s),
                count(*) filter (where with_fee), count(*) filter (where paid_online)
            from counted group by unit, procedure
        )
        select * from sums
    """

    def run() -> Answer:
        answer: dict[str, list[int]] = {}
        with psycopg.connect(connection_string) as connection:
            for unit, _, *counts in connection.execute(query, {"start": START, "stop": STOP}):
                fees = [int(counts[-2] > 0), int(counts[-1] > 0)]
                before = answer.get(unit, [0] * (len(counts) + 2))
                answer[unit] = [a + b for a, b in zip(before, [*counts, *fees], strict=True)]
        return {unit: tuple(counts) for unit, counts in answer.items()}

    return run
