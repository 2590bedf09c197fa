"""What the JSON of an exchanged round holds: nothing beside it, nothing of another type.

Points are strings, days and moments ISO 8601, people names only: accounts are not exchanged.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from parindex.assessments.constants import ScoreStatus
from parindex.organisations.constants import AgencyKind
from parindex.rounds.constants import (
    AdjustmentKind,
    AppraisalStage,
    JudgementKind,
    RoundState,
    Stage,
    State,
)


def _points(value: object) -> object:
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str):
        raise ValueError("points are written as a string")
    try:
        return Decimal(value)
    except InvalidOperation:
        raise ValueError("points are written as “2.25”") from None


def _from_text(kind: type[Any]) -> Any:
    def read(value: object) -> object:
        return kind(value) if isinstance(value, str) else value

    return BeforeValidator(read)


def _iso(value: object) -> object:
    """A moment with its zone, in a year that every zone and database knows."""
    if not isinstance(value, str):
        return value
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None or moment.year not in _YEARS:
        raise ValueError("a moment is written as 2021-05-27T17:00:00+07:00")
    return moment


def _day(value: object) -> object:
    return date.fromisoformat(value) if isinstance(value, str) else value


_YEARS = range(1900, 2200)
Key = Annotated[str, StringConstraints(max_length=100, pattern=r"^[A-Za-z0-9_.-]+$")]
Slug = Annotated[str, StringConstraints(max_length=50, pattern=r"^[A-Za-z0-9_-]+$")]
Line = Annotated[str, StringConstraints(max_length=300, pattern=r"^[^\x00]*$")]
# A name as the tables keep it: something has to stand there.
Name = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")]
Text = Annotated[str, StringConstraints(max_length=100_000, pattern=r"^[^\x00]*$")]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Points = Annotated[Decimal, BeforeValidator(_points), Field(ge=0, max_digits=5, decimal_places=2)]
Moment = Annotated[datetime, BeforeValidator(_iso)]
Day = Annotated[date, BeforeValidator(_day)]
Values = dict[Key, Annotated[str, StringConstraints(max_length=40, pattern=r"^[^\x00]*$")]]
Position = Annotated[int, Field(ge=0, le=30_000)]
Number = Annotated[int, Field(ge=1, le=30_000)]
Year = Annotated[int, Field(ge=2000, le=2100)]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class FileShape(Shape):
    sha256: Hash
    size: Annotated[int, Field(ge=0)]


class ManifestShape(Shape):
    """``files``: every other file of the archive by its path."""

    format: Literal["parindex-round"]
    version: Literal[1]
    made_at: Moment
    organiser: Line
    files: dict[str, FileShape]


class ClusterShape(Shape):
    key: Slug
    name: Name
    name_en: Line
    position: Position


class FieldShape(Shape):
    """``members``: names, for the record."""

    name: Name
    name_en: Line
    component_keys: list[Key]
    position: Position
    members: list[Line]


class GradeShape(Shape):
    vi: Line
    en: Line
    at_least: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,3}([.][0-9]{1,4})?$")]


class ReasonShape(Shape):
    key: Annotated[str, StringConstraints(max_length=50, pattern=r"^[a-z0-9_-]+$")]
    vi: Line
    en: Line


class RoundShape(Shape):
    name: Name
    year: Year
    state: Annotated[RoundState, _from_text(RoundState)]
    edition: Hash
    organiser: Line
    bonus_cap: Points
    penalty_cap: Points
    grades: list[GradeShape]
    deduction_reasons: list[ReasonShape]
    published_at: Moment | None
    deadlines: dict[Annotated[Stage, _from_text(Stage)], Moment]
    clusters: list[ClusterShape]
    fields: list[FieldShape]


class UnitShape(Shape):
    key: Slug
    name: Name
    name_en: Line
    aliases: list[Line]
    functions: list[Line]
    function_words: list[Line]


class DeadlineShape(Shape):
    stage: Annotated[Stage, _from_text(Stage)]
    ends_at: Moment
    reason: Text


class SnapshotPieceShape(Shape):
    id: Annotated[int, Field(ge=0, lt=1 << 63)]
    name: Line
    sha256: Hash | None
    document_number: Line
    document_issued_on: Day | None
    document_issuer: Line
    document_link: Line


class SnapshotComponentShape(Shape):
    code: Line
    maximum: Points
    status: Annotated[ScoreStatus, _from_text(ScoreStatus)]
    by_rule: Points | None
    points: Points | None
    claimed: Points | None
    claim_reason: Text
    explanation: Text
    values: Values
    reasoning: dict[str, dict[str, Text]] | None
    unit: Slug | None
    unit_name: Line | None
    evidence: list[SnapshotPieceShape]


class SnapshotShape(Shape):
    """What ``snapshots.snapshot_of`` makes."""

    agency: Slug
    agency_name: Line
    year: Year
    edition: Hash
    points: Points
    assessable: Points
    components: dict[Key, SnapshotComponentShape]


class SubmissionShape(Shape):
    """``content`` is a ``SnapshotShape``, kept as it came for its hash, which stands beside it."""

    number: Number
    sha256: Hash
    content: dict[str, Any]
    submitted_by: Line
    submitted_at: Moment


class AppraisalShape(Shape):
    component: Key
    stage: Annotated[AppraisalStage, _from_text(AppraisalStage)]
    kind: Annotated[JudgementKind, _from_text(JudgementKind)]
    points: Points | None
    maximum: Points
    values: Values
    reason: Line
    words: Text
    scored_by: Line
    scored_at: Moment


class ExplanationShape(Shape):
    component: Key
    text: Text
    written_by: Line
    written_at: Moment


class SurveyShape(Shape):
    component: Key
    points: Points
    maximum: Points
    source: Line
    entered_at: Moment


class AdjustmentShape(Shape):
    kind: Annotated[AdjustmentKind, _from_text(AdjustmentKind)]
    points: Points
    ground: Text
    entered_at: Moment
    withdrawn_at: Moment | None
    withdrawal_reason: Text


class ResultShape(Shape):
    """What was concluded; computed anew and compared when it is taken in."""

    self_points: Points
    points: Points
    assessable: Points
    bonus: Points
    penalty: Points
    index: Points | None
    rank: Number | None
    grade: Line
    components: dict[Key, dict[str, str | None]]
    concluded_at: Moment


class EvidenceShape(Shape):
    """A file by its hash, or a document by its number."""

    component: Key
    name: Line
    sha256: Hash | None
    document_number: Line
    document_issued_on: Day | None
    document_issuer: Line
    document_link: Annotated[str, StringConstraints(max_length=500)]


class AgencyShape(Shape):
    """An agency of the round. Before it submits its drafts are its own, and all lists are empty."""

    key: Slug
    name: Name
    name_en: Line
    kind: Annotated[AgencyKind, _from_text(AgencyKind)]
    superior: Line
    place: Line
    units: list[UnitShape]
    cluster: Slug
    state: Annotated[State, _from_text(State)]
    explanations_handed_in_at: Moment | None
    own_deadlines: list[DeadlineShape]
    submissions: list[SubmissionShape]
    appraisals: list[AppraisalShape]
    explanations: list[ExplanationShape]
    survey: list[SurveyShape]
    adjustments: list[AdjustmentShape]
    result: ResultShape | None
    evidence: list[EvidenceShape]
