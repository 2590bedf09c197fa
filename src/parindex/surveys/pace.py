"""How fast things come from one address: to slow down guessing, and to mark what no person does."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from django.db import transaction
from django.utils import timezone

from parindex.surveys.codes import address_digest
from parindex.surveys.constants import (
    BURST_WINDOW,
    LONGEST_WAIT,
    PACE_FORGOTTEN_AFTER,
    WRONG_CODES_FREE,
)
from parindex.surveys.models import Pace
from parindex.surveys.refusals import TooMany


def round_keys(round_id: int) -> str:
    """What the counts of a round begin with."""
    return f"round:{round_id}:"


@transaction.atomic
def count_wrong_code(address: str) -> None:
    """Count a code that opened nothing.

    Whoever has a right code is never kept waiting by others' wrong ones: it cannot be guessed.

    :raises TooMany: while a delay lasts; such an attempt is not counted.
    """
    pace = _held(f"wrong:{address_digest(address)}")
    now = timezone.now()
    if pace.count >= WRONG_CODES_FREE:
        delay = min(2 ** min(pace.count - WRONG_CODES_FREE, 10), LONGEST_WAIT)
        wait = ceil(delay - (now - pace.last_at).total_seconds())
        if wait > 0:
            raise TooMany(wait)
    pace.count, pace.last_at = pace.count + 1, now
    pace.save()


def count_answer(round_id: int, address: str) -> int:
    """Count an answer from an address; how many came from there in this window, with it."""
    pace = _held(f"{round_keys(round_id)}{address_digest(address)}")
    now = timezone.now()
    if now - pace.since > BURST_WINDOW:
        pace.count, pace.since = 0, now
    pace.count, pace.last_at = pace.count + 1, now
    pace.save()
    return pace.count


def wait_at_kiosk(round_id: int, pause: int) -> None:
    """Keep two answers of a kiosk apart.

    :raises TooMany: when the last one is not ``pause`` seconds old.
    """
    pace = _held(f"{round_keys(round_id)}kiosk")
    now = timezone.now()
    wait = ceil(timedelta(seconds=pause).total_seconds() - (now - pace.last_at).total_seconds())
    if pace.count and wait > 0:
        raise TooMany(wait)
    pace.count, pace.last_at = 1, now
    pace.save()


def forget_paces() -> int:
    """Delete the counts that no longer matter; how many there were."""
    deleted, _ = Pace.objects.filter(last_at__lt=timezone.now() - PACE_FORGOTTEN_AFTER).delete()
    return deleted


def _held(key: str) -> Pace:
    """The count under a key, held until the transaction ends."""
    now = timezone.now()
    Pace.objects.bulk_create([Pace(key=key, since=now, last_at=now)], ignore_conflicts=True)
    return Pace.objects.select_for_update().get(key=key)
