"""Dossiers judged by another calendar or catalogue than today's, judged anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from parindex.calendars.queries import working_calendar
from parindex.dossiers.agency_store import agency_store, is_filled, store_calendar
from parindex.dossiers.bases import catalogue_file
from parindex.dossiers.recounting import recount

if TYPE_CHECKING:
    from parindex.organisations.models import Agency
    from parindex_dossiers.merging import Progress


def resolve_anew(agency: Agency, progress: Progress = lambda text, share: None) -> bool:
    """Judge an agency's stored dossiers by today's calendar and catalogue; whether it had to be.

    For the worker, which does it for all agencies; run again it changes nothing.

    :raises StoreBusy: while a load runs.
    """
    if not is_behind(agency):
        return False
    from parindex_dossiers.calendar_days import keep_calendar
    from parindex_dossiers.importing import import_exports

    store = agency_store(agency)
    with catalogue_file(agency) as procedures:
        keep_calendar(store, working_calendar())
        import_exports(store, [], procedures=procedures, progress=progress)
    with transaction.atomic():
        recount(agency)
    return True


def is_behind(agency: Agency) -> bool:
    """Whether an agency's dossiers were judged by another calendar or catalogue than today's."""
    store = agency_store(agency)
    if not is_filled(store):
        return False
    if store_calendar(store) != working_calendar():
        return True
    from parindex_dossiers.basis import Basis

    with catalogue_file(agency) as procedures:
        return Basis(store, procedures).fingerprint != store.manifest().basis
