"""What scores count of procedures: each fact with the names that it counts in, or why in none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.procedures.constants import ProposalState
from parindex.procedures.models import ProcedureVersion, Proposal, Review
from parindex_core.vietnamese.dates import format_date

if TYPE_CHECKING:
    from parindex.procedures.queries.recorded import RecordedCatalogue


@dataclass(frozen=True)
class Counted:
    """A fact: ``names`` are the variables that count it, ``left_out`` says why one does not.

    It is of the procedure, or of the proposal, whose id it has.
    """

    reference: str
    text: str
    names: tuple[str, ...]
    left_out: str
    procedure_id: int | None
    is_illustrative: bool
    proposal_id: int | None = None


Register = Callable[["RecordedCatalogue", int, date], list[Counted]]


def last_day(year: int, today: date) -> date:
    """The day that the facts of a year are true of: its last, or today while it runs."""
    return min(today, date(year, 12, 31))


def totals(counted: Iterable[Counted], names: Iterable[str]) -> dict[str, int]:
    """How many facts each name counts."""
    facts = list(counted)
    return {name: sum(name in fact.names for fact in facts) for name in names}


def reviewed(recorded: RecordedCatalogue, year: int, today: date) -> list[Counted]:
    """The plan of review: ``planned``, and ``reviewed`` once the finding is recorded (3.1.1)."""
    found = Review.objects.filter(agency=recorded.agency, year=year).select_related(
        "procedure", "unit"
    )
    return [
        Counted(
            review.procedure.code,
            f"{review.unit.name} · {format_date(review.deadline)}",
            ("planned", "reviewed") if _has_come(review.reviewed_on, today) else ("planned",),
            "" if _has_come(review.reviewed_on, today) else _("not reviewed yet"),
            review.procedure_id,
            review.is_illustrative,
        )
        for review in found
    ]


def simplified(recorded: RecordedCatalogue, year: int, today: date) -> list[Counted]:
    """The proposals to simplify, named after how far each has come (3.1.2)."""
    counted = []
    for proposal in Proposal.objects.filter(agency=recorded.agency, year=year):
        is_submitted = _has_come(proposal.submitted_on, today)
        name = ProposalState.SUBMITTED if is_submitted else ProposalState.DRAFTED
        left_out = "" if is_submitted else _("not submitted yet")
        counted.append(
            Counted(
                proposal.submission_number or format_date(proposal.drafted_on),
                proposal.title,
                (name.value,),
                left_out,
                None,
                proposal.is_illustrative,
                proposal.pk,
            )
        )
    return counted


def published(recorded: RecordedCatalogue, year: int, today: date) -> list[Counted]:
    """Publications whose last day to sign is of the year: ``due``, ``on_time`` (3.2.1)."""
    counted = []
    for publication in recorded.publications(year, today):
        standing, version = publication.standing, publication.version
        if standing.sign_by is None or standing.sign_by.year != year:
            continue
        names: tuple[str, ...] = ("due",) if standing.is_sign_due else ()
        left_out = ""
        if standing.is_signed_on_time:
            names = (*names, "on_time")
        elif standing.is_sign_due:
            left_out = _("not signed by %s") % format_date(standing.sign_by)
        else:
            left_out = _("to be signed by %s") % format_date(standing.sign_by)
        counted.append(_of_version(version, names, left_out))
    return counted


def made_public(recorded: RecordedCatalogue, year: int, today: date) -> list[Counted]:
    """Decisions of the year: ``due`` once their last day came, ``on_time`` (decision 766)."""
    counted = []
    for publication in recorded.publications(year, today):
        standing, version = publication.standing, publication.version
        signed = version.decision_signed_on
        if signed is None or signed.year != year or standing.public_by is None:
            continue
        names: tuple[str, ...] = ("due",) if standing.is_public_due else ()
        left_out = ""
        if standing.is_public_on_time:
            names = (*names, "on_time")
        elif standing.is_public_due:
            left_out = _("not public by %s") % format_date(standing.public_by)
        else:
            left_out = _("to be public by %s") % format_date(standing.public_by)
        counted.append(_of_version(version, names, left_out))
    return counted


def disclosed(recorded: RecordedCatalogue, year: int, today: date) -> list[Counted]:
    """The catalogue: ``total``, ``complete`` with its seven parts public (3.2.2)."""
    return [
        _of_version(
            version,
            ("total",) if version.missing_parts else ("total", "complete"),
            _("not public: %s") % "; ".join(str(part.label) for part in version.missing_parts)
            if version.missing_parts
            else "",
        )
        for version in recorded.holding_on(last_day(year, today))
    ]


def one_stop(recorded: RecordedCatalogue, year: int, today: date) -> list[Counted]:
    """The catalogue: ``total``, ``online_one_stop`` (3.3.1)."""
    return _by_sign(recorded, year, today, "online_one_stop", lambda v: v.one_stop)


def inter_agency(recorded: RecordedCatalogue, year: int, today: date) -> list[Counted]:
    """``inter_agency_procedures`` of the catalogue (3.3.2); the others are no matter of it."""
    return [
        _of_version(version, ("inter_agency_procedures",), "")
        for version in recorded.holding_on(last_day(year, today))
        if version.inter_agency
    ]


def online(recorded: RecordedCatalogue, year: int, today: date) -> list[Counted]:
    """The catalogue: ``total``, ``online_procedures`` at levels 3 and 4, partial, full (7.2.1)."""
    return _by_sign(recorded, year, today, "online_procedures", lambda v: v.is_online)


def citizen_data(recorded: RecordedCatalogue, year: int, today: date) -> list[Counted]:
    """The catalogue: ``total``, ``connected`` with the population database (decision 766)."""
    return _by_sign(recorded, year, today, "connected", lambda v: v.citizen_data_connected)


def payment(recorded: RecordedCatalogue, year: int, today: date) -> list[Counted]:
    """Procedures with a fee: ``with_fee``, ``offered`` for payment online (decision 766)."""
    return [
        _of_version(
            version,
            ("with_fee", "offered") if version.payment_offered else ("with_fee",),
            "" if version.payment_offered else _("no online payment"),
        )
        for version in recorded.holding_on(last_day(year, today))
        if version.has_fee
    ]


def _by_sign(
    recorded: RecordedCatalogue,
    year: int,
    today: date,
    name: str,
    holds: Callable[[ProcedureVersion], bool],
) -> list[Counted]:
    return [
        _of_version(
            version,
            ("total", name) if holds(version) else ("total",),
            "" if holds(version) else _("no"),
        )
        for version in recorded.holding_on(last_day(year, today))
    ]


def _of_version(version: ProcedureVersion, names: tuple[str, ...], left_out: str) -> Counted:
    return Counted(
        version.procedure.code,
        version.name,
        names,
        left_out,
        version.procedure_id,
        version.is_illustrative,
    )


def _has_come(day: date | None, today: date) -> bool:
    return day is not None and day <= today
