"""The numbers that Word counts by itself and that stand nowhere in a document's text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST_COUNTED = 10_000


@dataclass(frozen=True)
class _Level:
    start: int
    form: str
    text: str


@dataclass
class Numbering:
    """Counts the numbered paragraphs of a document in their order."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _abstract_of: dict[str, str] = field(default_factory=dict)
    _starts: dict[tuple[str, int], int] = field(default_factory=dict)
    _of_style: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, numbering: Element | None, styles: Element | None) -> Numbering:
        """From the parts of the document that say how it counts."""
        made = cls()
        for abstract in () if numbering is None else numbering.iter(f"{W}abstractNum"):
            levels = {
                int(_value(one, "ilvl", "0")): _level(one) for one in abstract.iter(f"{W}lvl")
            }
            made._levels[_value(abstract, "abstractNumId")] = levels
        for number in () if numbering is None else numbering.iter(f"{W}num"):
            key = _value(number, "numId")
            made._abstract_of[key] = _child(number, "abstractNumId")
            for override in number.iter(f"{W}lvlOverride"):
                start = _child(override, "startOverride")
                if start.isdigit():
                    made._starts[key, int(_value(override, "ilvl", "0"))] = int(start)
        for style in () if styles is None else styles.iter(f"{W}style"):
            place = _place(style)
            if place is not None:
                made._of_style[_value(style, "styleId")] = place
        return made

    def before(self, paragraph: Element) -> str:
        """What Word writes before the paragraph, “1.” or “a)”; "" where it counts nothing."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        place = _place(paragraph)
        if place is None and style is not None:
            place = self._of_style.get(_value(style, "val"))
        if place is None or place[0] == "0":
            return ""
        key, depth = place
        abstract = self._abstract_of.get(key, "")
        levels = self._levels.get(abstract, {})
        if depth not in levels:
            return ""
        counts = self._counted(key, abstract, levels, depth)
        level = levels[depth]
        if level.form == "bullet":
            return "-"
        return _PLACE.sub(
            lambda match: _written(
                counts.get(int(match[1]) - 1, 1), _form(levels, int(match[1]) - 1)
            ),
            level.text,
        ).strip()

    def _counted(
        self, key: str, abstract: str, levels: Mapping[int, _Level], depth: int
    ) -> Mapping[int, int]:
        counts = self._counts.setdefault(abstract, {})
        if key not in self._begun:
            self._begun.add(key)
            for (number, at), start in self._starts.items():
                if number == key:
                    counts[at] = start - 1
        for above in range(depth):
            counts.setdefault(above, levels[above].start if above in levels else 1)
        counts[depth] = min(counts.get(depth, levels[depth].start - 1) + 1, _MOST_COUNTED)
        for below in [at for at in counts if at > depth]:
            del counts[below]
        return counts


def _form(levels: Mapping[int, _Level], depth: int) -> str:
    return levels[depth].form if depth in levels else "decimal"


def _level(one: Element) -> _Level:
    start = _child(one, "start")
    return _Level(
        int(start) if start.isdigit() else 1,
        _child(one, "numFmt") or "decimal",
        _child(one, "lvlText"),
    )


def _place(holder: Element) -> tuple[str, int] | None:
    """The list and the depth in it that a paragraph or style names."""
    named = holder.find(f"{W}pPr/{W}numPr")
    if named is None:
        return None
    depth = _child(named, "ilvl")
    key = _child(named, "numId")
    return (key, int(depth) if depth.isdigit() else 0) if key else None


def _value(one: Element, name: str, otherwise: str = "") -> str:
    return one.get(f"{W}{name}") or otherwise


def _child(one: Element, name: str) -> str:
    found = one.find(f"{W}{name}")
    return "" if found is None else _value(found, "val")


def _written(count: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman"):
        text = ""
        for value, letters in _ROMAN:
            text += letters * (count // value)
            count %= value
        return text.upper() if form == "upperRoman" else text
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form == "none":
        return ""
    return f"{count:02d}" if form == "decimalZero" else str(count)
