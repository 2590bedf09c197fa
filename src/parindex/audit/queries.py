"""Reading the record of writes."""

from parindex.audit.models import AuditEvent


def history(target_type: str, target_id: str | int, limit: int = 50) -> list[AuditEvent]:
    """The newest events of one object, newest first, each with its actor."""
    events = AuditEvent.objects.filter(target_type=target_type, target_id=str(target_id))
    return list(events.select_related("actor")[:limit])
