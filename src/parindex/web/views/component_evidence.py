"""Evidence of registers' entries, taken for the component that counts them without an upload."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parindex.accounts.services import refused
from parindex.attachments.queries import attachment, attachments_of, may_add
from parindex.attachments.refusals import FileRefused
from parindex.attachments.services import AlreadyWithdrawn, attach_again
from parindex.registers.queries.evidence import evidence_of_entries, feeding_registers
from parindex.rounds.evidence import evidence_owner
from parindex.rounds.queries import participant_of
from parindex.web.attachment_panel import attachment_row
from parindex.web.page_numbers import found_page
from parindex.web.scoring_address import scoring_address
from parindex.web.sent_numbers import whole_number
from parindex.web.views.component import opened_component

if TYPE_CHECKING:
    from parindex.attachments.models import Attachment
    from parindex.attachments.owners import Owner
    from parindex.web.views.desk import Desk
    from parindex_core.framework import Component

PAGE_SIZE = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_evidence(request: HttpRequest, key: str) -> HttpResponse:
    """The entries behind a component with their files; what is ticked becomes its evidence."""
    desk, _assessment, panel = opened_component(request, key)
    participant = participant_of(desk.access, desk.year)
    if participant is None or not feeding_registers(key):
        raise Http404
    owner = evidence_owner(participant, key)
    if not may_add(desk.access, owner):
        raise refused(desk.access, "attach", (owner.type, owner.id))
    if request.method == "POST":
        return _take(request, desk, panel.component, owner)
    find = partial(evidence_of_entries, desk.access, key, desk.year)
    found, page = found_page(request.GET, PAGE_SIZE, lambda start: find(start, PAGE_SIZE))
    present = {_sameness(one) for one in attachments_of(desk.access, owner) if not one.is_withdrawn}
    context = {
        "way": [
            (_("Scoring"), scoring_address("scoring", year=desk.asked_year)),
            (panel.component.code, _panel_address(desk, key)),
        ],
        "back_url": scoring_address("component", key, year=desk.asked_year),
        "component": panel.component,
        "registers": feeding_registers(key),
        "entries": [
            (one, [(attachment_row(file, False), _sameness(file) in present) for file in files])
            for one in found.entries
            for files in [one.attachments]
        ],
        "page": page,
    }
    return render(request, "scoring/evidence.html", context)


def _panel_address(desk: Desk, key: str) -> str:
    """Where the component's evidence stands."""
    return f"{scoring_address('component', key, year=desk.asked_year)}#evidence"


def _take(request: HttpRequest, desk: Desk, component: Component, owner: Owner) -> HttpResponse:
    targets = {one.target for one in feeding_registers(component.key)}
    taken = 0
    for sent in request.POST.getlist("attachment")[:PAGE_SIZE]:
        number = whole_number(sent)
        found = attachment(desk.access, number) if number else None
        if found is None or found.owner_type not in targets:
            raise Http404
        try:
            attach_again(desk.access, owner, found)
            taken += 1
        except AlreadyWithdrawn:
            messages.error(request, _("“%s” was withdrawn meanwhile.") % found.name)
        except FileRefused as refusal:
            messages.error(request, f"{found.name}: {refusal}")
    if taken:
        messages.success(request, _("Taken as evidence: %d.") % taken)
    elif "attachment" not in request.POST:
        messages.info(request, _("Tick what is to be evidence first."))
        return redirect(scoring_address("component-evidence", component.key, year=desk.asked_year))
    return redirect(_panel_address(desk, component.key))


def _sameness(one: Attachment) -> tuple[object, ...]:
    return (
        one.stored_file_id,
        one.document_number,
        one.document_issuer,
        one.document_issued_on,
    )
