"""The demonstration's export counts exactly what the illustrative figures say."""

from datetime import date

import pytest

from parindex.demonstration.synthetic_dossiers import synthetic_export
from parindex_dossiers.answers import Question, indicators
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


WANTED = {
    "3.4.1": (812, 829),
    "3.4.2": (398, 829),
    "7.2.2": (356, 829),
    "7.2.3": (143, 829),
    "7.2.4": (118, 412),
    "LATE": (17, 829),
}


@pytest.mark.parametrize("code", sorted(WANTED))
def test_an_indicator_counts_what_the_demonstration_is_about(store: Store, code: str) -> None:
    period = parse_period("2021").until(date(2021, 11, 24))
    (row,) = indicators(store, Question(period, codes=[code]))
    assert (row.numerator, row.denominator) == WANTED[code]


def test_the_export_is_the_same_every_time() -> None:
    assert synthetic_export() == synthetic_export()
    assert "Dữ liệu tổng hợp" in synthetic_export().decode("utf-8-sig").splitlines()[0]
