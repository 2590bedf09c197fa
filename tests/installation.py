"""An installation of its own for tests that start and kill real processes."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psycopg
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
        printed, _ = process.communicate(timeout=120)
        assert process.returncode == 0, printed
        return printed


def make_installation(data: Path) -> Installation:
    """A fresh one: SQLite in its data folder, or a new database on the session's PostgreSQL.

    The schema is migrated once for a process of tests; every installation starts from a copy.
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
        _create_database(address, name, _migrated_database(address))
        environment["PARINDEX_DATABASE"] = f"{address.rpartition('/')[0]}/{name}"
    else:
        shutil.copytree(_migrated_folder(), data, dirs_exist_ok=True)
    return Installation(data, environment)


@cache
def _migrated_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="parindex-migrated-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _migrate(os.environ | {"PARINDEX_DATA": str(folder)})
    return folder


@cache
def _migrated_database(address: str) -> str:
    name = f"migrated_{os.getpid()}"
    _create_database(address, name, "template1")
    with tempfile.TemporaryDirectory(prefix="parindex-migrated-") as folder:
        here = f"{address.rpartition('/')[0]}/{name}"
        _migrate(os.environ | {"PARINDEX_DATA": folder, "PARINDEX_DATABASE": here})
    return name


def _create_database(address: str, name: str, template: str) -> None:
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))


def _migrate(environment: dict[str, str]) -> None:
    migrating = environment | {
        "DJANGO_SETTINGS_MODULE": "parindex.settings.testing",
        "PARINDEX_SECRET_KEY": "only for tests",
    }
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=migrating, check=True, timeout=120)
