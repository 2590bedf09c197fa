"""Everything that the page of one procedure shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from parindex.accounts.constants import Permission
from parindex.calendars.queries import working_calendar
from parindex.procedures.constants import OnlineLevel, Part
from parindex.procedures.queries.catalogue import catalogue_years, may_keep, version_on, versions_of
from parindex.procedures.queries.documents import procedure_owner
from parindex.procedures.queries.publication import publications_of_procedure
from parindex.procedures.queries.review import is_late, proposals_of, reviews_of_procedure
from parindex.web.attachment_panel import attachment_panel
from parindex.web.procedure_dossiers import dossier_section
from parindex.web.procedure_publication import publication_lines
from parindex.web.procedure_tabs import procedure_tabs
from parindex.web.procedure_words import fee_in_words, time_in_words, version_lines
from parindex.web.year_choice import year_asked

if TYPE_CHECKING:
    from django.http import QueryDict

    from parindex.procedures.models import Procedure, ProcedureVersion
    from parindex.web.views.desk import Desk


@dataclass(frozen=True)
class OnlineYear:
    """How far a procedure could be done online at a year's end, or today while it runs."""

    year: int
    level: str
    is_online: bool


def procedure_context(desk: Desk, procedure: Procedure, query: QueryDict) -> dict[str, Any]:
    """For the template; without a version that holds yet, the earliest stands in."""
    versions = versions_of(desk.access, procedure)
    shown = version_on(versions, desk.today) or versions[-1]
    years = catalogue_years(desk.access, desk.today)
    year = year_asked(query, years) or desk.today.year
    found = publications_of_procedure(desk.access, procedure, desk.today)
    reviews = reviews_of_procedure(desk.access, procedure)
    return {
        "way": [(_("Administrative procedures"), reverse("procedures"))],
        "area_tabs": procedure_tabs("procedures"),
        "procedure": procedure,
        "version": shown,
        "is_ahead": shown.effective_from > desk.today,
        "time": time_in_words(shown),
        "fee": fee_in_words(shown),
        "parts": [(part.label, part.value in shown.public_parts) for part in Part],
        "legal_bases": [line for line in shown.legal_bases.splitlines() if line.strip()],
        "versions": version_lines(versions, desk.today),
        "online_years": online_years(versions, desk.today),
        "publications": publication_lines(found, working_calendar(), desk.today),
        "reviews": [(review, is_late(review, desk.today)) for review in reviews],
        "proposals": proposals_of(desk.access, procedure=procedure),
        "may_keep": may_keep(desk.access, procedure),
        "may_plan": desk.access.may(Permission.KEEP_PROCEDURES),
        "years": years,
        "year": year,
        "dossiers": dossier_section(desk.access, procedure, year, desk.today),
        "sees_own_units_only": Permission.VIEW not in desk.access.agency_permissions,
        "panel": attachment_panel(desk.access, procedure_owner(procedure)),
    }


def online_years(versions: Sequence[ProcedureVersion], today: date) -> list[OnlineYear]:
    """The online level of every year since the first version, the newest year first."""
    if not versions:
        return []
    lines = []
    for year in range(today.year, versions[-1].effective_from.year - 1, -1):
        version = version_on(list(versions), min(today, date(year, 12, 31)))
        if version is not None:
            level = OnlineLevel(version.online_level)
            lines.append(OnlineYear(year, str(level.label), version.is_online))
    return lines
