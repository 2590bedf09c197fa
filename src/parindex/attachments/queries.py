"""Reading of attachments; the owner's app is asked each time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Count

from parindex.accounts.services import refused
from parindex.attachments.models import Attachment
from parindex.attachments.owners import Owner, owner_type
from parindex.attachments.services import owner_of

if TYPE_CHECKING:
    from parindex.accounts.queries import Access


def attachments_of(access: Access, owner: Owner) -> list[Attachment]:
    """What stands behind an owner, in the order in which it came; withdrawn ones too.

    :raises PermissionRefused: unless the owner's app lets the person see it.
    """
    _require_may_view(access, owner)
    found = Attachment.objects.filter(
        agency=owner.agency_id, owner_type=owner.type, owner_id=owner.id
    )
    return list(found.select_related("stored_file", "added_by", "withdrawn_by"))


def attachment(access: Access, attachment_id: int) -> Attachment | None:
    """One attachment, if there is one.

    :raises PermissionRefused: unless its owner's app lets the person see it.
    """
    found = Attachment.objects.filter(pk=attachment_id)
    one = found.select_related("stored_file", "added_by", "withdrawn_by").first()
    if one is not None:
        _require_may_view(access, owner_of(one))
        if not owner_type(one.owner_type).shows(access, one):
            raise refused(access, "view attachment", (one.owner_type, one.owner_id))
    return one


def may_add(access: Access, owner: Owner) -> bool:
    """Whether the owner's app lets the person add to it."""
    return owner_type(owner.type).may_add(access, owner)


def may_withdraw(access: Access, attachment: Attachment) -> bool:
    """Whether the owner's app lets the person take the attachment out of what counts."""
    kind = owner_type(attachment.owner_type)
    return kind.may_add(access, owner_of(attachment)) and kind.lets_go(attachment)


def attachment_counts(agency_id: int, owner_type: str, owner_ids: Iterable[str]) -> dict[str, int]:
    """How many attachments count behind each of an agency's owners; those without are left out.

    For the owner's app, which has asked who wants to know.
    """
    counting = Attachment.objects.filter(
        agency=agency_id, owner_type=owner_type, owner_id__in=list(owner_ids), withdrawn_at=None
    )
    counted = counting.order_by().values("owner_id").annotate(count=Count("id"))
    return dict(counted.values_list("owner_id", "count"))


def counting_attachments(
    agency_id: int, owner_type: str, owner_ids: Iterable[str]
) -> dict[str, list[Attachment]]:
    """The attachments that count behind each of an agency's owners, in one query.

    For the owner's app, which has asked who wants to know.
    """
    by_owner: dict[str, list[Attachment]] = {}
    counting = Attachment.objects.filter(
        agency=agency_id, owner_type=owner_type, owner_id__in=list(owner_ids), withdrawn_at=None
    )
    for one in counting.select_related("stored_file", "added_by"):
        by_owner.setdefault(one.owner_id, []).append(one)
    return by_owner


def _require_may_view(access: Access, owner: Owner) -> None:
    if not owner_type(owner.type).may_view(access, owner):
        raise refused(access, "view attachments", (owner.type, owner.id))
