"""A year's plan as the file that it comes in: a workbook, or a Word file with tables."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.assignments.services.papers import tables_of_paper
from parindex.attachments.refusals import FileRefused
from parindex.web.plan_columns import LEAD, PLAN_COLUMNS, TEXT
from parindex.web.plan_reading import PlacedProblem, PlanReading, lines_of, read_plan
from parindex_tables.paper_tables import PlacedCell, read_paper_tables

if TYPE_CHECKING:
    from parindex.organisations.models import Unit
    from parindex_core.framework import Framework

# A table without these is another one of the paper: no task goes without its unit.
_TELLING = frozenset({TEXT, LEAD})
_WORD_ENDINGS = (".docx", ".docm", ".doc", ".dotx", ".dotm")


def read_plan_file(
    name: str, content: bytes, units: Sequence[Unit], framework: Framework | None, year: int
) -> PlanReading:
    """Read a plan by what its file is; what cannot be read is one problem, a clear sentence."""
    if not _is_for_word(name, content):
        return read_plan(content, units, framework, year)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan"
        path.write_bytes(content)
        try:
            grids = tables_of_paper(path)
        except FileRefused as refused:
            return PlanReading((), [PlacedProblem("", "", str(refused))])
    tables = [
        [[PlacedCell(cell.left, cell.right, cell.text) for cell in row] for row in grid.rows]
        for grid in grids
    ]
    if not tables:
        words = _("The file has no table. Put the plan into a table, or read it as a paper.")
        return PlanReading((), [PlacedProblem("", "", words)])
    return lines_of(read_paper_tables(tables, PLAN_COLUMNS, _TELLING), units, framework, year)


def _is_for_word(name: str, content: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.namelist()
    except (zipfile.BadZipFile, ValueError, RuntimeError, OSError):
        parts = []
    if "xl/workbook.xml" in parts:
        return False
    return "word/document.xml" in parts or name.lower().endswith(_WORD_ENDINGS)
