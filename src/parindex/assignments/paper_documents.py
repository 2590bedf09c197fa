"""Who sees the file that a directive came as: what the agency sees. It is never added to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from parindex.assignments.constants import PAPER_OWNER
from parindex.assignments.models import PaperFile
from parindex.attachments.owners import Owner

if TYPE_CHECKING:
    from parindex.accounts.queries import Access


def paper_owner(agency_id: int, key: str) -> Owner:
    """What the file of a paper hangs on."""
    return Owner(agency_id, PAPER_OWNER, key)


def may_view(access: Access, owner: Owner) -> bool:
    """Everybody who sees the agency's directives sees the papers that they came as."""
    if owner.agency_id != access.agency.pk or not access.may_view:
        return False
    return PaperFile.objects.filter(agency=access.agency, key=owner.id).exists()


def may_add(_access: Access, _owner: Owner) -> bool:
    """A paper is one file: another one is another paper."""
    return False


def page_of(owner: Owner) -> str:
    """The page of the paper, or of the directive that it became."""
    found = PaperFile.objects.filter(agency=owner.agency_id, key=owner.id).first()
    return reverse("directive-paper", args=[found.pk]) if found else reverse("directives")
