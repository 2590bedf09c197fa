"""What the units' reports add up to: numbers summed, words joined, and what the product counts."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from parindex.editions.measures import measure_of
from parindex.organisations.queries import working_date
from parindex.reporting.constants import SENT_STATES, Asked
from parindex.reporting.models import Report
from parindex.reporting.questions import Answers, Question, read_questions

if TYPE_CHECKING:
    from parindex.editions.measures import Count
    from parindex.organisations.models import Agency

_MARK = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class UnitAnswer:
    """What a unit that has sent its report answered; “” where it said nothing."""

    unit: str
    unit_en: str
    value: str
    report_id: int


@dataclass(frozen=True)
class Content:
    """A question of the agency's report.

    ``together``: what the product puts together; ``value``: what stands in the report, which is the
    same unless the Office wrote something else. ``is_outdated``: what is put together is no longer
    what the Office had before it. ``as_of``: of what the product counts.
    """

    question: Question
    together: str
    value: str
    is_outdated: bool = False
    answers: tuple[UnitAnswer, ...] = ()
    as_of: date | None = None

    @property
    def mark(self) -> str:
        """Of what is put together; the page sends it back."""
        return mark_of(self.together)

    @property
    def is_changed(self) -> bool:
        """Whether the Office wrote something else than what was put together."""
        return self.question.asked != Asked.OFFICE and self.value != self.together


def consolidated(report: Report) -> list[Content]:
    """The agency's report of a period: as it was sent, or as it stands now; one query.

    Beside it the counts of the product; give it with its period, form and agency.
    """
    questions = read_questions(report.period.form.questions)
    reports = _sent_reports(report)
    counts = _Counts(report.agency, report.period.year)
    return [_content(report, one, reports, counts) for one in questions]


def _sent_reports(report: Report) -> list[Report]:
    found = Report.objects.filter(
        period=report.period_id, unit__isnull=False, state__in=SENT_STATES
    )
    return list(found.select_related("unit"))


def _content(
    report: Report, question: Question, reports: Sequence[Report], counts: _Counts
) -> Content:
    key, as_of = question.key, None
    answers: tuple[UnitAnswer, ...] = ()
    together = ""
    if question.asked == Asked.UNITS:
        answers = tuple(_unit_answers(key, reports))
        together = _sum(answers) if question.is_number else _joined(answers)
    elif question.asked == Asked.PRODUCT:
        together, as_of = counts.value(question.source)
    if report.sent_on is not None:
        value = report.answers.get(key, "")
        return Content(question, together, value, answers=answers, as_of=as_of)
    if question.asked == Asked.OFFICE:
        return Content(question, "", report.answers.get(key, ""))
    value = report.answers.get(key, together)
    is_outdated = key in report.answers and report.basis.get(key) != mark_of(together)
    return Content(question, together, value, is_outdated, answers, as_of)


def _unit_answers(key: str, reports: Iterable[Report]) -> Iterable[UnitAnswer]:
    for report in reports:
        if report.unit is not None:
            value = report.answers.get(key, "")
            yield UnitAnswer(report.unit.name, report.unit.name_en, value, report.pk)


def _sum(answers: Iterable[UnitAnswer]) -> str:
    """The sum in stored form; “” where no unit gave a number."""
    numbers = [Decimal(one.value) for one in answers if one.value]
    if not numbers:
        return ""
    return f"{sum(numbers, Decimal(0)).normalize():f}"


def _joined(answers: Iterable[UnitAnswer]) -> str:
    """Each unit's words after its name, a paragraph each."""
    return "\n".join(f"{one.unit}: {one.value}" for one in answers if one.value)


class _Counts:
    """What the product counts, each measure once."""

    def __init__(self, agency: Agency, year: int) -> None:
        self._agency = agency
        self._year = year
        self._today = working_date(agency)
        self._known: dict[str, Count | None] = {}

    def value(self, source: str) -> tuple[str, date | None]:
        """A variable's number in stored form and its day; “” while nothing is recorded."""
        key, _, variable = source.partition(".")
        if key not in self._known:
            measure = measure_of(key)
            self._known[key] = (
                measure.count(self._agency, self._year, self._today) if measure else None
            )
        count = self._known[key]
        value = count.values.get(variable, "") if count else ""
        is_number = value.replace(".", "", 1).isdigit()
        return (value, count.as_of) if count and is_number else ("", None)


def mark_of(together: str) -> str:
    """What is put together in a few letters, by which a page knows it again (SHA-256)."""
    words = unicodedata.normalize("NFC", together).replace("\r\n", "\n").strip()
    return hashlib.sha256(words.encode()).hexdigest()


def overrides_of(
    contents: Sequence[Content], typed: Answers, shown: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """What of the Office's words is kept, and the mark of what it had before it.

    ``shown``: the marks of what was put together on the screen. What was left as it was shown is
    not kept: it goes on following the units. An emptied answer is kept as empty, so that it does
    not come back.
    """
    kept: dict[str, str] = {}
    basis: dict[str, str] = {}
    for one in contents:
        key = one.question.key
        value = typed.get(key, "")
        if one.question.asked == Asked.OFFICE:
            if value:
                kept[key] = value
            continue
        present = mark_of(one.together)
        mark = shown.get(key, present)
        # Any other mark was not made by the page.
        mark = mark if _MARK.fullmatch(mark) else present
        if mark_of(value) != mark:
            kept[key], basis[key] = value, mark
    return kept, basis


def own_words(report: Report) -> dict[str, str]:
    """Of a report that was sent what the Office wrote itself; the rest follows the units again."""
    return {
        one.key: report.answers.get(one.key, "")
        for one in read_questions(report.period.form.questions)
        if one.key in report.basis or (one.asked == Asked.OFFICE and one.key in report.answers)
    }
