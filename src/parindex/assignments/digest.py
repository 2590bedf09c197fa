"""A morning's digest: what one person is told outside of the product, in one letter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from email.header import Header
from email.mime.text import MIMEText
from email.utils import formatdate
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from parindex.assignments.constants import Rung
from parindex.assignments.due_items import described
from parindex.assignments.models import Notice
from parindex.calendars.due import ItemWords
from parindex_core.vietnamese.dates import format_date

if TYPE_CHECKING:
    from parindex.accounts.models import User

LINES_SHOWN = 50
_LONGEST_WORDS = 160  # characters


@dataclass(frozen=True)
class DigestLine:
    """A task, or what else falls due, that a person is reminded of; ``url`` within the product."""

    url: str
    words: str
    unit: str
    due_on: date
    is_late: bool


@dataclass(frozen=True)
class Digest:
    """A person's morning; what is late first."""

    person: User
    day: date
    lines: tuple[DigestLine, ...]

    @property
    def late(self) -> int:
        """How many of them are late."""
        return sum(line.is_late for line in self.lines)

    @property
    def soon(self) -> int:
        """How many of them fall due soon."""
        return len(self.lines) - self.late


def digests_of(people: dict[int, User], day: date) -> dict[int, Digest]:
    """The digests of a morning by the person's id; a query, and each due source's."""
    notices = Notice.objects.filter(sent_on=day, person__in=people).order_by("due_on", "id")
    columns = notices.values_list(
        "person_id", "task_id", "kind", "item", "task__action", "task__unit__name", "due_on", "rung"
    )
    found = list(columns)
    items = described((kind, item) for _person, _task, kind, item, *_rest in found if item)
    lines: dict[int, dict[object, DigestLine]] = {}
    for person_id, task_id, kind, item, action, unit, due_on, rung in found:
        if item is None:
            said = ItemWords(action, unit or "", reverse("task", args=[task_id]))
        elif (kind, item) in items:
            said = items[kind, item]
        else:
            continue
        line = DigestLine(said.url, said.words, said.unit, due_on, rung == Rung.LATE)
        lines.setdefault(person_id, {}).setdefault((kind, item or task_id), line)
    return {
        person_id: Digest(people[person_id], day, tuple(of_person.values()))
        for person_id, of_person in lines.items()
    }


def letter(digest: Digest) -> MIMEText:
    """The digest as a mail: plain text, which every program shows.

    Of the older kind of message: the newer one parses each header and is four times as slow.
    """
    subject = _("Work on %(day)s: %(late)d late, %(soon)d due soon") % {
        "day": format_date(digest.day),
        "late": digest.late,
        "soon": digest.soon,
    }
    message = MIMEText("\n".join(_letter_lines(digest)), "plain", "utf-8")
    # The older kind of message folds a Header by itself; its types know words only.
    message["Subject"] = Header(subject, "utf-8")  # pyright: ignore[reportArgumentType]
    message["From"] = settings.MAIL_FROM
    # One line, whatever an account's address holds.
    message["To"] = "".join(digest.person.email.split())
    message["Date"] = formatdate(localtime=True)
    # The same morning's letter is the same letter, whoever sends it.
    domain = settings.MAIL_FROM.rpartition("@")[2].strip("> ") or "localhost"
    message["Message-ID"] = f"<tasks-{digest.day:%Y%m%d}-{digest.person.pk}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    return message


def _letter_lines(digest: Digest) -> Iterable[str]:
    yield digest.person.full_name + ","
    for is_late, title in ((True, _("Late")), (False, _("Due soon"))):
        lines = [line for line in digest.lines if line.is_late == is_late]
        if lines:
            yield ""
            yield f"{title} ({len(lines)})"
            yield from (_line(line) for line in lines[:LINES_SHOWN])
            if len(lines) > LINES_SHOWN:
                yield _("and %d more in the product") % (len(lines) - LINES_SHOWN)
    yield ""
    yield f"{settings.PUBLIC_ADDRESS}{reverse('my-day')}"
    yield _("This letter comes once a working morning at most. It needs no answer.")


def _line(line: DigestLine) -> str:
    words = " ".join(line.words.split())
    short = words if len(words) <= _LONGEST_WORDS else f"{words[:_LONGEST_WORDS]}…"
    parts = [f"- {format_date(line.due_on)}: {short}"]
    if line.unit:
        parts.append(f"({line.unit})")
    if settings.PUBLIC_ADDRESS:
        parts.append(f"{settings.PUBLIC_ADDRESS}{line.url}")
    return " ".join(parts)


def webhook_payload(digest: Digest, delivery_id: int) -> dict[str, object]:
    """What a gateway is told: counts and where to look, no words of a task."""
    return {
        "delivery": delivery_id,
        "day": digest.day.isoformat(),
        "person": {"username": digest.person.username, "email": digest.person.email},
        "late": digest.late,
        "due_soon": digest.soon,
        "text": _("Work: %(late)d late, %(soon)d due soon.")
        % {"late": digest.late, "soon": digest.soon},
        "url": f"{settings.PUBLIC_ADDRESS}{reverse('my-day')}",
    }
