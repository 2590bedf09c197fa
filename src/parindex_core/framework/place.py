"""One value of a framework file and its place in it; reading it reports every mistake.

Each reader returns None after it has reported a problem, so that loading can go on and find the
rest. Nothing is read as a binary float: points and thresholds are whole numbers, or quoted.
"""

import difflib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from parindex_core.framework.document import Scalar, Section, Sequence, Tree
from parindex_core.framework.model import Label
from parindex_core.framework.problems import Problem

MAX_TEXT = 2_000
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_KEY = re.compile(r"[a-z][a-z0-9_]*|[A-Z][A-Z0-9_]*")
_EDITION_KEY = re.compile(r"[a-z0-9][a-z0-9-]*")
_CODE = re.compile(r"[0-9]+(\.[0-9]+)*|[A-Z][A-Z0-9_.]*")
_DECIMAL = re.compile(r"(0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?")
# What no keyboard types, and a database may refuse.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_PERCENT = re.compile(r"((?:0|[1-9][0-9]{0,3})(?:\.[0-9]{1,4})?) ?%")


@dataclass(frozen=True, slots=True)
class Place:
    """A value, the path of keys to it, the line of its key, and where problems go."""

    tree: Tree
    path: str
    line: int
    file: str
    problems: list[Problem]

    def report(self, message: str, mend: str, line: int | None = None) -> None:
        self.problems.append(Problem(self.file, line or self.line, self.path, message, mend))

    def _inside(self, tree: Tree, key: str, line: int) -> "Place":
        path = f"{self.path}.{key}" if self.path and not key.startswith("[") else self.path + key
        return Place(tree, path, line, self.file, self.problems)

    # Sections and lists

    def entries(self) -> dict[str, "Place"]:
        """Every key with its value; a problem and nothing where there are none."""
        if not isinstance(self.tree, Section):
            self.report("keys with values are expected here", "Write key: value lines under it")
            return {}
        if not self.tree.entries:
            self.report("nothing stands here", "Write key: value lines under it or remove the key")
        lines = self.tree.key_lines
        return {k: self._inside(v, k, lines[k]) for k, v in self.tree.entries.items()}

    def keys(self, required: Collection[str], optional: Collection[str] = ()) -> dict[str, "Place"]:
        """The known keys; the unknown and the missing are reported."""
        if not isinstance(self.tree, Section):
            self.entries()
            return {}
        known = (*required, *optional)
        found = {}
        for key, place in self.entries().items():
            if key in known:
                found[key] = place
            else:
                near = difflib.get_close_matches(key, known, 1)
                mend = f"Did you mean {near[0]}?" if near else f"Known here: {', '.join(known)}"
                place.report(f"the key {key} is unknown", mend.rstrip("."))
        for key in required:
            if key not in found:
                self.report(f"the key {key} is missing", f"Add {key}: here")
        return found

    def items(self) -> tuple["Place", ...]:
        """The entries of a list; a problem and nothing where this is no list or it is empty."""
        if not isinstance(self.tree, Sequence):
            self.report("a list is expected here", "Write each entry on a line after -")
            return ()
        if not self.tree.items:
            self.report("the list is empty", "Add an entry or remove the key")
        return tuple(
            self._inside(item, f"[{index}]", item.line)
            for index, item in enumerate(self.tree.items, 1)
        )

    # Texts

    def text(self) -> str | None:
        """A non-empty string."""
        scalar = self.tree
        if not isinstance(scalar, Scalar):
            self.report("a text is expected here", "Write one text, in quotes if it has : or #")
        elif scalar.kind != "string":
            self.report(
                f"{scalar.text or 'nothing'} is no text ({scalar.kind})",
                f'Put it in quotes: "{scalar.text}"',
            )
        elif not scalar.text.strip():
            self.report("the text is empty", "Write the text or remove the key")
        elif _CONTROL.search(scalar.text):
            self.report("the text holds a character that cannot be seen", "Remove it")
        elif len(scalar.text) > MAX_TEXT:
            self.report(f"the text is longer than {MAX_TEXT} characters", "Shorten it")
        else:
            return scalar.text.strip()
        return None

    def label(self) -> Label | None:
        """A text in Vietnamese and English."""
        if not isinstance(self.tree, Section):
            self.report("a text in both languages is expected", "Write vi: … and en: … under it")
            return None
        for language in ("vi", "en"):
            if language not in self.tree.entries:
                name = {"vi": "Vietnamese", "en": "English"}[language]
                self.report(f"the {name} text is missing", f"Add {language}: under it")
        texts = {key: place.text() for key, place in self.known(("vi", "en")).items()}
        vi, en = texts.get("vi"), texts.get("en")
        return Label(vi, en) if vi and en else None

    def known(self, names: Collection[str]) -> dict[str, "Place"]:
        """The keys of `names` that are present; others are reported."""
        return self.keys((), names)

    def _matching(self, pattern: re.Pattern[str], mend: str) -> str | None:
        text = self.text()
        if text is not None and not pattern.fullmatch(text):
            self.report(f"{text} cannot be a name here", mend)
            return None
        return text

    def name(self) -> str | None:
        """A variable's or option's name in snake_case."""
        return self._matching(_NAME, "Use small letters, digits and _, such as on_time")

    def key(self) -> str | None:
        return self._matching(_KEY, "Use small letters, digits and _, or a code in capitals")

    def edition_key(self) -> str | None:
        return self._matching(_EDITION_KEY, "Use small letters, digits and -")

    def code(self) -> str | None:
        return self._matching(_CODE, 'Use a number such as "1.1.3" or a code in capitals')

    def one_of(self, choices: Iterable[str], what: str) -> str | None:
        text = self.text()
        known = tuple(choices)
        if text is not None and text not in known:
            near = difflib.get_close_matches(text, known, 1)
            mend = f"Did you mean {near[0]}?" if near else f"Use one of {', '.join(known)}"
            self.report(f"the {what} {text} is unknown", mend)
            return None
        return text

    # Numbers

    def flag(self) -> bool | None:
        if isinstance(self.tree, Scalar) and self.tree.kind == "boolean":
            return self.tree.text == "true"
        self.report("true or false is expected here", "Write true or false")
        return None

    def decimal(self, decimals: int = 2) -> Decimal | None:
        """A number that is not negative: a whole number, or quoted with a point."""
        scalar = self.tree
        if not isinstance(scalar, Scalar):
            self.report("a number is expected here", 'Write a number such as 2 or "2.5"')
            return None
        if scalar.kind == "float":
            mend = f'Put it in quotes: "{scalar.text}"'
            self.report(f"the bare number {scalar.text} would lose its exact value", mend)
            return None
        if scalar.kind not in ("string", "integer") or not _DECIMAL.fullmatch(scalar.text):
            mend = 'Write a whole number, or a quoted one with a point such as "2.5"'
            self.report(f"{scalar.text or 'nothing'} is no number that can stand here", mend)
            return None
        number = Decimal(scalar.text)
        if len(scalar.text.partition(".")[2].rstrip("0")) > decimals:
            self.report(f"{scalar.text} has too many decimals", f"Use at most {decimals} decimals")
            return None
        return number

    def decimal_or_none(self) -> Decimal | None:
        """The number without a word about what is wrong, which is said elsewhere."""
        return Place(self.tree, self.path, self.line, self.file, []).decimal()

    def percent(self, at_most: int = 100) -> Fraction | None:
        """A percentage such as 80%, as a fraction of 1."""
        scalar = self.tree
        text = scalar.text if isinstance(scalar, Scalar) else ""
        match = _PERCENT.fullmatch(text)
        if match is None:
            self.report(f"{text or 'nothing'} is no percentage", "Write it with its sign: 80%")
            return None
        value = Fraction(match[1]) / 100
        if value * 100 > at_most:
            self.report(f"{text} is more than {at_most}%", f"Use at most {at_most}%")
            return None
        return value
