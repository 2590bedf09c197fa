"""“Các phòng, đơn vị” and its like: everyone in the agency, named at once."""

import re

from parindex_core.directives.names import Mention

_HEAD = (
    r"(?:(?:th\w{1,2} truong|truong|lanh dao|giam doc|nguoi dung dau|chu tich"
    r"|chanh van phong)(?:,? pho)?"
    r"|dong chi|cap truong)"
)
_BODY = (
    r"(?:phong|ban|don vi|co quan|so|nganh|chi cuc|trung tam|doan the|dia phuong|hoi doan the"
    r"|to chuc|bo phan|ca nhan|khoa)"
)
_QUALITY = r"(?: chuyen mon| nghiep vu| tham muu| truc thuoc| hanh chinh| su nghiep| hanh chinh)*"
_COMMITTEES = (
    r"(?:chu tich )?(?:ubnd|uy ban nhan dan) (?:cac |cap )?(?:huyen|thi xa|thanh pho|xa|phuong"
    r"|thi tran|dac khu)(?:(?:, ?| va )(?:huyen|thi xa|thanh pho|xa|phuong|thi tran|dac khu))*"
)
_JOIN = r"(?: ?, ?(?:va )?| va | ?; ?(?:va )?| ?- ?| ?/ ?| & )"
_EVERYONE = re.compile(
    rf"\b(?:{_HEAD} )?(?:tat ca (?:cac )?|toan the (?:cac )?|cac |moi |tung )(?:{_HEAD} )?(?:cac )?"
    rf"(?:phong|ban|don vi|co quan|so|chi cuc|trung tam|khoa)\b(?! \d){_QUALITY}"
    rf"(?:{_JOIN}(?:(?:{_HEAD} )?(?:cac |moi |tung )|{_HEAD} (?=don vi|co quan"
    rf"|phong\b(?! [^\W\d_]))|)"
    rf"(?:{_COMMITTEES}|{_BODY}\b){_QUALITY})*"
    r"(?P<related> (?:co )?lien quan| duoc (?:giao|phan cong)\b)?"
    r"(?: (?:truc )?thuoc (?:va truc thuoc )?(?:so|ubnd (?:tinh|thanh pho|huyen|thi xa|xa|phuong)"
    r"|tinh|huyen|thanh pho|phuong|xa|thi xa|thi tran|dac khu)\b"
    r"| cua so\b| cap tinh\b| cap huyen\b| trong (?:toan )?so\b)?"
    rf"(?:{_JOIN}{_COMMITTEES})?"
)
# “Trưởng phòng, thủ trưởng đơn vị”: every one of them, though no word says “các”.
_HEADS_OF_ALL = re.compile(
    r"\b(?:truong|lanh dao)(?: cac)? (?:phong|ban)(?:, ?| va | - )(?:thu truong|truong|lanh dao"
    r"|giam doc|nguoi dung dau)(?: cac)? (?:don vi|co quan)\b(?: (?:truc )?thuoc(?: so)?)?"
)
_EACH = re.compile(r"(?:moi|tung)\b")


def collective_mentions(flat: str, start: int, end: int) -> list[Mention]:
    """Mentions of everyone in [start, end); “các đơn vị liên quan” names nobody and is left out."""
    found = []
    for match in _EVERYONE.finditer(flat, start, end):
        everyone = match["related"] is None
        found.append(Mention(match.start(), match.end(), None, match.group(), False, 0.9, everyone))
    for match in _HEADS_OF_ALL.finditer(flat, start, end):
        found.append(Mention(match.start(), match.end(), None, match.group(), False, 0.9, True))
    return found


def is_distributive(flat: str, mention: Mention) -> bool:
    """“Mỗi phòng, đơn vị”: each of those named before, or of all."""
    return _EACH.match(flat, mention.start) is not None
