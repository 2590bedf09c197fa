"""Amounts to be reached, with their operator: “> 50 %”, “từ 90 % trở lên”, “ít nhất 02 lớp”."""

import re
from dataclasses import dataclass
from decimal import Decimal

from parindex_core.directives.dates import DIGIT, SINCE
from parindex_core.directives.phrases import counted_nouns
from parindex_core.directives.reading import Operator, Target
from parindex_core.directives.transcript import Transcript
from parindex_core.vietnamese.folding import fold

_NUMBER = rf"(?P<value>\d{{1,3}}(?:\.\d{{3}})+|{DIGIT}{{1,6}}(?:[,.]\d{{1,2}})?)"
_PERCENT = r"(?P<percent> ?(?:%|[0o]/[0o](?![\w/]))| phan tram\b)"
_COUNTED = "|".join(sorted((fold(noun) for noun in counted_nouns()), key=len, reverse=True))
_OPERATORS: tuple[tuple[str, Operator], ...] = (
    (
        r">=|≥|(?:bang|lon hon) hoac (?:bang|lon hon)|toi thieu|it nhat|khong duoi"
        r"|khong thap hon|khong it hon|thap nhat",
        ">=",
    ),
    (
        # “không … quá”, but no “thông qua”, “kết quả”, “hiệu quả”, “thành quả”.
        r"<=|≤|khong (?:[\"(]?\w+[\")]?,? ){0,10}?(?<!thong )(?<!ket )(?<!hieu )(?<!thanh )qua"
        r"|toi da|khong lon hon"
        r"|khong de .{0,60}?vuot qua|nhieu nhat",
        "<=",
    ),
    (r">|tren|hon|vuot(?: muc)?|cao hon|lon hon", ">"),
    (r"<|duoi|thap hon|it hon|nho hon", "<"),
)
# The number comes first, since numbers are rare; the operator is looked for backwards from it.
_AMOUNT = re.compile(rf"(?<![\w/.,\-])(?=[oils]?\d){_NUMBER}(?:{_PERCENT}|\)? (?=[a-z]))")
_NOUN = re.compile(rf"(?:{_COUNTED})\b")
# A limit of time is a target; a term that runs from a day or an event is a deadline instead.
_TIME = re.compile(r"(?:ngay|gio|phut|thang|tuan)\b(?!(?: lam viec)?,? (?:ke )?(?:tu|sau|truoc) )")
# “trước khi họp ít nhất 05 ngày” is a term, “đủ dùng tối thiểu 07 ngày” what is asked.
_AHEAD = re.compile(r"\btruoc\b[^.;:]*$")
# Any noun is counted, but for time and money; words that are no nouns end what was said.
_ANY_NOUN = re.compile(
    r"(?!(?:ngay|gio|phut|thang|nam|tuan|quy|trieu|ty|dong|nghin|ngan|dem|va|hoac|den|toi|len|xuong"
    r"|hang|moi|tai|trong|tren|duoi|cua|theo|la|de|truoc|sau|cho|voi|ve|tu|co|da|dang|nay|do|khi"
    r"|duoc|phai|so|con|nhung|thi|ma|tro|dat|tuoi)\b(?! khoan| lieu| san| hang| khau))"
    r"(?:[a-z]{2,7}|o)\b"
)
# “giảm từ 15 ngày xuống 10 ngày”: the second is asked, whatever is counted.
_CHANGED_FROM = re.compile(r"[^.;,\d]{0,24}? ?\b(?:len|xuong|con)(?: con)? \d")
_CHANGED_TO = re.compile(r"\btu \d+(?:[.,]\d+)? [^.;,\d]{0,24}?(?:len|xuong|con)(?: con)? ?$")
# “rút ngắn xuống còn 02 ngày”.
_DOWN_TO = re.compile(r"\b(?:xuong con|xuong|con lai) ?$")
_CHANGED_NOUN = re.compile(r"[a-z]{2,7}\b")
_FILLER = (
    r"(?: la| con| xuong| dat| muc| bang| khoang| cua| duoc| tu| len| them| so| moi nam| co"
    r"| toi thieu)*"
)
_LEAD = re.compile(
    "(?<!\\w)(?:"
    + "|".join(f"(?P<op{at}>{pattern})" for at, (pattern, _) in enumerate(_OPERATORS))
    + rf"){_FILLER} ?$"
)
# “vỉa hè trên 05 tuyến đường”: where, not more than how many.
_WHERE = re.compile(r"(?:tuyen|dia ban|truc|duong|song|khu vuc|dia diem)\b")
_FROM = re.compile(rf"{SINCE} $")
_AFTER = re.compile(r"[^.;:,]{0,24}? tro (?P<direction>len|xuong)\b")
_LONGEST_LEAD = 110
_NOT_BEFORE = re.compile(
    r"(?:(?<!\bco )\bso|\btru|muc do|muc|dieu|khoan|(?<!dut )diem"
    r"|(?<!moi )(?<!hang )(?:quy|thang|nam|ngay)|lan thu|thu|(?<!xep )hang|cap"
    r"|phu luc|bieu|mau|giai doan|chuong|muc|iso|quoc lo|nghi quyet|ket luan|cong chung so) ?$"
)
# A number that is told, not asked for: “mới đạt 41,5 %”, “đã tổ chức 02 lớp”.
_TOLD = re.compile(
    r"\b(?:da (?:dat|to chuc|tiep nhan|giai quyet|hoan thanh|thuc hien|co|ban hanh|xu ly)"
    r"|moi chi|moi dat"
    r"|(?<!tieu )chi dat|hien nay|hien co|thuc te"
    r"|(?<!toi da )(?<!xuong )con(?! toi da| khong qua| duoi)"
    r"|chiem)\b[^.;,]{0,12}$|\(nam \d{4}:? $|\([^().;]{0,30}\bdat $"
    r"|\((?:co|dat|hien|moi|chi)\b[^().;]{0,60}$"
)
# “Ghi nhận sự cố gắng …; tỷ lệ đúng hạn đạt 95,8 %”.
_PRAISE = re.compile(r"\b(?:ghi nhan|bieu duong|danh gia cao|hoan nghenh)\b(?:[^.]|\.(?=\d))*$")
# Without an operator a count is asked for only where something is to be made or reached.
_ASKED = re.compile(
    r"\b(?:dang ky|to chuc|thuc hien|trien khai|xay dung|mo|dat|co|tham muu|bien soan|hoan thanh"
    r"|ban hanh|phan dau|moi|tung|kiem tra|dao tao|boi duong|tap huan|dang|viet|lap|ra|phat hanh"
    r"|duy tri"
    r"|thanh lap|cong bo|de xuat|tiep nhan|giai quyet|cung cap|san xuat|bao dam|dam bao|giam|tang"
    r"|cu|bo tri|phan cong|giao|chon|lap dat|trang bi|ky|cap|tap huan|cat giam|khao sat|rut gon"
    r"|chinh ly|so hoa|ban giao|va sua|sua chua|mo rong|cai tao|nang cap|thu hoi|tuyen dung"
    r"|xep hang|tai"
    r"|tiet kiem|gom|tham gia|hoan tat|niem yet|tich hop|in|cung co|cap nhat|khen thuong"
    r"|bo sung|hoan thien|hoan chinh|thanh tra|o|phat song|phat|biet phai|dieu dong"
    r"|thay the|bai bo|mua sam|mua|tinh gian|doi voi)\b[^.;:]{0,50}$"
)


# “giảm 4 % so với cùng kỳ” tells; “từ 40 % lên 65 %” asks for the second.
_SINCE = re.compile(r"[^.;,]{0,30}? so (?:voi|sanh) (?:cung ky|nam truoc|thang truoc|quy truoc)\b")
_RISES = re.compile(
    r"[^.;,\d]{0,24}?(?<! tro) (?:len|xuong|den|toi(?! thieu| da))(?: \w+){0,2} \d+(?:,\d+)? ?%"
)
# “có trên 100 phản ánh tồn đọng” is what there is, not what is asked.
_EXISTS = re.compile(r"(?<!khong )(?<!phai )\b(?:co|con|ton|phat sinh)(?: \w+)? ?$")
# “giải quyết dứt điểm 11 hồ sơ trễ hạn”: all that there are.
_LEFT_OVER = re.compile(
    r"(?: (?!(?:co|khong|ve|viec|xu|giai|kiem)\b)\w+){0,6}? (?:con ton|ton dong|tre han|qua han)\b"
)
# “giải quyết dứt điểm 846 hồ sơ đất đai, 97 hồ sơ cấp đổi giấy phép đang quá hạn”.
_SETTLED = re.compile(r"\b(?:giai quyet|xu ly) (?:dut diem|xong)\b[^.;:]{0,40}$")
_ALL_LEFT = re.compile(r"[^.;:]{0,90}\b(?:con ton|ton dong|tre han|qua han)\b")
# “hồ sơ phải bổ sung từ 02 lần trở lên”, “để bị trừ từ 0,5 điểm trở lên”: in which case.
_CONDITION = re.compile(
    r"\b(?:bo sung|vi pham|nhac nho|phe binh|bi tru)(?: tu| tren| hon| qua)? ?$"
)
# “phòng có từ 02 phản ánh trở lên thì không xét thi đua”.
_IF_THERE_ARE = re.compile(r"\bco (?:tu |tren |hon )?$")
_THEN = re.compile(r"[^.;:]{0,160}\bthi (?:khong|phai|bi|chua|xem xet|coi|kiem diem)\b")
# “các dự án giải ngân dưới 50%”: which of them.
_WHICH = re.compile(
    r"\b(?:cac|nhung|co) (?:du an|don vi|co quan|xa|phuong|dia phuong|so|tieu chi)"
    r"(?! (?:bao dam|dam bao|phai|giam|dat)\b)(?: \w+){1,4} (?:duoi|thap hon|it hon) ?$"
)
_BACKLOG = re.compile(
    r"(?: \w+){0,5}? (?:ton dong|ton|tre han|qua han|cham|chua|vi pham|sai pham|xep hang)\b"
)
# “đến 2025 giảm 20%”.
_YEAR = re.compile(r"\b(?:den|tu|nam) (?:19|20)\d\d ?\)? ?$")
# Directly after these any noun is counted: “lập hồ sơ xếp hạng 02 di tích”.
_MADE = re.compile(
    r"\b(?:to chuc|xay dung|mo|lap|bien soan|ban hanh|thanh lap|hoan thanh|trien khai|san xuat"
    r"|phat hanh|trong|so hoa|chinh ly|xep hang|ban giao|va sua|sua chua|lap dat|trang bi|dao tao"
    r"|tuyen dung|cai tao|nang cap|xoa|thu hoi|bo tri|bo tri them|dang tai|dang|vung chac)"
    r"(?: \w+){0,2} ?$"
)


@dataclass(frozen=True)
class FoundTarget:
    """A target with its place in the transcript."""

    target: Target
    start: int
    end: int


def read_targets(transcript: Transcript, start: int, end: int) -> list[FoundTarget]:
    """Targets in [start, end) of the transcript, in order."""
    found = []
    for match in _AMOUNT.finditer(transcript.flat, start, end):
        target = _read_target(transcript, match, start, end)
        if target is not None:
            found.append(target)
    return found


def _read_target(
    transcript: Transcript, match: re.Match[str], start: int, end: int
) -> FoundTarget | None:
    flat, at = transcript.flat, match.start()
    value = _decimal(match["value"])
    if not transcript.raw_word(transcript.word_at(at)).isascii():  # “số” read as “58”
        return None
    before = flat[max(start, at - 70) : at]
    is_year = match["percent"] is None and _YEAR.search(flat, max(start, at - 5), match.end())
    if is_year and not _NOUN.match(flat, match.end(), end):
        return None
    if value is None or _TOLD.search(before) or _PRAISE.search(flat, max(start, at - 300), at):
        return None
    lead = _LEAD.search(flat, max(start, at - _LONGEST_LEAD), at)
    if lead is not None and _WHICH.search(before):
        return None
    if lead is None and _SINCE.match(flat, match.end(), end):
        return None
    if lead is not None and lead.group().startswith("tren") and _WHERE.match(flat, match.end()):
        lead = None
    from_here = _FROM.search(flat, max(start, at - 4), at)
    first = lead.start() if lead else from_here.start() if from_here else at
    last, unit = match.end(), "%"
    if match["percent"]:
        if _RISES.match(flat, last, end) and _FROM.search(before[: first - at or None]):
            return None
        if from_here and _RISES.match(flat, last, end):
            return None
    else:
        noun = _NOUN.match(flat, match.end(), end)
        if _FROM.search(before) and _CHANGED_FROM.match(flat, last, end):
            return None
        if noun is None and _CHANGED_TO.search(before):
            noun = _CHANGED_NOUN.match(flat, last, end)
        operator = _operator(lead, None, from_here=False)
        if noun is None and (
            operator in ("<=", "<")
            or (operator == ">=" and not _AHEAD.search(before))
            or _DOWN_TO.search(before)
            or _AFTER.match(flat, last, end)
        ):
            noun = _TIME.match(flat, match.end(), end)
        asked = _ASKED.search(before) or _CHANGED_TO.search(before) or _DOWN_TO.search(before)
        explicit = lead is not None or _AFTER.match(flat, match.end(), end) is not None
        if noun is None and (lead is not None or _ASKED.search(before)):
            noun = _ANY_NOUN.match(flat, match.end(), end)
        if noun is None or _NOT_BEFORE.search(before.rstrip()[-24:]):
            return None
        if not explicit and not asked:
            return None
        told = _EXISTS.search(flat[max(start, first - 30) : first])
        if told and _BACKLOG.match(flat, noun.end(), end):
            return None
        if lead is None and noun.group() == "cap":  # “chính quyền địa phương 02 cấp”
            return None
        if lead is None and _LEFT_OVER.match(flat, noun.end(), end):
            return None
        if lead is None and _SETTLED.search(before) and _ALL_LEFT.match(flat, noun.end(), end):
            return None
        if _IF_THERE_ARE.search(before) and _THEN.match(flat, noun.end(), end):
            return None
        if noun.group() in ("lan", "diem") and _CONDITION.search(before):
            return None
        # “(11,5 điểm)” is what it weighs, “(69 hồ sơ)” what there is.
        if noun.group() in ("diem", "ho", "ho so") and before.endswith("("):
            return None
        last, unit = noun.end(), _written(transcript, noun)
    after = _AFTER.match(flat, last, end)
    last = after.end() if after else last
    operator = _operator(lead, after, from_here is not None or before.endswith("dat tu "))
    target = Target(
        operator, value, unit, transcript.original(first, last), transcript.span(first, last)
    )
    return FoundTarget(target, first, last)


# Counted nouns of several syllables by their folded words, which no other words share.
_WRITTEN = {fold(noun): noun for noun in counted_nouns() if " " in noun}


_WRITTEN_NOUN = re.compile(
    rf"\b(?:{'|'.join(sorted(map(re.escape, _WRITTEN), key=len, reverse=True))})\b"
)


def with_nouns_restored(transcript: Transcript, start: int, end: int) -> str:
    """The words of the input, counted nouns as they should read: “01 sáng kiến”."""
    pieces, at = [], start
    for match in _WRITTEN_NOUN.finditer(transcript.flat, start, end):
        if match.start() > at:
            pieces.append(transcript.original(at, match.start()))
        pieces.append(_WRITTEN[match.group()])
        at = match.end()
    if at < end:
        pieces.append(transcript.original(at, end))
    return " ".join(piece for piece in pieces if piece)


def _written(transcript: Transcript, noun: re.Match[str]) -> str:
    """The noun as it should read: “sáng kiến” where an OCR left “sang kién”."""
    return _WRITTEN.get(noun.group()) or transcript.original(*noun.span())


def _operator(lead: re.Match[str] | None, after: re.Match[str] | None, from_here: bool) -> Operator:
    if after is not None:
        return ">=" if after["direction"] == "len" else "<="
    for at, (_, operator) in enumerate(_OPERATORS):
        if lead is not None and lead[f"op{at}"]:
            return operator
    return ">=" if from_here else "="


def _decimal(written: str) -> Decimal | None:
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", written):
        return Decimal(written.replace(".", ""))
    digits = written.translate(str.maketrans("oilsbzgq|", "011582991")).replace(",", ".")
    if not any(c.isdigit() for c in written):
        return None
    return Decimal(digits) if digits.replace(".", "", 1).isascii() else None
