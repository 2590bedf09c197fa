"""Questionnaires as data: what one is made of, loading it strictly, writing it, reading answers.

Knows no Django: a legal officer's YAML goes in, questions, points and problems come out.
"""

from parindex.surveys.questionnaire.answers import (
    AnswerProblem,
    Answers,
    cleaned,
    read_section,
)
from parindex.surveys.questionnaire.loader import QuestionnaireInvalid, load_questionnaire
from parindex.surveys.questionnaire.model import (
    Condition,
    Level,
    Option,
    Question,
    Questionnaire,
    Section,
)
from parindex.surveys.questionnaire.scoring import MatterPoints, matter_points
from parindex.surveys.questionnaire.shipped import shipped_questionnaires
from parindex.surveys.questionnaire.writer import written

__all__ = [
    "AnswerProblem",
    "Answers",
    "Condition",
    "Level",
    "MatterPoints",
    "Option",
    "Question",
    "Questionnaire",
    "QuestionnaireInvalid",
    "Section",
    "cleaned",
    "load_questionnaire",
    "matter_points",
    "read_section",
    "shipped_questionnaires",
    "written",
]
