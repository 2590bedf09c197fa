"""The closed table of what files can be attached to; apps fill it in their ``AppConfig.ready``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.attachments.models import Attachment


class OwnerTypeTwice(ValueError):
    """Two apps named what they attach files to the same."""


class OwnerTypeUnknown(KeyError):
    """No app has registered owners of that name."""


@dataclass(frozen=True)
class Owner:
    """What a file stands behind; ``id`` is the identity that the owner's app gives it."""

    agency_id: int
    type: str
    id: str


# More than the number of any row; Python refuses to read some thousand digits at all.
_MOST_DIGITS = 18


def row_number(text: str) -> int | None:
    """The number of a row that an owner's id may be; an address can hold anything there."""
    is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else None


# Whether the person may, with an owner that the id may well only pretend to be.
Question = Callable[["Access", Owner], bool]


def _always(*_asked: object) -> bool:
    """What an app says that makes no difference between an owner's attachments."""
    return True


@dataclass(frozen=True)
class OwnerType:
    """``url``: the page on which the owner's attachments stand; ``label``: what it is called there,
    "" for one that other places do not name.

    ``hold``: keeps what ``may_add`` looks at as it is until the transaction ends. ``shows``: may
    who views the owner see this attachment; ``lets_go``: may who adds withdraw it.
    """

    name: str
    may_view: Question
    may_add: Question
    url: Callable[[Owner], str]
    hold: Callable[[Owner], None]
    shows: Callable[[Access, Attachment], bool]
    lets_go: Callable[[Attachment], bool]
    label: Callable[[Owner], str]


OWNER_TYPES: dict[str, OwnerType] = {}


def _let_go(_owner: Owner) -> None:
    """What may be added to whenever somebody may at all."""


def _unnamed(_owner: Owner) -> str:
    """What is not named where the same file stands behind something else."""
    return ""


def register_owner_type(
    name: str,
    may_view: Question,
    may_add: Question,
    url: Callable[[Owner], str],
    hold: Callable[[Owner], None] = _let_go,
    shows: Callable[[Access, Attachment], bool] = _always,
    lets_go: Callable[[Attachment], bool] = _always,
    label: Callable[[Owner], str] = _unnamed,
) -> None:
    """Let files be attached to something; the app that owns it says who may see and add them.

    Both questions are asked for every file, ``may_add`` once more when it is written: an upload
    takes minutes, and a deadline or a submission may come meanwhile. They have to look at the
    agency: the access's is that of the person, the owner's that of the file.

    :raises OwnerTypeTwice: when the name is taken.
    """
    if name in OWNER_TYPES:
        raise OwnerTypeTwice(name)
    OWNER_TYPES[name] = OwnerType(name, may_view, may_add, url, hold, shows, lets_go, label)


def owner_type(name: str) -> OwnerType:
    """The owners of that name.

    :raises OwnerTypeUnknown: when no app registered them.
    """
    if name not in OWNER_TYPES:
        raise OwnerTypeUnknown(name)
    return OWNER_TYPES[name]
