"""Taking a round in from an archive: all or nothing; the same archive again changes nothing.

What the archive concludes is not believed: figures are scored anew by its edition, the results
computed anew, and everything has to come out as the archive says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.audit.services import record_event
from parindex.editions.queries import framework_of
from parindex.rounds.constants import RoundState, State
from parindex.rounds.exchange.agency_taking import Taking, shaped, write_agency
from parindex.rounds.exchange.archive import ROUND, ArchiveRefused, RoundArchive
from parindex.rounds.exchange.editions import ArchivedEditions
from parindex.rounds.exchange.shapes import (
    AgencyShape,
    RoundShape,
)
from parindex.rounds.models import (
    AppraisalField,
    Cluster,
    Result,
    Round,
    RoundImport,
    StageDeadline,
)
from parindex.rounds.services.concluding import write_results

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.editions.models import Edition

Report = Callable[[int, int], None]
_CONCLUDED = (RoundState.CONCLUDED, RoundState.PUBLISHED)
_RESULT = ("self_points", "points", "assessable", "bonus", "penalty", "index", "rank", "grade")


def import_round(access: Access, file: BinaryIO, report: Report, *, now: datetime) -> Round:
    """Take a round in; its organiser is the caller's council. Returns the round.

    Agencies are found by their key, else created with their units. People are not brought along.

    :raises PermissionRefused: unless the person runs rounds of the agency.
    :raises ArchiveRefused: with what is wrong; nothing is written.
    """
    require(access, Permission.RUN_ROUNDS)
    archive = RoundArchive(file)
    try:
        return _import(access, archive, report, now)
    except (IntegrityError, DataError):
        raise ArchiveRefused(_("The archive contradicts itself.")) from None


@transaction.atomic
def _import(access: Access, archive: RoundArchive, report: Report, now: datetime) -> Round:
    known = RoundImport.objects.filter(identity=archive.identity).select_related("round").first()
    if known is not None and known.round.organiser_id == access.agency.pk:
        return known.round
    shape = shaped(RoundShape, archive.json(ROUND), ROUND)
    editions = ArchivedEditions(archive, shape.edition)
    one_round = _write_round(access, shape, editions.of_round)
    clusters = {one.key: one for one in Cluster.objects.filter(round=one_round)}
    paths = archive.agency_paths
    if not paths:
        raise ArchiveRefused(_("The archive holds no agency."))
    for position, path in enumerate(paths):
        agency = shaped(AgencyShape, archive.json(path), path)
        write_agency(access, archive, Taking(one_round, editions, clusters), agency, path)
        report(position + 1, len(paths))
    if shape.state in _CONCLUDED:
        _conclude(archive, one_round, paths)
    RoundImport.objects.create(
        round=one_round,
        identity=archive.identity,
        organiser_name=shape.organiser,
        imported_by=access.user,
        imported_at=now,
    )
    record_event(
        access.user,
        "import_round",
        ("round", one_round.pk),
        agency_id=access.agency.pk,
        after={"identity": archive.identity, "name": shape.name, "agencies": len(paths)},
    )
    return one_round


def _write_round(access: Access, shape: RoundShape, edition: Edition) -> Round:
    same = Round.objects.filter(organiser=access.agency, year=shape.year, name=shape.name)
    if same.exists():
        raise ArchiveRefused(_("There is a round of this name and year already."))
    if (shape.state == RoundState.PUBLISHED) != (shape.published_at is not None):
        raise ArchiveRefused(_("The round is published without a day, or the other way round."))
    keys = {one.key for one in framework_of(edition).components}
    if not all(set(one.component_keys) <= keys for one in shape.fields):
        raise ArchiveRefused(_("A field of appraisal has a component that the edition has not."))
    one_round = Round.objects.create(
        organiser=access.agency,
        year=shape.year,
        edition=edition,
        name=shape.name,
        state=shape.state,
        bonus_cap=shape.bonus_cap,
        penalty_cap=shape.penalty_cap,
        grades=[one.model_dump() for one in shape.grades],
        deduction_reasons=[one.model_dump() for one in shape.deduction_reasons],
        published_at=shape.published_at,
    )
    StageDeadline.objects.bulk_create(
        StageDeadline(round=one_round, stage=stage, ends_at=at)
        for stage, at in shape.deadlines.items()
    )
    Cluster.objects.bulk_create(
        Cluster(round=one_round, **one.model_dump()) for one in shape.clusters
    )
    AppraisalField.objects.bulk_create(
        AppraisalField(round=one_round, **one.model_dump(exclude={"members"}))
        for one in shape.fields
    )
    return one_round


def _conclude(archive: RoundArchive, one_round: Round, paths: Sequence[str]) -> None:
    """Results computed anew; they have to be those of the archive."""
    shapes = {path: shaped(AgencyShape, archive.json(path), path) for path in paths}
    told = {one.key: one.result for one in shapes.values() if one.result is not None}
    moments = [one.concluded_at for one in told.values()]
    if len(told) != len(paths) or any(
        one.state not in (State.CONCLUDED, State.PUBLISHED) for one in shapes.values()
    ):
        raise ArchiveRefused(_("The round is concluded, but an agency of it is not."))
    for result in write_results(one_round, moments[0]):
        expected = told[result.participant.agency.key]
        same = all(getattr(result, name) == getattr(expected, name) for name in _RESULT)
        if not same or result.components != expected.components:
            raise ArchiveRefused(
                _("The results do not follow from the appraisals: %s")
                % result.participant.agency.key
            )
    for key, expected in told.items():
        Result.objects.filter(participant__round=one_round, participant__agency__key=key).update(
            concluded_at=expected.concluded_at
        )
