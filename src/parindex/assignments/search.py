"""Finding papers and tasks by words, with and without diacritics."""

from __future__ import annotations

import re
from typing import TypeVar

from django.db.models import Model, QuerySet

from parindex_core.vietnamese.folding import fold

Row = TypeVar("Row", bound=Model)


def search_text(*parts: str) -> str:
    """What a row is found by: a space before each folded word, no punctuation."""
    return "".join(f" {word}" for word in re.findall(r"\w+", fold(" ".join(parts))))


def with_words(rows: QuerySet[Row], words: str) -> QuerySet[Row]:
    """The rows whose ``search_text`` has every word, each from a word's start.

    Folded syllables are short: “ho” within words would find every “cho”. What is typed without
    spaces, such as 664/KL-SKHCN or 31/12/2021, is sought as one.
    """
    for typed in words.split():
        rows = rows.filter(search_text__contains=search_text(typed))
    return rows
