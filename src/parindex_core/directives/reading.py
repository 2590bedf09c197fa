"""What is read from a directive, and its form as JSON. Spans are [start, end) into the input."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Span = tuple[int, int]
Role = Literal["lead", "partner"]
Operator = Literal[">", ">=", "<", "<=", "="]
Recurrence = Literal["weekly", "monthly", "quarterly", "half_yearly", "yearly"]
Json = dict[str, Any]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(value: Decimal) -> int | float:
    # JSON has one kind of number; the text of the target keeps what the paper says.
    return int(value) if value == value.to_integral_value() else float(value)


@dataclass(frozen=True)
class Citation:
    """Another paper that the directive names."""

    number: str
    issued_on: date | None
    span: Span
    kind: str | None = None

    def to_json(self) -> Json:
        return {
            "number": self.number,
            "issued_on": _iso(self.issued_on),
            "kind": self.kind,
            "span": list(self.span),
        }


@dataclass(frozen=True)
class Deadline:
    """When the work is due: a day, or a recurrence (then ``date`` is None).

    ``day`` is the day of the month of a recurring deadline, where the paper names one.
    """

    date: date | None
    text: str
    span: Span
    recurrence: Recurrence | None = None
    day: int | None = None

    def to_json(self) -> Json:
        return {
            "date": _iso(self.date),
            "text": self.text,
            "span": list(self.span),
            "recurrence": self.recurrence,
            "day": self.day,
        }


@dataclass(frozen=True)
class Target:
    """An amount to be reached; ``unit`` is “%” or what is counted."""

    operator: Operator
    value: Decimal
    unit: str
    text: str
    span: Span

    def to_json(self) -> Json:
        return {
            "operator": self.operator,
            "value": _number(self.value),
            "unit": self.unit,
            "text": self.text,
            "span": list(self.span),
        }


@dataclass(frozen=True)
class Assignee:
    """Who must act; ``unit`` is the key in the units file, None where no unit there fits."""

    unit: str | None
    name: str
    matched: bool
    confidence: float
    span: Span
    role: Role = "lead"

    def to_json(self) -> Json:
        return {
            "unit": self.unit,
            "name": self.name,
            "matched": self.matched,
            "confidence": self.confidence,
            "role": self.role,
            "span": list(self.span),
        }


@dataclass(frozen=True)
class Task:
    """What one unit must do; ``unit`` None: every unit, or a body outside the units file."""

    unit: str | None
    action: str
    product: str | None
    deadline: Deadline | None
    target: Target | None
    span: Span

    def to_json(self) -> Json:
        return {
            "unit": self.unit,
            "action": self.action,
            "product": self.product,
            "deadline": self.deadline.to_json() if self.deadline else None,
            "target": self.target.to_json() if self.target else None,
            "span": list(self.span),
        }


@dataclass(frozen=True)
class Item:
    """One numbered point of the paper."""

    number: str
    text: str
    span: Span
    assignees: tuple[Assignee, ...] = ()
    all_units: bool = False
    condition: str | None = None
    deadline: Deadline | None = None
    targets: tuple[Target, ...] = ()
    tasks: tuple[Task, ...] = ()

    def to_json(self) -> Json:
        return {
            "number": self.number,
            "text": self.text,
            "span": list(self.span),
            "assignees": [assignee.to_json() for assignee in self.assignees],
            "all_units": self.all_units,
            "condition": self.condition,
            "deadline": self.deadline.to_json() if self.deadline else None,
            "targets": [target.to_json() for target in self.targets],
            "tasks": [task.to_json() for task in self.tasks],
        }


@dataclass(frozen=True)
class Doubt:
    """A question to the officer, in Vietnamese, and the place it is about."""

    what: str
    span: Span

    def to_json(self) -> Json:
        return {"what": self.what, "span": list(self.span)}


@dataclass(frozen=True)
class Header:
    """What stands above the text: None where the paper does not say it legibly."""

    kind: str | None = None
    number: str | None = None
    issued_on: date | None = None
    place: str | None = None
    issuer: str | None = None
    superior: str | None = None
    subject: str | None = None


@dataclass(frozen=True)
class Reading:
    """A directive as read."""

    header: Header
    citations: tuple[Citation, ...] = ()
    items: tuple[Item, ...] = ()
    recipients: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = field(default=())

    def to_json(self) -> Json:
        header = self.header
        return {
            "kind": header.kind,
            "number": header.number,
            "issued_on": _iso(header.issued_on),
            "place": header.place,
            "issuer": header.issuer,
            "superior": header.superior,
            "subject": header.subject,
            "citations": [citation.to_json() for citation in self.citations],
            "items": [item.to_json() for item in self.items],
            "recipients": list(self.recipients),
            "doubts": [doubt.to_json() for doubt in self.doubts],
        }
