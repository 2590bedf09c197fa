"""What only some work needs is not imported by every process that starts."""

import subprocess
import sys

# Engines and writers of files, the reader of papers with its patterns, the shapes of archives.
HEAVY = {
    "PIL",
    "docx",
    "ibis",
    "lxml",
    "numpy",
    "parindex.rounds.exchange.shapes",
    "parindex_core.directives.reader",
    "polars",
    "pyarrow",
    "pypdfium2",
    "typst",
    "xlsxwriter",
}


def test_nothing_heavy_is_imported_to_start() -> None:
    script = "import sys, django; django.setup(); print(*sys.modules)"
    started = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=300
    )
    imported = set(started.stdout.split())
    assert "parindex.dossiers.measures" in imported
    assert not HEAVY & imported
