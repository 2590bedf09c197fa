"""Search in the full text of 100,000 directives: the page of the register, as a person asks for it.

    python benchmarks/bench_directives_found.py [--directives N]

On SQLite in a temporary folder, or on PARINDEX_DATABASE. Medians; the benchmark fails over 200 ms.
"""

import argparse
import hashlib
import random
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
if str(ROOT) not in sys.path:  # run as a script, the folder of the script is on the path instead
    sys.path.insert(0, str(ROOT))

from benchmarks.bench_tasks import department, set_up  # noqa: E402
from benchmarks.directive_corpus import load_papers  # noqa: E402

RUNS, LIMIT, LENGTH = 7, 0.2, 2_500  # seconds; characters of a paper
ASKED = {
    "no words": "",
    "a rare word": "xyzzy",
    "a number": "417/QĐ-UBND",
    "words in every paper": "cải cách hành chính",
    "two words without diacritics": "thanh tra ky luat",
    "a few letters": "ho so",
    "what no paper has": "vũ trụ song song",
}


def fill(agency: Any, count: int) -> None:
    """Papers of sentences of the corpus in an order of their own, each with its number and day."""
    from parindex.assignments.models import Directive
    from parindex.assignments.search import search_text

    chance = random.Random(7)
    lines = [line for paper in load_papers() for line in paper.text.split("\n") if len(line) > 40]

    def papers() -> Any:
        for number in range(count):
            said: list[str] = []
            while sum(map(len, said)) < LENGTH:
                said.append(chance.choice(lines))
            if number % 10_000 == 17:
                said.append("xyzzy")
            text = "\n".join(said)
            symbol = f"{number % 1000}/QĐ-UBND"
            yield Directive(
                agency=agency,
                number=symbol,
                kind="decision",
                issued_on=date(2001, 1, 1) + timedelta(days=number % 9000),
                received_on=date(2001, 1, 3) + timedelta(days=number % 9000),
                issuer="UBND tỉnh (minh họa)",
                subject=said[0],
                search_text=search_text(symbol, said[0], text),
                text=text,
                text_sha256=hashlib.sha256(f"{number}{text}".encode()).hexdigest(),
                reading={"items": []},
                item_count=10,
            )

    Directive.objects.bulk_create(papers(), batch_size=500)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--directives", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        from django.db import connection
        from django.test import Client
        from django.test.utils import setup_test_environment

        setup_test_environment()

        agency, _units, people = department()
        begun = time.perf_counter()
        fill(agency, options.directives)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        print(f"{options.directives} directives written in {time.perf_counter() - begun:.0f} s")
        client = Client()
        client.force_login(people["officer"])
        missed = False
        for name, words in ASKED.items():
            seconds = []
            for _ in range(RUNS):
                begun = time.perf_counter()
                answer = client.get("/directives/", {"words": words}, headers={"host": "127.0.0.1"})
                seconds.append(time.perf_counter() - begun)
            found = answer.context["page"].paginator.count
            median = statistics.median(seconds)
            missed = missed or median > LIMIT
            print(f"{name:<30} {median * 1000:>7.0f} ms  {found:>7} found", flush=True)
    sys.exit(missed)


if __name__ == "__main__":
    main()
