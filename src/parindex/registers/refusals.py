"""Why a write to a register is refused; pages say it beside the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from parindex.registers.models import Entry


class EntryRefused(ValueError):
    """What was entered contradicts itself: ``field`` is at fault, ``words`` say how to mend it."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field, self.words = field, words


class ChangedMeanwhile(ValueError):
    """Somebody wrote the entry since the page was opened; ``present`` is what it says now."""

    def __init__(self, present: Entry) -> None:
        super().__init__(present.code)
        self.present = present


class ReasonMissing(ValueError):
    """What belongs to a closed period is written only with a reason."""

    def __init__(self, through: date) -> None:
        super().__init__(through.isoformat())
        self.through = through


class EntryWithdrawn(ValueError):
    """What was taken out is not written any more."""
