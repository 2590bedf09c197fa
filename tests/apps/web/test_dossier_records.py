"""One dossier, the objective causes and letters of apology of late ones, the exports' units."""

import io
import zipfile
from datetime import date

from django.urls import reverse
from tests.apps.agency_dossiers.conftest import (
    INSPECTORATE,
    LATE,
    LATE_NOW,
    LATE_OF_INSPECTORATE,
    ON_TIME,
    export,
    line,
    load,
)
from tests.apps.attachments.sample_owner import PDF, upload
from tests.apps.web.workbooks import rows_of_workbook

from parindex.dossiers.constants import CauseState
from parindex.dossiers.models import ApologyLetter, DossierUnit, ObjectiveCause
from parindex.web.dossier_records import CAUSE_COLUMNS

PROPOSED = {
    "step": "propose",
    "cause-cause": "Bão số 9, cơ quan ngừng làm việc",
    "cause-document_number": "12/TB-UBND",
    "cause-document_date": "9/4/2021",
}
LETTER = {
    "step": "record",
    "apology-number": "15/TXL-SKHCN",
    "apology-issued_on": "12/4/2021",
    "apology-cause": "Hồ sơ cần lấy ý kiến chuyên môn",
    "apology-new_day": "12/4/2021",
}


class TestOneDossier:
    def test_the_panels_facts_open_onto_it(self, open_as):
        _answer, content = open_as("par_officer", "component-rows", "dossiers_on_time")
        assert f'href="{reverse("dossier", args=[LATE])}"' in content

    def test_it_says_why_and_where_it_counts(self, open_as):
        answer, content = open_as("auditor", "dossier", LATE)
        assert "Kết luận: trễ hạn, vì 12/4/2021 10:00 sau hẹn trả 8/4/2021 16:00." in content
        counted = {line.code: line.left_out for line in answer.context["page"].counted_in}
        assert counted == {
            "3.4.1": "Trễ hạn",
            "3.4.2": "Trễ hạn",
            "3.4.3": "Chưa ghi nhận thư xin lỗi",
            "7.2.2": "",
            "7.2.3": "Không nộp trực tuyến ở mức độ này",
        }

    def test_before_it_was_corrected(self, open_as, some_dossiers):
        load(some_dossiers, export([line(1, "04/01", "11/01", "11/01")]))
        answer, _content = open_as("auditor", "dossier", ON_TIME)
        (correction,) = answer.context["corrections"]
        (change,) = correction.changes
        assert (change.old, change.new) == ("10:00 8/1/2021", "10:00 11/1/2021")

    def test_who_may_not_see_it(self, open_as):
        assert open_as("unit_officer", "dossier", LATE)[0].status_code == 403
        assert open_as("auditor", "dossier", "H48.12-210101-9999")[0].status_code == 404


class TestCauses:
    def test_proposed_with_its_document_then_approved(self, client, some_dossiers, open_as):
        client.force_login(some_dossiers.people["metrology_officer"])
        address = reverse("dossier", args=[LATE])
        sent = client.post(address, PROPOSED | {"files": upload(PDF, "thong-bao.pdf")})
        assert sent.status_code == 302
        cause = ObjectiveCause.objects.get()
        assert (cause.state, cause.document_number) == (CauseState.PROPOSED, "12/TB-UBND")
        # A second click changes nothing.
        assert client.post(address, PROPOSED).status_code == 302
        assert ObjectiveCause.objects.count() == 1
        answer, content = open_as("unit_head", "dossier-causes")
        assert answer.context["to_decide"] == [(cause, 1)]
        assert "1 tệp" in content
        approved = client.post(address, {"step": "approve", "back": "causes"}, follow=True)
        assert approved.redirect_chain[-1][0] == reverse("dossier-causes")
        answer, content = open_as("metrology_officer", "dossier", LATE)
        assert answer.context["page"].explanation.verdict == "late_objective"
        assert "thong-bao.pdf" in content
        # What was approved stays as it is.
        assert answer.context["panel"].upload_url == ""
        more = {"files": upload(PDF, "khac.pdf")}
        owner = ["objective_cause", str(cause.pk)]
        assert client.post(reverse("files-attach", args=owner), more).status_code == 403
        (row,) = answer.context["panel"].rows
        assert open_as("auditor", "file", row.attachment.pk)[0].status_code == 200
        assert open_as("unit_officer", "file", row.attachment.pk)[0].status_code in (403, 404)
        workbook, _content = open_as("auditor", "dossier-causes-export", state="approved")
        assert [row["code"] for row in rows_of_workbook(workbook, CAUSE_COLUMNS)] == [LATE]

    def test_what_is_wrong_stays_to_be_mended(self, client, some_dossiers):
        client.force_login(some_dossiers.people["unit_head"])
        wrong = PROPOSED | {"cause-document_date": "25/11/2021", "cause-cause": ""}
        answer = client.post(reverse("dossier", args=[LATE]), wrong)
        assert answer.status_code == 422
        content = answer.content.decode()
        assert "12/TB-UBND" in content
        assert "hôm nay là 24/11/2021" in content
        assert not ObjectiveCause.objects.exists()

    def test_returned_with_a_reason_and_proposed_anew(self, client, some_dossiers):
        address = reverse("dossier", args=[LATE])
        client.force_login(some_dossiers.people["metrology_officer"])
        client.post(address, PROPOSED)
        client.force_login(some_dossiers.people["unit_head"])
        assert client.post(address, {"step": "return"}).status_code == 422
        client.post(address, {"step": "return", "reason": "Thiếu văn bản gốc"})
        client.force_login(some_dossiers.people["metrology_officer"])
        content = client.get(address).content.decode()
        assert "Thiếu văn bản gốc" in content
        assert "12/TB-UBND" in content
        client.post(address, PROPOSED | {"cause-document_number": "13/TB-UBND"})
        assert ObjectiveCause.objects.get().state == CauseState.PROPOSED

    def test_who_proposed_does_not_approve(self, client, some_dossiers):
        client.force_login(some_dossiers.people["unit_head"])
        address = reverse("dossier", args=[LATE])
        client.post(address, PROPOSED)
        assert client.post(address, {"step": "approve"}).status_code == 403
        client.force_login(some_dossiers.people["auditor"])
        assert client.post(address, PROPOSED).status_code == 403


class TestApologies:
    def test_letters_for_those_ticked_numbered_on(self, client, some_dossiers, open_as):
        answer, _content = open_as("one_stop_officer", "dossier-apologies")
        form = answer.context["form"]
        codes = [row.dossier.code for row in form.rows]
        assert codes == [LATE_NOW, LATE_OF_INSPECTORATE, LATE]
        # A settled one is offered the day on which it was settled.
        assert [row.day.value() for row in form.rows] == [None, "13/5/2021", "12/4/2021"]
        common = {
            "letters-first_number": "7",
            "letters-symbol": "TXL-SKHCN",
            "letters-issued_on": "24/11/2021",
            "letters-cause": "Hồ sơ cần lấy ý kiến chuyên môn",
            f"letters-day-{LATE_NOW}": "",
            f"letters-day-{LATE}": "12/4/2021",
        }
        address = reverse("dossier-apologies")
        assert client.post(address, common).status_code == 422
        wrong = client.post(address, common | {"dossier": [LATE_NOW, LATE]})
        assert wrong.status_code == 422
        assert not ApologyLetter.objects.exists()
        right = common | {"dossier": [LATE_NOW, LATE], f"letters-day-{LATE_NOW}": "26/11/2021"}
        assert client.post(address, right).status_code == 302
        # The same once more: these dossiers are no longer offered.
        assert client.post(address, right).status_code == 422
        letters = ApologyLetter.objects.order_by("number")
        assert [(letter.number, letter.dossier_code) for letter in letters] == [
            ("7/TXL-SKHCN", LATE_NOW),
            ("8/TXL-SKHCN", LATE),
        ]
        answer, content = open_as("one_stop_officer", "dossier-apologies")
        assert answer.context["form"].initial["first_number"] == 9
        # Of the two settled late one has its letter.
        assert "50,00 %" in content

    def test_as_documents_signed_as_asked(self, client, some_dossiers, open_as):
        client.force_login(some_dossiers.people["unit_head"])
        client.post(reverse("dossier", args=[LATE]), LETTER)
        letter = ApologyLetter.objects.get()
        answer, _content = open_as(
            "auditor", "dossier-apology-letter", letter.pk, signer="deputy", name="Người ký"
        )
        text = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
        for words in ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Người ký", LATE):
            assert words in text
        assert open_as("unit_officer", "dossier-apology-letter", letter.pk)[0].status_code == 403
        assert open_as("auditor", "dossier-apology-letter", 999)[0].status_code == 404
        archive, _content = open_as("auditor", "dossier-apologies-zip")
        assert len(zipfile.ZipFile(io.BytesIO(archive.content)).namelist()) == 1

    def test_delivered_then_withdrawn(self, client, some_dossiers):
        client.force_login(some_dossiers.people["unit_head"])
        address = reverse("dossier", args=[LATE])
        client.post(address, LETTER)
        early = client.post(address, {"step": "deliver", "delivery-day": "11/4/2021"})
        assert early.status_code == 422
        client.post(address, {"step": "deliver", "delivery-day": "13/4/2021"})
        assert ApologyLetter.objects.get().delivered_on == date(2021, 4, 13)
        assert client.post(address, {"step": "withdraw"}).status_code == 422
        client.post(address, {"step": "withdraw", "reason": "Ghi nhầm"})
        assert not ApologyLetter.objects.exists()
        content = client.get(address).content.decode()
        assert "Lý do: Ghi nhầm" in content

    def test_a_letter_needs_a_day_after_the_one_promised(self, client, some_dossiers):
        client.force_login(some_dossiers.people["unit_head"])
        wrong = LETTER | {"apology-new_day": "8/4/2021"}
        answer = client.post(reverse("dossier", args=[LATE]), wrong)
        assert answer.status_code == 422
        assert "ngày hẹn mới sớm nhất là 9/4/2021" in answer.content.decode()

    def test_of_a_unit_only_its_own_are_offered(self, open_as):
        answer, _content = open_as("unit_officer", "dossier-apologies")
        codes = [row.dossier.code for row in answer.context["form"].rows]
        assert codes == [LATE_OF_INSPECTORATE]
        _answer, content = open_as("auditor", "dossier-apologies")
        assert "Còn 3 hồ sơ trễ hạn chưa có thư xin lỗi" in content


class TestUnits:
    def test_a_unit_sees_its_dossiers_once_the_officer_says_so(self, client, some_dossiers):
        pair = DossierUnit.objects.get(code=INSPECTORATE)
        client.force_login(some_dossiers.people["one_stop_officer"])
        address = reverse("dossier-units")
        client.post(address, {f"unit-{pair.pk}": "metrology-sub-department"})
        pair.refresh_from_db()
        assert pair.unit == some_dossiers.units["metrology-sub-department"]
        client.post(address, {f"unit-{pair.pk}": "no such unit"})
        pair.refresh_from_db()
        assert pair.unit is not None
        client.force_login(some_dossiers.people["unit_head"])
        code = LATE_OF_INSPECTORATE
        assert client.get(reverse("dossier", args=[code])).status_code == 200
        client.force_login(some_dossiers.people["one_stop_officer"])
        client.post(address, {f"unit-{pair.pk}": "none"})
        assert "1 đơn vị trong tệp xuất chưa gắn" in client.get(address).content.decode()
