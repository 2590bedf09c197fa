"""Dossiers as measures: the numbers of the components, the very dossiers, the recount."""

from datetime import date

import pytest
from tests.apps.agency_dossiers.conftest import (
    LATE,
    LATE_OF_INSPECTORATE,
    LINES,
    export,
    line,
    load,
)
from tests.apps.procedures.entries import entry
from tests.departments import TODAY

from parindex.assessments.constants import Horizon
from parindex.assessments.services import values_of_component
from parindex.calendars.models import CalendarException
from parindex.dossiers.agency_store import agency_store
from parindex.dossiers.constants import INDICATOR_OF_COMPONENT
from parindex.dossiers.measures import MEASURES, count_dossiers, list_dossiers
from parindex.dossiers.services.apologies import NewApology, record_apologies
from parindex.procedures.services.catalogue import record_version
from parindex_dossiers.explanation import find_dossier

pytestmark = pytest.mark.django_db
WANTED = {
    "dossiers_on_time": {"on_time": "3", "settled": "5"},
    "dossiers_early": {"early": "2", "settled": "5"},
    "late_dossier_apologies": {"apologies": "0", "late": "2"},
    "dossiers_level_3": {"level3_settled": "2", "settled": "5"},
    "dossiers_level_4": {"level4_settled": "1", "settled": "5"},
    "dossiers_paid_online": {"paid_online": "1", "with_fee": "2"},
}


def so_far(department, key: str) -> dict[str, str]:
    return values_of_component(department.assessment, key, Horizon.SO_FAR)


@pytest.mark.parametrize("key", sorted(WANTED))
def test_a_load_fills_the_component(loaded, key: str) -> None:
    assert so_far(loaded, key) == WANTED[key]


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.component_key)
def test_the_rows_behind_add_up_to_the_values(loaded, measure) -> None:
    component = loaded.framework.component(measure.component_key)
    count = measure.count(loaded.agency, 2021, TODAY)
    assert count is not None
    assert set(count.values) == {variable.name for variable in component.variables}
    behind = measure.rows(loaded.agency, 2021, TODAY, "", 0, 100)
    assert behind.total == len(behind.rows) == count.rows
    for name, value in count.values.items():
        assert sum(name in row.counted_in for row in behind.rows) == int(value)
        of_variable = measure.rows(loaded.agency, 2021, TODAY, name, 0, 100)
        assert of_variable.total == int(value)
        assert all(name in row.counted_in for row in of_variable.rows)
    numerator = next(iter(count.values))
    for row in behind.rows:
        assert bool(row.left_out) != (numerator in row.counted_in)


def test_rows_come_a_page_at_a_time(loaded) -> None:
    page = list_dossiers("3.4.1", loaded.agency, 2021, TODAY, "", 3, 1)
    assert (page.total, [row.reference for row in page.rows]) == (5, [LATE])


def test_nothing_is_counted_before_a_load_or_in_another_year(loaded) -> None:
    assert count_dossiers("3.4.1", loaded.agency, 2022, TODAY) is None
    assert count_dossiers("3.4.1", loaded.agency, 2020, TODAY) is None
    assert list_dossiers("3.4.1", loaded.agency, 2022, TODAY, "", 0, 9).total == 0


def test_an_empty_store_leaves_the_component_by_hand(empty) -> None:
    assert count_dossiers("3.4.1", empty.agency, 2021, TODAY) is None
    assert so_far(empty, "dossiers_on_time") == {}


def test_a_letter_moves_the_component_at_once(loaded) -> None:
    letter = NewApology(
        LATE_OF_INSPECTORATE, "16", date(2021, 5, 13), "Chờ ý kiến.", date(2021, 5, 13)
    )
    record_apologies(loaded.access("par_officer"), [letter])
    assert so_far(loaded, "late_dossier_apologies") == {"apologies": "1", "late": "2"}


def test_a_corrected_export_moves_the_component(loaded) -> None:
    corrected = line(4, "01/04", "08/04", "08/04")
    load(loaded, export([corrected]))
    assert so_far(loaded, "dossiers_on_time") == {"on_time": "4", "settled": "5"}


def test_every_component_has_its_measure(loaded) -> None:
    assert {m.component_key for m in MEASURES} == set(INDICATOR_OF_COMPONENT) == set(WANTED)


def test_a_correction_of_the_calendar_counts_at_the_next_load(loaded) -> None:
    code = LINES[2][0]
    # Monday 1 to Friday 5 March 2021; Wednesday is made a day off.
    assert find_dossier(agency_store(loaded.agency), code)["working_days"] == 4
    CalendarException.objects.create(day=date(2021, 3, 3), is_working=False, ground="Bão số 1")
    load(loaded, export(LINES))
    assert find_dossier(agency_store(loaded.agency), code)["working_days"] == 3


def test_the_catalogue_gives_longest_times_and_results_on_paper(loaded) -> None:
    for code, on_paper in (("1.000358", True), ("1.000359", False)):
        version = entry(code, None, processing_time=5, result_on_paper=on_paper)
        record_version(loaded.access("par_officer"), version)
    store = agency_store(loaded.agency)
    other = line(1, "04/01", "11/01", "08/01", procedure="1.000359")
    unappointed = line(9, "03/05", "11/05", "20/05")
    unappointed[6] = ""
    load(loaded, export([other, unappointed]))
    # No electronic result came with the export: on paper it is not online, else it is.
    assert not find_dossier(store, LINES[1][0])["level4"]
    assert find_dossier(store, LINES[0][0])["level3"]
    found = find_dossier(store, unappointed[0])
    assert (found["limit_working_days"], found["late"]) == (5, True)
