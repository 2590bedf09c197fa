"""What the council's operations answer with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ninja import Schema

from parindex.api.fields import exact, iso

if TYPE_CHECKING:
    from parindex.rounds.models import Appraisal, Participant, Result, Round
    from parindex.rounds.queries import ClusterRanking, MatrixRow, SheetLine


class JudgedOut(Schema):
    """The council's points at one look; null: not applicable."""

    kind: str
    points: str | None
    reason: str
    words: str
    version: int

    @classmethod
    def of(cls, one: Appraisal) -> JudgedOut:
        return cls(
            kind=one.kind,
            points=exact(one.points),
            reason=one.reason,
            words=one.words,
            version=one.version,
        )


class RoundOut(Schema):
    """A round of the council."""

    id: int
    name: str
    year: int
    state: str
    edition: str
    bonus_cap: str
    penalty_cap: str
    opened_at: str | None
    published_at: str | None

    @classmethod
    def of(cls, one: Round) -> RoundOut:
        return cls(
            id=one.pk,
            name=one.name,
            year=one.year,
            state=one.state,
            edition=one.edition.sha256,
            bonus_cap=str(one.bonus_cap),
            penalty_cap=str(one.penalty_cap),
            opened_at=iso(one.opened_at),
            published_at=iso(one.published_at),
        )


class FieldOut(Schema):
    """Components that the same members score."""

    name: str
    components: list[str]
    members: list[str]


class RoundDetailOut(RoundOut):
    """With how many agencies are where."""

    by_state: dict[str, int]
    deadlines: dict[str, str | None]
    fields_of_appraisal: list[FieldOut]
    deduction_reasons: list[dict[str, str]]


class ParticipantOut(Schema):
    """An agency of a round."""

    agency: str
    name: str
    cluster: str
    state: str

    @classmethod
    def of(cls, one: Participant) -> ParticipantOut:
        return cls(
            agency=one.agency.key,
            name=one.agency.name,
            cluster=one.cluster.key,
            state=one.state,
        )


class EvidenceRefOut(Schema):
    """A piece of evidence; its file is at /evidence/{id}/file."""

    id: int
    name: str
    sha256: str | None


class SheetLineOut(Schema):
    """A component as submitted, beside the council's looks at it."""

    key: str
    code: str
    maximum: str
    status: str | None
    submitted: str | None
    values: dict[str, str]
    claim_reason: str
    missing_explained: str
    evidence: list[EvidenceRefOut]
    first: JudgedOut | None
    second: JudgedOut | None
    explanation: str | None
    survey: str | None
    may_score: bool

    @classmethod
    def of(cls, one: SheetLine) -> SheetLineOut:
        said = one.submitted
        return cls(
            key=one.component.key,
            code=one.component.code,
            maximum=str(one.component.max),
            status=said.get("status"),
            submitted=exact(one.own),
            values=said.get("values", {}),
            claim_reason=said.get("claim_reason", ""),
            missing_explained=said.get("explanation", ""),
            evidence=[
                EvidenceRefOut(
                    id=piece.pk,
                    name=piece.name,
                    sha256=piece.stored_file.sha256 if piece.stored_file else None,
                )
                for piece in one.evidence
            ],
            first=JudgedOut.of(one.first) if one.first else None,
            second=JudgedOut.of(one.second) if one.second else None,
            explanation=one.explanation.text if one.explanation else None,
            survey=exact(one.survey.points) if one.survey else None,
            may_score=one.may_score,
        )


class MatrixRowOut(Schema):
    """An agency: submitted and council's points by component; empty before it submits."""

    agency: str
    state: str
    submitted: dict[str, str | None]
    appraised: dict[str, str | None]

    @classmethod
    def of(cls, row: MatrixRow) -> MatrixRowOut:
        return cls(
            agency=row.participant.agency.key,
            state=row.participant.state,
            submitted={key: exact(cell.own) for key, cell in row.cells.items()},
            appraised={
                key: exact(cell.points) for key, cell in row.cells.items() if cell.is_appraised
            },
        )


class ComponentResultOut(Schema):
    """A component at the end; null where it is not applicable."""

    submitted: str | None
    points: str | None
    maximum: str


class ResultOut(Schema):
    """What the council concluded for an agency; rank and index null where nothing is assessable."""

    agency: str
    name: str
    cluster: str
    self_points: str
    points: str
    assessable: str
    bonus: str
    penalty: str
    index: str | None
    rank: int | None
    grade: str
    grade_en: str
    components: dict[str, ComponentResultOut]

    @classmethod
    def of(cls, one: Result) -> ResultOut:
        participant = one.participant
        return cls(
            agency=participant.agency.key,
            name=participant.agency.name,
            cluster=participant.cluster.key,
            self_points=str(one.self_points),
            points=str(one.points),
            assessable=str(one.assessable),
            bonus=str(one.bonus),
            penalty=str(one.penalty),
            index=exact(one.index),
            rank=one.rank,
            grade=one.grade,
            grade_en=one.grade_en,
            components={
                key: ComponentResultOut(
                    submitted=said["self"], points=said["points"], maximum=said["maximum"]
                )
                for key, said in one.components.items()
            },
        )


class ClusterOut(Schema):
    """Agencies ranked among each other."""

    cluster: str
    name: str
    name_en: str
    results: list[ResultOut]

    @classmethod
    def of(cls, one: ClusterRanking) -> ClusterOut:
        return cls(
            cluster=one.cluster.key,
            name=one.cluster.name,
            name_en=one.cluster.name_en,
            results=[ResultOut.of(result) for result in one.results],
        )
