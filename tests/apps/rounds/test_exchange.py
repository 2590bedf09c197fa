"""A round as an archive: out of one installation, into another; hostile archives leave nothing."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from tests.apps.attachments.sample_owner import PDF, upload
from tests.apps.rounds.province import (
    NOW,
    YEAR,
    Province,
    advance,
    deduct,
    enter_figures,
    make_province,
)
from tests.departments import PASSWORD

from parindex.accounts.constants import Role
from parindex.accounts.queries import Access, access
from parindex.accounts.services import PermissionRefused, create_account, grant_role
from parindex.assessments.models import ComponentScore
from parindex.attachments.queries import counting_attachments
from parindex.attachments.services import CitedDocument, cite_document, store_upload
from parindex.attachments.storage import open_file
from parindex.editions.services import load_edition
from parindex.organisations.constants import AgencyKind
from parindex.organisations.models import Agency
from parindex.organisations.services import create_agency
from parindex.rounds.constants import AdjustmentKind, JudgementKind, State
from parindex.rounds.evidence import evidence_owner
from parindex.rounds.exchange import archive as archives
from parindex.rounds.exchange.archive import ArchiveRefused, RoundArchive
from parindex.rounds.exchange.exporting import export_round
from parindex.rounds.exchange.importing import import_round
from parindex.rounds.models import Appraisal, Deduction, Participant, Round
from parindex.rounds.queries import published_ranking
from parindex.rounds.services import (
    Judgement,
    accept_rest,
    adjust,
    appraise,
    claim_lower,
    correct_edition,
)
from parindex_core.framework import find_edition

# Who wrote something is named in an archive, but people are not brought along.
NAMES = {"submitted_by", "scored_by", "written_by", "members", "organiser"}


class Elsewhere(Exception):
    """Undoes everything, so that the database is another installation's."""


def nothing(_done: int, _total: int) -> None:
    return None


@pytest.fixture
def files(settings, tmp_path) -> None:
    settings.FILES = tmp_path / "here"


def _whole(target: State) -> Province:
    """A province whose agencies are all in a state, with a claim, a bonus and a deduction."""
    province = make_province(departments=1, communes=1)
    first = province.agencies[0]
    for position, agency in enumerate(province.agencies):
        enter_figures(province, agency, share=90 - 3 * position)
    officer = province.of(first, "par_officer")
    key = province.framework.component("1.1.3").key
    owner = evidence_owner(province.participant(first), key)
    store_upload(officer, owner, upload(PDF), "Báo cáo.pdf")
    cite_document(officer, owner, CitedDocument("12/BC", "Sở", NOW.date()))
    claim_lower(officer, province.participant(first), key, Decimal("2.00"), "Thiếu", now=NOW)
    if target is State.DRAFT:
        return province
    for agency in province.agencies:
        advance(province, agency, State.SUBMITTED)
    deduct(province, first, key, "1.00")
    secretary = province.of_council("secretary")
    bonus = AdjustmentKind.BONUS
    adjust(secretary, province.participant(first), bonus, Decimal(1), "Sáng kiến", now=NOW)
    if target is not State.SUBMITTED:
        advance(province, first, target)
    return province


def _exported(person: Access, one_round: Round) -> bytes:
    target = io.BytesIO()
    export_round(person, one_round, target, nothing)
    return target.getvalue()


def _council(key: str = "hoi-dong") -> Access:
    """The secretary of another installation's council."""
    council = create_agency(key, ("Hội đồng", "Council"), kind=AgencyKind.COUNCIL)
    person = create_account(f"thu-ky.{key}", "Thư ký (minh họa)", PASSWORD)
    grant_role(person, Role.COUNCIL_SECRETARY, council)
    return access(person, council, YEAR)


def _elsewhere(settings, tmp_path, target: State) -> bytes:
    """What an installation exports that is gone afterwards, with its files."""
    content = b""
    try:
        with transaction.atomic():
            province = _whole(target)
            content = _exported(province.of_council("secretary"), province.round)
            raise Elsewhere
    except Elsewhere:
        settings.FILES = tmp_path / "there"
    assert not Agency.objects.exists()
    return content


def _contents(content: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name: json.loads(archive.read(name)) if name.endswith(".json") else archive.read(name)
            for name in archive.namelist()
            if name != "manifest.json"
        }


def _without_names(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_names(one) for name, one in value.items() if name not in NAMES}
    return [_without_names(one) for one in value] if isinstance(value, list) else value


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.SUBMITTED, State.PUBLISHED])
def test_a_round_goes_to_another_installation_whole(settings, tmp_path, files, state):
    content = _elsewhere(settings, tmp_path, state)
    secretary = _council()
    one_round = import_round(secretary, io.BytesIO(content), nothing, now=NOW)
    # The same archive again is the same round.
    assert import_round(secretary, io.BytesIO(content), nothing, now=NOW) == one_round
    assert Round.objects.count() == 1
    again = _exported(secretary, one_round)
    before, after = _contents(content), _contents(again)
    assert before.keys() == after.keys()
    for name, was in before.items():
        assert _without_names(after[name]) == _without_names(was), name
    assert f"files/{hashlib.sha256(PDF).hexdigest()}" in before
    first = Participant.objects.get(round=one_round, agency__key="department-0")
    owner = evidence_owner(first, "plan_completion")
    pieces = counting_attachments(first.agency_id, owner.type, [owner.id])[owner.id]
    stored = [one.stored_file for one in pieces if one.stored_file]
    assert [open_file(one.sha256).read() for one in stored] == [PDF]
    if state is State.PUBLISHED:
        assert [len(one.results) for one in published_ranking(one_round)] == [1, 1]
        assert Deduction.objects.filter(participant=first).exists()


# 1.1.3 gives 2.5 points, none below 80 %: corrected to 2, none below 50 %. 1.1.1 gets the half.
CORRECTIONS = {
    "plan_completion": {'max: "2.5"': "max: 2", "zero_below: 80%": "zero_below: 50%"},
    "plan_issued": {'max: "0.5"': "max: 1", 'on_time: "0.5"': "on_time: 1"},
}


def _correct(province: Province, path: Path) -> None:
    """The edition is corrected while the round runs."""
    text = find_edition("department-template").read_text("utf-8")
    for key, changes in CORRECTIONS.items():
        before, after = text.split(f"- key: {key}\n", 1)
        for old, new in changes.items():
            after = after.replace(old, new, 1)
        text = f"{before}- key: {key}\n{after}"
    path.write_text(text, "utf-8")
    secretary = province.of_council("secretary")
    correct_edition(secretary, province.round, load_edition(path), "Đính chính", now=NOW)
    province.round.refresh_from_db()


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.SUBMITTED, State.PUBLISHED])
def test_a_round_whose_edition_was_corrected_goes_too(settings, tmp_path, files, state):
    """What was submitted stays by the edition before; figures and appraisals are by the new one."""
    content, key = b"", "plan_completion"
    try:
        with transaction.atomic():
            province = make_province(departments=2, communes=0)
            first, second = province.agencies
            for agency, share in ((first, 90), (second, 60)):
                enter_figures(province, agency, share)
                advance(province, agency, State.SUBMITTED)
            figures = {"completed": "60", "planned": "100"}
            by_rule = Judgement(JudgementKind.BY_RULE, values=figures)
            member = province.of_council("member")
            appraise(member, province.participant(second), key, by_rule, seen=0, now=NOW)
            if state is State.SUBMITTED:
                accept_rest(member, province.participant(first), [key], now=NOW)
            before = province.round.edition.sha256
            _correct(province, tmp_path / "corrected.yaml")
            accept_rest(member, province.participant(first), [key, "plan_issued"], now=NOW)
            if state is not State.SUBMITTED:
                advance(province, first, state)
            content = _exported(province.of_council("secretary"), province.round)
            raise Elsewhere
    except Elsewhere:
        settings.FILES = tmp_path / "there"
    secretary = _council()
    one_round = import_round(secretary, io.BytesIO(content), nothing, now=NOW)
    was, now = _contents(content), _contents(_exported(secretary, one_round))
    assert f"editions/{before}.yaml" in was
    assert {name: _without_names(one) for name, one in now.items()} == {
        name: _without_names(one) for name, one in was.items()
    }
    # Scored by the correction here, too: 60 % is no longer nothing. And accepted, before it or
    # after, is what was submitted, but no more than the maximum.
    points = {
        one.assessment.agency.key: one.points
        for one in ComponentScore.objects.filter(component_key=key, horizon="so_far")
    }
    assert points == {"department-0": Decimal("1.80"), "department-1": Decimal("1.20")}
    given = Appraisal.objects.filter(component_key=key).order_by("participant__agency__key")
    assert [one.points for one in given] == [Decimal("2.00"), Decimal("1.20")]


@pytest.mark.django_db
def test_drafts_stay_with_their_agency(files):
    province = _whole(State.DRAFT)
    contents = _contents(_exported(province.of_council("secretary"), province.round))
    one = contents["agencies/department-0.json"]
    assert one["state"] == "draft"
    assert one["submissions"] == one["evidence"] == []
    assert not any(name.startswith("files/") for name in contents)


@pytest.mark.django_db
def test_only_who_runs_rounds(files):
    province = _whole(State.DRAFT)
    for person in ("member", "auditor"):
        with pytest.raises(PermissionRefused):
            _exported(province.of_council(person), province.round)
        with pytest.raises(PermissionRefused):
            import_round(province.of_council(person), io.BytesIO(b""), nothing, now=NOW)


# Hostile and broken archives, each made from an honest one.

Change = Callable[[dict[str, bytes]], None]


def _json_of(path: str, change: Callable[[Any], None]) -> Change:
    def apply(entries: dict[str, bytes]) -> None:
        content = json.loads(entries[path])
        change(content)
        entries[path] = json.dumps(content).encode()

    return apply


def _first(agency: dict[str, Any]) -> dict[str, Any]:
    return agency["submissions"][-1]


def _submitted(change: Callable[[dict[str, Any]], None]) -> Change:
    """What was submitted changed together with its hash: only what it says can give it away."""

    def apply(agency: dict[str, Any]) -> None:
        submission = _first(agency)
        change(submission["content"])
        text = json.dumps(
            submission["content"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        submission["sha256"] = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    return _json_of(FIRST, apply)


def _line(**said: Any) -> Change:
    return _submitted(lambda content: content["components"]["plan_completion"].update(said))


def _appraised(of_kind: str, **said: Any) -> Change:
    """The first appraisal of that kind says something else."""

    def apply(agency: dict[str, Any]) -> None:
        next(one for one in agency["appraisals"] if one["kind"] == of_kind).update(said)

    return _json_of(FIRST, apply)


FIRST = "agencies/department-0.json"
FORGED: dict[str, Change] = {
    "a submission changed": _json_of(
        FIRST, lambda one: _first(one)["content"].update(points="99.00")
    ),
    "points that the figures do not give": _line(by_rule="2.50"),
    "half a character": _line(explanation="\ud800"),
    "another agency's submission": _submitted(lambda one: one.update(agency="department-9")),
    "another year's submission": _submitted(lambda one: one.update(year=2020)),
    "a submission by an edition that is not there": _submitted(
        lambda one: one.update(edition="0" * 64)
    ),
    "an edition under another's name": lambda entries: entries.update(
        {f"editions/{'0' * 64}.yaml": entries["edition.yaml"]}
    ),
    "a total that is no sum": _submitted(lambda one: one.update(points="99.00")),
    "submissions out of order": _json_of(
        FIRST, lambda one: one["submissions"].insert(0, {**_first(one), "number": 2})
    ),
    "a maximum of one's own": _appraised("deduction", maximum="99.00"),
    "points that were not submitted": _appraised("accepted", points="0.01"),
    "points without figures": _appraised("accepted", kind="by_rule"),
    "a reason that the round has not": _appraised("deduction", reason="nowhere"),
    "a second look without a first": _appraised("accepted", stage="second"),
    "points that are a word": _appraised("deduction", points="abc"),
    "a moment without a zone": _appraised("deduction", scored_at="2021-11-24T09:00:00"),
    "a moment that no zone has": _appraised("deduction", scored_at="9999-12-31T23:59:59-12:00"),
    "an agency without a name": _json_of(FIRST, lambda one: one.update(name=" ")),
    "a result of one's own": _json_of(
        FIRST, lambda one: one["result"].update(rank=1, index="99.00")
    ),
    "a field too many": _json_of(FIRST, lambda one: one.update(extra=1)),
    "a number with a point": _json_of(FIRST, lambda one: one["result"].update(points=1.5)),
    "a state that is none": _json_of(FIRST, lambda one: one.update(state="won")),
    "an appraisal twice": _json_of(
        FIRST, lambda one: one["appraisals"].append(one["appraisals"][0])
    ),
    "a component of nowhere": _json_of(
        FIRST, lambda one: one["appraisals"][0].update(component="nowhere")
    ),
    "another agency's file": _json_of(FIRST, lambda one: one.update(key="department-1")),
    "not concluded": _json_of(FIRST, lambda one: one.update(state="submitted", result=None)),
    "published without a day": _json_of("round.json", lambda one: one.update(published_at=None)),
    "another edition": _json_of("round.json", lambda one: one.update(edition="0" * 64)),
    "an edition that is none": lambda entries: entries.update({"edition.yaml": b"a: [b"}),
    "deep JSON": lambda entries: entries.update({"round.json": b"[" * 100_000}),
    "no agency": lambda entries: [
        entries.pop(name) for name in list(entries) if name.startswith("agencies/")
    ],
    "no UTF-8": lambda entries: entries.update({"round.json": b"\xff\xfe"}),
}


def _forge(content: bytes, change: Change, path_of_manifest: str = "manifest.json") -> bytes:
    """An archive with something changed in it, whose manifest agrees with what is there."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(entries.pop(path_of_manifest))
    change(entries)
    manifest["files"] = {
        name: {"sha256": hashlib.sha256(one).hexdigest(), "size": len(one)}
        for name, one in entries.items()
    }
    return _zip({**entries, path_of_manifest: json.dumps(manifest).encode()})


def _zip(entries: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target.getvalue()


def _raw(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """An archive with something changed in it, and the manifest as it was."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    return _zip(entries)


def _encrypted(content: bytes) -> bytes:
    """The flag of encryption set in every central record."""
    changed = bytearray(content)
    place = changed.find(b"PK\x01\x02")
    while place >= 0:
        changed[place + 8] |= 1
        place = changed.find(b"PK\x01\x02", place + 4)
    return bytes(changed)


def _before_the_file(content: bytes) -> bytes:
    """The table of contents said to begin far behind itself."""
    changed = bytearray(content)
    place = changed.rfind(b"PK\x05\x06")
    changed[place + 16 : place + 20] = b"\xff" * 4
    return bytes(changed)


def _broken(content: bytes) -> dict[str, bytes]:
    return {
        "nothing": b"",
        "no ZIP": b"PK\x03\x04" + b"x" * 500,
        "cut off": content[: len(content) // 2],
        "encrypted": _encrypted(content),
        "contents before the file": _before_the_file(content),
        "a path upwards": _raw(content, lambda one: one.update({"../../etc/passwd": b"a"})),
        "an absolute path": _raw(content, lambda one: one.update({"/etc/passwd": b"a"})),
        "a file beside": _raw(content, lambda one: one.update({"files/" + "0" * 64: b"a"})),
        "a file gone": _raw(content, lambda one: one.pop("edition.yaml")),
        "a file changed": _raw(content, lambda one: one.update({"README.txt": b"a"})),
        "no manifest": _raw(content, lambda one: one.pop("manifest.json")),
        "a manifest of something else": _raw(
            content, lambda one: one.update({"manifest.json": b'{"format": "other"}'})
        ),
        "a bomb": _raw(content, lambda one: one.update({"README.txt": b"\0" * 50_000_000})),
    }


@pytest.mark.django_db
def test_hostile_archives_leave_nothing(settings, tmp_path, files, monkeypatch):
    content = _elsewhere(settings, tmp_path, State.PUBLISHED)
    secretary = _council()
    made = {name: _forge(content, change) for name, change in FORGED.items()}
    for name, archive in {**made, **_broken(content)}.items():
        with pytest.raises(ArchiveRefused, match=r"\w"):
            import_round(secretary, io.BytesIO(archive), nothing, now=NOW)
        assert not Round.objects.exists(), name
        assert Agency.objects.count() == 1, name
    monkeypatch.setattr(archives, "LARGEST_ARCHIVE", 1000)
    with pytest.raises(ArchiveRefused, match=r"\w"):
        RoundArchive(io.BytesIO(content))
    monkeypatch.undo()
    # The honest one is still taken, but by nobody whose agencies work on the year already.
    import_round(secretary, io.BytesIO(content), nothing, now=NOW)
    with pytest.raises(ArchiveRefused, match="commune-0"):
        import_round(_council("khac"), io.BytesIO(content), nothing, now=NOW)
