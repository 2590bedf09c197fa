"""The table of registers; each puts itself in when the product starts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.urls import reverse

from parindex.attachments.owners import register_owner_type
from parindex.editions.measures import agencies_with, register_measures
from parindex.registers.evidence import label_of, may_add, may_view

if TYPE_CHECKING:
    from parindex.registers.register import Register


class RegisterTwice(ValueError):
    """Two registers of one key, or whose entries have one name."""


_registers: dict[str, Register] = {}


def register_register(register: Register) -> None:
    """Put a register into the table, with its measures and its evidence.

    :raises RegisterTwice: when its key or its entries' name is taken.
    """
    if any(register.key == one.key or register.target == one.target for one in registers()):
        raise RegisterTwice(register.key)
    _registers[register.key] = register
    register_measures(*register.measures, agencies=partial(agencies_with, register.model))
    register_owner_type(
        register.target,
        partial(may_view, register),
        partial(may_add, register),
        lambda owner: reverse("register-entry", args=[register.key, owner.id]),
        label=partial(label_of, register),
    )


def registers() -> tuple[Register, ...]:
    """Every register of this installation."""
    return tuple(_registers.values())
