"""The daily pages of dossiers: tiles, lists, shares, one dossier, causes, letters, units."""

import io
import re
import zipfile
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.agency_dossiers.conftest import (
    INSPECTORATE,
    LATE,
    LATE_NOW,
    LATE_OF_INSPECTORATE,
    LINES,
    METROLOGY,
    ON_TIME,
    export,
    line,
    load,
    with_one_stop_officer,
)
from tests.apps.attachments.sample_owner import PDF, upload

from parindex.dossiers.constants import CauseState
from parindex.dossiers.models import ApologyLetter, DossierUnit, ObjectiveCause
from parindex.web.dossier_counted import COUNTED_COLUMNS
from parindex.web.dossier_lists import DUE_COLUMNS
from parindex.web.dossier_overview import PLACE_COLUMNS
from parindex.web.dossier_records import CAUSE_COLUMNS
from parindex_tables.reading import read_table

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
COUNTED_LINK = re.compile(r'<a href="(/dossiers/counted/[^"]*)">([\d.]+)</a>')


@pytest.fixture
def empty(department, settings, tmp_path):
    settings.DATA, settings.FILES = tmp_path, tmp_path / "files"
    return with_one_stop_officer(department)


@pytest.fixture
def loaded(empty):
    load(empty, export(LINES))
    return empty


@pytest.fixture
def opened(client, loaded):
    """Opens a page as a person of the department: the answer, and its words."""

    def open_page(person, page, /, *arguments, **query):
        client.force_login(loaded.people[person])
        answer = client.get(reverse(page, args=arguments), query)
        return answer, answer.content.decode(errors="replace")

    return open_page


def sheet(answer, columns):
    """The rows of a downloaded workbook."""
    reading = read_table(answer.content, columns)
    # An empty list is a header without rows, which nobody would load.
    assert [problem for problem in reading.problems if reading.rows] == []
    return [row.values for row in reading.rows]


class TestHome:
    def test_the_tiles_lead_to_their_lists(self, opened):
        answer, content = opened("director", "home")
        tiles = answer.context["page"].dossiers
        assert (tiles.counts.late_now, tiles.counts.due_today, tiles.counts.due_soon) == (1, 1, 1)
        for url in (tiles.late_url, tiles.today_url, tiles.soon_url):
            assert f'href="{url}"' in content
        # 3 of 5 online and on time; online has to be above half, on time to reach 95 %.
        assert "60,00 %" in content
        assert "chỉ tiêu: trên 50,00 %" in content
        assert "chỉ tiêu: ít nhất 95,00 %" in content
        # 5 settled in 10 months: one a month, halves up; two more until December.
        assert "mỗi tháng giải quyết 1 hồ sơ" in content
        assert "Năm nay không còn đạt được: dù cả 2 hồ sơ" in content
        assert "Đến tháng 12 cần 1 trên 2 hồ sơ dự kiến (50,00 %)" in content

    def test_a_unit_sees_its_own_and_who_has_none_sees_nothing(self, opened, loaded):
        answer, _content = opened("unit_officer", "home")
        tiles = answer.context["page"].dossiers
        assert (tiles.counts.late_now, tiles.counts.due_soon) == (0, 1)
        assert (tiles.online.whole.share.numerator, tiles.online.whole.share.denominator) == (0, 1)
        DossierUnit.objects.filter(agency=loaded.agency).update(unit=None)
        answer, content = opened("unit_officer", "home")
        assert answer.context["page"].dossiers is None
        assert "Hồ sơ hôm nay" not in content

    def test_nothing_of_it_before_the_first_load(self, client, empty):
        client.force_login(empty.people["director"])
        answer = client.get(reverse("home"))
        assert answer.context["page"].dossiers is None

    def test_more_dossiers_take_no_more_queries(self, client, loaded):
        client.force_login(loaded.people["unit_head"])
        counts = []
        for _time in range(2):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(reverse("home")).status_code == 200
            counts.append(len(queries))
            load(loaded, export([line(90 + n, "02/11", "30/11", "") for n in range(9)]))
        assert counts[0] == counts[1]


class TestOverview:
    @pytest.mark.parametrize(
        ("person", "query"),
        [
            ("auditor", {}),
            ("auditor", {"by": "channel", "period": "2021-Q2"}),
            ("auditor", {"by": "procedure", "period": "2021-05"}),
            ("auditor", {"by": "field", "first": "1/2/2021", "last": "8/3/2021"}),
            ("unit_head", {}),
        ],
    )
    def test_every_number_opens_onto_as_many_dossiers(self, client, opened, person, query):
        answer, content = opened(person, "dossiers", **query)
        assert answer.status_code == 200
        numbers = {(unescape(url), number) for url, number in COUNTED_LINK.findall(content)}
        assert len(numbers) > 12
        for url, number in numbers:
            listed = client.get(url)
            assert str(listed.context["page"].paginator.count) == number, url
            assert len(listed.context["rows"]) == int(number)

    def test_the_templates_indicators_lead_to_their_components(self, opened):
        answer, content = opened("director", "dossiers")
        shares = {
            one.code: (one.line.share.numerator, one.line.share.denominator)
            for one in answer.context["indicators"]
        }
        assert shares == {
            "3.4.1": (3, 5),
            "3.4.2": (2, 5),
            "3.4.3": (0, 2),
            "7.2.2": (2, 5),
            "7.2.3": (1, 5),
            "7.2.4": (1, 2),
        }
        assert reverse("component", args=["dossiers_on_time"]) in content

    @pytest.mark.parametrize(
        ("query", "label", "problem"),
        [
            ({"period": "2021-Q3"}, "Quý III/2021", False),
            ({"period": "2021-11"}, "Tháng 11/2021, tính đến 24/11/2021", False),
            ({"first": "1/2/2021", "last": "8/3/2021"}, "từ 1/2/2021 đến 8/3/2021", False),
            ({"first": "8/3/2021", "last": "1/2/2021"}, "Năm 2021, tính đến 24/11/2021", True),
            ({"first": "8/3", "last": ""}, "Năm 2021, tính đến 24/11/2021", True),
            ({"period": "2022"}, "Năm 2021, tính đến 24/11/2021", True),
            ({"period": "hôm nay"}, "Năm 2021, tính đến 24/11/2021", True),
        ],
    )
    def test_any_period_can_be_asked_for(self, opened, query, label, problem):
        answer, _content = opened("auditor", "dossiers", **query)
        asked = answer.context["asked"]
        assert asked.label == label
        assert bool(asked.problem) is problem

    def test_the_table_goes_to_excel(self, opened):
        answer, _content = opened("auditor", "dossiers-export", by="unit")
        rows = {row["name"]: row for row in sheet(answer, PLACE_COLUMNS)}
        counts = [rows[METROLOGY][key] for key in ("settled", "on_time", "on_time_share", "late")]
        assert counts == [4, 3, 75, 1]
        assert (rows[INSPECTORATE]["on_time"], rows[INSPECTORATE]["on_time_share"]) == (0, 0)
        listed, _content = opened("auditor", "dossiers-counted-export", indicator="LATE")
        assert {row["code"] for row in sheet(listed, COUNTED_COLUMNS)} == {
            LATE,
            LATE_OF_INSPECTORATE,
        }

    def test_an_empty_store_says_what_to_do(self, client, empty):
        client.force_login(empty.people["one_stop_officer"])
        content = client.get(reverse("dossiers")).content.decode()
        assert reverse("dossier-load-new") in content
        assert "Chưa nạp hồ sơ nào" in content
        for name in ("dossiers-due", "dossiers-counted", "dossier-causes", "dossier-apologies"):
            assert client.get(reverse(name)).status_code == 200


class TestLists:
    @pytest.mark.parametrize(
        ("query", "codes"),
        [
            ({}, [LATE_NOW]),
            ({"list": "today"}, ["H48.12-211115-0006"]),
            ({"list": "soon"}, ["H48.12-211116-0007"]),
            ({"list": "waiting"}, []),
            ({"list": "settled"}, [LATE_OF_INSPECTORATE, LATE]),
            ({"list": "settled", "sort": "ended"}, [LATE, LATE_OF_INSPECTORATE]),
            ({"list": "settled", "words": "thanh TRA"}, [LATE_OF_INSPECTORATE]),
            ({"list": "settled", "words": "do luong 0004"}, [LATE]),
            ({"list": "settled", "unit": INSPECTORATE}, [LATE_OF_INSPECTORATE]),
            ({"list": "settled", "procedure": "9.9"}, []),
        ],
    )
    def test_a_list_and_its_workbook_hold_the_same(self, opened, query, codes):
        answer, content = opened("auditor", "dossiers-due", **query)
        assert [dossier.code for dossier, _state in answer.context["rows"]] == codes
        for code in codes:
            assert reverse("dossier", args=[code]) in content
        workbook, _content = opened("auditor", "dossiers-due-export", **query)
        assert [row["code"] for row in sheet(workbook, DUE_COLUMNS)] == codes

    def test_the_tabs_count_every_list(self, opened):
        answer, _content = opened("auditor", "dossiers-due", list="nonsense", page="99")
        assert [tab["count"] for tab in answer.context["lists"]] == [1, 1, 1, 0, 2]

    def test_a_unit_sees_its_own(self, opened):
        _answer, content = opened("unit_officer", "dossiers-due", list="settled")
        assert LATE not in content
        assert LATE_OF_INSPECTORATE in content
        counted, content = opened("unit_officer", "dossiers-counted", indicator="LATE")
        assert counted.context["page"].paginator.count == 1
        assert LATE not in content


class TestOneDossier:
    def test_the_panels_facts_open_onto_it(self, opened):
        _answer, content = opened("par_officer", "component-rows", "dossiers_on_time")
        assert f'href="{reverse("dossier", args=[LATE])}"' in content

    def test_it_says_why_and_where_it_counts(self, opened):
        answer, content = opened("auditor", "dossier", LATE)
        assert "Kết luận: trễ hạn, vì 12/4/2021 10:00 sau hẹn trả 8/4/2021 16:00." in content
        counted = {line.code: line.left_out for line in answer.context["page"].counted_in}
        assert counted == {
            "3.4.1": "Trễ hạn",
            "3.4.2": "Trễ hạn",
            "3.4.3": "Chưa ghi nhận thư xin lỗi",
            "7.2.2": "",
            "7.2.3": "Không nộp trực tuyến ở mức độ này",
        }

    def test_before_it_was_corrected(self, opened, loaded):
        load(loaded, export([line(1, "04/01", "11/01", "11/01")]))
        answer, _content = opened("auditor", "dossier", ON_TIME)
        (correction,) = answer.context["corrections"]
        (change,) = correction.changes
        assert (change.old, change.new) == ("10:00 8/1/2021", "10:00 11/1/2021")

    def test_who_may_not_see_it(self, opened):
        assert opened("unit_officer", "dossier", LATE)[0].status_code == 403
        assert opened("auditor", "dossier", "H48.12-210101-9999")[0].status_code == 404


class TestCauses:
    def test_proposed_with_its_document_then_approved(self, client, loaded, opened):
        client.force_login(loaded.people["metrology_officer"])
        address = reverse("dossier", args=[LATE])
        sent = client.post(address, PROPOSED | {"files": upload(PDF, "thong-bao.pdf")})
        assert sent.status_code == 302
        cause = ObjectiveCause.objects.get()
        assert (cause.state, cause.document_number) == (CauseState.PROPOSED, "12/TB-UBND")
        # A second click changes nothing.
        assert client.post(address, PROPOSED).status_code == 302
        assert ObjectiveCause.objects.count() == 1
        answer, content = opened("unit_head", "dossier-causes")
        assert answer.context["to_decide"] == [(cause, 1)]
        assert "1 tệp" in content
        approved = client.post(address, {"step": "approve", "back": "causes"}, follow=True)
        assert approved.redirect_chain[-1][0] == reverse("dossier-causes")
        answer, content = opened("metrology_officer", "dossier", LATE)
        assert answer.context["page"].explanation.verdict == "late_objective"
        assert "thong-bao.pdf" in content
        # What was approved stays as it is.
        assert answer.context["panel"].upload_url == ""
        workbook, _content = opened("auditor", "dossier-causes-export", state="approved")
        assert [row["code"] for row in sheet(workbook, CAUSE_COLUMNS)] == [LATE]

    def test_what_is_wrong_stays_to_be_mended(self, client, loaded):
        client.force_login(loaded.people["unit_head"])
        wrong = PROPOSED | {"cause-document_date": "25/11/2021", "cause-cause": ""}
        answer = client.post(reverse("dossier", args=[LATE]), wrong)
        assert answer.status_code == 422
        content = answer.content.decode()
        assert "12/TB-UBND" in content
        assert "hôm nay là 24/11/2021" in content
        assert not ObjectiveCause.objects.exists()

    def test_returned_with_a_reason_and_proposed_anew(self, client, loaded):
        address = reverse("dossier", args=[LATE])
        client.force_login(loaded.people["metrology_officer"])
        client.post(address, PROPOSED)
        client.force_login(loaded.people["unit_head"])
        assert client.post(address, {"step": "return"}).status_code == 422
        client.post(address, {"step": "return", "reason": "Thiếu văn bản gốc"})
        client.force_login(loaded.people["metrology_officer"])
        content = client.get(address).content.decode()
        assert "Thiếu văn bản gốc" in content
        assert "12/TB-UBND" in content
        client.post(address, PROPOSED | {"cause-document_number": "13/TB-UBND"})
        assert ObjectiveCause.objects.get().state == CauseState.PROPOSED

    def test_who_proposed_does_not_approve(self, client, loaded):
        client.force_login(loaded.people["unit_head"])
        address = reverse("dossier", args=[LATE])
        client.post(address, PROPOSED)
        assert client.post(address, {"step": "approve"}).status_code == 403
        client.force_login(loaded.people["auditor"])
        assert client.post(address, PROPOSED).status_code == 403


class TestApologies:
    def test_letters_for_those_ticked_numbered_on(self, client, loaded, opened):
        answer, _content = opened("one_stop_officer", "dossier-apologies")
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
        answer, content = opened("one_stop_officer", "dossier-apologies")
        assert answer.context["form"].initial["first_number"] == 9
        # Of the two settled late one has its letter.
        assert "50,00 %" in content

    def test_as_documents_signed_as_asked(self, client, loaded, opened):
        client.force_login(loaded.people["unit_head"])
        client.post(reverse("dossier", args=[LATE]), LETTER)
        letter = ApologyLetter.objects.get()
        answer, _content = opened(
            "auditor", "dossier-apology-letter", letter.pk, signer="deputy", name="Người ký"
        )
        text = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
        for words in ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Người ký", LATE):
            assert words in text
        assert opened("unit_officer", "dossier-apology-letter", letter.pk)[0].status_code == 403
        assert opened("auditor", "dossier-apology-letter", 999)[0].status_code == 404
        archive, _content = opened("auditor", "dossier-apologies-zip")
        assert len(zipfile.ZipFile(io.BytesIO(archive.content)).namelist()) == 1

    def test_delivered_then_withdrawn(self, client, loaded):
        client.force_login(loaded.people["unit_head"])
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

    def test_a_letter_needs_a_day_after_the_one_promised(self, client, loaded):
        client.force_login(loaded.people["unit_head"])
        wrong = LETTER | {"apology-new_day": "8/4/2021"}
        answer = client.post(reverse("dossier", args=[LATE]), wrong)
        assert answer.status_code == 422
        assert "phải sau ngày đã hẹn, 8/4/2021" in answer.content.decode()

    def test_of_a_unit_only_its_own_are_offered(self, opened):
        answer, _content = opened("unit_officer", "dossier-apologies")
        codes = [row.dossier.code for row in answer.context["form"].rows]
        assert codes == [LATE_OF_INSPECTORATE]
        _answer, content = opened("auditor", "dossier-apologies")
        assert "Còn 3 hồ sơ trễ hạn chưa có thư xin lỗi" in content


class TestUnits:
    def test_a_unit_sees_its_dossiers_once_the_officer_says_so(self, client, loaded):
        pair = DossierUnit.objects.get(code=INSPECTORATE)
        client.force_login(loaded.people["one_stop_officer"])
        address = reverse("dossier-units")
        client.post(address, {f"unit-{pair.pk}": "metrology-sub-department"})
        pair.refresh_from_db()
        assert pair.unit == loaded.units["metrology-sub-department"]
        client.post(address, {f"unit-{pair.pk}": "no such unit"})
        pair.refresh_from_db()
        assert pair.unit is not None
        client.force_login(loaded.people["unit_head"])
        code = LATE_OF_INSPECTORATE
        assert client.get(reverse("dossier", args=[code])).status_code == 200
        client.force_login(loaded.people["one_stop_officer"])
        client.post(address, {f"unit-{pair.pk}": "none"})
        assert "1 đơn vị trong tệp xuất chưa gắn" in client.get(address).content.decode()
