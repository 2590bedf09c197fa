"""What many tests start from: made once a process, and laid into the database of each of them.

A department takes 250 statements, its dossiers the work of the engine, a round's result thousands
of statements; their rows and files alone are there in milliseconds. Every test has rows, files and
objects of its own, in a transaction of its own, and may commit.
"""

import copy
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings

from parindex.audit.chain import link_waiting_events

T = TypeVar("T")

# What migrations leave in an otherwise empty database; nothing but a commit moves the chain's head.
_ALWAYS_THERE = {"auth_permission", "django_content_type", "audit_chainhead"}


@dataclass(frozen=True)
class _Table:
    name: str
    columns: list[str]
    # Rows for SQLite, the text of COPY for PostgreSQL: each goes back as it came.
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    text: bytes = b""


@dataclass(frozen=True)
class Kept(Generic[T]):
    """How to have anew what was made once; without tables it is made again."""

    make: Callable[[], T]
    made: T | None
    tables: list[_Table]
    folder: Path | None

    def lay(self) -> T:
        """The same rows, the files in the test's own DATA, and objects that nobody changed."""
        if not self.tables or not _is_empty():
            return self.make()
        with transaction.atomic(), connection.cursor() as cursor:
            for table in self.tables:
                _write(cursor, table)
            transaction.on_commit(link_waiting_events)
        if self.folder is not None:
            shutil.copytree(self.folder, Path(settings.DATA), dirs_exist_ok=True)
        made = copy.deepcopy(self.made)
        assert made is not None
        return made


def make_once(blocker: Any, make: Callable[[], T], folder: Path | None = None) -> Kept[T]:
    """Make it once, in a transaction that ends at once; with ``folder``, as DATA and FILES in it.

    For fixtures of the session, so that no fixture of a test has changed clock or settings yet.
    Within the transaction of a module nothing is kept: what is there already is not its own.
    """
    places = {} if folder is None else {"DATA": folder, "FILES": folder / "files"}
    with blocker.unblock(), override_settings(**places):
        if not _is_empty():
            return Kept(make, None, [], None)
        with transaction.atomic():
            made = make()
            with connection.cursor() as cursor:
                tables = [_read(cursor, name) for name in _tables_with_rows(cursor)]
            transaction.set_rollback(True)
    return Kept(make, made, tables, folder)


@cache
def _names() -> list[str]:
    return sorted(set(connection.introspection.django_table_names()) - _ALWAYS_THERE)


def _is_empty() -> bool:
    with connection.cursor() as cursor:
        return not _tables_with_rows(cursor)


def _tables_with_rows(cursor: Any) -> list[str]:
    names = _names()
    cursor.execute("SELECT " + ", ".join(f'EXISTS (SELECT 1 FROM "{name}")' for name in names))
    return [name for name, has_rows in zip(names, cursor.fetchone(), strict=True) if has_rows]


def _read(cursor: Any, name: str) -> _Table:
    cursor.execute(f'SELECT * FROM "{name}" LIMIT 0')
    columns = [column[0] for column in cursor.description]
    if connection.vendor == "postgresql":
        with cursor.copy(f'COPY "{name}" ({_listed(columns)}) TO STDOUT') as copied:
            return _Table(name, columns, text=b"".join(bytes(part) for part in copied))
    # The sign hides a column's type, by which the values would be made moments and booleans.
    stored = ", ".join(f'+"{column}"' for column in columns)
    return _Table(name, columns, rows=cursor.execute(f'SELECT {stored} FROM "{name}"').fetchall())


def _write(cursor: Any, table: _Table) -> None:
    into = f'"{table.name}" ({_listed(table.columns)})'
    if connection.vendor != "postgresql":
        places = ", ".join(["%s"] * len(table.columns))
        cursor.executemany(f"INSERT INTO {into} VALUES ({places})", table.rows)
        return
    with cursor.copy(f"COPY {into} FROM STDIN") as copied:
        copied.write(table.text)


def _listed(columns: list[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
