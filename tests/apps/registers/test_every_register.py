"""What every register keeps to: rights, periods, conflicts, counts, history, evidence."""

from datetime import date

import pytest
from tests.apps.attachments.sample_owner import PDF, upload
from tests.apps.registers.table import CASES
from tests.apps.registers.writing import OFFICERS_UNIT, all_values, record, seen, so_far
from tests.departments import TODAY

from parindex.accounts.services import PermissionRefused
from parindex.assessments.queries import component_panel
from parindex.attachments.queries import attachments_of
from parindex.attachments.services import store_upload
from parindex.editions.measures import measure_of, measures_with_facts
from parindex.registers.queries.entries import EntryFilter, entries_of, entry, history_of
from parindex.registers.refusals import (
    ChangedMeanwhile,
    EntryRefused,
    EntryWithdrawn,
    ReasonMissing,
)
from parindex.registers.services.closing import close_period
from parindex.registers.services.keeping import correct_entry, record_entry, withdraw_entry

pytestmark = pytest.mark.django_db

KEEPERS = {"par_officer", "unit_head"}
READERS = {"director", "auditor", "one_stop_officer", "unit_officer"}
OTHERS = {"administrator", "council_secretary", "council_member", "stranger"}


def correct(department, case, kept, person="par_officer", reason="", **values):
    return correct_entry(
        department.access(person), case.register, seen(case, kept), values, reason=reason
    )


def test_what_is_recorded_fills_exactly_its_components(department, case) -> None:
    before = all_values(department)
    record(department, case)
    assert so_far(department, case) == case.counted
    after = all_values(department)
    moved = {key for key in after if after[key] != before[key]}
    assert moved == {key for key, values in case.counted.items() if values}


def test_opening_a_year_asks_the_measures_of_who_recorded_something(
    department, other_department, case
) -> None:
    record(department, case)
    ids = [department.agency.pk, other_department.agency.pk]
    asked, not_asked = (set(measures_with_facts(ids)[pk]) for pk in ids)
    names = {measure_of(key).name for key in case.keys}
    assert names <= asked
    assert not names & not_asked


def test_a_correction_moves_the_count_and_a_withdrawal_takes_it_back(department, case) -> None:
    kept = record(department, case)
    correct(department, case, kept, **case.uncounted)
    assert so_far(department, case) == case.left
    correct(department, case, kept, **{name: case.facts[name] for name in case.uncounted})
    assert so_far(department, case) == case.counted
    officer = department.access("par_officer")
    taken = withdraw_entry(officer, case.register, seen(case, kept), "Ghi nhầm sổ")
    assert so_far(department, case) == {key: {} for key in case.keys}
    assert taken.withdrawal_reason == "Ghi nhầm sổ"
    with pytest.raises(EntryWithdrawn):
        correct(department, case, kept, **case.other)


def test_the_rows_behind_a_component_are_the_very_entries(department, case) -> None:
    kept = record(department, case)
    for key, values in case.counted.items():
        measure = measure_of(key)
        assert measure is not None
        found = measure.rows(department.agency, 2021, TODAY, "", 0, 10)
        if not values:
            continue
        assert [row.reference for row in found.rows] == [kept.code]
        assert found.rows[0].url == f"/registers/{case.register.key}/{kept.pk}/"
        for variable, value in values.items():
            counted = measure.rows(department.agency, 2021, TODAY, variable, 0, 10)
            assert (counted.total > 0) == (value != "0")


@pytest.mark.parametrize("person", sorted(KEEPERS | READERS | OTHERS))
def test_who_records_corrects_and_takes_out(department, person) -> None:
    write_as(department, CASES[0], person)


@pytest.mark.parametrize("person", ["auditor", "stranger", "unit_head"])
def test_every_register_asks_who_writes(department, case, person) -> None:
    write_as(department, case, person)


def write_as(department, case, person) -> None:
    """Record, correct and take out, or be refused each."""
    kept = record(department, case)
    name, value = case.corrected
    access = department.access(person)
    if person in KEEPERS:
        record(department, case, person, **case.other)
        correct(department, case, kept, person, **{name: value})
        withdraw_entry(access, case.register, seen(case, kept), "Trùng")
        return
    with pytest.raises(PermissionRefused):
        record(department, case, person, **case.other)
    with pytest.raises(PermissionRefused):
        correct(department, case, kept, person, **{name: value})
    with pytest.raises(PermissionRefused):
        withdraw_entry(access, case.register, seen(case, kept), "Trùng")


def test_an_officer_writes_the_own_unit_but_approves_nothing(department, case) -> None:
    kept = record(department, case, "unit_officer", OFFICERS_UNIT, **case.unapproved)
    name, value = case.corrected
    correct(department, case, kept, "unit_officer", **{name: value})
    for fact in case.register.approvals:
        with pytest.raises(PermissionRefused):
            correct(department, case, kept, "unit_officer", **{fact: case.facts[fact]})


def test_everybody_of_the_agency_reads_and_nobody_else(department, case) -> None:
    kept = record(department, case)
    for person in KEEPERS | READERS:
        access = department.access(person)
        assert list(entries_of(access, case.register, EntryFilter(year=2021))) == [kept], person
        assert entry(access, case.register, kept.pk) == kept, person
    for person in OTHERS:
        access = department.access(person)
        with pytest.raises(PermissionRefused):
            entries_of(access, case.register, EntryFilter())
        with pytest.raises(PermissionRefused):
            entry(access, case.register, kept.pk)


def test_another_agency_neither_reads_nor_writes(department, other_department, case) -> None:
    kept = record(department, case)
    access = other_department.access("par_officer")
    assert entry(access, case.register, kept.pk) is None
    with pytest.raises(PermissionRefused):
        correct_entry(access, case.register, seen(case, kept), dict(case.other))
    with pytest.raises(PermissionRefused):
        record_entry(access, case.register, department.units[OFFICERS_UNIT], 2021, dict(case.facts))


def test_the_same_sent_twice_is_one_entry(department, case) -> None:
    first, second = record(department, case), record(department, case)
    assert first.pk == second.pk
    with pytest.raises(EntryRefused):
        record(department, case, **{case.corrected[0]: case.corrected[1]})


def test_of_two_at_once_the_second_hears_of_the_first(department, case) -> None:
    kept = record(department, case)
    name, value = case.corrected
    both_saw = seen(case, kept)
    officer, head = department.access("par_officer"), department.access("unit_head")
    correct_entry(officer, case.register, both_saw, {name: value})
    with pytest.raises(ChangedMeanwhile) as conflict:
        correct_entry(head, case.register, both_saw, dict(case.other))
    assert getattr(conflict.value.present, name) == value
    # What is so already is no conflict: the same form was sent twice.
    correct_entry(head, case.register, both_saw, {name: value})


def test_what_contradicts_itself_is_refused_by_its_field(department, case) -> None:
    facts, field = case.unsound
    with pytest.raises(EntryRefused) as refused:
        record(department, case, **facts)
    assert refused.value.field == field
    assert case.register.model.objects.count() == 0


def test_a_closed_period_is_corrected_only_with_a_reason_that_the_score_keeps(
    department, case
) -> None:
    kept = record(department, case)
    officer = department.access("par_officer")
    close_period(officer, case.register, None, date(2021, 10, 31))
    with pytest.raises(ReasonMissing) as missing:
        correct(department, case, kept, **case.uncounted)
    assert missing.value.through == date(2021, 10, 31)
    assert so_far(department, case) == case.counted
    with pytest.raises(ReasonMissing):
        record(department, case, **case.other)
    why = "Quyết định bị thu hồi"
    correct(department, case, kept, reason=why, **case.uncounted)
    assert so_far(department, case) == case.left
    moved = [key for key in case.keys if case.left[key] != case.counted[key]]
    for key in moved:
        panel = component_panel(officer, department.assessment, key)
        assert why in panel.history[0].reason
    assert history_of(officer, case.register, kept)[0].reason == why


@pytest.mark.parametrize(
    ("person", "unit", "may"),
    [
        ("par_officer", None, True),
        ("unit_head", "metrology-sub-department", True),
        ("unit_head", None, False),
        ("unit_head", OFFICERS_UNIT, False),
        ("unit_officer", OFFICERS_UNIT, False),
        ("director", None, False),
        ("auditor", None, False),
    ],
)
def test_who_closes(department, case, person, unit, may) -> None:
    chosen = department.units[unit] if unit else None
    access = department.access(person)
    if may:
        close_period(access, case.register, chosen, date(2021, 9, 30))
    else:
        with pytest.raises(PermissionRefused):
            close_period(access, case.register, chosen, date(2021, 9, 30))


def test_a_unit_closed_by_its_head_leaves_the_others_open(department, case) -> None:
    head = department.access("unit_head")
    unit = department.units["metrology-sub-department"]
    close_period(head, case.register, unit, date(2021, 10, 31))
    record(department, case, unit=OFFICERS_UNIT)
    with pytest.raises(ReasonMissing):
        record(department, case)
    with pytest.raises(EntryRefused):
        close_period(head, case.register, unit, date(2021, 6, 30))
    close_period(head, case.register, unit, date(2021, 1, 1), "Mở lại để bổ sung")
    record(department, case)


def test_evidence_is_added_by_who_keeps_the_entry(department, case) -> None:
    kept = record(department, case)
    owner = case.register.owner(kept)
    store_upload(department.access("unit_head"), owner, upload(PDF), "quyet-dinh.pdf")
    with pytest.raises(PermissionRefused):
        store_upload(department.access("unit_officer"), owner, upload(PDF), "a.pdf")
    found = attachments_of(department.access("auditor"), owner)
    assert [one.name for one in found] == ["quyet-dinh.pdf"]
    with pytest.raises(PermissionRefused):
        attachments_of(department.access("stranger"), owner)


def test_words_are_found_without_diacritics(department, case) -> None:
    kept = record(department, case)
    access = department.access("auditor")
    words = str(kept.title).split()[0]
    assert list(entries_of(access, case.register, EntryFilter(words=words.upper()))) == [kept]
    assert list(entries_of(access, case.register, EntryFilter(words="khongcotu"))) == []
