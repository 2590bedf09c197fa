"""Phones that answer over real connections to a real server, as quickly as it lets them.

They send what a browser without scripts sends, with its headers, follow where they are sent, and
look for the fields in each page that comes; only they do it on a plain socket, since in a
measurement the phones and the server share the machine.
"""

import re
import socket
import time
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

FORM = "/survey/"
# Every scale “4”, every choice its first option.
_FIELD = re.compile(rb'<input type="radio" id="[\w-]+" name="(\w+)" value="(\w+)"')
_PAGE = re.compile(rb'name="page" value="(\d+)"')
_LINKED = re.compile(rb'<link rel="(?:icon|stylesheet)" href="([^"]+)"')
_STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)
_LOCATION = re.compile(rb"\r\nlocation: *([^\r]+)\r\n", re.IGNORECASE)
_HEADERS = (
    "User-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Mobile Safari/537.36\r\n"
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
    "Accept-Language: vi-VN,vi;q=0.9\r\nAccept-Encoding: gzip, deflate\r\n"
    "Upgrade-Insecure-Requests: 1\r\nConnection: keep-alive\r\n"
)
_FORM_TYPE = "Content-Type: application/x-www-form-urlencoded\r\nOrigin: null\r\n"
_PATIENCE = 60  # seconds until it gives up


class NotAnswered(Exception):
    """The server said something else than what a phone expects."""


class Phone:
    """A phone with one connection, kept open; ``answer`` plays a whole form.

    The style and the sign of the pages it loads once, as far as the server has them to give.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self._loaded: set[bytes] = set()
        self._connection: socket.socket | None = None

    def answer(self, code: str) -> None:
        """Open the form, fill in every page, hand in; returns once it was acknowledged.

        :raises NotAnswered: when a step is refused.
        :raises OSError: when the connection breaks.
        """
        page = self.get(f"{FORM}?{urlencode({'c': code})}")
        for linked in set(_LINKED.findall(page)) - self._loaded:
            self._asked("GET", linked.decode())
            self._loaded.add(linked)
        for _ in range(10):
            following = self._send(code, page)
            page = self.get(following)
            if following.endswith("sent=1"):
                return
        raise NotAnswered(code)

    def get(self, address: str) -> bytes:
        """The page at an address."""
        status, _, body = self._asked("GET", address)
        if status != b"200":
            raise NotAnswered(f"{status!r} {address}")
        return body

    def close(self) -> None:
        """Put the phone away; the next request would open another connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _send(self, code: str, page: bytes) -> str:
        place = _PAGE.search(page)
        if place is None:
            raise NotAnswered(page[:200])
        filled = urlencode({"c": code, "page": place[1].decode(), **_filled(page)})
        status, head, _ = self._asked(
            "POST", FORM, f"{_FORM_TYPE}Content-Length: {len(filled)}\r\n", filled
        )
        following = _LOCATION.search(head)
        if status != b"303" or following is None:
            raise NotAnswered(f"{status!r} page {place[1]!r}")
        return following[1].decode()

    def _asked(
        self, method: str, address: str, more: str = "", body: str = ""
    ) -> tuple[bytes, bytes, bytes]:
        """Status, head and body of what the server says."""
        if self._connection is None:
            self._connection = socket.create_connection(("127.0.0.1", self._port), _PATIENCE)
            self._connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._connection.sendall(
            f"{method} {address} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n"
            f"{_HEADERS}{more}\r\n{body}".encode()
        )
        said = self._read(b"")
        while (end := said.find(b"\r\n\r\n")) < 0:
            said = self._read(said)
        head, start = said[: end + 2], end + 4
        status, length = _STATUS.match(head), _LENGTH.search(head)
        if status is None or length is None:
            raise NotAnswered(head)
        while len(said) < start + int(length[1]):
            said = self._read(said)
        return status[1], head, said[start:]

    def _read(self, before: bytes) -> bytes:
        assert self._connection is not None
        came = self._connection.recv(65536)
        if not came:
            raise ConnectionError("the server is gone")
        return before + came


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
            Phone(port).get(FORM)
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
