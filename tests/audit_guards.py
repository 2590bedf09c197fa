"""The audit's guards between tests that commit."""

import pytest
from django.db import connection
from django.test import TransactionTestCase

from parindex.audit.guards import guard_names, install_guards


@pytest.fixture(scope="session", autouse=True)
def erasing_of_the_audit_between_tests():
    """The emptying of every table after such a test is what the guards refuse.

    They are taken away for the emptying alone, and stand in every test.
    """
    emptying = TransactionTestCase._fixture_teardown

    def without_guards(case):
        with connection.cursor() as cursor:
            for name in guard_names(connection):
                table = "audit_auditevent" if "event" in name else "audit_chainhead"
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
        try:
            emptying(case)
        finally:
            install_guards(connection)

    TransactionTestCase._fixture_teardown = without_guards
    yield
    TransactionTestCase._fixture_teardown = emptying
