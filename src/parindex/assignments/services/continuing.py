"""A paper that is longer than one review holds goes on in a paper of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.assignments.constants import LONGEST_NUMBER, LONGEST_SUBJECT
from parindex.assignments.models import Directive
from parindex.assignments.queries.reviews import continuation_of, decided_of
from parindex.assignments.reading_parts import reading_from
from parindex.assignments.services.directives import keep_directive
from parindex.organisations.queries import units_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from parindex.accounts.queries import Access

_PART = re.compile(r"(?:(.*), p|P)hần (\d{1,4})", re.DOTALL)


class NothingLeft(ValueError):
    """The review holds the whole paper."""


def continue_paper(access: Access, directive: Directive) -> Directive:
    """Take in what a paper's review does not hold; the same again is the one that is there.

    It has the paper's head, and its number with the part: “664/KL-SKHCN, phần 2”. A number that
    fills its field is shortened for that, so that no two parts have the same.

    :raises PermissionRefused: unless the person registers directives of the agency.
    :raises NothingLeft: when there is no such rest.
    """
    require(access, Permission.REGISTER_DIRECTIVES)
    require_own(access, directive)
    units = units_of(access.agency)
    rest = decided_of(directive, units).rest
    if rest is None:
        raise NothingLeft(str(directive))
    known = continuation_of(access, directive, rest)
    if known is not None:
        return known
    text = directive.text[rest.start :]
    reading = _with_head(directive, reading_from(directive.reading, rest.start))
    with transaction.atomic():
        made, is_new = keep_directive(access.agency, text, units, access.user, reading=reading)
        if is_new:
            for name in ("urgency", "received_on", "arrival_number", "origin"):
                setattr(made, name, getattr(directive, name))
            made.save(update_fields=["urgency", "received_on", "arrival_number", "origin"])
    return made


def _with_head(directive: Directive, reading: Mapping[str, Any]) -> Mapping[str, Any]:
    number, subject = directive.number, directive.subject
    return {
        **reading,
        "number": _next_part(number, LONGEST_NUMBER) if number else "",
        "subject": subject if number else _next_part(subject, LONGEST_SUBJECT),
        "kind": directive.kind,
        "issuer": directive.issuer,
        "issued_on": directive.issued_on.isoformat() if directive.issued_on else None,
    }


def _next_part(name: str, longest: int) -> str:
    part = _PART.fullmatch(name)
    whole, number = (part[1] or "", int(part[2]) + 1) if part else (name, 2)
    if not whole:
        return f"Phần {number}"
    end = f", phần {number}"
    room = longest - len(end)
    if len(whole) > room:
        whole = f"{whole.rstrip('…')[: room - 1].rstrip()}…"
    return whole + end
