"""What the commands of dossiers share: the data folder, the zone, and the engines when needed."""

from importlib import import_module
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from parindex.commands.framework import stop

Data = Annotated[
    Path,
    typer.Option("--data", envvar="PARINDEX_DATA", help="Thư mục dữ liệu. / Data folder."),
]
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DATA = Path("var")  # as in the product's settings


def engine_room(name: str) -> Any:
    """A module of ``parindex_dossiers``, loaded when a command needs it.

    The one place where commands import it: its engines take a second, which others must not pay.
    """
    return import_module(f"parindex_dossiers.{name}")


def correction(text: str) -> tuple[str, str | None]:
    """A header and its field from “Tên cột=Trường”; without a field the column is left unread."""
    header, separator, field = text.rpartition("=")
    if not separator:
        stop(f"--map cần dạng “Tên cột=Trường”, không phải “{text}”. / --map takes Header=Field.")
    return header, field or None
