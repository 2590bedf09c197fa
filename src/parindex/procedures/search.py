"""Finding procedures by words, with and without diacritics."""

import re

from parindex_core.vietnamese.folding import fold


def search_text(*parts: str) -> str:
    """What a procedure is found by: a space before each folded word, no punctuation."""
    return "".join(f" {word}" for word in re.findall(r"\w+", fold(" ".join(parts))))
