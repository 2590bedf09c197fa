"""Letters of apology: late dossiers without one, those recorded, the letters as Word documents."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parindex.accounts.constants import Permission
from parindex.accounts.services import refused
from parindex.dossiers.queries.due import DueList, due_dossiers
from parindex.dossiers.queries.indicators import asked_period, indicator_shares
from parindex.dossiers.queries.records import (
    LetterFile,
    LetterUnavailable,
    apology_letter_of,
    letter_file,
    letters_matching,
    letters_zip,
)
from parindex.dossiers.services.apologies import (
    ApologyIncomplete,
    ApologyRecorded,
    record_apologies,
)
from parindex.dossiers.services.late_dossiers import DossierNotLate
from parindex.web.dossier_letters import SIGNERS, signer_asked
from parindex.web.dossier_lists import ROWS_ON_A_PAGE
from parindex.web.dossier_records import LETTER_COLUMNS, letter_row, words_asked
from parindex.web.dossier_tabs import dossier_tabs
from parindex.web.dossier_tiles import share_line
from parindex.web.excel_table import excel_response
from parindex.web.forms.dossier_letters import LettersForm
from parindex.web.forms.dossier_records import DeliveryForm
from parindex.web.views.desk import Desk, desk_of
from parindex_dossiers.errors import DossierNotFound, StoreBusy

if TYPE_CHECKING:
    from parindex.dossiers.models import ApologyLetter
    from parindex.dossiers.queries.due import DueDossier
    from parindex.web.dossier_tiles import ShareLine

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# So many late dossiers are offered at once; the rest follow once these have their letters.
_OFFERED = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def list_apologies(request: HttpRequest) -> HttpResponse:
    """Late dossiers without a letter, to be ticked; a POST records letters for those ticked."""
    desk = desk_of(request)
    offered = _without_letter(desk)
    if request.method != "POST":
        return _show(request, desk, LettersForm(offered, desk.today, initial=_initial(desk)))
    if not _may_record(desk):
        raise refused(desk.access, Permission.RECORD_APOLOGIES.value)
    form = LettersForm(offered, desk.today, request.POST)
    if not form.is_valid():
        return _show(request, desk, form, status=422)
    try:
        made = record_apologies(desk.access, form.letters)
    except StoreBusy:
        form.add_error(None, _("Dossiers are being loaded. Try again in a minute."))
        return _show(request, desk, form, status=422)
    except (ApologyRecorded, DossierNotLate, ApologyIncomplete):
        messages.info(request, _("The list has changed meanwhile; look at it again."))
        return redirect("dossier-apologies")
    said = ngettext(
        "%d letter was recorded; take the document below.",
        "%d letters were recorded; take the documents below.",
        len(made),
    )
    messages.success(request, said % len(made), extra_tags=_draft_key(form))
    return redirect("dossier-apologies")


@require_safe
def send_letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    """A letter as a Word document, signed as the address says."""
    desk = desk_of(request)
    letter = apology_letter_of(desk.access, letter_id)
    if letter is None:
        raise Http404
    try:
        file = letter_file(desk.access, letter, signer_asked(request.GET).signature)
    except (DossierNotFound, LetterUnavailable) as error:
        raise Http404 from error
    return _download(file, WORD)


@require_safe
def send_letters(request: HttpRequest) -> HttpResponse:
    """The letters of the list that were not delivered yet, as one ZIP."""
    desk = desk_of(request)
    letters = _to_send(letters_matching(desk.access, words_asked(request.GET)))
    try:
        file = letters_zip(desk.access, letters, signer_asked(request.GET).signature)
    except (DossierNotFound, LetterUnavailable) as error:
        raise Http404 from error
    return _download(file, "application/zip")


@require_safe
def export_apologies(request: HttpRequest) -> HttpResponse:
    """The list of letters, all of its pages, for Excel."""
    desk = desk_of(request)
    return excel_response(
        f"thu-xin-loi-{desk.today.isoformat()}.xlsx",
        LETTER_COLUMNS,
        map(letter_row, letters_matching(desk.access, words_asked(request.GET))),
    )


def _show(request: HttpRequest, desk: Desk, form: LettersForm, status: int = 200) -> HttpResponse:
    words, signer = words_asked(request.GET), signer_asked(request.GET)
    letters = letters_matching(desk.access, words)
    page = Paginator(letters, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": dossier_tabs("dossier-apologies"),
        "today": desk.today,
        "year": desk.year,
        "form": form,
        "draft": _draft_key(form),
        "may_record": _may_record(desk),
        "without_total": _total_without(desk),
        "counted": _counted(desk),
        "words": words,
        "signer": signer,
        "signers": SIGNERS.items(),
        "to_send": len(_to_send(letters)),
        "page": page,
        "rows": [(letter, _delivery(desk, letter)) for letter in page.object_list],
        "export_url": f"{reverse('dossier-apologies-export')}?{request.GET.urlencode()}",
        "zip_url": f"{reverse('dossier-apologies-zip')}?{request.GET.urlencode()}",
    }
    return render(request, "dossiers/apologies.html", context, status=status)


def _draft_key(form: LettersForm) -> str:
    """Of these very dossiers: a draft is put back by the places of its fields."""
    codes = "\n".join(row.dossier.code for row in form.rows)
    return f"letters-of-apology-{crc32(codes.encode())}"


def _without_letter(desk: Desk) -> list[DueDossier]:
    """Those for which the person records letters, as many as are offered at once."""
    found = due_dossiers(
        desk.access, desk.today, DueList.WITHOUT_LETTER, year=desk.year, limit=_OFFERED
    )
    return [one for one in found.dossiers if desk.access.may(Permission.RECORD_APOLOGIES, one.unit)]


def _total_without(desk: Desk) -> int:
    return due_dossiers(
        desk.access, desk.today, DueList.WITHOUT_LETTER, year=desk.year, limit=0
    ).total


def _may_record(desk: Desk) -> bool:
    access = desk.access
    return access.may(Permission.RECORD_APOLOGIES) or any(
        access.may(Permission.RECORD_APOLOGIES, unit) for unit in access.units
    )


def _delivery(desk: Desk, letter: ApologyLetter) -> DeliveryForm | None:
    if not desk.access.may(Permission.RECORD_APOLOGIES, letter.unit_id):
        return None
    return DeliveryForm(
        letter.issued_on, desk.today, initial={"day": desk.today}, auto_id=f"{letter.pk}-%s"
    )


def _to_send(letters: list[ApologyLetter]) -> list[ApologyLetter]:
    return [letter for letter in letters if letter.delivered_on is None]


def _counted(desk: Desk) -> ShareLine | None:
    """3.4.3 of the year up to today."""
    found = indicator_shares(desk.access, asked_period(str(desk.year), desk.today))
    return share_line("3.4.3", found[0].shares["3.4.3"], str(desk.year)) if found else None


def _initial(desk: Desk) -> dict[str, object]:
    """Numbers go on from the highest one recorded, with its symbol."""
    numbered = [
        (int(head), symbol)
        for head, _slash, symbol in (
            letter.number.partition("/") for letter in letters_matching(desk.access)
        )
        if head.strip().isdecimal()
    ]
    highest = max(numbered, default=(0, "TXL"))
    return {"first_number": highest[0] + 1, "symbol": highest[1], "issued_on": desk.today}


def _download(file: LetterFile, kind: str) -> HttpResponse:
    response = HttpResponse(file.content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response
