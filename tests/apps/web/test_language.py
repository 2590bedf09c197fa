"""Vietnamese first, whatever the browser says."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from parindex.web.language import ChosenLanguageMiddleware


@pytest.mark.parametrize(
    ("cookie", "language"), [("", "vi"), ("en", "en"), ("vi", "vi"), ("fr", "vi")]
)
def test_choice_wins_and_the_browser_does_not(cookie: str, language: str) -> None:
    request = RequestFactory().get("/", headers={"accept-language": "en-US,en;q=0.9"})
    if cookie:
        request.COOKIES["django_language"] = cookie
    seen: list[str] = []

    def respond(_: HttpRequest) -> HttpResponse:
        seen.append(translation.get_language() or "")
        return HttpResponse()

    with translation.override("vi"):
        response = ChosenLanguageMiddleware(respond)(request)
    assert seen == [language]
    assert response.headers["Content-Language"] == language
