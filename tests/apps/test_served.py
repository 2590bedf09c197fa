"""The product as people start it: loaded by one command and served by a real server."""

import http.cookiejar
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.installation import Installation

START = 300  # seconds
ANSWER = 20  # seconds


@pytest.fixture
def address(installation: Installation) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    installation.environment["DJANGO_SETTINGS_MODULE"] = "parindex.settings.base"
    process = subprocess.Popen(
        [sys.executable, "-m", "parindex.cli", "demo", "--port", str(port)],
        env=installation.environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    try:
        process.wait(30)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def opened(browser: urllib.request.OpenerDirector, address: str) -> str:
    """The page, as soon as the server answers at all."""
    end = time.monotonic() + START
    while True:
        try:
            return browser.open(address, timeout=ANSWER).read().decode()
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError) or time.monotonic() > end:
                raise
            time.sleep(0.3)


def password(data: Path) -> str:
    return json.loads((data / "demonstration_account.json").read_text())["password"]


def test_a_demonstration_just_loaded_opens_a_figure_onto_its_dossiers(
    installation: Installation, address: str
) -> None:
    """The engine of dossiers, used while loading, hung in a server forked from the loader (5)."""
    cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    browser = urllib.request.build_opener(cookies)
    page = opened(browser, f"{address}/sign-in/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    form = {
        "csrfmiddlewaretoken": token[1],
        "username": "officer",
        "password": password(installation.data),
    }
    body = urllib.parse.urlencode(form).encode()
    browser.open(f"{address}/sign-in/", body, timeout=ANSWER)
    rows = opened(browser, f"{address}/scoring/dossiers_on_time/rows/")
    assert "H48.12-" in rows
    assert "số liệu minh họa" in rows
    beyond = opened(browser, f"{address}/scoring/dossiers_on_time/rows/?page=99999")
    assert "H48.12-" in beyond
