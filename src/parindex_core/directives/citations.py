"""Other papers that the directive cites: numbers with their symbols, restored, and dates."""

import re
from bisect import bisect_right
from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein

from parindex_core.directives.dates import DATE, DIGIT, date_of
from parindex_core.directives.ocr import look_alike
from parindex_core.directives.reading import Citation
from parindex_core.directives.transcript import Transcript
from parindex_core.vietnamese.folding import fold

_SYMBOLS = """
QĐ NĐ CP TTg NQ TT BNV BTC BTP BKHCN BTTTT BYT BGDĐT BNNPTNT BTNMT BXD BGTVT BCT BKHĐT BLĐTBXH BCA
BQP BVHTTDL BNG VPCP UBND HĐND TU HU TW QH10 QH11 QH12 QH13 QH14 QH15 QH16 PL UBTVQH UBTVQH13
UBTVQH14 UBTVQH15 KL TB CV KH CT HD TTr BC BB TTLT GM CĐ ĐA CTr QC QyĐ PA TBKL SNV SKHCN STC STP
STTTT SKHĐT SXD SGTVT SCT SNNPTNT SNN STNMT SNNMT SGDĐT SYT SLĐTBXH SVHTTDL SVHTT SDL SNgV SDTTG
BDT BQL BQLKKT VP VPUBND CCHC TTĐT KSTT TCCB CCVC TĐC TCĐLCL CCTĐC QLCN QLKH KHTC TTra TTRA ĐTC
CAT TTH KTTH NC NCKSTT TH KGVX KTN ĐU ĐUK MTTQ LĐLĐ CTUBND TTHĐND XDCQ QLVB CCTP CNTT CĐS KHCN
VPUB VPHĐND TTPVHCC PNV TCKH P PC HC XD QLĐĐ KT BTDTCP TTCP BKHCNMT KHCNMT BCĐ HĐTĐ BTTTT NHNN
HCTP BTTP PBGDPL TTHC HTQT TĐKT QLĐT TNMT KHTH TCHC TCKT PCTT BCVT ANTT ATTP QLTT XTTM ĐKKD NVY
"""
_BY_FOLD = {fold(symbol): symbol for symbol in _SYMBOLS.split()}
_BY_SHAPE = {look_alike(folded): symbol for folded, symbol in _BY_FOLD.items()}
_SEPARATOR = r"(?: ?[/\\|\[\]] ?)"
_LETTERS = r"[a-z0-9&](?:['\"]?[a-z0-9&]){0,13}"
NUMBERED = re.compile(
    rf"(?<![\w/.,\-])(?P<number>(?=[oilsbzgq|]?\d|\d){DIGIT}{{1,5}})(?:(?P<slash>{_SEPARATOR})"
    rf"(?P<of>{DIGIT}{{4}}))?(?P<sign>{_SEPARATOR})"
    # A speck that an OCR took for a quotation mark may stand in it: “QĐ-T'Tg”.
    rf"(?P<symbol>{_LETTERS}(?:(?: -|- ?){_LETTERS}){{0,3}})"
)
_SHORT_SYMBOL = 5
_TWICE = re.compile(r"(.)\1")
_SPECKS = dict.fromkeys(map(ord, " '\"“”‘’"))
_PARTS_OF_SYMBOL = re.compile(r"([-.])")
_PARTS_OF_ORIGINAL = re.compile(r"[-.–]")
# Papers of the Party: “19-KL/TW”.
_PARTY_BODY = re.compile(r"/ ?(?:tw|tu|hu|du|vptw|bcd)")
_PARTY = re.compile(
    rf"(?<![\w/.,\-])(?P<number>(?=[oilsbzgq|]?\d|\d){DIGIT}{{1,4}}) ?- ?"
    r"(?P<symbol>[a-z]{2,6} ?/ ?[a-z]{2,8})\b"
)
_DATED = re.compile(rf" ?,?(?: ?\(?ngay)? ?{DATE}")
_DATE_WORD = re.compile(r" ?[,(]?(?: cua [^.;,]{3,60}?)? ?(?:ban hanh |ky )?ngay ")
# “Công điện số 97/CĐ-TTg ngày 16/9/2024 …, Công điện số 11/CĐ-UBND cùng ngày”.
_SAME_DAY = re.compile(r" ?,? ?cung ngay\b")
_LONGEST_APART = 300
_ISSUED = re.compile(
    rf"\bngay ?{DATE},? [^.;:\d]{{3,60}}? (?:ban hanh|ky|co|phe duyet) (?:[a-z]+ ){{1,3}}?so $"
)
_KIND = re.compile(
    r"(nghi dinh|nghi quyet|quyet dinh|thong tu lien tich|thong tu|luat|phap lenh|chi thi|ke hoach"
    r"|cong van|thong bao|ket luan|huong dan|to trinh|bao cao|cong dien|chuong trinh|van ban)"
    r"[^.;:]{0,80}$"
)


def restore_symbol(symbol: str, original: str) -> tuple[str, bool]:
    """A folded symbol with its letters restored from known ones, and whether any was known."""
    parts = _PARTS_OF_SYMBOL.split(symbol.translate(_SPECKS))
    originals = _PARTS_OF_ORIGINAL.split("".join(original.split()).translate(_SPECKS))
    restored, known = [], False
    for at, part in enumerate(parts):
        if part in ("-", "."):
            restored.append("-")
            continue
        raw = originals[at // 2] if at // 2 < len(originals) else part
        right = _known_symbol(part, raw)
        known = known or right is not None
        restored.append(right or (raw if any(c.isupper() for c in raw) else part.upper()))
    return "".join(restored), known


def _known_symbol(part: str, raw: str) -> str | None:
    if part in _BY_FOLD:
        return _BY_FOLD[part]
    once = _TWICE.sub(r"\1", part)  # “QĐÐ”
    if len(once) > 1 and once in _BY_FOLD:
        return _BY_FOLD[once]
    # “Đ” is often read as “B”.
    if part.startswith("b") and "d" + part[1:] in _BY_FOLD:
        return _BY_FOLD["d" + part[1:]]
    if len(part) == 2 and part.endswith("b") and part[0] + "d" in _BY_FOLD:
        return _BY_FOLD[part[0] + "d"]
    shape = look_alike(part)
    if shape in _BY_SHAPE:
        return _BY_SHAPE[shape]
    if len(part) < 4:
        return None
    # An OCR misreads a letter; that two change places is another body: “KTHT”, “KTTH”. So is one
    # plain capital for another (“XDKT”, “TĐKT”), unless their shapes are alike.
    # Of a long symbol hardly any two differ by one letter: “SNNPTNI” is SNNPTNT.
    is_plain = raw.isalpha() and raw.isupper()
    near = [
        symbol
        for known, symbol in _BY_SHAPE.items()
        if len(known) >= 4
        and not (is_plain and len(known) == len(shape) <= _SHORT_SYMBOL)
        and Levenshtein.distance(shape, known, score_cutoff=1) <= 1
    ]
    return near[0] if len(near) == 1 else None


def number_with_symbol(transcript: Transcript, match: re.Match[str]) -> str | None:
    """“664/KL-SKHCN” of a NUMBERED match, or None when it is no number of a paper."""
    start, end = match.span("symbol")
    original = transcript.original(start, end)
    symbol, known = restore_symbol(match["symbol"], original)
    if not known and (match["sign"].strip() != "/" or sum(c.isupper() for c in original) < 2):
        return None
    if match["symbol"].isdecimal() or not re.search(r"[a-z]", match["symbol"]):
        return None
    digits = _digits(match["number"])
    year = f"/{_digits(match['of'])}" if match["of"] else ""
    return f"{digits}{year}/{symbol}"


def _party_number(transcript: Transcript, match: re.Match[str]) -> str | None:
    """“19-KL/TW” of a _PARTY match."""
    kind, of = match["symbol"].replace(" ", "").split("/")
    symbols = _known_symbol(kind, kind), _known_symbol(of, of)
    if None in symbols:
        return None
    return f"{_digits(match['number'])}-{symbols[0]}/{symbols[1]}"


def _digits(text: str) -> str:
    return text.translate(str.maketrans("oilsbzgq|", "011582991"))


def read_citations(
    transcript: Transcript, start: int, end: int, own_numbers: Iterable[str | None]
) -> list[Citation]:
    """Citations in [start, end) of the transcript, the paper's own number left out."""
    own = {number for number in own_numbers if number}
    flat = transcript.flat
    found: list[Citation] = []
    last, last_at = None, 0  # the day of the paper named before, also of the paper's own number
    of_party = _PARTY.finditer(flat, start, end) if _PARTY_BODY.search(flat) else ()
    for match in [*NUMBERED.finditer(flat, start, end), *of_party]:
        number = (
            _party_number(transcript, match)
            if match.re is _PARTY
            else number_with_symbol(transcript, match)
        )
        if number is None:
            continue
        dated = _date_after(flat, match.end(), end) or _date_before(flat, start, match.start())
        issued_on = date_of(dated) if dated else None
        if dated is None and _SAME_DAY.match(flat, match.end(), end):
            issued_on = last if match.start() - last_at < _LONGEST_APART else None
        if issued_on is not None:
            last, last_at = issued_on, match.end()
        if number in own:
            continue
        kind = _KIND.search(flat, max(start, match.start() - 90), match.start())
        found.append(
            Citation(
                number=number,
                issued_on=issued_on,
                span=transcript.span(
                    match.start(), max(match.end(), dated.end() if dated else match.end())
                ),
                kind=kind[1] if kind else None,
            )
        )
    return _once(found)


def _date_after(flat: str, at: int, end: int) -> re.Match[str] | None:
    lead = _DATE_WORD.match(flat, at, min(end, at + 90))
    if lead is None:
        return None
    dated = _DATED.match(flat, lead.end() - 1, end)
    return dated if dated and (dated["year"] or dated["y"]) else None


def _date_before(flat: str, start: int, at: int) -> re.Match[str] | None:
    """“Ngày 20/5/2022, UBND tỉnh ban hành Quyết định số …”."""
    low = max(start, at - 140)
    dated = _ISSUED.search(flat, low, at)
    return dated if dated and (dated["year"] or dated["y"]) else None


def _once(citations: list[Citation]) -> list[Citation]:
    """Each paper once; the mention with a date is kept."""
    kept: dict[str, Citation] = {}
    for citation in citations:
        before = kept.get(citation.number)
        if before is None or (before.issued_on is None and citation.issued_on is not None):
            kept[citation.number] = citation
    return sorted(kept.values(), key=lambda citation: citation.span)


def within_any(at: int, spans: list[tuple[int, int]]) -> bool:
    """Whether a place lies within one of the sorted spans."""
    index = bisect_right(spans, (at, 1 << 60)) - 1
    return index >= 0 and spans[index][0] <= at < spans[index][1]
