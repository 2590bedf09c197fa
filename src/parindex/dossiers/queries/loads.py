"""Uploads and loads: a preview to correct, what each load did, the rows that it refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own, require_view
from parindex.dossiers.agency_store import agency_store, uploads_folder
from parindex.dossiers.constants import LISTED_PROBLEMS, LOAD_JOB, PREVIEWED_ROWS, UploadState
from parindex.dossiers.models import DossierUpload
from parindex.jobs.queries import latest_job
from parindex_dossiers.errors import ExportUnreadable
from parindex_dossiers.mapping import ColumnMapping
from parindex_dossiers.replacements import Replacements, replaced_by
from parindex_dossiers.store import Load
from parindex_dossiers.trial import Trial, try_export
from parindex_dossiers.vocabulary import FIELDS, REQUIRED, Field

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.jobs.models import Job


@dataclass(frozen=True)
class UploadPreview:
    """An upload before its load.

    ``mapping.fields`` gives the place of each field's column in ``mapping.headers``; ``guessed``
    the columns taken by likeness alone; ``personal`` what is dropped; ``unused`` what is not read.
    ``missing``: fields without which it cannot be loaded; ``trial`` is then None. ``problems``:
    the first refused values (row, column, value, reason); ``trial.rejected`` counts the rows.
    """

    upload: DossierUpload
    mapping: ColumnMapping
    field_of: Mapping[str, str]
    synthetic: bool
    sample: Sequence[Mapping[str, str | None]]
    missing: Sequence[Field]
    trial: Trial | None
    problems: Sequence[tuple[int, str, str, str]]


@dataclass(frozen=True)
class LoadLine:
    """A load of the store, by the page or the command line; ``upload`` None for the latter."""

    load: Load
    upload: DossierUpload | None


def upload_fields() -> Sequence[Field]:
    """The fields that a column can be corrected to, in their order."""
    return FIELDS


def upload(access: Access, upload_id: int) -> DossierUpload | None:
    """One upload of the agency, with what its load did once it is loaded.

    :raises PermissionRefused: unless the person sees the whole agency.
    """
    require(access, Permission.VIEW)
    found = DossierUpload.objects.filter(agency=access.agency, pk=upload_id)
    return found.select_related("agency", "uploaded_by").first()


def load_job(access: Access, found: DossierUpload) -> Job | None:
    """The newest job that loads an upload, over or not.

    :raises PermissionRefused: unless the person sees the whole agency.
    """
    require(access, Permission.VIEW)
    return latest_job(access, LOAD_JOB, {"upload": found.pk})


def waiting_uploads(access: Access) -> list[DossierUpload]:
    """Uploads that are not loaded yet, the newest first.

    :raises PermissionRefused: unless the person loads dossiers.
    """
    require(access, Permission.LOAD_DOSSIERS)
    waiting = DossierUpload.objects.filter(
        agency=access.agency, state__in=(UploadState.UPLOADED, UploadState.LOADING)
    )
    return list(waiting.select_related("uploaded_by"))


def upload_preview(access: Access, found: DossierUpload) -> UploadPreview:
    """The upload with its mapping, a sample, and what a load would refuse of its first rows.

    :raises PermissionRefused: unless the person loads dossiers of the agency.
    :raises ExportUnreadable: when its file is gone or no export.
    """
    require_own(access, found)
    require(access, Permission.LOAD_DOSSIERS)
    store = agency_store(access.agency)
    path = uploads_folder(access.agency) / found.folder / found.file_name
    preview, trial = try_export(store, path, found.corrections, PREVIEWED_ROWS)
    mapping = preview.mapping
    missing = [
        field for field in FIELDS if field.name in REQUIRED and field.name not in mapping.fields
    ]
    return UploadPreview(
        upload=found,
        mapping=mapping,
        field_of={mapping.headers[place]: field for field, place in mapping.fields.items()},
        synthetic=preview.synthetic,
        sample=preview.sample,
        missing=missing,
        trial=trial,
        problems=trial.listed[:LISTED_PROBLEMS] if trial else (),
    )


def loads(access: Access) -> list[LoadLine]:
    """Every load of the agency's store, the newest first.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    uploads = DossierUpload.objects.filter(agency=access.agency, state=UploadState.LOADED)
    by_sequence = {found.sequence: found for found in uploads.select_related("uploaded_by")}
    made = agency_store(access.agency).manifest().loads
    return [LoadLine(load, by_sequence.get(load.sequence)) for load in reversed(made)]


def load_of(access: Access, found: DossierUpload) -> Load | None:
    """The load of an upload, as the store keeps it; None before it is loaded.

    :raises PermissionRefused: unless the person sees the whole agency.
    """
    require_own(access, found)
    require(access, Permission.VIEW)
    made = agency_store(access.agency).manifest().loads
    return next((load for load in made if load.sequence == found.sequence), None)


def replaced_dossiers(
    access: Access, sequence: int, offset: int = 0, limit: int = 50
) -> Replacements:
    """What a load replaced: each dossier's facts that differ, before and after, by code.

    :raises PermissionRefused: unless the person sees the whole agency.
    """
    require(access, Permission.VIEW)
    return replaced_by(agency_store(access.agency), sequence, offset, limit)


def rejected_rows(access: Access, sequence: int) -> Path:
    """The file of the rows that a load refused, to mend and load again.

    :raises PermissionRefused: unless the person loads dossiers.
    :raises ExportUnreadable: when that load refused none.
    """
    require(access, Permission.LOAD_DOSSIERS)
    store = agency_store(access.agency)
    for load in store.manifest().loads:
        if load.sequence == sequence and load.rejected_file:
            return store.path(load.rejected_file)
    raise ExportUnreadable(f"Lần nạp {sequence} không có dòng nào bị từ chối.")
