"""Proposals to simplify procedures: drafted, submitted, decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.organisations.queries import units_of
from parindex.procedures.constants import PROPOSAL_STEPS, ProposalState
from parindex.procedures.queries.catalogue import catalogue_years, may_keep
from parindex.procedures.queries.documents import proposal_owner
from parindex.procedures.queries.review import proposal, proposals_of
from parindex.procedures.services.simplification import (
    NewProposal,
    ProposalRefused,
    draft_proposal,
    take_proposal_further,
)
from parindex.web.attachment_panel import attachment_panel
from parindex.web.excel_table import excel_response
from parindex.web.feeds import feeds_of
from parindex.web.forms.procedure_review import ProposalForm, StepForm
from parindex.web.procedure_choices import choices_of, kept_procedures, names_by_code
from parindex.web.procedure_feeds import SIMPLIFICATION
from parindex.web.procedure_tables import PROPOSAL_COLUMNS, proposal_row
from parindex.web.procedure_tabs import procedure_tabs
from parindex.web.templatetags.formats import named
from parindex.web.views.desk import desk_of
from parindex.web.year_choice import year_asked

if TYPE_CHECKING:
    from parindex.procedures.models import Proposal
    from parindex.web.views.desk import Desk


@require_safe
def list_proposals(request: HttpRequest) -> HttpResponse:
    """The proposals of a year."""
    desk = desk_of(request)
    years = catalogue_years(desk.access, desk.today)
    year = year_asked(request.GET, years) or desk.today.year
    found = proposals_of(desk.access, year)
    context = {
        "area_tabs": procedure_tabs("procedure-simplification"),
        "years": years,
        "year": year,
        "proposals": found,
        "is_illustrative": any(one.is_illustrative for one in found),
        "feeds": feeds_of(desk, SIMPLIFICATION),
        "may_keep": may_keep(desk.access),
        "export_url": f"{reverse('procedure-simplification-export')}?year={year}",
    }
    return render(request, "procedures/simplification.html", context)


@require_safe
def export_proposals(request: HttpRequest) -> HttpResponse:
    """The proposals of a year for Excel."""
    desk = desk_of(request)
    years = catalogue_years(desk.access, desk.today)
    year = year_asked(request.GET, years) or desk.today.year
    title = _("Proposals to simplify procedures, %s") % year
    return excel_response(
        f"don-gian-hoa-thu-tuc-{year}.xlsx",
        PROPOSAL_COLUMNS,
        map(proposal_row, proposals_of(desk.access, year)),
        title=title,
        notices=[named(desk.agency)],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def enter_proposal(request: HttpRequest) -> HttpResponse:
    """A new proposal; the year is that of its draft."""
    desk = desk_of(request)
    if not may_keep(desk.access):
        require(desk.access, Permission.KEEP_PROCEDURES)
    units = [
        unit for unit in units_of(desk.agency) if desk.access.may(Permission.KEEP_PROCEDURES, unit)
    ]
    kept = kept_procedures(desk)
    sent = request.POST if request.method == "POST" else None
    initial = {"drafted_on": desk.today}
    form = ProposalForm(units, choices_of(kept), desk.today, sent, initial=initial)
    if sent is not None and form.is_valid():
        values = form.cleaned_data
        new = NewProposal(
            title=values["title"],
            content=values["content"],
            unit=form.chosen_unit,
            procedures=[kept[code][0] for code in values["procedures"]],
            drafted_on=values["drafted_on"],
        )
        made = draft_proposal(desk.access, values["drafted_on"].year, new)
        messages.success(request, _("The proposal is recorded."), extra_tags="proposal-new")
        return redirect("procedure-proposal", made.pk)
    context = {
        "way": [(_("Simplification"), reverse("procedure-simplification"))],
        "form": form,
    }
    status = 200 if sent is None else 422
    return render(request, "procedures/proposal_new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def show_proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """One proposal with its steps; a POST records the next of them."""
    desk = desk_of(request)
    found = proposal(desk.access, proposal_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _take_further(request, desk, found)
    return _show(request, desk, found, StepForm(desk.today))


def _take_further(request: HttpRequest, desk: Desk, found: Proposal) -> HttpResponse:
    require(desk.access, Permission.KEEP_PROCEDURES, found.unit_id)
    if request.POST.get("state") != found.state:
        messages.info(request, _("The proposal stands at: %s.") % ProposalState(found.state).label)
        return redirect("procedure-proposal", found.pk)
    form = StepForm(desk.today, request.POST)
    if not form.is_valid():
        return _show(request, desk, found, form)
    values = form.cleaned_data
    try:
        taken = take_proposal_further(desk.access, found, values["day"], values["number"])
    except ProposalRefused as refused:
        if str(refused) != "day":
            return redirect("procedure-proposal", found.pk)
        form.add_error("day", _("This day lies before the step before."))
        return _show(request, desk, found, form)
    said = _("The proposal now is: %s.") % ProposalState(taken.state).label
    messages.success(request, said, extra_tags=f"proposal-{found.pk}-{found.state}")
    return redirect("procedure-proposal", found.pk)


def _show(request: HttpRequest, desk: Desk, found: Proposal, form: StepForm) -> HttpResponse:
    following = PROPOSAL_STEPS.get(ProposalState(found.state))
    names = names_by_code(desk, desk.today.year)
    keeps = desk.access.may(Permission.KEEP_PROCEDURES, found.unit_id)
    context = {
        "way": [(_("Simplification"), reverse("procedure-simplification"))],
        "proposal": found,
        "procedures": [(one, names.get(one.code, "")) for one in found.procedures.all()],
        "form": form if following and keeps else None,
        "next_step": following.label if following else "",
        "panel": attachment_panel(desk.access, proposal_owner(found)),
    }
    status = 422 if form.errors else 200
    return render(request, "procedures/proposal.html", context, status=status)
