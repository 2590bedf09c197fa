"""What people without an account do: open a form by a code or at a kiosk, fill it in, hand it in.

Nobody is told whether a code is unknown, used, or of a round that takes no answers; the same is
asked of the database for each. Nothing of an answer is recorded in the audit: its time would lead
to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from parindex.organisations.queries import working_date
from parindex.surveys.answer_rows import answer_rows
from parindex.surveys.codes import (
    code_digest,
    kiosk_digest,
    new_answer_id,
    sheet_answer_id,
)
from parindex.surveys.constants import (
    BURST_FREE,
    FASTEST_QUESTION,
    Mark,
    RoundState,
    Way,
)
from parindex.surveys.models import SurveyAnswer, SurveyCode, SurveyDraft, SurveyRound
from parindex.surveys.open_codes import find_code, hold_code
from parindex.surveys.pace import count_answer, count_wrong_code, wait_at_kiosk
from parindex.surveys.queries.questionnaires import questionnaire_of
from parindex.surveys.questionnaire import (
    Answers,
    Questionnaire,
    Section,
    cleaned,
)
from parindex.surveys.refusals import AnswersRefused, CodeRefused, TooMany

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from parindex.organisations.models import Agency


@dataclass(frozen=True)
class Sheet:
    """A form that can be filled in; ``answers``: what was kept of it so far."""

    survey: SurveyRound
    questionnaire: Questionnaire
    answers: Answers


def sheet_of(code: str, address: str) -> Sheet:
    """The form that a code opens, with what was filled in before.

    :raises CodeRefused: when it opens nothing.
    :raises TooMany: when that happened too often from this address.
    """
    found = _while_open(find_code(code_digest(code)))
    if found is None:
        count_wrong_code(address)
        raise CodeRefused
    opened, draft = found
    return _sheet(opened.round, draft.answers if draft else {})


class HeldForm:
    """A form held by its person until the block ends; see ``held_form``."""

    def __init__(self, code: SurveyCode, draft: SurveyDraft | None) -> None:
        self._code, self._draft = code, draft
        self.sheet = _sheet(code.round, self._draft.answers if self._draft else {})

    def keep(self, sections: Sequence[Section], answers: Answers) -> Sheet:
        """Keep the answers of some sections under the code, in place of those before.

        ``answers``: as ``read_section`` gives them, also of a page that is not complete yet.
        """
        self.sheet = with_page(self.sheet, sections, answers)
        draft = self._draft or SurveyDraft(code=self._code, started_at=timezone.now())
        draft.answers = self.sheet.answers
        draft.save()
        self._draft = draft
        return self.sheet

    def hand_in(self, address: str, sections: Sequence[Section], answers: Answers) -> SurveyRound:
        """Hand in what was kept, with the last page; the code is gone then. Returns the round.

        :raises AnswersRefused: when something is missing; nothing is written.
        """
        sheet = with_page(self.sheet, sections, answers)
        kept = complete_answers(sheet)
        code, marks = self._code, []
        if count_answer(code.round_id, address) > BURST_FREE:
            marks.append(Mark.BURST.value)
        if self._draft is not None and _is_too_fast(sheet, self._draft.started_at):
            marks.append(Mark.FAST.value)
        about = (code.unit_id, code.procedure, code.channel)
        _keep_answer(sheet.survey, kept, new_answer_id(), Way.CODE, marks, about)
        SurveyDraft.objects.filter(code=code).delete()
        SurveyCode.objects.filter(pk=code.pk).delete()
        return code.round


@contextmanager
def held_form(code: str, address: str) -> Iterator[HeldForm]:
    """The form that a code opens, held until the block ends, in one transaction.

    :raises CodeRefused: when the code opens nothing (any more): nothing is counted twice.
    :raises TooMany: when that happened too often from this address.
    """
    with transaction.atomic():
        found = _while_open(hold_code(code_digest(code)))
        if found is not None:
            yield HeldForm(*found)
            return
    count_wrong_code(address)
    raise CodeRefused


def kiosk_sheet(key: str, address: str) -> Sheet:
    """The empty form of a counter's screen.

    :raises CodeRefused: when the address is of no kiosk that takes answers.
    :raises TooMany: when that happened too often from this address.
    """
    survey = _open_kiosk(SurveyRound.objects.all(), key)
    if survey is None:
        count_wrong_code(address)
        raise CodeRefused
    return _sheet(survey, {})


@transaction.atomic
def hand_in_at_kiosk(key: str, answers: Answers, token: str) -> SurveyRound:
    """Hand in a form of a counter's screen; the same ``token`` again does nothing more.

    :raises CodeRefused: when the kiosk takes no answers (any more).
    :raises TooMany: too soon after the last, or the day's limit is reached (0 seconds).
    :raises AnswersRefused: when something is missing.
    """
    survey = _open_kiosk(SurveyRound.objects.select_for_update(no_key=True, of=("self",)), key)
    if survey is None:
        raise CodeRefused
    identity = sheet_answer_id(token)
    if SurveyAnswer.objects.filter(pk=identity).exists():
        return survey
    today = SurveyAnswer.objects.filter(
        round=survey, way=Way.KIOSK, day=working_date(survey.agency)
    )
    if today.count() >= survey.kiosk_daily_limit:
        raise TooMany(0)
    kept = complete_answers(_sheet(survey, answers))
    wait_at_kiosk(survey.pk, survey.kiosk_pause)
    _keep_answer(survey, kept, identity, Way.KIOSK, [], (None, "", ""))
    return survey


def with_page(sheet: Sheet, sections: Sequence[Section], answers: Answers) -> Sheet:
    """The sheet with the answers of some sections in place of what they said before."""
    keys = {question.key for section in sections for question in section.questions}
    kept = {key: value for key, value in sheet.answers.items() if key not in keys}
    kept |= {key: value for key, value in answers.items() if key in keys}
    return Sheet(sheet.survey, sheet.questionnaire, kept)


def trial_sheet(agency: Agency, questionnaire: Questionnaire, answers: Answers) -> Sheet:
    """A form that is only looked at: of no round, and nothing of it is ever kept."""
    return Sheet(SurveyRound(agency=agency), questionnaire, answers)


def complete_answers(sheet: Sheet) -> Answers:
    """The answers to what is asked, complete.

    :raises AnswersRefused: when something is missing.
    """
    kept, problems = cleaned(sheet.questionnaire, sheet.answers)
    if problems:
        raise AnswersRefused([problem.question for problem in problems])
    return kept


def _while_open(
    found: tuple[SurveyCode, SurveyDraft | None] | None,
) -> tuple[SurveyCode, SurveyDraft | None] | None:
    """A code with its draft while its round takes answers; None otherwise."""
    return found if found is not None and _takes_answers(found[0].round) else None


def _open_kiosk(rounds: QuerySet[SurveyRound], key: str) -> SurveyRound | None:
    found = rounds.select_related("agency", "questionnaire").filter(kiosk_digest=kiosk_digest(key))
    survey = found.first()
    return survey if survey is not None and _takes_answers(survey) else None


def _takes_answers(survey: SurveyRound) -> bool:
    today = working_date(survey.agency)
    return survey.state == RoundState.OPEN and survey.opens_on <= today <= survey.closes_on


def _sheet(survey: SurveyRound, answers: Answers) -> Sheet:
    return Sheet(survey, questionnaire_of(survey.questionnaire), answers)


def _is_too_fast(sheet: Sheet, started_at: datetime) -> bool:
    """Whether what came after the first page was filled in faster than it can be read."""
    first = {q.key for one in sheet.questionnaire.pages[0] for q in one.questions}
    rest = len(sheet.answers.keys() - first)
    return (timezone.now() - started_at).total_seconds() < rest * FASTEST_QUESTION


def _keep_answer(
    survey: SurveyRound,
    kept: Answers,
    identity: int,
    way: Way,
    marks: list[str],
    about: tuple[int | None, str, str],
) -> None:
    answer, words = answer_rows(survey, kept, working_date(survey.agency), way, about)
    answer.pk, answer.marks, answer.is_marked = identity, marks, bool(marks)
    answer.save(force_insert=True)
    for one in words:
        one.save(force_insert=True)
