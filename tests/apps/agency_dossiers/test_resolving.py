"""Stored dossiers judged anew once the calendar or the catalogue is another."""

from datetime import date

import pytest
from tests.apps.agency_dossiers.conftest import LINES
from tests.apps.agency_dossiers.test_measures import so_far
from tests.apps.procedures.entries import entry

from parindex.calendars.services import remove_exception, set_exception
from parindex.dossiers.agency_store import agency_store
from parindex.dossiers.services.resolving import is_behind, resolve_anew
from parindex.procedures.services.catalogue import record_version
from parindex_dossiers.errors import StoreBusy
from parindex_dossiers.explanation import find_dossier

pytestmark = pytest.mark.django_db
CODE = LINES[2][0]


def working_days(department) -> int:
    return find_dossier(agency_store(department.agency), CODE)["working_days"]


def test_a_day_off_counts_once_it_is_resolved_anew(loaded) -> None:
    administrator = loaded.access("administrator")
    assert not is_behind(loaded.agency)
    assert not resolve_anew(loaded.agency)
    set_exception(administrator, date(2021, 3, 3), is_working=False, ground="Bão số 1")
    assert is_behind(loaded.agency)
    assert working_days(loaded) == 4
    assert resolve_anew(loaded.agency)
    assert working_days(loaded) == 3
    assert not resolve_anew(loaded.agency)
    remove_exception(administrator, date(2021, 3, 3))
    assert resolve_anew(loaded.agency)
    assert working_days(loaded) == 4


def test_a_changed_catalogue_moves_the_points_of_stored_dossiers(loaded) -> None:
    assert so_far(loaded, "dossiers_level_3")["level3_settled"] == "2"
    version = entry("1.000358", None, processing_time=5, result_on_paper=False)
    record_version(loaded.access("par_officer"), version)
    assert resolve_anew(loaded.agency)
    assert not is_behind(loaded.agency)
    assert so_far(loaded, "dossiers_level_3")["level3_settled"] == "2"
    on_paper = entry("1.000358", None, date(2021, 2, 1), processing_time=5, result_on_paper=True)
    found = loaded.agency.procedures.get()
    record_version(loaded.access("par_officer"), on_paper, found.versions.get())
    assert resolve_anew(loaded.agency)
    # No electronic result came with the export: on paper it is not online.
    assert so_far(loaded, "dossiers_level_3")["level3_settled"] == "0"


def test_while_a_load_runs_nothing_is_judged(loaded) -> None:
    set_exception(
        loaded.access("administrator"), date(2021, 3, 3), is_working=False, ground="Bão số 1"
    )
    store = agency_store(loaded.agency)
    with store.writing(), pytest.raises(StoreBusy):
        resolve_anew(loaded.agency)
    assert is_behind(loaded.agency)
    assert resolve_anew(loaded.agency)


def test_an_agency_without_dossiers_has_nothing_to_judge(empty) -> None:
    assert not is_behind(empty.agency)
