"""Taking one agency of an archive in: its year, self score, appraisal and evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils.translation import gettext as _
from pydantic import ValidationError

from parindex.assessments.constants import Horizon
from parindex.assessments.entry import end_entry, freeze
from parindex.assessments.queries import assessments_of_year
from parindex.assessments.services import Origin, load_values, open_assessments
from parindex.attachments.refusals import FileRefused
from parindex.attachments.services import (
    CitedDocument,
    DocumentRefused,
    take_over_document,
    take_over_file,
)
from parindex.organisations.queries import agency_by_key, units_of
from parindex.organisations.services import create_agency, create_units
from parindex.rounds.constants import Stage
from parindex.rounds.evidence import evidence_owner
from parindex.rounds.exchange.archive import (
    LARGEST_ARCHIVE,
    ArchiveRefused,
    RoundArchive,
)
from parindex.rounds.exchange.consistency import require_edition, require_own_submissions
from parindex.rounds.exchange.shapes import (
    AgencyShape,
    Shape,
    SnapshotShape,
    SubmissionShape,
)
from parindex.rounds.models import (
    Adjustment,
    Appraisal,
    Cluster,
    Explanation,
    OwnDeadline,
    Participant,
    Round,
    SelfScore,
    StageDeadline,
    Submission,
    SurveyPoints,
)
from parindex.rounds.queries.council import NOT_SUBMITTED
from parindex.rounds.self_scores import self_lines
from parindex.rounds.snapshots import sha256_of
from parindex_core.directives import Unit as UnitEntry
from parindex_core.scoring import ValuesRefused

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency, Unit

One = TypeVar("One", bound=Shape)


def shaped(kind: type[One], content: Any, path: str) -> One:
    """The content of a JSON as its shape.

    :raises ArchiveRefused: with the first place where it is another.
    """
    try:
        return kind.model_validate(content)
    except ValidationError as problem:
        first = problem.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ArchiveRefused(f"{path}: {place}: {first['msg']}") from None


def write_agency(
    access: Access,
    archive: RoundArchive,
    one_round: Round,
    clusters: Mapping[str, Cluster],
    shape: AgencyShape,
    path: str,
) -> None:
    """Write an agency with all that the archive says of it.

    :raises ArchiveRefused: when it contradicts itself, the round, its edition or what is here.
    """
    if path != f"agencies/{shape.key}.json" or shape.cluster not in clusters:
        raise ArchiveRefused(_("%s: key or cluster is not the round's.") % path)
    agency, units = _agency(shape)
    participant = _participant(one_round, clusters[shape.cluster], agency, units, shape, path)
    if shape.state in NOT_SUBMITTED:
        return
    last = shape.submissions[-1] if shape.submissions else None
    if last is None:
        raise ArchiveRefused(_("%s: a submission is missing.") % path)
    _write_self_score(participant, last, path)
    _write_rows(participant, shape, path)
    _write_evidence(access, archive, participant, shape)
    freeze(participant.assessment)


def _agency(shape: AgencyShape) -> tuple[Agency, list[Unit]]:
    """The agency of that key; one that is here keeps its names and units."""
    agency = agency_by_key(shape.key)
    if agency is None:
        agency = create_agency(
            shape.key,
            (shape.name, shape.name_en),
            kind=shape.kind,
            superior=shape.superior,
            place=shape.place,
        )
        create_units(
            agency,
            tuple(
                UnitEntry(
                    key=one.key,
                    name=one.name,
                    name_en=one.name_en,
                    aliases=tuple(one.aliases),
                    functions=tuple(one.functions),
                    function_words=tuple(one.function_words),
                )
                for one in shape.units
            ),
        )
    return agency, units_of(agency)


def _participant(
    one_round: Round,
    cluster: Cluster,
    agency: Agency,
    units: Sequence[Unit],
    shape: AgencyShape,
    path: str,
) -> Participant:
    year = one_round.year
    if assessments_of_year([agency.pk], year):
        raise ArchiveRefused(_("%s: this agency has opened the year here already.") % path)
    by_key = {unit.key: unit.pk for unit in units}
    owners: dict[str, int] = {}
    if shape.submissions and shape.state not in NOT_SUBMITTED:
        for key, one in _snapshot(shape.submissions[-1], path).components.items():
            if one.unit in by_key:
                owners[key] = by_key[one.unit]
    opened = open_assessments(year, one_round.edition, {agency: units}, owners={agency.pk: owners})
    participant = Participant.objects.create(
        round=one_round,
        cluster=cluster,
        agency=agency,
        assessment=opened[agency.pk],
        state=shape.state,
        explanations_handed_in_at=shape.explanations_handed_in_at,
    )
    OwnDeadline.objects.bulk_create(
        OwnDeadline(participant=participant, **one.model_dump()) for one in shape.own_deadlines
    )
    of_round = StageDeadline.objects.filter(round=one_round, stage=Stage.SELF_SCORE).first()
    if of_round is not None:
        end_entry([participant.assessment_id], of_round.ends_at)
    return participant


def _snapshot(submission: SubmissionShape, path: str) -> SnapshotShape:
    """What was submitted, once its hash holds."""
    try:
        found = sha256_of(submission.content)
    except UnicodeEncodeError:
        raise ArchiveRefused(_("%s: a text in it is no Unicode.") % path) from None
    if found != submission.sha256:
        raise ArchiveRefused(_("%s: what was submitted was changed afterwards.") % path)
    return shaped(SnapshotShape, submission.content, path)


def _write_self_score(participant: Participant, last: SubmissionShape, path: str) -> None:
    """Figures, claims and explanations as submitted; scored anew they have to give the same."""
    said = _snapshot(last, path).components
    origin = Origin(last.submitted_at.date(), _("Exchanged round"))
    values = {key: one.values for key, one in said.items() if one.values}
    try:
        load_values(participant.assessment, Horizon.SO_FAR, values, origin)
    except (KeyError, ValueError, ArithmeticError, ValuesRefused):
        raise ArchiveRefused(_("%s: the figures are not those of the edition.") % path) from None
    SelfScore.objects.bulk_create(
        SelfScore(
            participant=participant,
            component_key=key,
            claimed=one.claimed,
            claim_reason=one.claim_reason,
            explanation=one.explanation,
        )
        for key, one in said.items()
        if one.claimed is not None or one.explanation
    )
    lines = self_lines(participant)
    same = set(lines) == set(said) and all(
        (line.status, line.by_rule, line.points)
        == (said[key].status, said[key].by_rule, said[key].points)
        for key, line in lines.items()
    )
    if not same:
        raise ArchiveRefused(_("%s: the figures do not give the points submitted.") % path)


def _write_rows(participant: Participant, shape: AgencyShape, path: str) -> None:
    submitted = [_snapshot(one, path) for one in shape.submissions]
    require_own_submissions(shape, submitted, participant.round.year, path)
    require_edition(shape, participant.round, submitted[-1].components, path)
    Submission.objects.bulk_create(
        Submission(participant=participant, **one.model_dump(exclude={"submitted_by"}))
        for one in shape.submissions
    )
    Appraisal.objects.bulk_create(
        Appraisal(
            participant=participant,
            component_key=one.component,
            **one.model_dump(exclude={"component", "scored_by"}),
        )
        for one in shape.appraisals
    )
    Explanation.objects.bulk_create(
        Explanation(
            participant=participant,
            component_key=one.component,
            **one.model_dump(exclude={"component", "written_by"}),
        )
        for one in shape.explanations
    )
    SurveyPoints.objects.bulk_create(
        SurveyPoints(
            participant=participant,
            component_key=one.component,
            **one.model_dump(exclude={"component"}),
        )
        for one in shape.survey
    )
    Adjustment.objects.bulk_create(
        Adjustment(participant=participant, **one.model_dump()) for one in shape.adjustments
    )


def _write_evidence(
    access: Access, archive: RoundArchive, participant: Participant, shape: AgencyShape
) -> None:
    for one in shape.evidence:
        owner = evidence_owner(participant, one.component)
        try:
            if one.sha256 is not None:
                pieces = archive.pieces(f"files/{one.sha256}", LARGEST_ARCHIVE)
                take_over_file(access, owner, pieces, one.name)
            else:
                document = CitedDocument(
                    one.document_number,
                    one.document_issuer,
                    one.document_issued_on,
                    one.name,
                    one.document_link,
                )
                take_over_document(access, owner, document)
        except (FileRefused, DocumentRefused) as refusal:
            raise ArchiveRefused(f"{shape.key}: {one.name}: {refusal}") from None
