"""Survey rounds for tests: drawn, with codes, opened, answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from tests.departments import Department

from parindex.surveys.models import SurveyRound
from parindex.surveys.queries.questionnaires import questionnaire_of
from parindex.surveys.questionnaire import read_section
from parindex.surveys.questionnaire.model import CHOICES, LIKERT
from parindex.surveys.services.answering import held_form, sheet_of
from parindex.surveys.services.rounds import NewSurvey, close_survey, create_survey, open_survey
from parindex.surveys.services.samples import (
    IssuedCode,
    Person,
    draw_sample,
    issue_codes,
    load_population,
)

CITIZENS, STAFF = "citizen-satisfaction@1", "staff-assessment@1"
ADDRESS = "192.0.2.1"
NEW = NewSurvey(
    title="Khảo sát người dân đợt 1",
    year=2021,
    questionnaire=CITIZENS,
    period_first=date(2021, 1, 1),
    period_last=date(2021, 9, 30),
    opens_on=date(2021, 11, 1),
    closes_on=date(2021, 11, 30),
    margin=Decimal("5.00"),
    confidence=95,
)


@dataclass
class OpenRound:
    """An open round with the codes that its sample got."""

    department: Department
    survey: SurveyRound
    codes: list[IssuedCode]
    used: list[str] = field(default_factory=list)

    @property
    def officer(self):
        return self.department.access("par_officer")

    def answer(self, level: int = 5, *, place: int | None = None, **other: Any) -> str:
        """The next person (or the one at ``place``) answers all with one level; their code."""
        code = self.codes[len(self.used) if place is None else place].code
        answer(code, {**levels(self.survey, level), **other})
        self.used.append(code)
        return code

    def close(self) -> SurveyRound:
        self.survey = close_survey(self.officer, self.survey)
        return self.survey


def people(department: Department, number: int, units: Sequence[str] = ()) -> list[Person]:
    """Dossiers of two procedures and two channels, of the units in turn."""
    names = units or list(department.units)[:2]
    return [
        Person(
            reference=f"H48.12-210601-{place:04d}",
            procedure=f"1.00000{place % 2}",
            channel="online" if place % 4 < 2 else "direct",
            unit=department.units[names[place % len(names)]],
        )
        for place in range(number)
    ]


def opened(department: Department, number: int = 40, **changed: Any) -> OpenRound:
    """A round of that many dossiers, drawn with seed 7, opened."""
    officer = department.access("par_officer")
    survey = create_survey(officer, NewSurvey(**{**NEW.__dict__, **changed}))
    load_population(officer, survey, people(department, number))
    draw_sample(officer, survey, seed=7)
    codes = issue_codes(officer, survey)
    return OpenRound(department, open_survey(officer, survey), codes)


def levels(survey: SurveyRound, level: int) -> dict[str, Any]:
    """Every scale answered with a level, every choice that must be with its last option."""
    given: dict[str, Any] = {}
    for _, question in questionnaire_of(survey.questionnaire).questions():
        if question.type == LIKERT:
            given[question.key] = level
        elif question.type in CHOICES and question.is_required:
            given[question.key] = question.options[-1].key
    return given


def hand_in(code: str, address: str = ADDRESS) -> None:
    """Hand in what was kept under a code."""
    with held_form(code, address) as form:
        form.hand_in(address, (), {})


def answer(code: str, given: Mapping[str, Any], address: str = ADDRESS) -> None:
    """Fill in all sections and hand them in at once."""
    sheet = sheet_of(code, address)
    posted = {
        key: [str(one) for one in value] if isinstance(value, list) else [str(value)]
        for key, value in given.items()
    }
    answers: dict[str, Any] = dict(sheet.answers)
    for section in sheet.questionnaire.sections:
        read, problems = read_section(section, posted, answers)
        assert not problems
        answers |= read
    with held_form(code, address) as form:
        form.hand_in(address, sheet.questionnaire.sections, answers)
