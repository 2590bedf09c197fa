"""The main menu, and what every page shows in its frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parindex.accounts.constants import Permission
from parindex.accounts.queries import access, agencies_of
from parindex.assessments.queries import latest_assessment
from parindex.web.views.desk import chosen_agency, sits_in_council

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency


@dataclass(frozen=True)
class Entry:
    """A line of the main menu; `url_name` also is the address that its pages start with."""

    url_name: str
    label: Promise
    icon: str


NAVIGATION = (
    Entry("home", _("Overview"), "home"),
    Entry("scoring", _("Scoring"), "list-details"),
    Entry("directives", _("Directives"), "file-text"),
    Entry("tasks", _("Tasks"), "list-check"),
    Entry("reporting", _("Periodic reports"), "calendar-due"),
    Entry("registers", _("Registers"), "table"),
    Entry("surveys", _("Surveys"), "message"),
    Entry("procedures", _("Procedures"), "clipboard-list"),
    Entry("dossiers", _("Dossiers"), "inbox"),
    Entry("round", _("Assessment round"), "send"),
    Entry("accountability", _("Accountability"), "user"),
)


COUNCIL = Entry("council", _("Council"), "scale")
AUDIT = Entry("audit", _("Audit"), "history")
CALENDAR = Entry("calendar", _("Working calendar"), "calendar")


@dataclass(frozen=True)
class Frame:
    """What stands around every page: whose index it is, of which year, and the menu."""

    agency: str = ""
    year: str = ""
    entries: tuple[dict[str, object], ...] = ()
    # The agencies to choose from, where there are several.
    desks: tuple[dict[str, object], ...] = ()
    # Whether the person is reminded of tasks or of a round's stages there.
    has_notices: bool = False
    # An administrator, to whom no agency shows its work.
    keeps_installation: bool = False


def frame_of(request: HttpRequest) -> Frame:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Frame()
    desk = getattr(request, "desk", None)
    agencies = desk.agencies if desk else tuple(agencies_of(user))
    agency = desk.agency if desk else chosen_agency(request, agencies)
    if agency is None:
        views_audit = bool(agencies_of(user, frozenset({Permission.VIEW_AUDIT})))
        # No page of an agency would open to them.
        shown = (CALENDAR, AUDIT) if views_audit else NAVIGATION[:1]
        return Frame(entries=menu(request.path, shown), keeps_installation=views_audit)
    assessment = desk.assessment if desk else latest_assessment(agency)
    granted = desk.access if desk else access(user, agency, assessment and assessment.year)
    return Frame(
        agency=_name(agency),
        year=str(assessment.year) if assessment else "",
        desks=_desks(agencies, agency) if len(agencies) > 1 else (),
        entries=menu(request.path, _entries_for(granted)),
        has_notices=granted.may_open,
    )


def _desks(agencies: Sequence[Agency], present: Agency) -> tuple[dict[str, object], ...]:
    return tuple(
        {"key": agency.key, "name": _name(agency), "is_current": agency.pk == present.pk}
        for agency in agencies
    )


def _name(agency: Agency) -> str:
    return agency.name_en if get_language() == "en" else agency.name


def _entries_for(granted: Access) -> tuple[Entry, ...]:
    """The agency's own work, the council's rounds, the audit: what the person's roles show."""
    of_agency = NAVIGATION if granted.may_view else ()
    of_council = (COUNCIL,) if sits_in_council(granted) else ()
    of_calendar = (CALENDAR,) if granted.may(Permission.KEEP_CALENDAR) else ()
    of_audit = (AUDIT,) if granted.may(Permission.VIEW_AUDIT) else ()
    return (*of_agency, *of_council, *of_calendar, *of_audit)


def menu(path: str, shown: Sequence[Entry] = NAVIGATION) -> tuple[dict[str, object], ...]:
    entries = []
    for entry in shown:
        try:
            url = reverse(entry.url_name)
        except NoReverseMatch:
            continue  # a page that this installation does not have
        current = path == url if entry.url_name == "home" else path.startswith(url)
        entries.append(
            {"url": url, "label": entry.label, "icon": entry.icon, "is_current": current}
        )
    return tuple(entries)
