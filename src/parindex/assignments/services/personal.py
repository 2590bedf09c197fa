"""What belongs to one person: filters that they keep, the address of their calendar."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from parindex.accounts.services import require_view
from parindex.assignments.models import CalendarFeed, SavedFilter
from parindex.audit.services import record_event

if TYPE_CHECKING:
    from parindex.accounts.queries import Access

MOST_FILTERS = 20


class FilterRefused(ValueError):
    """The filter cannot be kept: without a name, or there are too many."""


@transaction.atomic
def save_filter(access: Access, name: str, query: str) -> SavedFilter:
    """Keep a narrowed list under a name; the same name takes the new one.

    :raises PermissionRefused: unless the person sees the agency.
    :raises FilterRefused: see there.
    """
    require_view(access)
    words = " ".join(name.split())[:80]
    if not words or len(query) > 500:
        raise FilterRefused("name")
    kept = SavedFilter.objects.filter(person=access.user, agency=access.agency)
    if kept.count() >= MOST_FILTERS and not kept.filter(name=words).exists():
        raise FilterRefused("many")
    saved, _created = SavedFilter.objects.update_or_create(
        person=access.user, agency=access.agency, name=words, defaults={"query": query}
    )
    return saved


@transaction.atomic
def remove_filter(access: Access, filter_id: int) -> bool:
    """Forget one of one's own filters; False when there is none."""
    require_view(access)
    found = SavedFilter.objects.filter(person=access.user, agency=access.agency, pk=filter_id)
    return bool(found.delete()[0])


@transaction.atomic
def make_feed(access: Access) -> str:
    """Make the secret of one's calendar; one that there was opens nothing any more.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    _revoke(access)
    secret = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(
        person=access.user,
        agency=access.agency,
        digest=digest_of(secret),
        created_at=timezone.now(),
    )
    record_event(
        access.user, "make_calendar_feed", ("calendar_feed", feed.pk), agency_id=access.agency.pk
    )
    return secret


@transaction.atomic
def revoke_feed(access: Access) -> bool:
    """Take the calendar's address back for good; False when there was none."""
    return _revoke(access)


def _revoke(access: Access) -> bool:
    valid = CalendarFeed.objects.select_for_update().filter(
        person=access.user, agency=access.agency, revoked_at=None
    )
    feed = valid.first()
    if feed is None:
        return False
    feed.revoked_at = timezone.now()
    feed.save(update_fields=["revoked_at"])
    record_event(
        access.user, "revoke_calendar_feed", ("calendar_feed", feed.pk), agency_id=access.agency.pk
    )
    return True


def digest_of(secret: str) -> str:
    """What is kept of a secret: 256 bits of chance need no slower hash."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
