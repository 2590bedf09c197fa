"""What a list's columns are: said once, for the workbook that is written and the one read back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

from parindex_core.framework import Label
from parindex_core.vietnamese.folding import fold

# What a cell holds once it is read; None is an empty one.
Value = str | int | Decimal | date | bool | None


class Kind(Enum):
    """What the cells of a column hold."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    # A number, words or yes/no: what is asked for differs from row to row.
    FREE = "free"


@dataclass(frozen=True)
class Column:
    """One column. ``key`` names its values in rows; ``header`` is what people read above it.

    ``required``: no row may leave it empty. ``unique``: no two rows may say the same.
    ``choices``: of a ``CHOICE``, the stored value with its words. ``note`` explains the column on
    the notes sheet. ``also_called``: headers that other systems give it. ``longest`` bounds a text
    in characters, ``least`` and ``most`` a number, both included. ``width`` is in characters.
    """

    key: str
    header: Label
    kind: Kind = Kind.TEXT
    required: bool = False
    unique: bool = False
    choices: Mapping[str, Label] = field(default_factory=dict, hash=False)
    note: Label | None = None
    also_called: tuple[str, ...] = ()
    longest: int = 4000
    least: Decimal | int | None = None
    most: Decimal | int | None = None
    width: int = 0

    @property
    def spellings(self) -> frozenset[str]:
        """Every header that means this column, compact."""
        names = (self.key, self.header.vi, self.header.en, *self.also_called)
        return frozenset(compact(name) for name in names)


def compact(text: str) -> str:
    """Letters and digits only, folded: “Mã thủ tục (*)” and “ma_thu_tuc” are the same."""
    return "".join(character for character in fold(text) if character.isalnum())
