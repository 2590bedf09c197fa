"""Publications as they are recorded: legal bases, decisions, corrections; nothing counts twice."""

from datetime import date

import pytest
from tests.apps.procedures.entries import FROM, entry

from parindex.accounts.services import PermissionRefused
from parindex.procedures.models import ProcedureVersion
from parindex.procedures.queries.publication import publication, publications_of_procedure
from parindex.procedures.services.catalogue import (
    AlreadyChanged,
    ProcedureRefused,
    record_version,
)
from parindex.procedures.services.publication import (
    NewLegalBase,
    PublicationRecord,
    PublicationRefused,
    record_legal_base,
    record_publication,
)

TODAY = date(2021, 11, 24)
DECEMBER = NewLegalBase("Thông tư 05/2021/TT-BKHCN", date(2021, 12, 15))
SIGNED = PublicationRecord("9/QĐ-UBND", date(2021, 11, 20), None)


@pytest.fixture
def officer(department):
    return department.access("par_officer")


@pytest.fixture
def unit(department):
    return department.units["metrology-sub-department"]


@pytest.fixture
def recorded(officer, unit):
    procedure, _ = record_version(officer, entry("1.000358", unit, legal_bases="Luật"))
    return procedure


def test_a_legal_base_begins_a_publication_from_its_day(officer, recorded):
    assert record_legal_base(officer, [recorded], DECEMBER) == [recorded]
    (found,) = publications_of_procedure(officer, recorded, TODAY)
    assert found.version.effective_from == date(2021, 12, 15)
    assert found.version.legal_bases == "Luật\nThông tư 05/2021/TT-BKHCN"
    assert (found.timing, found.standing.sign_by) == ("waiting", date(2021, 12, 8))
    assert record_legal_base(officer, [recorded], DECEMBER) == []
    assert recorded.versions.count() == 2


def test_what_was_decided_for_the_base_before_is_not_taken_over(officer, unit, recorded):
    before = recorded.versions.get()
    decided = PublicationRecord("1/QĐ-UBND", date(2021, 1, 20), date(2021, 1, 21))
    record_publication(officer, before, decided, before.pk)
    record_legal_base(officer, [recorded], DECEMBER)
    newest, oldest = publications_of_procedure(officer, recorded, TODAY)
    assert (newest.version.decision_number, newest.version.made_public_on) == ("", None)
    assert oldest.version.decision_number == "1/QĐ-UBND"


def test_a_corrected_decision_counts_once(officer, recorded):
    record_legal_base(officer, [recorded], NewLegalBase("Nghị định", date(2021, 6, 1)))
    for number in ("12/QĐ-UBND", "21/QĐ-UBND"):
        (found,) = publications_of_procedure(officer, recorded, TODAY)
        record = PublicationRecord(number, date(2021, 5, 3), None)
        newest = ProcedureVersion.objects.order_by("id").last()
        assert newest is not None
        record_publication(officer, found.version, record, newest.pk)
    (found,) = publications_of_procedure(officer, recorded, TODAY)
    assert found.version.decision_number == "21/QĐ-UBND"


def test_a_decision_without_a_base_that_is_corrected_counts_once(officer, unit, recorded):
    for number in ("12/QĐ-UBND", "21/QĐ-UBND"):
        version = recorded.versions.order_by("id").last()
        record_publication(
            officer, version, PublicationRecord(number, date(2021, 5, 3), None), version.pk
        )
    found = publications_of_procedure(officer, recorded, TODAY)
    assert [one.version.decision_number for one in found] == ["21/QĐ-UBND"]


def test_the_same_dates_again_write_nothing(officer, recorded):
    version = recorded.versions.get()
    assert record_publication(officer, version, SIGNED, version.pk)[1]
    assert not record_publication(officer, version, SIGNED, version.pk)[1]
    other = PublicationRecord("10/QĐ-UBND", date(2021, 11, 20), None)
    with pytest.raises(AlreadyChanged):
        record_publication(officer, version, other, version.pk)


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (PublicationRecord("9/QĐ", None, None), "decision_signed_on"),
        (PublicationRecord(" ", date(2021, 5, 3), None), "decision_number"),
        (PublicationRecord("9/QĐ", date(2021, 5, 3), date(2021, 5, 2)), "made_public_on"),
        (PublicationRecord("", None, date(2021, 5, 2)), "made_public_on"),
    ],
)
def test_what_is_no_publication_is_refused(officer, recorded, record, field):
    version = recorded.versions.get()
    with pytest.raises((PublicationRefused, ProcedureRefused), match=field):
        record_publication(officer, version, record, version.pk)
    assert recorded.versions.count() == 1


def test_a_legal_base_is_taken_for_all_its_procedures_or_none(officer, unit, recorded):
    later, _ = record_version(officer, entry("1.000360", unit, date(2022, 1, 1)))
    with pytest.raises(PublicationRefused, match="procedures"):
        record_legal_base(officer, [recorded, later], DECEMBER)
    for base, procedures in ((NewLegalBase(" ", TODAY), [recorded]), (DECEMBER, [])):
        with pytest.raises(PublicationRefused):
            record_legal_base(officer, procedures, base)
    assert ProcedureVersion.objects.count() == 2


def test_rights_end_at_the_unit_and_the_agency(department, other_department, recorded):
    version = recorded.versions.get()
    for access in (
        department.access("unit_officer"),
        department.access("director"),
        other_department.access("par_officer"),
    ):
        with pytest.raises(PermissionRefused):
            record_publication(access, version, SIGNED, version.pk)
        with pytest.raises(PermissionRefused):
            record_legal_base(access, [recorded], DECEMBER)
    head = department.access("unit_head")
    assert record_legal_base(head, [recorded], DECEMBER) == [recorded]
    assert publication(other_department.access("par_officer"), version.pk, TODAY) is None


def test_a_version_that_a_later_word_replaced_is_no_publication(officer, recorded):
    version = recorded.versions.get()
    record_publication(officer, version, SIGNED, version.pk)
    assert publication(officer, version.pk, TODAY) is None
    newest = recorded.versions.order_by("id").last()
    found = publication(officer, newest.pk, TODAY)
    assert found is not None
    assert found.version.effective_from == FROM
