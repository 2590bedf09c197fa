"""A page that shows every visual component, for those who build pages."""

from datetime import datetime
from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from parindex.web.charts import Chart, Series
from parindex.web.marked_text import Mark
from parindex.web.statuses import SCORE_STATUSES, TASK_STATUSES

SENTENCE = (
    "3. Giao Văn phòng Sở và Chi cục Tiêu chuẩn Đo lường Chất lượng trong năm 2021 mỗi phòng,"
    " đơn vị đăng ký và triển khai 01 sáng kiến; căn cứ Công văn số 2737/SNV ngày 25/12/2020"
    " để phấn đấu thứ hạng cao trong top đầu của 07 sở, ban, ngành cấp tỉnh."
)


class SampleForm(forms.Form):
    """A form with a plain field, a choice, an optional field and an error."""

    planned = forms.IntegerField(label="Số nhiệm vụ theo kế hoạch", help_text="Sổ nhiệm vụ, 2021")
    issued = forms.ChoiceField(
        label="Ban hành kế hoạch", choices=[("on_time", "Đúng hạn"), ("late", "Trễ hạn")]
    )
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea({"rows": 2}))


def show_components(request: HttpRequest) -> HttpResponse:
    context = {
        "score_statuses": SCORE_STATUSES,
        "task_statuses": TASK_STATUSES,
        "rows": sample_rows(),
        "total": {"maximum": Decimal(100), "points": Decimal("84.2")},
        "form": SampleForm(),
        "form_with_error": SampleForm({"planned": "năm mươi"}, prefix="wrong"),
        "tabs": [
            {"label": _("List"), "url": "?", "is_current": True, "count": 12},
            {"label": _("Board"), "url": "?view=board", "is_current": False},
        ],
        "way": [(_("Overview"), "/")],
        "terms": [("Số nhiệm vụ đã hoàn thành", "45"), ("Số nhiệm vụ theo kế hoạch", "50")],
        "events": sample_events(),
        "sentence": SENTENCE,
        "marks": sample_marks(),
        "loss_chart": loss_chart(),
        "month_chart": month_chart(),
    }
    return render(request, "components/index.html", context)


def sample_rows() -> list[dict[str, object]]:
    named = [
        ("1", "area", "Công tác chỉ đạo và điều hành CCHC", "14", "12.1", None, ""),
        (
            "1.1.3",
            "component",
            "Mức độ hoàn thành kế hoạch CCHC",
            "2.5",
            "2.25",
            "partial",
            "VP Sở",
        ),
        ("3.4.1", "component", "Hồ sơ giải quyết đúng hạn", "4", "0", "lost", "Chi cục TĐC"),
        ("1.5", "component", "Sáng kiến hoặc giải pháp mới", "2", "2", "full", "Phòng QLCN"),
        ("8.2", "component", "Mức độ hài lòng (SIPAS)", "8", None, "missing", "VP Sở"),
    ]
    return [
        {
            "code": code,
            "level": level,
            "name": name,
            "maximum": Decimal(maximum),
            "points": None if points is None else Decimal(points),
            "status": status,
            "owner": owner,
        }
        for code, level, name, maximum, points, status, owner in named
    ]


def sample_events() -> list[dict[str, object]]:
    zone = timezone.get_current_timezone()
    return [
        {
            "at": datetime(2021, 11, 24, 14, 5, tzinfo=zone),
            "who": _("PAR officer"),
            "what": "Điểm tự chấm 1.1.3",
            "old": "2,00",
            "new": "2,25",
            "reason": "Thêm 5 nhiệm vụ hoàn thành trong quý III",
        },
        {
            "at": datetime(2021, 6, 2, 8, 30, tzinfo=zone),
            "who": _("Unit head"),
            "what": "Giao nhiệm vụ từ 664/KL-SKHCN",
        },
    ]


def sample_marks() -> list[Mark]:
    found = [
        ("Văn phòng Sở", "unit", ("task-office",), "Văn phòng Sở"),
        ("Chi cục Tiêu chuẩn Đo lường Chất lượng", "unit", ("task-metrology",), "Chi cục TĐC"),
        ("trong năm 2021", "deadline", ("task-office", "task-metrology"), "31/12/2021"),
        ("01 sáng kiến", "target", ("task-office", "task-metrology"), "= 1 sáng kiến"),
        ("Công văn số 2737/SNV ngày 25/12/2020", "citation", (), "2737/SNV"),
        ("07 sở", "doubt", (), "“07 sở” hay “các sở”?"),
    ]
    return [
        Mark(SENTENCE.index(text), SENTENCE.index(text) + len(text), kind, links, title)
        for text, kind, links, title in found
    ]


def loss_chart() -> Chart:
    return Chart(
        key="where-points-are-lost",
        question="Đang mất điểm ở đâu?",
        kind="bars",
        categories=["Cải cách thủ tục hành chính", "Hiện đại hóa hành chính", "Chỉ đạo, điều hành"],
        series=[
            Series("Đã đạt", [Decimal("10.5"), Decimal("9.25"), Decimal("12.1")]),
            Series("Còn có thể", [Decimal("4"), Decimal("2.1"), Decimal("1.15")], "second"),
            Series("Đã mất", [Decimal("1.5"), Decimal("0.65"), Decimal("0.75")], "context"),
        ],
        unit="điểm",
        stacked=True,
        note="Số liệu minh họa, đến 24/11/2021.",
    )


def month_chart() -> Chart:
    this_year = ["61.2", "64", "68.5", "71.25", "75.4", "79", "80.1", "82.3", "83", "84.2"]
    last_year = ["58", "60", "63.5", "66", "70", "73", "75.5", "77", "79.8", "81", "83", "86.4"]
    return Chart(
        key="against-last-year",
        question="Năm nay đi trước hay sau năm trước?",
        kind="lines",
        categories=[f"T{month}" for month in range(1, 13)],
        series=[
            Series("2021", [*map(Decimal, this_year), None, None]),
            Series("2020", [*map(Decimal, last_year)], "context"),
        ],
        unit="chỉ số",
        note="Số liệu minh họa.",
    )
