"""Papers of the register with the same head: taken in twice, or a number written down wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from parindex.accounts.services import require_view
from parindex.assignments.models import Directive
from parindex.assignments.search import search_text
from parindex.audit.queries import EventFilter, Sight, events

if TYPE_CHECKING:
    from parindex.accounts.queries import Access

_MOST_NAMED = 10


@dataclass(frozen=True)
class SameHeads:
    """Who else has a paper's number, date and issuer.

    ``earlier``: the paper that this one was taken as the later form of by its number alone, while
    that can still be said otherwise. ``others``: papers of their own, the newest first, no more
    than ten.
    """

    earlier: Directive | None
    others: Sequence[Directive]


def same_heads(access: Access, found: Directive) -> SameHeads:
    """The agency's other papers of a paper's number, day of issue and issuer, matched folded.

    Forms of the paper itself are none, and where number or day is not known there is none.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    head = _head(found)
    if not head[0] or found.issued_on is None:
        return SameHeads(None, [])
    rows = Directive.objects.filter(agency=access.agency, issued_on=found.issued_on)
    rows = rows.exclude(pk=found.pk).defer("text", "reading", "search_text").order_by("-id")
    same = [one for one in rows if _head(one) == head]
    forms = _forms_of(found, same)
    is_open = found.confirmed_at is None
    amended = [one for one in same if is_open and one.pk == found.amends_id]
    earlier = amended[0] if amended and not _was_said(found) else None
    others = [one for one in same if one.pk not in forms]
    return SameHeads(earlier, others[:_MOST_NAMED])


def _was_said(found: Directive) -> bool:
    """Whether an officer said what the paper amends, when it came in or since."""
    sight = Sight(found.agency_id, work=True, installation=False)
    of_paper = EventFilter(target_type="directive", target_id=str(found.pk))
    named = Q(action="change_amended") | Q(action="register_directive", after__has_key="amends")
    return events(sight, of_paper).filter(named).exists()


def _head(one: Directive) -> tuple[str, str]:
    # Signs are read and typed in many ways: “664 / KL–SKHCN”.
    return search_text(one.number), search_text(one.issuer)


def _forms_of(found: Directive, others: Collection[Directive]) -> set[int]:
    """Which of the others the paper amends, or is amended by, also by way of one another."""
    pairs = [(one.pk, one.amends_id) for one in (found, *others) if one.amends_id is not None]
    known = {found.pk}
    while reached := _reached(pairs, known) - known:
        known |= reached
    return known


def _reached(pairs: Iterable[tuple[int, int]], known: Collection[int]) -> set[int]:
    return {one for pair in pairs if any(end in known for end in pair) for one in pair}
