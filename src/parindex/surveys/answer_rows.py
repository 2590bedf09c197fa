"""An answer as the rows that are kept of it: what was chosen, with its points; each text apart."""

from __future__ import annotations

from datetime import date

from parindex.surveys.codes import new_answer_id
from parindex.surveys.constants import Way
from parindex.surveys.models import OpenWords, SurveyAnswer, SurveyRound
from parindex.surveys.queries.questionnaires import questionnaire_of
from parindex.surveys.questionnaire import Answers, matter_points
from parindex.surveys.questionnaire.model import WORDS
from parindex_core.vietnamese.folding import fold


def answer_rows(
    survey: SurveyRound,
    answers: Answers,
    day: date,
    way: Way,
    about: tuple[int | None, str, str],
) -> tuple[SurveyAnswer, list[OpenWords]]:
    """Rows not saved yet, each under an identity made by chance.

    ``answers``: complete, as ``cleaned`` gives them; ``about``: unit's id, procedure, channel.
    """
    questionnaire = questionnaire_of(survey.questionnaire)
    totals = matter_points(questionnaire, answers).values()
    kept = dict(answers)
    words = [
        (question.key, str(kept.pop(question.key)))
        for _, question in questionnaire.questions()
        if question.type == WORDS and question.key in kept
    ]
    unit_id, procedure, channel = about
    answer = SurveyAnswer(
        pk=new_answer_id(),
        round=survey,
        day=day,
        way=way,
        procedure=procedure,
        channel=channel,
        unit_id=unit_id,
        answers=kept,
        points=sum(one.points for one in totals),
        points_possible=sum(one.possible for one in totals),
    )
    return answer, [
        OpenWords(
            pk=new_answer_id(),
            round=survey,
            question=question,
            text=text,
            search_text=fold(text),
        )
        for question, text in words
    ]
