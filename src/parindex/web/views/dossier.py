"""One dossier: why it is on time or late, in words, and what is recorded of it when it is late."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.services import refused
from parindex.attachments.constants import ACCEPTED
from parindex.attachments.refusals import FileRefused
from parindex.attachments.services import store_upload
from parindex.attachments.storage import too_large
from parindex.dossiers.constants import CauseState
from parindex.dossiers.queries.one_dossier import DossierPage, dossier_page
from parindex.dossiers.services.apologies import (
    ApologyIncomplete,
    ApologyRecorded,
    mark_delivered,
    record_apologies,
    withdraw_apology,
)
from parindex.dossiers.services.causes import (
    CauseDecided,
    CauseIncomplete,
    ReasonMissing,
    approve_objective_cause,
    propose_objective_cause,
    return_objective_cause,
)
from parindex.dossiers.services.late_dossiers import DossierNotLate
from parindex.web.attachment_panel import attachment_panel
from parindex.web.dossier_page import corrections, event_lines, facts_in_words
from parindex.web.dossier_words import CAUSE_STATES, VERDICTS
from parindex.web.forms.dossier_records import (
    ApologyForm,
    CauseForm,
    DeliveryForm,
    new_day_offered,
)
from parindex.web.templatetags.formats import page_language
from parindex.web.uploads import files_too_large, takes_files
from parindex.web.views.desk import Desk, desk_of
from parindex_dossiers.errors import DossierNotFound, StoreBusy, StoreEmpty

if TYPE_CHECKING:
    from datetime import date

    from django.forms import Form

    from parindex.dossiers.models import ApologyLetter, ObjectiveCause

# Lists from which a dossier is dealt with, to come back to.
_BACK = {"causes": "dossier-causes", "apologies": "dossier-apologies"}


@takes_files(lambda: settings.ATTACHMENT_SIZE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_dossier(request: HttpRequest, code: str) -> HttpResponse:
    """Everything of a dossier; a POST records a cause, a decision, a letter or its delivery."""
    desk = desk_of(request)
    try:
        page = dossier_page(desk.access, code, desk.today, page_language())
    except (DossierNotFound, StoreEmpty) as error:
        raise Http404 from error
    if request.method != "POST":
        return _show(request, desk, page)
    take = _STEPS.get(request.POST.get("step", ""))
    if take is None:
        messages.error(request, _("This step is not known. Choose one of the buttons below."))
        return redirect("dossier", page.code)
    try:
        return take(request, desk, page)
    except StoreBusy:
        messages.warning(request, _("Dossiers are being loaded. Try again in a minute."))
    except DossierNotLate:
        messages.info(request, _("The dossier is not late any more; nothing was recorded."))
    except (CauseDecided, ApologyRecorded, ApologyIncomplete, CauseIncomplete):
        messages.info(request, _("Somebody was faster; here is how the dossier stands now."))
    return redirect("dossier", page.code)


def _propose(request: HttpRequest, desk: Desk, page: DossierPage) -> HttpResponse:
    form = CauseForm(desk.today, request.POST)
    if not form.is_valid():
        _require(desk, page.may_propose_cause, Permission.PROPOSE_OBJECTIVE_CAUSES, page)
        return _show(request, desk, page, cause=form)
    propose_objective_cause(desk.access, page.code, form.proven())
    said = _("The cause was proposed; the head decides about it.")
    messages.success(request, said, extra_tags=f"cause-{page.code}")
    _attach(request, desk, page.code)
    return redirect(_address(page.code, "cause"))


def _attach(request: HttpRequest, desk: Desk, code: str) -> None:
    """Attach what came with a cause; a refused file does not undo the proposal."""
    owner = dossier_page(desk.access, code, desk.today).cause_owner
    refusals = [(name, too_large(settings.ATTACHMENT_SIZE)) for name in files_too_large(request)]
    for upload in request.FILES.getlist("files"):
        try:
            if owner is not None:
                store_upload(desk.access, owner, upload, upload.name or "")
        except FileRefused as refusal:
            refusals.append((upload.name or "", str(refusal)))
    for name, sentence in refusals:
        messages.error(request, f"{name}: {sentence}")


def _approve(request: HttpRequest, desk: Desk, page: DossierPage) -> HttpResponse:
    approve_objective_cause(desk.access, _cause(desk, page))
    messages.success(request, _("Approved: %s is late for an objective cause.") % page.code)
    return _back(request, page)


def _return(request: HttpRequest, desk: Desk, page: DossierPage) -> HttpResponse:
    try:
        return_objective_cause(desk.access, _cause(desk, page), request.POST.get("reason", ""))
    except ReasonMissing:
        return _show(request, desk, page, is_unexplained="return")
    messages.success(request, _("Returned: who proposed the cause of %s sees why.") % page.code)
    return _back(request, page)


def _record(request: HttpRequest, desk: Desk, page: DossierPage) -> HttpResponse:
    form = ApologyForm(desk.today, page.first_new_day, request.POST)
    if not form.is_valid():
        _require(desk, page.may_record_apology, Permission.RECORD_APOLOGIES, page)
        return _show(request, desk, page, apology=form)
    (made,) = record_apologies(desk.access, [form.letter(page.code)])
    said = _("Letter %s was recorded.") % made.number
    messages.success(request, said, extra_tags=f"apology-{page.code}")
    return redirect(_address(page.code, "apology"))


def _deliver(request: HttpRequest, desk: Desk, page: DossierPage) -> HttpResponse:
    letter = _letter(desk, page)
    form = DeliveryForm(letter.issued_on, desk.today, request.POST)
    if not form.is_valid():
        _require(desk, page.may_keep_apology, Permission.RECORD_APOLOGIES, page)
        return _show(request, desk, page, delivery=form)
    mark_delivered(desk.access, letter, form.cleaned_data["day"])
    messages.success(request, _("Letter %s is marked as delivered.") % letter.number)
    return _back(request, page)


def _withdraw(request: HttpRequest, desk: Desk, page: DossierPage) -> HttpResponse:
    letter, reason = _letter(desk, page), request.POST.get("reason", "")
    if not reason.strip():
        _require(desk, page.may_keep_apology, Permission.RECORD_APOLOGIES, page)
        return _show(request, desk, page, is_unexplained="withdraw")
    withdraw_apology(desk.access, letter, reason)
    messages.success(request, _("Letter %s was withdrawn; it counts no longer.") % letter.number)
    return _back(request, page)


_STEPS: dict[str, Callable[[HttpRequest, Desk, DossierPage], HttpResponse]] = {
    "propose": _propose,
    "approve": _approve,
    "return": _return,
    "record": _record,
    "deliver": _deliver,
    "withdraw": _withdraw,
}


def _require(desk: Desk, is_allowed: bool, permission: Permission, page: DossierPage) -> None:
    """A form with mistakes is answered politely only to who may send it."""
    if not is_allowed:
        raise refused(desk.access, permission.value, ("dossier", page.code))


def _cause(desk: Desk, page: DossierPage) -> ObjectiveCause:
    if page.cause is None:
        raise refused(desk.access, Permission.APPROVE_OBJECTIVE_CAUSES.value)
    return page.cause


def _letter(desk: Desk, page: DossierPage) -> ApologyLetter:
    if page.apology is None:
        raise refused(desk.access, Permission.RECORD_APOLOGIES.value)
    return page.apology


def _address(code: str, part: str) -> str:
    return f"{reverse('dossier', args=[code])}#{part}"


def _back(request: HttpRequest, page: DossierPage) -> HttpResponse:
    name = _BACK.get(request.POST.get("back", ""))
    return redirect(name) if name else redirect(reverse("dossier", args=[page.code]))


def _show(
    request: HttpRequest,
    desk: Desk,
    page: DossierPage,
    *,
    cause: Form | None = None,
    apology: Form | None = None,
    delivery: Form | None = None,
    is_unexplained: str = "",
) -> HttpResponse:
    is_wrong = bool(cause or apology or delivery or is_unexplained)
    owner, letter = page.cause_owner, page.apology
    context: dict[str, Any] = {
        "way": [(_("Dossiers"), reverse("dossiers")), (_("Late and due"), reverse("dossiers-due"))],
        "page": page,
        "year": desk.year,
        "today": desk.today,
        "verdict": VERDICTS[page.explanation.verdict],
        "facts": facts_in_words(page.facts),
        "corrections": corrections(page),
        "events": event_lines(page.history),
        "component_keys": _component_keys(desk),
        "cause_state": CAUSE_STATES[CauseState(page.cause.state)] if page.cause else None,
        "panel": attachment_panel(desk.access, owner) if owner else None,
        "accepted": ACCEPTED,
        "cause_form": cause or _cause_form(desk, page),
        "apology_form": apology or _apology_form(desk, page),
        "delivery_form": delivery
        or (letter and DeliveryForm(letter.issued_on, desk.today, initial={"day": desk.today})),
        "is_unexplained": is_unexplained,
    }
    return render(request, "dossiers/show.html", context, status=422 if is_wrong else 200)


def _cause_form(desk: Desk, page: DossierPage) -> CauseForm | None:
    if not page.may_propose_cause:
        return None
    said = page.cause
    initial = (
        {
            "cause": said.cause,
            "document_number": said.document_number,
            "document_date": said.document_date,
        }
        if said
        else {}
    )
    return CauseForm(desk.today, initial=initial)


def _apology_form(desk: Desk, page: DossierPage) -> ApologyForm | None:
    if not page.may_record_apology:
        return None
    ended: date | None = page.facts["ended_at"].date() if page.facts["ended_at"] else None
    offered = {"issued_on": desk.today, "new_day": new_day_offered(ended, page.first_new_day)}
    return ApologyForm(desk.today, page.first_new_day, initial=offered)


def _component_keys(desk: Desk) -> frozenset[str]:
    """The components of the year's framework, to which an indicator can be opened."""
    if desk.framework is None:
        return frozenset()
    return frozenset(component.key for component in desk.framework.components)
