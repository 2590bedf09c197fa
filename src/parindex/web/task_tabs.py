"""The pages of the area of tasks, of equal rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parindex.accounts.constants import Permission

if TYPE_CHECKING:
    from parindex.accounts.queries import Access

ENTRIES = (
    ("my-day", _("My day")),
    ("task-board", _("Board")),
    ("tasks", _("List")),
    ("task-month", _("Calendar of deadlines")),
    ("plan", _("The year's plan")),
)
OF_OFFICE = (("tasks-unopened", _("Not opened yet")),)


def task_tabs(access: Access, current: str) -> list[dict[str, object]]:
    """For the ``tabs`` component; ``current`` is the name of the page's address."""
    more = OF_OFFICE if access.may(Permission.ASSIGN_TASKS) else ()
    return [
        {"label": label, "url": reverse(name), "is_current": name == current}
        for name, label in (*ENTRIES, *more)
    ]
