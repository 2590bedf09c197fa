"""Reading a directive: from the text of a paper to items, owners, deadlines and targets."""

from parindex_core.directives.reader import read_directive
from parindex_core.directives.reading import Reading
from parindex_core.directives.unit_file import Unit, UnitsInvalid, demo_units, load_units

__all__ = ["Reading", "Unit", "UnitsInvalid", "demo_units", "load_units", "read_directive"]
