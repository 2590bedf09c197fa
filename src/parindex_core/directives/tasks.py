"""Tasks of a point: one for each unit that must act, from each sentence or bullet."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from parindex_core.directives.assignees import Charge, head_start
from parindex_core.directives.deadlines import FoundDeadline
from parindex_core.directives.reading import Deadline, Task
from parindex_core.directives.targets import FoundTarget, with_nouns_restored
from parindex_core.directives.transcript import Transcript

_PRODUCT = re.compile(
    r"\b(?:xay dung|ban hanh|trinh|tham muu|du thao|lap|hoan thien|gui|bien soan"
    # “Trên cơ sở Kế hoạch …” names what the work rests on, not what comes of it.
    r"|(?<!tren )co(?! so\b)) (?:[\w,]+ ){0,6}?"
    r"(?P<product>(?!quyet dinh nay)(?:du thao |bo |ban )?(?:ke hoach|bao cao|quyet dinh|de an"
    r"|quy che|to trinh|du toan|danh muc"
    r"|phuong an|huong dan|chuong trinh|van ban|quy trinh|tieu chi|chuyen de|co so du lieu|noi quy)"
    r"(?: (?!(?:trinh|truoc|cham nhat|gui|de|va|trong|theo|hoan thanh|bao cao|dam bao"
    r"|bao dam)\b)[\w&]+){0,10})"
)
_SENTENCE = re.compile(r"[.;](?=\s)|\n(?=[-+*] ?\S)")
# After a semicolon, or where the work is handed on: “…, báo cáo Giám đốc vào ngày 25”.
_MORE = re.compile(
    r"; ?|, ?(?=(?:bao cao|gui|trinh|nop|tong hop|tong ket|so ket|ra (?:thong bao|quyet dinh)"
    r"|cong bo|cong khai|thong bao|ban hanh|nghiem thu|ban giao|dua vao|hoan thanh (?:viec )?[a-z]+"
    r"|trong do"
    r"|(?:truoc|cham nhat|den)(?: ngay)? [\d/.]+ [^.,;]{8,}|(?:dot|lan|ky|giai doan) \d)\b)"
    r"| va (?=(?:dat|truoc|cham nhat|trinh|gui|bao cao|hoan thanh|trien khai|thuc hien|ap dung)\b)"
)
# The words of a task; a list of days without end would say them all again for each.
_LONGEST_SENTENCE = 1_000
_ONLY_WHEN = re.compile(r" ?(?:va )?(?:truoc|cham nhat|den|dat|dot \d|lan \d|ky \d|giai doan \d)\b")
_ROLE_SAID = re.compile(r" ?\( ?(?:cung )?(?:chu tri|phoi hop)(?: thuc hien)? ?\)")
_LEAD_IN = re.compile(
    r"^(?:giao|de nghi|yeu cau|phan cong)(?: nhiem vu)?(?: cho)?(?= )|^(?:co trach nhiem"
    r"|chiu trach nhiem)? ?:"
)
_LABEL = re.compile(
    r"[\s\-+*]*(?:(?:don vi|co quan|bo phan|phong) )?(?:chu tri|phoi hop|thuc hien|thoi gian"
    r"|thoi han|san pham"
    r"|ket qua|kinh phi|tien do|dau moi|chiu trach nhiem|phu trach|hoan thanh)(?: \w+){0,3} ?:"
)
# “01 sáng kiến hoặc giải pháp mới”: what is counted goes on.
_COUNTED_FURTHER = re.compile(
    r"(?: (?!(?:trong|ve|truoc|cham|theo|cho|tai|de|nham|gui|va|dang|hoan|moi nam|tren|cua"
    r"|phuc)\b)[\w&]+){1,6}"
)
_AND_OTHERS = re.compile(r" ?,? ?(?:va )?cac [^.;:]{0,60}?lien quan\b")
_CUT = re.compile(r"[.;\n]")
_TRIM = ' .;:,-–—+*/\n"”'


@dataclass(frozen=True)
class Clause:
    """A sentence or bullet at [start, end) with the charges that stand in it.

    ``work``: the clause that says what is to be done, where this one only says by when:
    “báo cáo đợt 1 trước ngày 20/3, đợt 2 trước ngày 20/6”.
    """

    start: int
    end: int
    charges: tuple[Charge, ...]
    bullet: bool
    work: "Clause | None" = None


def clauses(
    transcript: Transcript,
    start: int,
    end: int,
    charges: Sequence[Charge],
    deadlines: Sequence[FoundDeadline],
    targets: Sequence[FoundTarget],
) -> list[Clause]:
    """Sentences and bullets; a part after “;” stands alone only when it names who must act.

    “A … trước ngày 20/9, B … trước ngày 25/9” are two, each with its own day; so are “đến ngày
    30/9 đạt trên 70%, đến ngày 31/12 đạt 95%”.
    """
    text = transcript.text
    places = [c.mention.start for c in charges]
    leads = [c.mention.start for c in charges if c.role == "lead"]
    cuts = [start]
    for match in _SENTENCE.finditer(text, start, end):
        at = match.end()
        if match.group() == ";" and not _any_in(leads, at, _next_cut(text, at, end)):
            continue
        if match.group() == "." and not transcript.capital_at(at):
            continue
        cuts.append(at)
    sentences = set(cuts)
    cuts += _other_days(transcript, cuts, end, charges, deadlines)
    cuts += _later_days(transcript, sorted(cuts), end, deadlines)
    cuts += _stages(transcript, sorted(cuts), end, deadlines, targets)
    cuts = sorted({*cuts, end})
    found = []
    for low, high in pairwise(cuts):
        body = text[low:high].strip(_TRIM)
        if len(body) < 3:
            continue
        own = tuple(charges[bisect_left(places, low) : bisect_left(places, high)])
        bullet = text[low:high].lstrip().startswith(("-", "+", "*"))
        only_when = found and found[-1].end == low and _ONLY_WHEN.match(transcript.flat, low)
        work = (found[-1].work or found[-1]) if only_when and low not in sentences else None
        if work is not None and high - work.start > _LONGEST_SENTENCE:
            work = None
        found.append(Clause(low, high, own, bullet, work))
    return found


def _other_days(
    transcript: Transcript,
    cuts: Sequence[int],
    end: int,
    charges: Sequence[Charge],
    deadlines: Sequence[FoundDeadline],
) -> list[int]:
    """Where, within a sentence, another unit's duty begins that is due on another day."""
    found: list[int] = []
    days = [deadline.start for deadline in deadlines]
    bounds = [*cuts, end]
    for charge, before in zip(charges[1:], charges, strict=False):
        if charge.role != "lead" or charge.group == before.group:
            continue
        at = head_start(transcript.flat, charge.mention)
        sentence = bisect_right(bounds, at)
        low, high = bounds[sentence - 1], bounds[min(sentence, len(bounds) - 1)]
        if _any_in(days, max(low, found[-1] if found else low), at) and _any_in(days, at, high):
            found.append(at)
    return found


def _later_days(
    transcript: Transcript, cuts: Sequence[int], end: int, deadlines: Sequence[FoundDeadline]
) -> list[int]:
    """Where, within a sentence, more is asked of the same unit, which is due on another day."""
    found: list[int] = []
    days = [deadline.start for deadline in deadlines]
    bounds = [*cuts, end]
    for match in _MORE.finditer(transcript.flat, cuts[0], end):
        at = match.end()
        sentence = bisect_right(bounds, at)
        low, high = bounds[sentence - 1], bounds[min(sentence, len(bounds) - 1)]
        if _any_in(days, max(low, found[-1] if found else low), match.start()) and _any_in(
            days, at, high
        ):
            found.append(at)
    return found


def _stages(
    transcript: Transcript,
    cuts: Sequence[int],
    end: int,
    deadlines: Sequence[FoundDeadline],
    targets: Sequence[FoundTarget],
) -> list[int]:
    """Where, within a sentence, a second day begins by which more has to be reached."""
    amounts = [target.start for target in targets]
    bounds = [*cuts, end]
    found: list[int] = []
    for first, second in pairwise(deadlines):
        sentence = bisect_right(bounds, second.start)
        low, high = bounds[sentence - 1], bounds[min(sentence, len(bounds) - 1)]
        if (
            low <= first.start
            and transcript.flat[first.end : second.start].rstrip().endswith((",", " va"))
            and _any_in(amounts, first.end, second.start)
            and _any_in(amounts, second.end, high)
        ):
            found.append(second.start)
    return found


def _any_in(places: Sequence[int], start: int, end: int) -> bool:
    return bisect_left(places, start) < bisect_left(places, end)


def _next_cut(text: str, at: int, end: int) -> int:
    match = _CUT.search(text, at, end)
    return match.start() if match else end


def read_tasks(
    transcript: Transcript,
    parts: Sequence[Clause],
    inherited: Sequence[str | None],
    deadlines: Sequence[FoundDeadline],
    targets: Sequence[FoundTarget],
) -> list[Task]:
    """A task for each clause and each of its lead units; without one, those of the clause before.

    ``inherited`` are the lead units that the text above the point names.
    """
    tasks: list[Task] = []
    labels = [part for part in parts if _LABEL.match(transcript.flat, part.start, part.end)]
    owners: Sequence[str | None] = inherited
    works = len(parts) - len(labels)
    if labels and works > 1 and parts[0] not in labels:
        return _labelled(transcript, parts, labels, inherited, deadlines, targets)
    if labels and works:
        # “- Đơn vị chủ trì: …”, “- Thời gian: …” say who and when for the work named above.
        named_in_labels = dict.fromkeys(unit for part in labels for unit in _lead_units(part))
        owners = list(named_in_labels) or inherited
        starts = {part.start for part in labels}
        parts = [part for part in parts if part.start not in starts]
    whole_deadline = deadlines[0].deadline if len(deadlines) == 1 else None
    waiting: list[str | None] = []
    for part in parts:
        named = _lead_units(part)
        owners = list(dict.fromkeys((*waiting, *named))) if named else owners
        action = _action(transcript, part)
        # “A; B: rà soát …”: those who are only named wait for what they must do.
        waiting = list(owners) if len(action) < 4 and named else []
        if len(action) < 4 and len(parts) > 1:
            continue
        found = _first_in(deadlines, part)
        deadline = found.deadline if found else None if part.bullet else whole_deadline
        tasks += _tasks_of(transcript, part, part.end, owners, action, deadline, targets)
    return tasks


def _labelled(
    transcript: Transcript,
    parts: Sequence[Clause],
    labels: Sequence[Clause],
    inherited: Sequence[str | None],
    deadlines: Sequence[FoundDeadline],
    targets: Sequence[FoundTarget],
) -> list[Task]:
    """Tasks of bullets that each say who and when: “… Đơn vị chủ trì: A; Thời gian: quý I”."""
    told = {label.start for label in labels}
    starts = [index for index, part in enumerate(parts) if part.start not in told]
    tasks: list[Task] = []
    for first, last in pairwise([*starts, len(parts)]):
        work, rest = parts[first], parts[first + 1 : last]
        named = dict.fromkeys(unit for part in (work, *rest) for unit in _lead_units(part))
        in_labels = next((d for part in rest if (d := _first_in(deadlines, part))), None)
        found = in_labels or _first_in(deadlines, work)
        deadline = found.deadline if found else None
        action = _action(transcript, work)
        if len(action) < 4:
            continue
        owners = list(named) or inherited
        end = (rest or [work])[-1].end
        tasks += _tasks_of(transcript, work, end, owners, action, deadline, targets)
    return tasks


def _tasks_of(
    transcript: Transcript,
    work: Clause,
    end: int,
    owners: Sequence[str | None],
    action: str,
    deadline: Deadline | None,
    targets: Sequence[FoundTarget],
) -> list[Task]:
    """The clause's task for each of its owners, or for nobody; it is told up to ``end``."""
    target = _first_in(targets, work)
    return [
        Task(
            unit=unit,
            action=action,
            product=_product(transcript, work, targets),
            deadline=deadline,
            target=target.target if target else None,
            span=transcript.span(work.start, end),
        )
        for unit in (owners or (None,))
    ]


_Found = TypeVar("_Found", FoundDeadline, FoundTarget)


def _first_in(found: Sequence[_Found], part: Clause) -> _Found | None:
    """The first deadline or target that stands in the clause."""
    index = bisect_left(found, part.start, key=lambda f: f.start)
    return found[index] if index < len(found) and found[index].start < part.end else None


def _lead_units(part: Clause) -> list[str | None]:
    leads = [c.mention for c in part.charges if c.role == "lead"]
    return list(dict.fromkeys(m.unit for m in leads))


def _action(transcript: Transcript, part: Clause) -> str:
    """The clause without the names that head it, with the work that it sets another day for."""
    said = part.work or part
    start = said.start
    leads = [c for c in said.charges if c.role == "lead"]
    if leads:
        first = head_start(transcript.flat, leads[0].mention)
        before = transcript.flat[said.start : first].strip(_TRIM)
        if not before or _LEAD_IN.match(before + " "):
            group = [c for c in leads if c.group == leads[0].group]
            start = group[-1].mention.end
            others = _AND_OTHERS.match(transcript.flat, start, part.end)
            start = others.end() if others else _after_roles(transcript, start, said)
    text = transcript.original(start, part.end).strip(_TRIM)
    return text[:1].upper() + text[1:]


def _after_roles(transcript: Transcript, at: int, said: Clause) -> int:
    """Behind “(chủ trì), Văn phòng Sở (phối hợp):”, where the roles of the names are told so."""
    role = _ROLE_SAID.match(transcript.flat, at, said.end)
    if role is None:
        return at
    at = role.end()
    for charge in said.charges:
        start, end = charge.mention.start, charge.mention.end
        if start >= at and transcript.flat[at:start].strip(" ,;") in ("", "va"):
            role = _ROLE_SAID.match(transcript.flat, end, said.end)
            at = role.end() if role else end
    return at


def _product(transcript: Transcript, part: Clause, targets: Sequence[FoundTarget]) -> str | None:
    """What must come of it: the counted thing, or the paper to be drawn up."""
    target = _first_in(targets, part)
    if target is not None and target.target.unit != "%":
        more = _COUNTED_FURTHER.match(transcript.flat, target.end, part.end)
        return with_nouns_restored(transcript, target.start, more.end() if more else target.end)
    match = _PRODUCT.search(transcript.flat, part.start, part.end)
    return transcript.original(*match.span("product")) if match else None
