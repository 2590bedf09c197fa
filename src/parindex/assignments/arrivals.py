"""What is said of a paper when it comes in: how urgent it is, what it amends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.assignments.constants import Urgency
from parindex.assignments.models import Directive
from parindex_core.vietnamese.dates import format_date
from parindex_core.vietnamese.folding import fold

if TYPE_CHECKING:
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


class AmendsLaterPaper(ValueError):
    """A paper is said to amend one that was issued after it; ``issued_on``: its own day."""

    def __init__(self, issued_on: date, amends: Directive) -> None:
        super().__init__(f"{issued_on} before {amends.issued_on}")
        self.issued_on = issued_on
        self.amends = amends

    @property
    def sentence(self) -> str:
        """For who takes the paper in: the days of both, and how to mend it."""
        words = _(
            "By its head this paper is of %(day)s, older than %(paper)s of %(other)s, which it is"
            " said to amend. If the date of %(paper)s is wrong in the register, correct it there"
            " and send this one again. Otherwise take this one in as a new paper, correct its date,"
            " and then say what it amends."
        )
        other = self.amends.issued_on
        return words % {
            "day": format_date(self.issued_on),
            "paper": self.amends,
            "other": format_date(other) if other else "–",
        }


def refuse_later(issued_on: date | None, amends: Directive | None) -> None:
    """See that a paper of a day is no older than the one that it amends, where both are known.

    :raises AmendsLaterPaper: when it is.
    """
    if amends is None or amends.issued_on is None or issued_on is None:
        return
    if issued_on < amends.issued_on:
        raise AmendsLaterPaper(issued_on, amends)


def urgency_of(text: str) -> Urgency:
    """The urgency that is stamped on a paper's head."""
    stamp = _STAMP.search(fold(text[:_HEAD]))
    return _URGENCIES[stamp[1].removesuffix(" hen gio")] if stamp else Urgency.NORMAL


def amended_by(
    agency: Agency, number: str, issued_on: date | None, issuer: str
) -> Directive | None:
    """The paper that one of this number is a later form of: numbers begin anew every year.

    Every office has numbers of its own, so that the issuer has to be the same, where it was read.
    What was issued after it is no earlier form; of several the last one is, whichever was taken in
    last. It is held in the caller's transaction, so that its day stays.
    """
    if not number or issued_on is None:
        return None
    year = date(issued_on.year, 1, 1), issued_on
    same = Directive.objects.filter(agency=agency, number=number, issued_on__range=year)
    if issuer:
        same = same.filter(issuer__in=["", issuer])
    return same.select_for_update(no_key=True).order_by("-issued_on", "-id").first()
