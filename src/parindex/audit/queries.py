"""Reading the record of writes."""

from django.db.models import Q

from parindex.audit.constants import REFUSE
from parindex.audit.models import AuditEvent


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
