"""Recording of writes; called inside the transaction of the service that writes."""

from typing import TYPE_CHECKING, Any

from django.db import connection

from parindex.audit.models import AuditEvent

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


class AuditOutsideTransaction(RuntimeError):
    """A write and its record must stand or fall together."""


def record_event(
    actor: "AbstractBaseUser | None",
    action: str,
    target: tuple[str, str | int],
    *,
    before: Any = None,
    after: Any = None,
    reason: str = "",
) -> AuditEvent:
    """Record a write to ``target`` (its type and identity); ``actor`` None is the product itself.

    ``before`` and ``after`` are what JSON can hold, with decimals as strings.

    :raises AuditOutsideTransaction: when no transaction is open.
    """
    if not connection.in_atomic_block:
        raise AuditOutsideTransaction(action)
    target_type, target_id = target
    return AuditEvent.objects.create(
        actor=actor,
        action=action,
        target_type=target_type,
        target_id=str(target_id),
        before=before,
        after=after,
        reason=reason,
    )
