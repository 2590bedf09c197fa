"""The closed table of what files can be attached to; apps fill it in their ``AppConfig.ready``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parindex.accounts.queries import Access


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


# Whether the person may, with an owner that the id may well only pretend to be.
Question = Callable[["Access", Owner], bool]


@dataclass(frozen=True)
class OwnerType:
    """``url``: the page on which the owner's attachments stand."""

    name: str
    may_view: Question
    may_add: Question
    url: Callable[[Owner], str]


OWNER_TYPES: dict[str, OwnerType] = {}


def register_owner_type(
    name: str, may_view: Question, may_add: Question, url: Callable[[Owner], str]
) -> None:
    """Let files be attached to something; the app that owns it says who may see and add them.

    Both questions are asked for every file. They have to look at the agency: the access's is that
    of the person, the owner's that of the file.

    :raises OwnerTypeTwice: when the name is taken.
    """
    if name in OWNER_TYPES:
        raise OwnerTypeTwice(name)
    OWNER_TYPES[name] = OwnerType(name, may_view, may_add, url)


def owner_type(name: str) -> OwnerType:
    """The owners of that name.

    :raises OwnerTypeUnknown: when no app registered them.
    """
    if name not in OWNER_TYPES:
        raise OwnerTypeUnknown(name)
    return OWNER_TYPES[name]
