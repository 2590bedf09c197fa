"""A survey round's life: created, changed while a draft, opened, closed; the counter's kiosk."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.audit.services import record_event
from parindex.organisations.queries import working_date
from parindex.surveys.closing import close_round
from parindex.surveys.codes import kiosk_digest
from parindex.surveys.constants import (
    CONFIDENCE,
    LEAST_MARGIN,
    MOST_KIOSK_ANSWERS,
    MOST_MARGIN,
    RoundState,
)
from parindex.surveys.models import SurveyRound
from parindex.surveys.recounting import recount_surveys
from parindex.surveys.refusals import SurveyRefused
from parindex.surveys.services.questionnaires import published_version

if TYPE_CHECKING:
    from parindex.accounts.models import User
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency

_LONGEST_PAUSE = 3600  # seconds
_LONGEST_TITLE = 300


@dataclass(frozen=True)
class NewSurvey:
    """What a round is created with. ``questionnaire``: “key@version”.

    ``year``: whose score it goes into; ``margin`` and ``confidence`` are in percent; all days are
    included.
    """

    title: str
    year: int
    questionnaire: str
    period_first: date
    period_last: date
    opens_on: date
    closes_on: date
    margin: Decimal = Decimal("5.00")
    confidence: int = 95


@transaction.atomic
def create_survey(access: Access, new: NewSurvey) -> SurveyRound:
    """Create a round as a draft.

    :raises PermissionRefused: unless the person runs surveys.
    :raises SurveyRefused: ``title``, ``period``, ``days``, ``margin``, ``confidence``, ``unknown``.
    """
    require(access, Permission.RUN_SURVEYS)
    return keep_survey(access.agency, new, access.user)


def keep_survey(
    agency: Agency, new: NewSurvey, user: User | None, *, is_illustrative: bool = False
) -> SurveyRound:
    """As ``create_survey``; for the product itself ``user`` is None."""
    _check(new)
    version = published_version(agency, new.questionnaire, user)
    created = SurveyRound(agency=agency, is_illustrative=is_illustrative)
    _fill(created, new)
    created.questionnaire, created.audience = version, version.audience
    created.save()
    _record(user, "create_survey", created, after=_told(new))
    return created


@transaction.atomic
def change_survey(access: Access, survey: SurveyRound, new: NewSurvey) -> SurveyRound:
    """Change a draft; a sample that was drawn before is to be drawn anew.

    :raises PermissionRefused: unless the person runs surveys of that agency.
    :raises SurveyRefused: ``state``, and as ``create_survey``.
    """
    held = locked(access, survey, RoundState.DRAFT)
    _check(new)
    version = published_version(access.agency, new.questionnaire, access.user)
    _fill(held, new)
    held.questionnaire, held.audience = version, version.audience
    undraw(held)
    held.save()
    _record(access.user, "change_survey", held, after=_told(new))
    return held


@transaction.atomic
def delete_survey(access: Access, survey: SurveyRound) -> None:
    """Delete a draft with its population and codes.

    :raises PermissionRefused: unless the person runs surveys of that agency.
    :raises SurveyRefused: ``state``.
    """
    held = locked(access, survey, RoundState.DRAFT)
    _record(access.user, "delete_survey", held, before={"title": held.title})
    held.delete()


@transaction.atomic
def set_kiosk(access: Access, survey: SurveyRound, daily_limit: int, pause: int) -> str:
    """Let the counter's screen take answers without codes; returns the key of its address, once.

    ``daily_limit``: the most answers of a day; ``pause``: seconds between two of them. Asked again,
    the address is a new one and the old one no longer works.

    :raises PermissionRefused: unless the person runs surveys of that agency.
    :raises SurveyRefused: ``state`` of a closed round, ``kiosk`` for limits out of bounds.
    """
    held = locked(access, survey, RoundState.DRAFT, RoundState.OPEN)
    if not (1 <= daily_limit <= MOST_KIOSK_ANSWERS and 0 <= pause <= _LONGEST_PAUSE):
        raise SurveyRefused("kiosk")
    key = secrets.token_urlsafe(18)
    held.kiosk_digest = kiosk_digest(key)
    held.kiosk_daily_limit, held.kiosk_pause = daily_limit, pause
    held.save()
    limits = {"daily_limit": daily_limit, "pause": pause}
    _record(access.user, "set_survey_kiosk", held, after=limits)
    return key


@transaction.atomic
def stop_kiosk(access: Access, survey: SurveyRound) -> SurveyRound:
    """Take no more answers at the counter's screen.

    :raises PermissionRefused: unless the person runs surveys of that agency.
    :raises SurveyRefused: ``state`` of a closed round.
    """
    held = locked(access, survey, RoundState.DRAFT, RoundState.OPEN)
    held.kiosk_digest, held.kiosk_daily_limit, held.kiosk_pause = "", 0, 0
    held.save()
    _record(access.user, "stop_survey_kiosk", held)
    return held


@transaction.atomic
def open_survey(access: Access, survey: SurveyRound) -> SurveyRound:
    """Open a round: answers are taken on its days.

    :raises PermissionRefused: unless the person runs surveys of that agency.
    :raises SurveyRefused: ``state``, ``days`` when the last day is over, ``nobody`` without codes
        and without a kiosk.
    """
    held = locked(access, survey, RoundState.DRAFT)
    if held.closes_on < working_date(access.agency):
        raise SurveyRefused("days")
    if not held.codes_issued and not held.kiosk_digest:
        raise SurveyRefused("nobody")
    held.state = RoundState.OPEN
    held.save()
    _record(access.user, "open_survey", held)
    return held


@transaction.atomic
def change_last_day(access: Access, survey: SurveyRound, closes_on: date) -> SurveyRound:
    """Change until when an open round takes answers.

    :raises PermissionRefused: unless the person runs surveys of that agency.
    :raises SurveyRefused: ``state``, ``days`` when that day is over or before the first.
    """
    held = locked(access, survey, RoundState.OPEN)
    if closes_on < max(held.opens_on, working_date(access.agency)):
        raise SurveyRefused("days")
    before = {"closes_on": held.closes_on.isoformat()}
    held.closes_on = closes_on
    held.save()
    after = {"closes_on": closes_on.isoformat()}
    _record(access.user, "change_survey_days", held, before=before, after=after)
    return held


@transaction.atomic
def close_survey(access: Access, survey: SurveyRound) -> SurveyRound:
    """Close a round for good: codes and drafts go, answers lose their order, points are counted.

    :raises PermissionRefused: unless the person runs surveys of that agency.
    :raises SurveyRefused: ``state``.
    """
    require_own(access, survey)
    require(access, Permission.RUN_SURVEYS)
    return close_round(survey, working_date(access.agency), access.user)


@transaction.atomic
def leave_marked_out(access: Access, survey: SurveyRound, because: str) -> SurveyRound:
    """Count no marked answers, with the reason; they stay and are shown as left out.

    :raises PermissionRefused: unless the person runs surveys of that agency.
    :raises SurveyRefused: ``reason`` without one.
    """
    if not because.strip():
        raise SurveyRefused("reason")
    return _decide_on_marked(access, survey, because.strip()[:1000])


@transaction.atomic
def count_marked(access: Access, survey: SurveyRound) -> SurveyRound:
    """Count marked answers like the others again.

    :raises PermissionRefused: unless the person runs surveys of that agency.
    """
    return _decide_on_marked(access, survey, "")


def locked(access: Access, survey: SurveyRound, *states: RoundState) -> SurveyRound:
    """The round as it now stands, held until the transaction ends.

    :raises PermissionRefused: unless the person runs surveys of that agency.
    :raises SurveyRefused: ``state`` when it is in none of these.
    """
    require_own(access, survey)
    require(access, Permission.RUN_SURVEYS)
    held = SurveyRound.objects.select_for_update(no_key=True).get(pk=survey.pk)
    if held.state not in states:
        raise SurveyRefused("state")
    return held


def undraw(survey: SurveyRound) -> None:
    """Take a sample and its codes back; the caller saves the round."""
    survey.population.filter(is_drawn=True).update(is_drawn=False)
    survey.codes.all().delete()
    survey.seed, survey.sample_size, survey.codes_issued = None, 0, 0


def _decide_on_marked(access: Access, survey: SurveyRound, because: str) -> SurveyRound:
    held = locked(access, survey, *RoundState)
    before = {"left_out_because": held.marked_left_out_because}
    held.marked_left_out_because = because
    held.save()
    _record(access.user, "decide_on_marked_answers", held, before=before, reason=because)
    if held.state == RoundState.CLOSED:
        recount_surveys(access.agency, held.year, held.audience)
    return held


def _check(new: NewSurvey) -> None:
    if not new.title.strip() or len(new.title) > _LONGEST_TITLE:
        raise SurveyRefused("title")
    if new.period_first > new.period_last:
        raise SurveyRefused("period")
    if new.opens_on > new.closes_on:
        raise SurveyRefused("days")
    if not LEAST_MARGIN <= new.margin <= MOST_MARGIN or new.margin != round(new.margin, 2):
        raise SurveyRefused("margin")
    if new.confidence not in CONFIDENCE:
        raise SurveyRefused("confidence")


def _fill(survey: SurveyRound, new: NewSurvey) -> None:
    for name, value in asdict(new).items():
        if name != "questionnaire":
            setattr(survey, name, value)
    survey.title = new.title.strip()


def _told(new: NewSurvey) -> dict[str, Any]:
    return {name: str(value) for name, value in asdict(new).items()}


def _record(user: User | None, action: str, survey: SurveyRound, **said: Any) -> None:
    record_event(user, action, ("survey", survey.pk), agency_id=survey.agency_id, **said)
