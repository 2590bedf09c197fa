"""What joins a directive's tasks to the index: components served, and the owner they suggest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parindex.assignments.drafts import TaskDraft
    from parindex.assignments.models import Directive
    from parindex.organisations.models import Unit
    from parindex_core.framework import Component, Framework


def components_served(framework: Framework, directive: Directive, item_number: str) -> list[str]:
    """Keys of the components that the edition says an item of this directive asks for."""
    if framework.directive != directive.number:
        return []
    item = item_number.partition(".")[0]
    return [leaf.key for leaf in framework.components if leaf.conclusion == item]


def suggested_owner(
    framework: Framework,
    owners: Mapping[str, Unit],
    directive: Directive,
    draft: TaskDraft,
) -> Unit | None:
    """The unit that answers for most of the components that the draft's item asks for, if any."""
    served = components_served(framework, directive, draft.item_number)
    answering = [owners[key] for key in served if key in owners]
    return max(answering, key=answering.count) if answering else None


def components_named(framework: Framework | None, keys: Iterable[str]) -> list[Component]:
    """The components of these keys, in the edition's order; keys of other editions are left out."""
    wanted = set(keys)
    return [leaf for leaf in framework.components if leaf.key in wanted] if framework else []
