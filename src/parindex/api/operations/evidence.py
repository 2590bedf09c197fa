"""Evidence of a component: listed, uploaded, cited, downloaded, withdrawn."""

from django.conf import settings
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_noop
from ninja import File, Router, Schema, UploadedFile

from parindex.accounts.constants import Scope
from parindex.api.fields import (
    Day,
    KeyInPath,
    Limit,
    Line,
    NumberInPath,
    Offset,
    Sent,
    Text,
    YearInPath,
    iso,
)
from parindex.api.paging import Page, page
from parindex.api.places import Part, part
from parindex.api.problems import NotThere
from parindex.api.security import access_of, bearer
from parindex.attachments.queries import attachment, attachments_of
from parindex.attachments.services import (
    CitedDocument,
    cite_document,
    store_upload,
    withdraw_attachment,
)
from parindex.attachments.storage import open_file
from parindex.rounds.constants import EVIDENCE_OWNER
from parindex.rounds.evidence import evidence_owner

router = Router(tags=["evidence"])


class EvidenceOut(Schema):
    """A file by its content, or a document by its number; withdrawn ones stay to be seen."""

    id: int
    name: str
    sha256: str | None
    size: int | None
    media_type: str | None
    document_number: str
    document_issued_on: str | None
    document_issuer: str
    document_link: str
    added_at: str | None
    withdrawn_at: str | None
    withdrawal_reason: str


class DocumentIn(Sent):
    """A document cited instead of attached."""

    number: Line
    issued_on: Day | None = None
    issuer: Line
    title: Line = ""
    link: Line = ""


class WithdrawalIn(Sent):
    """Why the evidence no longer counts."""

    reason: Text


@router.get(
    "/years/{year}/components/{key}/evidence",
    response=Page[EvidenceOut],
    summary=gettext_noop("The evidence of a component"),
)
def list_evidence(
    request: HttpRequest, year: YearInPath, key: KeyInPath, offset: Offset = 0, limit: Limit = 50
) -> Page[EvidenceOut]:
    """Scope: read."""
    place = part(request, Scope.READ, year)
    found = attachments_of(place.access, _owner(place, key))
    return page(found, offset, limit, _evidence)


@router.post(
    "/years/{year}/components/{key}/evidence",
    response=EvidenceOut,
    summary=gettext_noop("Upload a file as evidence"),
)
def upload_evidence(
    request: HttpRequest, year: YearInPath, key: KeyInPath, file: File[UploadedFile]
) -> EvidenceOut:
    """Scope: write. The same file once more is the same evidence."""
    place = part(request, Scope.WRITE, year)
    return _evidence(store_upload(place.access, _owner(place, key), file, file.name or ""))


@router.post(
    "/years/{year}/components/{key}/evidence/cited",
    response=EvidenceOut,
    summary=gettext_noop("Cite a document as evidence"),
)
def cite_evidence(
    request: HttpRequest, year: YearInPath, key: KeyInPath, body: DocumentIn
) -> EvidenceOut:
    """Scope: write."""
    place = part(request, Scope.WRITE, year)
    document = CitedDocument(body.number, body.issuer, body.issued_on, body.title, body.link)
    return _evidence(cite_document(place.access, _owner(place, key), document))


@router.post(
    "/evidence/{number}/withdraw",
    response=EvidenceOut,
    summary=gettext_noop("Withdraw a piece of evidence"),
)
def withdraw_evidence(
    request: HttpRequest, number: NumberInPath, body: WithdrawalIn
) -> EvidenceOut:
    """Scope: write. It stays to be seen, with who and why."""
    access = access_of(request, Scope.WRITE)
    found = attachment(access, number)
    if found is None or found.owner_type != EVIDENCE_OWNER:
        raise NotThere
    return _evidence(withdraw_attachment(access, found, body.reason))


@router.get(
    "/evidence/{number}/file",
    summary=gettext_noop("The file of a piece of evidence"),
    openapi_extra={
        "responses": {
            200: {
                "description": "OK",
                "content": {
                    "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
                },
            }
        }
    },
)
def send_evidence(request: HttpRequest, number: NumberInPath) -> HttpResponseBase:
    """Scope: read for the agency's own, council_read for what was submitted to the council."""
    of_council = Scope.COUNCIL_READ in bearer(request).scopes
    access = access_of(request, Scope.COUNCIL_READ if of_council else Scope.READ)
    found = attachment(access, number)
    if found is None or found.owner_type != EVIDENCE_OWNER or found.stored_file is None:
        raise NotThere
    is_own = found.agency_id == access.agency.pk
    # The owner's app asks by the person's roles; whose evidence it is, the token's scope says.
    access_of(request, Scope.READ if is_own else Scope.COUNCIL_READ)
    try:
        file = open_file(found.stored_file.sha256)
    except FileNotFoundError:
        raise NotThere from None
    return FileResponse(
        file,
        as_attachment=True,
        filename=found.name,
        content_type="application/octet-stream",
    )


def largest_upload() -> int:
    """In bytes; for the limits that stand before every request."""
    return settings.ATTACHMENT_SIZE


def _owner(place: Part, key: str):
    return evidence_owner(place.participant, place.component(key).key)


def _evidence(one) -> EvidenceOut:
    stored = one.stored_file
    return EvidenceOut(
        id=one.pk,
        name=one.name,
        sha256=stored.sha256 if stored else None,
        size=stored.size if stored else None,
        media_type=stored.media_type if stored else None,
        document_number=one.document_number,
        document_issued_on=iso(one.document_issued_on),
        document_issuer=one.document_issuer,
        document_link=one.document_link,
        added_at=iso(one.added_at),
        withdrawn_at=iso(one.withdrawn_at),
        withdrawal_reason=one.withdrawal_reason,
    )
