"""What is owed, and the forms that ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q

from parindex.accounts.services import require_view
from parindex.reporting.models import FormVersion, Obligation, Period, ReportForm

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency


def obligations_of(access: Access) -> list[Obligation]:
    """The agency's obligations with their units, form and ``period_count``; two queries.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = _obligations(access).annotate(period_count=Count("periods", distinct=True))
    return list(found.prefetch_related("units"))


def obligation_of(access: Access, obligation_id: int) -> Obligation | None:
    """One of them; None: the agency has none of that number.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    return _obligations(access).prefetch_related("units").filter(pk=obligation_id).first()


def _obligations(access: Access) -> QuerySet[Obligation]:
    return Obligation.objects.filter(agency=access.agency).select_related("form", "agency")


def illustrative_periods(agency: Agency, year: int) -> list[Period]:
    """A demonstration's periods of a year, each with its obligation, for the product itself."""
    found = Period.objects.filter(agency=agency, year=year, is_illustrative=True)
    return list(found.select_related("obligation", "agency").order_by("last_day", "id"))


def forms_of(access: Access) -> list[ReportForm]:
    """The agency's forms, each with ``published`` (the newest published version's number, or
    None), ``drafts`` and ``obligation_count``; one query.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = ReportForm.objects.filter(agency=access.agency).annotate(
        published=Max("versions__version", filter=Q(versions__published_at__isnull=False)),
        drafts=Count("versions", filter=Q(versions__published_at=None), distinct=True),
        obligation_count=Count("obligations", distinct=True),
    )
    return list(found)


def form_versions(access: Access, form_id: int) -> list[FormVersion]:
    """The versions of a form, the newest first, a draft before all; none where there is no form.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = FormVersion.objects.filter(form=form_id, form__agency=access.agency)
    return list(found.select_related("form", "published_by").annotate(asked=Count("periods")))
