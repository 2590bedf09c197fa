"""Fifty threads that each write three times, two events a time; run as a process by test_chain."""

from concurrent.futures import ThreadPoolExecutor

from parindex.commands.product import set_up_product

set_up_product()

from django.db import connections, transaction  # noqa: E402

from parindex.audit.services import record_event  # noqa: E402


def write(number: int) -> None:
    try:
        for turn in range(3):
            with transaction.atomic():
                record_event(None, f"{number}.{turn}", ("thing", number))
                record_event(None, f"{number}.{turn} again", ("thing", number))
    finally:
        connections.close_all()


with ThreadPoolExecutor(max_workers=50) as pool:
    list(pool.map(write, range(50)))
