"""What agencies last submitted; in short, points and status alone, for whole rounds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from parindex.rounds.models import Submission

if TYPE_CHECKING:
    from parindex.rounds.models import Participant

# A province's agencies over several years; older ones are read again when asked for.
_MOST_KEPT = 1_000
# By the hash of the submission's content, which never changes: read and parsed once a process.
_known: dict[str, Mapping[str, Submitted]] = {}


@dataclass(frozen=True, slots=True)
class Submitted:
    """A component as submitted; ``points`` None where it had none."""

    points: Decimal | None
    status: str


def latest_submission(participant: Participant) -> Submission | None:
    """What the agency last submitted."""
    return Submission.objects.filter(participant=participant).order_by("-number").first()


def submitted_points(content: Mapping[str, Any], component_key: str) -> Decimal | None:
    """The self score of a component as submitted; None where it had none."""
    points = content["components"].get(component_key, {}).get("points")
    return None if points is None else Decimal(points)


def submitted_scores(participant_ids: Collection[int]) -> dict[int, Mapping[str, Submitted]]:
    """The latest submission of each agency by component; one query, two for unread ones."""
    found = Submission.objects.filter(participant__in=participant_ids).order_by("number")
    latest = dict(found.values_list("participant", "sha256"))
    known = {sha256: _known[sha256] for sha256 in latest.values() if sha256 in _known}
    unread = set(latest.values()) - known.keys()
    if unread:
        contents = Submission.objects.filter(sha256__in=unread).values_list("sha256", "content")
        fresh = {sha256: in_short(content) for sha256, content in contents}
        if len(_known) + len(fresh) > _MOST_KEPT:
            _known.clear()
        _known.update(fresh)
        known |= fresh
    return {pk: known[sha256] for pk, sha256 in latest.items()}


def in_short(content: Mapping[str, Any]) -> Mapping[str, Submitted]:
    """Points and status of each component of a submission's content."""
    return {
        key: Submitted(
            points=None if one["points"] is None else Decimal(one["points"]),
            status=one["status"],
        )
        for key, one in content["components"].items()
    }
