"""Loading exports into the store: read, check, resolve, replace by code, all or nothing."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

from parindex_dossiers.basis import Basis, resolve_anew
from parindex_dossiers.errors import ExportUnreadable
from parindex_dossiers.exports import Export, open_export
from parindex_dossiers.groups import Groups
from parindex_dossiers.mapping import (
    ColumnMapping,
    check_headers,
    corrections_for,
    corrections_within,
    remembered,
    suggest_mapping,
)
from parindex_dossiers.merging import Progress, merge_months
from parindex_dossiers.names import Names
from parindex_dossiers.parsing import ZONE
from parindex_dossiers.reading import read_rows, reject_contradicting
from parindex_dossiers.rejections import Rejections
from parindex_dossiers.staging import StagedRows
from parindex_dossiers.store import Load, Manifest, Store, Writing, with_load
from parindex_dossiers.vocabulary import REJECTION_HEADERS

MAPPINGS_FILE = "mappings.json"
SAMPLED_ROWS = 10


@dataclass(frozen=True)
class LoadReport:
    """What a load did. ``listed``: (row, column, value, reason) of each refused value."""

    load: Load
    mapping: ColumnMapping
    already_loaded: bool
    listed: tuple[tuple[int, str, str, str], ...] = ()
    rejected_path: Path | None = None


@dataclass(frozen=True)
class Preview:
    """An export before it is loaded, for a person to correct the mapping."""

    mapping: ColumnMapping
    synthetic: bool
    sample: list[dict[str, str | None]]


def preview_export(
    store: Store, path: Path, corrections: Mapping[str, str | None] | None = None
) -> Preview:
    """The suggested mapping of an export with the first rows of the columns that would be kept.

    :raises ExportUnreadable: when the file is no export.
    """
    export = open_export(path)
    mapping = mapping_of(store, export, corrections or {})
    piece = next(iter(export.read(sorted(mapping.fields.values()))), None)
    sample = piece.frame.head(SAMPLED_ROWS) if piece else pl.DataFrame()
    named = {str(place): field for field, place in mapping.fields.items()}
    return Preview(mapping, export.synthetic, sample.rename(named).to_dicts() if piece else [])


def export_mapping(
    store: Store, path: Path, corrections: Mapping[str, str | None]
) -> ColumnMapping:
    """The mapping of an export alone.

    :raises ExportUnreadable: when the file is no export, or a correction cannot be.
    """
    return mapping_of(store, open_export(path), corrections)


def import_exports(
    store: Store,
    paths: Sequence[Path],
    corrections: Mapping[str, str | None] | None = None,
    procedures: Path | None = None,
    progress: Progress = lambda text, share: None,
    now: datetime | None = None,
) -> list[LoadReport]:
    """Load exports one after another; each is all or nothing. Corrections are remembered.

    A new list of procedures, or a calendar changed since, resolves everything anew first.

    :raises ExportUnreadable, StoreBusy: nothing of the file at fault was stored.
    """
    now = now or datetime.now(ZONE)
    if corrections:
        check_headers([open_export(path).headers for path in paths], corrections)
    with store.writing() as writing:
        basis = Basis(store, procedures)
        if basis.fingerprint != writing.manifest.basis:
            basis.keep(writing)
            resolve_anew(store, writing, basis, progress)
        return [
            _import_one(store, writing, path, corrections or {}, basis, progress, now)
            for path in paths
        ]


def mapping_of(
    store: Store, export: Export, corrections: Mapping[str, str | None]
) -> ColumnMapping:
    """The mapping of an export by its headers, what was remembered and the new corrections."""
    here = corrections_within(export.headers, corrections)
    memory = store.path(MAPPINGS_FILE)
    return suggest_mapping(export.headers, corrections_for(memory, export.headers, here))


def _import_one(
    store: Store,
    writing: Writing,
    path: Path,
    corrections: Mapping[str, str | None],
    basis: Basis,
    progress: Progress,
    now: datetime,
) -> LoadReport:
    export = open_export(path)
    mapping = mapping_of(store, export, corrections)
    mapping.check()
    digest, mapped = _digest(path), _fields_fingerprint(mapping)
    standing = _standing_load(writing.manifest, digest, mapped)
    if standing is not None:
        return LoadReport(standing, mapping, already_loaded=True)
    sequence = writing.manifest.sequence + 1
    groups = Groups(_existing(store, writing.manifest.groups))
    names = Names(_existing(store, writing.manifest.names))
    names.add_procedures(basis.procedures)
    rejections = Rejections(mapping)
    staged = StagedRows(writing)
    rows = read_rows(export, mapping, basis, names, rejections, staged, progress)
    repeated = staged.take_out_repeated()
    reject_contradicting(path, repeated, mapping, rejections)
    merged = merge_months(store, writing, sequence, staged, groups, progress)
    rejected = rejections.count(export.broken)
    rejected_file = None
    if rejected:
        rejected_file = f"rejected/{sequence}-{path.stem[:80]}.csv"
        rejections.write(writing.stage(rejected_file), export)
    load = Load(
        sequence=sequence,
        file=path.name,
        digest=digest,
        mapping=mapped,
        loaded_at=now.isoformat(timespec="seconds"),
        rows=rows,
        added=merged.added,
        replaced=merged.replaced,
        unchanged=merged.unchanged,
        repeated=repeated.same,
        rejected=rejected,
        rejected_file=rejected_file,
        personal=mapping.personal,
        unused=mapping.unused,
        synthetic=export.synthetic,
    )
    history = (*writing.manifest.history, *((merged.history,) if merged.history else ()))
    manifest = with_load(
        writing.manifest,
        load,
        files=merged.files,
        cube=merged.cube,
        history=history,
        groups=_stage_groups(writing, groups, sequence),
        names=_stage_names(writing, names, sequence),
        basis=basis.fingerprint,
    )
    _remember(store, writing, export, rejections, corrections, bool(rejected))
    writing.commit(manifest)
    return LoadReport(
        load,
        mapping,
        False,
        tuple(rejections.listed(export)),
        store.path(rejected_file) if rejected_file else None,
    )


def _standing_load(manifest: Manifest, digest: str, mapped: str) -> Load | None:
    """The load of the same content, unless dossiers were replaced since: it is then taken anew."""
    for load in reversed(manifest.loads):
        if (load.digest, load.mapping) == (digest, mapped):
            return load
        if load.replaced:
            return None
    return None


def _remember(
    store: Store,
    writing: Writing,
    export: Export,
    rejections: Rejections,
    corrections: Mapping[str, str | None],
    rejected: bool,
) -> None:
    """Keep the corrections for these headers and for those of the file of refused rows."""
    memory = store.path(MAPPINGS_FILE)
    here = corrections_within(export.headers, corrections)
    merged = corrections_for(memory, export.headers, here)
    entries: list[tuple[Sequence[str], Mapping[str, str | None]]] = [(export.headers, merged)]
    if rejected:
        headers = (*REJECTION_HEADERS, *rejections.headers)
        entries.append((headers, {h: f for h, f in merged.items() if h in headers}))
    text = remembered(memory, entries)
    if text is not None:
        writing.write_whole(MAPPINGS_FILE, text)


def _existing(store: Store, name: str | None) -> Path | None:
    return store.path(name) if name else None


def _stage_groups(writing: Writing, groups: Groups, sequence: int) -> str | None:
    if not groups.grown:
        return writing.manifest.groups
    name = f"groups/{sequence}.parquet"
    groups.table.write_parquet(writing.stage(name))
    return name


def _stage_names(writing: Writing, names: Names, sequence: int) -> str | None:
    if not names.grown:
        return writing.manifest.names
    name = f"names/{sequence}.json"
    names.write(writing.stage(name))
    return name


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        raise ExportUnreadable(f"Không đọc được tệp {path.name}: {problem.strerror}.") from problem


def _fields_fingerprint(mapping: ColumnMapping) -> str:
    told = json.dumps({field: mapping.headers[at] for field, at in mapping.fields.items()})
    return hashlib.sha256(told.encode()).hexdigest()[:32]
