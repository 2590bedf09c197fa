"""Usual abbreviations within names of bodies: “Nông nghiệp và PTNT”, “Trung tâm PVHCC”."""

from parindex_core.directives.transcript import words_of

_USUAL = """
PTNT phát triển nông thôn
NN&PTNT nông nghiệp và phát triển nông thôn
NN&MT nông nghiệp và môi trường
NNMT nông nghiệp và môi trường
TN&MT tài nguyên và môi trường
TNMT tài nguyên và môi trường
KH&CN khoa học và công nghệ
KHCN khoa học và công nghệ
KH&ĐT kế hoạch và đầu tư
KHĐT kế hoạch và đầu tư
TC-KH tài chính kế hoạch
TCKH tài chính kế hoạch
KH-TC kế hoạch tài chính
KHTC kế hoạch tài chính
GD&ĐT giáo dục và đào tạo
GDĐT giáo dục và đào tạo
GDNN-GDTX giáo dục nghề nghiệp giáo dục thường xuyên
LĐTBXH lao động thương binh và xã hội
LĐ-TB&XH lao động thương binh và xã hội
LĐTB&XH lao động thương binh và xã hội
VHTTDL văn hóa thể thao và du lịch
VHTT&DL văn hóa thể thao và du lịch
VH,TT&DL văn hóa thể thao và du lịch
VHTT văn hóa và thông tin
VH&TT văn hóa và thông tin
VH-TT văn hóa và thông tin
VH-XH văn hóa xã hội
VHXH văn hóa xã hội
TT&TT thông tin và truyền thông
TTTT thông tin và truyền thông
VH-TT-TT văn hóa thông tin và truyền thông
GTVT giao thông vận tải
KT&HT kinh tế và hạ tầng
KT-HT kinh tế và hạ tầng
KTHT kinh tế và hạ tầng
KT-HT&ĐT kinh tế hạ tầng và đô thị
QLĐT quản lý đô thị
QLDA quản lý dự án
ĐTXD đầu tư xây dựng
CNTT công nghệ thông tin
CĐS chuyển đổi số
ĐMST đổi mới sáng tạo
SHTT sở hữu trí tuệ
TĐC tiêu chuẩn đo lường chất lượng
TCĐLCL tiêu chuẩn đo lường chất lượng
TC-ĐL-CL tiêu chuẩn đo lường chất lượng
HCC hành chính công
PVHCC phục vụ hành chính công
CCHC cải cách hành chính
TTHC thủ tục hành chính
HĐND hội đồng nhân dân
UBND ủy ban nhân dân
MTTQ mặt trận tổ quốc
MTTQVN mặt trận tổ quốc việt nam
KCN khu công nghiệp
KKT khu kinh tế
BHXH bảo hiểm xã hội
CHQS chỉ huy quân sự
PCCC phòng cháy chữa cháy
PCTT phòng chống thiên tai
TKCN tìm kiếm cứu nạn
ĐKĐĐ đăng ký đất đai
VPĐKĐĐ văn phòng đăng ký đất đai
PTQĐ phát triển quỹ đất
KSBT kiểm soát bệnh tật
YHCT y học cổ truyền
ATTP an toàn thực phẩm
VSATTP vệ sinh an toàn thực phẩm
BVTV bảo vệ thực vật
KHHGĐ kế hoạch hóa gia đình
XTTM xúc tiến thương mại
PTTH phát thanh truyền hình
PT&TH phát thanh và truyền hình
QLTT quản lý thị trường
QLNN quản lý nhà nước
TCCB tổ chức cán bộ
HC-TH hành chính tổng hợp
HCTH hành chính tổng hợp
TC-HC tổ chức hành chính
TCHC tổ chức hành chính
"""


_Words = tuple[str, ...]


def _ways() -> dict[_Words, list[_Words]]:
    """How else each phrase is written: the phrase by its abbreviations, and the other way round."""
    ways: dict[_Words, list[_Words]] = {}
    for line in _USUAL.strip().splitlines():
        short, phrase = (tuple(words_of(text)) for text in line.split(" ", 1))
        ways.setdefault(phrase, []).append(short)
        ways.setdefault(short, []).append(phrase)
    return ways


_WAYS = _ways()
_LONGEST = max(map(len, _WAYS))
_MOST = 16
_LINK = "va"


def otherwise_written(name: str) -> list[str]:
    """The name with each usual phrase abbreviated or in full, and with all of them.

    At most ``_MOST`` ways, folded: “so nong nghiep va ptnt”, “so nn&ptnt”.
    """
    words = tuple(words_of(name))
    found = [_throughout(words, shorter=True), _throughout(words, shorter=False)]
    for at in range(len(words)):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            ways = _WAYS.get(words[at : at + length], ())
            found += [words[:at] + way + words[at + length :] for way in ways]
    return [" ".join(way) for way in dict.fromkeys(found) if way != words][:_MOST]


def initialled(name: str) -> list[str]:
    """The name with three to five of its words, but not the first, as their initials.

    “Phòng Quản lý bảo vệ rừng và BTTN”, folded; for phrases that the list has not.
    """
    words = tuple(words_of(name))
    found: list[_Words] = []
    for at in range(1, len(words)):
        for length in range(3, min(5, len(words) - at) + 1):
            phrase = words[at : at + length]
            if _LINK in phrase or not all(word[:1].isalpha() for word in phrase):
                continue
            initials = "".join(word[0] for word in phrase)
            found.append((*words[:at], initials, *words[at + length :]))
    return [" ".join(way) for way in found]


def _throughout(words: _Words, *, shorter: bool) -> _Words:
    """Every phrase abbreviated, or every abbreviation in full."""
    whole: list[str] = []
    at = 0
    while at < len(words):
        length, way = _longest_phrase(words, at, shorter=shorter)
        whole += way
        at += length
    return tuple(whole)


def _longest_phrase(words: _Words, at: int, *, shorter: bool) -> tuple[int, _Words]:
    """The longest phrase at the word and its first other way; else the word itself."""
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        for way in _WAYS.get(words[at : at + length], ())[:1]:
            if (len(way) < length) == shorter:
                return length, way
    return 1, words[at : at + 1]
