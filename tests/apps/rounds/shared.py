"""A province taken far through its round once for a module, and put back after each test."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from tests.apps.rounds.province import Province


def keep(blocker: Any, make: Callable[[], Province]) -> Iterator[Province]:
    """What ``make`` wrote, within a transaction that ends with the module.

    Each test runs in a transaction of its own within it, and takes its own copy of the objects:
    see ``own_copy``. Not for tests that commit.
    """
    with blocker.unblock(), transaction.atomic():
        yield make()
        transaction.set_rollback(True)


def own_copy(province: Province) -> Province:
    """The same rows, in objects that no other test has changed."""
    return copy.deepcopy(province)
