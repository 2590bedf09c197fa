"""What a person or a checker sees of a page."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request

LAPTOP, PHONE = (1366, 768), (360, 740)
# A long story is told once, on a laptop.
on_a_laptop = pytest.mark.parametrize("page", [(LAPTOP,)], indirect=True, ids=["laptop"])
# Each page that it looks at is looked at in a phone's window as well.
on_a_laptop_seen_on_a_phone = pytest.mark.parametrize(
    "page", [(LAPTOP, PHONE)], indirect=True, ids=["laptop, seen on a phone"]
)

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
# Of what is in order a few words do; axe spends most of its time on telling of every element.
RUN_AXE = """async tags => {
  const only = {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]};
  return (await axe.run(document, only)).violations;
}"""
# Loaded, with its fonts, and with what the page itself asks for at once: the network's silence,
# which the browser would wait for, takes half a second more.
ARRIVED = """async () => {
  await document.fonts.ready;
  const until = performance.now() + 10_000;
  while (document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling")) {
    if (performance.now() > until) throw new Error("the page still asks for parts of itself");
    await new Promise(requestAnimationFrame);
  }
}"""
# htmx calls it an error when a newer question replaces one under way (`hx-sync`), or when the page
# is left meanwhile. It names every request that ends so twice; one that fails has another name.
GIVEN_UP = ("htmx:afterRequest", "htmx:sendAbort")
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Visit:
    """A browser page on the product that remembers what went wrong in it."""

    def __init__(self, page: Page, origin: str, also_in: Sequence[tuple[int, int]] = ()) -> None:
        """``also_in``: windows of other sizes in which every page has to be good."""
        self.page = page
        self.origin = origin
        self.also_in = also_in
        self.complaints: list[str] = []
        self.expected: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._watch)

    def open(self, address: str) -> Page:
        self.page.goto(f"{self.origin}{address}", wait_until="load")
        self.page.evaluate(ARRIVED)
        return self.page

    def expect_accessible(self) -> None:
        """No violation by axe-core. Evaluated, not added as a script, which the CSP forbids."""
        window = self.page.viewport_size
        assert window is not None
        # As tall as the page: what scrolls behind the bar at the fold is no small target.
        height = self.page.evaluate("() => document.documentElement.scrollHeight")
        self.page.set_viewport_size({"width": window["width"], "height": height})
        if self.page.evaluate("() => !window.axe"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        violations = self.page.evaluate(RUN_AXE, AXE_RULES)
        self.page.set_viewport_size(window)
        found = [
            f"{violation['id']}: {violation['help']}: {node['target']} {node['html'][:160]}"
            for violation in violations
            for node in violation["nodes"]
        ]
        assert not found, "\n".join(found)

    def expect_fits(self) -> None:
        """Nothing sticks out to the right of the window."""
        wide = self.page.evaluate(
            "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide[0] <= wide[1], f"content is {wide[0]} px wide in a window of {wide[1]} px"

    def expect_good_page(self) -> None:
        # A page that is still arriving has no content to measure.
        self.page.wait_for_load_state("load")
        self.expect_fits()
        self.expect_accessible()
        window = self.page.viewport_size
        assert window is not None
        for width, height in self.also_in:
            self.page.set_viewport_size({"width": width, "height": height})
            self.expect_fits()
            self.expect_accessible()
            self.page.set_viewport_size(window)

    def expect_quiet(self) -> None:
        """No error in the console, no request to another host, beside what a test expects."""
        unexpected = [
            complaint
            for complaint in self.complaints
            if not any(words in complaint for words in self.expected)
        ]
        assert not unexpected, "\n".join(unexpected)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(GIVEN_UP):
            self.complaints.append(f"{message.type}: {message.text}")

    def _watch(self, request: Request) -> None:
        address = urlsplit(request.url)
        # The browser's own viewer of PDF comes from the browser.
        own = {"data", "blob", "chrome", "chrome-extension"}
        if address.scheme not in own and not request.url.startswith(self.origin):
            self.complaints.append(f"request to another host: {request.url}")
