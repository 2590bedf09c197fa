"""Lists of every register: out and in again, all or nothing, once."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.apps.registers.writing import record, so_far

from parindex.audit.models import AuditEvent
from parindex.registers.facts import table_row
from parindex.registers.services.closing import close_period
from parindex_tables.writing import write_table

pytestmark = pytest.mark.django_db


def url(case) -> str:
    return f"/registers/{case.register.key}/import/"


def row(case, **facts):
    """An entry as a row, before it has a code."""
    said = {**case.facts, **facts}
    shown = {name: show(said[name]) for name, show in case.register.shows.items() if name in said}
    return {"unit": "Chi cục TĐC", "year": 2021, **said, **shown}


def send(client, case, *rows, reason=""):
    content = write_table(case.register.columns, rows)
    file = SimpleUploadedFile("so.xlsx", content)
    return client.post(url(case), {"file": file, "reason": reason})


def confirmed(answer) -> str:
    return re.search(r'name="confirmed" value="([^"]+)"', answer.content.decode())[1]


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def officer(client, department):
    client.force_login(department.people["par_officer"])
    client.cookies["django_language"] = "en"
    return client


def test_a_list_is_previewed_then_written_once(officer, department, case) -> None:
    preview = send(officer, case, row(case), row(case, **case.nth(2)))
    assert preview.status_code == 200, words(preview)
    assert "so.xlsx: 2 new, 0 changed, 0 as they are" in words(preview)
    assert case.register.model.objects.count() == 0
    kept = confirmed(preview)
    assert officer.post(url(case), {"confirmed": kept}).status_code == 302
    assert case.register.model.objects.count() == 2
    assert so_far(department, case).keys() == case.counted.keys()
    again = officer.post(url(case), {"confirmed": kept}, follow=True)
    assert "nothing had to be written" in words(again)
    assert case.register.model.objects.count() == 2
    assert AuditEvent.objects.filter(action="import_entries").count() == 1


def test_what_is_exported_changes_nothing_when_it_comes_back(officer, department, case) -> None:
    kept = record(department, case)
    answer = send(officer, case, table_row(case.register, kept))
    assert "says all of so.xlsx already: 1 entries" in words(answer)
    exported = officer.get(f"/registers/{case.register.key}/table.xlsx")
    content = b"".join(exported.streaming_content) if exported.streaming else exported.content
    answer = officer.post(url(case), {"file": SimpleUploadedFile("so.xlsx", content)})
    assert "says all of so.xlsx already: 1 entries" in words(answer)


def test_one_mistake_writes_nothing_and_names_its_cell(officer, department, case) -> None:
    facts, field = case.unsound
    answer = send(officer, case, row(case), row(case, **case.nth(2), **facts))
    assert answer.status_code == 422
    header = case.register.column(field).header.en
    assert re.search(rf"Row \d+, column [A-Z]+ \({re.escape(header)}", words(answer)) or re.search(
        rf"Row \d+, column [A-Z]+ \({re.escape(case.register.column(field).header.vi)}",
        words(answer),
    )
    assert case.register.model.objects.count() == 0


def test_a_change_by_a_colleague_shows_before_anything_is_written(
    officer, department, case
) -> None:
    preview = send(officer, case, row(case))
    record(department, case, **{case.corrected[0]: case.corrected[1]})
    answer = officer.post(url(case), {"confirmed": confirmed(preview)})
    assert answer.status_code == 200
    assert "A colleague changed the register meanwhile" in words(answer)
    assert getattr(case.register.model.objects.get(), case.corrected[0]) == case.corrected[1]


def test_a_units_officer_takes_in_rows_of_the_own_unit_only(client, department, case) -> None:
    client.force_login(department.people["unit_officer"])
    answer = send(client, case, row(case))
    assert answer.status_code == 422
    assert case.register.model.objects.count() == 0


def test_a_closed_period_takes_rows_only_with_a_reason(officer, department, case) -> None:
    access = department.access("par_officer")
    close_period(access, case.register, None, date(2021, 11, 1))
    assert send(officer, case, row(case)).status_code == 422
    preview = send(officer, case, row(case), reason="Bổ sung theo biên bản kiểm tra")
    assert preview.status_code == 200
    officer.post(url(case), {"confirmed": confirmed(preview)})
    event = AuditEvent.objects.get(action="import_entries")
    assert event.reason == "Bổ sung theo biên bản kiểm tra"
