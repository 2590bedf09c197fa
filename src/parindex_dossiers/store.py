"""The store: a folder of Parquet by month and a manifest that says which files count.

A load writes new files beside the old ones and then replaces the manifest in one step, so that a
load killed at any moment has happened wholly or not at all; readers keep the files they opened.

    dossiers/
      manifest.json       what counts, and every load
      resolved/month=2021-05/3.parquet
      open/month=2021-05/3.parquet    those of them that have not ended
      cube/month=2021-05/3.parquet    the same dossiers counted by month of event and group
      cube/whole/3.parquet            the cubes of all months added up
      groups/3.parquet    group_id → agency, unit, field, procedure, channel
      names/3.json        names of units and procedures
      history/3.parquet   what load 3 replaced
      amendments/4.parquet  causes and apologies that the agency recorded beside the exports
      rejected/3-name.csv rows that load 3 refused
      mappings.json, calendar.yaml, procedures.json
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from parindex_dossiers.errors import DossiersRefused, StoreBusy, StoreEmpty

_VERSION = 2
_DATA_FOLDERS = ("resolved", "open", "cube", "groups", "names", "history", "amendments")


@dataclass(frozen=True)
class MonthFile:
    """A month's dossiers (by reception). Moments are ISO texts; ``open`` have not ended."""

    month: str
    path: str
    cube: str
    open_path: str | None
    rows: int
    open: int
    received_from: str | None
    received_to: str | None
    ended_from: str | None
    ended_to: str | None


@dataclass(frozen=True)
class Load:
    """One import, as the manifest keeps it."""

    sequence: int
    file: str
    digest: str
    mapping: str
    loaded_at: str
    rows: int
    added: int
    replaced: int
    unchanged: int
    repeated: int
    rejected: int
    rejected_file: str | None
    personal: tuple[str, ...]
    unused: tuple[str, ...]
    synthetic: bool


@dataclass(frozen=True)
class Manifest:
    """The state of the store after ``sequence`` loads."""

    sequence: int = 0
    files: tuple[MonthFile, ...] = ()
    cube: str | None = None
    groups: str | None = None
    names: str | None = None
    history: tuple[str, ...] = ()
    loads: tuple[Load, ...] = ()
    amendments: str | None = None
    basis: str = ""
    """Fingerprint of the calendar and procedures that the dossiers were resolved with."""

    def paths(self) -> set[str]:
        """Every file that counts."""
        single = {self.cube, self.groups, self.names, self.amendments}
        monthly = {p for file in self.files for p in (file.path, file.cube, file.open_path)}
        return {path for path in single | monthly | set(self.history) if path}


@dataclass
class Store:
    """The dossiers under a data folder."""

    data: Path
    root: Path = field(init=False)

    def __post_init__(self) -> None:
        self.root = self.data / "dossiers"

    def path(self, name: str) -> Path:
        """A file of the store by its name in the manifest."""
        return self.root / name

    def manifest(self) -> Manifest:
        """What counts now; an empty manifest before the first load."""
        try:
            content: dict[str, Any] = json.loads((self.root / "manifest.json").read_text("utf-8"))
        except FileNotFoundError:
            return Manifest()
        if content.pop("version", None) != _VERSION:
            raise DossiersRefused(
                f"Kho hồ sơ {self.root} do một bản phần mềm khác ghi; nạp lại vào thư mục mới."
            )
        for load in content["loads"]:
            load["personal"], load["unused"] = tuple(load["personal"]), tuple(load["unused"])
        content["files"] = tuple(MonthFile(**file) for file in content["files"])
        content["loads"] = tuple(Load(**load) for load in content["loads"])
        content["history"] = tuple(content["history"])
        return Manifest(**content)

    def filled_manifest(self) -> Manifest:
        """The manifest of a store that has dossiers.

        :raises StoreEmpty: when nothing was loaded yet.
        """
        manifest = self.manifest()
        if not manifest.files:
            raise StoreEmpty(
                f"Chưa có hồ sơ nào trong {self.data}. Nạp trước bằng: parindex dossiers import "
                f"TỆP --data {self.data}"
            )
        return manifest

    @contextmanager
    def writing(self) -> Iterator["Writing"]:
        """The right to change the store, for one load at a time.

        :raises StoreBusy: while another load runs.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                holder = lock.read().strip() or "một lần nạp khác"
                raise StoreBusy(
                    f"Kho hồ sơ đang được nạp ({holder}). Chờ lần nạp đó xong rồi chạy lại."
                ) from None
            lock.truncate(0)
            lock.write(f"tiến trình {os.getpid()}, từ {datetime.now():%d/%m/%Y %H:%M}")  # noqa: DTZ005
            lock.flush()
            writing = Writing(self, self.manifest())
            try:
                yield writing
            finally:
                shutil.rmtree(writing.staging, ignore_errors=True)
                lock.truncate(0)


class Writing:
    """A change of the store in the making: files are staged, then one manifest makes them count."""

    def __init__(self, store: Store, manifest: Manifest) -> None:
        self.store, self.manifest = store, manifest
        self.staging = store.root / "staging"
        shutil.rmtree(self.staging, ignore_errors=True)
        self.staging.mkdir()
        self._staged: list[str] = []

    def stage(self, name: str) -> Path:
        """Where to write a file that will be ``name`` once the change counts."""
        self._staged.append(name)
        path = self.staging / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def path_of(self, name: str) -> Path:
        """A file of the store as it will be: the staged one, else the one that counts now."""
        return self.staging / name if name in self._staged else self.store.path(name)

    def scratch(self, name: str) -> Path:
        """A file for this change only."""
        path = self.staging / "scratch" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def commit(self, manifest: Manifest) -> None:
        """Make the staged files count, all at once; then clear away what counts no more."""
        for name in self._staged:
            staged, final = self.staging / name, self.store.path(name)
            final.parent.mkdir(parents=True, exist_ok=True)
            _flush(staged)
            os.replace(staged, final)
        for folder in {self.store.path(name).parent for name in self._staged}:
            _flush(folder)
        content = json.dumps(
            {"version": _VERSION, **asdict(manifest)}, ensure_ascii=False, indent=1
        )
        self.write_whole("manifest.json", content)
        before, self.manifest, self._staged = self.manifest, manifest, []
        self._clear_away(before.paths() | manifest.paths())

    def write_whole(self, name: str, content: str) -> None:
        """Replace a small file of the store in one step."""
        temporary = self.staging / name
        temporary.write_text(content, encoding="utf-8")
        _flush(temporary)
        os.replace(temporary, self.store.path(name))
        _flush(self.store.root)

    def _clear_away(self, kept: set[str]) -> None:
        # The manifest before this one keeps its files: a reader may just be at them.
        root = self.store.root
        for folder in _DATA_FOLDERS:
            for path in (root / folder).rglob("*"):
                if path.is_file() and str(path.relative_to(root)) not in kept:
                    path.unlink()


def _flush(path: Path) -> None:
    """Have the disk hold what was written: of a folder, the names in it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def with_load(manifest: Manifest, load: Load, **changes: Any) -> Manifest:
    """The manifest after a load."""
    return replace(manifest, sequence=load.sequence, loads=(*manifest.loads, load), **changes)
