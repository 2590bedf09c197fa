"""Attached files: sent to who may see what they stand behind, added, cited, withdrawn."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import (
    content_disposition_header,  # pyright: ignore[reportAttributeAccessIssue] (newer than its types)
    parse_etags,
)
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parindex.accounts.services import refused
from parindex.attachments.owners import OWNER_TYPES, Owner
from parindex.attachments.queries import attachment, may_add, may_withdraw
from parindex.attachments.refusals import FileRefused
from parindex.attachments.services import (
    AlreadyWithdrawn,
    DocumentRefused,
    WithdrawalReasonMissing,
    cite_document,
    owner_of,
    store_upload,
    withdraw_attachment,
)
from parindex.attachments.storage import open_file, too_large
from parindex.web.attachment_panel import attachment_panel
from parindex.web.forms.cited_document import CitedDocumentForm
from parindex.web.uploads import files_too_large, takes_files
from parindex.web.views.desk import Desk, opened_desk_of

if TYPE_CHECKING:
    from parindex.attachments.models import StoredFile

logger = logging.getLogger("parindex.web")

# A file is no page of the product: nothing in it may run, load, or be framed. The viewers of PDF
# in browsers start in a sandbox too.
ALONE = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
# Beside a page of the product, which then shows it in a frame: still nothing in it runs.
BESIDE = ALONE.replace("frame-ancestors 'none'", "frame-ancestors 'self'")


@require_safe
def send_file(request: HttpRequest, attachment_id: int) -> HttpResponseBase:
    """The file, to be saved."""
    return _send(request, attachment_id, is_saved=True)


@require_safe
def view_file(request: HttpRequest, attachment_id: int) -> HttpResponseBase:
    """A PDF or an image in the browser, with ``?beside`` in a frame; anything else is saved."""
    answer = _send(request, attachment_id, is_saved=False)
    if "beside" in request.GET:
        answer["Content-Security-Policy"] = BESIDE
        answer["X-Frame-Options"] = "SAMEORIGIN"
    return answer


@takes_files(lambda: settings.ATTACHMENT_SIZE)
@require_POST
def attach_files(request: HttpRequest, owner_type: str, owner_id: str) -> HttpResponse:
    """Attach one file or several; each that is refused is answered with its own sentence.

    A script that sends them one by one gets the list anew, or 422 with the sentence.
    """
    desk, owner = _desk_and_owner(request, owner_type, owner_id)
    refusals = [(name, too_large(settings.ATTACHMENT_SIZE)) for name in files_too_large(request)]
    taken = 0
    for upload in request.FILES.getlist("files"):
        try:
            store_upload(desk.access, owner, upload, upload.name or "")
            taken += 1
        except FileRefused as refusal:
            refusals.append((upload.name or "", str(refusal)))
    if not taken and not refusals:
        refusals.append((_("No file"), _("Choose a file first.")))
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        if refusals:
            return HttpResponse(refusals[0][1], status=422, content_type="text/plain")
        panel = attachment_panel(desk.access, owner)
        return render(request, "files/list.html", {"panel": panel})
    for name, sentence in refusals:
        messages.error(request, f"{name}: {sentence}")
    if taken:
        messages.success(request, _("Files attached: %d.") % taken)
    return redirect(OWNER_TYPES[owner.type].url(owner))


@require_http_methods(["GET", "HEAD", "POST"])
def cite(request: HttpRequest, owner_type: str, owner_id: str) -> HttpResponse:
    """Cite a document by its number instead of attaching it."""
    desk, owner = _desk_and_owner(request, owner_type, owner_id)
    back = OWNER_TYPES[owner.type].url(owner)
    is_sent = request.method == "POST"
    form = CitedDocumentForm(request.POST if is_sent else None)
    if is_sent and form.is_valid():
        try:
            made = cite_document(desk.access, owner, form.document())
        except (DocumentRefused, FileRefused) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Document cited: %s.") % made.document_number)
            return redirect(back)
    return render(
        request, "files/cite.html", {"form": form, "back": back}, status=422 if is_sent else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """Withdraw an attachment with a reason; it stays to be seen."""
    desk = opened_desk_of(request)
    found = attachment(desk.access, attachment_id)
    if found is None:
        raise Http404
    owner = owner_of(found)
    if not may_withdraw(desk.access, found):
        raise refused(desk.access, "withdraw attachment", (owner.type, owner.id))
    back = OWNER_TYPES[owner.type].url(owner)
    is_unexplained = False
    if request.method == "POST":
        try:
            withdraw_attachment(desk.access, found, request.POST.get("reason", ""))
        except AlreadyWithdrawn:
            return redirect(back)
        except WithdrawalReasonMissing:
            is_unexplained = True
        else:
            messages.success(request, _("Withdrawn: %s.") % found.name)
            return redirect(back)
    return render(
        request,
        "files/withdraw.html",
        {"attachment": found, "back": back, "is_unexplained": is_unexplained},
        status=422 if is_unexplained else 200,
    )


def _desk_and_owner(request: HttpRequest, owner_type: str, owner_id: str) -> tuple[Desk, Owner]:
    """The person's desk, and an owner of their agency to which they may add."""
    desk = opened_desk_of(request)
    if owner_type not in OWNER_TYPES:
        raise Http404
    owner = Owner(desk.agency.pk, owner_type, owner_id)
    if not may_add(desk.access, owner):
        raise refused(desk.access, "attach", (owner.type, owner.id))
    return desk, owner


def _send(request: HttpRequest, attachment_id: int, *, is_saved: bool) -> HttpResponseBase:
    found = attachment(opened_desk_of(request).access, attachment_id)
    if found is None or found.stored_file is None:
        raise Http404
    file = found.stored_file
    saved = is_saved or not file.kind.is_shown_in_browser
    place = content_disposition_header(saved, found.name) or ""
    return send_stored(request, file, place, f"attachment {found.pk}")


def send_stored(
    request: HttpRequest, file: StoredFile, disposition: str, whose: str
) -> HttpResponseBase:
    """A file of the store, or that it is unchanged; ``whose``: for the log, where the disk lost it.

    Whoever calls has asked for the permission.
    """
    etag = f'"{file.sha256}"'
    answer: HttpResponseBase
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        answer = HttpResponseNotModified()
    else:
        try:
            answer = FileResponse(open_file(file.sha256), content_type=file.media_type)
        except FileNotFoundError:
            logger.error("the disk has lost file %s of %s", file.sha256, whose)
            raise Http404 from None
        answer["Content-Length"] = str(file.size)
        answer["Content-Disposition"] = disposition
    answer["ETag"] = etag
    # The permission is asked each time; what is unchanged is not sent again.
    answer["Cache-Control"] = "private, no-cache"
    answer["Content-Security-Policy"] = ALONE
    return answer
