"""What dossiers are resolved with, the calendar and the procedures, and resolving them anew."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from parindex_core.vietnamese.working_days import WorkingCalendar
from parindex_dossiers.calendar_days import CALENDAR_FILE, calendar_days, read_calendar
from parindex_dossiers.merging import Progress, rewrite_all, write_whole_cube
from parindex_dossiers.procedures import PROCEDURES_FILE, procedures_table, read_procedures
from parindex_dossiers.resolution import resolve
from parindex_dossiers.store import Manifest, Store, Writing


class Basis:
    """What dossiers are resolved with: the calendar, the procedures, what the agency recorded."""

    def __init__(
        self, store: Store, procedures: Path | None, amendments: Path | None = None
    ) -> None:
        kept = store.path(PROCEDURES_FILE)
        calendar = store.path(CALENDAR_FILE)
        self.given = procedures is not None
        source = procedures or (kept if kept.exists() else None)
        self.entries = read_procedures(source) if source else []
        self.calendar = read_calendar(calendar)
        self.days = calendar_days(self.calendar)
        self.procedures = procedures_table(self.entries)
        known = store.manifest().amendments
        recorded = amendments or (store.path(known) if known else None)
        self.amendments = pl.read_parquet(recorded) if recorded else None
        corrections = [sorted(map(str, part)) for part in _corrections_of(self.calendar)]
        told = json.dumps([corrections, self.entries], ensure_ascii=False, sort_keys=True)
        self.fingerprint = hashlib.sha256(told.encode()).hexdigest()

    def keep(self, writing: Writing) -> None:
        """Keep a newly given list of procedures in the store."""
        if self.given:
            content = json.dumps(self.entries, ensure_ascii=False, indent=1)
            writing.write_whole(PROCEDURES_FILE, content)

    def resolved(self, facts: pl.DataFrame) -> pl.DataFrame:
        """Facts with their resolution."""
        return resolve(facts, self.days, self.procedures.drop("procedure_name"), self.amendments)


def _corrections_of(calendar: WorkingCalendar) -> tuple[frozenset[date], frozenset[date]]:
    return calendar.days_off, calendar.working_days


def resolve_anew(store: Store, writing: Writing, basis: Basis, progress: Progress) -> None:
    """Resolve all stored dossiers again, since the calendar or the procedures changed."""
    manifest: Manifest = writing.manifest
    if not manifest.files:
        return
    sequence = manifest.sequence + 1
    files = rewrite_all(store, writing, sequence, basis.resolved, progress)
    cube = write_whole_cube(writing, sequence, files)
    writing.commit(
        replace(manifest, sequence=sequence, files=files, cube=cube, basis=basis.fingerprint)
    )
