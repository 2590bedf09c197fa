"""Registers: a list of 20,000 entries, 5,000 rows taken in, all measures of 1 and of 170 agencies.

    python benchmarks/bench_registers.py [--entries N] [--rows N] [--agencies N]

On SQLite in a temporary folder, or on PARINDEX_DATABASE. Medians with the limits of issue 6; the
benchmark fails where one is missed. Every agency keeps 20 entries in every register; the first one
has the long list. Beside the time that passed stands the processor's.
"""

import argparse
import os
import re
import resource
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench_round import RUNS, Limit, Run, client_of, measured, set_up, told, warm

YEAR = 2021
EACH = 20  # entries of each register in each agency
LIMITS: dict[str, Limit] = {
    "list, first page": (0.12, 8),
    "list, a page far in": (0.12, 8),
    "list, found by words": (0.12, 8),
    "what it feeds": (0.2, None),
    "preview of an import": (5.0, None),
    "import, preview and writing": (5.0, None),
    "all measures of a department": (1.0, None),
    "all measures of every agency": (30.0, None),
}


def fill(department: Any, count: int) -> None:
    """The same communication over and over, with days and words of its own."""
    from tests.apps.registers.communication_case import CASE
    from tests.apps.registers.writing import record

    model = CASE.register.model
    first = record(department, CASE, **CASE.nth(1))
    names = [one.attname for one in model._meta.concrete_fields]

    def copies() -> Any:
        for number in range(first.number + 1, count + 1):
            copy = type(first)(**{name: getattr(first, name) for name in names})
            copy.pk, copy.number = None, number
            copy.title = f"Tin bài số {number} (số liệu minh họa)"
            copy.search_text = f" tin bai so {number} so lieu minh hoa "
            copy.due_on = first.due_on - timedelta(days=number % 200)
            yield copy

    model.objects.bulk_create(copies(), batch_size=1000)


def every_register(department: Any) -> list[Any]:
    """An entry in each register, as people write them."""
    from tests.apps.registers.table import CASES
    from tests.apps.registers.writing import record

    return [record(department, case) for case in CASES]


def kept_by_all(entries: list[Any], province: list[Any]) -> int:
    """The same entries ``EACH`` times in the registers of every agency; how many there are."""
    written = 0
    for entry in entries:
        model = type(entry)
        values = {one.attname: getattr(entry, one.attname) for one in model._meta.concrete_fields}
        key = entry.unit.key
        copies = [
            model(
                **values
                | {"id": None, "number": number, "agency_id": one.agency.pk}
                | {"unit_id": one.units[key].pk}
            )
            for one in province
            for number in range(1, EACH + 1)
        ]
        model.objects.bulk_create(copies, batch_size=1000)
        written += len(copies)
    return written


def taking_in(client: Any, rows: int) -> tuple[Callable[[], Any], Callable[[Any], Any]]:
    """The two requests that a person makes: the workbook, and yes to what it would do."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from tests.apps.registers.communication_case import CASE
    from tests.apps.registers.test_import import row, url

    from parindex_tables.writing import write_table

    new = [row(CASE, title=f"Hoạt động số {number} (minh họa)") for number in range(rows)]
    content = write_table(CASE.register.columns, new)

    def preview() -> Any:
        file = SimpleUploadedFile("so.xlsx", content)
        answer = client.post(url(CASE), {"file": file, "reason": ""})
        assert answer.status_code == 200
        return answer

    def confirm(answer: Any) -> Any:
        kept = re.search(r'name="confirmed" value="([^"]+)"', answer.content.decode())
        assert kept is not None
        written = client.post(url(CASE), {"confirmed": kept[1]})
        assert written.status_code == 302
        return written

    return preview, confirm


def opened(client: Any, query: str = "", page: str = "") -> Callable[[], Any]:
    def ask() -> Any:
        answer = client.get(f"/registers/communications/{page}{query}")
        assert answer.status_code == 200, answer.status_code
        return answer

    return ask


def compare(entries: int, rows: int, agencies: int) -> bool:
    from django.test import override_settings
    from tests.departments import make_department

    from parindex.assessments.counting import recount_measures
    from parindex.jobs.progress import JobProgress
    from parindex.web.recounting import recount_everything

    department = make_department("first")
    ordinary = every_register(department)
    fill(department, entries)
    client = client_of(department.people["par_officer"])
    print(
        f"{entries:,} entries, {rows:,} rows taken in, {agencies} agencies; medians of {RUNS} runs"
    )
    kept = [
        told("list, first page", warm(opened(client)), LIMITS),
        told("list, a page far in", warm(opened(client, "?page=300")), LIMITS),
        told("list, found by words", warm(opened(client, "?q=minh+hoa")), LIMITS),
        told("what it feeds", warm(opened(client, page="feeds/")), LIMITS),
        told(
            "all measures of a department",
            warm(lambda: recount_measures(department.agency, YEAR)),
            LIMITS,
        ),
    ]
    importer = make_department("importer")
    preview, confirm = taking_in(client_of(importer.people["par_officer"]), rows)
    looked = measured(preview)
    kept.append(told("preview of an import", [looked], LIMITS))
    written = measured(lambda: confirm(looked.result))
    both = Run(
        looked.seconds + written.seconds,
        looked.processor + written.processor,
        looked.queries + written.queries,
        None,
    )
    kept.append(told("import, preview and writing", [both], LIMITS))
    # What nobody signs in with needs no slow hash.
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        province = [make_department(f"d{number}") for number in range(agencies)]
    written = kept_by_all(ordinary, province)
    print(f"{written:,} entries in the registers of {agencies} agencies")

    counted = measured(lambda: recount_everything(JobProgress()))
    assert counted.result["recounted"] == agencies + 2
    assert not counted.result["failed"]
    kept.append(told("all measures of every agency", [counted], LIMITS))
    return all(kept)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--agencies", type=int, default=170)
    arguments = parser.parse_args()
    os.environ.setdefault("PARINDEX_SECRET_KEY", "only for the benchmark")
    with tempfile.TemporaryDirectory(prefix="parindex-bench-") as folder:
        set_up(Path(folder))
        kept = compare(arguments.entries, arguments.rows, arguments.agencies)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
