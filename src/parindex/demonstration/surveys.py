"""The demonstration's surveys: two of last year that are closed, one of citizens that runs.

Nobody gave their answers; they are composed and say so. What runs counts nothing yet, so that 8.2
and 8.3 stay as the illustrative figures have them: nothing so far, and at the year's end as much as
last year's surveys gave.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from parindex.accounts.queries import access, account
from parindex.demonstration.synthetic_dossiers import settled_dossiers
from parindex.surveys.constants import Channel, Mark
from parindex.surveys.questionnaire import Questionnaire, cleaned, shipped_questionnaires
from parindex.surveys.questionnaire.model import LIKERT, MULTIPLE, NUMBER, SINGLE, WORDS
from parindex.surveys.services.illustrative import (
    IllustrativeAnswer,
    load_illustrative_answers,
)
from parindex.surveys.services.rounds import NewSurvey, keep_survey
from parindex.surveys.services.samples import Person, draw_sample, issue_codes, load_population

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency, Unit
    from parindex.surveys.models import SurveyRound

CITIZENS, STAFF = "citizen-satisfaction@1", "staff-assessment@1"
SEED = 664
LAST_YEAR, STAFF_LAST_YEAR, SO_FAR, MARKED = 200, 56, 96, 6
_CHANNELS = {1: Channel.DIRECT.value, 2: Channel.ONLINE.value, 3: Channel.POST.value}
# Of a hundred: who chooses the lowest level, …, the highest; 85,5 % of the points possible.
_LEVELS = (2, 4, 10, 33, 51)
_WORDS = (
    "Hướng dẫn hồ sơ rõ ràng, dễ hiểu (minh họa).",
    "Nên cho nộp hồ sơ trực tuyến toàn bộ (minh họa).",
    "Chỗ chờ hơi chật vào đầu tuần (minh họa).",
    "Mong được nhắn tin khi có kết quả (minh họa).",
    "Cán bộ một cửa nhiệt tình (minh họa).",
)


def load_surveys(agency: Agency, year: int, units: Mapping[str, Unit]) -> None:
    """Last year's surveys of citizens and of officials, closed; this year's of citizens, open."""
    officer = access(account("officer"), agency)
    people = [
        Person(
            one.code,
            one.procedure.code,
            _CHANNELS[one.channel],
            units[one.procedure.unit],
        )
        for one in settled_dossiers()
    ]
    before = [
        Person(f"H48.12-20-{place:04d}", one.procedure, one.channel, one.unit)
        for place, one in enumerate(people[:420], start=1)
    ]
    staff = [
        Person(f"CB-{place:03d}", unit=unit)
        for place, unit in enumerate([*units.values()] * 9, start=1)
    ]
    last = year - 1
    survey = _drawn(officer, _new("Khảo sát sự hài lòng của người dân", last, CITIZENS), before)
    load_illustrative_answers(survey, _answers(CITIZENS, LAST_YEAR, last), date(last, 12, 1))
    survey = _drawn(officer, _new("Khảo sát lãnh đạo, công chức", last, STAFF), staff)
    answers = _answers(STAFF, min(STAFF_LAST_YEAR, survey.codes_issued), last)
    load_illustrative_answers(survey, answers, date(last, 12, 1))
    settled = [one for one in people if one.reference[7:13] < f"{year % 100}1101"]
    survey = _drawn(officer, _new("Khảo sát sự hài lòng của người dân", year, CITIZENS), settled)
    load_illustrative_answers(survey, _answers(CITIZENS, SO_FAR, year, marked=MARKED))


def _new(title: str, year: int, questionnaire: str) -> NewSurvey:
    return NewSurvey(
        title=f"{title} năm {year} (minh họa)",
        year=year,
        questionnaire=questionnaire,
        period_first=date(year, 1, 1),
        period_last=date(year, 10, 31),
        opens_on=date(year, 11, 8),
        closes_on=date(year, 11, 30) if questionnaire == STAFF else date(year, 12, 10),
        margin=Decimal("5.00"),
        confidence=95,
    )


def _drawn(officer: Access, new: NewSurvey, people: Sequence[Person]) -> SurveyRound:
    survey = keep_survey(officer.agency, new, None, is_illustrative=True)
    load_population(officer, survey, people)
    survey = draw_sample(officer, survey, SEED)
    issue_codes(officer, survey)
    survey.refresh_from_db()
    return survey


def _answers(reference: str, count: int, year: int, *, marked: int = 0) -> list[IllustrativeAnswer]:
    questionnaire = shipped_questionnaires()[reference]
    return [
        IllustrativeAnswer(
            date(year, 11, 8) + timedelta(days=place % 15),
            _answer(questionnaire, f"{reference}:{year}:{place}"),
            (Mark.BURST.value,) if place >= count - marked else (),
        )
        for place in range(count)
    ]


def _answer(questionnaire: Questionnaire, name: str) -> dict[str, Any]:
    """The same for a name on every machine."""
    lots = _lots(name)
    given: dict[str, Any] = {}
    for _, question in questionnaire.questions():
        lot = next(lots)
        if question.type == LIKERT:
            given[question.key] = next(
                level for level in range(1, 6) if lot % 100 < sum(_LEVELS[:level])
            )
        elif question.type == SINGLE:
            given[question.key] = question.options[lot % len(question.options)].key
        elif question.type == MULTIPLE:
            given[question.key] = [question.options[lot % len(question.options)].key]
        elif question.type == NUMBER:
            given[question.key] = str(lot % 3)
        elif question.type == WORDS and lot % 6 == 0:
            given[question.key] = _WORDS[lot // 6 % len(_WORDS)]
    kept, _ = cleaned(questionnaire, given)
    return kept


def _lots(name: str) -> Iterator[int]:
    place = 0
    while True:
        digest = hashlib.sha256(f"{name}:{place}".encode()).digest()
        yield int.from_bytes(digest[:4], "big")
        place += 1
