"""The report of a survey: how it was carried out, satisfaction by matter, unit and procedure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from parindex_core.vietnamese.dates import format_date
from parindex_core.vietnamese.numbers import format_number, format_percent
from parindex_papers.model import (
    Appendix,
    Block,
    Column,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
)


@dataclass(frozen=True)
class SatisfactionRow:
    """A line: points of points possible, the interval as shares of 1, the share of last time."""

    name: str
    answers: int
    points: int
    possible: int
    low: Decimal | None = None
    high: Decimal | None = None
    before: Fraction | None = None


@dataclass(frozen=True)
class SurveyReport:
    """``margin`` and ``confidence`` in percent; groups that are too small are not in it."""

    letterhead: Letterhead
    signature: Signature
    title: str
    year: int
    questionnaire: str
    opened: date
    closed: date
    population: int
    sample: int
    margin: Decimal
    confidence: int
    seed: int | None
    left_out: int
    left_out_because: str
    total: SatisfactionRow
    matters: tuple[SatisfactionRow, ...]
    units: tuple[SatisfactionRow, ...] = ()
    procedures: tuple[SatisfactionRow, ...] = ()
    recipients: tuple[str, ...] = ()
    is_illustrative: bool = False


def survey_report(report: SurveyReport) -> Paper:
    """The report with the tables of groups as an appendix."""
    groups = [
        _table(name, rows)
        for name, rows in (("Theo đơn vị", report.units), ("Theo TTHC", report.procedures))
        if rows
    ]
    appendices = (Appendix("Mức độ hài lòng theo đơn vị, thủ tục", tuple(groups)),)
    return Paper(
        letterhead=report.letterhead,
        kind="BÁO CÁO",
        subject=f"Kết quả {report.title[:1].lower()}{report.title[1:]}",
        body=_body(report),
        signature=report.signature,
        recipients=report.recipients or ("Giám đốc, các Phó Giám đốc", "Lưu: VT, VP"),
        appendices=appendices if groups else (),
        is_illustrative=report.is_illustrative,
    )


def _body(report: SurveyReport) -> tuple[Block, ...]:
    return (
        Heading("1. Cách thực hiện"),
        Paragraph(f"{report.questionnaire}.", lead="Phiếu hỏi:"),
        Paragraph(
            f"từ ngày {format_date(report.opened)} đến ngày {format_date(report.closed)}.",
            lead="Thời gian:",
        ),
        Paragraph(_sample(report), lead="Đối tượng và mẫu:"),
        Paragraph(_counted(report), lead="Số phiếu:"),
        Heading("2. Kết quả"),
        Paragraph(_result(report)),
        _table("Theo yếu tố", report.matters),
        Paragraph(
            "Mức độ hài lòng là tổng điểm các phiếu chia tổng điểm tối đa. Nhóm có dưới 5 phiếu "
            "không được nêu để không lộ người trả lời."
        ),
    )


def _sample(report: SurveyReport) -> str:
    if not report.population:
        return "người đến giao dịch tại bộ phận một cửa trả lời trên màn hình hoặc điện thoại."
    seed = "" if report.seed is None else f", số khởi tạo {report.seed}"
    return (
        f"{format_number(report.population)} hồ sơ, chọn ngẫu nhiên phân tầng theo thủ tục và hình "
        f"thức nộp {format_number(report.sample)} hồ sơ (sai số {format_number(report.margin)} %, "
        f"độ tin cậy {report.confidence} %{seed})."
    )


def _counted(report: SurveyReport) -> str:
    answers = format_number(report.total.answers)
    if not report.left_out:
        return f"{answers}."
    because = report.left_out_because.rstrip(".")
    return f"{answers}; không tính {format_number(report.left_out)} phiếu bị đánh dấu: {because}."


def _result(report: SurveyReport) -> str:
    total = report.total
    words = f"Mức độ hài lòng chung: {_share(total)}"
    if total.low is not None and total.high is not None:
        words += f" (từ {format_percent(total.low)} đến {format_percent(total.high)})"
    if total.before is not None:
        words += f"; đợt trước: {format_percent(total.before)}"
    return f"{words}."


def _table(name: str, rows: tuple[SatisfactionRow, ...]) -> Table:
    compares = any(row.before is not None for row in rows)
    columns = [
        Column(name, 34),
        Column("Số phiếu", 10, "right", 0),
        Column("Điểm đạt", 10, "right", 0),
        Column("Điểm tối đa", 11, "right", 0),
        Column("Hài lòng", 12, "right"),
        Column("Khoảng tin cậy", 20, "center"),
    ]
    if compares:
        columns.append(Column("Đợt trước", 12, "right"))
    return Table(name, tuple(columns), tuple(_row(row, compares=compares) for row in rows))


def _row(row: SatisfactionRow, *, compares: bool) -> Row:
    interval = "–"
    if row.low is not None and row.high is not None:
        interval = f"{format_percent(row.low)} – {format_percent(row.high)}"
    cells = (row.name, row.answers, row.points, row.possible, _share(row), interval)
    before = "–" if row.before is None else format_percent(row.before)
    return Row((*cells, before) if compares else cells)


def _share(row: SatisfactionRow) -> str:
    return format_percent(Fraction(row.points, row.possible)) if row.possible else "–"
