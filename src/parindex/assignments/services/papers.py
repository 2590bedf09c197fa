"""Papers that come as files: received with their original, read as a job, kept with their pages."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.assignments.constants import READ_PAPER_JOB, PaperState
from parindex.assignments.models import Directive, DirectivePage, PaperFile
from parindex.assignments.paper_documents import paper_owner
from parindex.assignments.paper_words import sentence_of
from parindex.assignments.services.directives import Arrival, keep_directive, reading_of
from parindex.attachments import storage
from parindex.attachments.constants import DOC, DOCX, JPEG, PDF, PNG, WEBP
from parindex.attachments.refusals import FileRefused
from parindex.attachments.services import keep_own_file, recognised_type, take_over_file
from parindex.audit.services import record_event
from parindex.jobs.services import start_job
from parindex.organisations.queries import units_of
from parindex_intake import reading
from parindex_intake.joining import joined, starts_of
from parindex_intake.kinds import Kind
from parindex_intake.refusals import PaperRefused

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.attachments.services import Upload
    from parindex.jobs.models import Job
    from parindex_intake.pages import ReadPage
    from parindex_intake.word_grids import WordGrid

KINDS = {
    PDF: Kind.PDF,
    DOCX: Kind.WORD,
    DOC: Kind.OLD_WORD,
    PNG: Kind.PICTURE,
    JPEG: Kind.PICTURE,
    WEBP: Kind.PICTURE,
}
# For the file chooser of a browser.
ACCEPTED = ",".join(f".{ending}" for kind in KINDS for ending in kind.extensions)
_PIECE = 1 << 20
_LARGEST_PICTURE = 16 << 20
# Told of so many pages read, of how many there are.
Report = Callable[[int, int], None]


class PaperGone(ValueError):
    """The paper was discarded."""


def receive_paper(
    access: Access, upload: Upload, name: str, amends: Directive | None = None
) -> PaperFile:
    """Take a paper in as a file, and have it read; the same file again is the one that is there.

    What cannot be read is refused before anything of it is kept. Of two who send it at once the
    second gets the first's paper.

    :raises PermissionRefused: unless the person registers directives.
    :raises FileRefused: with the sentence for the person.
    """
    require(access, Permission.REGISTER_DIRECTIVES)
    if amends is not None:
        require_own(access, amends)
    with storage.receiving(upload.chunks(), settings.ATTACHMENT_SIZE) as incoming:
        known = _known(access, incoming.sha256, amends)
        if known is not None:
            return known
        kind = KINDS.get(recognised_type(incoming.path))
        if kind is None:
            raise FileRefused(
                _("A paper is read from PDF, Word, or an image (PNG, JPEG, WebP). Save it as PDF.")
            )
        try:
            looked = reading.look(incoming.path, kind)
        except PaperRefused as refused:
            raise FileRefused(sentence_of(refused)) from refused
        key = secrets.token_hex(16)
        owner = paper_owner(access.agency.pk, key)
        # First the file, then the row: a file that no row speaks of counts nothing.
        attached = take_over_file(access, owner, _pieces(incoming.path), name)
    with transaction.atomic():
        # One intake of an agency at a time; the same file sent twice at once is one paper.
        type(access.agency).objects.select_for_update(no_key=True).get(pk=access.agency.pk)
        known = _known(access, incoming.sha256, amends)
        if known is not None:
            return known
        paper = PaperFile.objects.create(
            agency=access.agency,
            key=key,
            name=attached.name,
            sha256=incoming.sha256,
            kind=kind.value,
            page_count=looked.pages,
            scanned_count=looked.scanned,
            amends=amends,
            uploaded_by=access.user,
        )
        _record(access, paper, "receive_paper")
        start_job(access, READ_PAPER_JOB, {"paper": paper.pk})
    return paper


def tables_of_paper(path: Path) -> list[WordGrid]:
    """The tables of a Word file that is not kept, such as a plan's.

    :raises FileRefused: with the sentence for the person.
    """
    if recognised_type(path) is not DOCX:
        raise FileRefused(
            _("The file is no Word file (.docx). Open it in Word and save it as one.")
        )
    try:
        return reading.tables(path)
    except PaperRefused as refused:
        raise FileRefused(sentence_of(refused)) from refused


@transaction.atomic
def start_reading(access: Access, paper: PaperFile) -> Job:
    """Have a paper read once more, after the reading failed or was cancelled.

    :raises PermissionRefused: unless the person registers directives of the agency.
    :raises PaperGone: when it was read or discarded already.
    """
    locked = _waiting(access, paper.pk)
    return start_job(access, READ_PAPER_JOB, {"paper": locked.pk})


@transaction.atomic
def discard_paper(access: Access, paper: PaperFile) -> None:
    """Give up a paper that shall not be read; its file stays in the store, as all do.

    :raises PermissionRefused: unless the person registers directives of the agency.
    :raises PaperGone: when it was read or discarded already.
    """
    locked = _waiting(access, paper.pk)
    locked.state = PaperState.DISCARDED
    locked.save(update_fields=["state"])
    _record(access, locked, "discard_paper")


def read_paper(access: Access, paper_id: int, report: Report) -> Directive:
    """Read a paper into a directive with its pages, all at once at the end.

    Called by the worker. Whatever ``report`` raises leaves nothing of the reading. Run again after
    it was killed, it leaves what running it once leaves.

    :raises PermissionRefused: unless the person registers directives of the agency.
    :raises PaperGone: when it was discarded.
    :raises PaperRefused: when it cannot be read.
    :raises AmendsLaterPaper: when by its head it is older than what it is said to amend.
    """
    paper = PaperFile.objects.select_related("agency", "directive").get(pk=paper_id)
    require_own(access, paper)
    require(access, Permission.REGISTER_DIRECTIVES)
    if paper.directive is not None:
        return paper.directive
    if paper.state != PaperState.WAITING:
        raise PaperGone(paper.name)
    total = paper.page_count
    report(0, total)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = reading.read(
            storage.path_of(paper.sha256),
            Kind(paper.kind),
            folder,
            lambda done: report(min(done, total), total),
        )
        return _keep(access, paper, pages, folder)


def _keep(access: Access, paper: PaperFile, pages: Sequence[ReadPage], folder: Path) -> Directive:
    texts = [page.text for page in pages]
    text, units = joined(texts), units_of(access.agency)
    found = reading_of(text, units)
    with storage.no_sweeping(), transaction.atomic():
        locked = _waiting(access, paper.pk)
        arrival = Arrival(amends=locked.amends)
        directive, _is_new = keep_directive(access.agency, text, units, access.user, arrival, found)
        # The same paper pasted before: it gets its pages now, unless it has some.
        if not directive.pages.exists():  # pyright: ignore[reportAttributeAccessIssue]
            _keep_pages(directive, pages, starts_of(texts), folder)
        locked.state, locked.directive = PaperState.READ, directive
        locked.save(update_fields=["state", "directive"])
        _record(access, locked, "read_paper")
    return directive


def _keep_pages(
    directive: Directive, pages: Sequence[ReadPage], starts: Sequence[int], folder: Path
) -> None:
    DirectivePage.objects.bulk_create(
        DirectivePage(
            directive=directive,
            number=page.number,
            start=start,
            end=start + len(page.text.rstrip("\n")),
            picture=keep_own_file(_pieces(folder / Path(page.picture).name), _LARGEST_PICTURE),
            width=page.width,
            height=page.height,
            words=[[word.start, word.end, *word.box] for word in page.words],
            confidence=page.confidence,
        )
        for page, start in zip(pages, starts, strict=True)
        if page.picture
    )


def _known(access: Access, sha256: str, amends: Directive | None) -> PaperFile | None:
    """The same file of the agency, unless it was discarded, or amends another paper now.

    What was read and is sent again as a paper of its own is the one that is there; what waits to
    be read as an amendment, and perhaps was refused as such, is not.
    """
    papers = PaperFile.objects.filter(agency=access.agency, sha256=sha256)
    found = papers.exclude(state=PaperState.DISCARDED).first()
    if found is None or found.amends == amends:
        return found
    return found if amends is None and found.state == PaperState.READ else None


def _waiting(access: Access, paper_id: int) -> PaperFile:
    locked = PaperFile.objects.select_for_update(of=("self",)).get(pk=paper_id)
    require_own(access, locked)
    require(access, Permission.REGISTER_DIRECTIVES)
    if locked.state != PaperState.WAITING:
        raise PaperGone(locked.name)
    return locked


def _pieces(path: Path) -> Iterable[bytes]:
    # The bounded process names a file of its folder, whatever it says.
    if path.is_symlink():
        raise FileNotFoundError(path)
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _record(access: Access, paper: PaperFile, action: str) -> None:
    record_event(
        access.user,
        action,
        ("paper", paper.pk),
        agency_id=paper.agency_id,
        after={
            "name": paper.name,
            "sha256": paper.sha256,
            "pages": paper.page_count,
            "directive": paper.directive_id,
        },
    )
