"""LibreOffice for the tests that ask for it."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Convert = Callable[[bytes], bytes]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "to_pdf" not in getattr(item, "fixturenames", ()):
            continue
        item.add_marker("office")
        if shutil.which("soffice") is None and not os.environ.get("CI"):
            reason = "LibreOffice is missing; install it: apt-get install libreoffice-writer-nogui"
            item.add_marker(pytest.mark.skipif(True, reason=reason))


@pytest.fixture
def to_pdf(tmp_path: Path) -> Convert:
    """Converts a .docx by LibreOffice, with a profile of its own so that two may run at once."""

    def convert(content: bytes) -> bytes:
        source = tmp_path / "paper.docx"
        source.write_bytes(content)
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(tmp_path),
                str(source),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        return source.with_suffix(".pdf").read_bytes()

    return convert
