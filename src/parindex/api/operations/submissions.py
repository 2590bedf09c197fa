"""What an agency submitted, kept with its hash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema

from parindex.accounts.constants import Scope
from parindex.api.fields import Limit, NumberInPath, Offset, YearInPath, iso
from parindex.api.paging import Page, page
from parindex.api.places import part
from parindex.api.problems import NotThere
from parindex.rounds.queries import submissions_of

if TYPE_CHECKING:
    from parindex.rounds.models import Submission

router = Router(tags=["self score"])


class SubmissionOut(Schema):
    """What was submitted: its number, moment and the SHA-256 of its canonical JSON."""

    number: int
    sha256: str
    points: str
    submitted_at: str | None

    @classmethod
    def of(cls, one: Submission) -> SubmissionOut:
        return cls(
            number=one.number,
            sha256=one.sha256,
            points=one.content["points"],
            submitted_at=iso(one.submitted_at),
        )


class SubmissionContentOut(SubmissionOut):
    """With everything that it holds, decimals as strings."""

    content: dict


@router.get(
    "/years/{year}/submissions",
    response=Page[SubmissionOut],
    summary=gettext_noop("What was submitted, by hash"),
)
def list_submissions(
    request: HttpRequest, year: YearInPath, offset: Offset = 0, limit: Limit = 50
) -> Page[SubmissionOut]:
    """Scope: read."""
    place = part(request, Scope.READ, year)
    found = submissions_of(place.access, place.participant)
    return page(found, offset, limit, SubmissionOut.of)


@router.get(
    "/years/{year}/submissions/{number}",
    response=SubmissionContentOut,
    summary=gettext_noop("A submission with all that it holds"),
)
def show_submission(
    request: HttpRequest, year: YearInPath, number: NumberInPath
) -> SubmissionContentOut:
    """Scope: read."""
    place = part(request, Scope.READ, year)
    found = submissions_of(place.access, place.participant)
    for one in found:
        if one.number == number:
            said = SubmissionOut.of(one).model_dump()
            return SubmissionContentOut(**said, content=one.content)
    raise NotThere
