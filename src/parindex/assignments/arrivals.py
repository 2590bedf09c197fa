"""What is said of a paper when it comes in: how urgent it is, what it amends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parindex.assignments.constants import Urgency
from parindex.assignments.models import Directive
from parindex_core.vietnamese.folding import fold

if TYPE_CHECKING:
    from datetime import date

    from parindex.organisations.models import Agency

# A stamp in the head, on a line of its own or beside the number.
_STAMP = re.compile(
    r"(?:^|\s{2,})(hoa toc(?: hen gio)?|thuong khan|khan)(?:$|\s{2,})", re.MULTILINE
)
_URGENCIES = {
    "hoa toc": Urgency.EXPRESS,
    "thuong khan": Urgency.VERY_URGENT,
    "khan": Urgency.URGENT,
}
_HEAD = 1500  # characters


@dataclass(frozen=True)
class Arrival:
    """What the officer says of a paper that comes in; ``amends``: the same one as it was before."""

    amends: Directive | None = None


def urgency_of(text: str) -> Urgency:
    """The urgency that is stamped on a paper's head."""
    stamp = _STAMP.search(fold(text[:_HEAD]))
    return _URGENCIES[stamp[1].removesuffix(" hen gio")] if stamp else Urgency.NORMAL


def amended_by(
    agency: Agency, number: str, issued_on: date | None, issuer: str
) -> Directive | None:
    """The paper that one of this number is a later form of: numbers begin anew every year.

    Every office has numbers of its own, so that the issuer has to be the same, where it was read.
    """
    if not number or issued_on is None:
        return None
    same = Directive.objects.filter(agency=agency, number=number, issued_on__year=issued_on.year)
    if issuer:
        same = same.filter(issuer__in=["", issuer])
    return same.order_by("-id").first()
