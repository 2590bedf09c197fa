"""Linking committed events into one chain, so that tampering shows.

A service only inserts its event. Right after the commit, in a transaction of its own that locks the
head of the chain and nothing else, every event without a link is linked, in the order of the
commits: no writer ever holds the head together with another lock, so none can wait in a circle.
What a crash leaves without a link, the next writer links. See docs/adr/0015-audit-chain.md.
"""

from django.db import transaction

from parindex.audit.links import BEGINNING, link_of
from parindex.audit.models import AuditEvent, ChainHead

BATCH = 500


def link_waiting_events() -> int:
    """Link what is committed and not linked yet; returns how many events that were."""
    linked = 0
    # Asked without a lock first: mostly another writer has linked this one's event already.
    while AuditEvent.objects.filter(link="").exists():
        in_batch = _link_batch()
        linked += in_batch
        if in_batch < BATCH:
            break
    return linked


@transaction.atomic
def _link_batch() -> int:
    # Made by the migration; made anew here only in a database that was emptied.
    head, _ = ChainHead.objects.select_for_update().get_or_create(
        pk=1, defaults={"link": BEGINNING}
    )
    events = list(AuditEvent.objects.filter(link="").order_by("id")[:BATCH])
    for event in events:
        head.position += 1
        head.link = link_of(head.link, event, head.position)
        event.position, event.link = head.position, head.link
    AuditEvent.objects.bulk_update(events, ["position", "link"], batch_size=100)
    if events:
        head.save(update_fields=["position", "link"])
    return len(events)
