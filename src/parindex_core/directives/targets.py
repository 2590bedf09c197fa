"""Amounts to be reached, with their operator: “> 50 %”, “từ 90 % trở lên”, “ít nhất 02 lớp”."""

import re
from dataclasses import dataclass
from decimal import Decimal

from parindex_core.directives.dates import DIGIT
from parindex_core.directives.phrases import counted_nouns
from parindex_core.directives.reading import Operator, Target
from parindex_core.directives.transcript import Transcript
from parindex_core.vietnamese.folding import fold

_NUMBER = rf"(?P<value>\d{{1,3}}(?:\.\d{{3}})+|{DIGIT}{{1,6}}(?:[,.]\d{{1,2}})?)"
_PERCENT = r"(?P<percent> ?(?:%|[0o]/[0o](?![\w/]))| phan tram\b)"
_COUNTED = "|".join(sorted((fold(noun) for noun in counted_nouns()), key=len, reverse=True))
_OPERATORS: tuple[tuple[str, Operator], ...] = (
    (
        r">=|≥|(?:bang|lon hon) hoac (?:bang|lon hon)|toi thieu|it nhat|khong duoi|khong thap hon|khong it hon|thap nhat",
        ">=",
    ),
    (
        r"<=|≤|khong (?:co |de )?qua|khong vuot qua|toi da|khong lon hon|khong de .{0,60}?vuot qua|nhieu nhat",
        "<=",
    ),
    (r">|tren|hon|vuot(?: muc)?|cao hon|lon hon", ">"),
    (r"<|duoi|thap hon|it hon|nho hon", "<"),
)
_WITH_OPERATOR = "|".join(f"(?P<op{at}>{pattern})" for at, (pattern, _) in enumerate(_OPERATORS))
_TIME_OR_MONEY = (
    r"(?:ngay|gio|phut|thang|nam|tuan|quy|trieu|ty|dong|nghin|ngan|dem|buoi sang|va|hoac)"
)
_FILLER = r"(?: la| dat| muc| bang| khoang| cua| duoc| tu| len| them| so| moi nam| co| toi thieu)*"
_AMOUNT = re.compile(
    rf"(?:(?<![\w])(?:{_WITH_OPERATOR}){_FILLER} ?)?(?P<from>\btu )?(?<![\w/.,\-]){_NUMBER}"
    rf"(?:{_PERCENT}|\)? (?P<noun>{_COUNTED})\b)"
    r"(?P<after>[^.;:,]{0,24}? tro (?P<direction>len|xuong))?"
)
# With an operator any noun is counted, but for time and money.
_ANY_AMOUNT = re.compile(
    rf"(?<![\w])(?:{_WITH_OPERATOR}){_FILLER} (?P<from>tu )?{_NUMBER}(?P<percent>(?!))?"
    rf" (?P<noun>(?!{_TIME_OR_MONEY}\b)[a-z]{{2,7}})\b(?P<after>(?!))?(?P<direction>(?!))?"
)
_NOT_BEFORE = re.compile(
    r"(?:\bso|muc do|muc|dieu|khoan|diem|quy|thang|nam|ngay|lan thu|thu|hang|cap|phu luc|bieu|mau"
    r"|giai doan|chuong|muc|iso|quoc lo|nghi quyet|ket luan|cong chung so) ?$"
)
# A number that is told, not asked for: “mới đạt 41,5 %”, “đã tổ chức 02 lớp”.
_TOLD = re.compile(
    r"\b(?:da (?:dat|to chuc|tiep nhan|giai quyet|hoan thanh|thuc hien|co|ban hanh|xu ly)|moi chi|moi dat"
    r"|chi dat|hien nay|hien co|thuc te|con|chiem)\b[^.;,]{0,12}$"
)
# Without an operator a count is asked for only where something is to be made or reached.
_ASKED = re.compile(
    r"\b(?:dang ky|to chuc|thuc hien|trien khai|xay dung|mo|dat|co|tham muu|bien soan|hoan thanh"
    r"|ban hanh|phan dau|moi|tung|kiem tra|dao tao|boi duong|tap huan|dang|viet|lap|ra|phat hanh|duy tri"
    r"|thanh lap|cong bo|de xuat|tiep nhan|giai quyet|cung cap|san xuat|bao dam|dam bao|giam|tang"
    r"|cu|bo tri|phan cong|giao|chon|lap dat|trang bi|ky|cap|tap huan|cat giam|khao sat|rut gon|tiet kiem|gom|tham gia|hoan tat)\b[^.;:]{0,50}$"
)


@dataclass(frozen=True)
class FoundTarget:
    """A target with its place in the transcript."""

    target: Target
    start: int
    end: int


def read_targets(transcript: Transcript, start: int, end: int) -> list[FoundTarget]:
    """Targets in [start, end) of the transcript, in order."""
    flat = transcript.flat
    found = []
    known = list(_AMOUNT.finditer(flat, start, end))
    places = {match.start("value") for match in known}
    others = _ANY_AMOUNT.finditer(flat, start, end)
    matches = [*known, *(match for match in others if match.start("value") not in places)]
    for match in sorted(matches, key=lambda match: match.start("value")):
        at = match.start("value")
        before = flat[max(start, at - 70) : at]
        bare = match.start() == at or (match["from"] and match.start() == match.start("from"))
        operator = _operator(match, before)
        value = _decimal(match["value"])
        if value is None or _TOLD.search(before):
            continue
        if not match["percent"]:
            if _NOT_BEFORE.search(before.rstrip()[-24:]):
                continue
            explicit = operator != "="
            if not explicit and not (bare and _ASKED.search(before)):
                continue
            if match["noun"] in ("so", "bo", "to", "quy", "may", "trang", "ky") and not explicit:
                continue
        first = match.start()
        last = (
            match.end() if match["after"] else match.end("percent" if match["percent"] else "noun")
        )
        unit = "%" if match["percent"] else _noun(transcript, match)
        text = transcript.original(first, last)
        target = Target(operator, value, unit, text, transcript.span(first, last))
        found.append(FoundTarget(target, first, last))
    return found


def _operator(match: re.Match[str], before: str) -> Operator:
    if match["direction"]:
        return ">=" if match["direction"] == "len" else "<="
    for at, (_, operator) in enumerate(_OPERATORS):
        if match[f"op{at}"]:
            return operator
    if match["from"] or re.search(r"\bdat tu ?$", before):
        return ">="
    return "="


def _decimal(written: str) -> Decimal | None:
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", written):
        return Decimal(written.replace(".", ""))
    digits = written.translate(str.maketrans("oilsbzgq|", "011582991")).replace(",", ".")
    if not any(c.isdigit() for c in written):
        return None
    return Decimal(digits) if digits.replace(".", "", 1).isascii() else None


def _noun(transcript: Transcript, match: re.Match[str]) -> str:
    """The counted noun as the paper has it."""
    return transcript.original(match.start("noun"), match.end("noun"))
