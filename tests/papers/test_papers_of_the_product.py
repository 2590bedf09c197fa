"""The papers as the product fills and sends them: right figures, opened by a real LibreOffice."""

import io

import docx
import fastexcel
import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.web.concluded_round import concluded_round
from tests.departments import Department, make_department
from tests.papers.conftest import Convert

from parindex.rounds.models import Appraisal, Deduction, Participant, Submission
from parindex.rounds.queries import live_self_score
from parindex.rounds.snapshots import sha256_of

HEAD = {
    "superior": "UBND tỉnh Quảng Ngãi",
    "issuing_body": "Sở Khoa học và Công nghệ",
    "number": "12",
    "symbol": "BC-SKHCN",
    "place": "Quảng Ngãi",
    "day": "24/11/2021",
    "signer_title": "Giám đốc",
    "signer_name": "Giám Đốc Minh Họa",
}
MEETING = {
    "began": "14:05",
    "ended": "16:30",
    "venue": "Phòng họp số 2",
    "present": "6 thành viên Hội đồng;\nĐại diện Sở",
    "secretary_title": "Thư ký",
}
DECISION = {
    "authority": "Chủ tịch Ủy ban nhân dân tỉnh Quảng Ngãi",
    "bases": "Căn cứ Luật Tổ chức chính quyền địa phương",
    "proposer": "Hội đồng thẩm định",
    "executors": "Thủ trưởng các cơ quan",
}


@pytest.fixture
def department(db: None) -> Department:
    return make_department("first")


@pytest.fixture
def deduction(department: Department) -> Deduction:
    return concluded_round(department)


def sent(client: Client, place: str, values: dict[str, str], file_format: str) -> bytes:
    answer = client.post(place, HEAD | values | {"format": file_format})
    assert answer.status_code == 200, answer.content.decode()
    assert answer["Content-Disposition"].endswith(f'.{file_format}"')
    assert answer["Content-Disposition"].isascii()
    assert answer["Cache-Control"] == "private, no-store"
    return answer.content


def words(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_self_assessment_is_the_present_one_or_the_submitted_one(
    client: Client, department: Department, deduction: Deduction, to_pdf: Convert
) -> None:
    client.force_login(department.people["par_officer"])
    place = reverse("paper", args=["self-assessment"])
    values = {"source": "live", "addressees": "Hội đồng thẩm định\nSở Nội vụ"}
    content = sent(client, place, values, "docx")
    text = words(content)
    for said in ("Số: 12/BC-SKHCN", "Ban hành kế hoạch CCHC năm", "GIÁM ĐỐC", "- Sở Nội vụ."):
        assert said in text
    assert to_pdf(content).startswith(b"%PDF")
    assert sent(client, place, values, "pdf").startswith(b"%PDF")
    book = fastexcel.read_excel(sent(client, place, values, "xlsx"))
    assert book.sheet_names == ["Tổng hợp", "Tự đánh giá"]
    assert client.post(place, HEAD | values | {"source": "submitted"}).status_code == 422
    assert client.post(place, HEAD | values | {"symbol": ""}).status_code == 422
    _submit(department, deduction)
    text = words(sent(client, place, values | {"source": "submitted"}, "docx"))
    assert "Giải trình: Hồ sơ giấy" in text


def _submit(department: Department, deduction: Deduction) -> None:
    """This year's self score as submitted, with an explanation in it."""
    last = deduction.participant
    last.round.pk = None
    last.round.year, last.round.name = 2021, "Đợt năm 2021"
    last.round.save()
    participant = Participant.objects.create(
        round=last.round,
        cluster=last.cluster,
        agency=department.agency,
        assessment=department.assessment,
        state="submitted",
    )
    content = live_self_score(department.access("par_officer"), participant)
    content["components"]["plan_issued"]["explanation"] = "Hồ sơ giấy"
    Submission.objects.create(
        participant=participant,
        number=1,
        sha256=sha256_of(content),
        content=content,
        submitted_at=last.result.concluded_at,
    )


def test_a_units_accountability_sheet(
    client: Client, department: Department, deduction: Deduction, to_pdf: Convert
) -> None:
    client.force_login(department.people["unit_head"])
    place = reverse("paper", args=["accountability"])
    values = {"unit": "metrology-sub-department", "head_title": "Chi cục trưởng"}
    content = sent(client, place, values, "docx")
    assert "tổng số điểm bị trừ: 0,50" in words(content)
    assert "Thực hiện chậm" in words(content) or "Ban hành sau thời hạn" in words(content)
    assert to_pdf(content).startswith(b"%PDF")
    assert client.post(place, HEAD | values | {"unit": "inspectorate"}).status_code == 422


def test_the_decision_on_the_ranking_and_the_minutes(
    client: Client, department: Department, deduction: Deduction, to_pdf: Convert
) -> None:
    client.force_login(department.people["council_secretary"])
    concluded = deduction.participant.round
    content = sent(
        client, reverse("council-paper", args=[concluded.pk, "ranking"]), DECISION, "docx"
    )
    assert "Sở Khoa học và Công nghệ" in words(content)
    assert to_pdf(content).startswith(b"%PDF")
    minutes = reverse("council-paper", args=[concluded.pk, "minutes"])
    asked = {"agency": department.agency.key}
    # Nothing was submitted in this round, so there is nothing that minutes could tell.
    assert client.post(minutes, HEAD | MEETING | asked).status_code == 422
    content_of = {"components": {"plan_issued": {"points": "0.50"}}}
    Submission.objects.create(
        participant=deduction.participant,
        number=1,
        sha256=sha256_of(content_of),
        content=content_of,
        submitted_at=deduction.participant.result.concluded_at,
    )
    # No figures and no points for them: the council found nothing else than the agency.
    Appraisal.objects.create(
        participant=deduction.participant,
        component_key="plan_content",
        stage="first",
        kind="accepted",
        points=0,
        maximum="0.50",
        scored_at=deduction.participant.result.concluded_at,
    )
    content = sent(client, minutes, MEETING | asked, "docx")
    assert "bám sát chỉ đạo" not in words(content)
    assert "14 giờ 05 phút" in words(content)
    assert "6 thành viên Hội đồng; Đại diện Sở." in words(content)
    assert to_pdf(content).startswith(b"%PDF")
    refused = client.post(minutes, HEAD | MEETING | asked | {"ended": "09:00"})
    assert "trước giờ bắt đầu" in refused.content.decode()
    assert client.get(reverse("council-paper", args=[concluded.pk, "other"])).status_code == 404
