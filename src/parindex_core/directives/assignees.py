"""Who must act in a sentence: who is charged, who leads, who joins, and who is only mentioned."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parindex_core.directives.collectives import is_distributive
from parindex_core.directives.names import Mention
from parindex_core.directives.reading import Role
from parindex_core.directives.transcript import Transcript

_HEADS = (
    r"(?:(?:cac )?(?:dong chi )?(?:th\w{1,2} truong|truong|pho truong|chanh|giam doc|lanh dao"
    r"|chi cuc truong"
    r"|nguoi dung dau|chu tich|truong ban|pho giam doc|vien truong|hieu truong"
    r"|doi truong|hat truong|tram truong|to truong|chu nhiem|cuc truong"
    r"|chanh van phong)|(?:cac )?dong chi)"
)
# “Chủ tịch UBND các xã: …”: the kind that a list of names shares.
_SHARED_KIND = (
    r"(?:ubnd |uy ban nhan dan )?cac (?:so|phong|ban|chi cuc|trung tam|truong|xa|phuong|thi tran"
    r"|huyen|thi xa|thanh pho) ?:? ?"
)
_HEAD_BEFORE = re.compile(rf"\b(?:{_HEADS} (?:{_SHARED_KIND})?|{_SHARED_KIND})$")
_JOIN = re.compile(
    rf" ?(?:, ?(?:va )?|va |cung (?:voi )?|hoac |& |- |/ ?"
    rf"|; ?(?:va )?)?(?:{_HEADS} )?(?:{_SHARED_KIND}|cac )?(?:(?:so|phong|ban) ?:? ?)?"
)
_PARTNER_BEFORE = re.compile(
    r"(?:phoi hop(?: chat che| dong bo| thuc hien| thuong xuyen| cung| voi| cung voi)*"
    r"(?: cac)?(?: don vi| co quan| phong)?(?: lien quan)?(?: nhu| gom| la)?|cung(?: voi)?"
    r"|don vi phoi hop|co quan phoi hop|phoi hop co|su tham gia cua|cung su phoi hop cua"
    r"|su phoi hop cua) ?[:(]?$"
)
_LEAD_BEFORE = re.compile(
    r"(?:(?<!ban )\bgiao(?: nhiem vu| trach nhiem)?(?: cho)?(?: dong chi| cac dong chi)?"
    r"|\bphan cong(?: nhiem vu)?(?: cho)?|(?<!theo )(?<!xet )\bde nghi(?: cac)?"
    r"|(?<!theo )\byeu cau|\buy quyen(?: cho)?|\bgiao cho"
    r"|\brieng(?: doi voi)?|(?:don vi|co quan|bo phan|phong)? ?(?:chu tri|thuc hien"
    r"|chiu trach nhiem|dau moi|tham muu)"
    r"(?: thuc hien| chinh| tham muu)? ?:|trach nhiem ?:|phan cong ?:) ?:?$"
)
# “Giao nhiệm vụ theo dõi cho Văn phòng Sở”.
_GIVEN_TO = re.compile(r"(?<!ban )\bgiao (?!quyen tu chu)[^.;:]{1,80} cho ?:?$")
_BY_BEFORE = re.compile(r"\bdo ?$")
_OBJECT_BEFORE = re.compile(
    r"\b(?:cua|thuoc|tai|ve|gui|cho|voi|den|toi|trinh|qua|doi voi|tham muu|tham muu giup|giup|nghe"
    r"|tren|trong|tu|bao cao|y kien|kiem tra|huong dan|don doc|theo doi|bang|de|theo|ho tro|giua"
    r"|la|truoc|thong qua|gom|nhu|duoc|sang|lien he|do|voi su|hop|va gui|ngoai|thay|cung cap"
    r"|thanh tra|giam sat|danh gia|xep loai|tap huan|boi duong|tao dieu kien|moi|lam viec voi"
    r"|thanh lap|tham dinh|thong bao|nhac nho|chuyen|chuyen cho|de xuat|kien nghi|nop|dong goi) ?$"
)
VERB = (
    r"(?:chu tri|chu dong|phoi hop|can cu|tham muu|thuc hien|trien khai|to chuc|xay dung|ban hanh"
    r"|ra soat|day manh|tang cuong|tiep tuc|khan truong|nghiem tuc|huong dan|theo doi|don doc"
    r"|kiem tra|thanh tra|tong hop|bao cao|trinh|cap nhat|cong khai|niem yet|bo tri|dang ky"
    r"|hoan thanh|nang cao|bao dam|dam bao|phai|co trach nhiem|chiu trach nhiem|can|tap trung"
    r"|quan triet|pho bien|tuyen truyen|lap|gui|nop|cu|phan cong|chi dao|xu ly|giai quyet|tiep nhan"
    r"|thuong xuyen|dinh ky|hang|lam|duy tri|cai thien|khac phuc|xac dinh|danh gia|cung cap"
    r"|van hanh|quan ly|su dung|ung dung|ket noi|so hoa|chuan bi|thong bao|cong bo|de xuat"
    r"|kien nghi|nghien cuu|moi|tung|trong|truoc|cham nhat|tu|dua|khai thac|mo|lua chon|tiep thu"
    r"|hoan thien|sap xep|kien toan|thuc thi|kip thoi|day du|tham dinh|thao luan|bien soan"
    r"|cung|lien he|giao|bo sung|doi moi|phat huy|phat dong|huong ung|dong thoi|rut kinh nghiem"
    r"|kiem diem|lay y kien|ky|cham|tu cham|nghiem thu|tap huan|boi duong|dao tao|mua sam"
    r"|thanh lap|trang bi|luu|so ket|tong ket|khong|tuyet doi|xem xet|quyet dinh|uu tien|giu"
    r"|dam nhiem|phu trach|chuyen|tich cuc|gan|lam dau moi|thi hanh|san sang|cai tien|cat giam"
    r"|rut ngan|giam|tang|phan dau|quan tam|can doi|giai ngan|thanh toan|nang cap|sua doi|thay the"
    r"|dang tai|dang|viet|phat hanh|gop y|cho y kien|xin loi|cong tac|tu|chap hanh|tuan thu"
    r"|siet chat|quy dinh|dieu chinh|chinh|quan|phat hien|ngan chan|khao sat|thu thap|thong ke"
    r"|nhap|luan chuyen|dieu dong|tuyen dung|tinh gian|phe duyet|dau moi|co giai phap|co ke hoach"
    r"|co bien phap|co van ban|ra|het|den|vao|ngay|nam|quy|thang|khi|sau khi|tren co so|theo"
    r"|den het"
    r"|voi|de|nham|thuc|chuyen doi|bam sat|nhanh chong|som|lua|xac minh|giam sat|tham gia|ho tro"
    r"|dieu hanh|lap ke hoach|yeu cau|de nghi|gioi thieu|giai trinh|thu|bao|xay|truc tiep|chuc"
    r"|mot|hai|phan|tra|nhan|doi|lay|don|phong ngua|tich|trang|cau hinh|thiet lap|tich hop|cam ket"
    r"|tien hanh|ban giao|dong loat|co y kien|tro giup|chi tra|tang|nhac|dang tai|va sua|phoi hop"
    r"|la (?:don vi|co quan|dau moi|bo phan)|duoc giao|tru|luu y|dien|thu ly|dang ki|cam|thay"
    r"|van dong|thi diem|lam diem)\b"
)
# “Các Hạt Kiểm lâm huyện A, B tuần tra”: any kind, where a sentence begins with it.
_ANY_KIND_BEFORE = re.compile(
    r"(?:^|(?<=[.;:] ))cac (?:(?!(?:voi|cua|cho|thuoc|cao|gui|theo|de|ve|tai|do|hop|giao|qua|trinh"
    r"|va|len|lien|duoc|co)\b)[a-z]+ ){1,5}$"
)
_ACTS = re.compile(rf" ?,? ?(?:\([^)]{{0,80}}\) ?)?(?:(?:hai|ba|\d+) don vi )?{VERB}")
_FIRMLY = re.compile(
    r" ?(?:\([^)]{0,80}\) ?)?(?:la (?:don vi|co quan|dau moi|bo phan)|chu tri|chu dong"
    r"|co trach nhiem"
    r"|chiu trach nhiem|phai|tham muu|lam dau moi|phoi hop|tong hop|theo doi|thuc hien|huong dan"
    r"|cung cap|bo tri|ra soat|xay dung|to chuc|trien khai|hoan thanh|bao cao|gui|phu trach"
    r"|thi diem)\b"
)
_CARRIES_OUT = re.compile(
    r" ?(?:chu tri|tham muu|thuc hien|phu trach|lam dau moi|chiu trach nhiem|dam nhiem|bao dam"
    r"|bo tri)\b"
)
# “Phòng A (chủ trì), Phòng B, Văn phòng Sở (phối hợp): …”
_ROLE_AFTER = re.compile(r" ?\( ?(?:(?:cung )?(?P<joins>phoi hop)|chu tri)(?: thuc hien)? ?\)")
_JOINS = re.compile(r" ?[,-]? ?(?:va )?(?:cung )?phoi hop\b(?! (?:voi|cung))")
# “…, Văn phòng UBND tỉnh, VNPT tỉnh phối hợp”: of a list that others end, whom no unit file has.
_JOINS_WITH_OTHERS = re.compile(
    rf"(?:(?: ?, ?| va | cung )(?!{VERB})(?:(?! va )[^.,;:]){{2,60}}){{1,4}}"
    r" phoi hop\b(?! (?:voi|cung))"
)
_PARTNERS_LISTED = re.compile(
    rf"\bphoi hop (?:cung |chat che )?voi (?!{VERB})(?:(?! va )[^.;:,]){{2,60}}"
    rf"(?:(?:, | va )(?!{VERB})(?:(?! va )[^.;:,]){{2,60}}){{0,6}}(?:,| va)$"
)
_TOLD = re.compile(r" ?(?:da|duoc giao da|vua|hien)\b")
# What a sentence tells about a unit instead of asking it.
_TELLS = re.compile(
    r" ?(?:da|dang|vua|hien|con|chua|bi|duoc|dat|la|chiem|xep|von|se|cung|ma|co (?:\d|nhieu|tren"
    r"|hon|mot so|khoang)|(?:\w+ )?(?:tai|ve|cua|thuoc|theo)|noi|tren|duoi|o)\b"
)
_STATES = re.compile(r" ?[a-z]")
# Whoever is named in this sentence must act: “A, B; C chịu trách nhiệm thi hành”.
_ALL_ANSWER = re.compile(
    r"\bchiu trach nhiem (?:to chuc |trien khai )*(?:thi hanh|thuc hien) (?:quyet dinh|ke hoach"
    r"|chi thi|quy che|noi dung)?|\bchiu trach nhiem (?:to chuc )?thi hanh\b"
)
# “Đồng chí Phó Giám đốc phụ trách chỉ đạo Văn phòng Sở họp …”: no unit leads but the directed.
_CHIEF = re.compile(
    r"(?<!bao cao )(?<!tham muu )(?<!trinh )(?<!y kien )\b(?:pho giam doc|pho chu tich|lanh dao)\b"
    r"[^.;:,]{0,60}\bchi dao$"
)
_SENTENCE_END = re.compile(r"[.!?](?= )")
_CONTINUES = re.compile(r" ?(?:cua|thuoc|ve viec|co lien quan)\b")
_OPENER = re.compile(
    r"(?:^|[.;:,(]|- ?) ?(?:tren co so|can cu|theo|de|nham|truoc|trong|hang|dinh ky|tu|den|ngay"
    r"|thang"
    r"|nam|quy|cham nhat|khi|sau khi|thuc hien|dong thoi|ngoai ra|rieng|thoi gian toi|voi|doi voi"
    r"|cung voi|ben canh|song song|khan truong|truoc mat|hien nay"
    r"|giao|cac|qua|nhan|tiep tuc|toi thieu|it nhat|\d)\b[^.;]*$"
)
# “Đối với Văn phòng Sở” as the heading of what the unit must do.
_ABOUT = re.compile(
    r"(?:doi voi|ve phia|rieng(?: doi voi)?|phan cong|nhiem vu cua|trach nhiem cua)"
)
# “… trước 20/6/2019, Phòng Doanh nghiệp …”, “đồng thời Thanh tra Sở …”: another's duty begins.
_DAY = r"(?:\d[/.]\d{1,2}[/.]\d{4}|\d[/.]\d{1,2}|nam \d{4}|quy [ivl1-4]{1,3}(?:/\d{4})?)"
_THEN = re.compile(
    rf"{_DAY},$"
    r"|\b(?:dong thoi|tren co so do|sau do|tu do|tiep do|con lai)(?: giao)?,?$"
)
_PARAGRAPH_END = re.compile(r"\n")
# “Tờ trình số 09/TTr-VPĐD”: the name is part of a paper's symbol.
_IN_SYMBOL = re.compile(r"\w[-/]$")
# “… trước 13/10 để Văn phòng Sở trình … trước ngày 27/10”: a duty, since it has its own day.
_SO_THAT = re.compile(rf"{_DAY} de$")
_BY_A_DAY = re.compile(r"[^.;]{1,160}?\b(?:truoc|cham nhat|muon nhat|trong|xong)\b[^.;]{0,12}? \d")
_LONGEST_SENTENCE = 2_000
# Letters between the names of a list and the “mỗi đơn vị” that takes them up.
_LONGEST_APART = 250
# Letters between whom a sentence charges and whom the work is for.
_LONGEST_GIFT = 120
_SUBMITTED = re.compile(r"\b(?:gui|ve|bao cao|trinh|qua|lien he)\b[^.;(]{0,40}\($")


@dataclass(frozen=True)
class Charge:
    """A mention that must act, and in which role."""

    mention: Mention
    role: Role
    group: int


def charges(
    transcript: Transcript, mentions: Sequence[Mention], start: int, end: int
) -> list[Charge]:
    """Those among the mentions (in order, within [start, end)) who must act."""
    flat = transcript.flat
    answering = [
        _sentence_up_to(flat, start, m.start()) for m in _ALL_ANSWER.finditer(flat, start, end)
    ]
    found: list[Charge] = []
    for index, group in enumerate(_groups(flat, mentions)):
        answers = any(low <= group[0].start < high for low, high in answering)
        role = "lead" if answers else _role(transcript, group, start, end, found)
        if role is None:
            continue
        first = group[0]
        if _IN_SYMBOL.search(flat, max(start, first.start - 2), first.start):
            continue
        if is_distributive(flat, first) and _has_lead_near(flat, found, first):
            continue
        found += [Charge(mention, role, index) for mention in group]
    return found


def _sentence_up_to(flat: str, start: int, at: int) -> tuple[int, int]:
    """The sentence that ends at the place, from its first word."""
    low = start
    for match in _SENTENCE_END.finditer(flat, max(start, at - _LONGEST_SENTENCE), at):
        low = match.end()
    return low, at


def _groups(flat: str, mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Names that a list joins: “A, B và C”."""
    groups: list[list[Mention]] = []
    for mention in mentions:
        last = groups[-1][-1] if groups else None
        if last is not None and _joined(flat, last, mention):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _joined(flat: str, last: Mention, mention: Mention) -> bool:
    if mention.start - last.end > 45 or is_distributive(flat, mention):
        return False
    match = _JOIN.match(flat, last.end, mention.start)
    if match is None or match.end() != mention.start:
        return False
    between = flat[last.end : mention.start]
    # “A thuộc B; C chủ trì”: a semicolon joins only the names of a list, not two sentences.
    return ";" not in between or not _FIRMLY.match(flat, mention.end)


def _role(
    transcript: Transcript,
    group: Sequence[Mention],
    start: int,
    end: int,
    before: Sequence[Charge],
) -> Role | None:
    left = _without_head(_left_of(transcript, start, group[0].start)).rstrip(" ")
    named = _ABOUT.fullmatch(left.strip(" -+*\n"))
    left = "" if named else left
    at_start = not left.strip(' -+*"(\n')
    left = left.rstrip()
    flat = transcript.flat
    right_at = group[-1].end
    right = flat[right_at : min(end, right_at + 120)]
    if _TOLD.match(right):
        return None
    in_brackets = _ROLE_AFTER.match(right)
    if in_brackets:
        return "partner" if in_brackets["joins"] else "lead"
    if _PARTNER_BEFORE.search(left) or _lists_partners(left, before):
        return "partner"
    if _LEAD_BEFORE.search(left):
        return "lead"
    if _GIVEN_TO.search(left) and not _given_already(flat, before, group[0]):
        return "lead"
    so_that = _SO_THAT.search(left) and _BY_A_DAY.match(flat, right_at, end)
    then = bool(so_that) or _THEN.search(left) is not None
    if _BY_BEFORE.search(left) and not then:
        return "lead" if _CARRIES_OUT.match(right) else None
    if left.endswith("("):
        if _SUBMITTED.search(left) and not _CARRIES_OUT.match(right):
            return None
        return "lead" if re.match(r" ?\)", right) or _ACTS.match(right) else None
    if left.endswith("chi dao") and (
        right.startswith(":") or (_CHIEF.search(left) and not _follows_lead(flat, before, group[0]))
    ):
        return "lead"
    if _OBJECT_BEFORE.search(left) and not then:
        return None
    if at_start or not left or left.endswith((".", ";", ":", "-", "+", "*", "/", "!")):
        return _role_at_clause_start(right, before, at_start, left, group[0].matched)
    if left.endswith((",", " va", "thi", "nay", '"', " roi", ")")) or then:
        if _follows_lead(flat, before, group[0]) and _JOINS_WITH_OTHERS.match(right):
            return "partner"
        if not _ACTS.match(right):
            return None
        if _JOINS.match(right) and before:
            return "partner"
        opened = then or (
            left.endswith((",", "thi", "nay", ")"))
            and (group[0].everyone or _OPENER.search(left) or _follows_lead(flat, before, group[0]))
        )
        return "lead" if opened or _FIRMLY.match(right) else None
    return None


def _role_at_clause_start(
    right: str, before: Sequence[Charge], at_start: bool, left: str, known: bool
) -> Role | None:
    if _JOINS.match(right) and any(charge.role == "lead" for charge in before):
        return "partner"
    if _ACTS.match(right) or re.match(r" ?:", right):
        return "lead"
    # A unit that opens a sentence with whatever verb is asked, unless the sentence only tells.
    if (
        known
        and (at_start or left.endswith((".", ";", ":", "-", "+", "*")))
        and _STATES.match(right)
        and not _TELLS.match(right)
    ):
        return "lead"
    if not at_start or _CONTINUES.match(right):
        return "lead" if left.endswith(":") and not right.strip(" .;") else None
    return "lead"


def _left_of(transcript: Transcript, start: int, at: int) -> str:
    """The text before a name, from the beginning of its paragraph where that is plain to see."""
    left = transcript.text[max(start, at - 120) : at]
    line = left.rfind("\n")
    if line >= 0 and not left[line:].strip(" \n-+*"):
        above = left[:line].rpartition("\n")[2].strip()
        short = len(above) < 0.6 * transcript.width
        if short and not above.endswith((",", "-")) and transcript.capital_at(at):
            return ". "
    return _PARAGRAPH_END.sub(
        lambda end: ". " if _ends_paragraph(transcript, at - len(left) + end.start()) else " ", left
    )


def _ends_paragraph(transcript: Transcript, at: int) -> bool:
    """Whether the line that ends at the place is a heading: short, without a sign at its end."""
    start = transcript.text.rfind("\n", 0, at) + 1
    line = transcript.text[start:at].rstrip()
    short = len(line) < 0.6 * transcript.width
    return short and line[-1:].isalnum() and transcript.capital_at(at + 1)


def _without_head(left: str) -> str:
    """The text before a name without the head's title: “Giao Chánh” before “Văn phòng Sở”.

    Nor with the kind that a list of names shares.
    """
    match = _HEAD_BEFORE.search(left) or _ANY_KIND_BEFORE.search(left)
    return left[: match.start()] if match else left


def _has_lead_near(flat: str, found: Sequence[Charge], mention: Mention) -> bool:
    """Whether “mỗi phòng, đơn vị” takes up a list of names in the same sentence."""
    leads = [c.mention for c in found if c.role == "lead"]
    if not leads:
        return False
    between = flat[leads[-1].end : mention.start]
    return len(between) < _LONGEST_APART and re.search(r"\.(?= )", between) is None


def _follows_lead(flat: str, before: Sequence[Charge], mention: Mention) -> bool:
    """Whether the same sentence charged someone before: “A chủ trì, B bảo đảm kinh phí”."""
    leads = [c.mention for c in before if c.role == "lead"]
    return bool(leads) and not re.search(r"[.;:]", flat[leads[-1].end : mention.start])


def _lists_partners(left: str, before: Sequence[Charge]) -> bool:
    """“… phối hợp với Công an, Viễn thông tỉnh và UBND các xã …”: also after another's name."""
    if not left.endswith((",", " va")) or not before:
        return False
    listed = _PARTNERS_LISTED.search(left)
    return listed is not None and "lien quan" not in listed.group()


def _given_already(flat: str, before: Sequence[Charge], mention: Mention) -> bool:
    """“Giao A mua máy cho B”: it is A whom the sentence charges; “Giao việc này cho B” is B."""
    if not before or mention.start - before[-1].mention.end > _LONGEST_GIFT:
        return False
    between = flat[before[-1].mention.end : mention.start]
    return re.search(r"[.;:]|\bgiao\b", between) is None


def opens_duty(flat: str, mention: Mention) -> bool:
    """Whether a sentence that begins with the name asks something of it instead of telling."""
    if mention.everyone:
        return _ACTS.match(flat, mention.end) is not None
    return (
        mention.matched
        and _STATES.match(flat, mention.end) is not None
        and _TELLS.match(flat, mention.end) is None
        and _TOLD.match(flat, mention.end) is None
    )


def head_start(flat: str, mention: Mention) -> int:
    """Where the head's title before the name begins, or the name itself."""
    low = max(0, mention.start - 40)
    match = _HEAD_BEFORE.search(flat[low : mention.start])
    return low + match.start() if match else mention.start
