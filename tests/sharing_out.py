"""How the tests are shared out between processes."""

from xdist.scheduler import LoadScopeScheduling


class OneClusterScheduling(LoadScopeScheduling):
    """The tests on a Spark cluster go to one process, so that it is started once; the rest to any.

    The group of several tests goes out first: the longest work does not begin last.
    """

    def _split_scope(self, nodeid: str) -> str:
        return "spark" if "test_spark.py" in nodeid else nodeid
