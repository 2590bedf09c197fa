"""What the agency's catalogue of procedures says to its dossiers."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from parindex.organisations.queries import working_date
from parindex.procedures.queries.catalogue import dossier_catalogue

if TYPE_CHECKING:
    from parindex.organisations.models import Agency


@contextmanager
def catalogue_file(agency: Agency) -> Iterator[Path | None]:
    """The catalogue of today in a file as ``parindex_dossiers`` reads it; None without one."""
    entries = dossier_catalogue(agency, working_date(agency))
    if not entries:
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "procedures.json"
        path.write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
        yield path
