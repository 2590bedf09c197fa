"""Walks every operation of the API with every role: who is let in, who is refused.

The tokens of the walk carry every scope, so that what refuses is the role and nothing else.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.apps.api.calling import Script, key_of
from tests.apps.attachments.sample_owner import PDF, upload
from tests.apps.rounds.province import YEAR, Province, advance, deduct

from parindex.accounts.constants import Scope
from parindex.accounts.models import ApiToken
from parindex.accounts.services import PermissionRefused
from parindex.accounts.tokens import create_token
from parindex.api.application import api
from parindex.assessments.constants import Entry
from parindex.assessments.entry import entries_of, set_entry
from parindex.attachments.services import store_upload
from parindex.rounds.constants import State
from parindex.rounds.evidence import evidence_owner
from parindex.rounds.models import Deduction

IN_AGENCY = (
    *("par_officer", "director", "auditor", "one_stop_officer"),
    *("head", "officer", "other_head"),
)
IN_COUNCIL = ("secretary", "member", "other_field", "auditor")
PEOPLE = (*IN_AGENCY, *(f"council {name}" for name in IN_COUNCIL))

READERS = set(IN_AGENCY)
# The component belongs to the inspectorate; “other_head” heads another unit.
ENTER = {"par_officer", "head", "officer"}
OFFICE, SIGNERS = {"par_officer"}, {"par_officer", "director"}
COUNCIL = {f"council {name}" for name in IN_COUNCIL}
SECRETARY, MEMBER = {"council secretary"}, {"council member"}
EVERYBODY = set(PEOPLE)

_YEAR, _COMPONENT = "/years/{year}", "/years/{year}/components/{key}"
_ROUND = "/council/rounds/{number}"
_AGENCY = _ROUND + "/agencies/{agency}"
FIGURES = {
    "horizon": "so_far",
    "values": {},
    "seen": {"a": "1"},
    "as_of": "2021-11-20",
    "source": "Sổ",
}
JUDGEMENT = {"kind": "accepted", "seen": 0}
ANSWER = {
    "cause": "objective",
    "answer": "a",
    "remedy": "b",
    "remedy_deadline": "2021-12-31",
    "seen": 0,
}
# Who is let in, and what is sent. What is let in may still be answered with 409 or 422.
IN_DRAFT: dict[tuple[str, str], tuple[set[str], Any]] = {
    ("GET", "/token"): (EVERYBODY, None),
    ("GET", _YEAR): (READERS, None),
    ("GET", _YEAR + "/edition/components"): (READERS, None),
    ("GET", _YEAR + "/self-score"): (READERS, None),
    ("GET", _YEAR + "/submissions"): (READERS, None),
    ("GET", _YEAR + "/explanations"): (READERS, None),
    ("GET", _YEAR + "/deductions"): (READERS, None),
    ("GET", _COMPONENT): (READERS, None),
    ("GET", _COMPONENT + "/evidence"): (READERS, None),
    ("GET", "/evidence/{evidence}/file"): (READERS, None),
    ("POST", _COMPONENT + "/evidence"): (ENTER, "file"),
    ("POST", _COMPONENT + "/evidence/cited"): (ENTER, {"number": "1", "issuer": "Sở"}),
    ("POST", "/evidence/{evidence}/withdraw"): (ENTER, {"reason": "a"}),
    ("PUT", _COMPONENT + "/figures"): (ENTER, FIGURES),
    ("PUT", _COMPONENT + "/claim"): (ENTER, {"points": None}),
    ("PUT", _COMPONENT + "/explanation"): (ENTER, {"text": "a"}),
    ("POST", _YEAR + "/send-back"): (OFFICE, {"component": "{key}", "note": ""}),
    ("POST", _YEAR + "/hand-in"): (ENTER, {"unit": "inspectorate"}),
    ("POST", _YEAR + "/consolidate"): (OFFICE, None),
    ("POST", _YEAR + "/submit"): (SIGNERS, None),
    ("POST", _YEAR + "/hand-in-explanations"): (SIGNERS, None),
}
CONCLUDED: dict[tuple[str, str], tuple[set[str], Any]] = {
    ("GET", _YEAR + "/result"): (READERS, None),
    ("GET", _YEAR + "/submissions/{submission}"): (READERS, None),
    ("PUT", _YEAR + "/explanations/{key}"): (ENTER, {"text": "a", "seen": 0}),
    ("PUT", "/deductions/{deduction}/answer"): ({"par_officer", "head"}, ANSWER),
    ("PUT", "/deductions/{deduction}/remedied"): (
        {"par_officer", "head"},
        {"on": "2021-11-20", "seen": 0},
    ),
    ("PUT", "/deductions/{deduction}/decision"): (
        {"director"},
        {"evaluation": "good", "words": "a", "seen": 0},
    ),
    ("GET", "/council/years/{year}/rounds"): (COUNCIL | {"auditor"}, None),
    ("GET", _ROUND): (COUNCIL, None),
    ("GET", _ROUND + "/agencies"): (COUNCIL, None),
    ("GET", _ROUND + "/matrix"): (COUNCIL, None),
    ("GET", _ROUND + "/ranking"): (COUNCIL, None),
    ("GET", _AGENCY + "/appraisal"): (COUNCIL, None),
    ("GET", _AGENCY + "/adjustments"): (COUNCIL, None),
    ("PUT", _AGENCY + "/appraisal/{key}"): (MEMBER, JUDGEMENT),
    ("POST", _AGENCY + "/accept-rest"): (MEMBER, {"components": ["{key}"]}),
    ("POST", _AGENCY + "/close-first-round"): (SECRETARY, None),
    ("POST", _AGENCY + "/ask-for-explanations"): (SECRETARY, None),
    ("POST", _AGENCY + "/close-second-round"): (SECRETARY, None),
    ("PUT", _AGENCY + "/survey/{key}"): (SECRETARY, {"points": "1", "source": "a"}),
    ("POST", _AGENCY + "/adjustments"): (
        SECRETARY,
        {"kind": "bonus", "points": "1", "ground": "a"},
    ),
    ("POST", _ROUND + "/conclude"): (SECRETARY, None),
    ("POST", _AGENCY + "/reopen"): (
        SECRETARY,
        {"state": "draft", "reason": "", "until": "2021-12-31T17:00:00+07:00"},
    ),
    ("POST", _ROUND + "/publish"): (SECRETARY, None),
}
# Addresses that need something that the walk has not: walked by the tests of a whole round.
ELSEWHERE = {
    ("GET", _COMPONENT + "/facts"),
    ("POST", _AGENCY + "/adjustments/{adjustment}/withdraw"),
    ("GET", "/results"),
    ("GET", "/results/{number}"),
}
# The names of numbers differ in the walk, not in the addresses.
_SAME = {"{evidence}": "{number}", "{submission}": "{number}", "{deduction}": "{number}"}


def addresses() -> Iterator[tuple[str, str]]:
    for path, operations in api.get_openapi_schema()["paths"].items():
        for method in operations:
            yield method.upper(), path.removeprefix("/api/v1")


def test_every_operation_has_its_line_in_the_tables():
    written = set(ELSEWHERE)
    for method, path in (*IN_DRAFT, *CONCLUDED):
        for name, same in _SAME.items():
            path = path.replace(name, same)
        written.add((method, path))
    assert set(addresses()) == written


def test_without_a_token_nothing_but_published_results(db, client):
    places = {"year": "2021", "key": "a", "agency": "a", "number": "1", "adjustment": "1"}
    for method, path in addresses():
        whole = "/api/v1" + path.format(**places)
        answer = client.generic(method, whole, "{}", content_type="application/json")
        expected = {"/results": 200, "/results/{number}": 404}.get(path, 401)
        assert answer.status_code == expected, (method, path)


@pytest.fixture
def component(province: Province):
    """Of the inspectorate, in the first member's field, with evidence asked for."""
    owned = province.participant(province.agencies[0]).assessment.owners
    keys = owned.filter(unit__key="inspectorate").values_list("component_key", flat=True)
    return next(one for one in province.framework.components if one.key in set(keys))


@pytest.fixture
def scripts(province: Province) -> dict[str, Script]:
    agency = province.agencies[0]
    accesses = {name: province.of(agency, name) for name in IN_AGENCY}
    accesses |= {f"council {name}": province.of_council(name) for name in IN_COUNCIL}
    scripts = {name: Script(key_of(access)) for name, access in accesses.items()}
    ApiToken.objects.update(scopes=Scope.values)
    return scripts


def _outcome(script: Script, method: str, path: str, body: Any) -> str:
    if body == "file":
        status = script.upload(path, SimpleUploadedFile("a.pdf", PDF)).status_code
    elif method == "GET":
        status = script.get(path).status_code
    else:
        status = (script.put if method == "PUT" else script.post)(path, body).status_code
    assert status < 500, (method, path)
    return {401: "refused", 403: "refused", 404: "refused"}.get(status, "let in")


def _walk(table, scripts: dict[str, Script], places: dict[str, str]) -> list[str]:
    wrong = []
    for (method, path), (allowed, body) in table.items():
        whole = path.format(**places)
        sent = _filled(body, places)
        # Those who are refused first: what is let in may change the state.
        for person in sorted(scripts, key=lambda name: name in allowed):
            expected = "let in" if person in allowed else "refused"
            found = _outcome(scripts[person], method, whole, sent)
            if found != expected:
                wrong.append(f"{method} {path}: {person} is {found}")
    return wrong


def _filled(body: Any, places: dict[str, str]) -> Any:
    if not isinstance(body, dict):
        return body
    filled = {"{key}": places["key"]}
    return {
        name: filled.get(value, value)
        if isinstance(value, str)
        else [filled.get(one, one) for one in value]
        if isinstance(value, list)
        else value
        for name, value in body.items()
    }


def test_every_operation_by_every_role(province: Province, component, scripts):
    agency = province.agencies[0]
    owner = evidence_owner(province.participant(agency), component.key)
    piece = store_upload(province.of(agency, "par_officer"), owner, upload(PDF), "a.pdf")
    places = {
        "year": str(YEAR),
        "key": component.key,
        "agency": agency.key,
        "number": str(province.round.pk),
        "evidence": str(piece.pk),
        "submission": "1",
    }
    assert _walk(IN_DRAFT, scripts, places) == []
    assessment = province.participant(agency).assessment
    set_entry(assessment, list(entries_of(assessment)), Entry.OPEN)
    advance(province, agency, State.SUBMITTED)
    deduct(province, agency, component.key, "0")
    advance(province, agency, State.CONCLUDED)
    deduction = Deduction.objects.get(component_key=component.key)
    assert _walk(CONCLUDED, scripts, {**places, "deduction": str(deduction.pk)}) == []


def test_another_agencys_token_finds_nothing_of_it(province: Province, component):
    agency, other = province.agencies
    owner = evidence_owner(province.participant(agency), component.key)
    piece = store_upload(province.of(agency, "par_officer"), owner, upload(PDF), "a.pdf")
    script = Script(key_of(province.of(other, "par_officer")))
    assert script.get(f"/evidence/{piece.pk}/file").status_code == 403
    assert script.post(f"/evidence/{piece.pk}/withdraw", {"reason": "a"}).status_code == 403
    assert script.get(f"/council/rounds/{province.round.pk}").status_code == 403
    listed = script.get(f"/years/{YEAR}/components/{component.key}/evidence").json()
    assert listed["items"] == []


def test_an_administrators_roles_open_nothing_to_a_token(province: Province):
    person = province.of(province.agencies[0], "administrator")
    with pytest.raises(PermissionRefused):
        create_token(person, "a", [Scope.READ], 1)
