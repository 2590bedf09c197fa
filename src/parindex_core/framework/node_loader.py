"""Reading areas, criteria and components, and checking that they fit together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from parindex_core.framework.model import Component, Label, Node
from parindex_core.framework.place import Place
from parindex_core.framework.rule_loader import read_rule
from parindex_core.framework.rule_setting import Setting
from parindex_core.framework.variable_loader import read_variables
from parindex_core.framework.vocabulary import FUNCTIONS, LEVELS, METHODS

_NAMED = ("key", "code", "label", "max")
_SCORED = ("method", "rule", "variables", "evidence", "owner_function")
_SCORED_OPTIONAL = ("conclusion", "legal_basis", "continues")


@dataclass(frozen=True, slots=True)
class ReadNode:
    """What could be read of a node: its maximum counts in sums even where the rest is wrong."""

    node: Node | None
    maximum: Decimal | None


class NodeLoader:
    """Reads nodes and remembers every key and code, each of which may stand once."""

    def __init__(self) -> None:
        self._first_lines: dict[str, int] = {}

    def read(self, place: Place, depth: int, parent_code: str | None) -> ReadNode:
        """The node at `depth` (1 is an area); its problems have been reported."""
        entries = place.entries()
        if "children" not in entries:
            maximum = (entries["max"].decimal_or_none() or None) if "max" in entries else None
            return ReadNode(self._component(place, depth, parent_code), maximum)
        keys = place.keys((*_NAMED, "children"), ("legal_basis",))
        key, code, label, maximum = self._named(keys)
        self._check_code(keys, code, parent_code)
        if depth == len(LEVELS):
            keys["children"].report(
                "a component cannot have children", "Use area, criterion and component only"
            )
            return ReadNode(None, maximum)
        read = [self.read(child, depth + 1, code) for child in keys["children"].items()]
        if maximum is not None and read:
            check_sum(keys["max"], maximum, read, "its children's maxima", "max")
        children = tuple(child.node for child in read if child.node is not None)
        if not (key and code and label) or maximum is None or len(children) < len(read):
            return ReadNode(None, maximum)
        level = LEVELS[depth - 1]
        node = Node(key=key, code=code, label=label, max=maximum, level=level, children=children)
        return ReadNode(node, maximum)

    def read_adjustment(self, place: Place) -> Component | None:
        """The component of a bonus or penalty, whose `max` is the cap."""
        return self._component(place, 1, None, extra=("ground",))

    def _component(
        self,
        place: Place,
        depth: int,
        parent_code: str | None,
        extra: Sequence[str] = (),
    ) -> Component | None:
        keys = place.keys((*_NAMED, *_SCORED), (*_SCORED_OPTIONAL, *extra))
        key, code, label, maximum = self._named(keys)
        self._check_code(keys, code, parent_code)
        variables, declared = (
            read_variables(keys["variables"]) if "variables" in keys else ({}, frozenset())
        )
        setting = Setting(variables, declared, maximum)
        rule = read_rule(keys["rule"], setting) if "rule" in keys else None
        texts = {name: keys[name].text() for name in _SCORED_OPTIONAL if name in keys}
        method = keys["method"].one_of(METHODS, "method") if "method" in keys else None
        owner = (
            keys["owner_function"].one_of(FUNCTIONS, "function")
            if "owner_function" in keys
            else None
        )
        evidence = _read_evidence(keys["evidence"]) if "evidence" in keys else ()
        if not (key and code and label and method and owner and rule) or maximum is None:
            return None
        return Component(
            key=key,
            code=code,
            label=label,
            max=maximum,
            level=LEVELS[depth - 1],
            method=method,
            rule=rule,
            variables=tuple(variables.values()),
            evidence=evidence,
            owner_function=owner,
            conclusion=texts.get("conclusion"),
            legal_basis=texts.get("legal_basis"),
            continues=texts.get("continues"),
        )

    def _named(
        self, keys: Mapping[str, Place]
    ) -> tuple[str | None, str | None, Label | None, Decimal | None]:
        key = keys["key"].key() if "key" in keys else None
        code = keys["code"].code() if "code" in keys else None
        label = keys["label"].label() if "label" in keys else None
        maximum = keys["max"].decimal() if "max" in keys else None
        if maximum == 0:
            keys["max"].report("the maximum is 0 points", "Write the points that it can earn")
            maximum = None
        self._once(keys, "key", key)
        if code != key:  # the portal's codes are keys as well
            self._once(keys, "code", code)
        return key, code, label, maximum

    def _once(self, keys: Mapping[str, Place], what: str, value: str | None) -> None:
        if value is None:
            return
        place = keys[what]
        if value in self._first_lines:
            place.report(
                f"the {what} {value} stands twice, first at line {self._first_lines[value]}",
                f"Give one of them another {what}",
            )
        else:
            self._first_lines[value] = place.line

    def _check_code(
        self, keys: Mapping[str, Place], code: str | None, parent_code: str | None
    ) -> None:
        if code is None or parent_code is None or not parent_code[0].isdigit():
            return
        if code.rpartition(".")[0] != parent_code:
            keys["code"].report(
                f"the code {code} stands under {parent_code}",
                f"Move it or number it {parent_code}.1, {parent_code}.2, …",
            )


def check_sum(
    place: Place, declared: Decimal, read: Sequence[ReadNode], parts: str, whole: str
) -> None:
    """Report maxima that do not add up, where all of them could be read."""
    maxima = [part.maximum for part in read if part.maximum is not None]
    found = sum(maxima, Decimal(0))
    if len(maxima) == len(read) and found != declared:
        place.report(
            f"{parts} make {found} points, {whole} says {declared}",
            f"Correct {whole} or the maxima that it sums",
        )


def _read_evidence(place: Place) -> tuple[Label, ...]:
    return tuple(label for item in place.items() if (label := item.label()) is not None)
