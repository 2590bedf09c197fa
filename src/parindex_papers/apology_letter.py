"""The letter of apology for a dossier that is returned late.

Wording after form 04 of circular 01/2018/TT-VPCP (decree 61/2018/NĐ-CP, article 19). It names the
dossier, never the person: who handed it in knows the code.
"""

from dataclasses import dataclass
from datetime import date

from parindex_core.vietnamese.dates import format_long_date
from parindex_papers.model import Letterhead, Paper, Paragraph, Signature


@dataclass(frozen=True)
class ApologyLetter:
    """``new_day``: the day now promised, after ``appointed_day``; ``cause``: a sentence."""

    letterhead: Letterhead
    signature: Signature
    dossier_code: str
    procedure_name: str
    procedure_code: str
    appointed_day: date
    new_day: date
    cause: str
    received_day: date | None = None
    contact: str = ""
    recipients: tuple[str, ...] = ()
    is_illustrative: bool = False

    def __post_init__(self) -> None:
        if self.new_day <= self.appointed_day:
            raise ValueError(f"The new day {self.new_day} must be after {self.appointed_day}.")


def apology_letter(letter: ApologyLetter) -> Paper:
    """The letter as a paper of one page."""
    return Paper(
        letterhead=letter.letterhead,
        kind="THƯ XIN LỖI",
        subject="Về việc chậm trả kết quả giải quyết thủ tục hành chính",
        addressees=(f"Ông/Bà nộp hồ sơ mã {letter.dossier_code}",),
        body=_body(letter),
        signature=letter.signature,
        recipients=("Như trên", *(letter.recipients or ("Lưu: VT",))),
        is_illustrative=letter.is_illustrative,
    )


def _body(letter: ApologyLetter) -> tuple[Paragraph, ...]:
    body = letter.letterhead.issuing_body
    received = f"{_day(letter.received_day)}, " if letter.received_day else ""
    paragraphs = [
        Paragraph(
            f"{received}{body} tiếp nhận hồ sơ mã {letter.dossier_code} của Ông/Bà, đề nghị giải "
            f"quyết thủ tục hành chính “{letter.procedure_name}” (mã {letter.procedure_code})."
        ),
        Paragraph(f"{format_long_date(letter.appointed_day)}.", lead="Ngày hẹn trả kết quả:"),
        Paragraph(
            f"Đến nay, {body} chưa trả kết quả giải quyết hồ sơ đúng thời hạn ghi trong Giấy tiếp "
            "nhận hồ sơ và hẹn trả kết quả."
        ),
        Paragraph(letter.cause, lead="Lý do:"),
        Paragraph(
            "Sự chậm trễ này đã gây phiền hà, tốn kém chi phí, công sức của Ông/Bà. "
            f"{body} xin lỗi Ông/Bà."
        ),
        Paragraph(f"{format_long_date(letter.new_day)}.", lead="Ngày hẹn lại trả kết quả:"),
    ]
    if letter.contact:
        paragraphs.append(Paragraph(f"{letter.contact}.", lead="Nơi giải đáp:"))
    paragraphs.append(Paragraph("Mong nhận được sự thông cảm của Ông/Bà./."))
    return tuple(paragraphs)


def _day(day: date) -> str:
    return format_long_date(day).capitalize()
