"""The years that an agency has opened, and one of them among the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery

from parindex.accounts.services import require_view
from parindex.assessments.models import Assessment

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency


@dataclass(frozen=True)
class OpenedYear:
    """An assessment, the agency's newest year, and its years next to this one (None: none)."""

    assessment: Assessment
    newest: int
    before: int | None
    after: int | None


def opened_year(agency: Agency, year: int | None = None) -> OpenedYear | None:
    """The agency's assessment of a year, without one of its newest; one query.

    The caller asks who wants to know.
    """
    of_agency = Assessment.objects.filter(agency=agency)
    years = of_agency.values("year")
    found = of_agency.select_related("agency", "edition").annotate(
        newest=Subquery(years.order_by("-year")[:1]),
        before=Subquery(years.filter(year__lt=OuterRef("year")).order_by("-year")[:1]),
        after=Subquery(years.filter(year__gt=OuterRef("year")).order_by("year")[:1]),
    )
    if year is not None:
        found = found.filter(year=year)
    one: Any = found.order_by("-year").first()
    return None if one is None else OpenedYear(one, one.newest, one.before, one.after)


def years_of(access: Access) -> list[int]:
    """The years that the agency has opened, the newest first; one query.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = Assessment.objects.filter(agency=access.agency).order_by("-year")
    return list(found.values_list("year", flat=True))
