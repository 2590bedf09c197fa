"""A paper's reading from a place of its text on, as the reading of that part alone.

Read again by itself, the part would have its items counted from one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]


def reading_from(reading: Json, start: int) -> Json:
    """The items, citations and doubts at and after ``start``, an offset into the paper's text."""
    items = [_item_from(item, start) for item in reading["items"]]
    return {
        **reading,
        "continues": True,
        "items": [_shifted(item, start) for item in items if item is not None],
        "citations": [_shifted(one, start) for one in _after(reading["citations"], start)],
        "doubts": [_shifted(one, start) for one in _after(reading["doubts"], start)],
    }


def _item_from(item: Json, start: int) -> Json | None:
    if item["span"][0] >= start:
        return _rehung(item, start)
    tasks = _after(item["tasks"], start)
    if not tasks:
        return None
    deadline = item["deadline"]
    return {
        **item,
        "span": [tasks[0]["span"][0], item["span"][1]],
        "text": " ".join(task["action"] for task in tasks),
        "assignees": _after(item["assignees"], start),
        "targets": _after(item["targets"], start),
        "deadline": deadline if deadline and deadline["span"][0] >= start else None,
        "tasks": [_within(task, start) for task in tasks],
    }


def _rehung(item: Json, start: int) -> Json:
    """An item that says what a row before the place says: the words stay, not the place."""
    return {
        **item,
        "deadline": _placed(item["deadline"], item["span"], start),
        "assignees": [_placed(one, item["span"], start) for one in item["assignees"]],
        "targets": [_placed(one, item["span"], start) for one in item["targets"]],
        "tasks": [_within(task, start) for task in item["tasks"]],
    }


def _within(task: Json, start: int) -> Json:
    """A task whose deadline or target stands in the part before: the words stay, not the place."""
    placed = {name: _placed(task[name], task["span"], start) for name in ("deadline", "target")}
    return {**task, **placed}


def _placed(found: Json | None, span: Sequence[int], start: int) -> Json | None:
    return {**found, "span": span} if found and found["span"][0] < start else found


def _after(found: Sequence[Json], start: int) -> list[Json]:
    return [one for one in found if one["span"][0] >= start]


def _shifted(found: Any, start: int) -> Any:
    if isinstance(found, Mapping):
        return {
            name: [place - start for place in value] if name == "span" else _shifted(value, start)
            for name, value in found.items()
        }
    if isinstance(found, list):
        return [_shifted(one, start) for one in found]
    return found
