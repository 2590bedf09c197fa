"""Reading a directive: from the text of a paper to items, owners, deadlines and targets."""

from typing import TYPE_CHECKING, Any

from parindex_core.directives.reading import Reading
from parindex_core.directives.unit_file import Unit, UnitsInvalid, demo_units, load_units

if TYPE_CHECKING:
    from parindex_core.directives.reader import read_directive

__all__ = ["Reading", "Unit", "UnitsInvalid", "demo_units", "load_units", "read_directive"]


def __getattr__(name: str) -> Any:
    """The reader, once it is asked for: its patterns take longer to compile than most commands."""
    if name != "read_directive":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from parindex_core.directives.reader import read_directive

    return read_directive
