"""A framework made ready for scoring: its leaves, and by which names values may speak of them."""

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from operator import getitem, itemgetter
from typing import Any

from parindex_core.framework.model import Framework, Label
from parindex_core.scoring.columns import hundredths
from parindex_core.scoring.problems import ValueProblem
from parindex_core.scoring.soundness import Column, Leaf, make_ready

AgencyValues = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Plan:
    """The leaves of the areas stand first, bonus and penalty items after them.

    `rows` takes one agency's values of all leaves, a leaf's as often as it has variables, so that
    they stand beside `names`; it raises KeyError. `inner` gives the codes of the leaves under the
    code or key of an unscored node.
    """

    leaves: tuple[Leaf, ...]
    names: tuple[str, ...]
    rows: Callable[[AgencyValues], tuple[Any, ...]]
    by_reference: Mapping[str, str]
    inner: Mapping[str, tuple[str, ...]]
    total_in_hundredths: int
    scored: int
    adds: tuple[bool, ...]

    def columns(self, given: Sequence[AgencyValues]) -> Iterator[Sequence[Column]] | None:
        """Each leaf's columns, a variable each, where every agency gives exactly all that is asked.

        Agency by agency, in the order in which values lie in memory.
        """
        size = sum(len(leaf.names) ** 2 for leaf in self.leaves)
        table = []
        try:
            for values in given:
                rows = self.rows(values)
                # Rows have all the names or getitem fails, so that one more shows in the sum.
                if len(values) != len(self.leaves) or sum(map(len, rows)) != size:
                    return None
                table.append(tuple(map(getitem, rows, self.names)))
        except (KeyError, TypeError):  # something is missing, or is no mapping
            return None
        columns = zip(*table, strict=True)
        return (list(islice(columns, len(leaf.names))) for leaf in self.leaves)

    def totals(self, row: tuple[int | None, ...], given: AgencyValues) -> tuple[int, int]:
        """An agency's points and what is assessable, in hundredths."""
        points, assessable = 0, self.total_in_hundredths
        for position, (leaf, value) in enumerate(zip(self.leaves, row, strict=True)):
            in_area = position < self.scored
            if value is not None:
                points += value if in_area or self.adds[position - self.scored] else -value
            elif in_area and leaf.component.key in given:
                assessable -= hundredths(leaf.component.max)  # not applicable: it leaves both
        return max(0, points), assessable


@lru_cache(maxsize=64)
def plan_of(framework: Framework) -> Plan:
    """The framework's plan, made once."""
    adjusting = tuple(adjustment.component for adjustment in framework.adjustments)
    components = (*framework.components, *adjusting)
    by_reference = {component.code: component.key for component in components}
    by_reference |= {component.key: component.key for component in components}
    inner: dict[str, tuple[str, ...]] = {}
    for node, _ in framework.nodes():
        if node.children:
            codes = tuple(leaf.code for leaf in node.components())
            inner |= {node.code: codes, node.key: codes}
    leaves = tuple(make_ready(component) for component in components)
    keys = [leaf.component.key for leaf in leaves for _ in leaf.names]
    return Plan(
        leaves,
        tuple(name for leaf in leaves for name in leaf.names),
        itemgetter(*keys) if len(keys) > 1 else lambda given: (given[keys[0]],),
        by_reference,
        inner,
        hundredths(framework.total),
        len(framework.components),
        tuple(adjustment.kind == "bonus" for adjustment in framework.adjustments),
    )


def by_key(plan: Plan, agency: str, given: object, problems: list[ValueProblem]) -> AgencyValues:
    """One agency's values under component keys; codes are translated, the unknown is reported."""
    if not isinstance(given, Mapping):
        message = Label("cần giá trị theo từng tiêu chí", "values by component are expected")
        mend = Label("Ghi {tiêu chí: {biến: giá trị}}", "Write {component: {variable: value}}")
        problems.append(ValueProblem(agency, "", "", message, mend))
        return {}
    result: dict[str, Any] = {}
    for reference, values in given.items():
        key = plan.by_reference.get(reference)
        if key is None:
            problems.append(ValueProblem(agency, str(reference), "", *_unknown(plan, reference)))
        elif key in result:
            message = Label(f"{key} được cho hai lần", f"{key} is given twice, by key and by code")
            mend = Label("Giữ lại một", "Keep one of the two")
            problems.append(ValueProblem(agency, str(reference), "", message, mend))
        else:
            result[key] = values
    return result


def _unknown(plan: Plan, reference: object) -> tuple[Label, Label]:
    if reference in plan.inner:
        codes = ", ".join(plan.inner[str(reference)])
        return (
            Label("mục này không tự chấm điểm", "this node is not scored itself"),
            Label(f"Ghi các mục {codes}", f"Give {codes}"),
        )
    near = ", ".join(difflib.get_close_matches(str(reference), plan.by_reference, 3))
    return (
        Label("không có tiêu chí này trong bộ chỉ số", "there is no such component"),
        Label(
            f"Có phải là {near}?" if near else "Xem mã bằng lệnh parindex framework show",
            f"Did you mean {near}?" if near else "See the codes with parindex framework show",
        ),
    )
