"""When work is due: days, ends of months, quarters and years, and what recurs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from parindex_core.directives.citations import within_any
from parindex_core.directives.cycles import cycles_in
from parindex_core.directives.dates import (
    DATE,
    DIGIT,
    SINCE,
    date_of,
    has_year,
    number,
    safe_date,
)
from parindex_core.directives.months import MONTH_NAME, month_named, month_of
from parindex_core.directives.reading import Deadline, Recurrence, Span
from parindex_core.directives.transcript import Transcript
from parindex_core.vietnamese.dates import month_end, quarter_end, year_end

_YEAR = rf"(?P<year_only>[12i]{DIGIT}{{3}})(?![\d/])"
# “hạn trước ngày 30/11”, but not the end of “hồ sơ trễ hạn trước ngày 30/11”.
_TERM = r"(?<!tre )(?<!qua )(?<!dung )(?<!som )han"
_DUE = (
    r"(?:cham nhat|muon nhat|tre nhat|cham nhat la|truoc|den het|het|den|xong|hoan thanh|hoan thien"
    r"|thoi han"
    r"|han chot|han cuoi|han gui|han nop|han bao cao"
    rf"|{_TERM}|khong qua|khong muon hon|trong|vao"
    r"|ket thuc|toi|la|cuoi cung)"
)
_WEEKDAY = r"(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat)"
# The word that makes a day a deadline stands before it; looked for backwards from the day, since
# days are rare and the words are not.
_DAY = re.compile(rf"\bngay ?{DATE}")
_DAY_LEAD = re.compile(
    rf"(?:\b(?P<due>{_DUE}(?:,? (?:la|vao|trong|truoc|den|het|hang nam|cuoi))*) ?:? ?)?"
    rf"(?:{_WEEKDAY} ?,? ?)?"
    rf"(?P<from>(?:{SINCE}|\bsau) ?)?"
    r"(?:\d{1,2} ?(?:gio|h)(?: ?\d{0,2} ?(?:phut)?)? ?,? ?)?$"
)
_BARE_DATE = re.compile(rf"(?<![\w/.,\-])(?=\d){DATE}")
_BARE_LEAD = re.compile(
    r"\b(?P<due>(?:cham nhat|muon nhat|tre nhat|khong muon hon|truoc|den het|hoan thanh|thoi han"
    r"|thoi gian|han chot|han cuoi|sang|chieu|toi"
    rf"|{_TERM}|den|xong)(?: dang ky| hoan thanh| thuc hien| truoc| xong| nop| gui| la| tu| vao)*"
    r"(?: (?:tet|le|ngay le|dip|ky nghi|khai giang|dai hoi|ky hop|mua)(?: [a-z]+){0,4})?) ?:? ?"
    r"(?:\d{1,2} ?(?:gio|h)(?: ?\d{0,2} ?(?:phut)?)? ?,? ?)?"
    rf"{_WEEKDAY}? ?,? ?(?P<from>(?!))?$"
)
# The day of an event that the work must be done before: “trước khai giảng (ngày 05/9/2023)”.
_BRACKET_LEAD = re.compile(
    r"\b(?P<due>(?:truoc|xong|hoan tat|hoan thanh|cham nhat|muon nhat|nhan|vao dip)\b"
    r"[^.;:()]{1,60}\((?:tuc )?)(?P<from>(?!))?$"
)
_PERIODS = (
    r"(?P<half>(?:(?:0?6|sau) thang|nua) (?P<half_of>dau|cuoi) nam)"
    r"|(?P<nine>(?:0?9|chin) thang(?: dau)? nam\b|(?:0?9|chin) thang dau nam)"
    r"|quy ?(?:[ivl1|j]{1,4} ?(?:-|,|va|den) ?(?:quy )?)?"
    r"(?P<quarter>[ivl1|j]{1,4}|tv|[hu][il1|]?|[il1|][hu]|m|[1-4])\b"
    rf"|thang ?(?:\d{{1,2}} ?(?:-|,|va|den) ?(?:thang )?)?"
    rf"(?P<month_only>{DIGIT}{{1,2}})\b(?! nam 1)"
    rf"|thang (?P<month_word>{MONTH_NAME})"
    r"|(?P<end>cuoi|het|ca) nam"
    r"|(?P<running>nam|quy|thang)(?: nay)?(?= ?(?:[.;,/)]|$))"
    r"|nam(?= [12i])"
)
_PERIOD = re.compile(
    rf"\b(?=[069cshqtn])(?:{_PERIODS})"
    rf"(?:(?: ?[/,.]? ?(?:cua )?(?:nam)? ?|(?<=nam) ){_YEAR})?"
)
_PERIOD_LEAD = re.compile(
    r"\b(?P<due>(?:(?:hoan thanh|xong|thuc hien|cham nhat|muon nhat|truoc|trong suot|trong|den het"
    r"|het|den|vao|ngay trong|cuoi|thoi gian|thoi han|dau|giua)(?: cuoi"
    r"| het)?,?:? ?){1,3})(?:la )?$"
)
_LONGEST_LEAD = 80
_LABELLED = re.compile(r"\b(?:thoi gian|thoi han|tien do|hoan thanh|xong)[^:]{0,12}:")
# A time column may name no day at all; the words are kept.
_UNDATED = re.compile(r"\b(?:thuong xuyen|lien tuc|theo quy dinh|theo ke hoach|khi co yeu cau)\b")
_ANY_DATE = re.compile(rf"(?<![\d/]){DATE}")
_NO_LEAD = re.compile(r"(?P<due>)(?P<from>(?!))?")
# “Số liệu báo cáo được lấy từ ngày 15/12/2024 đến ngày 14/11/2025”.
_FIGURES_OF = re.compile(rf"\b(?:lay|tinh|thong ke) {SINCE} (?:ngay )?[\d/. ]+$")
_SINCE_AT_END = re.compile(rf"{SINCE} ?$")
_SINCE_BEFORE = re.compile(rf"{SINCE}\b[^.;]*$")
# What has a year in its name rather than a year to be done in.
_TITLE_BEFORE = re.compile(
    r"(?:ke hoach|chi so|chuong trinh|bao cao|bo tieu chi|bo chi so|ket qua|du toan|van ban|so voi"
    r"|nghi quyet|de an|xep loai|xep hang|xac dinh|nhiem vu|giai doan|tiep theo|den nam|cua"
    rf"|ngan sach|{SINCE}"
    r"|tu cham diem|kinh phi|(?<!phap )luat|nghi dinh|thong tu|quyet dinh|ban hanh|hop)\b[^.;:,]*$"
)
_DOING_BEFORE = re.compile(
    r"\b(?:thuc hien|trien khai|to chuc|hoan thanh)[^.;:,]*cong tac (?!cchc|cai cach)[^.;:]{0,90}$"
)
_ASKED_BEFORE = re.compile(
    r"\b(?:trinh|hoan thanh|xong|gui|nop|to chuc|thoi gian"
    r"|thoi han)\b[^.;:]{0,50}(?<!bao cao)(?<!giao ban)"
    r"(?<!ket qua)(?<!so lieu)(?<!ke hoach)(?<!phien hop)(?<!hop)(?<!cchc) ?$"
)
# “tổng số hồ sơ tiếp nhận trong năm”: of which files, not by when.
_RECEIVED = re.compile(
    r"\b(?:(?:tiep nhan|phat sinh|nhan duoc|nop|giai quyet)|ho so(?: phai \w+ \w+)?) ?$"
)
_HAPPENED = re.compile(r"\b(?:da|vua|qua kiem tra|cuoc hop)\b[^.;,]*$")
# “riêng 6 tháng đầu năm đạt 40%”.
_REACHES = re.compile(r",? (?:phai |phan dau )?dat (?!duoc)")
# “tháng 3 này phải thu hút thêm 02 dự án”.
_THIS_MONTH = re.compile(r" nay\b")
_RESULT_TOLD = re.compile(r"\b(?:bao cao|gui|trinh|cong bo|cong khai) ket qua ?$")
# “báo cáo kết quả 6 tháng đầu năm” says of what.
_REPORT = re.compile(r"\bbao cao\b.{0,40}$")
# “căn cứ đánh giá, xếp loại công chức, viên chức cuối năm”.
_RATED = re.compile(r"\b(?:danh gia, xep loai|xep loai|phan loai|binh xet|thi dua)\b[^.;:]*$")
_PAST = re.compile(r"\b(?:da|qua kiem tra|ket qua|tinh hinh|danh gia|tong ket|cuoc hop)\b[^.;,]*$")


@dataclass(frozen=True)
class FoundDeadline:
    """A deadline with its place in the transcript; ``ambiguous`` says what should be asked."""

    deadline: Deadline
    start: int
    end: int
    ambiguous: str | None = None


class DeadlineReader:
    """Reads deadlines in parts of one paper; dates of cited papers are none."""

    def __init__(
        self, transcript: Transcript, issued_on: date | None, citation_spans: Sequence[Span]
    ) -> None:
        self._transcript = transcript
        self._issued_on = issued_on
        self._cited = sorted(citation_spans)

    def read(self, start: int, end: int, *, is_cell: bool = False) -> list[FoundDeadline]:
        """Deadlines in [start, end), in order; in a table's time column any date is one."""
        found = [
            *self._recurring(start, end, is_cell),
            *self._days(start, end, is_cell),
            *self._periods(start, end, is_cell),
        ]
        found.sort(key=lambda f: (f.start, -f.end))
        kept: list[FoundDeadline] = []
        for deadline in found:
            if kept and deadline.start < kept[-1].end:
                continue
            if kept and self._narrows(kept[-1], deadline):
                kept.pop()
            if kept and self._goes_on(kept[-1], deadline):
                before = kept.pop()
                deadline = self._found(before.start, deadline.end, deadline.deadline.date)
            kept.append(deadline)
        return kept

    def _goes_on(self, before: FoundDeadline, after: FoundDeadline) -> bool:
        """“Quý II và quý III năm 2024”: one time of doing, which ends with the last."""
        between = self._transcript.flat[before.end : after.start]
        both_dated = before.deadline.date is not None and after.deadline.date is not None
        return both_dated and re.fullmatch(r" ?(?:va|,|-|den|den het) ?", between) is not None

    def _narrows(self, before: FoundDeadline, after: FoundDeadline) -> bool:
        """“Từ nay đến hết năm, … trước ngày 10/12”: the day within the time that is left."""
        flat = self._transcript.flat
        last, day = before.deadline.date, after.deadline.date
        if last is None or day is None or day > last:
            return False
        rest = flat.endswith("tu nay ", 0, before.start)
        return rest and re.search(r"[.;]", flat[before.end : after.start]) is None

    def _found(
        self,
        start: int,
        end: int,
        day: date | None,
        recurrence: Recurrence | None = None,
        day_of_month: int | None = None,
        ambiguous: str | None = None,
    ) -> FoundDeadline:
        transcript = self._transcript
        text = transcript.original(start, end)
        deadline = Deadline(day, text, transcript.span(start, end), recurrence, day_of_month)
        return FoundDeadline(deadline, start, end, ambiguous)

    def _is_cited(self, at: int) -> bool:
        return within_any(self._transcript.source_offset(at), self._cited)

    def _days(self, start: int, end: int, is_cell: bool) -> list[FoundDeadline]:
        flat, found = self._transcript.flat, []
        patterns = [(_DAY, _DAY_LEAD), (_BARE_DATE, _BARE_LEAD)]
        if is_cell:
            patterns.append((_ANY_DATE, _NO_LEAD))
        for pattern, lead_pattern in patterns:
            for match in pattern.finditer(flat, start, end):
                low = max(start, match.start() - _LONGEST_LEAD)
                in_brackets = (
                    flat[match.start() - 5 : match.start()].rstrip().endswith(("(", "tuc"))
                )
                pattern_before = _BRACKET_LEAD if in_brackets else lead_pattern
                lead = pattern_before.search(flat, low, match.start())
                if lead is None or lead["from"] or not (lead["due"] or is_cell):
                    continue
                if self._is_cited(match.end() - 1):
                    continue
                first = lead.start() if lead["due"] else match.start()
                before = flat[max(start, first - 60) : first]
                if not is_cell and _is_told(lead["due"], before):
                    continue
                day, doubt = self._day_of(match, lead["due"] or "han")
                if day is not None or doubt is not None:
                    found.append(self._found(first, match.end(), day, ambiguous=doubt))
        return found

    def _day_of(self, match: re.Match[str], due: str) -> tuple[date | None, str | None]:
        """The day, and what is doubtful about it; both None when it is no deadline."""
        year, doubt = self._year_of(match)
        day = date_of(match, year)
        if day is None:
            if not has_year(match) and not match["month"]:
                return None, None
            return None, "Không có ngày này trong lịch; thời hạn đúng là ngày nào?"
        if self._issued_on and day < self._issued_on:
            if not re.match(r"truoc|cham nhat|muon nhat|xong|han", due):
                return None, None
            doubt = "Thời hạn này trước ngày ký văn bản; đúng là ngày nào?"
        return day, doubt

    def _year_of(self, match: re.Match[str]) -> tuple[int | None, str | None]:
        """The year of a day written without one: the first such day not before the paper."""
        if has_year(match) or self._issued_on is None:
            return None, None
        year = self._issued_on.year
        day = date_of(match, year)
        if day is not None and day < self._issued_on:
            return year + 1, f"Văn bản không ghi năm của thời hạn này; có phải năm {year + 1}?"
        return year, None

    def _periods(self, start: int, end: int, is_cell: bool) -> list[FoundDeadline]:
        flat, found = self._transcript.flat, []
        for match in _PERIOD.finditer(flat, start, end):
            if self._is_cited(match.start()):
                continue
            if match["month_word"] and not self._is_month(match):
                continue
            low = max(start, match.start() - _LONGEST_LEAD)
            lead = _PERIOD_LEAD.search(flat, low, match.start())
            due, first = (lead["due"].strip(" :,"), lead.start()) if lead else ("", match.start())
            before = flat[max(start, first - 120) : first]
            labelled = (
                bool(lead) and _LABELLED.search(flat, lead.start(), match.start()) is not None
            )
            # “từ tháng 3 đến tháng 5/2023”
            since = _SINCE_AT_END.search(before) is not None
            ranging = " den " in match.group() and since
            if not (is_cell or labelled or ranging or _is_time_of_doing(match, due, before)):
                continue
            told_of = since or before.rstrip().endswith(("so voi", "giai doan", "cac"))
            if not ranging and told_of:
                continue
            day = self._end_of(match, due)
            if day is not None and not (self._issued_on and day < self._issued_on):
                found.append(self._found(first, match.end(), day))
        return found

    def _is_month(self, match: re.Match[str]) -> bool:
        """Whether the words of the input are the name of a month: no “tháng tạm dừng”."""
        return month_named(self._transcript.original(*match.span("month_word"))) is not None

    def _end_of(self, match: re.Match[str], due: str) -> date | None:
        written = number(match["year_only"])
        if written is not None:
            return _end_in(match, due, written)
        if self._issued_on is None:
            return None
        if match["running"]:
            return _end_of_running(match["running"], self._issued_on)
        day = _end_in(match, due, self._issued_on.year)
        if day is not None and day < self._issued_on:
            return _end_in(match, due, self._issued_on.year + 1)
        return day

    def _recurring(self, start: int, end: int, is_cell: bool) -> list[FoundDeadline]:
        flat = self._transcript.flat
        found = [
            self._found(cycle.start, cycle.end, None, cycle.recurrence, cycle.day)
            for cycle in cycles_in(flat, start, end, is_cell=is_cell)
        ]
        if is_cell:
            for match in _UNDATED.finditer(flat, start, end):
                found.append(self._found(match.start(), match.end(), None))
        return found


def _end_of_running(period: str, issued_on: date) -> date:
    """The end of the year, quarter or month in which the paper was issued: “trong năm”."""
    if period == "nam":
        return year_end(issued_on.year)
    if period == "quy":
        return quarter_end(issued_on.year, (issued_on.month + 2) // 3)
    return month_end(issued_on.year, issued_on.month)


def _end_in(match: re.Match[str], due: str, year: int) -> date | None:
    """The last day of the period in a year; None when it is no period of the calendar."""
    if safe_date(year, 1, 1) is None:
        return None
    if match["half"]:
        return month_end(year, 6) if match["half_of"] == "dau" else year_end(year)
    if match["nine"]:
        return month_end(year, 9)
    if match["quarter"]:
        quarter = _quarter(match["quarter"])
        return quarter_end(year, quarter) if quarter else None
    if match["month_only"] or match["month_word"]:
        month = month_of(match["month_word"]) or number(match["month_only"]) or 0
        if not 1 <= month <= 12:
            return None
        # “trước tháng 6” ends with May.
        if due in ("truoc", "hoan thanh truoc", "xong truoc"):
            return month_end(year - (month == 1), 12 if month == 1 else month - 1)
        return month_end(year, month)
    return year_end(year) if match["year_only"] or match["end"] else None


def _is_told(due: str | None, before: str) -> bool:
    """Whether the sentence tells what happened on that day instead of asking for it."""
    words = (due or "").strip()
    if _FIGURES_OF.search(before):
        return True
    if words in ("trong", "vao", "la", "toi", "den", "het", ""):
        if _SINCE_BEFORE.search(before):
            return False
        return _PAST.search(before) is not None or words in ("la", "")
    return False


def _is_time_of_doing(match: re.Match[str], due: str, before: str) -> bool:
    """Whether a period says when to do the work, not which period something is about."""
    clause = re.split(r"[.;:]", before)[-1]
    if match["running"]:
        return due.split()[-1:] == ["trong"] and not (
            _PAST.search(before) or _RECEIVED.search(before)
        )
    if _THIS_MONTH.match(match.string, match.end()):
        return not _PAST.search(before)
    if due == "vao":  # “đánh giá vào tháng 12”: when to do it, though the word tells elsewhere
        return not _HAPPENED.search(before)
    if match["half"] or match["nine"]:
        if not due and _REACHES.match(match.string, match.end()):
            return not _PAST.search(before)
        return due != "" and due not in ("dau", "giua") and not _REPORT.search(clause)
    if due in ("", "cuoi", "dau", "giua", "thoi gian", "thuc hien"):
        if match["end"] or due == "cuoi":  # “cuối năm”, “cả năm”, “cuối quý IV”
            return not any(told.search(before) for told in (_TITLE_BEFORE, _PAST, _RATED))
        if match["year_only"] is None:
            return False
        if match["quarter"] or match["month_only"] or match["month_word"]:
            return bool(_ASKED_BEFORE.search(before))
        if re.search(r"(?:^|[.;:])\s*$", before) or re.search(r"^\s*$", clause):
            return True
        return _DOING_BEFORE.search(before) is not None and not _TITLE_BEFORE.search(before)
    # “báo cáo kết quả trong quý III” says by when, not of what.
    return not (_SINCE_AT_END.search(due) or _PAST.search(_RESULT_TOLD.sub("", clause)))


def _quarter(written: str) -> int | None:
    folded = written.translate(str.maketrans("l1|j", "iiii")) if len(written) > 1 else written
    if folded in ("1", "2", "3", "4"):
        return int(folded)
    roman = {"tv": 4, "i": 1, "l": 1, "|": 1, "j": 1, "ii": 2, "iii": 3, "iv": 4}
    # Strokes that an OCR joined: “II” as H or U, “III” as HI, IH, UI or M.
    apart = folded.replace("m", "iii").replace("h", "ii").replace("u", "ii")
    return roman.get(apart)
