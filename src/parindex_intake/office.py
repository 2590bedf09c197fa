"""Old Word files (.doc) made into .docx by LibreOffice, a program of the machine."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess  # nosec B404
from contextlib import suppress
from pathlib import Path

from parindex_intake.limits import bound_this_process
from parindex_intake.refusals import PaperRefused, Reason

LONGEST = 120  # seconds
# Bytes of address space: the program reserves much more than it uses.
_MEMORY = 3 << 30
# Nothing that a file names is fetched from elsewhere, and no macro of it runs.
_GUARDED = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


def office() -> str:
    """Where the program is.

    :raises PaperRefused: when it is not installed.
    """
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        raise PaperRefused(Reason.NO_OFFICE)
    return found


def as_docx(path: Path, folder: Path) -> Path:
    """The file as .docx, in the folder.

    :raises PaperRefused: when the program is missing, or cannot open the file.
    """
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_GUARDED, encoding="utf-8")
    source = folder / "paper.doc"
    shutil.copyfile(path, source)
    command = [
        office(),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx",
        "--outdir",
        str(folder),
        str(source),
    ]
    # The program found on the machine's path, and paths of our own making; no shell.
    running = subprocess.Popen(  # nosec B603
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=_bound,
    )
    try:
        running.wait(LONGEST)
    except subprocess.TimeoutExpired:
        # It starts others; all of them are of this process's group, which is ended with it.
        with suppress(ProcessLookupError):
            os.kill(running.pid, signal.SIGKILL)
        running.wait()
        raise PaperRefused(Reason.TOO_HEAVY) from None
    made = folder / "paper.docx"
    if not made.is_file():
        raise PaperRefused(Reason.BROKEN)
    return made


def _bound() -> None:
    bound_this_process(_MEMORY)
