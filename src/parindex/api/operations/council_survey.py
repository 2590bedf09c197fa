"""What a survey gave an agency for a component."""

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema

from parindex.accounts.constants import Scope
from parindex.api.fields import AgencyInPath, KeyInPath, Line, NumberInPath, Points, Sent
from parindex.api.places import COUNCIL_AGENCY, council
from parindex.rounds.services import enter_survey_points

router = Router(tags=["council"])


class SurveyIn(Sent):
    """What the survey gave, and which one it was."""

    points: Points
    source: Line


class SurveyOut(Schema):
    """The survey's points of a component."""

    component: str
    points: str
    source: str


@router.put(
    COUNCIL_AGENCY + "/survey/{key}",
    response=SurveyOut,
    summary=gettext_noop("Enter a survey's points"),
)
def put_survey(
    request: HttpRequest,
    number: NumberInPath,
    agency: AgencyInPath,
    key: KeyInPath,
    body: SurveyIn,
) -> SurveyOut:
    """Scope: council_write."""
    place = council(request, Scope.COUNCIL_WRITE, number)
    component = place.component(key)
    row = enter_survey_points(
        place.access, place.agency(agency), component.key, body.points, body.source, now=place.now
    )
    return SurveyOut(component=component.key, points=str(row.points), source=row.source)
