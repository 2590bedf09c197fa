"""The self score filled in offline: looked at and confirmed, or refused by cell."""

import re
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.apps.rounds.province import NOW, Province, enter_figures

from parindex.assessments.constants import Horizon
from parindex.assessments.services import values_of_component
from parindex.audit.models import AuditEvent
from parindex.rounds.models import SelfScore
from parindex.rounds.services import hand_in
from parindex.web.offline_table import CLAIM_COLUMNS, COLUMNS, KEY_COLUMNS
from parindex_tables.columns import Value
from parindex_tables.reading import read_table
from parindex_tables.writing import write_table

PAGE, TEMPLATE = reverse("scoring-offline"), reverse("scoring-offline-template")
ALL = (*COLUMNS, *CLAIM_COLUMNS, *KEY_COLUMNS)


@pytest.fixture
def province(kept_with_figures, db) -> Province:
    return kept_with_figures.lay()


@pytest.fixture
def officer(client, province):
    client.force_login(province.people["par_officer.department-0"])
    return client


def rows_of(client) -> list[dict[str, Value]]:
    answer = client.get(TEMPLATE)
    assert answer.status_code == 200
    return [dict(row.values) for row in read_table(answer.content, ALL).rows]


def component_of(province: Province, code: str = "1.1.3"):
    return province.framework.component(code)


def filled(rows: list[dict[str, Value]], code: str, **cells: Value) -> list[dict[str, Value]]:
    """The rows with cells of a component's first row written over."""
    first = next(row for row in rows if row["code"] == code)
    first.update(cells)
    return rows


def send(client, rows: list[Mapping[str, Value]]):
    content = write_table(ALL, rows, title="Biểu")
    return client.post(PAGE, {"file": SimpleUploadedFile("bieu.xlsx", content)})


def confirmed(answer) -> str:
    return re.search(r'name="confirmed" value="([^"]+)"', answer.content.decode())[1]


def values(province: Province, code: str) -> dict[str, str]:
    participant = province.participant(province.agencies[0])
    key = component_of(province, code).key
    return values_of_component(participant.assessment, key, Horizon.SO_FAR)


NEW = {"value": 90, "as_of": NOW.date(), "source": "Sổ nhiệm vụ"}


def test_the_workbook_has_every_variable_with_what_stands_there(officer, province):
    rows = rows_of(officer)
    assert len(rows) == sum(len(one.variables) for one in province.framework.components)
    present = {
        (row["code"], row["question"]): row["present"] for row in rows if row["code"] == "1.1.3"
    }
    assert sorted(present.values()) == [Decimal(80), Decimal(100)]


def test_from_preview_to_confirmation_and_once_more(officer, province):
    rows = filled(
        rows_of(officer), "1.1.3", **NEW, claimed=Decimal("1.5"), claim_reason="Hồ sơ còn thiếu"
    )
    before = values(province, "1.1.3")
    answer = send(officer, rows)
    page = answer.content.decode()
    assert answer.status_code == 200, page
    assert "80 → <strong>90</strong>" in page
    assert "→ <strong>2,25</strong>" in page
    assert values(province, "1.1.3") == before
    text = confirmed(answer)
    for _twice in range(2):
        assert officer.post(PAGE, {"confirmed": text}).status_code == 302
    changed = next(iter(component_of(province).variables)).name
    assert values(province, "1.1.3") == {**before, changed: "90"}
    said = SelfScore.objects.get(component_key=component_of(province).key)
    assert (said.claimed, said.claim_reason) == (Decimal("1.50"), "Hồ sơ còn thiếu")
    entered = AuditEvent.objects.filter(action="enter_values")
    assert entered.count() == 1
    assert AuditEvent.objects.filter(action="claim_lower").count() == 1
    # The same workbook brought back again finds everything done, and says so.
    again = send(officer, rows)
    assert officer.post(PAGE, {"confirmed": confirmed(again)}).status_code == 302
    assert entered.count() == 1


def test_every_problem_is_at_its_cell_and_nothing_is_written(officer, province):
    before = values(province, "1.1.3")
    rows = filled(rows_of(officer), "1.1.3", value="chín mươi", source="Sổ")
    filled(rows, "1.2.1", value=5, as_of=NOW.date() + timedelta(days=1))
    answer = send(officer, rows)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "chín mươi" in page
    assert "cột H (Đúng đến ngày)" in page
    assert "cột I (Nguồn số liệu)" in page
    assert values(province, "1.1.3") == before


def test_one_refused_component_keeps_all_others_out(officer, province):
    rows = filled(rows_of(officer), "1.1.3", **NEW)
    filled(rows, "1.1.2", claimed=Decimal(900), claim_reason="Lý do")
    answer = send(officer, rows)
    assert answer.status_code == 422
    assert "cột J (Tự nhận thấp hơn (điểm))" in answer.content.decode()
    assert not AuditEvent.objects.filter(action__in=["enter_values", "claim_lower"]).exists()


def test_what_a_colleague_changed_meanwhile_is_not_overwritten(officer, province):
    rows = rows_of(officer)
    enter_figures(province, province.agencies[0], share=85)
    answer = send(officer, filled(rows, "1.1.3", **NEW))
    assert answer.status_code == 422
    assert "85" in answer.content.decode()


def test_an_untouched_workbook_changes_nothing(officer, province):
    answer = send(officer, rows_of(officer))
    assert answer.status_code == 200
    assert "confirmed" not in answer.content.decode()


def test_a_units_people_have_their_units_components_only(client, province):
    client.force_login(province.people["head.department-0"])
    own = rows_of(client)
    participant = province.participant(province.agencies[0])
    keys = set(
        participant.assessment.owners.filter(unit__key="inspectorate").values_list(
            "component_key", flat=True
        )
    )
    assert {str(row["place"]).split("/")[3] for row in own} == keys
    client.force_login(province.people["par_officer.department-0"])
    whole = filled(rows_of(client), "1.1.3", **NEW)
    client.force_login(province.people["head.department-0"])
    assert send(client, whole).status_code == 422
    assert not AuditEvent.objects.filter(action="enter_values").exists()


def test_a_workbook_of_another_agency_is_refused(client, province):
    client.force_login(province.people["par_officer.department-1"])
    rows = rows_of(client)
    client.force_login(province.people["par_officer.department-0"])
    answer = send(client, filled(rows, "1.1.3", **NEW))
    assert answer.status_code == 422
    assert not AuditEvent.objects.filter(action="enter_values").exists()


def test_a_preview_is_only_its_readers(client, officer, province):
    text = confirmed(send(officer, filled(rows_of(officer), "1.1.3", **NEW)))
    client.force_login(province.people["par_officer.department-1"])
    assert client.post(PAGE, {"confirmed": text}).status_code == 422
    assert client.post(PAGE, {"confirmed": "spoilt"}).status_code == 422
    assert not AuditEvent.objects.filter(action="enter_values").exists()


@pytest.mark.parametrize("seen", ['{"claimed": "nhiều"}', '{"claimed": "sNaN"}', '{"claimed": []}'])
def test_a_spoilt_hidden_cell_is_no_failure(officer, province, seen):
    rows = filled(
        rows_of(officer), "1.1.3", seen=seen, claimed=Decimal("1.5"), claim_reason="Lý do"
    )
    answer = send(officer, rows)
    assert answer.status_code == 200
    assert "1,50" in answer.content.decode()


def test_what_was_handed_in_is_protected(officer, province):
    participant = province.participant(province.agencies[0])
    unit = participant.assessment.owners.get(component_key=component_of(province).key).unit
    hand_in(province.of(province.agencies[0], "par_officer"), participant, unit, now=NOW)
    rows = rows_of(officer)
    answer = send(officer, filled(rows, "1.1.3", **NEW))
    assert answer.status_code == 422


def test_a_file_that_is_none(officer):
    assert officer.post(PAGE, {}).status_code == 422
    junk = SimpleUploadedFile("a.xlsx", b"no workbook")
    assert officer.post(PAGE, {"file": junk}).status_code == 422


def test_the_workbook_is_written_with_few_questions_to_the_database(
    officer, django_assert_max_num_queries
):
    for address in (PAGE, TEMPLATE):
        with django_assert_max_num_queries(20):
            assert officer.get(address).status_code == 200
