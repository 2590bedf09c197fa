"""Papers to test with; all figures and names are illustrative."""

from datetime import date

from parindex_papers.apology_letter import ApologyLetter
from parindex_papers.model import Letterhead, Signature

# Every vowel of the alphabet with every tone, in both cases, and the letters that only it has.
VOWELS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"
EVERY_LETTER = f"{VOWELS}đ{VOWELS.upper()}Đ"
HOSTILE = '<b>&amp; </w:t> ]]> #import "x" $x$ *đậm* {{ x }} =1+1 \x00\x0b\ufffe \\ “”'

HEAD = Letterhead(
    issuing_body="Sở Khoa học và Công nghệ",
    symbol="TXL-SKHCN",
    superior="Ủy ban nhân dân tỉnh Quảng Ngãi",
    number="12",
    place="Quảng Ngãi",
    day=date(2021, 5, 27),
)
SIGNATURE = Signature("Phó Giám đốc", "Người Ký Minh Họa", "KT. Giám đốc")


def letter(procedure: str = "Cấp giấy phép tiến hành công việc bức xạ") -> ApologyLetter:
    return ApologyLetter(
        letterhead=HEAD,
        signature=SIGNATURE,
        dossier_code="000.00.12.H48-210517-0001",
        procedure_name=procedure,
        procedure_code="1.000358",
        appointed_day=date(2021, 5, 26),
        new_day=date(2021, 6, 2),
        cause="Đơn vị phối hợp thẩm định chưa có ý kiến bằng văn bản.",
        received_day=date(2021, 5, 17),
        is_illustrative=True,
    )
