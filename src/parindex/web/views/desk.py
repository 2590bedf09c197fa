"""Whose page this is: the person's agency, rights, year and day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import permission_denied

from parindex.accounts.queries import access, agency_of
from parindex.assessments.queries import latest_assessment
from parindex.editions.queries import framework_of
from parindex.organisations.queries import working_date

if TYPE_CHECKING:
    from datetime import date

    from parindex.accounts.queries import Access
    from parindex.assessments.models import Assessment
    from parindex.organisations.models import Agency
    from parindex_core.framework import Framework


class NoDesk(PermissionDenied):
    """The person signs in but has no role that shows an agency."""


@dataclass(frozen=True)
class Desk:
    """What every page of an agency starts from; ``assessment`` is None before a year is opened."""

    agency: Agency
    access: Access
    assessment: Assessment | None
    today: date

    @property
    def year(self) -> int:
        """The year that the agency works on."""
        return self.assessment.year if self.assessment else self.today.year

    @property
    def framework(self) -> Framework | None:
        """The framework of the agency's year, once a year is open."""
        return framework_of(self.assessment.edition) if self.assessment else None


def desk_of(request: HttpRequest) -> Desk:
    """The desk of the signed-in person.

    :raises NoDesk: without a role that shows an agency; answered by a page that says whom to ask.
    """
    agency = agency_of(request.user)  # pyright: ignore[reportArgumentType] (a page needs sign-in)
    if agency is None:
        raise NoDesk
    granted = access(request.user, agency)  # pyright: ignore[reportArgumentType]
    if not granted.may_view:
        raise NoDesk
    desk = Desk(
        agency=agency,
        access=granted,
        assessment=latest_assessment(agency),
        today=working_date(agency),
    )
    # The frame around the page shows the same agency and year, without asking for them again.
    request.desk = desk  # pyright: ignore[reportAttributeAccessIssue]
    return desk


def show_refusal(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page of status 403; a person without a desk is told whom to ask for one."""
    if isinstance(exception, NoDesk):
        return render(request, "no_desk.html", status=403)
    return permission_denied(request, exception)
