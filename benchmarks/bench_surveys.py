"""Survey answers over real connections: how many a minute, none lost, with what memory.

    python benchmarks/bench_surveys.py [--answers N] [--phones N] [--runs N]

A fresh installation on SQLite in a temporary folder, or on PARINDEX_DATABASE (a new database beside
it), with the settings of every installation; ``parindex serve --processes 2``, and a crowd in a
process of its own. Every answer is another person's: a new connection, the page's style and sign,
then the whole form page by page. Beside the time that passed stands the processor's: the crowd and
the server share the machine, and on one that does other work as well only that is the product's.
The benchmark fails where an answer is lost, or where fewer than 2,000 a minute came in.
"""

import argparse
import json
import os
import signal
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.apps.surveys.phones import SEED, SERVE, NotAnswered, Phone, free_port, wait_for
from tests.installation import Installation, make_installation

A_MINUTE = 2_000
CORES = 2
COUNT = """
from parindex.surveys.models import SurveyAnswer, SurveyCode
print(SurveyAnswer.objects.count(), SurveyCode.objects.count())
"""
COLLECT = """
from django.core.management import call_command
call_command("collectstatic", interactive=False, verbosity=0)
"""
CROWD = "--crowd"


@dataclass(frozen=True)
class Run:
    """Seconds on the clock, of the server's processors, of the slowest nineteen in twenty."""

    answers: int
    seconds: float
    processor: float
    slowest: float
    memory: float

    @property
    def a_minute(self) -> float:
        return self.answers / self.seconds * 60

    @property
    def each(self) -> float:
        return self.processor / self.answers * 1000

    @property
    def of_processor(self) -> float:
        """How many a minute the processors of two cores allow."""
        return self.answers / self.processor * 60 * CORES


def run(installation: Installation, answers: int, phones: int) -> Run:
    key = f"surveyed-{time.time_ns()}"
    codes = json.loads(installation.run(SEED, str(answers), key))
    port = free_port()
    command = [sys.executable, *SERVE, str(port), "--processes", str(CORES)]
    server = installation.start_command(command)
    try:
        wait_for(port)
        before = processor_of(server.pid)
        began = time.perf_counter()
        crowd = installation.start_command(
            [sys.executable, str(Path(__file__)), CROWD, str(port), str(phones), json.dumps(codes)]
        )
        printed, _ = crowd.communicate()
        seconds = time.perf_counter() - began
        said = json.loads(printed)
        if said["acknowledged"] != answers:
            raise SystemExit(f"{answers - said['acknowledged']} were not acknowledged")
        processor = processor_of(server.pid) - before
        return Run(answers, seconds, processor, said["slowest"], memory_of(server.pid))
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def crowd(port: int, phones: int, codes: list[str]) -> None:
    """So many people at a time, each with a code; prints how many were acknowledged."""
    took: list[float] = []

    def answer() -> None:
        while codes:
            try:
                code = codes.pop()
            except IndexError:
                return
            began = time.perf_counter()
            phone = Phone(port)
            try:
                phone.answer(code)
            except (OSError, NotAnswered) as failed:
                print(failed, file=sys.stderr)
                return
            finally:
                phone.close()
            took.append(time.perf_counter() - began)

    threads = [threading.Thread(target=answer) for _ in range(phones)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    slowest = statistics.quantiles(took, n=20)[-1] if len(took) > 1 else 0
    print(json.dumps({"acknowledged": len(took), "slowest": slowest}))


def processes_of(session: int) -> list[Path]:
    """The folders in /proc of every process of a session."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session:
            found.append(folder)
    return found


def processor_of(session: int) -> float:
    """Seconds that the processes of a session have had of the processors."""
    ticks = 0
    for folder in processes_of(session):
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory_of(session: int) -> float:
    """The most memory that the processes of a session held, in MB."""
    lines = [
        line
        for folder in processes_of(session)
        for line in (folder / "status").read_text().splitlines()
        if line.startswith("VmHWM")
    ]
    return sum(int(line.split()[1]) for line in lines) / 1024


def main() -> int:
    if sys.argv[1:2] == [CROWD]:
        crowd(int(sys.argv[2]), int(sys.argv[3]), json.loads(sys.argv[4]))
        return 0
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=2_000)
    parser.add_argument("--phones", type=int, default=16)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="parindex-bench-") as folder:
        installation = make_installation(Path(folder) / "bench")
        installation.environment["DJANGO_SETTINGS_MODULE"] = "parindex.settings.base"
        installation.run(COLLECT)
        runs = [run(installation, asked.answers, asked.phones) for _ in range(asked.runs)]
        stored, left = map(int, installation.run(COUNT).split())
    wanted = asked.answers * asked.runs
    kind = "PostgreSQL" if os.environ.get("PARINDEX_DATABASE") else "SQLite"
    print(f"{kind}, {asked.runs} × {asked.answers} answers, {asked.phones} phones, medians")
    for words, values in (
        ("answers a minute on the clock", [one.a_minute for one in runs]),
        ("answers a minute of two cores, server alone", [one.of_processor for one in runs]),
        ("processor of the server, ms an answer", [one.each for one in runs]),
        ("a whole form, 19 of 20 within, s", [one.slowest for one in runs]),
        ("memory of the server, MB", [one.memory for one in runs]),
    ):  # fmt: skip
        print(f"  {words:<46}{statistics.median(values):>10.1f}")
    print(f"  stored {stored} of {wanted}, codes left {left}")
    enough = statistics.median(one.a_minute for one in runs) >= A_MINUTE
    return 0 if stored == wanted and left == 0 and enough else 1


if __name__ == "__main__":
    raise SystemExit(main())
