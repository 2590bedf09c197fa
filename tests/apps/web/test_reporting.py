"""The pages of periodic reports: who is late, a report's way on the screen, forms, what is owed."""

from datetime import date

import pytest
from django.urls import reverse
from tests.apps.reporting.given import (
    HEAD,
    NUMBER,
    OFFICE,
    OFFICER,
    OTHER,
    QUESTIONS,
    WORDS,
    live_on,
    obliged,
    of_agency,
    period,
    published,
    report,
    written,
)

from parindex.reporting.consolidation import mark_of
from parindex.reporting.constants import Frequency, Step
from parindex.reporting.models import FormVersion, Obligation, Period, Report
from parindex.reporting.services.filing import take_step

pytestmark = pytest.mark.django_db
OBLIGATION = {
    "name": "Báo cáo quý",
    "frequency": "quarterly",
    "quarters": ["1", "2", "3", "4"],
    "unit_months_after": "0",
    "unit_day": "10",
    "agency_reports": "on",
    "agency_months_after": "0",
    "agency_day": "15",
    "opens_before": "20",
    "counted": "units",
    "starts_on": "1/7/2021",
}


@pytest.fixture
def made(department):
    return obliged(department)


@pytest.fixture
def visit(client, department):
    """A page as a person sees it, or what they post to it."""

    def go(person, name, *arguments, posted=None, **query):
        client.force_login(department.people[person])
        address = reverse(name, args=arguments)
        if posted is None:
            return client.get(address, query)
        return client.post(address, posted, follow=True)

    return go


def words(answer) -> str:
    return answer.content.decode()


def test_the_office_sees_who_is_late(visit, made):
    answer = words(visit(OFFICER, "reporting"))
    assert "Quý III/2021" in answer
    assert "Thanh tra Sở: thiếu" in answer
    assert "0/2 đã gửi" in answer
    # What the year's score makes of it.
    assert "1.2.1" in answer


def test_looking_opens_what_has_come_due(visit, department, made):
    live_on(department, date(2022, 2, 20))
    assert "Quý I/2022" in words(visit(HEAD, "reporting", year=2022))


def test_a_unit_sees_its_own(visit, made):
    answer = words(visit(HEAD, "reporting"))
    assert "Báo cáo của đơn vị tôi" in answer
    assert "Thanh tra Sở" not in words(visit(HEAD, "report-period", period(made).pk))


@pytest.mark.parametrize("count", [1, 5])
@pytest.mark.parametrize(
    ("name", "most"), [("reporting", 22), ("report-obligations", 14), ("report-forms", 11)]
)
def test_pages_ask_as_often_for_few_and_for_many(
    visit, department, made, name, most, count, django_assert_max_num_queries
):
    for number in range(count):
        obliged(department, form=made.form_id, name=f"Báo cáo {number}")
    visit(OFFICER, name)
    with django_assert_max_num_queries(most):
        visit(OFFICER, name)


def test_a_report_is_kept_as_a_draft_and_signed(visit, made):
    found = report(period(made))
    typed = {"seen": "1", NUMBER: "1.234,5", WORDS: ""}
    answer = visit(HEAD, "report", found.pk, posted=typed)
    assert "Đã lưu. Báo cáo chưa được gửi." in words(answer)
    found.refresh_from_db()
    assert (found.answers, found.state) == ({NUMBER: "1234.5"}, "open")
    signing = {"seen": "2", "step": "sign", NUMBER: "1.234,5", WORDS: " "}
    refused = visit(HEAD, "report", found.pk, posted=signing)
    assert refused.status_code == 422
    assert "Phải trả lời mục này trước khi gửi báo cáo." in words(refused)
    version = Report.objects.get(pk=found.pk).version
    signed = {**signing, "seen": version, WORDS: "Đã làm"}
    assert "Đã gửi" in words(visit(HEAD, "report", found.pk, posted=signed))
    found.refresh_from_db()
    assert (found.state, found.answers[WORDS]) == ("sent", "Đã làm")


def test_what_was_typed_stays_when_it_is_wrong_or_somebody_was_first(visit, department, made):
    found = report(period(made))
    wrong = visit(HEAD, "report", found.pk, posted={"seen": "1", NUMBER: "ba", WORDS: "Chữ"})
    assert wrong.status_code == 422
    assert 'value="ba"' in words(wrong)
    written(department, found, OFFICER)
    late = visit(HEAD, "report", found.pk, posted={"seen": "1", NUMBER: "7", WORDS: "Của tôi"})
    assert late.status_code == 422
    assert "Có người khác vừa sửa báo cáo" in words(late)
    assert "Của tôi" in words(late)
    assert "Đã làm" in words(late)
    assert report(period(made)).answers[WORDS] == "Đã làm"


def test_the_office_returns_with_a_reason(visit, department, made):
    found = written(department, report(period(made)))
    sent = take_step(department.access(HEAD), found, Step.SIGN, found.version)
    posted = {"seen": sent.version, "step": "return"}
    assert visit(OFFICER, "report", sent.pk, posted=posted).status_code == 422
    for until, state in (("32/13/2021", "sent"), ("18/12/2021", "returned")):
        visit(OFFICER, "report", sent.pk, posted={**posted, "reason": "thiếu", "until": until})
        assert report(period(made)).state == state
    assert "Văn phòng trả lại" in words(visit(HEAD, "report", sent.pk))


def test_the_agencys_report_is_put_together_changed_and_sent(visit, department, made):
    opened = period(made)
    for found in (report(opened), report(opened, OTHER)):
        kept = written(department, found, OFFICER)
        take_step(department.access("director"), kept, Step.SIGN, kept.version)
    page = visit(OFFICER, "report-consolidated", opened.pk)
    assert 'value="6"' in words(page)
    posted = {
        "seen": "1",
        NUMBER: "6",
        f"shown-{NUMBER}": mark_of("6"),
        OFFICE: "Rà soát",
        WORDS: "Sở làm",
    }
    visit(OFFICER, "report-consolidated", opened.pk, posted=posted)
    whole = of_agency(opened)
    assert whole.answers == {WORDS: "Sở làm", OFFICE: "Rà soát"}
    sending = {"seen": whole.version, "step": "send", "sent_on": "24/11/2021"}
    assert visit(OFFICER, "report-consolidated", opened.pk, posted=sending).status_code == 422
    numbered = {**sending, "document_number": "45/BC-SKHCN"}
    visit(OFFICER, "report-consolidated", opened.pk, posted=numbered)
    sent = of_agency(opened)
    assert (sent.state, sent.document_number, sent.answers[NUMBER]) == ("sent", "45/BC-SKHCN", "6")


@pytest.mark.parametrize("file_format", ["docx", "pdf", "xlsx"])
def test_the_paper_is_downloaded(visit, department, made, file_format):
    head = {
        "issuing_body": "Sở KH&CN",
        "symbol": "BC-SKHCN",
        "signer_title": "Giám đốc",
        "format": file_format,
    }
    answer = visit(OFFICER, "report-paper", period(made).pk, posted=head)
    assert answer.status_code == 200
    assert answer.content[:2] in (b"PK", b"%P")
    assert file_format in answer.headers["Content-Disposition"]


def test_without_figures_there_is_no_workbook(visit, department):
    only_words = published(department, QUESTIONS[1:3]).form_id
    owed = obliged(department, form=only_words)
    head = {"issuing_body": "Sở", "symbol": "BC", "signer_title": "Giám đốc", "format": "xlsx"}
    answer = visit(OFFICER, "report-paper", period(owed).pk, posted=head)
    assert answer.status_code == 422
    assert "không có bảng số liệu" in words(answer)


def test_what_is_owed_is_set_and_changed(visit, department):
    form = published(department).form_id
    unit = department.units["office"].pk
    posted = {**OBLIGATION, "form": form, "units": [unit]}
    wrong = visit(OFFICER, "report-obligation-new", posted={**posted, "unit_day": "20"})
    assert wrong.status_code == 422
    assert "hạn của đơn vị không sau hạn của cơ quan" in words(wrong)
    visit(OFFICER, "report-obligation-new", posted=posted)
    owed = Obligation.objects.get()
    assert (owed.numbers, owed.counted, owed.starts_on) == ([1, 2, 3, 4], "units", date(2021, 7, 1))
    changed = {**posted, "quarters": ["1"], "seen": "1", "starts_on": "1/7/2021"}
    visit(OFFICER, "report-obligation", owed.pk, posted=changed)
    assert "Có người vừa sửa" in words(visit(OFFICER, "report-obligation", owed.pk, posted=changed))
    assert Obligation.objects.get().numbers == [1]


def test_an_ad_hoc_report_is_asked_for_on_its_page(visit, department):
    owed = obliged(department, frequency=Frequency.AD_HOC, numbers=())
    posted = {"what": "ask", "title": "Tháng cao điểm", "unit_cut_off": "1/12/2021"}
    wrong = visit(OFFICER, "report-obligation", owed.pk, posted=posted)
    assert wrong.status_code == 422
    answer = visit(
        OFFICER, "report-obligation", owed.pk, posted={**posted, "agency_cut_off": "2/12/2021"}
    )
    assert "Tháng cao điểm" in words(answer)
    assert Period.objects.get().reports.count() == 3


def test_a_form_is_designed_question_by_question(visit, department):
    visit(OFFICER, "report-forms", posted={"name": "Mẫu quý"})
    (draft,) = FormVersion.objects.all()
    assert draft.questions == []

    def post(**posted):
        seen = FormVersion.objects.get().revision
        return visit(OFFICER, "report-form", draft.form_id, posted={"seen": seen, **posted})

    one = {"what": "save", "heading": "steering", "asked": "units", "kind": "number"}
    assert post(**one, label="").status_code == 422
    post(**one, label="Tin, bài", unit="bài")
    post(**one, label="Cuộc kiểm tra")
    counted = {**one, "asked": "product", "kind": "words"}
    assert "Chọn số liệu phần mềm đếm" in words(post(**counted, label="Nhiệm vụ"))
    post(**counted, label="Nhiệm vụ", source="plan_completion.planned", is_required="on")
    post(what="up", key="q2")
    post(**one, key="q1", label="Tin và bài")
    asked = [(one["key"], one["label"], one["kind"]) for one in FormVersion.objects.get().questions]
    assert asked == [
        ("q2", "Cuộc kiểm tra", "number"),
        ("q1", "Tin và bài", "number"),
        ("q3", "Nhiệm vụ", "number"),
    ]
    post(what="remove", key="q2")
    post(what="publish")
    assert FormVersion.objects.get().published_at is not None
    visit(OFFICER, "report-form", draft.form_id, posted={"what": "draft"})
    assert FormVersion.objects.filter(published_at=None).count() == 1


def test_my_day_leads_to_the_reports(visit, made):
    answer = words(visit(HEAD, "my-day"))
    assert reverse("report", args=[report(period(made, 3)).pk]) in answer
    assert "Thiếu, đã quá hạn" in answer
