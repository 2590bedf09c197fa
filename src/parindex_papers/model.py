"""A paper of an office, as decree 30/2020/NĐ-CP, appendix I, names its parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Cell = str | int | Decimal | date | None
Emphasis = Literal["plain", "bold", "italic"]


@dataclass(frozen=True)
class Letterhead:
    """Who issues a paper, under which number, where and when.

    ``superior`` is empty for a body without one. ``number`` and ``day`` stay empty until the paper
    is registered, and are then left open to be filled by hand. Without ``place`` a paper has no
    line of place and date (minutes have none).
    """

    issuing_body: str
    symbol: str
    superior: str = ""
    number: str = ""
    place: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Signature:
    """``authority`` is the line above the title, such as “KT. GIÁM ĐỐC”, where there is one."""

    title: str
    name: str = ""
    authority: str = ""


@dataclass(frozen=True)
class Paragraph:
    """``lead`` opens the paragraph in bold; ``look`` “basis” is the italic of legal bases."""

    text: str
    lead: str = ""
    look: Literal["body", "basis", "centred"] = "body"


@dataclass(frozen=True)
class Heading:
    """``level`` 1 is bold, 2 bold italic."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True)
class Column:
    """A column: ``share`` is its width in proportion to the others.

    ``places`` are the digits after the comma of numbers; without them a number keeps its own.
    """

    title: str
    share: int
    align: Literal["left", "center", "right"] = "left"
    places: int | None = None


@dataclass(frozen=True)
class Row:
    """One row, a cell for each column."""

    cells: tuple[Cell, ...]
    emphasis: Emphasis = "plain"


@dataclass(frozen=True)
class Table:
    """A table; ``name`` is its sheet in a workbook. Without rows it says ``empty_text``."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty_text: str = "Không có."

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(
                    f"{self.name}: {len(row.cells)} cells, {len(self.columns)} columns"
                )


Block = Paragraph | Heading | Table


@dataclass(frozen=True)
class Appendix:
    """A table too wide for the text, on landscape pages of its own numbering."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Paper:
    """A whole paper. A dispatch has no ``kind``: its subject then stands under the number.

    ``co_signature`` signs on the left (the secretary of minutes). Illustrative papers say so.
    """

    letterhead: Letterhead
    kind: str
    subject: str
    signature: Signature
    body: tuple[Block, ...] = ()
    deciding: str = ""
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    co_signature: Signature | None = None
    appendices: tuple[Appendix, ...] = ()
    is_illustrative: bool = False

    def tables(self) -> Iterator[Table]:
        """Every table, of the body and then of the appendices."""
        for blocks in (self.body, *(appendix.blocks for appendix in self.appendices)):
            yield from (block for block in blocks if isinstance(block, Table))
