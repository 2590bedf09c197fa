"""What a register is to everything that all registers share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import models

from parindex.attachments.owners import Owner
from parindex.registers.constants import CODE, UNIT, YEAR
from parindex_core.vietnamese.folding import fold

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from parindex.editions.measures import Measure
    from parindex.registers.models import Entry
    from parindex_tables.columns import Column, Value


@dataclass(frozen=True)
class Register:
    """One register, described by its app.

    ``key``: in addresses, such as “initiatives”. ``columns``: those of its table, first ``code``,
    ``unit`` and ``year``, then one for each fact, by the model field's name. ``settle``: the rules:
    refuses what contradicts itself (``EntryRefused``) and sets ``state``. ``approvals``: facts that
    only who approves may write. ``identity``: the facts that make two entries of a unit's year the
    same one. ``background``: days of what the entry speaks of, such as when a document took effect,
    and not of the unit's work: no closed period holds them. ``found_by``: facts whose words a
    search finds, beside the title. ``reads`` and ``shows``: for a fact that a cell holds in another
    form, how it is read and shown.
    """

    key: str
    label: Promise
    entry_label: Promise
    model: type[Entry]
    columns: tuple[Column, ...]
    measures: tuple[Measure, ...]
    settle: Callable[[Any, date], None]
    approvals: frozenset[str] = frozenset()
    identity: tuple[str, ...] = ("title",)
    background: frozenset[str] = frozenset()
    found_by: tuple[str, ...] = ()
    reads: Mapping[str, Callable[[Value], Any]] = field(default_factory=dict)
    shows: Mapping[str, Callable[[Any], Value]] = field(default_factory=dict)

    @cached_property
    def target(self) -> str:
        """What the audit and attachments call an entry of it."""
        return str(self.model._meta.model_name)

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The names of the fields that people write."""
        own = (CODE, UNIT, YEAR)
        return tuple(column.key for column in self.columns if column.key not in own)

    @cached_property
    def days(self) -> tuple[str, ...]:
        """Those of the facts that are days."""
        fields = self.model._meta
        return tuple(
            name for name in self.facts if isinstance(fields.get_field(name), models.DateField)
        )

    @cached_property
    def days_of_work(self) -> tuple[str, ...]:
        """The days that periods are closed by."""
        return tuple(name for name in self.days if name not in self.background)

    @cached_property
    def blank(self) -> Mapping[str, Any]:
        """What each fact is before anybody writes it."""
        fields = self.model._meta
        return {name: fields.get_field(name).get_default() for name in self.facts}

    def column(self, key: str) -> Column:
        """The column of a fact; KeyError for one that the register does not have."""
        found = next((column for column in self.columns if column.key == key), None)
        if found is None:
            raise KeyError(key)
        return found

    def owner(self, entry: Entry) -> Owner:
        """What an entry's evidence is attached to."""
        return Owner(entry.agency_id, self.target, str(entry.pk))

    def identity_of(self, entry: Entry) -> tuple[Any, ...]:
        """What makes an entry itself: unit, year, and its facts, words folded."""
        said = (getattr(entry, name) for name in self.identity)
        words = (fold(one) if isinstance(one, str) else one for one in said)
        return (entry.unit_id, entry.year, *words)
