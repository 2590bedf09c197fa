"""Fifty people write at once to a server that really runs: no error of its own, nothing lost."""

import json
import os
import signal
import sys
import threading
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

from tests.apps.surveys.phones import SERVE, free_port, wait_for
from tests.installation import Installation

# Twenty components with one writer each, ten with three; half of all by pages, half by the API.
ALONE, SHARED, EACH = 20, 10, 3
PEOPLE = ALONE + SHARED * EACH

# Prints for each person how they are known to the server, and what they write where.
SEED = """
import json, sys
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from parindex.accounts.constants import Role, Scope
from parindex.accounts.queries import access
from parindex.accounts.services import create_account, grant_role
from parindex.accounts.tokens import create_token
from tests.apps.rounds.province import YEAR, figures, make_province
from tests.departments import PASSWORD
alone, shared, each = map(int, sys.argv[1:])
made = make_province(departments=1, communes=0)
agency = made.agencies[0]
numbers = [one for one in made.framework.components
           if one.method != "survey" and figures(one, 50) != figures(one, 51)]
places = numbers[:alone] + [one for one in numbers[alone:alone + shared] for _ in range(each)]
people = []
for number, component in enumerate(places):
    person = create_account(f"officer{number}", f"Cán bộ {number} (minh họa)", PASSWORD)
    grant_role(person, Role.PAR_OFFICER, agency)
    known = {"component": component.key, "values": figures(component, 40 + number)}
    if number % 2:
        found = access(person, agency, YEAR)
        known["token"] = create_token(found, "Kiểm thử", (Scope.READ, Scope.WRITE), 30)[1]
    else:
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        known["session"] = session.session_key
    people.append(known)
print(json.dumps(people))
"""
REPORT = """
import json
from parindex.assessments.models import ComponentScore, VariableValue
from parindex.audit.chain import link_waiting_events
from parindex.audit.models import AuditEvent
from parindex.audit.verification import verify_chain
link_waiting_events()
stored = {}
for value in VariableValue.objects.filter(horizon="so_far"):
    stored.setdefault(value.component_key, {})[value.variable] = value.value
print(json.dumps({
    "stored": stored,
    "scored": ComponentScore.objects.filter(horizon="so_far", status="scored").count(),
    "events": AuditEvent.objects.filter(action="enter_values").count(),
    "whole": verify_chain().is_whole,
}))
"""


@dataclass
class Writer:
    """Somebody with a page open, or a script, who saves a component's first figures."""

    number: int
    known: dict[str, Any]
    status: int = 0
    said: str = ""

    def write(self, port: int, together: threading.Barrier) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=600)
        together.wait(60)
        if "token" in self.known:
            self._call(connection)
        else:
            self._send_form(connection)
        answer = connection.getresponse()
        self.status, self.said = answer.status, answer.read().decode()
        connection.close()

    @property
    def is_written(self) -> bool:
        return self.status in (200, 302)

    @property
    def is_shown_the_first(self) -> bool:
        if self.status == 409:
            return json.loads(self.said)["type"] == "urn:parindex:problem:changed_meanwhile"
        return self.status == 422 and "người khác đã lưu số liệu khác" in self.said

    def _call(self, connection: HTTPConnection) -> None:
        body = {
            "horizon": "so_far",
            "values": self.known["values"],
            "seen": {},
            "as_of": "2021-11-20",
            "source": f"Sổ {self.number}",
        }
        address = f"/api/v1/years/2021/components/{self.known['component']}/figures"
        headers = {
            "Authorization": f"Bearer {self.known['token']}",
            "Content-Type": "application/json",
        }
        connection.request("PUT", address, json.dumps(body), headers)

    def _send_form(self, connection: HTTPConnection) -> None:
        csrf = "c" * 32
        form = {
            "csrfmiddlewaretoken": csrf,
            "horizon": "so_far",
            "seen": "{}",
            "as_of": "20/11/2021",
            "source": f"Sổ {self.number}",
            **{f"value-{name}": value for name, value in self.known["values"].items()},
        }
        headers = {
            "Cookie": f"sessionid={self.known['session']}; csrftoken={csrf}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        address = f"/scoring/{self.known['component']}/"
        connection.request("POST", address, urlencode(form), headers)


def test_fifty_people_save_figures_at_once(installation: Installation) -> None:
    people = json.loads(installation.run(SEED, str(ALONE), str(SHARED), str(EACH)))
    writers = [Writer(number, known) for number, known in enumerate(people)]
    port = free_port()
    server = installation.start_command([sys.executable, *SERVE, str(port)])
    try:
        wait_for(port)
        together = threading.Barrier(PEOPLE)
        crowd = [threading.Thread(target=one.write, args=(port, together)) for one in writers]
        for thread in crowd:
            thread.start()
        for thread in crowd:
            thread.join()
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.communicate(timeout=600)
    # Who was second is shown what stands there; nobody is told of an error.
    refused = [one for one in writers if not one.is_written]
    assert not [one for one in refused if not one.is_shown_the_first]
    winners = {one.known["component"]: one.known["values"] for one in writers if one.is_written}
    assert len(writers) - len(refused) == len(winners) == ALONE + SHARED
    report = json.loads(installation.run(REPORT))
    assert report["stored"] == winners
    assert (report["scored"], report["events"]) == (len(winners), len(winners))
    assert report["whole"]
