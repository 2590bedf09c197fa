"""The head of a paper: bodies, number, place and date, kind and subject (decree 30/2020/NĐ-CP)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz

from parindex_core.directives.citations import NUMBERED, number_with_symbol
from parindex_core.directives.dates import DIGIT, number, safe_date
from parindex_core.directives.organisations import BODIES, DEPARTMENTS, DIVISIONS, PROVINCES
from parindex_core.directives.reading import Header
from parindex_core.directives.syllables import is_syllable
from parindex_core.directives.transcript import Line, Transcript, words_of

CONCLUSION, NOTICE, DISPATCH = "conclusion", "conclusion_notice", "dispatch"
_KINDS = {
    "ket luan": CONCLUSION,
    "thong bao ket luan": NOTICE,
    "thong bao": "notice",
    "ke hoach": "plan",
    "quyet dinh": "decision",
    "chi thi": "instruction",
    "cong van": DISPATCH,
    "cong dien": "telegram",
    "huong dan": "guidance",
    "to trinh": "submission",
    "bao cao": "report",
    "nghi quyet": "resolution",
    "chuong trinh": "programme",
    "quy che": "regulation",
}
_BY_SYMBOL = {
    "KL": CONCLUSION, "TBKL": NOTICE, "TB": "notice", "KH": "plan", "QĐ": "decision",
    "CT": "instruction", "CV": DISPATCH, "CĐ": "telegram", "HD": "guidance", "TTr": "submission",
    "BC": "report", "NQ": "resolution", "CTr": "programme",
}  # fmt: skip
_MOST_HEAD_LINES = 30
_LONGEST_LINE = 600
_LONGEST_NAME = 120
# “Thành phố Hồ Chí Minh”.
_LONGEST_PLACE = 5
_PLACE_DATE = re.compile(
    rf"(?P<place>[^\W\d][\w \-.]{{1,40}}?)? ?[,.;]? ?"
    rf"(?:\bhoi \d{{1,2}} ?(?:gio|h) ?(?:\d{{1,2}})?(?: phut)?,? ?)?\bngay ?"
    rf"(?P<day>{DIGIT}{{1,2}}) ?thang ?(?P<month>{DIGIT}{{1,2}}) ?nam ?(?P<year>{DIGIT}{{4}})"
)
_NUMBER_LEAD = re.compile(r"\W*\b\w{1,3} ?[:;.,]? ?$")
_MOTTO = (
    re.compile(r"\bcong ?hoa ?xa ?h\w{1,3} ?ch\w ?ngh.*$"),
    re.compile(r"\bd\w{2} ?l\w{2} ?- ?t\w{1,2} ?d\w ?- ?h.*$"),
)
_MOTTO_TEXTS = ("cong hoa xa hoi chu nghia viet nam", "doc lap tu do hanh phuc")
_BODY_START = re.compile(
    r"(?:so|ubnd|uy ban|van phong|chi cuc|trung tam|ban|thanh tra|bo|cuc|tong cuc|truong|phong|hdnd"
    r"|hoi dong|vien|benh vien|dai|cong an|kho bac|bao hiem|hoi|lien doan|tinh uy|huyen uy"
    r"|thanh uy)\b"
)
_RULE = " _-–—=*|~.:"
_COMMITTEES = {
    f"{short} {level}": f"{long} {written}"
    for short, long in (("ubnd", "UBND"), ("uy ban nhan dan", "Ủy ban nhân dân"))
    for level, written in (
        ("tinh", "tỉnh"),
        ("thanh pho", "thành phố"),
        ("huyen", "huyện"),
        ("thi xa", "thị xã"),
        ("quan", "quận"),
        ("phuong", "phường"),
        ("xa", "xã"),
        ("thi tran", "thị trấn"),
        ("dac khu", "đặc khu"),
    )
}
_SUBJECT_LEAD = re.compile(r"\b(?:v ?/ ?v|w/v|v/w|vv)\b[ :.]*")
_BODY_LEAD = re.compile(
    r"(?:can cu|thuc hien|theo de nghi|giam doc (?:so|trung tam)\b(?!.*(?:ket luan|tai))"
    r"|chu tich (?:ubnd|uy ban)"
    r"(?!.*(?:tai|ket luan))|kinh gui|ngay \d|de (?:trien khai|thuc hien|nang cao|tang cuong)"
    r"|thoi gian qua"
    r"|sau khi|trong thoi gian|nham|dieu \d|xet|uy ban nhan dan \w+ \w+ ban hanh"
    r"|trong nhung nam"
    r"|hoi dong nhan dan|tiep tuc)\b|(?:1|i|a) ?[.)] ?(?=[^\W\d])"
)


@dataclass(frozen=True)
class ReadHeader:
    """The head, where the body of the paper begins in the transcript, and the number's place."""

    header: Header
    body: int
    number_at: tuple[int, int] | None


def read_header(transcript: Transcript, lines: Sequence[Line]) -> ReadHeader:
    """Reads the head from the first lines of a paper."""
    top = [
        replace(line, end=min(line.end, line.start + _LONGEST_LINE))
        for line in lines[:_MOST_HEAD_LINES]
    ]
    flat = transcript.flat
    numbered = _own_number(transcript, top)
    dated = _place_and_date(flat, top)
    number_text = numbered[0] if numbered else None
    kind_line, kind = _kind(transcript, top, number_text)
    superior, issuer = _bodies(transcript, top, kind_line, numbered, dated)
    subject, body = _subject(transcript, top, kind_line, kind, dated)
    if kind == "notice" and kind_line is not None:
        below = transcript.flat[top[kind_line].end : top[kind_line].end + 40]
        if re.match(r"\W*(?:\w+ ){0,4}ket luan", below):
            kind = NOTICE
    issued_on = _date(dated) if dated else None
    header = Header(
        kind=kind,
        number=number_text,
        issued_on=issued_on,
        place=_place(transcript, dated) if dated else None,
        issuer=issuer,
        superior=superior,
        subject=subject,
    )
    return ReadHeader(header, body, numbered[1] if numbered else None)


def _folded(text: str) -> str:
    return " ".join(words_of(text))


def _own_number(transcript: Transcript, top: Sequence[Line]) -> tuple[str, tuple[int, int]] | None:
    flat = transcript.flat
    for line in top:
        match = NUMBERED.search(flat, line.start, line.end)
        if match is None or not _NUMBER_LEAD.fullmatch(flat[line.start : match.start()]):
            continue
        found = number_with_symbol(transcript, match)
        if found:
            return found, match.span()
    return None


def _place_and_date(flat: str, top: Sequence[Line]) -> re.Match[str] | None:
    for line in top[:16]:
        match = _PLACE_DATE.search(flat, line.start, line.end)
        if match and line.end - match.end() < 30:
            return match
    return None


def _date(match: re.Match[str]) -> date | None:
    year, month, day = (number(match[name]) or 0 for name in ("year", "month", "day"))
    return safe_date(year, month, day)


def _place(transcript: Transcript, match: re.Match[str]) -> str | None:
    if not match["place"]:
        return None
    start, end = match.span("place")
    raw = transcript.original(start, end).strip(" ,.-")
    # On one line with the number the place follows its symbol: “KL-SKHCN Quảng Ngãi”.
    words = raw.split()
    while words and ((words[0].isupper() and len(words[0]) > 1) or not words[0][0].isalpha()):
        words = words[1:]
    # Beside the subject the place follows it: “V/v đẩy mạnh dịch vụ công Mường Khoa”.
    small = [at for at, word in enumerate(words) if word.islower()]
    if len(words) > _LONGEST_PLACE and small:
        words = words[small[-1] + 1 :]
    raw = " ".join(words)
    if not raw:
        return None
    return _restored_place(raw) or raw


def _restored_place(raw: str) -> str | None:
    """The province's name with its diacritics, when the folded letters are like enough."""
    folded = _folded(raw)
    for name in PROVINCES:
        if folded == _folded(name):
            return name
    if not _is_bare(raw):
        return None
    # A letter misread is put right where the name keeps its length and the word read is none; a
    # longer or shorter name, or one that can be said, is another place.
    near = [name for name in PROVINCES if _one_letter_off(folded, _folded(name))]
    return near[0] if len(near) == 1 else None


def _one_letter_off(read: str, known: str) -> bool:
    words, names = read.split(), known.split()
    return len(words) == len(names) and all(
        word == name
        or (
            len(word) == len(name)
            and not is_syllable(word)
            and sum(a != b for a, b in zip(word, name, strict=True)) == 1
        )
        for word, name in zip(words, names, strict=True)
    )


def _is_bare(raw: str) -> bool:
    """Whether the text has no Vietnamese letters of its own: an OCR took them."""
    return raw.isascii()


def _kind(
    transcript: Transcript, top: Sequence[Line], number_text: str | None
) -> tuple[int | None, str | None]:
    """The line that names the kind of paper, and the kind; a dispatch has no such line."""
    for index, line in enumerate(top):
        if line.end - line.start >= _LONGEST_LINE:
            continue
        raw = transcript.original(line.start, line.end)
        letters = [c for c in raw if c.isalpha()]
        if sum(c.isupper() for c in letters) < max(1, 0.6 * len(letters)):
            continue
        folded = transcript.flat[line.start : line.end].strip(" :.-_*#")
        for phrase in sorted(_KINDS, key=len, reverse=True):
            if _is_kind_line(folded, phrase):
                return index, _KINDS[phrase]
    symbol = _symbol_kind(number_text)
    return None, symbol or (DISPATCH if number_text else None)


def _is_kind_line(folded: str, phrase: str) -> bool:
    if folded == phrase or fuzz.ratio(folded, phrase) >= 84:
        return True
    return folded.startswith(phrase + " ") and not re.match(r".* so \d", folded)


def _symbol_kind(number_text: str | None) -> str | None:
    symbol = (number_text or "").rpartition("/")[2]
    return next((_BY_SYMBOL[p] for p in symbol.split("-")[:1] if p in _BY_SYMBOL), None)


def _bodies(
    transcript: Transcript,
    top: Sequence[Line],
    kind_line: int | None,
    numbered: tuple[str, tuple[int, int]] | None,
    dated: re.Match[str] | None,
) -> tuple[str | None, str | None]:
    """The superior and the issuing body: the left column above the number."""
    stop = min(
        numbered[1][0] if numbered else 1 << 60,
        dated.start() if dated else 1 << 60,
        top[kind_line].start if kind_line is not None else 1 << 60,
    )
    groups: list[tuple[str, str]] = []
    for line in top[:10]:
        if line.end > stop or line.start > stop:
            break
        text = _without_motto(transcript, line)
        if not text or len(text) > _LONGEST_NAME:
            continue
        if "·" in text:  # both bodies on one line
            groups += [
                (_folded(part), part.strip(_RULE)) for part in text.split("·") if _folded(part)
            ]
            continue
        count = len(words_of(text))
        folded = " ".join(transcript.flat[line.start : line.end].strip(_RULE).split()[:count])
        if groups and not _BODY_START.match(folded):
            groups[-1] = f"{groups[-1][0]} {folded}", f"{groups[-1][1]} {text}"
        else:
            groups.append((folded, text))
    # Words above no number, day or kind are a head only where they name a body.
    if stop == 1 << 60 and not any(_BODY_START.match(folded) for folded, _text in groups):
        return None, None
    named = [_restored_body(*group) for group in groups]
    if not named:
        return None, None
    if len(named) == 1:
        return None, named[0]
    return named[-2], named[-1]


def _without_motto(transcript: Transcript, line: Line) -> str:
    flat = transcript.flat
    end = line.end
    folded = flat[line.start : end]
    for pattern in _MOTTO:
        match = pattern.search(folded)
        if match:
            end = min(end, line.start + match.start())
    text = transcript.original(line.start, end) if end > line.start else ""
    text = text.strip(_RULE)
    plain = _folded(text)
    if any(fuzz.ratio(plain, motto) > 70 for motto in _MOTTO_TEXTS):
        return ""
    for motto in _MOTTO_TEXTS:
        aligned = fuzz.partial_ratio_alignment(motto, plain, score_cutoff=75)
        if aligned and aligned.dest_start > 4 and len(plain) > len(motto):
            words = plain[: aligned.dest_start].split()
            return " ".join(text.split()[: len(words)])
    return text if sum(c.isalpha() for c in text) > 1 else ""


def _restored_body(folded: str, text: str) -> str:
    """A body's name in the writing of the lexicon, when the letters are like enough."""
    for lead, written in _COMMITTEES.items():
        words = folded.split()
        count = len(lead.split())
        head, rest = " ".join(words[:count]), " ".join(text.split()[count:])
        exact = head.split()[-1:] == lead.split()[-1:]
        if rest and exact and fuzz.ratio(head, lead) >= 85:
            return f"{written} {_restored_place(rest) or _title_case(rest)}"
    known = [*DEPARTMENTS, *BODIES, *DIVISIONS]
    best, score = max(
        ((name, fuzz.ratio(folded, _folded(name))) for name in known), key=lambda pair: pair[1]
    )
    same_length = len(folded.split()) == len(words_of(best))
    return best if score >= (80 if same_length else 88) else text


def _title_case(text: str) -> str:
    return text.title() if text.isupper() else text


def _subject(
    transcript: Transcript,
    top: Sequence[Line],
    kind_line: int | None,
    kind: str | None,
    dated: re.Match[str] | None,
) -> tuple[str | None, int]:
    """What the paper is about, and where its body begins."""
    flat = transcript.flat
    first = kind_line + 1 if kind_line is not None else None
    start = None
    for index, line in enumerate(top):
        lead = _SUBJECT_LEAD.search(flat, line.start, line.end)
        if lead and (kind_line is None or index > kind_line):
            first, start = index, lead.end()
            break
    if first is None:
        after = max((dated.end() if dated else 0), 0)
        return None, after
    taken: list[str] = []
    body = top[first].start if first < len(top) else (top[-1].end if top else 0)
    for index in range(first, min(first + 8, len(top))):
        line = top[index]
        begin = start if index == first and start is not None else line.start
        text = _subject_line(transcript, begin, line.end, dated)
        if (taken and line.after_blank) or _BODY_LEAD.match(flat, begin):
            break
        if _looks_like_signer(text) and taken:
            break
        if text:
            taken.append(text)
        body = line.end
        if len(" ".join(taken)) > 500:
            break
    subject = " ".join(taken).strip(" _-–—*:")
    return (subject or None), body


def _subject_line(transcript: Transcript, start: int, end: int, dated: re.Match[str] | None) -> str:
    """A line of the subject without the place and date that stand beside it."""
    if dated and start < dated.end() <= end:
        place = dated.start("place") if dated["place"] else dated.start()
        end = max(start, place)
    text = transcript.original(start, end)
    return "" if sum(c.isalpha() for c in text) < 2 else text.strip(" _")


def _looks_like_signer(text: str) -> bool:
    """“GIÁM ĐỐC SỞ Y TẾ” in capitals under a subject that is not."""
    return (
        text.isupper()
        and re.match(r"(?:giam doc|chu tich|uy ban|hoi dong|thu tuong)\b", _folded(text))
        is not None
    )
