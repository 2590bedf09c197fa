"""Procedures taken in from a file: what the preview says, what a confirmation writes."""

import json
import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.apps.procedures.entries import entry
from tests.departments import TODAY

from parindex.audit.models import AuditEvent
from parindex.procedures.models import Procedure, ProcedureVersion
from parindex.procedures.services.catalogue import record_version
from parindex.procedures.table_columns import COLUMNS, table_row
from parindex.web import procedure_reading
from parindex_tables.reading import read_table
from parindex_tables.writing import write_table

pytestmark = pytest.mark.django_db
URL = "/procedures/import/"
ROWS = (
    {"code": "1.000358", "name": "Cấp giấy phép", "field": "An toàn bức xạ", "unit": "Chi cục TĐC"},
    {
        "code": "1.000359.000.00.00.H48",
        "name": "Công bố hợp quy",
        "field": "Đo lường",
        "unit": "Chi cục Tiêu chuẩn Đo lường Chất lượng",
        "processing_time": 5,
        "fee": 50_000,
        "online_level": "level_4",
        "one_stop": True,
        "public_parts": "đủ",
        "legal_base_effective_on": date(2021, 6, 1),
        "decision_number": "1/QĐ-UBND",
        "decision_signed_on": date(2021, 5, 20),
        "made_public_on": date(2021, 5, 24),
        "effective_from": date(2021, 6, 1),
    },
)


def workbook(*rows, columns=COLUMNS):
    return write_table(columns, rows)


def send(client, content: bytes, name: str = "danh-muc.xlsx", day: str = "24/11/2021"):
    return client.post(URL, {"file": SimpleUploadedFile(name, content), "day": day})


def confirmed(answer) -> str:
    return re.search(r'name="confirmed" value="([^"]+)"', answer.content.decode())[1]


def words(answer) -> str:
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(text.split())


@pytest.fixture
def officer(client, department):
    client.force_login(department.people["par_officer"])
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def recorded(department):
    unit = department.units["metrology-sub-department"]
    facts = {"one_stop": True, "online_level": "level_3", "result": "Giấy phép"}
    record_version(department.access("par_officer"), entry("1.000358", unit, **facts))
    return Procedure.objects.get()


def test_a_workbook_is_previewed_then_taken_in_once(officer, department) -> None:
    preview = send(officer, workbook(*ROWS))
    assert preview.status_code == 200
    assert "danh-muc.xlsx: 2 new, 0 changed, 0 as they are" in words(preview)
    assert Procedure.objects.count() == 0
    kept = confirmed(preview)
    assert officer.post(URL, {"confirmed": kept}).status_code == 302
    versions = {v.procedure.code: v for v in ProcedureVersion.objects.select_related("procedure")}
    assert set(versions) == {"1.000358", "1.000359"}
    assert versions["1.000358"].effective_from == TODAY
    assert versions["1.000359"].effective_from == date(2021, 6, 1)
    assert versions["1.000359"].public_parts == ["a", "b", "c", "d", "đ", "e", "g"]
    assert versions["1.000359"].procedure.unit == department.units["metrology-sub-department"]
    assert versions["1.000358"].fee is None
    events = AuditEvent.objects.filter(action="import_procedures")
    assert events.get().after["source"] == "danh-muc.xlsx"
    again = officer.post(URL, {"confirmed": kept}, follow=True)
    assert "nothing had to be written" in words(again)
    assert ProcedureVersion.objects.count() == 2
    assert events.count() == 1


def test_what_is_exported_changes_nothing_when_it_comes_back(officer, recorded) -> None:
    row = table_row(ProcedureVersion.objects.select_related("procedure__unit").get())
    answer = send(officer, workbook(row))
    assert answer.status_code == 200
    assert "says all of danh-muc.xlsx already: 1 procedures" in words(answer)
    assert "confirmed" not in answer.content.decode()


def test_a_change_is_shown_old_and_new_and_lacking_columns_stay(officer, recorded) -> None:
    columns = [c for c in COLUMNS if c.key in ("code", "name", "field", "processing_time")]
    row = {
        "code": "1.000358",
        "name": "Cấp giấy phép tiến hành công việc bức xạ",
        "field": "An toàn bức xạ và hạt nhân",
        "processing_time": 10,
    }
    answer = send(officer, workbook(row, columns=columns))
    assert "Processing time: 15 → 10" in words(answer)
    assert "0 new, 1 changed" in words(answer)
    officer.post(URL, {"confirmed": confirmed(answer)})
    holding = ProcedureVersion.objects.order_by("-effective_from")[0]
    assert (holding.processing_time, holding.effective_from) == (10, TODAY)
    assert (holding.one_stop, holding.online_level, holding.result) == (
        True,
        "level_3",
        "Giấy phép",
    )
    assert ProcedureVersion.objects.count() == 2


def test_every_problem_is_shown_by_row_and_column_and_nothing_written(officer) -> None:
    bad = {
        **ROWS[1],
        "code": "12.3",
        "unit": "Phòng không có",
        "public_parts": "a, z",
    }
    answer = send(officer, workbook(ROWS[0], bad))
    assert answer.status_code == 422
    text = words(answer)
    assert "Row 3, column D (Đơn vị giải quyết) Phòng không có" in text
    assert "Row 3, column Q (Bộ phận đã công khai) a, z" in text
    late = {**ROWS[1], "decision_signed_on": date(2021, 5, 30)}
    answer = send(officer, workbook(ROWS[0], {**ROWS[0], "code": "1.000358"}, late))
    assert answer.status_code == 422
    assert "Stands in row 2 already" in words(answer)
    assert "Made public before" not in words(answer)
    twice = {**ROWS[0], "code": "1.000358.000.00.00.H48"}
    text = words(send(officer, workbook(ROWS[0], twice, late, {**ROWS[0], "code": "12.3"})))
    assert "Row 3, column A (Mã TTHC)" in text
    assert "stands in the file twice" in text
    assert "Row 4, column V (Ngày công khai)" in text
    assert "Made public before its decision was signed" in text
    assert "Row 5, column A (Mã TTHC) 12.3 This is no national code" in text
    assert Procedure.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "What to mend"), (b"PK\x03\x04spoilt", "What to mend"), (b"{", "no readable JSON")],
)
def test_what_is_no_list_is_refused_politely(officer, content, said) -> None:
    answer = send(officer, content)
    assert answer.status_code == 422
    assert said in words(answer)
    assert "Choose a file first." in words(officer.post(URL, {"day": "24/11/2021"}))


def test_a_workbook_with_too_many_rows_is_refused(officer, monkeypatch) -> None:
    monkeypatch.setattr(procedure_reading, "MOST_PROCEDURES", 1)
    answer = send(officer, workbook(*ROWS))
    assert answer.status_code == 422
    assert "The file has more than 1 procedures. Split it." in words(answer)


def test_the_national_database_is_read_and_its_level_online_not_guessed_away(
    officer, recorded
) -> None:
    def said(code: str, **more):
        return {
            "code": code,
            "name": "Cấp giấy phép",
            "executionMethods": [
                {"submissionMethod": "ONLINE", "processingTime": 12,
                 "processingTimeUnit": "WORKING_DAY", "fees": [{"value": 0}]},
            ],
            **more,
        }  # fmt: skip

    wrapped = {"data": [said("1.000358"), said("2.000001", categoriesDetails=[{"name": "Khác"}])]}
    answer = send(officer, json.dumps(wrapped).encode(), "csdl.json", "1/10/2021")
    assert "1 new, 1 changed" in words(answer)
    assert "Processing time: 15 → 12" in words(answer)
    officer.post(URL, {"confirmed": confirmed(answer)})
    found = {
        v.procedure.code: (v.online_level, v.effective_from)
        for v in ProcedureVersion.objects.filter(effective_from=date(2021, 10, 1))
    }
    assert found == {
        "1.000358": ("level_3", date(2021, 10, 1)),
        "2.000001": ("partial", date(2021, 10, 1)),
    }
    bad = send(officer, json.dumps([said("2.000002")]).encode(), "csdl.json")
    assert "Procedure 1 (2.000002), categoriesDetails" in words(bad)
    assert "has no field" in words(bad)


def test_what_a_colleague_changed_meanwhile_is_shown_anew(officer, department, recorded) -> None:
    row = {"code": "1.000358", "name": "Tên khác", "field": "Đo lường", "processing_time": 10}
    answer = send(officer, workbook(row))
    unit = department.units["metrology-sub-department"]
    seen = recorded.versions.get()
    record_version(
        department.access("par_officer"),
        entry("1.000358", unit, date(2021, 10, 1), processing_time=12),
        seen,
    )
    again = officer.post(URL, {"confirmed": confirmed(answer)})
    assert again.status_code == 200
    assert "A colleague changed the catalogue meanwhile" in words(again)
    assert "Processing time: 12 → 10" in words(again)
    assert ProcedureVersion.objects.count() == 2
    assert officer.post(URL, {"confirmed": confirmed(again)}).status_code == 302
    assert ProcedureVersion.objects.count() == 3


def test_a_preview_of_another_person_or_spoilt_writes_nothing(
    officer, client, department, other_department
) -> None:
    kept = confirmed(send(officer, workbook(*ROWS)))
    for person, carried in (
        (other_department.people["par_officer"], kept),
        (department.people["par_officer"], f"{kept}x"),
    ):
        client.force_login(person)
        answer = client.post(URL, {"confirmed": carried})
        assert answer.status_code == 422
        assert "no longer valid" in words(answer)
    assert Procedure.objects.count() == 0


def test_a_unit_takes_in_its_own_procedures_only(client, department, recorded) -> None:
    client.force_login(department.people["unit_officer"])
    client.cookies["django_language"] = "en"
    own = {**ROWS[1], "unit": "Thanh tra Sở"}
    answer = send(client, workbook(own))
    assert client.post(URL, {"confirmed": confirmed(answer)}).status_code == 302
    assert Procedure.objects.get(code="1.000359").unit == department.units["inspectorate"]
    for row, said in (
        (ROWS[0], "your own unit only"),
        ({**ROWS[0], "unit": "Thanh tra Sở"}, "your own unit only"),
        ({**ROWS[0], "code": "1.000360", "unit": None}, "which of your units"),
    ):
        assert said in words(send(client, workbook(row)))
    client.force_login(department.people["unit_head"])
    kept = {**ROWS[0], "unit": None}
    assert "0 new, 1 changed" in words(send(client, workbook(kept)))


def test_the_template_has_the_columns_and_says_how(officer) -> None:
    answer = officer.get(reverse("procedures-import-template"))
    reading = read_table(answer.content, COLUMNS)
    assert set(reading.places) == {column.key for column in COLUMNS}
    assert [problem.reason.en for problem in reading.problems] == [
        "no row stands under the headers"
    ]
    words_of_book = ZipFile(BytesIO(answer.content)).read("xl/sharedStrings.xml").decode()
    assert "Empty: province." in words_of_book


def test_150_procedures_are_compared_in_as_many_queries_as_two(
    officer, django_assert_max_num_queries
) -> None:
    rows = [{**ROWS[0], "code": f"2.{n:06d}", "name": f"Thủ tục {n}"} for n in range(150)]
    content = workbook(*rows)
    with django_assert_max_num_queries(16):
        answer = send(officer, content)
    assert "150 new" in words(answer)
