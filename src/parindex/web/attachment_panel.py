"""What stands behind something, as pages show it: files, documents cited, a way to add."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from parindex.attachments.constants import ACCEPTED
from parindex.attachments.owners import owner_type
from parindex.attachments.queries import attachments_of, may_add, other_places
from parindex.web.templatetags.formats import number

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.attachments.models import Attachment
    from parindex.attachments.owners import Owner
    from parindex.attachments.queries import OtherPlace


@dataclass(frozen=True)
class AttachmentRow:
    """``size``: such as “1,2 MB”; addresses are empty where there is nothing to do there.

    ``others``: what else the same file or document stands behind.
    """

    attachment: Attachment
    size: str
    view_url: str
    download_url: str
    withdraw_url: str
    others: Sequence[OtherPlace] = ()


@dataclass(frozen=True)
class AttachmentPanel:
    """``largest``: bytes of a file that can be added; addresses are empty for who only reads."""

    key: str
    rows: Sequence[AttachmentRow]
    withdrawn: Sequence[AttachmentRow]
    upload_url: str
    cite_url: str
    accepted: str
    largest: int

    @property
    def largest_text(self) -> str:
        return size_text(self.largest)


def attachment_panel(access: Access, owner: Owner) -> AttachmentPanel:
    """The panel of an owner for one who may see its attachments.

    :raises PermissionRefused: otherwise.
    """
    adds = may_add(access, owner)
    lets_go = owner_type(owner.type).lets_go
    found = attachments_of(access, owner)
    others = other_places(access, owner, [one for one in found if not one.is_withdrawn])
    rows = [
        replace(attachment_row(one, adds and lets_go(one)), others=others.get(one.pk, ()))
        for one in found
    ]
    where = [owner.type, owner.id]
    return AttachmentPanel(
        key=f"attachments-{owner.type}-{owner.id}".replace(":", "-"),
        rows=[row for row in rows if not row.attachment.is_withdrawn],
        withdrawn=[row for row in rows if row.attachment.is_withdrawn],
        upload_url=reverse("files-attach", args=where) if adds else "",
        cite_url=reverse("files-cite", args=where) if adds else "",
        accepted=ACCEPTED,
        largest=settings.ATTACHMENT_SIZE,
    )


def attachment_row(one: Attachment, may_withdraw: bool) -> AttachmentRow:
    file = one.stored_file
    is_shown = file is not None and file.kind.is_shown_in_browser
    withdraws = may_withdraw and not one.is_withdrawn
    return AttachmentRow(
        attachment=one,
        size=size_text(file.size) if file else "",
        view_url=reverse("file-view", args=[one.pk]) if is_shown else "",
        download_url=reverse("file", args=[one.pk]) if file else "",
        withdraw_url=reverse("file-withdraw", args=[one.pk]) if withdraws else "",
    )


def size_text(size: int) -> str:
    """Bytes as officers read them: “850 KB”, “1,2 MB”."""
    if size < 1 << 20:
        return _("%s KB") % number(Decimal(max(size >> 10, 1)), 0)
    megabytes = (Decimal(size) / (1 << 20)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return _("%s MB") % number(megabytes.normalize() + 0)
