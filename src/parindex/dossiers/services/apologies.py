"""Apology letters of late dossiers: recorded with number and date, then marked as delivered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.audit.services import record_event
from parindex.dossiers.models import ApologyLetter
from parindex.dossiers.promised_day import first_new_day
from parindex.dossiers.recounting import records_into_store, recount
from parindex.dossiers.services.late_dossiers import LateDossier, dossier_target, late_dossier
from parindex.organisations.queries import working_date

if TYPE_CHECKING:
    from parindex.accounts.queries import Access


class ApologyIncomplete(ValueError):
    """A letter needs a number, a cause, a date not after today and a new day after the appointed,
    or on it where the hour was appointed and is not long over.

    The text is the dossier's code.
    """


class ApologyRecorded(ValueError):
    """The dossier has its letter already; the text is the dossier's code."""


@dataclass(frozen=True)
class NewApology:
    """A letter to record; ``new_day``: the day now promised, or of the return."""

    dossier_code: str
    number: str
    issued_on: date
    cause: str
    new_day: date


@transaction.atomic
def record_apologies(access: Access, letters: Sequence[NewApology]) -> list[ApologyLetter]:
    """Record letters of late dossiers, all or none; from then on 3.4.3 counts them.

    :raises PermissionRefused: unless the person records apologies in each dossier's unit.
    :raises DossierNotFound, StoreEmpty, DossierNotLate:
    :raises ApologyIncomplete, ApologyRecorded: see there.
    :raises StoreBusy: while a load runs.
    """
    today, agency = working_date(access.agency), access.agency
    made = []
    for letter in letters:
        late = late_dossier(agency, letter.dossier_code, today)
        require(access, Permission.RECORD_APOLOGIES, late.unit)
        _check(letter, late, today)
        if ApologyLetter.objects.filter(agency=agency, dossier_code=late.code).exists():
            raise ApologyRecorded(late.code)
        recorded = ApologyLetter.objects.create(
            agency=agency,
            dossier_code=late.code,
            unit=late.unit,
            number=letter.number.strip(),
            issued_on=letter.issued_on,
            cause=letter.cause.strip(),
            new_day=letter.new_day,
            recorded_by=access.user,
        )
        _record(access, recorded, "record_apology")
        made.append(recorded)
    records_into_store(agency)
    recount(agency)
    return made


def _check(letter: NewApology, late: LateDossier, today: date) -> None:
    first = first_new_day(late.facts, today)
    if (
        not letter.number.strip()
        or not letter.cause.strip()
        or letter.issued_on > today
        or (first is not None and letter.new_day < first)
    ):
        raise ApologyIncomplete(late.code)


@transaction.atomic
def mark_delivered(access: Access, letter: ApologyLetter, day: date) -> ApologyLetter:
    """Note the day on which a letter reached the applicant.

    :raises PermissionRefused: unless the person records apologies in the dossier's unit.
    :raises ApologyIncomplete: for a day before the letter's or after today.
    """
    require_own(access, letter)
    require(access, Permission.RECORD_APOLOGIES, letter.unit_id)
    locked = ApologyLetter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if not locked.issued_on <= day <= working_date(access.agency):
        raise ApologyIncomplete(locked.dossier_code)
    if locked.delivered_on == day:
        return locked
    locked.delivered_on = day
    locked.save(update_fields=["delivered_on"])
    _record(access, locked, "deliver_apology")
    return locked


@transaction.atomic
def withdraw_apology(access: Access, letter: ApologyLetter, reason: str) -> None:
    """Take a letter back that was recorded by mistake; 3.4.3 counts it no longer.

    :raises PermissionRefused: unless the person records apologies in the dossier's unit.
    :raises ApologyIncomplete: without a reason.
    :raises StoreBusy: while a load runs.
    """
    require_own(access, letter)
    require(access, Permission.RECORD_APOLOGIES, letter.unit_id)
    if not reason.strip():
        raise ApologyIncomplete(letter.dossier_code)
    _record(access, letter, "withdraw_apology", reason.strip())
    letter.delete()
    records_into_store(access.agency)
    recount(access.agency)


def _record(access: Access, letter: ApologyLetter, action: str, reason: str = "") -> None:
    delivered = letter.delivered_on
    record_event(
        access.user,
        action,
        dossier_target(access, letter.dossier_code),
        agency_id=access.agency.pk,
        after={
            "number": letter.number,
            "issued_on": letter.issued_on.isoformat(),
            "new_day": letter.new_day.isoformat(),
            "delivered_on": delivered.isoformat() if delivered else None,
        },
        reason=reason,
    )
