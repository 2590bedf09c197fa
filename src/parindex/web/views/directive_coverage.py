"""What has become of each sentence of a directive: whose task it is, and how that stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parindex.assignments.constants import HANDED_IN_STATES
from parindex.assignments.queries.directives import directive
from parindex.assignments.queries.tasks import is_late
from parindex.web.directive_review import page_of_drafts, page_of_tasks, present_review
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from parindex.web.directive_review import ReviewPage


@require_safe
def show_coverage(request: HttpRequest, directive_id: int) -> HttpResponse:
    """The sentences of a directive beside their tasks, and how many are done, late, nobody's."""
    desk = desk_of(request)
    found = directive(desk.access, directive_id)
    if found is None:
        raise Http404
    if found.confirmed_at is None:
        page = page_of_drafts(desk, found, present_review(desk, found))
    else:
        page = page_of_tasks(desk, found)
    context: dict[str, Any] = {
        "way": [
            (_("Directives"), reverse("directives")),
            (str(found), reverse("directive", args=[found.pk])),
        ],
        "directive": found,
        "review": page,
        "counts": _counts(page, desk.today),
    }
    return render(request, "directives/coverage.html", context)


def _counts(page: ReviewPage, today: date) -> Mapping[str, int]:
    # A task that two sentences are is one.
    tasks = {
        card.task.pk: card.task for one in page.passages for card in (*one.tasks, *one.already)
    }
    return {
        "sentences": page.total,
        "covered": page.covered,
        "tasks": len(tasks),
        "done": sum(task.state in HANDED_IN_STATES for task in tasks.values()),
        "late": sum(is_late(task, today) for task in tasks.values()),
    }
