"""Real workers: two at once, killed half-way, cancelled, ended with their server."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.installation import Installation

SEED = """
import sys
from tests.apps.jobs.sample_work import register_sample_work
from tests.departments import make_department
from parindex.jobs.services import start_job
register_sample_work()
officer = make_department("first").access("par_officer")
"""
WORK = """
import sys, threading
from datetime import timedelta
from tests.apps.jobs.sample_work import register_sample_work
from parindex.jobs.kinds import DAILY_WORK
from parindex.jobs import worker
register_sample_work()
DAILY_WORK.clear()
"""
UNTIL_NOTHING_WAITS = WORK + "while worker.run_next(stale_after=timedelta(seconds=30)): pass"
FOR_EVER = WORK + (
    "worker.work(threading.Event(), lambda: False, stale_after=timedelta(seconds=2))"
)
REPORT = """
import json
from parindex.jobs.models import Job
from parindex.organisations.models import Agency
jobs = list(Job.objects.order_by("id").values("state", "attempts", "result", "done", "words"))
agencies = Agency.objects.filter(key__startswith="agency-").count()
print(json.dumps({"jobs": jobs, "agencies": agencies}))
"""


def report(installation: Installation) -> dict:
    return json.loads(installation.run(REPORT))


def expect(condition: Callable[[], bool], seconds: float = 180) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def end(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def test_two_workers_do_each_job_once(installation: Installation, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    start = 'for n in range(60): start_job(officer, "sample.note", {"number": n, "file": %r})'
    installation.run(SEED + start % str(notes))
    workers = [installation.start(UNTIL_NOTHING_WAITS) for _number in range(2)]
    for worker in workers:
        worker.communicate(timeout=600)
        assert worker.returncode == 0
    lines = [line.split() for line in notes.read_text().splitlines()]
    assert sorted(int(number) for number, _pid in lines) == list(range(60))
    jobs = report(installation)["jobs"]
    assert {(job["state"], job["attempts"]) for job in jobs} == {("done", 1)}


def test_a_killed_workers_work_leaves_nothing_and_is_done_by_the_next(
    installation: Installation,
) -> None:
    installation.run(SEED + 'start_job(officer, "sample.open_agencies", {"pause": 0.3})')
    first = installation.start(FOR_EVER)
    assert first.stdout is not None
    for line in first.stdout:
        if line == "agency 4\n":
            break
    first.send_signal(signal.SIGKILL)
    end(first)
    interrupted = report(installation)
    assert interrupted["agencies"] == 0
    assert interrupted["jobs"][0]["state"] == "running"
    second = installation.start(FOR_EVER)
    expect(lambda: report(installation)["jobs"][0]["state"] == "done")
    end(second)
    after = report(installation)
    assert after["agencies"] == 6
    assert (after["jobs"][0]["attempts"], after["jobs"][0]["result"]) == (2, {"made": 6})


def test_a_running_job_shows_its_progress_and_is_cancelled(installation: Installation) -> None:
    installation.run(SEED + 'start_job(officer, "sample.wait_for_cancel", {})')
    worker = installation.start(FOR_EVER)
    expect(lambda: report(installation)["jobs"][0]["done"] > 0)
    shown = report(installation)["jobs"][0]
    assert (shown["state"], shown["words"]) == ("running", "waiting")
    installation.run(
        "from tests.apps.jobs.sample_work import register_sample_work; register_sample_work()\n"
        "from parindex.accounts.queries import access\n"
        "from parindex.jobs.models import Job\n"
        "from parindex.jobs.services import cancel_job\n"
        "job = Job.objects.get(); cancel_job(access(job.requested_by, job.agency), job)"
    )
    expect(lambda: report(installation)["jobs"][0]["state"] == "cancelled")
    end(worker)


def worker_of(server: int) -> int | None:
    """The process that was started with ``--parent server``, if it still runs."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
                state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
            except OSError:
                continue
            if b"--parent" in words and str(server).encode() in words and state != "Z":
                return int(entry.name)
    return None


def start_server(installation: Installation) -> "subprocess.Popen[str]":
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "parindex.cli", "serve", "--port", str(port)]
    server = installation.start_command(command)
    expect(lambda: worker_of(server.pid) is not None)
    return server


def test_the_worker_ends_with_a_killed_server(installation: Installation) -> None:
    server = start_server(installation)
    # The server process alone: nothing tells its worker, which has to notice by itself.
    os.kill(server.pid, signal.SIGKILL)
    try:
        expect(lambda: worker_of(server.pid) is None, seconds=15)
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        end(server)


def test_the_worker_ends_with_a_stopped_server_and_is_replaced_when_it_dies(
    installation: Installation,
) -> None:
    server = start_server(installation)
    first = worker_of(server.pid)
    assert first is not None
    os.kill(first, signal.SIGKILL)
    expect(lambda: worker_of(server.pid) not in (None, first))
    server.terminate()
    expect(lambda: server.poll() is not None)
    assert worker_of(server.pid) is None
    end(server)
