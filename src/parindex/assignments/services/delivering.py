"""Sending the morning's digests: each person's once over each channel, whoever runs.

A letter is claimed in a transaction of its own before it is handed over. Whoever is killed in
between leaves one that nobody knows about, and that one is never sent again: the notice in the
product stands for it. A gateway knows repeated deliveries by their number, so it is told again.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils import timezone

from parindex.accounts.queries import accounts_by_id
from parindex.assignments.channels import Doubtful, Gateway, Post, Refused, Unreachable
from parindex.assignments.constants import Channel, DeliveryState
from parindex.assignments.digest import Digest, digests_of, letter, webhook_payload
from parindex.assignments.models import Delivery, Notice

if TYPE_CHECKING:
    from parindex.jobs.progress import JobProgress

_BATCH = 200
MOST_ATTEMPTS = 5
# A gateway's claim that is so old is a dead run's.
_STALE = timedelta(minutes=10)


@dataclass
class Outcome:
    """How many digests left, were refused, and are in doubt."""

    sent: int = 0
    refused: int = 0
    doubtful: int = 0


def queue_digests(day: date) -> None:
    """Put every person who has notices of the morning into the ledger, once for each channel."""
    channels = [Channel.EMAIL] if settings.MAIL_SERVER else []
    channels += [Channel.WEBHOOK] if settings.WEBHOOK else []
    if not channels:
        return
    told = Notice.objects.filter(sent_on=day).order_by().values_list("person_id", flat=True)
    people = accounts_by_id(set(told))
    Delivery.objects.bulk_create(
        (
            Delivery(person=person, channel=channel, day=day, state=DeliveryState.WAITING)
            for channel in channels
            for person in people.values()
            if channel != Channel.EMAIL or person.email
        ),
        batch_size=500,
        ignore_conflicts=True,
    )


def send_digests(day: date, progress: JobProgress) -> Outcome:
    """Send what waits of a morning; what was refused for now waits for the next run."""
    outcome = Outcome()
    if settings.MAIL_SERVER is not None:
        with Post(settings.MAIL_SERVER) as post:
            _send_all(day, Channel.EMAIL, progress, outcome, post.connect, _by_mail(post))
    if settings.WEBHOOK:
        _take_back_stale(day)
        gateway = Gateway(settings.WEBHOOK, settings.WEBHOOK_SECRET)
        _send_all(day, Channel.WEBHOOK, progress, outcome, lambda: None, _by_webhook(gateway))
    outcome.doubtful = in_doubt(day)
    return outcome


def in_doubt(day: date) -> int:
    """How many mails of a morning nobody knows about."""
    return Delivery.objects.filter(
        day=day, channel=Channel.EMAIL, state=DeliveryState.SENDING
    ).count()


def _by_mail(post: Post) -> Callable[[Delivery, Digest], None]:
    return lambda delivery, digest: post.send(letter(digest))


def _by_webhook(gateway: Gateway) -> Callable[[Delivery, Digest], None]:
    return lambda delivery, digest: gateway.send(webhook_payload(digest, delivery.pk))


def _send_all(
    day: date,
    channel: Channel,
    progress: JobProgress,
    outcome: Outcome,
    prepare: Callable[[], None],
    send: Callable[[Delivery, Digest], None],
) -> None:
    claim = secrets.token_hex(16)
    total = Delivery.objects.filter(day=day, channel=channel, state=DeliveryState.WAITING).count()
    for done, (delivery, digest) in enumerate(_waiting(day, channel)):
        progress.report(done, total, str(channel.label))
        try:
            prepare()
        except Unreachable as error:
            _note_all(day, channel, str(error))
            return
        if not _taken(delivery, claim):
            continue
        try:
            send(delivery, digest)
        except Refused as refusal:
            _give_back(delivery, claim, refusal)
            outcome.refused += 1
        except Doubtful as doubt:
            _mine(delivery, claim).update(problem=str(doubt)[:300])
        else:
            _mine(delivery, claim).update(state=DeliveryState.SENT, problem="")
            outcome.sent += 1


def _waiting(day: date, channel: Channel) -> Iterator[tuple[Delivery, Digest]]:
    """What waits, in the ledger's order, with its digest; each once in a run."""
    last = 0
    while True:
        waiting = Delivery.objects.filter(
            day=day, channel=channel, state=DeliveryState.WAITING, pk__gt=last
        )
        batch = list(waiting.order_by("pk")[:_BATCH])
        if not batch:
            return
        last = batch[-1].pk
        digests: Mapping[int, Digest] = digests_of(
            accounts_by_id(delivery.person_id for delivery in batch), day
        )
        for delivery in batch:
            if delivery.person_id in digests:
                yield delivery, digests[delivery.person_id]


def _taken(delivery: Delivery, claim: str) -> bool:
    """Whether it is this run's to send: of two that want it one changes the row."""
    waiting = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.WAITING)
    return bool(
        waiting.update(
            state=DeliveryState.SENDING,
            claim=claim,
            claimed_at=timezone.now(),
            attempts=F("attempts") + 1,
        )
    )


def _give_back(delivery: Delivery, claim: str, refusal: Refused) -> None:
    is_over = refusal.for_good or delivery.attempts + 1 >= MOST_ATTEMPTS
    state = DeliveryState.FAILED if is_over else DeliveryState.WAITING
    _mine(delivery, claim).update(state=state, problem=str(refusal)[:300])


def _mine(delivery: Delivery, claim: str) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=delivery.pk, claim=claim, state=DeliveryState.SENDING)


def _take_back_stale(day: date) -> None:
    Delivery.objects.filter(
        day=day,
        channel=Channel.WEBHOOK,
        state=DeliveryState.SENDING,
        claimed_at__lt=timezone.now() - _STALE,
    ).update(state=DeliveryState.WAITING)


def _note_all(day: date, channel: Channel, problem: str) -> None:
    waiting = Delivery.objects.filter(day=day, channel=channel, state=DeliveryState.WAITING)
    waiting.update(problem=problem[:300])
