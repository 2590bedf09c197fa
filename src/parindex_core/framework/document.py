"""YAML read strictly into a small tree that remembers lines; nothing is guessed or converted.

Built on the parser's events and not on PyYAML's constructors: no aliases, no anchors, no tags, a
bound on size, depth and nodes, and every scalar keeps the text that stands in the file.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from parindex_core.framework.problems import Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 24
MAX_NODES = 60_000

_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9][0-9_]*\.[0-9_]*)([eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE].*")
# What YAML 1.1 would turn into something else than its text: yes/no, octal, base 60, dates, …
_AMBIGUOUS = re.compile(
    r"(yes|no|on|off|y|n)|[-+]?\.(inf|nan)|[-+][0-9].*|0[xob0-9].*|[0-9][0-9_]*_[0-9_]*"
    r"|[0-9]+(:[0-9]+)+(\.[0-9]*)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ tT].*)?|=|<<",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scalar:
    """`kind` is string, integer, float, boolean, null or ambiguous."""

    text: str
    kind: str
    line: int


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple["Tree", ...]
    line: int


@dataclass(frozen=True, slots=True)
class Section:
    """Keys in the order of the file; each value with the line of its key."""

    entries: Mapping[str, "Tree"]
    key_lines: Mapping[str, int]
    line: int


Tree = Scalar | Sequence | Section


class _Unreadable(Exception):
    def __init__(self, line: int, message: str, mend: str) -> None:
        super().__init__(message)
        self.line, self.message, self.mend = line, message, mend


def decode(data: bytes, file: str, problems: list[Problem]) -> str | None:
    """The text of a file, or None with a problem: too large, or not UTF-8."""
    if len(data) > MAX_BYTES:
        message = f"the file is too large ({len(data):,} bytes, at most {MAX_BYTES:,})"
        problems.append(Problem(file, 1, "", message, "Split it or remove what is no framework"))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        mend = "Save the file as UTF-8 (in Word or Notepad: Save as, encoding UTF-8)"
        problems.append(Problem(file, line, "", "the file is not UTF-8 text", mend))
        return None


def read_document(text: str, file: str, problems: list[Problem]) -> Section | None:
    """The one mapping of a YAML text, or None; whatever is wrong is added to `problems`."""
    try:
        encoded_size = len(text.encode("utf-8"))
        if encoded_size > MAX_BYTES:
            raise _Unreadable(1, "the file is too large", "Remove what is no framework")
        tree = _Builder(text, file, problems).document()
    except UnicodeEncodeError:
        problems.append(Problem(file, 1, "", "the text is not Unicode", "Save the file as UTF-8"))
        return None
    except _Unreadable as error:
        problems.append(Problem(file, error.line, "", error.message, error.mend))
        return None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        detail = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
        mend = "Mend the indentation, colons, brackets or quotes at this line or just above it"
        problems.append(Problem(file, line, "", f"the YAML cannot be read: {detail}", mend))
        return None
    if isinstance(tree, Section):
        return tree
    mend = "Begin the file with keys, such as key:, title: and areas:"
    problems.append(Problem(file, 1, "", "the file holds no keys at its top", mend))
    return None


def classify_plain(text: str) -> str:
    """What an unquoted scalar is; see Scalar."""
    if _INTEGER.fullmatch(text):
        return "integer"
    if text in ("true", "false"):
        return "boolean"
    if text in ("", "~", "null"):
        return "null"
    if _FLOAT.fullmatch(text):
        return "float"
    if _AMBIGUOUS.fullmatch(text) or text.lower() in ("true", "false", "null"):
        return "ambiguous"
    return "string"


class _Builder:
    """Turns the parser's events into the tree."""

    def __init__(self, text: str, file: str, problems: list[Problem]) -> None:
        self.events: Iterator[Any] = iter(yaml.parse(text, Loader=_PARSER))
        self.file, self.problems, self.nodes = file, problems, 0

    def document(self) -> Tree | None:
        tree: Tree | None = None
        for event in self.events:
            if not isinstance(event, yaml.DocumentStartEvent):
                continue
            if tree is not None:
                line = self._line(event)
                raise _Unreadable(line, "a second document begins", "Remove this --- line")
            tree = self._node(next(self.events), 1)
        return tree

    @staticmethod
    def _line(event: Any) -> int:
        return event.start_mark.line + 1

    def _node(self, event: Any, depth: int) -> Tree:
        line = self._line(event)
        self.nodes += 1
        if depth > MAX_DEPTH:
            raise _Unreadable(line, f"nested deeper than {MAX_DEPTH} levels", "Flatten it")
        if self.nodes > MAX_NODES:
            raise _Unreadable(line, f"more than {MAX_NODES:,} values", "Split the file")
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            mend = "Write the value out in full wherever it is used"
            raise _Unreadable(line, "anchors (&) and aliases (*) are refused", mend)
        if event.tag is not None:
            raise _Unreadable(line, f"the tag {event.tag} is refused", "Remove the tag")
        if isinstance(event, yaml.ScalarEvent):
            text = unicodedata.normalize("NFC", event.value)
            plain = event.implicit[0]
            return Scalar(text, classify_plain(text) if plain else "string", line)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(line, depth)
        return self._mapping(line, depth)

    def _sequence(self, line: int, depth: int) -> Sequence:
        items: list[Tree] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Sequence(tuple(items), line)

    def _mapping(self, line: int, depth: int) -> Section:
        entries: dict[str, Tree] = {}
        key_lines: dict[str, int] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self.events), depth + 1)
            if not isinstance(key, Scalar) or key.kind not in ("string", "integer"):
                mend = "Put the key in quotes" if isinstance(key, Scalar) else "Use a plain name"
                text = key.text if isinstance(key, Scalar) else "a list or mapping"
                message = f"{text!r} is not a name that can be a key"
                self.problems.append(Problem(self.file, key.line, "", message, mend))
            elif key.text in entries:
                first = key_lines[key.text]
                message = f"the key {key.text} stands here again, first at line {first}"
                mend = "Keep one of the two"
                self.problems.append(Problem(self.file, key.line, key.text, message, mend))
            else:
                entries[key.text] = value
                key_lines[key.text] = key.line
        return Section(entries, key_lines, line)
