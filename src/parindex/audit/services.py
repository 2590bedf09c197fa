"""Recording of writes, inside the transaction of the service that writes; and of refusals."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, connection, transaction

from parindex.audit.chain import link_waiting_events
from parindex.audit.constants import REFUSE
from parindex.audit.models import AuditEvent
from parindex_core.vietnamese.folding import fold

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

logger = logging.getLogger("parindex.audit")


class AuditOutsideTransaction(RuntimeError):
    """A write and its record must stand or fall together."""


@dataclass(frozen=True)
class Refusal:
    """Who was refused what, in which agency (its id; None: in none), with which row."""

    actor: "AbstractBaseUser"
    permission: str
    agency_id: int | None
    target: tuple[str, str | int]


_noted_refusals: ContextVar[list[Refusal] | None] = ContextVar("noted_refusals", default=None)


def record_event(
    actor: "AbstractBaseUser | None",
    action: str,
    target: tuple[str, str | int],
    *,
    agency_id: int | None = None,
    before: Any = None,
    after: Any = None,
    reason: str = "",
) -> AuditEvent:
    """Record a write to ``target`` (its type and identity); ``actor`` None is the product itself.

    ``agency_id``: whose event it is; an agency's own as a target; without either the whole
    installation's, which no agency's auditor sees.
    ``before`` and ``after`` are what JSON can hold, with decimals as strings. The event is linked
    into the chain right after the commit.

    :raises AuditOutsideTransaction: when no transaction is open.
    """
    if not connection.in_atomic_block:
        raise AuditOutsideTransaction(action)
    target_type, target_id = target
    if agency_id is None and target_type == "agency":
        agency_id = int(target_id)
    event = AuditEvent.objects.create(
        actor=actor,
        agency_id=agency_id,
        action=action,
        target_type=target_type,
        target_id=str(target_id),
        before=before,
        after=after,
        reason=reason,
        search_text=_search_text(actor, action, target, before, after, reason),
    )
    _link_after_commit()
    return event


def note_refusal(refusal: Refusal) -> None:
    """Log a refusal at once, and keep it for whoever collects refusals around the service."""
    logger.warning(
        "refused: user %s, %s, agency %s, %s %s",
        refusal.actor.pk,
        refusal.permission,
        refusal.agency_id,
        *refusal.target,
    )
    noted = _noted_refusals.get()
    if noted is not None:
        noted.append(refusal)


@contextmanager
def recording_refusals(place: str) -> Iterator[None]:
    """Record the refusals of what runs inside, once its transactions are over.

    ``place``: where it happened, such as a request's method and path. A refusal undoes the
    transaction that it falls into, so it is written after it, in one of its own.
    """
    noted: list[Refusal] = []
    token = _noted_refusals.set(noted)
    try:
        yield
    finally:
        _noted_refusals.reset(token)
        if noted:
            try:
                _record_refusals(noted, place)
            except DatabaseError:
                # They stand in the log; the answer to the person is the same.
                logger.exception("refusals not recorded: %s", place)


@transaction.atomic
def _record_refusals(refusals: Iterable[Refusal], place: str) -> None:
    # A page may ask for the same right twice; once in a request is enough to know.
    for refusal in dict.fromkeys(refusals):
        record_event(
            refusal.actor,
            REFUSE,
            refusal.target,
            agency_id=refusal.agency_id,
            after={"permission": refusal.permission, "place": place[:300]},
        )


def _link_after_commit() -> None:
    # Once for a run of events; once more than needed is harmless.
    waiting = connection.run_on_commit
    if not waiting or waiting[-1][1] is not link_waiting_events:
        transaction.on_commit(link_waiting_events, robust=True)


def _search_text(
    actor: "AbstractBaseUser | None", action: str, target: tuple[str, str | int], *said: Any
) -> str:
    words = [str(actor or ""), action.replace("_", " "), f"{target[0]} {target[1]}"]
    for part in said:
        words.extend(_words_of(part))
    return fold(" ".join(words))


def _words_of(value: Any) -> Iterator[str]:
    """The strings and numbers inside a JSON value, keys left out."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for entry in value:
            yield from _words_of(entry)
    elif value is not None and value is not True and value is not False:
        yield str(value)
