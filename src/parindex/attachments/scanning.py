"""Asking the scan command of this installation, such as clamdscan, about a file."""

import logging
import subprocess  # nosec B404
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from parindex.attachments.constants import ScanState
from parindex.attachments.refusals import FileRefused, ScanUnavailable

logger = logging.getLogger("parindex.attachments")

LONGEST_SCAN = 120  # seconds
# As clamdscan and clamscan say it: 0 nothing found, 1 something found, anything else failed.
CLEAN, FOUND = 0, 1


def scan(path: Path) -> ScanState:
    """What the scan command says of the file; without a command nothing is scanned.

    :raises FileRefused: when it found something.
    :raises ScanUnavailable: when it could not say.
    """
    if not settings.SCAN_COMMAND:
        return ScanState.NOT_SCANNED
    try:
        # The command is a setting of the installation, the path our own making; no shell reads it.
        done = subprocess.run(  # nosec B603
            [*settings.SCAN_COMMAND, str(path)],
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            text=True,
            errors="replace",
            timeout=LONGEST_SCAN,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        logger.error("the scan command did not run: %s", error)
        raise ScanUnavailable(_unavailable()) from error
    if done.returncode == CLEAN:
        return ScanState.CLEAN
    logger.warning("scan command: %d, %s %s", done.returncode, done.stdout, done.stderr)
    if done.returncode == FOUND:
        raise FileRefused(
            _("The virus scanner found something in this file. It was not kept; have it cleaned.")
        )
    raise ScanUnavailable(_unavailable())


def _unavailable() -> str:
    return _(
        "The file could not be scanned for viruses, so it was not kept. Try again in a while, or"
        " tell the one who runs the server."
    )
