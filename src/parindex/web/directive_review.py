"""A directive side by side with its tasks: items, drafts or tasks, and who answers for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from parindex.assessments.queries import components_owned_by
from parindex.assignments.queries.directives import drafts_of, tasks_of_directive
from parindex.assignments.services.assigning import NewTask
from parindex.organisations.queries import units_of
from parindex.web.directive_marks import Card, marks_of, part_key
from parindex.web.forms.drafts import DraftForm
from parindex.web.statuses import task_status
from parindex.web.suggestions import components_named, components_served, suggested_owner

if TYPE_CHECKING:
    from parindex.assignments.models import Directive, Task
    from parindex.web.marked_text import Mark
    from parindex.web.views.desk import Desk
    from parindex_core.framework import Component, Framework

Json = Mapping[str, Any]


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
class Part:
    """An item of the paper with what stands beside it."""

    number: str
    key: str
    text: str
    served: list[Component]
    drafts: list[DraftCard]
    tasks: list[TaskCard]


@dataclass(frozen=True)
class Review:
    """What the page of a directive shows; ``covered`` of ``total`` items have a unit in charge."""

    parts: list[Part]
    marks: list[Mark]
    covered: int
    total: int

    @property
    def drafts(self) -> list[DraftForm]:
        return [card.form for part in self.parts for card in part.drafts]

    @property
    def task_count(self) -> int:
        return sum(len(part.drafts) + len(part.tasks) for part in self.parts)


def review_of_drafts(desk: Desk, found: Directive, typed: Any = None) -> Review:
    """The review before the tasks are assigned; ``typed`` is what a form sent."""
    units = units_of(desk.agency)
    framework = desk.framework
    owners = components_owned_by(desk.assessment) if desk.assessment else {}
    cards = []
    for place, draft in enumerate(drafts_of(found, units)):
        suggested = None
        if draft.unit is None and framework is not None:
            suggested = suggested_owner(framework, owners, found, draft)
        key = f"draft-{place}"
        form = DraftForm(draft, units, suggested, found.issued_on, data=typed, prefix=key)
        cards.append(DraftCard(key, form))
    marks = marks_of(found.reading, [_marked_draft(card) for card in cards])
    covered = {
        card.form.draft.item_number for card in cards if card.form.is_taken and card.form.has_unit
    }
    by_item: dict[str, list[DraftCard]] = {}
    for card in cards:
        by_item.setdefault(card.form.draft.item_number, []).append(card)
    parts = [
        _part(framework, found, item, drafts=by_item.get(item["number"], []))
        for item in found.reading["items"]
    ]
    return _review(parts, marks, covered)


def review_of_tasks(desk: Desk, found: Directive) -> Review:
    """The review after the tasks were assigned."""
    tasks = tasks_of_directive(desk.access, found)
    cards = [TaskCard(f"task-{task.pk}", task, task_status(task, desk.today)) for task in tasks]
    marks = marks_of(found.reading, [_marked_task(card) for card in cards])
    covered = {card.task.item_number for card in cards if card.task.unit_id is not None}
    by_item: dict[str, list[TaskCard]] = {}
    for card in cards:
        by_item.setdefault(card.task.item_number, []).append(card)
    framework = desk.framework
    parts = [
        _part(framework, found, item, tasks=by_item.get(item["number"], []))
        for item in found.reading["items"]
    ]
    return _review(parts, marks, covered)


def new_tasks(desk: Desk, found: Directive, forms: Sequence[DraftForm]) -> list[NewTask]:
    """The tasks that valid forms ask for: those taken, as the officer left them."""
    framework = desk.framework
    return [
        NewTask(
            action=form.cleaned_data["action"],
            unit=form.chosen_unit,
            item_number=form.draft.item_number,
            span=form.draft.span,
            partners=form.chosen_partners,
            product=form.cleaned_data["product"],
            deadline=form.cleaned_data["deadline"],
            deadline_text=form.draft.deadline_text,
            target=form.cleaned_data["target"],
            recurrence=form.draft.recurrence,
            day=form.draft.day,
            component_keys=components_served(framework, found, form.draft.item_number)
            if framework
            else [],
        )
        for form in forms
        if form.is_taken
    ]


def _review(parts: list[Part], marks: list[Mark], covered: set[str]) -> Review:
    # A line that only leads into its sub-items has nothing to show beside it.
    leading = {part.number.rpartition(".")[0] for part in parts}
    shown = [part for part in parts if part.drafts or part.tasks or part.number not in leading]
    return Review(
        parts=shown,
        marks=marks,
        covered=len(covered.intersection(part.number for part in shown)),
        total=len(shown),
    )


def _part(
    framework: Framework | None,
    found: Directive,
    item: Json,
    drafts: Sequence[DraftCard] = (),
    tasks: Sequence[TaskCard] = (),
) -> Part:
    keys = {link.component_key for card in tasks for link in card.task.components.all()}
    if framework and not tasks:
        keys = set(components_served(framework, found, item["number"]))
    return Part(
        number=item["number"],
        key=part_key(item["number"]),
        text=item["text"],
        served=components_named(framework, keys),
        drafts=list(drafts),
        tasks=list(tasks),
    )


def _marked_draft(card: DraftCard) -> Card:
    draft = card.form.draft
    units = (draft.unit, *draft.partners)
    return Card(
        key=card.key,
        item_number=draft.item_number,
        span=draft.span,
        unit_keys=frozenset(unit.key for unit in units if unit),
        deadline_text=draft.deadline_text[:200],
        target=draft.target[:200],
    )


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
