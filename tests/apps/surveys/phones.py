"""Phones that answer over real connections to a real server, as quickly as it lets them."""

import re
import socket
import time
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection
from urllib.parse import urlencode

FORM = "/survey/"
# Every scale “4”, every choice its first option.
_FIELD = re.compile(rb'<input type="radio" id="[\w-]+" name="(\w+)" value="(\w+)"')
_PAGE = re.compile(rb'name="page" value="(\d+)"')


class NotAnswered(Exception):
    """The server said something else than what a phone expects."""


class Phone:
    """One connection that is kept open; ``answer`` plays a whole form."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)

    def answer(self, code: str) -> None:
        """Open the form, fill in every page, hand in; returns once it was acknowledged.

        :raises NotAnswered: when a step is refused.
        :raises OSError: when the connection breaks.
        """
        page = self._get(f"{FORM}?{urlencode({'c': code})}")
        for _ in range(10):
            following = self._send(code, page)
            page = self._get(following)
            if following.endswith("sent=1"):
                return
        raise NotAnswered(code)

    def _get(self, address: str) -> bytes:
        self.connection.request("GET", address)
        response = self.connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise NotAnswered(f"{response.status} {address}")
        return body

    def _send(self, code: str, page: bytes) -> str:
        place = _PAGE.search(page)
        if place is None:
            raise NotAnswered(page[:200])
        filled = {"c": code, "page": place[1].decode(), **_filled(page)}
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request("POST", FORM, urlencode(filled), headers)
        response = self.connection.getresponse()
        response.read()
        if response.status != 303:
            raise NotAnswered(f"{response.status} page {place[1]!r}")
        return response.headers["Location"]


def _filled(page: bytes) -> Mapping[str, str]:
    given: dict[str, str] = {}
    for name, value in _FIELD.findall(page):
        if value == b"4" or name.decode() not in given:
            given[name.decode()] = value.decode()
    return given


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, seconds: float = 120) -> None:
    """Until the server takes connections and answers."""
    end = time.monotonic() + seconds
    while True:
        try:
            Phone(port)._get(FORM)
            return
        except (OSError, NotAnswered):
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


# Makes a department (by its key) whose round is open, and prints as many codes as it is told.
SEED = """
import json, sys
from tests.apps.surveys.rounds import opened
from tests.departments import make_department
from parindex.surveys.services.samples import issue_spare_codes
round_ = opened(make_department(sys.argv[2]), 8)
codes = [one.code for one in round_.codes]
wanted = int(sys.argv[1])
while len(codes) < wanted:
    spare = issue_spare_codes(round_.officer, round_.survey, min(2000, wanted - len(codes)))
    codes += [one.code for one in spare]
print(json.dumps(codes[:wanted]))
"""
SERVE: Sequence[str] = ("-m", "parindex.cli", "serve", "--port")
