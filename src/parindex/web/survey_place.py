"""A round that an address names, for whoever may see or run it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.surveys.queries.rounds import survey_of
from parindex.web.survey_words import REFUSALS

if TYPE_CHECKING:
    from parindex.surveys.models import SurveyRound
    from parindex.surveys.refusals import SurveyRefused
    from parindex.web.views.desk import Desk


def survey_at(desk: Desk, survey_id: int, *, to_run: bool = False) -> SurveyRound:
    """The agency's round; ``to_run``: for who runs surveys only.

    :raises Http404: when the agency has none of that number.
    """
    found = survey_of(desk.access, survey_id)
    if found is None:
        raise Http404
    if to_run:
        require(desk.access, Permission.RUN_SURVEYS)
    return found


def way_to(survey: SurveyRound) -> list[tuple[str, str]]:
    """For the ``breadcrumb`` of a round's pages."""
    return [(_("Surveys"), reverse("surveys")), (survey.title, reverse("survey", args=[survey.pk]))]


def say_refused(request: HttpRequest, refused: SurveyRefused) -> None:
    """Show a refusal's words on the next page."""
    messages.error(request, REFUSALS[refused.reason])
