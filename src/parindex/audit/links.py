"""How an event of the audit is bound to the one before it; see docs/adr/0015-audit-chain.md.

Frozen: another form of the content would break every chain that exists.
"""

import hashlib
import json
from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parindex.audit.models import AuditEvent

# What the first event is bound to.
BEGINNING = "0" * 64


def content(event: "AuditEvent", position: int) -> str:
    """The event as canonical JSON: keys sorted, no spaces, moments in UTC to the microsecond."""
    return json.dumps(
        {
            "position": position,
            "id": event.pk,
            "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": event.actor_id,
            "agency": event.agency_id,
            "action": event.action,
            "target": [event.target_type, event.target_id],
            "before": event.before,
            "after": event.after,
            "reason": event.reason,
        },
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )


def link_of(previous: str, event: "AuditEvent", position: int) -> str:
    """SHA-256, hexadecimal, over the previous link and the event at its position."""
    return hashlib.sha256(f"{previous}\n{content(event, position)}".encode()).hexdigest()
