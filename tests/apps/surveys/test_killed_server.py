"""A server killed while people answer: what it acknowledged is there, and nothing twice."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

from tests.apps.surveys.phones import SEED, SERVE, NotAnswered, Phone, free_port, wait_for
from tests.installation import Installation

NUMBER, UNTIL_KILLED, PHONES = 40, 12, 4
REPORT = """
import json, sys
from parindex.surveys.codes import code_digest
from parindex.surveys.models import SurveyAnswer, SurveyCode, SurveyDraft
codes = json.loads(sys.argv[1])
left = set(SurveyCode.objects.values_list("digest", flat=True))
print(json.dumps({
    "answers": SurveyAnswer.objects.count(),
    "complete": SurveyAnswer.objects.filter(points_possible__gt=0).count(),
    "drafts": SurveyDraft.objects.count(),
    "left": [code for code in codes if code_digest(code) in left],
}))
"""


class Crowd:
    """Phones that take codes one after the other until none is left or the server is gone."""

    def __init__(self, port: int, codes: list[str]) -> None:
        self.port, self.waiting, self.acknowledged = port, list(codes), []
        self.threads = [threading.Thread(target=self._answer) for _ in range(PHONES)]
        for thread in self.threads:
            thread.start()

    def _answer(self) -> None:
        phone = Phone(self.port)
        while self.waiting:
            try:
                code = self.waiting.pop()
                phone.answer(code)
            except (OSError, NotAnswered, IndexError):
                return
            self.acknowledged.append(code)

    def until(self, acknowledged: int, seconds: float = 300) -> None:
        end = time.monotonic() + seconds
        while len(self.acknowledged) < acknowledged:
            assert time.monotonic() < end, f"{len(self.acknowledged)} in time"
            time.sleep(0.01)

    def join(self) -> None:
        for thread in self.threads:
            thread.join(120)


def serve(installation: Installation) -> "tuple[subprocess.Popen[str], int]":
    port = free_port()
    server = installation.start_command([sys.executable, *SERVE, str(port)])
    wait_for(port)
    return server, port


def kill(server: "subprocess.Popen[str]") -> None:
    """The server with every process of its own, at once and without a word."""
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()
    if server.stdout is not None:
        server.stdout.close()


def test_what_was_acknowledged_survives_sigkill_and_the_rest_is_answered_later(
    installation: Installation,
) -> None:
    codes = json.loads(installation.run(SEED, str(NUMBER), "surveyed"))
    server, port = serve(installation)
    crowd = Crowd(port, codes)
    crowd.until(UNTIL_KILLED)
    kill(server)
    crowd.join()
    found = json.loads(installation.run(REPORT, json.dumps(codes)))
    # Acknowledged: there. Not acknowledged: there with its code gone, or not with its code left.
    assert not set(crowd.acknowledged) & set(found["left"])
    assert found["answers"] == found["complete"] == NUMBER - len(found["left"])
    assert UNTIL_KILLED <= len(crowd.acknowledged) <= found["answers"] < NUMBER
    server, port = serve(installation)
    later = Crowd(port, found["left"])
    later.until(len(found["left"]))
    later.join()
    kill(server)
    found = json.loads(installation.run(REPORT, json.dumps(codes)))
    assert (found["answers"], found["complete"], found["drafts"]) == (NUMBER, NUMBER, 0)
    assert found["left"] == []
