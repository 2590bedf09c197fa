"""What an edition of the criteria is made of: areas, criteria, components, variables, rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from parindex_core.framework.rules import Rule


@dataclass(frozen=True, slots=True)
class Label:
    """A text in both languages of the product."""

    vi: str
    en: str

    def in_language(self, language: str) -> str:
        """The text in `vi` or `en`; any other language raises KeyError."""
        return {"vi": self.vi, "en": self.en}[language]


@dataclass(frozen=True, slots=True)
class Variable:
    """One fact that a rule asks for.

    `type` is integer, decimal, choice or boolean. Numbers are never negative. `register` says where
    the fact is recorded (see vocabulary.REGISTERS); `options` is filled for choices only; a
    number above `at_most` is refused.
    """

    name: str
    type: str
    label: Label
    question: Label
    register: str
    unit: Label | None = None
    options: Mapping[str, Label] = field(default_factory=dict)
    at_most: Decimal | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Node:
    """An area, a criterion or a component; `max` is in points with at most two decimals."""

    key: str
    code: str
    label: Label
    max: Decimal
    level: str
    children: tuple["Node", ...] = ()

    def components(self) -> Iterator["Component"]:
        """The scored leaves at or under this node, in the order of the file."""
        for child in self.children:
            yield from child.components()


@dataclass(frozen=True, kw_only=True, eq=False)
class Component(Node):
    """A scored leaf, on whichever level it stands."""

    method: str
    rule: Rule
    variables: tuple[Variable, ...]
    evidence: tuple[Label, ...]
    owner_function: str
    conclusion: str | None = None
    legal_basis: str | None = None
    continues: str | None = None

    def components(self) -> Iterator["Component"]:
        yield self

    def variable(self, name: str) -> Variable:
        """The variable of that name; raises KeyError."""
        for variable in self.variables:
            if variable.name == name:
                return variable
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Bonus or penalty points outside the areas; the component's `max` is the cap."""

    kind: str
    ground: Label
    component: Component


@dataclass(frozen=True, slots=True)
class Grade:
    """A class of agencies: those whose index is at least `at_least`."""

    label: Label
    at_least: Decimal


@dataclass(frozen=True, kw_only=True, eq=False)
class Framework:
    """One edition of the criteria, a full snapshot.

    `directive` is the number of the paper whose points the components' `conclusion` names.
    """

    key: str
    title: Label
    status: str
    legal_basis: Label
    total: Decimal
    areas: tuple[Node, ...]
    year: int | None = None
    notice: Label | None = None
    supersedes: str | None = None
    directive: str | None = None
    adjustments: tuple[Adjustment, ...] = ()
    grades: tuple[Grade, ...] = ()

    @cached_property
    def components(self) -> tuple[Component, ...]:
        """The scored leaves in the order of the file."""
        return tuple(leaf for area in self.areas for leaf in area.components())

    @cached_property
    def _by_reference(self) -> Mapping[str, Component]:
        found = {leaf.code: leaf for leaf in self.components}
        return found | {leaf.key: leaf for leaf in self.components}

    def component(self, reference: str) -> Component:
        """The scored leaf of that key or code; raises KeyError."""
        return self._by_reference[reference]

    def nodes(self) -> Iterator[tuple[Node, Node | None]]:
        """Every node with its parent, from the top of the file to its end."""
        pending: list[tuple[Node, Node | None]] = [(area, None) for area in reversed(self.areas)]
        while pending:
            node, parent = pending.pop()
            yield node, parent
            pending.extend((child, node) for child in reversed(node.children))
