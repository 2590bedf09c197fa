"""What a person says of a paper beside its content: who issues it, when, who signs."""

from dataclasses import dataclass
from datetime import datetime

from parindex_papers.model import Letterhead, Signature


@dataclass(frozen=True)
class PaperHead:
    """The head and foot of a paper; without ``recipients`` the paper's usual ones."""

    letterhead: Letterhead
    signature: Signature
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class Meeting:
    """A meeting of the council, as its minutes tell; the head's signature is the chair's."""

    secretary: Signature
    began: datetime
    ended: datetime
    venue: str
    present: tuple[str, ...]
    absent: tuple[str, ...] = ()
    opinions: tuple[str, ...] = ()
    conclusions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """Who decides on the ranking, on which bases, proposed by whom, carried out by whom."""

    authority: str
    bases: tuple[str, ...]
    proposer: str
    executors: str
