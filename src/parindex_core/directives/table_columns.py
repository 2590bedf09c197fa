"""What the columns of a plan's table hold, by the words of their heads."""

import re
from collections.abc import Sequence
from typing import Literal

from rapidfuzz import fuzz

from parindex_core.vietnamese.folding import fold

Column = Literal["number", "content", "lead", "partner", "time", "product", "other"]

_HEADS: tuple[tuple[Column, tuple[str, ...]], ...] = (
    ("partner", ("phoi hop",)),
    ("time", ("thoi gian", "thoi han", "tien do", "hoan thanh", "thoi diem", "han hoan")),
    ("product", ("san pham", "ket qua", "dau ra")),
    ("lead", ("chu tri", "thuc hien", "don vi", "co quan", "trach nhiem", "phong", "dau moi",
              "phu trach", "phan cong", "bo phan")),
    ("content", ("noi dung", "nhiem vu", "cong viec", "hoat dong", "muc tieu", "chi tieu",
                 "ten", "giai phap", "tieu chi", "de muc")),
)  # fmt: skip
_LIKENESSES = (84, 78)
# “Cơ quan được kiểm tra”, “Đối tượng”: whom the work is about, not who does it.
_DONE_TO = re.compile(
    r"duoc (?:kiem tra|thanh tra|giam sat|khao sat)|doi tuong(?! (?:chu tri |phoi hop )?thuc hien)"
)


def with_content(columns: list[Column], heads: Sequence[str]) -> list[Column]:
    """Where no column says what to do, the one that says to whom: a programme of inspections."""
    others = [index for index, column in enumerate(columns) if column == "other"]
    if "content" not in columns and len(others) == 1 and _is_done_to(heads[others[0]]):
        columns[others[0]] = "content"
    return columns


def _is_done_to(head: str) -> bool:
    folded = " ".join(fold(head).split())
    says_what = any(word in folded for word in dict(_HEADS)["content"])
    return not says_what and _DONE_TO.search(folded) is not None


def figure_heads(columns: list[Column], heads: Sequence[str]) -> list[str]:
    """Makes the content of a table that gives each unit its figures; the heads of their columns."""
    if "content" in columns or "lead" not in columns:
        return []
    places = [index for index, column in enumerate(columns) if column == "other"]
    for index in places:
        columns[index] = "content"
    return [" ".join(heads[index].split()) for index in places]


def with_lead(columns: list[Column]) -> list[Column]:
    """A column whose head cannot be read, just before the partners', says who leads."""
    if "lead" not in columns and "content" in columns and "partner" in columns:
        before = columns.index("partner") - 1
        if columns[before] == "other":
            columns[before] = "lead"
    return columns


def column_of(index: int, head: str) -> Column:
    folded = " ".join(fold(head).split())
    if index == 0:
        return "number"
    if _is_done_to(head):
        return "other"
    for column, words in _HEADS:
        if any(word in folded for word in words):
            return column
    for likeness in _LIKENESSES:
        for column, words in _HEADS:
            if any(fuzz.partial_ratio(w, folded) >= likeness for w in words if len(w) > 4):
                return column
    return "other"


def names_columns(heads: Sequence[str]) -> bool:
    """Whether the words are plainly heads: two of them or more, short, say what a column holds."""
    folded = [" ".join(fold(head).split()) for head in heads if 0 < len(head) < 60]
    named = {
        column for head in folded for column, words in _HEADS if any(word in head for word in words)
    }
    return len(named) >= 2


def is_plan(columns: list[Column]) -> bool:
    return len(columns) >= 3 and bool({"lead", "time", "partner", "product"} & set(columns))
