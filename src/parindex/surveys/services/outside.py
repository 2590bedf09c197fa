"""Results of surveys that others ran, such as the province's own: taken in with their source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.audit.services import record_event
from parindex.surveys.constants import Audience
from parindex.surveys.models import OutsideResult, OutsideSurvey
from parindex.surveys.recounting import recount_surveys
from parindex.surveys.refusals import SurveyRefused

if TYPE_CHECKING:
    from parindex.accounts.models import User
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency


@dataclass(frozen=True)
class MatterResult:
    """What a report says of one matter: how many answered, points, and points possible."""

    matter: str
    answers: int
    points: Decimal
    points_possible: Decimal


@dataclass(frozen=True)
class OutsideReport:
    """A survey that others ran. ``source``: the document's number and day, as it is cited."""

    year: int
    audience: str
    conducted_by: str
    source: str
    published_on: date
    results: tuple[MatterResult, ...]


@transaction.atomic
def record_outside_survey(access: Access, report: OutsideReport) -> OutsideSurvey:
    """Record a report's results; the same source again corrects them.

    It then counts in place of the agency's own rounds of that year and audience: who runs the
    official survey says what it gave.

    :raises PermissionRefused: unless the person runs surveys.
    :raises SurveyRefused: ``audience``, ``source``, ``points``, ``twice``; nothing is written.
    """
    require(access, Permission.RUN_SURVEYS)
    return keep_outside_survey(access.agency, report, access.user)


def keep_outside_survey(
    agency: Agency, report: OutsideReport, user: User | None, *, is_illustrative: bool = False
) -> OutsideSurvey:
    """As ``record_outside_survey``; for the product itself ``user`` is None."""
    _check(report)
    survey = (
        OutsideSurvey.objects.select_for_update(no_key=True)
        .filter(
            agency=agency, year=report.year, audience=report.audience, source=report.source.strip()
        )
        .first()
    )
    before = _told(survey) if survey else None
    survey = survey or OutsideSurvey(
        agency=agency, year=report.year, audience=report.audience, source=report.source.strip()
    )
    survey.conducted_by, survey.published_on = report.conducted_by.strip(), report.published_on
    survey.recorded_by, survey.is_illustrative = user, is_illustrative
    survey.save()
    survey.results.all().delete()
    OutsideResult.objects.bulk_create(
        [
            OutsideResult(
                survey=survey,
                matter=one.matter.strip(),
                answers=one.answers,
                points=one.points,
                points_possible=one.points_possible,
            )
            for one in report.results
        ]
    )
    record_event(
        user,
        "record_outside_survey",
        ("outside_survey", survey.pk),
        agency_id=agency.pk,
        before=before,
        after=_told(survey),
    )
    recount_surveys(agency, survey.year, survey.audience)
    return survey


@transaction.atomic
def withdraw_outside_survey(access: Access, survey: OutsideSurvey, because: str) -> None:
    """Take a report's results out again, with the reason; the audit keeps what they were.

    :raises PermissionRefused: unless the person runs surveys of that agency.
    :raises SurveyRefused: ``reason`` without one.
    """
    require_own(access, survey)
    require(access, Permission.RUN_SURVEYS)
    if not because.strip():
        raise SurveyRefused("reason")
    record_event(
        access.user,
        "withdraw_outside_survey",
        ("outside_survey", survey.pk),
        agency_id=access.agency.pk,
        before=_told(survey),
        reason=because.strip()[:1000],
    )
    year, audience = survey.year, survey.audience
    survey.delete()
    recount_surveys(access.agency, year, audience)


def _check(report: OutsideReport) -> None:
    if report.audience not in Audience.values:
        raise SurveyRefused("audience")
    if not report.source.strip() or not report.conducted_by.strip():
        raise SurveyRefused("source")
    matters = [one.matter.strip() for one in report.results]
    if len(set(matters)) != len(matters):
        raise SurveyRefused("twice")
    _check_points(report.results)


def _check_points(results: Sequence[MatterResult]) -> None:
    if not results or sum(one.points_possible for one in results) <= 0:
        raise SurveyRefused("points")
    for one in results:
        exact = all(value == round(value, 2) for value in (one.points, one.points_possible))
        if not 0 <= one.points <= one.points_possible or one.answers < 0 or not exact:
            raise SurveyRefused("points")


def _told(survey: OutsideSurvey) -> dict[str, Any]:
    return {
        "year": survey.year,
        "audience": survey.audience,
        "conducted_by": survey.conducted_by,
        "source": survey.source,
        "published_on": survey.published_on.isoformat(),
        "results": [
            [one.matter, one.answers, str(one.points), str(one.points_possible)]
            for one in survey.results.all()
        ],
    }
