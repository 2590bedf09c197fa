"""The population of a round, its sample, and the single-use codes of whoever was drawn."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.audit.services import record_event
from parindex.surveys.closing import held_codes
from parindex.surveys.codes import code_digest, grouped_code, new_code
from parindex.surveys.constants import (
    LARGEST_POPULATION,
    MOST_SPARE_CODES,
    SMALLEST_SHARED,
    Channel,
    RoundState,
)
from parindex.surveys.models import PopulationRow, SurveyCode, SurveyRound
from parindex.surveys.refusals import SurveyRefused
from parindex.surveys.sampling import Element, drawn, sample_size, shared_marks
from parindex.surveys.services.rounds import locked, undraw

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency, Unit

_AT_ONCE = 1000
_SEEDS = 2**63


@dataclass(frozen=True)
class Person:
    """One who may be asked, without a name: a dossier's code, or a running number of a post.

    ``procedure``: the national code; ``channel``: a ``Channel``; "" where it is not known.
    """

    reference: str
    procedure: str = ""
    channel: str = ""
    unit: Unit | None = None


@dataclass(frozen=True)
class IssuedCode:
    """A code to print, “ABCD-EFGH-JKLM”, and for which dossier; the product keeps neither pair.

    ``reference``: "" of a spare code.
    """

    code: str
    reference: str
    procedure: str = ""
    channel: str = ""
    unit: Unit | None = None


@transaction.atomic
def load_population(access: Access, survey: SurveyRound, people: Sequence[Person]) -> SurveyRound:
    """Put a population in place of the last; a sample drawn from that one is taken back.

    :raises PermissionRefused: unless the person runs surveys of that agency.
    :raises SurveyRefused: ``state``, ``population``, ``channel``, ``unit``; nothing is written.
    """
    held = locked(access, survey, RoundState.DRAFT)
    _check(access.agency, people)
    undraw(held)
    held.population.all().delete()
    PopulationRow.objects.bulk_create(
        [
            PopulationRow(
                round=held,
                reference=one.reference.strip(),
                procedure=one.procedure,
                channel=one.channel,
                unit=one.unit,
            )
            for one in people
        ],
        batch_size=_AT_ONCE,
    )
    held.population_size = len(people)
    held.save()
    _record(access, "load_survey_population", held, {"size": len(people)})
    return held


@transaction.atomic
def draw_sample(access: Access, survey: SurveyRound, seed: int | None = None) -> SurveyRound:
    """Draw the sample by procedure and channel; codes of an earlier one are taken back.

    ``seed``: such as a number drawn in public; by chance without it. It is stored, and the same
    seed draws the same sample again.

    :raises PermissionRefused: unless the person runs surveys of that agency.
    :raises SurveyRefused: ``state``, ``population`` without one.
    """
    held = locked(access, survey, RoundState.DRAFT)
    if not held.population_size:
        raise SurveyRefused("population")
    if seed is not None and not 0 <= seed < _SEEDS:
        raise SurveyRefused("sample")
    undraw(held)
    seed = secrets.randbelow(_SEEDS) if seed is None else seed
    held.seed = seed
    held.sample_size = sample_size(held.population_size, held.margin, held.confidence)
    rows = held.population.values_list("reference", "procedure", "channel")
    elements = [Element(reference, tuple(stratum)) for reference, *stratum in rows]
    references = set(drawn(elements, held.sample_size, seed))
    chosen = [
        pk for pk, name in held.population.values_list("pk", "reference") if name in references
    ]
    for start in range(0, len(chosen), _AT_ONCE):
        held.population.filter(pk__in=chosen[start : start + _AT_ONCE]).update(is_drawn=True)
    held.save()
    _record(
        access,
        "draw_survey_sample",
        held,
        {"seed": str(held.seed), "size": held.sample_size, "of": held.population_size},
    )
    return held


@transaction.atomic
def issue_codes(access: Access, survey: SurveyRound) -> list[IssuedCode]:
    """Make a code for each drawn; they are told this once, to be printed.

    Asked again, new codes take the place of the old ones, as long as none was used: who used theirs
    is not known, and would otherwise get a second one.

    :raises PermissionRefused: unless the person runs surveys of that agency.
    :raises SurveyRefused: ``state`` of a closed round, ``sample`` before it is drawn, ``codes``
        when some were used.
    """
    held = locked(access, survey, RoundState.DRAFT, RoundState.OPEN)
    if held_codes(held) != held.codes_issued:
        raise SurveyRefused("codes")
    rows = list(held.population.filter(is_drawn=True).select_related("unit"))
    if not rows:
        raise SurveyRefused("sample")
    held.codes.all().delete()
    issued = [
        IssuedCode(new_code(), row.reference, row.procedure, row.channel, row.unit) for row in rows
    ]
    _keep(held, issued)
    held.codes_issued = len(issued)
    held.save()
    _record(access, "issue_survey_codes", held, {"codes": len(issued)})
    return [_as_printed(one) for one in issued]


@transaction.atomic
def issue_spare_codes(access: Access, survey: SurveyRound, count: int) -> list[IssuedCode]:
    """Make further codes that are of no dossier, such as for the counter; told this once.

    :raises PermissionRefused: unless the person runs surveys of that agency.
    :raises SurveyRefused: ``state`` of a closed round, ``codes`` for too many at once.
    """
    held = locked(access, survey, RoundState.DRAFT, RoundState.OPEN)
    if not 1 <= count <= MOST_SPARE_CODES:
        raise SurveyRefused("codes")
    issued = [IssuedCode(new_code(), "") for _ in range(count)]
    _keep(held, issued)
    held.codes_issued += count
    held.save()
    _record(access, "issue_survey_codes", held, {"spare_codes": count})
    return [_as_printed(one) for one in issued]


def _keep(survey: SurveyRound, issued: Sequence[IssuedCode]) -> None:
    marks = [(str(one.unit.pk) if one.unit else "", one.procedure, one.channel) for one in issued]
    # In an order made by chance: a code's place does not say whose it is either.
    codes = [
        SurveyCode(
            round=survey,
            digest=code_digest(one.code),
            unit_id=int(unit) if unit else None,
            procedure=procedure,
            channel=channel,
        )
        for one, (unit, procedure, channel) in zip(
            issued, shared_marks(marks, SMALLEST_SHARED), strict=True
        )
    ]
    secrets.SystemRandom().shuffle(codes)
    SurveyCode.objects.bulk_create(codes, batch_size=_AT_ONCE)


def _as_printed(one: IssuedCode) -> IssuedCode:
    return IssuedCode(grouped_code(one.code), one.reference, one.procedure, one.channel, one.unit)


def _check(agency: Agency, people: Sequence[Person]) -> None:
    references = [one.reference.strip() for one in people]
    if not 1 <= len(people) <= LARGEST_POPULATION or not all(references):
        raise SurveyRefused("population")
    if len(set(references)) != len(references) or max(map(len, references)) > 100:
        raise SurveyRefused("population")
    if any(one.channel not in ("", *Channel.values) for one in people):
        raise SurveyRefused("channel")
    if any(one.unit is not None and one.unit.agency_id != agency.pk for one in people):
        raise SurveyRefused("unit")


def _record(access: Access, action: str, survey: SurveyRound, after: dict[str, object]) -> None:
    record_event(
        access.user, action, ("survey", survey.pk), agency_id=survey.agency_id, after=after
    )
