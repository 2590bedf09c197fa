"""Schemathesis walks the whole API by its OpenAPI, with tokens and without, and finds nothing.

One thing it may not ask: that data which fit the schema are always accepted. A state, a role or a
figure may stand against them, and the answer then is a problem with its sentence.
"""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.failures import FailureGroup
from tests.apps.api.calling import key_of
from tests.apps.rounds.province import YEAR, Province, advance

from parindex.accounts.sign_in import LIMITS, Limit
from parindex.rounds.constants import State
from parindex.wsgi import application

load_all_checks()
SCHEMA = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
NOT_ASKED = {"positive_data_acceptance"}
ASKED = [check for check in CHECKS.get_all() if check.__name__ not in NOT_ASKED]
BOUNDED = settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]


@pytest.fixture
def unhindered(monkeypatch) -> Iterator[None]:
    """The walk tries more wrong tokens than anybody may, and stays on the test's connection.

    As Django's own client it keeps the end of a request from closing it.
    """
    monkeypatch.setitem(LIMITS, "token", Limit(free=10**6, longest=1))
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def walk(operations: list[Any], callers: list[dict[str, str]], places: dict[str, Any]) -> list[str]:
    """Every operation by every caller, with data that fit and data that do not; what was found."""
    found = []
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                _walk(operation, mode, cycle(callers), places)
            except FailureGroup as failures:
                found.append(f"{operation.label}: {[str(one) for one in failures.exceptions]}")
    return found


def _walk(
    operation: Any, mode: GenerationMode, callers: Iterator[dict[str, str]], places: dict[str, Any]
) -> None:
    @BOUNDED
    @given(case=operation.as_strategy(generation_mode=mode))
    def call(case: Any) -> None:
        if mode is GenerationMode.POSITIVE:
            for name in case.path_parameters or {}:
                case.path_parameters[name] = places.get(name, case.path_parameters[name])
        case.call_and_validate(headers=next(callers), checks=ASKED)

    call()


@pytest.fixture
def places(province: Province) -> dict[str, Any]:
    return {
        "year": YEAR,
        "key": province.framework.component("1.1.3").key,
        "agency": province.agencies[0].key,
        "number": province.round.pk,
    }


def _callers(province: Province) -> list[dict[str, str]]:
    agency = province.agencies[0]
    accesses = [
        province.of(agency, "par_officer"),
        province.of_council("secretary"),
        province.of_council("member"),
        province.of(agency, "director"),
    ]
    keys = [key_of(access) for access in accesses]
    return [*({"Authorization": f"Bearer {key}"} for key in keys), {}]


def test_nothing_is_found(province: Province, places, unhindered):
    advance(province, province.agencies[0], State.SUBMITTED)
    assert walk(OPERATIONS, _callers(province), places) == []


def test_the_walk_finds_what_breaks(province: Province, places, unhindered, monkeypatch):
    def broken(*_arguments: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("parindex.api.operations.editions.page", broken)
    (operation,) = [one for one in OPERATIONS if one.path.endswith("/edition/components")]
    (found,) = walk([operation], _callers(province), places)
    assert "Server error" in found
