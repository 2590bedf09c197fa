"""Reading directives and what they propose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, F, QuerySet
from django.db.models.expressions import OrderBy

from parindex.accounts.services import require_view
from parindex.assignments.drafts import TaskDraft, task_drafts
from parindex.assignments.full_text import with_full_text
from parindex.assignments.models import Directive, Task
from parindex.assignments.origins import origin_of

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.assignments.constants import Origin
    from parindex.organisations.models import Unit


@dataclass(frozen=True)
class DirectiveFilter:
    """What the register is narrowed to; nothing: all of it.

    ``state``: one of ``STATES``. ``since`` and ``until`` are days of issue, both included.
    """

    words: str = ""
    issuer: str = ""
    urgency: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None


# Whose sentences are to be decided on, whose tasks were assigned.
STATES = ("open", "assigned")
# What the register may be sorted by; “-” before it turns it round.
DIRECTIVE_ORDERS = ("issued", "received", "issuer")


def directives_of(
    access: Access, narrowed: DirectiveFilter | None = None, order: str = "-issued"
) -> QuerySet[Directive]:
    """The agency's directives by one of ``DIRECTIVE_ORDERS``, newest first unless asked otherwise.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    asked = narrowed or DirectiveFilter()
    found = with_full_text(Directive.objects.filter(agency=access.agency), asked.words)
    if asked.issuer:
        found = found.filter(issuer=asked.issuer)
    if asked.urgency:
        found = found.filter(urgency=asked.urgency)
    if asked.state in STATES:
        found = found.filter(confirmed_at__isnull=asked.state == "open")
    if asked.since is not None:
        found = found.filter(issued_on__gte=asked.since)
    if asked.until is not None:
        found = found.filter(issued_on__lte=asked.until)
    return found.order_by(*_order(order)).defer("text", "reading", "search_text")


def counted_as(access: Access, found: Directive) -> Origin:
    """Whose work the tasks of one of the agency's directives are."""
    return origin_of(found, access.agency)


def _order(order: str) -> tuple[OrderBy, ...]:
    name = {"issued": "issued_on", "received": "received_on", "issuer": "issuer"}[order.strip("-")]
    chosen = F(name)
    if order.startswith("-"):
        return chosen.desc(nulls_last=True), F("id").desc()
    return chosen.asc(nulls_last=True), F("id").asc()


def task_counts(found: Iterable[Directive]) -> dict[int, int]:
    """How many tasks each directive gave, by its id; those without are left out.

    For lists whose rows were asked for with a person's access.
    """
    counted = Task.objects.filter(directive__in=[one.pk for one in found]).order_by()
    return dict(
        counted.values("directive").annotate(count=Count("id")).values_list("directive", "count")
    )


def texts_of(found: Iterable[Directive]) -> dict[int, str]:
    """The texts of some directives, by id; for lists as ``task_counts``."""
    rows = Directive.objects.filter(pk__in=[one.pk for one in found]).order_by()
    return dict(rows.values_list("id", "text"))


def directive(access: Access, directive_id: int) -> Directive | None:
    """One directive of the agency, if it has it.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    return Directive.objects.filter(agency=access.agency, pk=directive_id).first()


def directive_numbered(access: Access, number: str) -> Directive | None:
    """The newest directive of the agency with that official number, if it has one.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    return Directive.objects.filter(agency=access.agency, number=number).first()


def drafts_of(found: Directive, units: list[Unit]) -> list[TaskDraft]:
    """The tasks that the directive's reading proposes for these units."""
    return task_drafts(found.reading, units)


def tasks_of_directive(access: Access, found: Directive) -> list[Task]:
    """The agency's tasks that were assigned from a directive, in the paper's order.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    tasks = Task.objects.filter(agency=access.agency, directive=found).select_related("unit")
    return list(tasks.prefetch_related("partners", "components").order_by("span_start", "id"))


def directives_numbered(access: Access, number: str, day: date | None) -> list[Directive]:
    """The agency's papers of a number, of the day where one is given; the newest first.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = Directive.objects.filter(agency=access.agency, number=number)
    if day is not None:
        found = found.filter(issued_on=day)
    return list(found.defer("text", "reading", "search_text").order_by("-issued_on", "-id")[:20])
