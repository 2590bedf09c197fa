"""Taking one agency of an archive in: its year, self score, appraisal and evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils.translation import gettext as _
from pydantic import ValidationError

from parindex.assessments.constants import Horizon
from parindex.assessments.entry import end_entry, freeze
from parindex.assessments.queries import assessments_of_year
from parindex.assessments.services import Origin, adopt_edition, load_values, open_assessments
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
    SnapshotComponentShape,
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
    from parindex.editions.models import Edition
    from parindex.organisations.models import Agency, Unit
    from parindex.rounds.exchange.editions import ArchivedEditions

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


@dataclass(frozen=True)
class Taking:
    """The round that is taken in, with what its agencies name."""

    round: Round
    editions: ArchivedEditions
    clusters: Mapping[str, Cluster]


def write_agency(
    access: Access, archive: RoundArchive, taking: Taking, shape: AgencyShape, path: str
) -> None:
    """Write an agency with all that the archive says of it.

    :raises ArchiveRefused: when it contradicts itself, the round, its edition or what is here.
    """
    if path != f"agencies/{shape.key}.json" or shape.cluster not in taking.clusters:
        raise ArchiveRefused(_("%s: key or cluster is not the round's.") % path)
    agency, units = _agency(shape)
    if shape.state in NOT_SUBMITTED:
        _participant(taking, agency, units, shape, {}, taking.editions.of_round)
        return
    if not shape.submissions:
        raise ArchiveRefused(_("%s: a submission is missing.") % path)
    submitted = [_snapshot(one, path) for one in shape.submissions]
    by = [taking.editions.named(one.edition) for one in submitted]
    said = submitted[-1].components
    participant = _participant(taking, agency, units, shape, said, by[-1])
    _write_self_score(participant, shape.submissions[-1], said, path)
    _adopt(participant, taking.editions)
    require_own_submissions(shape, submitted, participant.round.year, path)
    require_edition(shape, participant.round, said, path)
    _write_rows(participant, shape)
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
    taking: Taking,
    agency: Agency,
    units: Sequence[Unit],
    shape: AgencyShape,
    said: Mapping[str, SnapshotComponentShape],
    edition: Edition,
) -> Participant:
    """The agency in the round, its year opened by the edition that it submitted by."""
    year, by_key = taking.round.year, {unit.key: unit.pk for unit in units}
    if assessments_of_year([agency.pk], year):
        raise ArchiveRefused(
            _("%s: this agency has opened the year here already.") % f"agencies/{shape.key}.json"
        )
    owners = {key: by_key[one.unit] for key, one in said.items() if one.unit in by_key}
    opened = open_assessments(year, edition, {agency: units}, owners={agency.pk: owners})
    participant = Participant.objects.create(
        round=taking.round,
        cluster=taking.clusters[shape.cluster],
        agency=agency,
        assessment=opened[agency.pk],
        state=shape.state,
        explanations_handed_in_at=shape.explanations_handed_in_at,
    )
    OwnDeadline.objects.bulk_create(
        OwnDeadline(participant=participant, **one.model_dump()) for one in shape.own_deadlines
    )
    of_round = StageDeadline.objects.filter(round=taking.round, stage=Stage.SELF_SCORE).first()
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


def _write_self_score(
    participant: Participant,
    last: SubmissionShape,
    said: Mapping[str, SnapshotComponentShape],
    path: str,
) -> None:
    """Figures, claims and explanations as submitted; scored anew they have to give the same."""
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
    lines = self_lines(participant, participant.assessment.edition)
    same = set(lines) == set(said) and all(
        (line.status, line.by_rule, line.points, line.component.max)
        == (said[key].status, said[key].by_rule, said[key].points, said[key].maximum)
        for key, line in lines.items()
    )
    if not same:
        raise ArchiveRefused(_("%s: the figures do not give the points submitted.") % path)


def _adopt(participant: Participant, editions: ArchivedEditions) -> None:
    """Go on by the round's edition, as its correction did where the archive comes from."""
    submitted_by, of_round = participant.assessment.edition, editions.of_round
    if submitted_by.pk == of_round.pk:
        return
    try:
        adopt_edition([participant.assessment_id], submitted_by, of_round)
    except (ValueError, ArithmeticError, ValuesRefused):
        raise ArchiveRefused(
            _("%s: the figures are not those of the edition.")
            % f"agencies/{participant.agency.key}.json"
        ) from None
    participant.assessment.refresh_from_db()


def _write_rows(participant: Participant, shape: AgencyShape) -> None:
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
