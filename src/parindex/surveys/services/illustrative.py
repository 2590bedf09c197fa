"""Answers of a demonstration's rounds: composed, not given by anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from parindex.surveys.answer_rows import answer_rows
from parindex.surveys.closing import close_round
from parindex.surveys.constants import RoundState, Way
from parindex.surveys.models import OpenWords, SurveyAnswer, SurveyCode, SurveyRound
from parindex.surveys.questionnaire import Answers
from parindex.surveys.refusals import SurveyRefused


@dataclass(frozen=True)
class IllustrativeAnswer:
    """A composed answer. ``marks``: as if it had come in a burst, or too fast."""

    day: date
    answers: Answers
    marks: tuple[str, ...] = ()


@transaction.atomic
def load_illustrative_answers(
    survey: SurveyRound, given: Sequence[IllustrativeAnswer], closed_on: date | None = None
) -> SurveyRound:
    """Open an illustrative draft and take these answers as if codes of it had been used.

    ``closed_on``: the day on which it closes then; without it it stays open.

    :raises SurveyRefused: ``state`` of a round that is not illustrative, or no draft; ``codes``
        with fewer codes than answers.
    """
    survey = SurveyRound.objects.select_for_update(no_key=True).get(pk=survey.pk)
    codes = list(survey.codes.order_by("pk")[: len(given)])
    if not survey.is_illustrative or survey.state != RoundState.DRAFT:
        raise SurveyRefused("state")
    if len(codes) < len(given):
        raise SurveyRefused("codes")
    rows: list[SurveyAnswer] = []
    words: list[OpenWords] = []
    for code, one in zip(codes, given, strict=True):
        about = (code.unit_id, code.procedure, code.channel)
        row, texts = answer_rows(survey, one.answers, one.day, Way.CODE, about)
        row.marks, row.is_marked = list(one.marks), bool(one.marks)
        rows.append(row)
        words += texts
    SurveyAnswer.objects.bulk_create(rows, batch_size=500)
    OpenWords.objects.bulk_create(words, batch_size=500)
    SurveyCode.objects.filter(pk__in=[code.pk for code in codes]).delete()
    survey.state = RoundState.OPEN
    survey.save()
    return survey if closed_on is None else close_round(survey, closed_on, None)
