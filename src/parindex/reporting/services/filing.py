"""A report's way: written, signed off or sent, accepted or returned, excused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.accounts.services import refused, require_own
from parindex.audit.services import record_event
from parindex.calendars.queries import day_due, working_calendar
from parindex.organisations.queries import working_date
from parindex.reporting.consolidation import consolidated, mark_of, overrides_of, own_words
from parindex.reporting.constants import (
    LONGEST_TOGETHER,
    OPEN_STATES,
    SENT_STATES,
    Asked,
    Step,
)
from parindex.reporting.models import Report
from parindex.reporting.questions import (
    Answers,
    Question,
    checked_answers,
    read_questions,
    require_complete,
)
from parindex.reporting.recounting import recount
from parindex.reporting.refusals import (
    ReasonMissing,
    ReportChangedMeanwhile,
    ReportingRefused,
)
from parindex.reporting.transitions import TRANSITIONS, may_fill, may_take

if TYPE_CHECKING:
    from parindex.accounts.queries import Access

_LONGEST_REASON = 2_000  # characters
_LONGEST_NUMBER = 100  # characters


@dataclass(frozen=True)
class Said:
    """What goes with a step.

    ``until``: with a return, the new day if one is given. ``sent_on`` and ``document_number``: of
    the agency's report, the day and number of the paper; today without a day.
    """

    reason: str = ""
    until: date | None = None
    sent_on: date | None = None
    document_number: str = ""


def questions_of(report: Report) -> tuple[Question, ...]:
    """The questions that the report answers: of a unit those asked of units."""
    questions = read_questions(report.period.form.questions)
    if report.unit_id is None:
        return questions
    return tuple(one for one in questions if one.asked == Asked.UNITS)


@transaction.atomic
def save_answers(
    access: Access,
    report: Report,
    typed: Answers,
    seen: int,
    shown: Mapping[str, str] | None = None,
) -> Report:
    """Keep what is written so far, complete or not; ``seen``: the version on the screen.

    What is there already is not saved again. ``shown``: of the agency's report, the marks of
    what was put together there; as it is now without them.

    :raises PermissionRefused: unless the person writes for that unit, or for the agency.
    :raises ReportChangedMeanwhile: when it is another version by now.
    :raises ReportingRefused: ``state`` when it is sent or not asked for.
    :raises AnswersRefused: for what cannot be kept.
    """
    held = locked_report(access, report)
    if not may_fill(access, held):
        raise refused(access, Permission.FILL_REPORTS.value, ("report", held.pk))
    if held.version != seen:
        raise ReportChangedMeanwhile(held)
    if held.state not in OPEN_STATES:
        raise ReportingRefused("state")
    before = (dict(held.answers), dict(held.basis))
    _write(held, typed, shown or {})
    if (held.answers, held.basis) == before:
        return held
    held.version += 1
    held.save(update_fields=["answers", "basis", "version"])
    record_event(
        access.user,
        "save_report",
        ("report", held.pk),
        agency_id=held.agency_id,
        after={"answered": len(held.answers)},
    )
    return held


def _write(held: Report, typed: Answers, shown: Mapping[str, str]) -> None:
    """A unit's answers as they are; the agency's where they differ from what was put together."""
    questions = questions_of(held)
    if held.unit_id is not None:
        held.answers = checked_answers(questions, typed)
        return
    answers = checked_answers(questions, typed, LONGEST_TOGETHER)
    held.answers, held.basis = overrides_of(consolidated(held), answers, shown)


@transaction.atomic
def take_step(
    access: Access, report: Report, step: Step, seen: int, said: Said | None = None
) -> Report:
    """Take a report a step further; a unit's is dated with the agency's working date.

    ``seen``: its version on the screen. The same step sent twice is taken once.

    :raises PermissionRefused: unless the step is the person's to take, with that report.
    :raises ReportChangedMeanwhile: when it is another version by now.
    :raises ReportingRefused: ``state``, ``until``, ``sent``, ``name`` of the document.
    :raises ReasonMissing: when the step has to be explained and is not.
    :raises AnswersRefused: when what is required is missing.
    """
    said = said or Said()
    held = locked_report(access, report)
    transition = TRANSITIONS[step]
    if not may_take(access, held, step):
        raise refused(access, transition.permission.value, ("report", held.pk))
    if held.version != seen:
        if held.state == transition.target:
            return held
        raise ReportChangedMeanwhile(held)
    if held.state not in transition.sources:
        raise ReportingRefused("state")
    if transition.needs_reason and not _reason(said):
        raise ReasonMissing(step.value)
    before = held.state
    _apply(access, held, step, said)
    held.version += 1
    held.save()
    record_event(
        access.user,
        "change_report_state",
        ("report", held.pk),
        agency_id=held.agency_id,
        before={"state": before},
        after=_told(held, step),
        reason=held.reason,
    )
    recount(held.agency, held.period.year)
    return held


def _apply(access: Access, held: Report, step: Step, said: Said) -> None:
    """The new state, and what goes with it."""
    today = working_date(held.agency)
    held.state = TRANSITIONS[step].target
    held.reason = _reason(said) if TRANSITIONS[step].needs_reason else ""
    if step == Step.SIGN:
        require_complete(questions_of(held), held.answers)
        held.sent_on, held.sent_by = today, access.user
    elif step == Step.SEND:
        _send(access, held, said, today)
    elif held.state not in SENT_STATES:
        if held.unit_id is None and held.sent_on is not None:
            held.answers = own_words(held)
        held.sent_on, held.sent_by, held.document_number = None, None, ""
    if step == Step.RETURN and said.until is not None:
        if said.until < today:
            raise ReportingRefused("until")
        held.extended_to = said.until
        held.due_on = day_due(working_calendar(), said.until)


def _reason(said: Said) -> str:
    """Without the sign that no database holds, and not longer than is read."""
    return said.reason.replace("\x00", "").strip()[:_LONGEST_REASON]


def _send(access: Access, held: Report, said: Said, today: date) -> None:
    """The agency's report as it left: from now on its whole contents are kept."""
    sent_on = said.sent_on or today
    if not held.period.opened_on <= sent_on <= today:
        raise ReportingRefused("sent")
    number = " ".join(said.document_number.split())
    if not number or len(number) > _LONGEST_NUMBER:
        raise ReportingRefused("name")
    contents = consolidated(held)
    require_complete(questions_of(held), {one.question.key: one.value for one in contents})
    held.answers = {one.question.key: one.value for one in contents if one.value}
    held.basis = {one.question.key: mark_of(one.together) for one in contents if one.is_changed}
    held.sent_on, held.sent_by, held.document_number = sent_on, access.user, number


def _told(held: Report, step: Step) -> dict[str, object]:
    return {
        "state": held.state,
        "step": step.value,
        "sent_on": held.sent_on.isoformat() if held.sent_on else None,
        "due_on": held.due_on.isoformat(),
        "document": held.document_number,
    }


def locked_report(access: Access, report: Report) -> Report:
    """The report as nobody else can change it until the transaction ends.

    :raises PermissionRefused: when it is another agency's.
    """
    rows = Report.objects.select_for_update(of=("self",)).select_related(
        "agency", "unit", "period__form", "period__obligation"
    )
    locked = rows.get(pk=report.pk)
    require_own(access, locked)
    return locked
