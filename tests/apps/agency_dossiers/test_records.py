"""Objective causes and apology letters: who may, what counts from when, flags and words agree."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest
from tests.apps.agency_dossiers.conftest import (
    LATE,
    LATE_NOW,
    LATE_OF_INSPECTORATE,
    LINES,
    ON_TIME,
    export,
    load,
)
from tests.departments import TODAY, Department

from parindex.accounts.services import PermissionRefused
from parindex.audit.queries import history
from parindex.dossiers.agency_store import agency_store, counted, running_period
from parindex.dossiers.constants import CauseState
from parindex.dossiers.models import ApologyLetter, ObjectiveCause
from parindex.dossiers.queries.one_dossier import dossier_page
from parindex.dossiers.queries.records import (
    LetterUnavailable,
    apology_letters,
    causes_to_decide,
    letter_file,
    letters_zip,
    objective_causes,
)
from parindex.dossiers.services.apologies import (
    ApologyIncomplete,
    ApologyRecorded,
    NewApology,
    mark_delivered,
    record_apologies,
    withdraw_apology,
)
from parindex.dossiers.services.causes import (
    CauseDecided,
    CauseIncomplete,
    ProvenCause,
    ReasonMissing,
    approve_objective_cause,
    propose_objective_cause,
    return_objective_cause,
)
from parindex.dossiers.services.late_dossiers import DossierNotLate
from parindex_dossiers.errors import DossierNotFound, StoreBusy
from parindex_papers.model import Signature

pytestmark = pytest.mark.django_db
PROVEN = ProvenCause("Hệ thống dùng chung gián đoạn", "112/TB-TTĐT", date(2021, 4, 8))
LETTER = NewApology(
    LATE, "15/TXL-SKHCN", date(2021, 4, 9), "Chờ ý kiến chuyên gia.", date(2021, 4, 12)
)
SIGNATURE = Signature("GIÁM ĐỐC")


def ratio(department: Department, code: str) -> tuple[int, int]:
    period = running_period("2021", TODAY)
    (row,) = counted(agency_store(department.agency), period, codes=[code])
    return row.numerator, row.denominator


def proposed(department: Department) -> ObjectiveCause:
    return propose_objective_cause(department.access("metrology_officer"), LATE, PROVEN)


def test_an_approved_cause_counts_in_flags_answers_and_words(loaded) -> None:
    cause = proposed(loaded)
    assert ratio(loaded, "LATE_OBJECTIVE") == (0, 2)
    assert causes_to_decide(loaded.access("unit_head")) == [cause]
    assert causes_to_decide(loaded.access("metrology_officer")) == []
    approve_objective_cause(loaded.access("unit_head"), cause)
    assert ratio(loaded, "LATE_OBJECTIVE") == (1, 2)
    assert ratio(loaded, "3.4.1") == (3, 5)
    page = dossier_page(loaded.access("unit_head"), LATE, TODAY)
    assert page.explanation.verdict == "late_objective"
    assert page.facts["late_objective"] is True
    assert "văn bản 112/TB-TTĐT ngày 8/4/2021" in str(page.explanation)
    assert [event.action for event in history(loaded.agency.pk, "dossier", f"first:{LATE}")] == [
        "approved_objective_cause",
        "propose_objective_cause",
    ]


def test_a_returned_cause_is_proposed_anew(loaded) -> None:
    head, officer = loaded.access("unit_head"), loaded.access("metrology_officer")
    cause = proposed(loaded)
    with pytest.raises(ReasonMissing):
        return_objective_cause(head, cause, " ")
    return_objective_cause(head, cause, "Thiếu văn bản của sở TTTT")
    assert ratio(loaded, "LATE_OBJECTIVE") == (0, 2)
    for decide in (
        lambda: approve_objective_cause(head, cause),
        lambda: return_objective_cause(head, cause, "x"),
    ):
        with pytest.raises(CauseDecided):
            decide()
    again = propose_objective_cause(officer, LATE, replace(PROVEN, document_number="113"))
    assert (again.pk, again.state, again.reason) == (cause.pk, CauseState.PROPOSED, "")
    with pytest.raises(CauseDecided):
        propose_objective_cause(officer, LATE, PROVEN)


def test_nobody_approves_what_they_proposed(loaded) -> None:
    head = loaded.access("unit_head")
    cause = propose_objective_cause(head, LATE, PROVEN)
    with pytest.raises(PermissionRefused):
        approve_objective_cause(head, cause)
    with pytest.raises(PermissionRefused):
        return_objective_cause(head, cause, "x")
    approve_objective_cause(loaded.access("second_head"), cause)


@pytest.mark.parametrize(
    "person",
    ["par_officer", "one_stop_officer", "metrology_officer", "unit_officer", "auditor", "stranger"],
)
def test_only_the_head_of_the_unit_or_agency_decides(loaded, person: str) -> None:
    cause = propose_objective_cause(loaded.access("second_head"), LATE, PROVEN)
    with pytest.raises(PermissionRefused):
        approve_objective_cause(loaded.access(person), cause)
    approve_objective_cause(loaded.access("director"), cause)


@pytest.mark.parametrize(
    "person", ["unit_officer", "auditor", "director", "one_stop_officer", "stranger"]
)
def test_a_cause_is_proposed_in_the_own_unit_only(loaded, person: str) -> None:
    with pytest.raises(PermissionRefused):
        propose_objective_cause(loaded.access(person), LATE, PROVEN)


@pytest.mark.parametrize(
    "wrong",
    [{"cause": " "}, {"document_number": ""}, {"document_date": date(2021, 11, 25)}],
)
def test_a_cause_needs_its_document(loaded, wrong: dict) -> None:
    with pytest.raises(CauseIncomplete):
        propose_objective_cause(loaded.access("unit_head"), LATE, replace(PROVEN, **wrong))


def test_only_late_dossiers_have_causes_and_letters(loaded) -> None:
    officer = loaded.access("par_officer")
    with pytest.raises(DossierNotLate):
        propose_objective_cause(officer, ON_TIME, PROVEN)
    with pytest.raises(DossierNotLate):
        record_apologies(officer, [replace(LETTER, dossier_code=ON_TIME)])
    with pytest.raises(DossierNotFound):
        propose_objective_cause(officer, "H48.12-210101-9999", PROVEN)
    # Late while still open is late.
    propose_objective_cause(officer, LATE_NOW, PROVEN)


def test_letters_count_from_their_record_and_no_longer_once_withdrawn(loaded) -> None:
    officer = loaded.access("one_stop_officer")
    other = replace(
        LETTER, dossier_code=LATE_OF_INSPECTORATE, number="16", new_day=date(2021, 5, 13)
    )
    letters = record_apologies(officer, [LETTER, other])
    assert ratio(loaded, "3.4.3") == (2, 2)
    with pytest.raises(ApologyRecorded):
        record_apologies(officer, [LETTER])
    withdraw_apology(officer, letters[0], "Ghi nhầm")
    assert ratio(loaded, "3.4.3") == (1, 2)


def test_a_result_late_by_hours_was_returned_on_the_very_day(empty) -> None:
    promised = date(2021, 4, 8)
    by_hours = [*LINES[3][:7], "08/04/2021 17:30", *LINES[3][8:]]
    assert by_hours[6] == "08/04/2021 16:00"
    load(empty, export([by_hours, LINES[4]]))
    officer = empty.access("one_stop_officer")
    assert dossier_page(officer, LATE, TODAY).first_new_day == promised
    with pytest.raises(ApologyIncomplete):
        record_apologies(officer, [replace(LETTER, new_day=date(2021, 4, 7))])
    record_apologies(officer, [replace(LETTER, issued_on=promised, new_day=promised)])
    assert ratio(empty, "3.4.3") == (1, 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": ""},
        {"cause": " "},
        {"issued_on": date(2021, 11, 25)},
        {"new_day": date(2021, 4, 8)},
    ],
)
def test_an_incomplete_letter_is_refused_with_all_others(loaded, wrong: dict) -> None:
    other = replace(LETTER, dossier_code=LATE_OF_INSPECTORATE, new_day=date(2021, 5, 13))
    with pytest.raises(ApologyIncomplete, match=LATE):
        record_apologies(loaded.access("par_officer"), [other, replace(LETTER, **wrong)])
    assert not ApologyLetter.objects.exists()
    assert ratio(loaded, "3.4.3") == (0, 2)


def test_delivery_is_marked_between_the_letters_day_and_today(loaded) -> None:
    officer = loaded.access("metrology_officer")
    (letter,) = record_apologies(officer, [LETTER])
    for day in (date(2021, 4, 8), date(2021, 11, 25)):
        with pytest.raises(ApologyIncomplete):
            mark_delivered(officer, letter, day)
    assert mark_delivered(officer, letter, date(2021, 4, 12)).delivered_on == date(2021, 4, 12)
    with pytest.raises(PermissionRefused):
        mark_delivered(loaded.access("unit_officer"), letter, date(2021, 4, 12))


@pytest.mark.parametrize("person", ["unit_officer", "auditor", "director", "stranger"])
def test_letters_are_recorded_in_the_own_unit_only(loaded, person: str) -> None:
    with pytest.raises(PermissionRefused):
        record_apologies(loaded.access(person), [LETTER])


def test_letters_as_word_documents_single_and_in_bulk(loaded) -> None:
    officer = loaded.access("par_officer")
    other = replace(
        LETTER, dossier_code=LATE_OF_INSPECTORATE, number="16", new_day=date(2021, 5, 13)
    )
    letters = record_apologies(officer, [LETTER, other])
    file = letter_file(officer, letters[0], SIGNATURE)
    assert file.name == f"thu-xin-loi-{LATE}.docx"
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(file.content)).paragraphs)
    assert LATE in text
    assert "1.000358" in text
    assert "ngày 08 tháng 4 năm 2021" in text
    packed = letters_zip(officer, letters, SIGNATURE)
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        assert archive.namelist() == [
            f"thu-xin-loi-{code}.docx" for code in (LATE, LATE_OF_INSPECTORATE)
        ]
        assert archive.read(file.name) == file.content
    assert letters_zip(officer, letters, SIGNATURE) == packed


def test_a_unit_sees_its_own_causes_and_letters(loaded) -> None:
    letters = record_apologies(
        loaded.access("par_officer"),
        [LETTER, replace(LETTER, dossier_code=LATE_OF_INSPECTORATE, new_day=date(2021, 5, 13))],
    )
    cause = proposed(loaded)
    metrology, inspectorate = loaded.access("unit_head"), loaded.access("unit_officer")
    assert list(apology_letters(metrology)) == [letters[0]]
    assert list(apology_letters(inspectorate)) == [letters[1]]
    assert len(apology_letters(loaded.access("auditor"))) == 2
    assert list(objective_causes(inspectorate)) == []
    assert list(objective_causes(metrology)) == [cause]
    with pytest.raises(PermissionRefused):
        letter_file(inspectorate, letters[0], SIGNATURE)
    with pytest.raises(PermissionRefused):
        dossier_page(inspectorate, LATE, TODAY)
    with pytest.raises(PermissionRefused):
        objective_causes(loaded.access("stranger"))


def test_a_letter_needs_a_day_that_was_promised(empty) -> None:
    unknown = [*LINES[3][:6], "", *LINES[3][7:], "2"]
    content = export([]).decode("utf-8-sig").replace("\n", ";Số lần bổ sung\n", 1)
    load(empty, (content + ";".join(unknown) + "\n").encode())
    officer = empty.access("par_officer")
    (letter,) = record_apologies(officer, [LETTER])
    with pytest.raises(LetterUnavailable):
        letter_file(officer, letter, SIGNATURE)


def test_a_load_keeps_records_and_an_approval_waits_for_it(loaded) -> None:
    approve_objective_cause(loaded.access("unit_head"), proposed(loaded))
    changed = [[*row[:8], "70000", *row[9:]] for row in LINES]
    assert load(loaded, export(changed)).report["replaced"] == 8
    assert ratio(loaded, "LATE_OBJECTIVE") == (1, 2)
    with agency_store(loaded.agency).writing(), pytest.raises(StoreBusy):
        record_apologies(loaded.access("par_officer"), [LETTER])
    assert not ApologyLetter.objects.exists()


def test_records_of_another_agency_are_out_of_reach(loaded, other_department) -> None:
    cause = proposed(loaded)
    (letter,) = record_apologies(loaded.access("par_officer"), [LETTER])
    with pytest.raises(PermissionRefused):
        approve_objective_cause(other_department.access("director"), cause)
    with pytest.raises(PermissionRefused):
        mark_delivered(other_department.access("par_officer"), letter, date(2021, 4, 12))
    with pytest.raises(PermissionRefused):
        letter_file(other_department.access("par_officer"), letter, SIGNATURE)
