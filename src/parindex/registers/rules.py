"""Rules that entries of several registers have; a register's ``settle`` calls what it needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.registers.refusals import EntryRefused

if TYPE_CHECKING:
    from datetime import date

    from parindex.registers.models import Entry


def refuse_ahead(entry: Entry, today: date, *fields: str) -> None:
    """Refuse days of what has happened that are still to come.

    :raises EntryRefused: with the first of them.
    """
    for field in fields:
        day = getattr(entry, field)
        if day is not None and day > today:
            raise EntryRefused(field, _("This day is still to come."))


def refuse_outside_year(entry: Entry, field: str) -> None:
    """Refuse a day of the entry's plan that lies in another year than the plan.

    :raises EntryRefused: with the field.
    """
    if getattr(entry, field).year != entry.year:
        words = _("The plan is that of %(year)s; this day lies in another year.")
        raise EntryRefused(field, words % {"year": entry.year})


def refuse_out_of_order(entry: Entry, fields: Iterable[str]) -> None:
    """Refuse steps of which a later one has an earlier day, or stands without the one before.

    :raises EntryRefused: with the step at fault.
    """
    before: date | None = None
    is_missing = False
    for field in fields:
        day = getattr(entry, field)
        if day is None:
            is_missing = True
            continue
        if is_missing:
            raise EntryRefused(field, _("The step before this one has no day yet."))
        if before is not None and day < before:
            raise EntryRefused(field, _("This day lies before the step before."))
        before = day


def refuse_apart(entry: Entry, field: str, *with_it: str) -> None:
    """Refuse a fact without those that belong to it, such as a decision without its number.

    :raises EntryRefused: with the fact that is missing, or that stands alone.
    """
    has = bool(getattr(entry, field))
    for other in with_it:
        if has and not getattr(entry, other):
            raise EntryRefused(other, _("This belongs to what is entered beside it. Fill it in."))
        if not has and getattr(entry, other):
            raise EntryRefused(field, _("This belongs to what is entered beside it. Fill it in."))
