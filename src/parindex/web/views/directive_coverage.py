"""What has become of each sentence of a directive: whose task it is, and how that stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parindex.assignments.constants import HANDED_IN_STATES
from parindex.assignments.queries.directives import directive, tasks_of_directive
from parindex.assignments.queries.tasks import is_late
from parindex.web.statuses import task_status
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from parindex.assignments.models import Directive, Task

_LONGEST_TEXT = 300


@dataclass(frozen=True)
class Sentence:
    """An item of the paper with its tasks, each with its status of the day."""

    number: str
    text: str
    tasks: list[tuple[Task, str]]


@require_safe
def show_coverage(request: HttpRequest, directive_id: int) -> HttpResponse:
    """The sentences of a directive beside their tasks, and how many are done, late, nobody's."""
    desk = desk_of(request)
    found = directive(desk.access, directive_id)
    if found is None:
        raise Http404
    tasks = tasks_of_directive(desk.access, found)
    sentences = _sentences(found, tasks, desk.today)
    context: dict[str, Any] = {
        "way": [
            (_("Directives"), reverse("directives")),
            (str(found), reverse("directive", args=[found.pk])),
        ],
        "directive": found,
        "sentences": sentences,
        "counts": _counts(sentences, tasks, desk.today),
    }
    return render(request, "directives/coverage.html", context)


def _sentences(found: Directive, tasks: list[Task], today: date) -> list[Sentence]:
    by_item: dict[str, list[tuple[Task, str]]] = {}
    for task in tasks:
        by_item.setdefault(task.item_number, []).append((task, task_status(task, today)))
    items = found.reading["items"]
    # A line that only leads into its sub-items is nobody's task.
    leading = {item["number"].rpartition(".")[0] for item in items}
    return [
        Sentence(item["number"], _short(item["text"]), by_item.get(item["number"], []))
        for item in items
        if item["number"] in by_item or item["number"] not in leading
    ]


def _counts(sentences: list[Sentence], tasks: list[Task], today: date) -> Mapping[str, int]:
    return {
        "sentences": len(sentences),
        "covered": sum(any(task.unit_id for task, _status in one.tasks) for one in sentences),
        "tasks": len(tasks),
        "done": sum(task.state in HANDED_IN_STATES for task in tasks),
        "late": sum(is_late(task, today) for task in tasks),
    }


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_TEXT else f"{words[:_LONGEST_TEXT]}…"
