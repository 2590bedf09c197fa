"""What the pages of loading say: the history, the mapping to correct, what a load replaced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.dossiers.constants import UploadState
from parindex.jobs.constants import JobState
from parindex.web.dossier_words import FACTS, PLACES, fact_in_words
from parindex.web.templatetags.formats import local_day
from parindex_core.framework import Label
from parindex_core.vietnamese.folding import fold
from parindex_tables.columns import Column, Kind, Value

if TYPE_CHECKING:
    from parindex.dossiers.models import DossierUpload
    from parindex.dossiers.queries.loads import LoadLine
    from parindex.jobs.models import Job
    from parindex_dossiers.replacements import Replacement

_LABELS = {**FACTS, **PLACES, "agency": gettext_lazy("Agency")}

LOAD_COLUMNS = (
    Column("file", Label("Tệp", "File"), width=40),
    Column("day", Label("Ngày nạp", "Day"), Kind.DATE),
    Column("who", Label("Ai nạp", "Who"), width=28),
    Column("rows", Label("Số dòng", "Rows"), Kind.INTEGER),
    Column("added", Label("Hồ sơ mới", "New dossiers"), Kind.INTEGER),
    Column("replaced", Label("Được thay", "Replaced"), Kind.INTEGER),
    Column("unchanged", Label("Không đổi", "Unchanged"), Kind.INTEGER),
    Column("rejected", Label("Dòng bị từ chối", "Refused rows"), Kind.INTEGER),
    Column("personal", Label("Cột cá nhân đã loại", "Personal columns, dropped"), width=40),
    Column("unused", Label("Cột không đọc", "Columns not read"), width=40),
    Column("synthetic", Label("Số liệu minh họa", "Illustrative figures"), Kind.YES_NO),
)


@dataclass(frozen=True)
class LoadRow:
    """A load in the history; ``url`` empty where it came by the command line."""

    line: LoadLine
    at: datetime
    who: str
    url: str

    @property
    def rejected_url(self) -> str:
        """The file of the rows that it refused."""
        load = self.line.load
        return reverse("dossier-load-rejected", args=[load.sequence]) if load.rejected_file else ""


@dataclass(frozen=True)
class FactChange:
    """A fact of a dossier in words, before a load and after it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Step:
    """A step of the way from the file to the result."""

    label: str
    is_done: bool
    is_current: bool


def load_rows(lines: Sequence[LoadLine], words: str, only_refused: bool) -> list[LoadRow]:
    """The history, narrowed to a file or person and to loads that refused rows."""
    rows = [_row(line) for line in lines if line.load.rejected or not only_refused]
    wanted = fold(words)
    return [row for row in rows if wanted in fold(f"{row.line.load.file} {row.who}")]


def _row(line: LoadLine) -> LoadRow:
    by = line.upload.uploaded_by if line.upload else None
    return LoadRow(
        line=line,
        at=datetime.fromisoformat(line.load.loaded_at),
        who=str(by) if by else _("Command line"),
        url=reverse("dossier-load", args=[line.upload.pk]) if line.upload else "",
    )


def table_row(row: LoadRow) -> dict[str, Value]:
    """A load for ``LOAD_COLUMNS``."""
    load = row.line.load
    return {
        "file": load.file,
        "day": local_day(row.at),
        "who": row.who,
        "rows": load.rows,
        "added": load.added,
        "replaced": load.replaced,
        "unchanged": load.unchanged,
        "rejected": load.rejected,
        "personal": ", ".join(load.personal),
        "unused": ", ".join(load.unused),
        "synthetic": load.synthetic,
    }


def steps_of(found: DossierUpload | None, job: Job | None) -> list[Step]:
    """Where the person stands: a file, its columns and rows, the load, the result."""
    labels = (_("Choose files"), _("Check columns and rows"), _("Load"), _("Result"))
    current = 0
    if found is not None:
        current = 3 if found.state not in _WAITING else 2 if is_running(job) else 1
    return [Step(label, number < current, number == current) for number, label in enumerate(labels)]


_WAITING = (UploadState.UPLOADED, UploadState.LOADING)


def is_waiting(found: DossierUpload) -> bool:
    """Whether an upload can still be corrected, loaded or discarded."""
    return found.state in _WAITING


def is_running(job: Job | None) -> bool:
    """Whether a job waits its turn or runs."""
    return job is not None and not job.is_finished


def how_it_ended(job: Job | None) -> str:
    """A sentence on a load that left its upload waiting: failed or cancelled; else empty."""
    if job is None or job.state not in (JobState.FAILED, JobState.CANCELLED):
        return ""
    if job.state == JobState.CANCELLED:
        return _("The load was cancelled; nothing of the file was kept. It can be loaded again.")
    return job.error


def changes_in_words(replacement: Replacement) -> list[FactChange]:
    """What a load changed of a dossier."""
    return [
        FactChange(
            str(_LABELS[change.column]),
            fact_in_words(change.column, change.before),
            fact_in_words(change.column, change.after),
        )
        for change in replacement.changes
    ]
