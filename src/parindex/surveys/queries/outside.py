"""Results of surveys that others ran, as they were recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.accounts.services import require_view
from parindex.surveys.models import OutsideSurvey

if TYPE_CHECKING:
    from parindex.accounts.queries import Access


def outside_surveys_of(access: Access) -> list[OutsideSurvey]:
    """The agency's recorded reports with their results, the newest first; two queries."""
    require_view(access)
    found = OutsideSurvey.objects.filter(agency=access.agency).select_related("recorded_by")
    return list(found.prefetch_related("results"))


def outside_survey_of(access: Access, survey_id: int) -> OutsideSurvey | None:
    """A recorded report of the agency."""
    require_view(access)
    return OutsideSurvey.objects.filter(agency=access.agency, pk=survey_id).first()
