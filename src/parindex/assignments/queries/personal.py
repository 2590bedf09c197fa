"""One's kept filters, and what a calendar program reads by its secret address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from parindex.accounts.queries import access
from parindex.accounts.services import require_view
from parindex.assignments.constants import TaskState
from parindex.assignments.models import CalendarFeed, SavedFilter, Task
from parindex.assignments.queries.my_day import own_work
from parindex.assignments.services.personal import digest_of
from parindex.organisations.queries import working_date

if TYPE_CHECKING:
    from parindex.accounts.queries import Access

_READING_IS_NOTED_EVERY = timedelta(minutes=1)
# A calendar need not show what was over long ago.
_DAYS_BACK = 92


@dataclass(frozen=True)
class Feed:
    """Whose calendar it is, and its tasks with a deadline, the earliest due first."""

    access: Access
    tasks: list[Task]


def saved_filters(access: Access) -> list[SavedFilter]:
    """The person's filters in the agency, by name."""
    require_view(access)
    return list(SavedFilter.objects.filter(person=access.user, agency=access.agency))


def valid_feed(access: Access) -> CalendarFeed | None:
    """The person's calendar address in the agency; its secret is kept nowhere."""
    return CalendarFeed.objects.filter(
        person=access.user, agency=access.agency, revoked_at=None
    ).first()


def feed_of(secret: str) -> Feed | None:
    """What the address opens now, by the roles that the person has now; None: nothing.

    Wrong and revoked secrets, closed accounts and people without a role are told apart to nobody.
    """
    found = CalendarFeed.objects.filter(digest=digest_of(secret), revoked_at=None)
    feed = found.select_related("person", "agency").first()
    if feed is None:
        return None
    today = working_date(feed.agency)
    granted = access(feed.person, feed.agency, today.year)
    if not granted.may_view:
        return None
    now = timezone.now()
    if feed.last_read_at is None or feed.last_read_at < now - _READING_IS_NOTED_EVERY:
        CalendarFeed.objects.filter(pk=feed.pk).update(last_read_at=now)
    tasks = Task.objects.filter(
        own_work(granted), agency=feed.agency, due_on__gte=today - timedelta(days=_DAYS_BACK)
    ).exclude(state=TaskState.CANCELLED)
    return Feed(granted, list(tasks.select_related("unit").order_by("due_on", "id")))
