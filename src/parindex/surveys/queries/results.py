"""What a closed round says: satisfaction by matter and group, answers by question, last time.

Every figure here may be shown: groups that are too small, or that subtraction would give away, are
not in it (``small_cells``), and there is nothing of a round that still runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from parindex.accounts.services import require_own, require_view
from parindex.surveys.constants import SMALLEST_CELL, RoundState, Way
from parindex.surveys.given import Bundle, Given, bundles_of, given_answers
from parindex.surveys.models import SurveyRound
from parindex.surveys.queries.questionnaires import questionnaire_of
from parindex.surveys.questionnaire.model import CHOICES, LIKERT, NUMBER, Question, Questionnaire
from parindex.surveys.satisfaction import Satisfaction, satisfaction
from parindex.surveys.small_cells import Members, shown_groups

if TYPE_CHECKING:
    from parindex.accounts.queries import Access

UNIT, PROCEDURE, CHANNEL, WAY = "unit", "procedure", "channel", "way"
FAMILIES = (UNIT, PROCEDURE, CHANNEL, WAY)


@dataclass(frozen=True)
class Group:
    """A unit (its id), procedure (its code), channel or way, with its satisfaction.

    ``matters``: by bundle of matters, those of the whole.
    """

    name: str
    total: Satisfaction
    matters: Mapping[Bundle, Satisfaction]


@dataclass(frozen=True)
class QuestionLine:
    """How a question was answered: ``counts`` by option or level, those that may be shown.

    ``answers``: by how many; ``hidden``: how many of them are in what is not shown; ``mean``: of a
    number, exact.
    """

    question: Question
    answers: int
    counts: Mapping[str, int]
    hidden: int = 0
    mean: Fraction | None = None


@dataclass(frozen=True)
class Results:
    """The results of a closed round. ``left_out``: marked answers that do not count.

    ``bundles``: what satisfaction is shown by, a matter each or several where one is too small.
    ``groups``: by family, only what may be shown; ``hidden``: in which families something is not.
    """

    survey: SurveyRound
    questionnaire: Questionnaire
    answers: int
    marked: int
    left_out: int
    total: Satisfaction
    bundles: Sequence[Bundle]
    matters: Mapping[Bundle, Satisfaction]
    groups: Mapping[str, Sequence[Group]]
    hidden: frozenset[str]
    questions: Sequence[QuestionLine]


@dataclass(frozen=True)
class MatterChange:
    """Satisfaction with a matter now and in the round before; None where it was not shown."""

    matter: str
    now: Satisfaction | None
    before: Satisfaction | None


@dataclass(frozen=True)
class Comparison:
    """A round beside the one before it that asked the same questionnaire, by matter."""

    before: Results
    total: tuple[Satisfaction, Satisfaction]
    matters: Sequence[MatterChange]


def results_of(access: Access, survey: SurveyRound) -> Results | None:
    """The results of a closed round; None while it runs, and when fewer than five answers count."""
    require_view(access)
    require_own(access, survey)
    return _results(survey)


def comparison_of(access: Access, now: Results) -> Comparison | None:
    """Beside the agency's last closed round of the same questionnaire, of any version."""
    require_view(access)
    require_own(access, now.survey)
    before = _round_before(now.survey)
    then = _results(before) if before else None
    if then is None:
        return None
    apart = {bundle[0]: one for bundle, one in now.matters.items() if len(bundle) == 1}
    apart_then = {bundle[0]: one for bundle, one in then.matters.items() if len(bundle) == 1}
    changes = [
        MatterChange(matter, apart.get(matter), apart_then.get(matter))
        for matter in now.questionnaire.matters
    ]
    return Comparison(then, (now.total, then.total), changes)


def _round_before(survey: SurveyRound) -> SurveyRound | None:
    found = SurveyRound.objects.filter(
        agency=survey.agency,
        state=RoundState.CLOSED,
        questionnaire__key=survey.questionnaire.key,
        closes_on__lt=survey.closes_on,
    ).select_related("questionnaire")
    return found.exclude(pk=survey.pk).order_by("-closes_on", "-pk").first()


def _results(survey: SurveyRound) -> Results | None:
    if survey.state != RoundState.CLOSED:
        return None
    given = given_answers(survey)
    if len(given) < SMALLEST_CELL:
        return None
    questionnaire = questionnaire_of(survey.questionnaire)
    bundles = bundles_of(questionnaire, given)
    population = _population(survey, given)
    total = satisfaction(
        [one.of(tuple(questionnaire.matters)) for one in given], survey.confidence, population
    )
    answers = survey.answers.count()
    groups, hidden = _groups(survey, given, bundles)
    return Results(
        survey=survey,
        questionnaire=questionnaire,
        answers=len(given),
        marked=survey.answers.filter(is_marked=True).count(),
        left_out=answers - len(given),
        total=total,
        bundles=bundles,
        matters={
            bundle: satisfaction([one.of(bundle) for one in given], survey.confidence, population)
            for bundle in bundles
        },
        groups=groups,
        hidden=hidden,
        questions=_question_lines(questionnaire, given),
    )


def _population(survey: SurveyRound, given: Sequence[Given]) -> int | None:
    """How many the answers were drawn from; not known once a kiosk took some."""
    is_drawn = all(one.way == Way.CODE for one in given)
    return survey.population_size if is_drawn and survey.population_size else None


def _groups(
    survey: SurveyRound, given: Sequence[Given], bundles: Sequence[Bundle]
) -> tuple[Mapping[str, Sequence[Group]], frozenset[str]]:
    families = {family: _parted(given, family) for family in FAMILIES}
    parts = [
        _members(place for place, one in enumerate(given) if one.of(bundle).possible)
        for bundle in bundles
    ]
    everybody = _members(range(len(given)))
    shown = shown_groups(everybody, families, parts, SMALLEST_CELL)
    groups = {
        family: [
            _group(name, _of(given, members), bundles, survey.confidence)
            for name, members in sorted(found.items())
            if (family, name) in shown
        ]
        for family, found in families.items()
    }
    hidden = frozenset(
        family for family, found in families.items() if len(groups[family]) < len(found)
    )
    return groups, hidden


def _parted(given: Sequence[Given], family: str) -> dict[str, Members]:
    """Who is in which group; an answer that does not say is in none."""
    parted: dict[str, Members] = {}
    for place, one in enumerate(given):
        said = {
            UNIT: str(one.unit_id or ""),
            PROCEDURE: one.procedure,
            CHANNEL: one.channel,
            WAY: one.way,
        }[family]
        if said:
            parted[said] = parted.get(said, 0) | 1 << place
    return parted


def _members(places: Iterable[int]) -> Members:
    members = 0
    for place in places:
        members |= 1 << place
    return members


def _of(given: Sequence[Given], members: Members) -> list[Given]:
    return [one for place, one in enumerate(given) if members >> place & 1]


def _group(name: str, given: Sequence[Given], bundles: Sequence[Bundle], confidence: int) -> Group:
    everything = tuple(matter for bundle in bundles for matter in bundle)
    return Group(
        name,
        satisfaction([one.of(everything) for one in given], confidence),
        {bundle: satisfaction([one.of(bundle) for one in given], confidence) for bundle in bundles},
    )


def _question_lines(questionnaire: Questionnaire, given: Sequence[Given]) -> list[QuestionLine]:
    lines = []
    for _, question in questionnaire.questions():
        said = [one.answers[question.key] for one in given if question.key in one.answers]
        if question.type == NUMBER:
            enough = len(said) >= SMALLEST_CELL
            mean = Fraction(sum(Decimal(str(one)) for one in said)) / len(said) if enough else None
            lines.append(QuestionLine(question, len(said), {}, mean=mean))
        elif question.type in (*CHOICES, LIKERT):
            lines.append(_choice_line(question, said))
    return lines


def _choice_line(question: Question, said: Sequence[object]) -> QuestionLine:
    """Counts of options; small ones hidden, with another where only one would be."""
    counts: Counter[str] = Counter()
    for one in said:
        counts.update(map(str, one) if isinstance(one, list) else [str(one)])
    if question.type == LIKERT:
        names = [str(level) for level in range(1, len(question.scale) + 1)]
    else:
        names = [option.key for option in question.options]
    if 0 < len(said) < SMALLEST_CELL:
        return QuestionLine(question, len(said), {}, hidden=len(said))
    hidden = {name for name in names if 0 < counts[name] < SMALLEST_CELL}
    # What remains of the total is what is hidden together: it must be large enough, too.
    while hidden and sum(counts[name] for name in hidden) < SMALLEST_CELL:
        left = [name for name in names if name not in hidden and counts[name]]
        if not left:
            break
        hidden.add(min(left, key=lambda name: counts[name]))
    shown = {name: counts[name] for name in names if name not in hidden}
    return QuestionLine(question, len(said), shown, sum(counts[name] for name in hidden))
