"""The demonstration's export counts exactly what the illustrative figures say."""

from datetime import date
from importlib.resources import files

import pytest
import yaml

from parindex.demonstration.synthetic_dossiers import synthetic_export
from parindex.dossiers.constants import INDICATOR_OF_COMPONENT
from parindex_dossiers.answers import Question, indicators
from parindex_dossiers.catalogue import INDICATOR_BY_CODE
from parindex_dossiers.importing import import_exports
from parindex_dossiers.periods import parse_period
from parindex_dossiers.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    folder = tmp_path_factory.mktemp("demonstration")
    export = folder / "ho-so.csv"
    export.write_bytes(synthetic_export())
    (report,) = import_exports(Store(folder), [export])
    assert report.load.synthetic
    assert (report.load.rejected, report.load.added) == (0, 863), report.listed
    return Store(folder)


@pytest.mark.parametrize("key", sorted(set(INDICATOR_OF_COMPONENT) - {"late_dossier_apologies"}))
def test_a_component_counts_what_is_illustrated(store: Store, key: str) -> None:
    text = files("parindex.demonstration").joinpath("illustrative_values.yaml").read_text("utf-8")
    wanted = yaml.safe_load(text)["values"][key]["so_far"]
    indicator = INDICATOR_BY_CODE[INDICATOR_OF_COMPONENT[key]]
    period = parse_period("2021").until(date(2021, 11, 24))
    (row,) = indicators(store, Question(period, codes=[indicator.code]))
    numerator, denominator = indicator.variables
    assert {numerator: row.numerator, denominator: row.denominator} == wanted


def test_the_export_is_the_same_every_time() -> None:
    assert synthetic_export() == synthetic_export()
    assert "Dữ liệu tổng hợp" in synthetic_export().decode("utf-8-sig").splitlines()[0]
