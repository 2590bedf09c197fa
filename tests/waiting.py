"""How long a connection waits for what another one holds."""

from django.db import connection


def wait_at_most(milliseconds: int) -> None:
    """Let this thread's connection give up a lock after so long, on either database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SET lock_timeout = {milliseconds}")
        else:
            cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")
