"""Tasks as a calendar program reads them (RFC 5545): one all-day event a task."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.assignments.constants import OPEN_STATES, TaskState
from parindex.web.templatetags.formats import named

if TYPE_CHECKING:
    from parindex.assignments.models import Task

_LONGEST_LINE = 75  # octets, without the line's end


def calendar_text(tasks: Iterable[Task], title: str, address: str, now: datetime) -> str:
    """The calendar; ``address``: of the product, before a task's path."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//parindex//tasks//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(title)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ]
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for task in tasks:
        lines.extend(_event(task, address, stamp))
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(task: Task, address: str, stamp: str) -> Iterator[str]:
    if task.due_on is None:
        return
    host = address.partition("://")[2].partition("/")[0].partition(":")[0]
    told = [task.product and _("Product: %s") % task.product, task.unit and named(task.unit)]
    yield "BEGIN:VEVENT"
    yield f"UID:task-{task.pk}@{host}"
    yield f"DTSTAMP:{stamp}"
    yield f"SEQUENCE:{task.version}"
    yield f"DTSTART;VALUE=DATE:{task.due_on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{task.due_on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(task.action[:200])}"
    yield f"DESCRIPTION:{_escaped(' · '.join(part for part in told if part))}"
    yield f"URL:{address}/tasks/{task.pk}/"
    yield f"STATUS:{'CONFIRMED' if task.state == TaskState.CONFIRMED else 'TENTATIVE'}"
    # A day that is due blocks nobody's time.
    yield "TRANSP:TRANSPARENT"
    if task.state in OPEN_STATES:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_escaped(task.action[:200])}"
        yield "TRIGGER:-P1D"
        yield "END:VALARM"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    one_line = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return one_line.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets, never cut within a letter; what goes on starts with a space."""
    rest, limit = line, _LONGEST_LINE
    lead = ""
    while True:
        head = rest.encode()[:limit].decode(errors="ignore")
        yield lead + head
        rest = rest[len(head) :]
        if not rest:
            return
        lead, limit = " ", _LONGEST_LINE - 1
