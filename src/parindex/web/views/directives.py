"""The register of the papers that gave the agency work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from parindex.accounts.constants import Permission
from parindex.assignments.queries.directives import (
    DIRECTIVE_ORDERS,
    DirectiveFilter,
    directives_of,
    task_counts,
    texts_of,
)
from parindex.web.excerpts import Piece, excerpt
from parindex.web.forms.directive_list import DirectiveListForm
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parindex.assignments.models import Directive

ROWS_ON_A_PAGE = 50
# More than anybody leafs through: counting all of a hundred thousand takes longer than a page.
MOST_LISTED = 2_000


class ShortPaginator(Paginator):
    """Pages of the first ``MOST_LISTED`` rows."""

    @cached_property
    def count(self) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        return self.object_list[: MOST_LISTED + 1].count()  # pyright: ignore[reportAttributeAccessIssue]

    @property
    def is_cut(self) -> bool:
        """Whether there are more rows than are listed."""
        return self.count > MOST_LISTED


@dataclass(frozen=True)
class Row:
    """A paper of the register, with the words that were sought where it has them."""

    directive: Directive
    task_count: int
    found: Sequence[Piece]


@require_safe
def list_directives(request: HttpRequest) -> HttpResponse:
    """The directives of the agency, by words, days, issuer, urgency and state."""
    desk = desk_of(request)
    form = DirectiveListForm(request.GET)
    form.is_valid()
    narrowed = form.narrowed()
    order = request.GET.get("sort", "")
    if order.removeprefix("-") not in DIRECTIVE_ORDERS:
        order = "-issued"
    found = directives_of(desk.access, narrowed, order)
    pages = ShortPaginator(found, ROWS_ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    shown = list(page.object_list)
    counts = task_counts(shown)
    texts = texts_of(shown) if narrowed.words else {}
    context = {
        "page": page,
        "form": form,
        "rows": [
            Row(one, counts.get(one.pk, 0), excerpt(texts.get(one.pk, ""), narrowed.words))
            for one in shown
        ],
        "is_cut": pages.is_cut,
        "most": MOST_LISTED,
        "is_narrowed": narrowed != DirectiveFilter(),
        "words": narrowed.words,
        "may_register": desk.access.may(Permission.REGISTER_DIRECTIVES),
    }
    return render(request, "directives/list.html", context)
