"""How the tests are shared out between processes."""

from xdist.scheduler import LoadScopeScheduling

# What these begin with takes a process minutes: a Spark cluster, letters read from scans.
_TOGETHER = ("test_spark.py", "test_scanned_papers.py")


class OneStartScheduling(LoadScopeScheduling):
    """The tests of such a file go to one process, so that it begins once; the rest to any.

    The groups of several tests go out first: the longest work does not begin last.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((name for name in _TOGETHER if name in nodeid), nodeid)
