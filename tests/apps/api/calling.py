"""Calling the API as scripts do: with a token in the header and JSON in the body."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client
from tests.apps.rounds.province import NOW, Province

from parindex.accounts.constants import Scope
from parindex.accounts.models import ApiToken
from parindex.accounts.queries import Access
from parindex.accounts.tokens import create_token, scopes_open_to

ROOT = "/api/v1"


class Script:
    """One key; ``language`` as a script asks for it."""

    def __init__(self, key: str, language: str = "vi") -> None:
        self.client = Client(raise_request_exception=False)
        self.headers = {"Authorization": f"Bearer {key}", "Accept-Language": language}

    def get(self, path: str, **query: Any) -> HttpResponse:
        return self.client.get(ROOT + path, query, headers=self.headers)

    def post(self, path: str, body: Any = None) -> HttpResponse:
        return self._send("POST", path, body)

    def put(self, path: str, body: Any) -> HttpResponse:
        return self._send("PUT", path, body)

    def upload(self, path: str, file: Any) -> HttpResponse:
        return self.client.post(ROOT + path, {"file": file}, headers=self.headers)

    def _send(self, method: str, path: str, body: Any) -> HttpResponse:
        return self.client.generic(
            method,
            ROOT + path,
            json.dumps(body) if body is not None else "",
            content_type="application/json",
            headers=self.headers,
        )


def key_of(access: Access, *scopes: Scope) -> str:
    """A key with the scopes, or with all that are open to the person."""
    name = f"Kiểm thử {ApiToken.objects.count()}"
    _token, key = create_token(access, name, scopes or scopes_open_to(access), 30)
    return key


def script_of(province: Province, person: str, *scopes: Scope, language: str = "vi") -> Script:
    """A script of a person of the first agency, or of the council."""
    agency = province.agencies[0]
    own = f"{person}.{agency.key}" in province.people
    access = province.of(agency, person) if own else province.of_council(person)
    return Script(key_of(access, *scopes), language)


__all__ = ["NOW", "ROOT", "Script", "key_of", "script_of"]
