"""Writing a round as an archive: what its council sees, nothing that agencies keep back."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from django.utils import timezone

from parindex.accounts.constants import Permission
from parindex.attachments.storage import open_file
from parindex.editions.queries import editions_by_hash, framework_of
from parindex.rounds.exchange.agency_rows import agency_as_json, evidence_shown, iso
from parindex.rounds.exchange.archive import (
    EDITION,
    MANIFEST,
    PIECE,
    README,
    ROUND,
    path_of_edition,
)
from parindex.rounds.models import (
    AppraisalField,
    Cluster,
    Round,
    StageDeadline,
    Submission,
)
from parindex.rounds.permission import require_council
from parindex.rounds.queries.council import NOT_SUBMITTED, participants_in

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.attachments.models import Attachment

_FORMULA = ("=", "+", "-", "@")
Report = Callable[[int, int], None]
_ABOUT = """Một đợt đánh giá, xác định chỉ số CCHC. / A round of the PAR index, by parindex.

manifest.json    SHA-256 và kích thước của mọi tệp / of every file
round.json       đợt đánh giá / the round
edition.yaml     bộ tiêu chí / the criteria
editions/*.yaml  bộ tiêu chí trước khi đính chính / before a correction
agencies/*.json  từng cơ quan / each agency
tables/*.csv     bảng cho người đọc / tables for people
files/*          tài liệu kiểm chứng, tên là SHA-256 / evidence, named by its SHA-256
"""


class _Archive:
    """Writes files and keeps what the manifest says of them."""

    def __init__(self, target: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)
        self.files: dict[str, dict[str, Any]] = {}

    def write(self, path: str, pieces: Iterable[bytes]) -> None:
        digest, size = hashlib.sha256(), 0
        with self._zip.open(path, "w") as entry:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                entry.write(piece)
        self.files[path] = {"sha256": digest.hexdigest(), "size": size}

    def write_json(self, path: str, content: Any) -> None:
        text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
        self.write(path, [text.encode()])

    def close(self, manifest: dict[str, Any]) -> None:
        files = dict(self.files)
        self.write_json(MANIFEST, {**manifest, "files": files})
        self._zip.close()


def export_round(access: Access, one_round: Round, target: BinaryIO, report: Report) -> int:
    """Write the round as an archive; returns how many files it holds.

    An agency that has not submitted is named with its state only.

    :raises PermissionRefused: unless the person runs the round.
    """
    require_council(access, one_round, Permission.RUN_ROUNDS)
    # As it stands now, not when the page was opened.
    one_round = Round.objects.select_related("edition", "organiser").get(pk=one_round.pk)
    archive = _Archive(target)
    archive.write(README, [_ABOUT.encode()])
    archive.write(EDITION, [one_round.edition.source.encode()])
    archive.write_json(ROUND, _round(one_round))
    participants = list(participants_in(one_round))
    _write_editions(archive, one_round)
    agencies = []
    for position, participant in enumerate(participants):
        evidence = evidence_shown(participant)
        agency = agency_as_json(participant, evidence)
        archive.write_json(f"agencies/{agency['key']}.json", agency)
        agencies.append(agency)
        for piece in evidence.values():
            _write_files(archive, piece)
        report(position + 1, len(participants))
    archive.write("tables/results.csv", [_results_table(agencies)])
    archive.write("tables/components.csv", [_components_table(one_round, agencies)])
    archive.close(
        {
            "format": "parindex-round",
            "version": 1,
            "made_at": timezone.now().isoformat(),
            "organiser": one_round.organiser.name,
        }
    )
    return len(archive.files)


def _round(one_round: Round) -> dict[str, Any]:
    deadlines = StageDeadline.objects.filter(round=one_round)
    fields = AppraisalField.objects.filter(round=one_round).prefetch_related("seats__user")
    return {
        "name": one_round.name,
        "year": one_round.year,
        "state": one_round.state,
        "edition": one_round.edition.sha256,
        "organiser": one_round.organiser.name,
        "bonus_cap": str(one_round.bonus_cap),
        "penalty_cap": str(one_round.penalty_cap),
        "grades": one_round.grades,
        "deduction_reasons": one_round.deduction_reasons,
        "published_at": iso(one_round.published_at),
        "deadlines": {one.stage: iso(one.ends_at) for one in deadlines},
        "clusters": [
            {"key": one.key, "name": one.name, "name_en": one.name_en, "position": one.position}
            for one in Cluster.objects.filter(round=one_round)
        ],
        "fields": [
            {
                "name": one.name,
                "name_en": one.name_en,
                "component_keys": one.component_keys,
                "position": one.position,
                "members": sorted(seat.user.full_name for seat in one.seats.all()),
            }
            for one in fields
        ],
    }


def _write_editions(archive: _Archive, one_round: Round) -> None:
    """Those that agencies submitted by before a correction: what they submitted rests on them."""
    submitted = Submission.objects.filter(participant__round=one_round)
    by = submitted.exclude(participant__state__in=NOT_SUBMITTED).values_list(
        "content__edition", flat=True
    )
    for edition in editions_by_hash(set(by) - {one_round.edition.sha256}):
        archive.write(path_of_edition(edition.sha256), [edition.source.encode()])


def _write_files(archive: _Archive, pieces: Sequence[Attachment]) -> None:
    for one in pieces:
        if one.stored_file is None:
            continue
        path = f"files/{one.stored_file.sha256}"
        if path not in archive.files:
            with open_file(one.stored_file.sha256) as file:
                archive.write(path, iter(lambda file=file: file.read(PIECE), b""))


def _results_table(agencies: Sequence[dict[str, Any]]) -> bytes:
    head = ["agency", "name", "cluster", "state", "self_points", "points", "assessable", "index"]
    rows = []
    for one in agencies:
        result = one["result"] or {}
        rows.append(
            [one["key"], one["name"], one["cluster"], one["state"]]
            + [result.get(name) or "" for name in (*head[4:], "rank", "grade")]
        )
    return _csv([[*head, "rank", "grade"], *rows])


def _components_table(one_round: Round, agencies: Sequence[dict[str, Any]]) -> bytes:
    components = framework_of(one_round.edition).components
    rows = [["agency", "component", "code", "maximum", "submitted", "final"]]
    for one in agencies:
        submitted = one["submissions"][-1]["content"]["components"] if one["submissions"] else {}
        final = one["result"]["components"] if one["result"] else {}
        for component in components:
            own = submitted.get(component.key, {}).get("points")
            end = final.get(component.key, {}).get("points")
            row = [one["key"], component.key, component.code, str(component.max)]
            rows.append([*row, own or "", end or ""])
    return _csv(rows)


def _csv(rows: Iterable[Sequence[object]]) -> bytes:
    """With a byte order mark, by which Excel knows UTF-8; no cell starts a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    for row in rows:
        cells = ["" if one is None else str(one) for one in row]
        writer.writerow(f"'{one}" if one.startswith(_FORMULA) else one for one in cells)
    return b"\xef\xbb\xbf" + text.getvalue().encode()
