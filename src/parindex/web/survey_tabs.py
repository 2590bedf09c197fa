"""The pages of surveys, and those of one round, of equal rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parindex.accounts.constants import Permission
from parindex.surveys.constants import RoundState

if TYPE_CHECKING:
    from parindex.surveys.models import SurveyRound
    from parindex.web.views.desk import Desk

_AREA = (
    ("surveys", _("Rounds")),
    ("questionnaires", _("Questionnaires")),
    ("outside-surveys", _("Run by others")),
)
_OF_KEEPERS = (
    ("survey-population", _("Population")),
    ("survey-codes", _("Codes")),
    ("survey-counter", _("Counter")),
)


def survey_tabs(current: str) -> list[dict[str, object]]:
    """For the ``tabs`` component; ``current`` is the name of the page's address."""
    return [
        {"label": label, "url": reverse(name), "is_current": name == current}
        for name, label in _AREA
    ]


def round_tabs(desk: Desk, survey: SurveyRound, current: str) -> list[dict[str, object]]:
    """Of one round, as far as the person and its state have use for them."""
    names = [("survey", _("The round"))]
    if desk.access.may(Permission.RUN_SURVEYS) and survey.state != RoundState.CLOSED:
        names += _OF_KEEPERS[0 if survey.state == RoundState.DRAFT else 1 :]
    if survey.state == RoundState.CLOSED:
        names.append(("survey-results", _("Results")))
    return [
        {"label": label, "url": reverse(name, args=[survey.pk]), "is_current": name == current}
        for name, label in names
    ]
