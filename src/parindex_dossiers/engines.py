"""Engines that run the expressions: the embedded one, and a Spark cluster beyond one machine.

Embedded is Polars in its streaming mode, chosen by measurement (benchmarks/bench_dossiers.py).
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import ibis
import polars as pl
import pyarrow as pa

from parindex_dossiers.errors import EngineUnavailable
from parindex_dossiers.measures import Expression

EMBEDDED = "embedded"
_SPARK = re.compile(r"spark://[\w.\-]+:\d+(,[\w.\-]+:\d+)*|local(\[[\d*]+\])?")


class Engine(Protocol):
    """Opens Parquet files as one table and brings the rows of an expression."""

    def table(self, paths: Sequence[Path]) -> Expression:
        """The files as one table."""
        ...

    def rows(self, expression: Expression) -> pa.Table:
        """The rows of an expression."""
        ...


class EmbeddedEngine:
    """Polars. Streaming over files, its memory does not grow with the number of dossiers.

    Over frames that are in memory already ``streaming=False`` is quicker.
    """

    def __init__(self, streaming: bool = True) -> None:
        self._mode = "streaming" if streaming else "in-memory"
        self._connection = ibis.polars.connect()
        self._numbers = count()

    def table(self, paths: Sequence[Path]) -> Expression:
        """The files as one table."""
        # Ibis itself would read several files through pyarrow, three times slower.
        frame = pl.scan_parquet(list(paths), hive_partitioning=False)
        return self._connection.create_table(f"files_{next(self._numbers)}", frame)

    def hold(self, frame: pl.DataFrame) -> Expression:
        """A frame in memory as a table; it stays as long as the engine."""
        return self._connection.create_table(f"held_{next(self._numbers)}", frame)

    def rows(self, expression: Expression) -> pa.Table:
        """The rows of an expression."""
        return self._connection.to_pyarrow(expression, engine=self._mode)


class SparkEngine:
    """A session on a Spark cluster; its workers must see the data folder under the same path."""

    def __init__(self, session: Any) -> None:
        self._session, self._connection = session, ibis.pyspark.connect(session)
        self._numbers = count()

    def table(self, paths: Sequence[Path]) -> Expression:
        """The files as one table."""
        frame = self._session.read.parquet(*(f"file://{path.resolve()}" for path in paths))
        name = f"files_{next(self._numbers)}"
        frame.createOrReplaceTempView(name)
        return self._connection.table(name)

    def rows(self, expression: Expression) -> pa.Table:
        """The rows of an expression."""
        return self._connection.to_pyarrow(expression)


@contextmanager
def open_engine(name: str = EMBEDDED) -> Iterator[Engine]:
    """The engine by name: “embedded”, or a Spark master such as spark://host:7077.

    :raises EngineUnavailable: when Spark is not installed, not named well or not reachable.
    """
    if name == EMBEDDED:
        yield EmbeddedEngine()
        return
    if not _SPARK.fullmatch(name):
        raise EngineUnavailable(
            f"Không có máy tính toán “{name}”. Bỏ --engine để chạy trên máy này, hoặc ghi "
            "spark://máy:7077."
        )
    builder = _spark_sessions()
    before = builder.getActiveSession()
    session = _spark_session(builder, name)
    try:
        yield SparkEngine(session)
    finally:
        # A session that was there before belongs to somebody else.
        if before is None:
            session.stop()


def _spark_sessions() -> Any:
    try:
        # By name, since Spark is an extra: the type checker must not ask for it.
        return import_module("pyspark.sql").SparkSession
    except ImportError as missing:
        raise EngineUnavailable(
            "Chưa cài Spark. Cài bằng: pip install 'parindex[spark]', và Java 17 trên máy."
        ) from missing


def _spark_session(sessions: Any, master: str) -> Any:
    try:
        session = (
            sessions.builder.master(master)
            .appName("parindex dossiers")
            # Moments are stored without a zone; any other session zone would move them.
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.ui.enabled", "false")
            .getOrCreate()
        )
    except Exception as problem:
        raise EngineUnavailable(
            f"Không nối được Spark ở {master}. Kiểm tra máy chủ Spark đang chạy và đúng địa chỉ."
        ) from problem
    if session.sparkContext.master != master:
        raise EngineUnavailable(
            f"Đang có phiên Spark ở {session.sparkContext.master}; đóng phiên đó rồi chạy lại."
        )
    return session
