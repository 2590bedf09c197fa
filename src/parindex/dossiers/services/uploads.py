"""Uploaded exports: received, their mapping corrected, loaded as a job, their file deleted."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.audit.services import record_event
from parindex.calendars.queries import working_calendar
from parindex.dossiers.agency_store import agency_store, uploads_folder
from parindex.dossiers.bases import catalogue_file
from parindex.dossiers.constants import (
    LISTED_PROBLEMS,
    LOAD_JOB,
    MAXIMUM_UPLOAD_BYTES,
    UPLOAD_HOURS,
    UPLOAD_SUFFIXES,
    UploadState,
)
from parindex.dossiers.models import DossierUpload
from parindex.dossiers.recounting import records_into_store, recount
from parindex.dossiers.services.units import keep_new_units
from parindex.jobs.services import start_job
from parindex_dossiers.errors import DossiersRefused, StoreBusy

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.jobs.models import Job
    from parindex_dossiers.importing import LoadReport

_CHUNK = 1024 * 1024
Progress = Callable[[str, float], None]


class UploadRefused(ValueError):
    """The file cannot be taken; the text says why and how to mend it."""


class UploadGone(ValueError):
    """The upload was loaded, discarded or swept away already."""


def receive_upload(access: Access, content: IO[bytes], name: str) -> DossierUpload:
    """Take an export in; it waits for its preview and its load.

    The file is kept apart, readable by the product alone, since it may hold personal data.

    :raises PermissionRefused: unless the person loads dossiers.
    :raises UploadRefused: when it is too large or no export.
    """
    from parindex_dossiers.importing import preview_export

    require(access, Permission.LOAD_DOSSIERS)
    suffix = Path(name).suffix.lower()
    if suffix == ".xls":
        raise UploadRefused(
            _("This is an old Excel file (.xls). Open it in Excel, save it as .xlsx, upload that.")
        )
    if suffix not in UPLOAD_SUFFIXES:
        raise UploadRefused(
            _("Files of this kind cannot be read. Export as .xlsx, .csv, .json or .parquet.")
        )
    folder = secrets.token_hex(16)
    place = uploads_folder(access.agency) / folder
    place.mkdir(parents=True, mode=0o700)
    path = place / _plain_name(name)
    try:
        size = _copy(content, path)
        preview_export(agency_store(access.agency), path)
        with transaction.atomic():
            upload = DossierUpload.objects.create(
                agency=access.agency,
                file_name=path.name,
                size=size,
                folder=folder,
                uploaded_by=access.user,
            )
            _record(access, upload, "upload_dossiers", {"file": path.name, "size": size})
    except DossiersRefused as problem:
        shutil.rmtree(place)
        raise UploadRefused(str(problem)) from problem
    except BaseException:
        shutil.rmtree(place)
        raise
    return upload


def _plain_name(name: str) -> str:
    """The last part of a name, short enough for any file system, its ending kept."""
    path = Path(name.replace("\\", "/").replace("\0", ""))
    return f"{path.stem[:80] or 'export'}{path.suffix.lower()}"


def _copy(content: IO[bytes], path: Path) -> int:
    size = 0
    with path.open("wb") as file:
        path.chmod(0o600)
        while chunk := content.read(_CHUNK):
            size += len(chunk)
            if size > MAXIMUM_UPLOAD_BYTES:
                raise UploadRefused(_("The file is larger than 1 GB. Export a shorter period."))
            file.write(chunk)
    return size


def upload_path(upload: DossierUpload) -> Path:
    """Where the file of an upload lies while it has one."""
    return uploads_folder(upload.agency) / upload.folder / upload.file_name


@transaction.atomic
def correct_mapping(
    access: Access, upload: DossierUpload, corrections: Mapping[str, str | None]
) -> DossierUpload:
    """Set which column is which field (header → national name, None to leave it unread).

    They are remembered for these headers once the upload is loaded.

    :raises PermissionRefused: unless the person loads dossiers of the agency.
    :raises UploadGone: when there is no file any more.
    :raises UploadRefused: when a correction names no field, or a column about a person.
    """
    from parindex_dossiers.importing import export_mapping

    locked = _waiting(access, upload)
    try:
        export_mapping(agency_store(access.agency), upload_path(locked), corrections)
    except DossiersRefused as problem:
        raise UploadRefused(str(problem)) from problem
    before, locked.corrections = locked.corrections, dict(corrections)
    locked.save(update_fields=["corrections"])
    if before != locked.corrections:
        _record(access, locked, "correct_mapping", locked.corrections, before)
    return locked


@transaction.atomic
def start_load(access: Access, upload: DossierUpload) -> Job:
    """Queue the load of an upload; asked for twice, it is one job.

    :raises PermissionRefused: unless the person loads dossiers of the agency.
    :raises UploadGone: when there is no file any more.
    :raises UploadRefused: when a column is missing without which nothing counts.
    """
    from parindex_dossiers.importing import export_mapping

    locked = _waiting(access, upload)
    store = agency_store(access.agency)
    try:
        export_mapping(store, upload_path(locked), locked.corrections).check()
    except DossiersRefused as problem:
        raise UploadRefused(str(problem)) from problem
    locked.state = UploadState.LOADING
    locked.save(update_fields=["state"])
    return start_job(access, LOAD_JOB, {"upload": locked.pk})


@transaction.atomic
def discard_upload(access: Access, upload: DossierUpload) -> None:
    """Delete the file of an upload that shall not be loaded.

    :raises PermissionRefused: unless the person loads dossiers of the agency.
    :raises UploadGone: when there is no file any more.
    """
    locked = _waiting(access, upload)
    _end(locked, UploadState.DISCARDED, {})
    _record(access, locked, "discard_upload", {"file": locked.file_name})


def load_upload(access: Access, upload_id: int, progress: Progress) -> dict[str, Any]:
    """Load an upload into the agency's store, delete its file, bring what was recorded in.

    Called by the worker. All or nothing: whatever ``progress`` raises leaves the store as it was
    and the upload waiting. Run again after it was killed, it leaves what running it once leaves.

    :raises PermissionRefused: unless the person loads dossiers of the agency.
    :raises UploadGone: when there is no file any more.
    :raises DossiersRefused: when the file cannot be loaded, or another load runs.
    """
    from parindex_dossiers.calendar_days import keep_calendar
    from parindex_dossiers.importing import import_exports

    upload = DossierUpload.objects.select_related("agency").get(pk=upload_id)
    require_own(access, upload)
    require(access, Permission.LOAD_DOSSIERS)
    path = upload_path(upload)
    if not path.exists():
        raise UploadGone(upload.file_name)
    store = agency_store(upload.agency)
    try:
        with catalogue_file(upload.agency) as procedures:
            keep_calendar(store, working_calendar())
            report = import_exports(store, [path], upload.corrections, procedures, progress)[0]
    except BaseException:
        DossierUpload.objects.filter(pk=upload.pk).update(state=UploadState.UPLOADED)
        raise
    result = _told(report)
    with transaction.atomic():
        upload.sequence = report.load.sequence
        _end(upload, UploadState.LOADED, result)
        counts = {key: value for key, value in result.items() if isinstance(value, int | str)}
        _record(access, upload, "load_dossiers", counts)
        keep_new_units(upload.agency)
    # A load that began in this moment brings the records in at its own end.
    with suppress(StoreBusy):
        records_into_store(upload.agency)
    with transaction.atomic():
        recount(upload.agency)
    return {"upload": upload.pk, "sequence": report.load.sequence}


def _told(report: LoadReport) -> dict[str, Any]:
    load = report.load
    return {
        "rows": load.rows,
        "added": load.added,
        "replaced": load.replaced,
        "unchanged": load.unchanged,
        "repeated": load.repeated,
        "rejected": load.rejected,
        "already_loaded": report.already_loaded,
        "synthetic": load.synthetic,
        "personal": list(load.personal),
        "unused": list(load.unused),
        "problems": [list(problem) for problem in report.listed[:LISTED_PROBLEMS]],
    }


def sweep_uploads(now: datetime) -> int:
    """Delete the files of uploads that nobody loaded for a day; how many. Run daily.

    :param now: an aware moment.
    """
    abandoned = DossierUpload.objects.select_related("agency").filter(
        state__in=(UploadState.UPLOADED, UploadState.LOADING),
        uploaded_at__lt=now - timedelta(hours=UPLOAD_HOURS),
    )
    count = 0
    for upload in abandoned:
        with transaction.atomic():
            _end(upload, UploadState.DISCARDED, {})
            record_event(
                None,
                "sweep_upload",
                ("dossier_upload", upload.pk),
                agency_id=upload.agency_id,
                after={"file": upload.file_name},
            )
        count += 1
    return count


def _waiting(access: Access, upload: DossierUpload) -> DossierUpload:
    require_own(access, upload)
    require(access, Permission.LOAD_DOSSIERS)
    locked = (
        DossierUpload.objects.select_for_update(of=("self",))
        .select_related("agency")
        .get(pk=upload.pk)
    )
    if locked.state not in (UploadState.UPLOADED, UploadState.LOADING):
        raise UploadGone(locked.file_name)
    return locked


def _end(upload: DossierUpload, state: UploadState, report: dict[str, Any]) -> None:
    upload.state, upload.report, upload.finished_at = state, report, timezone.now()
    upload.save(update_fields=["state", "report", "finished_at", "sequence"])
    shutil.rmtree(uploads_folder(upload.agency) / upload.folder, ignore_errors=True)


def _record(
    access: Access, upload: DossierUpload, action: str, after: Any, before: Any = None
) -> None:
    record_event(
        access.user,
        action,
        ("dossier_upload", upload.pk),
        agency_id=upload.agency_id,
        before=before,
        after=after,
    )
