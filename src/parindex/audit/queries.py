"""Reading the record of writes."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from parindex.audit.constants import ABOUT_ACCOUNTS, REFUSE
from parindex.audit.models import AuditEvent
from parindex_core.vietnamese.folding import fold, vietnamese_sort_key


def history(
    agency_id: int, target_type: str, target_id: str | int, limit: int = 50
) -> list[AuditEvent]:
    """The newest writes to one object, newest first, each with its actor.

    ``agency_id``: the agency of the row that the caller has checked the person's access to; events
    of another agency never come out, whatever the object's identity. Refusals stay with the
    auditor.
    """
    events = AuditEvent.objects.filter(
        Q(agency=agency_id) | Q(agency=None), target_type=target_type, target_id=str(target_id)
    ).exclude(action=REFUSE)
    return list(events.select_related("actor")[:limit])


@dataclass(frozen=True)
class EventFilter:
    """What of the events is asked for; an empty field asks for all. Days are the product's own.

    ``actor_id`` 0 is the product itself; ``words`` are matched folded, each of them.
    """

    actor_id: int | None = None
    action: str = ""
    target_type: str = ""
    target_id: str = ""
    from_day: date | None = None
    to_day: date | None = None
    words: str = ""


@dataclass(frozen=True)
class Sight:
    """Which events a person sees: of an agency all, or only those about accounts and refusals.

    ``installation``: also those of no agency, such as the loading of an edition.
    """

    agency_id: int
    work: bool
    installation: bool

    def condition(self) -> Q:
        """The condition on events."""
        of_agency = Q(agency=self.agency_id)
        if not self.work:
            of_agency &= Q(action=REFUSE) | Q(target_type__in=ABOUT_ACCOUNTS)
        return of_agency | Q(agency=None) if self.installation else of_agency


def events(sight: Sight, narrowed: EventFilter) -> QuerySet[AuditEvent]:
    """The events that the person sees and asks for, newest first, each with its actor.

    The caller has checked what the person may see.
    """
    found = AuditEvent.objects.filter(sight.condition()).select_related("actor")
    if narrowed.actor_id is not None:
        found = found.filter(actor=narrowed.actor_id or None)
    for field in ("action", "target_type", "target_id"):
        if asked := getattr(narrowed, field):
            found = found.filter(**{field: asked})
    if narrowed.from_day:
        found = found.filter(at__gte=_midnight(narrowed.from_day))
    if narrowed.to_day:
        found = found.filter(at__lt=_midnight(narrowed.to_day + timedelta(days=1)))
    for word in fold(narrowed.words).split():
        found = found.filter(search_text__contains=word)
    return found


def actors(sight: Sight) -> list[tuple[int, str]]:
    """Who acted in the events that the person sees: id and name, sorted the Vietnamese way."""
    found = AuditEvent.objects.filter(sight.condition(), actor__isnull=False)
    pairs = found.order_by().values_list("actor", "actor__full_name").distinct()
    return sorted(pairs, key=lambda pair: vietnamese_sort_key(pair[1]))


def kinds(sight: Sight) -> list[tuple[str, str]]:
    """The actions in the events that the person sees, each with the types it was done to."""
    found = AuditEvent.objects.filter(sight.condition())
    return sorted(found.order_by().values_list("action", "target_type").distinct())


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
