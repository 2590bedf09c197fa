"""What changed between two editions, in an officer's words, and what it does to the points."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from parindex_core.framework.model import Component, Framework, Label, Node
from parindex_core.framework.rule_changes import both, rule_changes
from parindex_core.framework.sentences import points_in_words
from parindex_core.framework.vocabulary import FUNCTIONS
from parindex_core.vietnamese.numbers import format_number


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; `points` is how much more (or less) can be earned by it, where it tells.

    `kind` is total, added, removed, renamed, key, renumbered, moved, maximum, scoring, rule,
    variables, method, owner, evidence or grades.
    """

    kind: str
    code: str
    key: str
    label: Label
    text: Label
    points: Decimal | None = None


def compare(old: Framework, new: Framework) -> tuple[Change, ...]:
    """Every change, in the order of the new edition, removals last."""
    before = {node.key: (node, parent) for node, parent in old.nodes()}
    changes = list(_edition(old, new))
    matched: set[str] = set()
    pairs: dict[str, str] = {}  # new key → old key, to see whether a parent is still the same one
    for node, parent in new.nodes():
        old_key = node.key if node.key in before else getattr(node, "continues", None)
        if old_key not in before or old_key in matched:
            changes.append(_added(node, parent))
            continue
        matched.add(old_key)
        pairs[node.key] = old_key
        old_node, old_parent = before[old_key]
        changes.extend(_node(old_node, node))
        came_from = old_parent.key if old_parent else None
        stands_in = pairs.get(parent.key, parent.key) if parent else None
        if came_from != stands_in:
            changes.append(_moved(node, old_parent, parent))
    for node, parent in old.nodes():
        parent_gone = parent is not None and parent.key not in matched
        if node.key not in matched and not parent_gone:
            changes.append(_removed(node))
    return tuple(changes)


def _edition(old: Framework, new: Framework) -> Iterator[Change]:
    if old.total != new.total:
        text = _from_to(old.total, new.total, "tổng điểm", "the total")
        yield Change("total", "", new.key, new.title, text, new.total - old.total)
    if old.grades != new.grades:
        text = Label("thang xếp loại thay đổi: ", "the grades change: ")
        listed = [
            ", ".join(f"{grade.label.vi} {format_number(grade.at_least)}" for grade in item.grades)
            for item in (old, new)
        ]
        vi = f"{text.vi}trước {listed[0] or 'không có'}; nay {listed[1] or 'không có'}"
        listed_en = [
            ", ".join(f"{grade.label.en} {grade.at_least}" for grade in item.grades)
            for item in (old, new)
        ]
        en = f"{text.en}before {listed_en[0] or 'none'}; now {listed_en[1] or 'none'}"
        yield Change("grades", "", new.key, new.title, Label(vi, en))


def _from_to(old: Decimal, new: Decimal, vi: str, en: str) -> Label:
    sign = "+" if new > old else "−"
    step = abs(new - old)
    return Label(
        f"{vi} từ {format_number(old)} thành {format_number(new)} ({sign}{format_number(step)})",
        f"{en} from {format_number(old, language='en')} to {format_number(new, language='en')} "
        f"({sign}{format_number(step, language='en')})",
    )


def _change(kind: str, node: Node, text: Label, points: Decimal | None = None) -> Change:
    return Change(kind, node.code, node.key, node.label, text, points)


def _points(points: Decimal) -> Label:
    return Label(points_in_words(points, "vi"), points_in_words(points, "en"))


def _place(parent: Node | None) -> Label:
    if parent is None:
        return Label("cấp lĩnh vực", "the top level")
    return Label(f"{parent.code} {parent.label.vi}", f"{parent.code} {parent.label.en}")


def _added(node: Node, parent: Node | None) -> Change:
    vi, en = "mục mới trong {place}, tối đa {points}", "new in {place}, at most {points}"
    text = both(vi, en, place=_place(parent), points=_points(node.max))
    return _change("added", node, text, node.max)


def _removed(node: Node) -> Change:
    text = both(
        "bỏ mục này, mất tối đa {points}", "removed, at most {points}", points=_points(node.max)
    )
    return _change("removed", node, text, -node.max)


def _moved(node: Node, old: Node | None, new: Node | None) -> Change:
    vi, en = "chuyển từ {old} sang {new}", "moved from {old} to {new}"
    return _change("moved", node, both(vi, en, old=_place(old), new=_place(new)))


def _node(old: Node, new: Node) -> Iterator[Change]:
    if old.key != new.key:
        text = Label(f"tiếp nối {old.key}", f"continues {old.key}")
        yield _change("key", new, text)
    if old.label != new.label:
        text = Label(f"tên cũ: {old.label.vi}", f"old name: {old.label.en}")
        yield _change("renamed", new, text)
    if old.code != new.code:
        text = Label(f"số cũ: {old.code}", f"old number: {old.code}")
        yield _change("renumbered", new, text)
    if old.max != new.max:
        what = Label("điểm tối đa", "the maximum")
        if new.children:
            what = Label("tổng điểm tối đa của nhóm", "the group's maxima together")
        text = _from_to(old.max, new.max, what.vi, what.en)
        yield _change("maximum", new, text, new.max - old.max)
    if isinstance(old, Component) and isinstance(new, Component):
        yield from _component(old, new)
    elif isinstance(old, Component):
        text = Label("nay chấm theo các mục con", "is now scored by its parts")
        yield _change("scoring", new, text)
    elif isinstance(new, Component):
        text = Label("nay chấm chung, không còn mục con", "is now scored as a whole")
        yield _change("scoring", new, text)


def _component(old: Component, new: Component) -> Iterator[Change]:
    for text in rule_changes(old, new):
        yield _change("rule", new, text)
    before = {variable.name for variable in old.variables}
    after = {variable.name for variable in new.variables}
    for variable in new.variables:
        if variable.name not in before:
            label = variable.label
            text = Label(f"phải theo dõi thêm: {label.vi}", f"must be recorded: {label.en}")
            yield _change("variables", new, text)
    for variable in old.variables:
        if variable.name not in after:
            label = variable.label
            text = Label(f"không cần nữa: {label.vi}", f"no longer needed: {label.en}")
            yield _change("variables", new, text)
    if old.method != new.method:
        text = Label(
            f"cách lấy điểm từ {old.method} thành {new.method}",
            f"the method from {old.method} to {new.method}",
        )
        yield _change("method", new, text)
    if old.owner_function != new.owner_function:
        names = [FUNCTIONS[item.owner_function] for item in (old, new)]
        text = Label(
            f"đầu mối từ “{names[0][0]}” thành “{names[1][0]}”",
            f"the owner from “{names[0][1]}” to “{names[1][1]}”",
        )
        yield _change("owner", new, text)
    if old.evidence != new.evidence:
        listed = [label.vi for label in new.evidence], [label.en for label in new.evidence]
        text = Label(
            f"tài liệu kiểm chứng nay là: {'; '.join(listed[0])}",
            f"the evidence is now: {'; '.join(listed[1])}",
        )
        yield _change("evidence", new, text)
