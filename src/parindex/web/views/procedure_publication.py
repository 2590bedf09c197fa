"""Publication of procedures: what is due by when, what was decided and made public in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.calendars.queries import working_calendar
from parindex.procedures.queries.catalogue import catalogue_years, may_keep, versions_of
from parindex.procedures.queries.publication import (
    publication,
    publications_of,
    publications_of_procedure,
)
from parindex.procedures.services.catalogue import AlreadyChanged
from parindex.procedures.services.publication import (
    NewLegalBase,
    PublicationRecord,
    PublicationRefused,
    record_legal_base,
    record_publication,
)
from parindex.web.excel_table import excel_response
from parindex.web.feeds import feeds_of
from parindex.web.forms.procedure import LegalBaseForm, PublicationForm
from parindex.web.procedure_choices import choices_of, kept_procedures
from parindex.web.procedure_feeds import PUBLICATION
from parindex.web.procedure_publication import (
    PUBLICATION_STATUSES,
    publication_lines,
    rule_of_decision,
    rule_of_disclosure,
)
from parindex.web.procedure_tables import PUBLICATION_COLUMNS, publication_row
from parindex.web.procedure_tabs import procedure_tabs
from parindex.web.templatetags.formats import named
from parindex.web.views.desk import desk_of
from parindex.web.year_choice import year_asked

if TYPE_CHECKING:
    from datetime import date

    from django.http import QueryDict

    from parindex.procedures.models import Procedure, ProcedureVersion
    from parindex.web.procedure_publication import PublicationLine
    from parindex.web.views.desk import Desk


@require_safe
def list_publications(request: HttpRequest) -> HttpResponse:
    """The year's publications, late ones first, narrowed to a standing."""
    desk = desk_of(request)
    years, year, state = _asked(request.GET, desk)
    lines = _lines(desk, year)
    address = reverse("procedure-publication")
    counts = {key: sum(one.publication.timing == key for one in lines) for key in _states()}
    context = {
        "area_tabs": procedure_tabs("procedure-publication"),
        "years": years,
        "year": year,
        "state": state,
        "tabs": [
            {
                "label": label,
                "url": f"{address}?year={year}&state={key}" if key else f"{address}?year={year}",
                "is_current": key == state,
                "count": counts[key] if key else len(lines),
            }
            for key, label in {"": _("All"), **_states()}.items()
        ],
        "lines": [
            (one, may_keep(desk.access, one.publication.version.procedure))
            for one in lines
            if not state or one.publication.timing == state
        ],
        "is_illustrative": any(one.publication.version.is_illustrative for one in lines),
        "feeds": feeds_of(desk, PUBLICATION),
        "rules": [rule_of_decision(), rule_of_disclosure()],
        "may_keep": may_keep(desk.access),
        "export_url": f"{reverse('procedure-publication-export')}?{request.GET.urlencode()}",
    }
    return render(request, "procedures/publication.html", context)


@require_safe
def export_publications(request: HttpRequest) -> HttpResponse:
    """The same list for Excel."""
    desk = desk_of(request)
    _years, year, state = _asked(request.GET, desk)
    rows = [
        publication_row(line)
        for line in _lines(desk, year)
        if not state or line.publication.timing == state
    ]
    title = _("Publication of procedures, %s") % year
    return excel_response(
        f"cong-bo-thu-tuc-{year}.xlsx",
        PUBLICATION_COLUMNS,
        rows,
        title=title,
        notices=[named(desk.agency)],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def record_dates(request: HttpRequest, version_id: int) -> HttpResponse:
    """When a publication was decided and made public."""
    desk = desk_of(request)
    found = publication(desk.access, version_id, desk.today)
    if found is None:
        raise Http404
    version = found.version
    require(desk.access, Permission.KEEP_PROCEDURES, version.procedure.unit_id)
    newest = max(one.pk for one in versions_of(desk.access, version.procedure))
    sent = request.POST if request.method == "POST" else None
    form = PublicationForm(sent, initial=_present(version))
    conflict = False
    if sent is not None and form.is_valid():
        seen = newest if sent.get("seen") == str(newest) else 0
        try:
            record_publication(desk.access, version, PublicationRecord(**form.cleaned_data), seen)
        except AlreadyChanged:
            conflict = True
        else:
            draft = f"publication-{version_id}"
            messages.success(request, _("The publication is recorded."), extra_tags=draft)
            return redirect("procedure", version.procedure.code)
    status = 200 if sent is None else 422
    context = {
        "way": [(_("Publication"), reverse("procedure-publication"))],
        "line": publication_lines([found], working_calendar(), desk.today)[0],
        "form": form,
        "seen": newest,
        "conflict": conflict,
    }
    return render(request, "procedures/publication_dates.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def begin_publication(request: HttpRequest) -> HttpResponse:
    """A legal base that takes effect: which procedures have to be published for it."""
    desk = desk_of(request)
    if not may_keep(desk.access):
        require(desk.access, Permission.KEEP_PROCEDURES)
    kept = kept_procedures(desk)
    form = LegalBaseForm(choices_of(kept), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        chosen = [kept[code][0] for code in values["procedures"]]
        base = NewLegalBase(values["title"], values["effective_on"])
        try:
            begun = record_legal_base(desk.access, chosen, base)
        except PublicationRefused as refused:
            form.add_error(
                str(refused),
                _("One of them says nothing yet on the day of effect; look at the day."),
            )
        else:
            said = ngettext(
                "%(count)s procedure is to be published for it.",
                "%(count)s procedures are to be published for it.",
                len(begun),
            ) % {"count": len(begun)}
            messages.success(request, said, extra_tags="publication-new")
            return redirect(_address_of(desk, begun))
    context = {
        "way": [(_("Publication"), reverse("procedure-publication"))],
        "form": form,
        "rules": [rule_of_decision(), rule_of_disclosure()],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "procedures/publication_new.html", context, status=status)


def _states() -> dict[str, str]:
    return {key: str(status.label) for key, status in PUBLICATION_STATUSES.items()}


def _asked(query: QueryDict, desk: Desk) -> tuple[list[int], int, str]:
    """The years to choose from, next year's too, the one chosen, and the standing."""
    this, *before = catalogue_years(desk.access, desk.today)
    years = [this, *before, this + 1]
    state = query.get("state", "")
    year = year_asked(query, years) or this
    return sorted(years, reverse=True), year, state if state in PUBLICATION_STATUSES else ""


def _lines(desk: Desk, year: int) -> list[PublicationLine]:
    found = publications_of(desk.access, year, desk.today)
    return publication_lines(found, working_calendar(), desk.today)


def _present(version: ProcedureVersion) -> dict[str, str | date | None]:
    names = ("decision_number", "decision_signed_on", "made_public_on")
    return {name: getattr(version, name) for name in names}


def _address_of(desk: Desk, begun: list[Procedure]) -> str:
    """The list on which the first of the new publications stands."""
    address = reverse("procedure-publication")
    for procedure in begun:
        last = publications_of_procedure(desk.access, procedure, desk.today)[0].standing.sign_by
        if last is not None:
            return f"{address}?year={last.year}"
    return address
