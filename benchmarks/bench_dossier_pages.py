"""What the pages of dossiers ask, in a province's year: 1,000,000 dossiers of 170 agencies.

    python benchmarks/bench_dossier_pages.py [--rows N]

Median of the runs after the first, the first by itself, and the peak memory of the process. Every
answer has to come in under 300 ms; the benchmark fails where a median does not.
"""

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

RUNS, AGENCIES, LIMIT_MS = 7, 170, 300
TODAY = date(2021, 11, 24)


def prepared(data: Path, rows: int) -> Any:
    """An agency with the dossiers, and the access of someone who sees all of it."""
    os.environ["PARINDEX_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parindex.settings.base")
    import django

    django.setup()
    from django.core.management import call_command

    from parindex.accounts.constants import Role
    from parindex.accounts.queries import access
    from parindex.accounts.services import create_account, grant_role
    from parindex.organisations.services import create_agency
    from parindex_dossiers.importing import import_exports
    from parindex_dossiers.store import Store
    from parindex_dossiers.synthesis import Shape
    from parindex_dossiers.synthetic_files import write_synthetic

    call_command("migrate", verbosity=0)
    agency = create_agency("province", ("Tỉnh minh họa", "Illustrative province"))
    director = create_account("director", "Minh họa", "a long enough password")
    grant_role(director, Role.DIRECTOR, agency)
    export = data / "export.parquet"
    write_synthetic(Shape(rows, seed=1, agencies=AGENCIES), export, "parquet")
    import_exports(Store(data / "agencies" / agency.key), [export])
    export.unlink()
    return access(director, agency)


def pages(access: Any) -> dict[str, Callable[[], Any]]:
    """What each page asks."""
    from parindex.dossiers.agency_store import agency_store
    from parindex.dossiers.measures import count_dossiers, list_dossiers
    from parindex.dossiers.queries import due, one_dossier, portal, procedures, shares
    from parindex_dossiers.places import open_places

    agency, store = access.agency, agency_store(access.agency)
    code = open_places(store.path(store.manifest().groups or "")).codes["procedure"][0]
    late = due.due_dossiers(access, TODAY, due.DueList.LATE_NOW).dossiers[0].code
    return {
        "tiles": lambda: due.due_counts(access, TODAY),
        "late now": lambda: due.due_dossiers(access, TODAY, due.DueList.LATE_NOW),
        "settled late": lambda: due.due_dossiers(access, TODAY, due.DueList.SETTLED_LATE),
        "shares by month": lambda: shares.year_shares(access, 2021, TODAY),
        "one procedure": lambda: procedures.procedure_page(access, code, 2021, TODAY),
        "one dossier": lambda: one_dossier.dossier_page(access, late, TODAY),
        "index 766": lambda: portal.portal_scores(access, "2021", TODAY),
        "766 by month": lambda: portal.portal_history(access, 2021, TODAY),
        "measure 3.4.1": lambda: count_dossiers("3.4.1", agency, 2021, TODAY),
        "rows of 3.4.1": lambda: list_dossiers("3.4.1", agency, 2021, TODAY, "", 0, 50),
    }


def milliseconds(ask: Callable[[], Any]) -> float:
    """How long an answer takes."""
    start = time.perf_counter()
    ask()
    return (time.perf_counter() - start) * 1000


def main() -> int:
    """Print a line a page; 1 where one is too slow."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    slow = []
    with tempfile.TemporaryDirectory() as folder:
        access = prepared(Path(folder), rows)
        print(f"{rows} dossiers, {AGENCIES} agencies; milliseconds")
        print(f"{'page':<18}{'first':>8}{'median':>8}")
        for name, ask in pages(access).items():
            first, *others = (milliseconds(ask) for _ in range(RUNS + 1))
            median = statistics.median(others)
            print(f"{name:<18}{first:>8.0f}{median:>8.0f}")
            if median >= LIMIT_MS:
                slow.append(name)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of the process, loading included: {peak:.0f} MB")
    if slow:
        print(f"slower than {LIMIT_MS} ms: {', '.join(slow)}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
