"""What a first view costs on the wire, and that no more is fetched than it needs."""

import gzip

import pytest
from playwright.sync_api import Response
from tests.browser.seeing import Visit

LIMIT = 300_000  # bytes, compressed
ALREADY_COMPRESSED = (".woff2", ".png")


def cost(response: Response) -> int:
    body = response.body()
    if response.url.endswith(ALREADY_COMPRESSED):
        return len(body)
    return len(gzip.compress(body, compresslevel=6, mtime=0))


@pytest.mark.parametrize("address", ["/sign-in/", "/"])
def test_first_view_is_light(signed_in: Visit, address: str) -> None:
    if address == "/sign-in/":
        signed_in.page.context.clear_cookies()
    responses: list[Response] = []
    signed_in.page.on("response", lambda response: responses.append(response))
    signed_in.open(address)
    fetched = {response.url: cost(response) for response in responses if response.ok}
    assert any(url.endswith("app.css") for url in fetched)
    assert not any("_charts.js" in url for url in fetched)
    assert sum(fetched.values()) < LIMIT, fetched
