"""An installation of its own for tests that start and kill real processes."""

import os
import subprocess
import sys
from dataclasses import dataclass
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
    """A fresh one: SQLite in its data folder, or a new database on the session's PostgreSQL."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "parindex.settings.testing",
        "PARINDEX_DATA": str(data),
        "PARINDEX_SECRET_KEY": "only for tests",
    }
    address = os.environ.get("PARINDEX_DATABASE")
    if address:
        name = f"installation_{os.getpid()}_{data.name}".replace("-", "_").lower()
        with psycopg.connect(address, autocommit=True) as server:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        environment["PARINDEX_DATABASE"] = f"{address.rpartition('/')[0]}/{name}"
    made = Installation(data, environment)
    made.run(
        "from django.core.management import call_command; call_command('migrate', verbosity=0)"
    )
    return made
