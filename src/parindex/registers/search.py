"""Finding entries by words, with and without diacritics."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parindex_core.vietnamese.folding import fold

if TYPE_CHECKING:
    from parindex.registers.models import Entry
    from parindex.registers.register import Register


def search_text(register: Register, entry: Entry) -> str:
    """What an entry is found by: a space before each folded word, no punctuation."""
    said = (entry.code, entry.title, *(str(getattr(entry, name)) for name in register.found_by))
    return "".join(f" {word}" for word in re.findall(r"\w+", fold(" ".join(said))))
