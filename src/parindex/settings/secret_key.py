"""The signing key: given by the environment, or made once and kept in the data folder."""

import os
import secrets
from pathlib import Path


def load_or_create_secret_key(data: Path) -> str:
    """The key of this installation.

    ``PARINDEX_SECRET_KEY`` wins; otherwise ``secret_key`` in the data folder, made on first use,
    readable by its owner only. Two processes that start at once end with the same key.
    """
    given = os.environ.get("PARINDEX_SECRET_KEY")
    if given:
        return given
    data.mkdir(parents=True, exist_ok=True)
    path = data / "secret_key"
    made = data / f".secret_key.{os.getpid()}"
    if not path.exists():
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            # A hard link fails when the other process was first; its key then holds.
            os.link(made, path)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text().strip()
