"""Whose page this is: the person's agency, rights, year and day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST
from django.views.defaults import permission_denied

from parindex.accounts.constants import OF_ADMINISTRATORS, OPENING, Permission
from parindex.accounts.queries import access, agencies_of
from parindex.assessments.queries import latest_assessment
from parindex.assessments.years import opened_year
from parindex.audit.services import Refusal, note_refusal
from parindex.editions.queries import framework_of
from parindex.organisations.constants import AgencyKind
from parindex.organisations.queries import working_date
from parindex.rounds.queries import newest_round_year
from parindex.web.sent_numbers import whole_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from parindex.accounts.models import User
    from parindex.accounts.queries import Access
    from parindex.assessments.models import Assessment
    from parindex.assessments.years import OpenedYear
    from parindex.organisations.models import Agency
    from parindex_core.framework import Framework

CHOSEN_AGENCY = "chosen_agency"


class NoDesk(PermissionDenied):
    """The person signs in but has no role that shows this agency's page."""


@dataclass(frozen=True)
class Desk:
    """What every page of an agency starts from; ``assessment`` is None before a year is opened."""

    agency: Agency
    access: Access
    assessment: Assessment | None
    today: date
    # Every agency whose pages the person may choose.
    agencies: tuple[Agency, ...] = ()
    # The agency's years around that of the assessment; only where ``year_desk_of`` was asked.
    opened: OpenedYear | None = None

    @property
    def year(self) -> int:
        """The year that the agency works on."""
        return self.assessment.year if self.assessment else self.today.year

    @property
    def asked_year(self) -> int | None:
        """The year of the assessment for addresses, None where they mean it anyway: the newest."""
        opened = self.opened
        return None if opened is None or self.year == opened.newest else self.year

    @property
    def other_years(self) -> list[int]:
        """The years next to this one, and the newest."""
        opened = self.opened
        if opened is None:
            return []
        beside = {opened.before, opened.after, opened.newest} - {None, self.year}
        return sorted(year for year in beside if year is not None)

    @property
    def framework(self) -> Framework | None:
        """The framework of the agency's year, once a year is open."""
        return framework_of(self.assessment.edition) if self.assessment else None


def desk_of(request: HttpRequest) -> Desk:
    """The signed-in person's desk in the agency chosen, where the agency's own work is shown.

    :raises NoDesk: without a role that shows it; answered by a page that says whom to ask.
    """
    return of_own_work(_chosen_desk(request))


def year_desk_of(request: HttpRequest) -> Desk:
    """The signed-in person's desk in the year that the address asks for, by the roles of that year.

    Without one it is the newest. What may still be written in a year that is over its state says:
    whoever writes asks the services as in any other year.

    :raises NoDesk: without a role that shows the agency's own work of that year.
    :raises Http404: when the agency has no such year, so that nothing lands in another one.
    """
    asked = request.GET.get("year", "")
    year = whole_number(asked)
    if asked and year is None:
        raise Http404
    return of_own_work(_chosen_desk(request, year, is_at_year=True))


def of_own_work(desk: Desk) -> Desk:
    """The desk, where the agency's own work is shown.

    :raises NoDesk: where the person has no role that shows it.
    """
    if not desk.access.may_view:
        raise _no_desk(desk.access.user, Permission.VIEW, desk.agency)
    return desk


def council_desk_of(request: HttpRequest, year: int | None = None) -> Desk:
    """The signed-in person's desk in the appraisal council chosen, by the roles of a round's year.

    :raises NoDesk: without a role that shows its rounds.
    """
    desk = _chosen_desk(request, year)
    if not desk.access.may(Permission.VIEW_ROUNDS):
        raise _no_desk(desk.access.user, Permission.VIEW_ROUNDS, desk.agency)
    return desk


def leads_to_council(desk: Desk) -> bool:
    """Whether what the person does there is the council's work, and no work of the agency's own."""
    of_council = desk.agency.kind == AgencyKind.COUNCIL and desk.assessment is None
    return sits_in_council(desk.access) and (of_council or not desk.access.may_view)


def sits_in_council(granted: Access) -> bool:
    """Whether the person runs or scores rounds there, or reads those of a council as auditor."""
    if granted.may(Permission.RUN_ROUNDS) or granted.may(Permission.APPRAISE):
        return True
    return granted.agency.kind == AgencyKind.COUNCIL and granted.may(Permission.VIEW_ROUNDS)


def opened_desk_of(request: HttpRequest) -> Desk:
    """The signed-in person's desk in the agency chosen, whatever of it a role opens to them.

    For what belongs to agencies and councils alike, such as files and long work: their queries and
    services ask for themselves who may see it.

    :raises NoDesk: without a role that opens an agency.
    """
    return _chosen_desk(request)


def audit_desk_of(request: HttpRequest) -> Desk:
    """The signed-in person's desk in the agency chosen, of those whose audit is shown to them.

    :raises NoDesk: without a role that shows an audit.
    """
    person = person_of(request)
    agencies = agencies_of(person, frozenset({Permission.VIEW_AUDIT}))
    agency = chosen_agency(request, agencies)
    if agency is None:
        raise _no_desk(person, Permission.VIEW_AUDIT)
    today = working_date(agency)
    desk = Desk(agency, access(person, agency, today.year), None, today, tuple(agencies))
    request.desk = desk  # pyright: ignore[reportAttributeAccessIssue]
    return desk


def token_desk_of(request: HttpRequest) -> Desk:
    """The signed-in person's desk in the agency chosen, where the tokens of scripts are kept.

    :raises NoDesk: without a role that opens an agency or lets one revoke its tokens.
    """
    person = person_of(request)
    agencies = agencies_of(person, OPENING | {Permission.REVOKE_TOKENS})
    agency = chosen_agency(request, agencies)
    if agency is None:
        raise _no_desk(person, Permission.REVOKE_TOKENS)
    assessment = latest_assessment(agency)
    today = working_date(agency)
    year = assessment.year if assessment else today.year
    return Desk(agency, access(person, agency, year), assessment, today, tuple(agencies))


def any_desk_of(request: HttpRequest) -> Desk:
    """The signed-in person's desk in the agency chosen, an administrator's too.

    For what belongs to the installation: the page's queries and services ask who may see it.

    :raises NoDesk: without any role.
    """
    person = person_of(request)
    agencies = agencies_of(person, OPENING | OF_ADMINISTRATORS)
    agency = chosen_agency(request, agencies)
    if agency is None:
        raise NoDesk
    assessment = latest_assessment(agency)
    today = working_date(agency)
    granted = access(person, agency, assessment.year if assessment else today.year)
    desk = Desk(agency, granted, assessment, today, tuple(agencies))
    request.desk = desk  # pyright: ignore[reportAttributeAccessIssue]
    return desk


def chosen_agency(request: HttpRequest, agencies: Sequence[Agency]) -> Agency | None:
    """Of the person's agencies the one chosen in this session, else the first."""
    chosen = request.session.get(CHOSEN_AGENCY)
    return next((a for a in agencies if a.pk == chosen), agencies[0] if agencies else None)


@require_POST
def choose_desk(request: HttpRequest) -> HttpResponse:
    """Work in another of one's agencies from now on."""
    keys = {agency.key: agency for agency in agencies_of(person_of(request))}
    agency = keys.get(request.POST.get("agency", ""))
    if agency is None:
        raise _no_desk(person_of(request), Permission.VIEW)
    request.session[CHOSEN_AGENCY] = agency.pk
    return redirect("home")


def person_of(request: HttpRequest) -> User:
    """The signed-in person; every page needs one."""
    return request.user  # pyright: ignore[reportReturnType]


def _no_desk(person: User, permission: Permission, agency: Agency | None = None) -> NoDesk:
    """The error to raise, with the refusal logged and recorded; the page says whom to ask."""
    target = ("agency", agency.pk) if agency else ("user", person.pk)
    note_refusal(Refusal(person, permission.value, agency.pk if agency else None, target))
    return NoDesk()


def _chosen_desk(
    request: HttpRequest, year: int | None = None, *, is_at_year: bool = False
) -> Desk:
    """``is_at_year``: the assessment, too, is that of the year, and not the agency's newest."""
    person = person_of(request)
    agencies = agencies_of(person)
    agency = chosen_agency(request, agencies)
    if agency is None:
        raise _no_desk(person, Permission.VIEW)
    opened = opened_year(agency, year) if is_at_year else None
    if is_at_year and year is not None and opened is None:
        raise Http404
    assessment = opened.assessment if opened else latest_assessment(agency)
    today = working_date(agency)
    granted = access(person, agency, year or (assessment.year if assessment else today.year))
    if year is None and agency.kind == AgencyKind.COUNCIL and not granted.roles:
        # Seats are given for the round's year, and the council works on into the next one.
        granted = access(person, agency, newest_round_year(agency))
    desk = Desk(
        agency=agency,
        access=granted,
        assessment=assessment,
        today=today,
        agencies=tuple(agencies),
        opened=opened,
    )
    # The frame around the page shows the same agency and year, without asking for them again.
    request.desk = desk  # pyright: ignore[reportAttributeAccessIssue]
    return desk


def show_refusal(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page of status 403; a person without a desk is told whom to ask for one."""
    if isinstance(exception, NoDesk):
        return render(request, "no_desk.html", status=403)
    return permission_denied(request, exception)
