"""Deciding on the sentences of a paper: kept as it goes, and made into tasks all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.assignments.constants import OPEN_STATES, Step, TaskState
from parindex.assignments.due_days import due_day
from parindex.assignments.models import Directive, DirectiveReview, Task
from parindex.assignments.passages import MOST_PASSAGES, Passage, Review, Verdict
from parindex.assignments.queries.reviews import continuation_of
from parindex.assignments.recounting import recount
from parindex.assignments.services.directives import DirectiveAlreadyConfirmed, assign_tasks_of
from parindex.assignments.services.steps import locked_task, take_step
from parindex.audit.services import record_event
from parindex.calendars.queries import working_calendar

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.assignments.services.assigning import NewTask


class ReviewChangedMeanwhile(ValueError):
    """Somebody else decided something since the review was shown."""


class PassagesLeft(ValueError):
    """Sentences have no end yet; ``left`` are they."""

    def __init__(self, left: Sequence[Passage]) -> None:
        super().__init__(len(left))
        self.left = left


class TaskNotThere(ValueError):
    """A sentence was to be a task already that the agency does not have."""


class ReviewTooLong(ValueError):
    """More passages than any paper has."""


class RestLeft(ValueError):
    """The review holds a part of the paper, and what follows was not taken in yet."""


@dataclass(frozen=True)
class Move:
    """The tasks of an amended sentence that are still open are due on another day now."""

    tasks: Sequence[int]
    day: date


@transaction.atomic
def save_review(access: Access, directive: Directive, review: Review) -> Review:
    """Keep what was decided so far; ``review.version`` is the one that was on the screen.

    :raises PermissionRefused: unless the person assigns the agency's tasks.
    :raises DirectiveAlreadyConfirmed: when its tasks were assigned.
    :raises ReviewChangedMeanwhile: when somebody else was first, or decided something since of the
        paper on which a first review builds.
    :raises ReviewTooLong: when it was split without end.
    """
    _hold_paper(access, directive, review)
    if len(review.passages) > MOST_PASSAGES:
        raise ReviewTooLong
    return write_review(access, directive, review)


@transaction.atomic
def confirm_review(
    access: Access,
    directive: Directive,
    year: int,
    review: Review,
    tasks: Sequence[NewTask],
    moves: Sequence[Move] = (),
    closing_reason: str = "",
) -> list[Task]:
    """Make the tasks that a review ends in; all of it in one transaction.

    What an amended paper no longer asks for is cancelled where the officer ticked it and nobody has
    handed it in.

    :raises PermissionRefused: unless the person assigns the agency's tasks.
    :raises DirectiveAlreadyConfirmed: when that was done before.
    :raises ReviewChangedMeanwhile: when somebody else decided something since, as above.
    :raises PassagesLeft: while a sentence has no end.
    :raises RestLeft: while no paper has what the review does not hold.
    :raises TaskNotThere: when one is said to be a task that is not there.
    :raises ReasonMissing: when the paper gives nobody any work, and nobody says why.
    """
    _hold_paper(access, directive, review)
    if review.left:
        raise PassagesLeft(review.left)
    if review.rest is not None and continuation_of(access, directive, review.rest) is None:
        raise RestLeft(str(directive))
    carried = [
        number
        for passage in review.passages
        if passage.verdict is Verdict.ALREADY
        for number in passage.tasks
    ]
    standing = Task.objects.filter(agency=access.agency).exclude(state=TaskState.CANCELLED)
    if standing.filter(pk__in=set(carried)).count() != len(set(carried)):
        raise TaskNotThere
    _hold(access, moves, review)
    write_review(access, directive, review)
    made = assign_tasks_of(directive, year, tasks, access.user, closing_reason, carried=carried)
    for move in moves:
        _move(access, directive, move)
    for gone in review.gone:
        if gone.cancel:
            _cancel(access, directive, gone.tasks)
    return made


def _hold(access: Access, moves: Sequence[Move], review: Review) -> None:
    """Lock what is moved or cancelled before anything is counted, as a step of a task does."""
    touched = {task for move in moves for task in move.tasks}
    touched |= {task for gone in review.gone if gone.cancel for task in gone.tasks}
    rows = Task.objects.select_for_update(of=("self",)).filter(agency=access.agency)
    list(rows.filter(pk__in=touched).order_by("pk"))


def _hold_paper(access: Access, directive: Directive, review: Review) -> None:
    """Lock the paper, and for its first review the one it amends, on whose review that builds.

    What that one amends is said otherwise under its lock, too: either it is not, since this review
    is there, or this review is no longer taken.
    """
    require(access, Permission.ASSIGN_TASKS)
    require_own(access, directive)
    before = None if review.version else directive.amends_id
    rows = Directive.objects.select_for_update(of=("self",)).only("confirmed_at")
    locked = {one.pk: one for one in rows.filter(pk__in={directive.pk, before}).order_by("pk")}
    if locked[directive.pk].confirmed_at is not None:
        raise DirectiveAlreadyConfirmed(str(directive))
    if before is None:
        return
    earlier = DirectiveReview.objects.filter(directive=before).only("version").first()
    if review.built_on != (earlier.version if earlier else 0):
        raise ReviewChangedMeanwhile


def write_review(access: Access, directive: Directive, review: Review) -> Review:
    """Keep a review in the caller's transaction, which holds the directive.

    :raises ReviewChangedMeanwhile: when somebody else was first.
    """
    version = review.version + 1
    content = review.to_json()
    if review.version:
        mine = DirectiveReview.objects.filter(directive=directive, version=review.version)
        if not mine.update(
            content=content, version=version, changed_by=access.user, changed_at=timezone.now()
        ):
            raise ReviewChangedMeanwhile
    else:
        try:
            with transaction.atomic():
                DirectiveReview.objects.create(
                    directive=directive, content=content, version=version, changed_by=access.user
                )
        except IntegrityError:
            raise ReviewChangedMeanwhile from None
    record_event(
        access.user,
        "review_directive",
        ("directive", directive.pk),
        agency_id=directive.agency_id,
        after={"version": version, "left": len(review.left), "of": len(review.passages)},
    )
    return replace(review, version=version)


def _move(access: Access, directive: Directive, move: Move) -> None:
    """What is done keeps its day; the deadline first set stays beside the new one."""
    calendar = working_calendar()
    for task in Task.objects.filter(agency=access.agency, pk__in=move.tasks):
        locked = locked_task(access, task)
        if locked.state not in OPEN_STATES or locked.deadline is None:
            continue
        before = locked.due_on
        due_on = due_day(calendar, locked.deadline, move.day)
        locked.extended_to, locked.due_on = move.day, due_on
        locked.version += 1
        locked.save(update_fields=["extended_to", "due_on", "version"])
        record_event(
            access.user,
            "move_deadline",
            ("task", locked.pk),
            agency_id=locked.agency_id,
            before={"due_on": before.isoformat() if before else None},
            after={"due_on": due_on.isoformat() if due_on else None},
            reason=str(directive),
        )
        recount(locked.agency, locked.year, [locked.origin])


def _cancel(access: Access, directive: Directive, tasks: Sequence[int]) -> None:
    not_handed_in = (*OPEN_STATES, TaskState.PAUSED)
    found = Task.objects.filter(agency=access.agency, pk__in=tasks, state__in=not_handed_in)
    for task in found:
        take_step(access, task, Step.CANCEL, reason=str(directive))
