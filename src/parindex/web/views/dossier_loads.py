"""Loading of dossiers: the history, a file from its upload to its result, its refused rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.dossiers.constants import MAXIMUM_UPLOAD_BYTES, UPLOAD_HOURS, UPLOAD_SUFFIXES
from parindex.dossiers.queries.loads import (
    load_job,
    load_of,
    loads,
    rejected_rows,
    replaced_dossiers,
    upload,
    upload_preview,
    waiting_uploads,
)
from parindex.dossiers.services.uploads import (
    UploadGone,
    UploadRefused,
    correct_mapping,
    discard_upload,
    receive_upload,
    start_load,
)
from parindex.web.dossier_loads import (
    LOAD_COLUMNS,
    changes_in_words,
    how_it_ended,
    is_running,
    is_waiting,
    load_rows,
    steps_of,
    table_row,
)
from parindex.web.dossier_tabs import dossier_tabs
from parindex.web.excel_table import excel_response
from parindex.web.forms.dossier_mapping import MappingForm
from parindex.web.job_card import job_card
from parindex.web.uploads import files_too_large, takes_files
from parindex.web.views.desk import Desk, desk_of
from parindex_dossiers.errors import DossiersRefused

if TYPE_CHECKING:
    from parindex.dossiers.models import DossierUpload

ROWS_ON_A_PAGE = 50


@never_cache
@require_safe
def list_loads(request: HttpRequest) -> HttpResponse:
    """Every load: which file, who, when, what it changed, what it refused."""
    desk = desk_of(request)
    may_load = desk.access.may(Permission.LOAD_DOSSIERS)
    words, only_refused = _narrowed(request)
    rows = load_rows(loads(desk.access), words, only_refused)
    page = Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "desk": desk,
        "tabs": dossier_tabs("dossier-loads"),
        "page": page,
        "words": words,
        "only_refused": only_refused,
        "may_load": may_load,
        "sees_whole": desk.access.may(Permission.VIEW),
        "waiting": waiting_uploads(desk.access) if may_load else (),
        "export_url": f"{reverse('dossier-loads-export')}?{request.GET.urlencode()}",
    }
    return render(request, "dossiers/loads.html", context)


@never_cache
@require_safe
def export_loads(request: HttpRequest) -> HttpResponse:
    """The same list, all of its pages, as a workbook."""
    desk = desk_of(request)
    rows = load_rows(loads(desk.access), *_narrowed(request))
    name = f"nap-ho-so-{desk.agency.key}.xlsx"
    return excel_response(name, LOAD_COLUMNS, map(table_row, rows), title=_("Loads of dossiers"))


@takes_files(lambda: MAXIMUM_UPLOAD_BYTES, files=2)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload_exports(request: HttpRequest) -> HttpResponse:
    """Take exports in; each that cannot be read is answered with its own sentence."""
    desk = desk_of(request)
    require(desk.access, Permission.LOAD_DOSSIERS)
    refusals: list[tuple[str, str]] = []
    if request.method == "POST":
        taken, refusals = _received(request, desk)
        if taken:
            for name, sentence in refusals:
                messages.error(request, f"{name}: {sentence}")
            if len(taken) == 1:
                return redirect("dossier-load", taken[0].pk)
            messages.success(
                request, _("Files taken in: %d. Check and load each of them.") % len(taken)
            )
            return redirect("dossier-loads")
    context = {
        "desk": desk,
        "way": _way(),
        "steps": steps_of(None, None),
        "refusals": refusals,
        "suffixes": ",".join(UPLOAD_SUFFIXES),
        "hours": UPLOAD_HOURS,
    }
    return render(request, "dossiers/load_new.html", context, status=422 if refusals else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_load(request: HttpRequest, load_id: int) -> HttpResponse:
    """An upload where it stands: to be checked, being loaded, or what its load did."""
    desk = desk_of(request)
    found = upload(desk.access, load_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        require(desk.access, Permission.LOAD_DOSSIERS)
        return _step_taken(request, desk, found)
    return _page(request, desk, found)


@never_cache
@require_safe
def send_rejected(request: HttpRequest, sequence: int) -> HttpResponseBase:
    """The rows that a load refused, to mend in Excel and load again."""
    desk = desk_of(request)
    try:
        path = rejected_rows(desk.access, sequence)
    except DossiersRefused as none:
        raise Http404 from none
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=f"dong-bi-tu-choi-{path.name}",
        content_type="text/csv; charset=utf-8",
    )


def _narrowed(request: HttpRequest) -> tuple[str, bool]:
    """The words to look for, and whether only loads with refused rows are asked for."""
    return request.GET.get("words", "").strip(), "refused" in request.GET


def _received(
    request: HttpRequest, desk: Desk
) -> tuple[list[DossierUpload], list[tuple[str, str]]]:
    """The uploads that were taken, and (file, sentence) of each that was not."""
    too_large = _("The file is larger than 1 GB. Export a shorter period.")
    refusals = [(name, too_large) for name in files_too_large(request)]
    taken = []
    for file in request.FILES.getlist("files"):
        try:
            taken.append(receive_upload(desk.access, file, file.name or ""))
        except UploadRefused as refusal:
            refusals.append((file.name or "", str(refusal)))
    if not taken and not refusals:
        refusals.append((_("No file"), _("Choose a file first.")))
    return taken, refusals


def _step_taken(request: HttpRequest, desk: Desk, found: DossierUpload) -> HttpResponse:
    """Correct the columns, load, or discard; a change of columns is shown before it is loaded."""
    here = redirect("dossier-load", found.pk)
    step = request.POST.get("step", "")
    if is_running(load_job(desk.access, found)):
        messages.info(request, _("This file is being loaded. Cancel the load to change anything."))
        return here
    try:
        if step == "discard":
            discard_upload(desk.access, found)
            messages.success(request, _("Discarded: %s. Its file is deleted.") % found.file_name)
            return redirect("dossier-loads")
        if not is_waiting(found):
            raise UploadGone(found.file_name)
        form = MappingForm(upload_preview(desk.access, found), data=request.POST)
        if step not in ("correct", "load") or not form.is_valid():
            return _page(request, desk, found, form)
        corrections = form.corrections()
        is_changed = corrections != found.corrections
        if is_changed:
            found = correct_mapping(desk.access, found, corrections)
            messages.success(request, _("Columns set. Look at the rows below, then load."))
        elif step == "load":
            start_load(desk.access, found)
        return here
    except UploadGone:
        messages.info(request, _("This file was loaded or discarded already."))
        return here
    except (UploadRefused, DossiersRefused) as refusal:
        messages.error(request, str(refusal))
        return here


def _page(
    request: HttpRequest, desk: Desk, found: DossierUpload, sent: MappingForm | None = None
) -> HttpResponse:
    job = load_job(desk.access, found)
    context = {
        "desk": desk,
        "way": _way(),
        "upload": found,
        "steps": steps_of(found, job),
        "may_load": desk.access.may(Permission.LOAD_DOSSIERS),
    }
    if not is_waiting(found):
        return render(request, "dossiers/load_result.html", context | _result(request, desk, found))
    if job is not None and is_running(job):
        context["card"] = job_card(desk.access, job, follow=True)
        return render(request, "dossiers/load_running.html", context)
    context |= {"ended": how_it_ended(job), "hours": UPLOAD_HOURS}
    try:
        form = sent or MappingForm(upload_preview(desk.access, found))
        context |= {"form": form, "preview": form.preview}
    except DossiersRefused as problem:
        context["problem"] = str(problem)
    return render(request, "dossiers/load_check.html", context, status=422 if sent else 200)


def _result(request: HttpRequest, desk: Desk, found: DossierUpload) -> dict[str, object]:
    load = load_of(desk.access, found)
    if load is None:
        return {}
    page = Paginator(range(load.replaced), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    start = (page.number - 1) * ROWS_ON_A_PAGE
    replaced = replaced_dossiers(desk.access, load.sequence, start, ROWS_ON_A_PAGE)
    return {
        "load": load,
        "page": page,
        "replaced": [(entry.code, changes_in_words(entry)) for entry in replaced.dossiers],
    }


def _way() -> list[tuple[str, str]]:
    return [(_("Loads of dossiers"), reverse("dossier-loads"))]
