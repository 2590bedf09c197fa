"""What recurs: “hằng tháng, trước ngày 20”, “6 tháng một lần, trước ngày 20/6 và 20/12”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parindex_core.directives.dates import DIGIT, number
from parindex_core.directives.reading import Recurrence

_ONE_DAY = r"ngay (?:lam viec )?(?:cuoi|dau)(?: cung| tien)?"
# “ngày làm việc cuối cùng của tháng 6” is one day.
_NONE_NAMED = r"\b(?! ?\d| (?:nay|sau|toi)\b)"
_CYCLES: tuple[tuple[str, Recurrence], ...] = (
    (rf"(?:hang|moi|tung) tuan|dinh ky tuan|{_ONE_DAY} cua tuan{_NONE_NAMED}", "weekly"),
    (rf"(?:hang|moi|tung) thang|dinh ky thang|{_ONE_DAY} cua thang{_NONE_NAMED}", "monthly"),
    (
        r"(?:hang|moi|tung) quy|dinh ky (?:0?3 thang|quy)|thang (?:cuoi|dau) quy"
        r"|(?:0?3|ba) thang (?:mot|0?1) lan",
        "quarterly",
    ),
    (
        r"(?:dinh ky|hang|moi) (?:0?6|sau) thang|06 thang (?:va|,) (?:01 )?nam"
        r"|(?:0?6|sau) thang (?:mot|0?1) lan",
        "half_yearly",
    ),
    (r"(?:dinh ky|moi) (?:hang )?nam\b|dinh ky hang nam", "yearly"),
)
_CYCLE = re.compile(
    r"(?<!\w)(?=[hmtdbs036n])(?:"
    + "|".join(rf"(?P<{name}>\b(?:dinh ky(?: theo)? )?(?:{pattern}))" for pattern, name in _CYCLES)
    + ")"
)
_CELL_CYCLE_DAY = re.compile(rf"\bngay (?P<n>{DIGIT}{{1,2}})(?: cua)? thang (?:dau|cuoi) quy\b")
_YEARLY = re.compile(r"\bhang nam\b")
_DAY_WORD = r"(?:ngay (?:thu |mung )?|mung )"
_DAY_BEFORE = re.compile(
    rf"(?:(?:truoc|cham nhat(?: la)?(?: vao)?|vao|muon nhat|khong qua)(?: vao)? )?\b{_DAY_WORD}"
    rf"(?P<n>{DIGIT}{{1,2}})(?: cua)?(?: thang)?(?: cuoi| dau)? ?$"
)
# “ngày 05 và ngày 20 hằng tháng”.
_FIRST_DAY = re.compile(rf"\bngay (?P<n>{DIGIT}{{1,2}})(?:,| va) ?$")
_DAY_OF_MONTH = re.compile(r" (?:cua )?thang(?: dau| cuoi)?(?: cua)?(?: quy| ky)?(?: sau)?")
_DAY_AFTER = re.compile(
    rf"(?:,|\(| vao)? ?(?:gui|bao cao|tong hop)?[^.;]{{0,40}}?(?:truoc"
    rf"|cham nhat(?: la)?(?: vao)?|vao"
    rf"|muon nhat|khong qua) {_DAY_WORD}(?P<n>{DIGIT}{{1,2}})\b(?! ?[/.]\d)(?! thang \d)"
)
# “6 tháng một lần, trước ngày 20/6 và ngày 20/12”.
_SAME_DAYS = re.compile(
    r"[^.;\d]{0,40}(?P<n>\d{1,2})[/.]\d{1,2}(?:(?:,| va|;)(?: ngay)? (?P=n)[/.]\d{1,2})+(?![/.]?\d)"
)


@dataclass(frozen=True)
class Cycle:
    """A recurrence at [start, end) of the text, with its day of the month where one is said."""

    start: int
    end: int
    recurrence: Recurrence
    day: int | None = None


def cycles_in(flat: str, start: int, end: int, *, is_cell: bool) -> Iterator[Cycle]:
    """Recurrences in [start, end) of the folded text; ``is_cell``: of a table's time column."""
    if is_cell:
        for match in _CELL_CYCLE_DAY.finditer(flat, start, end):
            yield Cycle(match.start(), match.end(), "quarterly", number(match["n"]))
    for match in _CYCLE.finditer(flat, start, end):
        # “tiến độ theo từng tháng”, “giải ngân từng tuần của …” say of what it is made, not when.
        if match.group().startswith("tung") and (
            flat.endswith("theo ", start, match.start()) or flat.startswith(" cua", match.end())
        ):
            continue
        name: Recurrence = next(n for _, n in _CYCLES if match[n])
        cycle = _with_day(flat, Cycle(match.start(), match.end(), name), start, end)
        first = _FIRST_DAY.search(flat, max(start, cycle.start - 30), cycle.start)
        if first and cycle.start < match.start():
            yield Cycle(first.start(), first.end("n"), name, number(first["n"]))
        yield cycle
    for match in _YEARLY.finditer(flat, start, end):
        cycle = _with_day(flat, Cycle(match.start(), match.end(), "yearly"), start, end)
        if is_cell or cycle.day is not None:
            yield cycle


def _with_day(flat: str, cycle: Cycle, start: int, end: int) -> Cycle:
    """The recurrence with the day before or after it: “trước ngày 20 hằng tháng”."""
    before = _DAY_BEFORE.search(flat, max(start, cycle.start - 60), cycle.start)
    if before:
        return Cycle(before.start(), cycle.end, cycle.recurrence, number(before["n"]))
    same = _SAME_DAYS.match(flat, cycle.end, end)
    if same:
        return Cycle(cycle.start, same.end(), cycle.recurrence, number(same["n"]))
    after = _DAY_AFTER.match(flat, cycle.end, end)
    if after:
        more = _DAY_OF_MONTH.match(flat, after.end(), end)
        stop = more.end() if more else after.end()
        return Cycle(cycle.start, stop, cycle.recurrence, number(after["n"]))
    return cycle
