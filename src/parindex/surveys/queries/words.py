"""What people wrote, each text by itself: apart from everything else that its writer answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from parindex.accounts.services import require_own, require_view
from parindex.surveys.constants import SMALLEST_CELL, RoundState
from parindex.surveys.models import OpenWords
from parindex_core.vietnamese.folding import fold

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.surveys.models import SurveyRound


@dataclass(frozen=True)
class WordsPage:
    """Texts that were found; ``total``: how many in all. ``is_hidden``: too few answered."""

    total: int
    texts: Sequence[tuple[str, str]]
    is_hidden: bool = False


def words_of(
    access: Access,
    survey: SurveyRound,
    *,
    question: str = "",
    search: str = "",
    offset: int = 0,
    limit: int = 50,
) -> WordsPage:
    """Texts of a closed round as (question, text), in an order made by chance; three queries.

    ``search``: every word of it, with or without diacritics.
    """
    require_view(access)
    require_own(access, survey)
    if survey.state != RoundState.CLOSED or survey.answers.count() < SMALLEST_CELL:
        return WordsPage(0, [], is_hidden=True)
    found = OpenWords.objects.filter(round=survey)
    if question:
        found = found.filter(question=question)
    for word in fold(search).split():
        found = found.filter(search_text__contains=word)
    total = found.count()
    texts = found.order_by("pk").values_list("question", "text")
    return WordsPage(total, list(texts[offset : offset + limit]))


def questions_with_words(access: Access, survey: SurveyRound) -> dict[str, int]:
    """How many texts each question got in a closed round."""
    require_view(access)
    require_own(access, survey)
    if survey.state != RoundState.CLOSED:
        return {}
    found = OpenWords.objects.filter(round=survey).order_by().values_list("question")
    return dict(found.annotate(number=Count("pk")))
