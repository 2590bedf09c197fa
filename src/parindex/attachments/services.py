"""Attaching of files and cited documents, withdrawing them, sweeping the store."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parindex.accounts.services import refused
from parindex.attachments import storage
from parindex.attachments.constants import ScanState
from parindex.attachments.models import Attachment, StoredFile
from parindex.attachments.names import clean_name
from parindex.attachments.owners import Owner, owner_type
from parindex.attachments.recognition import recognise
from parindex.attachments.refusals import FileRefused
from parindex.attachments.scanning import scan
from parindex.audit.services import record_event

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.attachments.constants import FileType

    Ask = Callable[[Access, Owner], None]

# Seconds: what is left of killed uploads is swept away when no upload takes so long any more.
OLD_ENOUGH = 24 * 60 * 60


class DocumentRefused(ValueError):
    """The cited document is not taken; the message says why."""


class WithdrawalReasonMissing(ValueError):
    """Withdrawing has to be explained."""


class AlreadyWithdrawn(ValueError):
    """The attachment was withdrawn before."""


class Upload(Protocol):
    """A file on its way, as Django hands it to a view."""

    def chunks(self) -> Iterable[bytes]: ...


@dataclass(frozen=True)
class CitedDocument:
    """A document that is kept elsewhere: in the agency's document system, in the gazette."""

    number: str
    issuer: str
    issued_on: date | None = None
    title: str = ""
    link: str = ""


def store_upload(access: Access, owner: Owner, upload: Upload, name: str) -> Attachment:
    """Attach a file; the same file attached to the same owner again is the one that is there.

    Killed at any moment it leaves all or nothing that counts.

    :raises PermissionRefused: unless the owner's app lets the person add to it.
    :raises FileRefused: with the sentence for the person.
    """
    _require_may_add(access, owner)
    return _take_file(access, owner, upload.chunks(), name, _require_may_add_still)


def take_over_file(access: Access, owner: Owner, chunks: Iterable[bytes], name: str) -> Attachment:
    """As ``store_upload``, for the owner's app, which has asked who may.

    :raises FileRefused: with the sentence for the person.
    """
    return _take_file(access, owner, chunks, name, _asked_by_the_app)


def _take_file(
    access: Access, owner: Owner, chunks: Iterable[bytes], name: str, ask: Ask
) -> Attachment:
    with storage.receiving(chunks, settings.ATTACHMENT_SIZE) as incoming:
        kind = recognise(incoming.path)
        known = StoredFile.objects.filter(sha256=incoming.sha256).first()
        scanned = ScanState.CLEAN
        if known is None or known.scan_state != ScanState.CLEAN:
            scanned = scan(incoming.path)
        with storage.no_sweeping():
            # Also where it is known: a disk that has lost a file gets it back.
            storage.keep(incoming)
            shown = clean_name(name, kind)
            return _attach_file(access, owner, incoming, kind, scanned, shown, ask)


def recognised_type(path: Path) -> FileType:
    """What a file on its way is, for an app that takes it over.

    :raises FileRefused: with the sentence for the person.
    """
    return recognise(path)


def keep_own_file(chunks: Iterable[bytes], largest: int) -> StoredFile:
    """Keep a file that the product made itself, such as the picture of a page; no person sent it.

    Called in a transaction, under ``storage.no_sweeping()`` that ends after it.

    :raises FileRefused: when it is larger than ``largest`` bytes.
    """
    with storage.receiving(chunks, largest) as incoming:
        kind = recognise(incoming.path)
        storage.keep(incoming)
        file, _created = StoredFile.objects.get_or_create(
            sha256=incoming.sha256,
            defaults={
                "size": incoming.size,
                "media_type": kind.media_type,
                "scan_state": ScanState.NOT_SCANNED,
            },
        )
        return file


def cite_document(access: Access, owner: Owner, document: CitedDocument) -> Attachment:
    """Attach a document by its number; the same document again is the one that is there.

    :raises PermissionRefused: unless the owner's app lets the person add to it.
    :raises DocumentRefused: without number or issuer, or with a link that is no web address.
    """
    with transaction.atomic():
        _require_may_add_still(access, owner)
        return take_over_document(access, owner, document)


def take_over_document(access: Access, owner: Owner, document: CitedDocument) -> Attachment:
    """As ``cite_document``, for the owner's app, which has asked who may.

    :raises DocumentRefused: without number or issuer, or with a link that is no web address.
    """
    number, issuer, title, link = (
        " ".join(unicodedata.normalize("NFC", text).split())
        for text in (document.number, document.issuer, document.title, document.link)
    )
    if not number or not issuer:
        raise DocumentRefused(_("Give the document's number and who issued it."))
    if link:
        try:
            URLValidator(schemes=["http", "https"])(link)
        except ValidationError:
            raise DocumentRefused(_("The link has to be a web address (https://…).")) from None
    return _attach(
        access,
        owner,
        "cite_document",
        name=(title or number)[:300],
        document_number=number[:100],
        document_issued_on=document.issued_on,
        document_issuer=issuer[:200],
        document_link=link[:500],
    )


@transaction.atomic
def attach_again(access: Access, owner: Owner, attachment: Attachment) -> Attachment:
    """Attach to another owner what stands behind one already; nothing is uploaded again.

    :raises PermissionRefused: unless the person sees the one and may add to the other.
    :raises AlreadyWithdrawn: when it counts no more where it stands.
    :raises FileRefused: when the owner takes no more.
    """
    first = owner_of(attachment)
    if not owner_type(first.type).may_view(access, first):
        raise refused(access, "view attachments", (first.type, first.id))
    _require_may_add_still(access, owner)
    if attachment.is_withdrawn:
        raise AlreadyWithdrawn
    if attachment.stored_file is not None:
        return _attach(
            access, owner, "attach_file", name=attachment.name, stored_file=attachment.stored_file
        )
    return _attach(
        access,
        owner,
        "cite_document",
        name=attachment.name,
        document_number=attachment.document_number,
        document_issued_on=attachment.document_issued_on,
        document_issuer=attachment.document_issuer,
        document_link=attachment.document_link,
    )


@transaction.atomic
def withdraw_attachment(access: Access, attachment: Attachment, reason: str) -> Attachment:
    """Take an attachment out of what counts; it stays to be seen, with who, when and why.

    :raises PermissionRefused: unless the person may add to the owner, which lets it go.
    :raises WithdrawalReasonMissing: without a reason.
    :raises AlreadyWithdrawn: when that was done before.
    """
    _require_may_add_still(access, owner_of(attachment))
    if not owner_type(attachment.owner_type).lets_go(attachment):
        raise refused(access, "withdraw", (attachment.owner_type, attachment.owner_id))
    locked = Attachment.objects.select_for_update(of=("self",)).get(pk=attachment.pk)
    if not reason.strip():
        raise WithdrawalReasonMissing
    if locked.is_withdrawn:
        raise AlreadyWithdrawn
    locked.withdrawn_by = access.user
    locked.withdrawn_at = timezone.now()
    locked.withdrawal_reason = reason.strip()
    locked.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawal_reason"])
    record_event(
        access.user,
        "withdraw_attachment",
        (locked.owner_type, locked.owner_id),
        agency_id=locked.agency_id,
        before={"attachment": locked.pk, "name": locked.name},
        reason=reason.strip(),
    )
    return locked


def owner_of(attachment: Attachment) -> Owner:
    """What the attachment stands behind."""
    return Owner(attachment.agency_id, attachment.owner_type, attachment.owner_id)


def sweep_files(oldest: float = OLD_ENOUGH) -> list[Path]:
    """Remove what killed uploads left behind, older than that many seconds; returns what it was."""
    return storage.sweep(StoredFile.objects.values_list("sha256", flat=True), oldest)


def _require_may_add(access: Access, owner: Owner) -> None:
    if not owner_type(owner.type).may_add(access, owner):
        raise refused(access, "attach", (owner.type, owner.id))


def _require_may_add_still(access: Access, owner: Owner) -> None:
    """Ask in the transaction that writes, with what the answer rests on held until its end."""
    owner_type(owner.type).hold(owner)
    _require_may_add(access, owner)


def _asked_by_the_app(_access: Access, _owner: Owner) -> None:
    """The owner's app has asked already who may."""


@transaction.atomic
def _attach_file(
    access: Access,
    owner: Owner,
    incoming: storage.Incoming,
    kind: FileType,
    scanned: ScanState,
    name: str,
    ask: Ask,
) -> Attachment:
    ask(access, owner)
    file, _created = StoredFile.objects.get_or_create(
        sha256=incoming.sha256,
        defaults={
            "size": incoming.size,
            "media_type": kind.media_type,
            "scan_state": scanned,
        },
    )
    if scanned == ScanState.CLEAN and file.scan_state != ScanState.CLEAN:
        file.scan_state = ScanState.CLEAN
        file.save(update_fields=["scan_state"])
    return _attach(access, owner, "attach_file", name=name, stored_file=file)


@transaction.atomic
def _attach(access: Access, owner: Owner, action: str, **facts: object) -> Attachment:
    whole = {"agency_id": owner.agency_id, "owner_type": owner.type, "owner_id": owner.id}
    counting = Attachment.objects.filter(**whole, withdrawn_at=None)
    same = counting.filter(**{name: facts[name] for name in facts if name in _SAMENESS})
    present = same.first()
    if present is not None:
        return present
    if counting.count() >= settings.ATTACHMENT_COUNT:
        raise FileRefused(
            _("There are %d attachments here already, and no more are taken. Withdraw one first.")
            % settings.ATTACHMENT_COUNT
        )
    try:
        with transaction.atomic():
            made = Attachment.objects.create(**whole, **facts, added_by=access.user)
    except IntegrityError:
        # The same press of a button came twice at the same moment.
        return same.get()
    record_event(
        access.user,
        action,
        (owner.type, owner.id),
        agency_id=owner.agency_id,
        after={
            "attachment": made.pk,
            "name": made.name,
            "sha256": made.stored_file.sha256 if made.stored_file else None,
        },
    )
    return made


# What makes two attachments of one owner the same; the name of a file does not.
_SAMENESS = {"stored_file", "document_number", "document_issued_on", "document_issuer"}
