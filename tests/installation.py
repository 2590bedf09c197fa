"""An installation of its own for tests that start and kill real processes."""

import atexit
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psycopg
from django.db import connection
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
PREPARED = "import django; django.setup()\n"


@dataclass
class Installation:
    """A data folder, a migrated database, and scripts run on them as processes."""

    data: Path
    environment: dict[str, str]

    def start(self, script: str, *arguments: str) -> "subprocess.Popen[str]":
        """A process that runs a script with Django set up; its lines can be read from stdout."""
        return self.start_command([sys.executable, "-c", PREPARED + script, *arguments])

    def start_command(self, command: list[str]) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, script: str, *arguments: str) -> str:
        """What a script printed, which must end well."""
        process = self.start(script, *arguments)
        printed, _ = process.communicate(timeout=600)
        assert process.returncode == 0, printed
        return printed


def make_installation(data: Path) -> Installation:
    """A fresh one: SQLite in its data folder, or a new database on the session's PostgreSQL.

    Its schema is a copy of what ``keep_migrated`` kept.
    """
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "parindex.settings.testing",
        "PARINDEX_DATA": str(data),
        "PARINDEX_SECRET_KEY": "only for tests",
    }
    # The settings of tests give every worker a folder of its own; an installation has one already.
    environment.pop("PYTEST_XDIST_WORKER", None)
    address = os.environ.get("PARINDEX_DATABASE")
    if address:
        name = f"installation_{os.getpid()}_{data.name}".replace("-", "_").lower()
        _create_database(address, name, _migrated_name())
        environment["PARINDEX_DATABASE"] = f"{address.rpartition('/')[0]}/{name}"
    else:
        shutil.copy(_migrated_file(), data / "parindex.sqlite3")
    return Installation(data, environment)


def keep_migrated() -> None:
    """Keep a copy of the session's database as its migrations left it: they take ten seconds.

    Called before any test has committed to it.
    """
    address = os.environ.get("PARINDEX_DATABASE")
    if address:
        # Nobody may be connected to what is copied.
        connection.close()
        _create_database(address, _migrated_name(), connection.settings_dict["NAME"])
        return
    connection.ensure_connection()
    with closing(sqlite3.connect(_migrated_file())) as copy:
        connection.connection.backup(copy)


def _migrated_name() -> str:
    return f"migrated_{os.getpid()}"


@cache
def _migrated_file() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="parindex-migrated-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder / "migrated.sqlite3"


def _create_database(address: str, name: str, template: str) -> None:
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
