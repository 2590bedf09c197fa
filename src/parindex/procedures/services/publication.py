"""Writing of publications: what has to be published by when, what was decided, made public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.procedures.facts import facts_of
from parindex.procedures.models import Procedure, ProcedureVersion
from parindex.procedures.services.catalogue import NewVersion, record_version
from parindex.procedures.services.importing import keep_list

if TYPE_CHECKING:
    from parindex.accounts.queries import Access


class PublicationRefused(ValueError):
    """What was entered is no publication: the message says which field."""


@dataclass(frozen=True)
class PublicationRecord:
    """A decision with its day, and the day on which it was made public; None: not yet."""

    decision_number: str
    decision_signed_on: date | None
    made_public_on: date | None


@dataclass(frozen=True)
class NewLegalBase:
    """A legal base that procedures have to be published for before it takes effect."""

    title: str
    effective_on: date


def record_publication(
    access: Access, version: ProcedureVersion, record: PublicationRecord, seen_id: int
) -> tuple[Procedure, bool]:
    """Record when a version was decided on and made public; the same again changes nothing.

    ``seen_id`` is the procedure's newest version as the person saw it. Returns as
    ``record_version``.

    :raises PermissionRefused: unless the person keeps the procedures of its unit.
    :raises AlreadyChanged: when the procedure is not as it was seen.
    :raises PublicationRefused: when a number stands without its day, or a day without its number.
    :raises ProcedureRefused: when it was made public before it was decided.
    """
    require_own(access, version.procedure)
    require(access, Permission.KEEP_PROCEDURES, version.procedure.unit_id)
    number = record.decision_number.strip()
    if number and record.decision_signed_on is None:
        raise PublicationRefused("decision_signed_on")
    if record.decision_signed_on is not None and not number:
        raise PublicationRefused("decision_number")
    facts = replace(
        facts_of(version),
        decision_number=number,
        decision_signed_on=record.decision_signed_on,
        made_public_on=record.made_public_on,
    )
    procedure = version.procedure
    new = NewVersion(procedure.code, version.effective_from, facts, procedure.unit)
    return record_version(access, new, procedure.versions.filter(pk=seen_id).first())


@transaction.atomic
def record_legal_base(
    access: Access, procedures: Sequence[Procedure], base: NewLegalBase
) -> list[Procedure]:
    """Say which procedures a legal base changes: each has a publication due from then on.

    What is decided and made public begins anew. Returns those that did not know the base yet.

    :raises PermissionRefused: unless the person keeps the procedures of every unit concerned.
    :raises PublicationRefused: without a title or procedures, or when a procedure says nothing yet
        on the day of effect.
    """
    if not base.title.strip():
        raise PublicationRefused("title")
    if not procedures:
        raise PublicationRefused("procedures")
    for procedure in procedures:
        require_own(access, procedure)
        require(access, Permission.KEEP_PROCEDURES, procedure.unit_id)
    known = Procedure.objects.filter(pk__in=[one.pk for one in procedures])
    # Their units may be missing, and what may be missing cannot be locked.
    known = known.select_for_update(of=("self",)).select_related("unit")
    locked = list(known.order_by("code"))
    begun = [(one, version) for one in locked if (version := _due_publication(one, base))]
    keep_list(access.agency, [version for _, version in begun], access.user)
    return [procedure for procedure, _ in begun]


def _due_publication(procedure: Procedure, base: NewLegalBase) -> NewVersion | None:
    """The version that a legal base makes due; None where the procedure knows the base."""
    versions = procedure.versions.filter(effective_from__lte=base.effective_on)
    holding = versions.order_by("effective_from", "revision").last()
    if holding is None:
        raise PublicationRefused("procedures")
    title = base.title.strip()
    if holding.legal_base_effective_on == base.effective_on and title in holding.legal_bases:
        return None
    facts = replace(
        facts_of(holding),
        legal_bases=f"{holding.legal_bases}\n{title}".strip(),
        legal_base_effective_on=base.effective_on,
        decision_number="",
        decision_signed_on=None,
        made_public_on=None,
    )
    return NewVersion(procedure.code, base.effective_on, facts, procedure.unit)
