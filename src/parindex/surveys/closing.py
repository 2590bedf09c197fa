"""Closing of a survey round: from here on nothing leads from an answer to a code."""

from __future__ import annotations

import secrets
from datetime import date
from typing import TYPE_CHECKING, Any

from parindex.audit.services import record_event
from parindex.surveys.codes import new_answer_id
from parindex.surveys.constants import RoundState
from parindex.surveys.models import OpenWords, Pace, SurveyAnswer, SurveyCode, SurveyRound
from parindex.surveys.pace import round_keys
from parindex.surveys.recounting import recount_surveys
from parindex.surveys.refusals import SurveyRefused

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from parindex.accounts.models import User

_AT_ONCE = 500


def close_round(survey: SurveyRound, day: date, user: User | None) -> SurveyRound:
    """Close an open round; within the caller's transaction. ``user``: None for the product itself.

    Codes and drafts are deleted, and every answer is written anew, in an order and under an
    identity made by chance, all in one transaction: neither the place of a row nor what a database
    notes of who wrote it says more of one answer than of another.

    :raises SurveyRefused: ``state``.
    """
    held = SurveyRound.objects.select_for_update(no_key=True).get(pk=survey.pk)
    if held.state != RoundState.OPEN:
        raise SurveyRefused("state")
    # Whoever hands in holds their code: they are through now, or find it gone.
    unused = held_codes(held)
    held.codes.all().delete()
    Pace.objects.filter(key__startswith=round_keys(held.pk)).delete()
    _shuffle(held)
    held.state, held.closed_on, held.codes_unused = RoundState.CLOSED, day, unused
    held.kiosk_digest = ""
    held.save()
    record_event(
        user,
        "close_survey",
        ("survey", held.pk),
        agency_id=held.agency_id,
        after={"answers": held.answers.count(), "codes_unused": unused},
    )
    recount_surveys(held.agency, held.year, held.audience)
    return held


def held_codes(survey: SurveyRound) -> int:
    """How many codes nobody used, each held until the transaction ends.

    Whoever holds a round and its codes takes the round first.
    """
    return len(SurveyCode.objects.select_for_update().filter(round=survey).order_by("pk"))


def _shuffle(survey: SurveyRound) -> None:
    _write_anew(SurveyAnswer.objects.filter(round=survey))
    _write_anew(OpenWords.objects.filter(round=survey))


def _write_anew(stored: QuerySet[Any]) -> None:
    rows = list(stored)
    stored.delete()
    for row in rows:
        row.pk = new_answer_id()
    secrets.SystemRandom().shuffle(rows)
    stored.model.objects.bulk_create(rows, batch_size=_AT_ONCE)
