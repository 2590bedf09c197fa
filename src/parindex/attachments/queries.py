"""Reading of attachments; the owner's app is asked each time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from parindex.accounts.services import refused
from parindex.attachments.models import Attachment
from parindex.attachments.owners import Owner, owner_type
from parindex.attachments.services import owner_of

if TYPE_CHECKING:
    from parindex.accounts.queries import Access

# Of all the attachments of an owner together.
_MOST_PLACES = 20


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


def owners_with_attachments(agency_id: int, owner_type: str) -> set[str]:
    """The ids of an agency's owners of a type behind which anything counts.

    For the owner's app, which has asked who wants to know.
    """
    counting = Attachment.objects.filter(agency=agency_id, owner_type=owner_type, withdrawn_at=None)
    return set(counting.order_by().values_list("owner_id", flat=True).distinct())


@dataclass(frozen=True)
class OtherPlace:
    """What else a file or document stands behind, as its app calls it, and its page."""

    label: str
    url: str


def other_places(
    access: Access, owner: Owner, attachments: Sequence[Attachment]
) -> dict[int, list[OtherPlace]]:
    """Where else in the agency the same files and documents count, by the attachment's number.

    Only what the person may see, and no more than a few of each. One query, and a question to the
    app of every place that is found.
    """
    same = Q()
    for one in attachments:
        same |= _sameness(one)
    if not same:
        return {}
    found = Attachment.objects.filter(same, agency=owner.agency_id, withdrawn_at=None)
    found = found.exclude(owner_type=owner.type, owner_id=owner.id)[:_MOST_PLACES]
    places: dict[tuple[object, ...], list[OtherPlace]] = {}
    for other in found:
        there = owner_of(other)
        kind = owner_type(there.type)
        is_seen = kind.may_view(access, there) and kind.shows(access, other)
        label = kind.label(there) if is_seen else ""
        if label:
            places.setdefault(_identity(other), []).append(OtherPlace(label, kind.url(there)))
    return {one.pk: places.get(_identity(one), []) for one in attachments}


def _identity(one: Attachment) -> tuple[object, ...]:
    if one.stored_file_id is not None:
        return (one.stored_file_id,)
    return (one.document_number, one.document_issuer, one.document_issued_on)


def _sameness(one: Attachment) -> Q:
    if one.stored_file_id is not None:
        return Q(stored_file=one.stored_file_id)
    return Q(
        document_number=one.document_number,
        document_issuer=one.document_issuer,
        document_issued_on=one.document_issued_on,
    )


def _require_may_view(access: Access, owner: Owner) -> None:
    if not owner_type(owner.type).may_view(access, owner):
        raise refused(access, "view attachments", (owner.type, owner.id))
