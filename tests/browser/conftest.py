"""A real Chromium for the tests of this folder.

Playwright's synchronous API runs an event loop in its thread, and Django rightly refuses to use
the database where a loop runs. So the browser and the bodies of these tests live in a thread of
their own, while fixtures, and with them everything that touches the database, stay in pytest's.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright
from tests.audit_guards import erasing_of_the_audit_between_tests  # noqa: F401
from tests.browser.requests_under_way import RequestsUnderWay
from tests.browser.seeing import LAPTOP, PHONE, Visit

from parindex.accounts.constants import Role
from parindex.accounts.models import User
from parindex.accounts.services import create_account, grant_role
from parindex.demonstration.department import load_demonstration
from parindex.organisations.services import create_agency

# The one without windows of its own is lighter by half.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium") or ""
STATIC = Path(__file__).resolve().parents[2] / "build" / "static" / "parindex"
# A bound for what hangs, not for how fast a machine is that does other work beside.
expect.set_options(timeout=20_000)
DEMONSTRATION_PASSWORD = "a long enough password"
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]


def chromium_is_missing() -> bool:
    return not CHROMIUM


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")
            if chromium_is_missing() and not os.environ.get("CI"):
                reason = "Chromium is missing; install it: apt-get install chromium"
                item.add_marker(pytest.mark.skipif(True, reason=reason))


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    thread = pyfuncitem.funcargs.get("browser_thread")
    if not isinstance(thread, BrowserThread):
        return None
    names = pyfuncitem._fixtureinfo.argnames
    thread.run(pyfuncitem.obj, **{name: pyfuncitem.funcargs[name] for name in names})
    return True


class BrowserThread:
    """The one thread in which the browser is spoken to."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="browser")

    def run(self, call: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        future: Future[Any] = self._executor.submit(call, *arguments, **named)
        return future.result()

    def close(self) -> None:
        self._executor.shutdown()


@pytest.fixture(scope="session")
def browser_thread() -> Iterator[BrowserThread]:
    thread = BrowserThread()
    yield thread
    thread.close()


@pytest.fixture(scope="session")
def browser(browser_thread: BrowserThread) -> Iterator[Browser]:
    assert not chromium_is_missing(), "Chromium is missing; install it: apt-get install chromium"
    assert STATIC.is_dir(), "the static files are not built; run: make assets"

    def start() -> tuple[Playwright, Browser]:
        playwright = sync_playwright().start()
        arguments = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
        return playwright, playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)

    playwright, chromium = browser_thread.run(start)
    yield chromium
    browser_thread.run(chromium.close)
    browser_thread.run(playwright.stop)


@pytest.fixture
def under_way() -> Iterator[RequestsUnderWay]:
    requests = RequestsUnderWay()
    yield requests
    requests.close()


@pytest.fixture(params=[(LAPTOP,), (PHONE,)], ids=["laptop", "phone"])
def page(
    browser_thread: BrowserThread,
    browser: Browser,
    under_way: RequestsUnderWay,
    request: pytest.FixtureRequest,
) -> Iterator[Page]:
    width, height = request.param[0]

    def open_page() -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="vi-VN", reduced_motion="reduce"
        )
        context.set_default_timeout(30_000)
        return context.new_page()

    opened = browser_thread.run(open_page)
    yield opened
    browser_thread.run(opened.context.close)
    under_way.wait_for_the_last()


@pytest.fixture
def visit(
    live_server: Any, browser_thread: BrowserThread, page: Page, request: pytest.FixtureRequest
) -> Iterator[Visit]:
    """Opens addresses of the product; afterwards nothing may have gone wrong unseen."""
    also_in = request.node.callspec.params["page"][1:]
    visiting = browser_thread.run(Visit, page, live_server.url, also_in)
    yield visiting
    visiting.expect_quiet()


@pytest.fixture
def signed_in(
    visit: Visit, browser_thread: BrowserThread, live_server: Any, client: Any, officer: User
) -> Visit:
    """A visit with the officer's session, without the sign-in page."""
    client.force_login(officer)
    session = client.cookies["sessionid"].value
    cookie = {"name": "sessionid", "value": session, "url": live_server.url}
    browser_thread.run(visit.page.context.add_cookies, [cookie])
    return visit


@pytest.fixture
def beside(live_server: Any) -> Iterator[Callable[..., Any]]:
    """Runs what uses the database in a thread without the browser's event loop."""
    # A database in memory is its connection: the threads share it, as the live server's do.
    shared = [c for c in connections.all() if c.vendor == "sqlite" and c.is_in_memory_db()]
    for connection in shared:
        connection.inc_thread_sharing()

    def take_over() -> None:
        for connection in shared:
            connections[connection.alias] = connection

    with ThreadPoolExecutor(max_workers=1, initializer=take_over) as executor:
        yield lambda call, *arguments: executor.submit(call, *arguments).result()
        if not shared:
            executor.submit(connections.close_all).result()
    for connection in shared:
        connection.dec_thread_sharing()


@pytest.fixture
def officer(transactional_db: None) -> User:
    """The PAR officer of a department that has no year yet."""
    agency = create_agency(
        "skhcn", ("Sở Khoa học và Công nghệ", "Department of Science and Technology")
    )
    user = create_account("canbo", "Cán bộ thử nghiệm", "mat-khau-thu-nghiem")
    grant_role(user, Role.PAR_OFFICER, agency)
    return user


@pytest.fixture(scope="session")
def loaded_demonstration() -> Iterator[sqlite3.Connection]:
    """The database of the demonstration as it was when first loaded; empty until then."""
    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as kept:
        yield kept


@pytest.fixture
def demonstration(transactional_db: None, loaded_demonstration: sqlite3.Connection) -> None:
    """The demonstration, loaded once a session and copied from then on: that takes no seconds.

    The browser's tests run on SQLite; its files stand in the data folder of the whole session.
    """
    database = connections["default"].connection
    if loaded_demonstration.execute("SELECT 1 FROM sqlite_master").fetchone():
        loaded_demonstration.backup(database)
    else:
        load_demonstration(DEMONSTRATION_PASSWORD)
        database.backup(loaded_demonstration)
