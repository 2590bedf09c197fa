"""A directive side by side with its tasks: items, drafts or tasks, and who answers for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from parindex.assessments.queries import components_owned_by
from parindex.assignments.passages import Passage, Verdict, cuts_of
from parindex.assignments.queries.directives import tasks_of_directive
from parindex.assignments.queries.reviews import (
    review_of,
    similar_tasks,
    tasks_by_passage,
    tasks_numbered,
)
from parindex.assignments.services.assigning import NewTask
from parindex.organisations.queries import units_of
from parindex.web.directive_marks import Card, marks_of, part_key
from parindex.web.forms.drafts import DraftForm
from parindex.web.review_typed import draft_prefix, gone_key, passage_key
from parindex.web.statuses import task_status
from parindex.web.suggestions import components_for, components_named, suggested_owners

if TYPE_CHECKING:
    from parindex.assignments.models import Directive, Task, TaskComponent
    from parindex.assignments.passages import Gone, Review
    from parindex.organisations.models import Unit
    from parindex.web.marked_text import Mark
    from parindex.web.views.desk import Desk
    from parindex_core.framework import Component

Json = Mapping[str, Any]
_WORDS_AFTER_CUT = 50  # characters


@dataclass(frozen=True)
class DraftCard:
    """A draft with the key by which it and its phrases light each other."""

    key: str
    form: DraftForm


@dataclass(frozen=True)
class TaskCard:
    """An assigned task with its key and its status of the day."""

    key: str
    task: Task
    status: str


@dataclass(frozen=True)
class PassageCard:
    """A sentence with what it ends in.

    ``cuts``: where it can be cut in two, as (offset, the words after it). ``already``: the tasks
    that it is; ``similar``: those that it may be. ``is_last``: there is none after it.
    """

    key: str
    passage: Passage
    drafts: Sequence[DraftCard] = ()
    tasks: Sequence[TaskCard] = ()
    already: Sequence[TaskCard] = ()
    similar: Sequence[Task] = ()
    cuts: Sequence[tuple[int, str]] = ()
    is_last: bool = False
    # Of a paper whose tasks were assigned: what is there counts, not what was to be.
    is_assigned: bool = False

    @property
    def is_decided(self) -> bool:
        """Whether it has somebody in charge, or needs nobody."""
        if not self.is_assigned or self.passage.verdict is Verdict.INFORMATION:
            return self.passage.is_decided
        return any(card.task.unit_id for card in (*self.tasks, *self.already))


@dataclass(frozen=True)
class GoneCard:
    """A sentence that an amended paper no longer has, with its tasks."""

    key: str
    gone: Gone
    tasks: Sequence[TaskCard]


@dataclass(frozen=True)
class Part:
    """An item of the paper with its sentences; ``number`` "": what stands in none."""

    number: str
    key: str
    served: list[Component]
    passages: list[PassageCard]


@dataclass(frozen=True)
class ReviewPage:
    """What the page of a directive shows; ``left``: the sentences that nobody decided on."""

    parts: list[Part]
    marks: list[Mark]
    review: Review
    gone: list[GoneCard] = field(default_factory=list)

    @property
    def passages(self) -> list[PassageCard]:
        return [card for part in self.parts for card in part.passages]

    @property
    def drafts(self) -> list[DraftForm]:
        return [card.form for passage in self.passages for card in passage.drafts]

    @property
    def left(self) -> list[PassageCard]:
        return [card for card in self.passages if not card.is_decided]

    @property
    def total(self) -> int:
        return len(self.passages)

    @property
    def covered(self) -> int:
        return self.total - len(self.left)

    @property
    def task_count(self) -> int:
        return sum(len(one.drafts) + len(one.tasks) + len(one.already) for one in self.passages)

    @property
    def carries_over(self) -> bool:
        """Whether sentences are tasks that were there before."""
        return any(card.passage.verdict is Verdict.ALREADY for card in self.passages)


def present_review(desk: Desk, found: Directive) -> Review:
    """What has been decided so far, or was read; duties without a unit have the suggested one."""
    return review_of(desk.access, found, units_of(desk.agency), suggested_of(desk, found))


def suggested_of(desk: Desk, found: Directive) -> Mapping[str, Unit]:
    """By an item's number, the unit that a duty without one is put to."""
    owners = components_owned_by(desk.assessment) if desk.assessment else {}
    numbers = [item["number"] for item in found.reading["items"]]
    return suggested_owners(desk.framework, owners, found, numbers)


def page_of_drafts(desk: Desk, found: Directive, review: Review, typed: Any = None) -> ReviewPage:
    """The review before the tasks are assigned; ``typed`` is what a form sent."""
    units = units_of(desk.agency)
    numbers = {number for passage in review.passages for number in passage.tasks}
    numbers |= {number for gone in review.gone for number in gone.tasks}
    known = tasks_numbered(desk.access, numbers) if numbers else {}
    similar = similar_tasks(desk.access, desk.year, review.passages, found)
    cards = []
    for place, passage in enumerate(review.passages):
        drafts = [
            DraftCard(
                draft_prefix(draft),
                DraftForm(
                    draft,
                    passage.item_number,
                    units,
                    found.issued_on,
                    data=typed,
                    prefix=draft_prefix(draft),
                ),
            )
            for draft in passage.drafts
        ]
        cards.append(
            PassageCard(
                passage_key(passage),
                passage,
                drafts=drafts,
                already=[_task_card(desk, known[n]) for n in passage.tasks if n in known],
                similar=similar[passage.id],
                cuts=_cuts(passage, found.text),
                is_last=place == len(review.passages) - 1,
            )
        )
    gone = [
        GoneCard(gone_key(one), one, [_task_card(desk, known[n]) for n in one.tasks if n in known])
        for one in review.gone
    ]
    marked = [_marked_draft(passage.passage, card) for passage in cards for card in passage.drafts]
    marked += [_marked_passage(card) for card in cards if not card.drafts]
    return ReviewPage(_parts(desk, found, cards), marks_of(found.reading, marked), review, gone)


def page_of_tasks(desk: Desk, found: Directive) -> ReviewPage:
    """The review after the tasks were assigned."""
    review = present_review(desk, found)
    tasks = tasks_of_directive(desk.access, found)
    by_number = {task.pk: task for task in tasks}
    made = tasks_by_passage(review, tasks)
    numbers = {number for passage in review.passages for number in passage.tasks}
    known = tasks_numbered(desk.access, numbers) if numbers else {}
    cards = [
        PassageCard(
            passage_key(passage),
            passage,
            tasks=[_task_card(desk, by_number[number]) for number in made.get(passage.id, ())],
            already=[_task_card(desk, known[n]) for n in passage.tasks if n in known],
            is_assigned=True,
        )
        for passage in review.passages
    ]
    marked = [_marked_task(card) for passage in cards for card in passage.tasks]
    marked += [_marked_passage(card) for card in cards if not card.tasks]
    return ReviewPage(_parts(desk, found, cards), marks_of(found.reading, marked), review)


def new_tasks(desk: Desk, found: Directive, page: ReviewPage) -> list[NewTask]:
    """The tasks that valid forms ask for: those taken, as the officer left them."""
    return [
        NewTask(
            action=card.form.cleaned_data["action"],
            unit=card.form.chosen_unit,
            item_number=passage.passage.item_number,
            span=passage.passage.span,
            partners=card.form.chosen_partners,
            product=card.form.cleaned_data["product"],
            deadline=card.form.cleaned_data["deadline"],
            deadline_text=card.form.draft.deadline_text,
            target=card.form.cleaned_data["target"],
            recurrence=card.form.draft.recurrence,
            day=card.form.draft.day,
            component_keys=components_for(
                desk.framework, found, passage.passage.item_number, passage.passage.text
            ),
        )
        for passage in page.passages
        if passage.passage.verdict is Verdict.TASK
        for card in passage.drafts
        if card.form.is_taken
    ]


def _parts(desk: Desk, found: Directive, cards: Sequence[PassageCard]) -> list[Part]:
    parts = []
    for number, group in groupby(cards, key=lambda card: card.passage.item_number):
        passages = list(group)
        keys = {link.component_key for one in passages for t in one.tasks for link in _links(t)}
        if not keys:
            for one in passages:
                keys |= set(components_for(desk.framework, found, number, one.passage.text))
        key = part_key(number)
        if not number or key in {part.key for part in parts}:
            key = f"part-of-{passages[0].key}"
        parts.append(Part(number, key, components_named(desk.framework, keys), passages))
    return parts


def _links(card: TaskCard) -> Sequence[TaskComponent]:
    return list(card.task.components.all())


def _task_card(desk: Desk, task: Task) -> TaskCard:
    return TaskCard(f"task-{task.pk}", task, task_status(task, desk.today))


def _cuts(passage: Passage, text: str) -> list[tuple[int, str]]:
    return [
        (at, " ".join(text[at : at + _WORDS_AFTER_CUT].split())) for at in cuts_of(passage, text)
    ]


def _marked_draft(passage: Passage, card: DraftCard) -> Card:
    draft = card.form.draft
    return Card(
        key=card.key,
        item_number=passage.item_number,
        span=passage.span,
        unit_keys=frozenset(filter(None, (draft.unit, *draft.partners))),
        deadline_text=draft.deadline_text[:200],
        target=draft.target[:200],
    )


def _marked_passage(card: PassageCard) -> Card:
    passage = card.passage
    return Card(card.key, passage.item_number, passage.span, frozenset(), "", "")


def _marked_task(card: TaskCard) -> Card:
    task = card.task
    units = (task.unit, *task.partners.all())
    known = task.span_start is not None and task.span_end is not None
    return Card(
        key=card.key,
        item_number=task.item_number,
        span=(task.span_start, task.span_end) if known else None,  # type: ignore[arg-type]
        unit_keys=frozenset(unit.key for unit in units if unit),
        deadline_text=task.deadline_text,
        target=task.target,
    )
