"""The reference in docs/reference is what the product says of itself now."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_reference_is_current():
    spec = importlib.util.spec_from_file_location("reference", ROOT / "docs" / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    kept = {page.name: page.read_text("utf-8") for page in reference.FOLDER.glob("*.md")}
    assert kept == reference.pages(), "run: make docs"
