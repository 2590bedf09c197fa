"""Versions by day: nothing is overwritten, the same said twice is one, rights end at the unit."""

from datetime import date

import pytest
from tests.apps.procedures.entries import FROM, entry

from parindex.accounts.services import PermissionRefused
from parindex.audit.queries import history
from parindex.procedures.facts import national_code
from parindex.procedures.models import Procedure, ProcedureVersion
from parindex.procedures.queries.catalogue import (
    CatalogueFilter,
    catalogue,
    dossier_catalogue,
    fields_on,
    holding_on,
    may_keep,
    procedure,
    version_on,
    versions_of,
)
from parindex.procedures.queries.recorded import RecordedCatalogue
from parindex.procedures.services.catalogue import (
    AlreadyChanged,
    ProcedureRefused,
    UnitElsewhere,
    record_version,
)
from parindex.procedures.services.importing import compare_list, import_list

JULY = date(2021, 7, 1)


@pytest.fixture
def officer(department):
    return department.access("par_officer")


@pytest.fixture
def metrology(department):
    return department.units["metrology-sub-department"]


def newest(found: Procedure) -> ProcedureVersion:
    version = found.versions.order_by("id").last()
    assert version is not None
    return version


def test_the_catalogue_of_a_day_shows_what_held_on_it(officer, metrology, department):
    found, _ = record_version(officer, entry("1.000358", metrology))
    record_version(officer, entry("1.000358", metrology, JULY, processing_time=10), newest(found))
    days = [holding_on(department.agency, day).first() for day in (FROM, date(2021, 6, 30), JULY)]
    assert [version.processing_time for version in days if version] == [15, 15, 10]
    assert not holding_on(department.agency, date(2020, 12, 31)).exists()
    versions = versions_of(officer, found)
    assert [version.effective_from for version in versions] == [JULY, FROM]
    assert version_on(versions, date(2021, 3, 1)) == versions[1]


def test_a_correction_of_a_day_keeps_what_was_said_before(officer, metrology):
    found, _ = record_version(officer, entry("1.000358", metrology))
    record_version(officer, entry("1.000358", metrology, name="Tên đã sửa"), newest(found))
    versions = versions_of(officer, found)
    assert [(version.revision, version.name) for version in versions] == [
        (2, "Tên đã sửa"),
        (1, "Cấp giấy phép tiến hành công việc bức xạ"),
    ]
    event = history(officer.agency.pk, "procedure", found.pk)[0]
    assert event.before["name"] != event.after["name"] == "Tên đã sửa"


def test_the_same_again_writes_nothing(officer, metrology):
    found, changed = record_version(officer, entry("1.000358", metrology))
    again, unchanged = record_version(officer, entry("1.000358", metrology), newest(found))
    assert (changed, unchanged, again.versions.count()) == (True, False, 1)


def test_a_repealed_procedure_leaves_the_catalogue_from_its_day(officer, metrology, department):
    found, _ = record_version(officer, entry("1.000358", metrology))
    record_version(officer, entry("1.000358", metrology, JULY, is_repealed=True), newest(found))
    assert holding_on(department.agency, date(2021, 6, 30)).count() == 1
    assert holding_on(department.agency, JULY).count() == 0


def test_read_once_the_catalogue_of_any_day_is_what_the_query_finds(officer, metrology, department):
    first, _ = record_version(officer, entry("1.000358", metrology))
    record_version(officer, entry("1.000358", metrology, fee=7), newest(first))
    record_version(officer, entry("1.000358", metrology, JULY, is_repealed=True), newest(first))
    second, _ = record_version(officer, entry("1.000123", metrology, date(2021, 3, 1)))
    record_version(officer, entry("1.000123", metrology, JULY, fee=9), newest(second))
    recorded = RecordedCatalogue(department.agency)
    sizes = []
    for day in (date(2020, 12, 31), FROM, date(2021, 3, 1), date(2021, 6, 30), JULY):
        held = recorded.holding_on(day)
        assert held == list(holding_on(department.agency, day).order_by("procedure__code"))
        sizes.append(len(held))
    assert sizes == [0, 1, 2, 2, 1]


def test_what_somebody_else_recorded_meanwhile_is_not_passed_over(officer, metrology):
    found, _ = record_version(officer, entry("1.000358", metrology))
    seen = newest(found)
    record_version(officer, entry("1.000358", metrology, JULY), seen)
    record_version(officer, entry("1.000358", metrology, JULY, fee=100), newest(found))
    with pytest.raises(AlreadyChanged):
        record_version(officer, entry("1.000358", metrology, JULY, fee=200), seen)
    with pytest.raises(AlreadyChanged):
        record_version(officer, entry("1.000358", metrology, JULY, fee=200))


def test_rights_end_at_the_unit(department, other_department, metrology):
    head = department.access("unit_head")
    record_version(head, entry("1.000358", metrology))
    inspector = department.access("unit_officer")
    found = procedure(inspector, Procedure.objects.get().pk)
    assert found is not None
    assert (may_keep(head, found), may_keep(inspector, found)) == (True, False)
    inspectorate = department.units["inspectorate"]
    with pytest.raises(PermissionRefused):
        record_version(inspector, entry("1.000358", inspectorate, JULY), newest(found))
    with pytest.raises(PermissionRefused):
        record_version(head, entry("1.000358", inspectorate, JULY), newest(found))
    for person in ("director", "auditor", "administrator", "stranger"):
        with pytest.raises(PermissionRefused):
            record_version(department.access(person), entry("1.000359", metrology))
    assert procedure(other_department.access("par_officer"), found.pk) is None
    with pytest.raises(UnitElsewhere):
        record_version(other_department.access("par_officer"), entry("1.000359", metrology))


@pytest.mark.parametrize(
    ("code", "facts", "field"),
    [
        ("1.36", {}, "code"),
        ("1.000358", {"name": " "}, "name"),
        ("1.000358", {"made_public_on": JULY}, "made_public_on"),
        ("1.000358", {"decision_signed_on": JULY, "made_public_on": FROM}, "made_public_on"),
    ],
)
def test_what_is_no_procedure_is_refused_by_its_field(officer, metrology, code, facts, field):
    with pytest.raises(ProcedureRefused, match=field):
        record_version(officer, entry(code, metrology, **facts))
    assert Procedure.objects.count() == 0


def test_codes_as_people_and_systems_write_them():
    assert national_code(" 1.000358 ") == "1.000358"
    assert national_code("1.000358.000.00.00.H48") == "1.000358"
    assert [national_code(text) for text in ("1.00036", "1000358", "", "１.000358")] == [None] * 4


def test_filters_words_and_orders(officer, metrology, department):
    office = department.units["office"]
    record_version(officer, entry("1.000001", metrology, online_level="level_4", fee=50))
    record_version(
        officer, entry("1.000002", office, name="Đăng ký sáng kiến", field="Sáng kiến", fee=10)
    )
    record_version(officer, entry("1.000003", None, online_level="partial", fee=30))

    def codes(order: str = "code", **narrowed):
        found = catalogue(officer, JULY, CatalogueFilter(**narrowed), order)
        return [version.procedure.code[-1] for version in found]

    assert codes() == ["1", "2", "3"]
    assert codes(words="dang ky") == codes(words="Đăng ký") == ["2"]
    assert codes(words="ky phep") == codes(words="huong ky") == []
    assert codes(words="1.000003") == ["3"]
    assert codes(field="Sáng kiến") == codes(unit_id=office.pk) == ["2"]
    assert codes(without_unit=True) == ["3"]
    assert codes(online="online") == ["1", "3"]
    assert codes(online="level_4") == ["1"]
    assert codes("fee") == ["2", "3", "1"]
    assert codes("-fee") == ["1", "3", "2"]
    assert codes("password") == ["1", "2", "3"]
    assert fields_on(officer, JULY) == ["An toàn bức xạ và hạt nhân", "Sáng kiến"]


def test_the_catalogue_as_dossiers_want_it(officer, metrology, department):
    record_version(officer, entry("1.000002", metrology, time_unit="day", fee=None))
    record_version(officer, entry("1.000001", metrology, result_on_paper=False))
    assert [
        (row["code"], row["working_days"], row["result_on_paper"], row["fee"])
        for row in dossier_catalogue(department.agency, JULY)
    ] == [("1.000001", 15, False, 0), ("1.000002", None, True, None)]


def test_a_list_is_compared_then_taken_in_whole_and_once(officer, metrology):
    versions = [entry("1.000001", metrology), entry("1.000002", metrology)]
    assert compare_list(officer, versions).new == ("1.000001", "1.000002")
    import_list(officer, versions, "danh-muc.xlsx")
    again = import_list(officer, versions, "danh-muc.xlsx")
    assert again.same == ("1.000001", "1.000002")
    assert ProcedureVersion.objects.count() == 2
    changed = [*versions[:1], entry("1.000002", metrology, JULY, fee=7)]
    assert compare_list(officer, changed).changed == ("1.000002",)


def test_a_list_with_one_bad_line_or_a_foreign_unit_writes_nothing(officer, metrology, department):
    with pytest.raises(ProcedureRefused):
        import_list(officer, [entry("1.000001", metrology), entry("x", metrology)], "a.xlsx")
    head = department.access("unit_head")
    with pytest.raises(PermissionRefused):
        import_list(head, [entry("1.000001", metrology), entry("1.000002", None)], "a.xlsx")
    assert Procedure.objects.count() == 0
