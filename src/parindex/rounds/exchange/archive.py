"""The ZIP itself: what may stand in it, how much of it, and that it is what its manifest says.

Nothing is ever unpacked to a path that the archive names; files are read by name, in pieces, no
further than they declare, and count only when size and SHA-256 are those of the manifest.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from pydantic import ValidationError

from parindex.rounds.exchange.shapes import ManifestShape

MANIFEST, ROUND, EDITION, README = "manifest.json", "round.json", "edition.yaml", "README.txt"
PIECE = 1 << 18
# In bytes: all of an unpacked archive, one text of it, and how many files.
LARGEST_ARCHIVE = 8 << 30
LARGEST_TEXT = 32 << 20
MOST_FILES = 100_000
# A JSON of one agency shrinks to a fifteenth; what shrinks far more was made to burst.
_MOST_RATIO = 200
_PATH = re.compile(
    r"manifest\.json|round\.json|edition\.yaml|README\.txt|editions/[0-9a-f]{64}\.yaml"
    r"|agencies/[A-Za-z0-9_-]{1,50}\.json|tables/[a-z-]{1,40}\.csv|files/[0-9a-f]{64}"
)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError)


class ArchiveRefused(ValueError):
    """The archive is not taken; the message says why in a sentence."""


class RoundArchive:
    """An archive whose every file has been found in its manifest and looked at.

    ``identity``: of what counts in it, so that the same content again is the same round.
    """

    def __init__(self, file: BinaryIO) -> None:
        """:raises ArchiveRefused: for anything that is not as it should be."""
        try:
            self._zip = zipfile.ZipFile(file)
            self._entries = _entries(self._zip)
            self.manifest = _manifest(self._read(MANIFEST, LARGEST_TEXT))
        except ArchiveRefused:
            raise
        except (*_BROKEN, ValueError) as problem:
            # ValueError: a table of contents that lies before the file, a name that is no text.
            raise ArchiveRefused(_("This is no whole ZIP archive.")) from problem
        self._compare_with_manifest()

    @property
    def identity(self) -> str:
        counting = {
            path: one.sha256
            for path, one in self.manifest.files.items()
            if not path.startswith("tables/") and path != README
        }
        return hashlib.sha256(json.dumps(counting, sort_keys=True).encode()).hexdigest()

    @property
    def agency_paths(self) -> list[str]:
        return sorted(path for path in self._entries if path.startswith("agencies/"))

    def text(self, path: str) -> str:
        """A text of the archive, verified.

        :raises ArchiveRefused: when it is not there, or not what the manifest says.
        """
        try:
            return b"".join(self.pieces(path, LARGEST_TEXT)).decode("utf-8")
        except UnicodeDecodeError:
            raise ArchiveRefused(_("%s is not UTF-8.") % path) from None

    def json(self, path: str) -> Any:
        """A JSON of the archive; numbers with a point are refused, they would lose digits."""
        try:
            return json.loads(self.text(path), parse_float=_no_float, parse_constant=_no_float)
        except (ValueError, RecursionError) as problem:
            if isinstance(problem, ArchiveRefused):
                raise
            raise ArchiveRefused(_("%s is not the JSON that is expected.") % path) from None

    def pieces(self, path: str, largest: int) -> Iterator[bytes]:
        """A file piece by piece; the last piece comes only when all of it is as the manifest says.

        :raises ArchiveRefused: otherwise.
        """
        expected = self.manifest.files.get(path)
        if expected is None or path not in self._entries:
            raise ArchiveRefused(_("%s is missing in the archive.") % path)
        if expected.size > largest:
            raise ArchiveRefused(_("%s is too large.") % path)
        digest, last = hashlib.sha256(), b""
        for piece in self._pieces(path, expected.size):
            yield last
            digest.update(piece)
            last = piece
        if digest.hexdigest() != expected.sha256:
            raise ArchiveRefused(_("%s was changed after the archive was made.") % path)
        yield last

    def _read(self, path: str, largest: int) -> bytes:
        if path not in self._entries:
            raise ArchiveRefused(_("%s is missing in the archive.") % path)
        size = self._entries[path].file_size
        if size > largest:
            raise ArchiveRefused(_("%s is too large.") % path)
        return b"".join(self._pieces(path, size))

    def _pieces(self, path: str, size: int) -> Iterator[bytes]:
        read = 0
        try:
            with self._zip.open(self._entries[path]) as entry:
                while piece := entry.read(PIECE):
                    read += len(piece)
                    if read > size:
                        raise ArchiveRefused(_("%s is larger than it says.") % path)
                    yield piece
        except _BROKEN as problem:
            raise ArchiveRefused(_("%s is damaged.") % path) from problem
        if read != size:
            raise ArchiveRefused(_("%s is shorter than it says.") % path)

    def _compare_with_manifest(self) -> None:
        named, there = set(self.manifest.files), set(self._entries) - {MANIFEST}
        if named != there:
            odd = sorted(named ^ there)[0]
            raise ArchiveRefused(
                _("Manifest and archive differ: %s stands in one of them only.") % odd
            )
        for path, one in self.manifest.files.items():
            if self._entries[path].file_size != one.size:
                raise ArchiveRefused(_("%s was changed after the archive was made.") % path)
            if path.startswith(("files/", "editions/")) and one.sha256 not in path:
                raise ArchiveRefused(_("%s was changed after the archive was made.") % path)


def path_of_edition(sha256: str) -> str:
    """Where an edition lies that the round was scored by before a correction."""
    return f"editions/{sha256}.yaml"


def _entries(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The archive's files by name, once none of them is odd."""
    entries: dict[str, zipfile.ZipInfo] = {}
    whole = 0
    for entry in archive.infolist():
        name = entry.filename
        if not _PATH.fullmatch(name) or name in entries:
            raise ArchiveRefused(_("The archive has a file that does not belong there: %s") % name)
        if entry.flag_bits & 0x1 or entry.compress_type not in (
            zipfile.ZIP_STORED,
            zipfile.ZIP_DEFLATED,
        ):
            raise ArchiveRefused(_("%s is encrypted or packed in an unknown way.") % name)
        if entry.file_size > max(entry.compress_size, 1024) * _MOST_RATIO:
            raise ArchiveRefused(_("%s would unpack to far more than an honest file.") % name)
        whole += entry.file_size
        entries[name] = entry
    if len(entries) > MOST_FILES or whole > LARGEST_ARCHIVE:
        raise ArchiveRefused(_("The archive holds more than a round can."))
    return entries


def _manifest(content: bytes) -> ManifestShape:
    try:
        return ManifestShape.model_validate(json.loads(content))
    except (ValidationError, ValueError, RecursionError):
        raise ArchiveRefused(_("The manifest is not that of an exchanged round.")) from None


def _no_float(_text: str) -> Any:
    raise ArchiveRefused(_("A number with a point stands outside a string."))
