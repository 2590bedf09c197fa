"""Reading editions as frameworks of the core."""

from collections.abc import Iterable
from functools import lru_cache

from parindex.editions.models import Edition
from parindex_core.framework import Framework, load_framework_text


@lru_cache(maxsize=16)
def _framework(sha256: str, source: str, name: str) -> Framework:
    return load_framework_text(source, name)


def framework_of(edition: Edition) -> Framework:
    """The framework of an edition, parsed once a process (an edition never changes)."""
    return _framework(edition.sha256, edition.source, edition.key)


def editions_by_hash(hashes: Iterable[str]) -> list[Edition]:
    """The editions of these hashes that the product has; one query."""
    return list(Edition.objects.filter(sha256__in=list(hashes)).order_by("sha256"))


def editions_taken_in() -> list[Edition]:
    """Every edition that the product has, the newest of each framework first."""
    return list(Edition.objects.order_by("key", "-id"))
