"""Tesseract and LibreOffice for the tests that ask for them."""

import os
import shutil

import pytest

NEEDED = {
    "tesseract": "apt-get install tesseract-ocr tesseract-ocr-vie",
    "soffice": "apt-get install libreoffice-writer-nogui",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for program, how in NEEDED.items():
            if f"needs_{program}" in getattr(item, "fixturenames", ()):
                item.add_marker("scans" if program == "tesseract" else "office")
                if shutil.which(program) is None and not os.environ.get("CI"):
                    reason = f"{program} is missing; install it: {how}"
                    item.add_marker(pytest.mark.skipif(True, reason=reason))


@pytest.fixture
def needs_tesseract() -> None:
    """Marks a test that recognises letters."""


@pytest.fixture
def needs_soffice() -> None:
    """Marks a test that converts by LibreOffice."""
