"""Throttling of sign-in: a growing delay after wrong attempts, never a lock-out for good.

Attempts are counted by account and by address. A browser in which the account signed in before
carries a signed mark and is counted by itself: whoever types wrong passwords elsewhere does not
keep the person out there (the device cookies of OWASP). From any other browser the delay of an
account stays within a minute, and an address that fails again and again waits far longer, so that
it cannot hold the account's delay up either.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone

from parindex.accounts.models import SignInCount
from parindex_core.vietnamese.folding import fold

logger = logging.getLogger("parindex.accounts")

# Counts are forgotten after a day without an attempt.
FORGOTTEN_AFTER = timedelta(days=1)


class SignInDelayed(Exception):
    """Too many wrong attempts; ``seconds``: how long to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"{seconds} seconds")
        self.seconds = seconds


@dataclass(frozen=True)
class Limit:
    """So many attempts are free; then 1, 2, 4… seconds between attempts, ``longest`` at most."""

    free: int
    longest: int

    def delay(self, attempts: int) -> int:
        """Seconds to wait after that many attempts."""
        beyond = attempts - self.free
        # Beyond 2^20 seconds every limit is reached; the power need not grow further.
        return min(2 ** min(beyond, 20), self.longest) if beyond >= 0 else 0


# Many people of an agency may share one address.
LIMITS = {
    "account": Limit(free=5, longest=60),
    "browser": Limit(free=5, longest=15 * 60),
    "address": Limit(free=30, longest=15 * 60),
    # Wrong keys of scripts, by address; a right key is never kept waiting by them.
    "token": Limit(free=30, longest=15 * 60),
}


@dataclass(frozen=True)
class Attempt:
    """An attempt that may go on; ``keys`` are what it was counted under."""

    keys: tuple[str, ...]


def address_of(request: HttpRequest) -> str:
    """Who asks: behind the proxy the last address, which is the one that the proxy saw itself."""
    if settings.SECURE and (passed_on := request.headers.get("X-Forwarded-For")):
        return passed_on.rpartition(",")[2].strip()
    return request.META.get("REMOTE_ADDR", "")


def begin_attempt(username: str, address: str, known_browser: str = "") -> Attempt:
    """Count an attempt before its password is looked at, so that many at once gain nothing.

    ``known_browser``: the mark of a browser in which this account signed in before, verified.

    :raises SignInDelayed: while a delay lasts; such an attempt is not counted.
    """
    keys = (
        (f"browser:{_digest(known_browser)}",)
        if known_browser
        else (f"account:{_digest(fold(username))}", f"address:{address[:60]}")
    )
    wait = _count(keys)
    if wait:
        logger.warning("sign-in delayed: %s from %s, %s seconds", username, address, wait)
        raise SignInDelayed(wait)
    return Attempt(keys)


@transaction.atomic
def end_attempt_well(attempt: Attempt) -> None:
    """The password was right: the account starts anew, the address gets this attempt back.

    An address does not start anew, or one account of an attacker's own would free it.
    """
    of_address = Q(key__startswith="address:")
    counts = SignInCount.objects.filter(key__in=attempt.keys)
    counts.filter(of_address).update(attempts=F("attempts") - 1)
    counts.exclude(of_address).delete()


def count_wrong_token(address: str) -> None:
    """Count a wrong key of a script.

    :raises SignInDelayed: while a delay lasts; such an attempt is not counted.
    """
    wait = _count((f"token:{address[:60]}",))
    if wait:
        logger.warning("tokens delayed: from %s, %s seconds", address, wait)
        raise SignInDelayed(wait)


def _count(keys: tuple[str, ...]) -> int:
    """Count an attempt under the keys, unless a delay lasts; the seconds to wait."""
    now = timezone.now()
    with transaction.atomic():
        SignInCount.objects.filter(last_at__lt=now - FORGOTTEN_AFTER).delete()
        SignInCount.objects.bulk_create(
            [SignInCount(key=key, last_at=now) for key in keys], ignore_conflicts=True
        )
        # In one order, so that two attempts never wait for each other in a circle.
        counts = list(SignInCount.objects.select_for_update().filter(key__in=keys).order_by("key"))
        wait = _seconds_to_wait(counts, now)
        if not wait:
            SignInCount.objects.filter(key__in=keys).update(attempts=F("attempts") + 1, last_at=now)
    return wait


def _seconds_to_wait(counts: Iterable[SignInCount], now: datetime) -> int:
    waits = [0]
    for count in counts:
        limit = LIMITS[count.key.partition(":")[0]]
        passed = (now - count.last_at).total_seconds()
        waits.append(ceil(limit.delay(count.attempts) - passed))
    return max(waits)


def _digest(text: str) -> str:
    """Names of any length in a key of one length; a list of names tried is nobody's to read."""
    return hashlib.sha256(text.encode()).hexdigest()
