"""Every indicator on a Spark cluster of two workers, row by row as on the embedded engine."""

import os
from collections.abc import Iterator

import pytest
from tests.dossiers.spark_cluster import Cluster, missing_for_spark, running_cluster

from parindex_dossiers.answers import Question, indicators
from parindex_dossiers.catalogue import INDICATOR_BY_CODE
from parindex_dossiers.engines import EMBEDDED, Engine, open_engine
from parindex_dossiers.periods import parse_period
from parindex_dossiers.store import Store

MISSING = missing_for_spark()

pytestmark = [
    pytest.mark.skipif(
        MISSING is not None and os.environ.get("CI") != "true", reason=MISSING or "all is there"
    ),
]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """The cluster, started once."""
    assert MISSING is None, MISSING
    with running_cluster(tmp_path_factory.mktemp("spark")) as running:
        yield running


@pytest.fixture(scope="module")
def engine(cluster: Cluster) -> Iterator[Engine]:
    """One session on the cluster for all questions."""
    with open_engine(cluster.master) as opened:
        yield opened


@pytest.mark.parametrize(
    ("period", "by"),
    [
        ("2021", "unit"),
        ("2021-02-10..2021-05-03", "agency"),
        ("2021-Q2", "procedure"),
        ("2022-01", "channel"),
    ],
)
def test_the_cluster_gives_the_rows_of_the_embedded_engine(
    cluster: Cluster, engine: Engine, odd_store: Store, period: str, by: str
) -> None:
    question = Question(parse_period(period), by, codes=list(INDICATOR_BY_CODE))  # pyright: ignore[reportArgumentType]
    expected = indicators(odd_store, question, EMBEDDED, warm=False)
    assert len(expected) >= 3 * len(INDICATOR_BY_CODE)
    assert indicators(odd_store, question, engine) == expected
    # Both workers ran executors of the session: the work was the cluster's.
    assert all(list(worker.glob("app-*/*/stderr")) for worker in cluster.workers)


def test_a_cluster_by_its_address(cluster: Cluster, odd_store: Store) -> None:
    question = Question(parse_period("2021-04"))
    assert indicators(odd_store, question, cluster.master) == indicators(odd_store, question)
