"""What the register says of a paper: corrected, also by two at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.assignments.queries.directives import directive
from parindex.assignments.services.directive_heads import (
    DayOutOfOrder,
    HeadChangedMeanwhile,
    correct_head,
    told_head,
)
from parindex.web.forms.directive_head import (
    DirectiveHeadForm,
    HeadDifference,
    seen_in,
    seen_of,
)
from parindex.web.templatetags.formats import vndate
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parindex.assignments.models import Directive


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_head(request: HttpRequest, directive_id: int) -> HttpResponse:
    """Correct number, date, issuer, urgency and the rest of what the register says."""
    desk = desk_of(request)
    require(desk.access, Permission.REGISTER_DIRECTIVES)
    found = directive(desk.access, directive_id)
    if found is None:
        raise Http404
    if request.method != "POST":
        return _page(request, found, DirectiveHeadForm(found), seen_of(found))
    form, sent = DirectiveHeadForm(found, data=request.POST), request.POST.get("seen", "")
    if not form.is_valid():
        return _page(request, found, form, sent)
    seen = seen_in(sent)
    try:
        correct_head(desk.access, found, form.head(), seen=seen)
    except HeadChangedMeanwhile as conflict:
        return _conflict(request, conflict.present, form, seen)
    except DayOutOfOrder as against:
        form.add_error("issued_on", _out_of_order(against))
        return _page(request, found, form, sent)
    messages.success(request, _("The register says so now."), extra_tags=_draft(found))
    return redirect("directive", found.pk)


def _out_of_order(against: DayOutOfOrder) -> str:
    if against.is_later:
        words = _(
            "%(paper)s of %(day)s amends this paper, which cannot be later than that. If the date"
            " of that paper is wrong in the register, correct it first; if it does not amend this"
            " one, say so on its page first, under “What it amends”."
        )
    else:
        words = _(
            "This paper amends %(paper)s of %(day)s and cannot be older than that. If the date of"
            " that paper is wrong in the register, correct it first; if this one does not amend"
            " it, say so on its page first, under “What it amends”."
        )
    return words % {"paper": against.other, "day": vndate(against.other.issued_on)}


def _conflict(
    request: HttpRequest, present: Directive, form: DirectiveHeadForm, seen: dict[str, str]
) -> HttpResponse:
    """Both corrections: the other's, which stands, and the person's own on top of it."""
    stands = told_head(present)
    merged = form.on_top_of(present, seen)
    # Day by day both were in order; together they may not be.
    mine = told_head(merged.head()) if merged.is_valid() else told_head(form.head())
    theirs = form.differences(seen or stands, stands)
    own = form.differences(stands, mine)
    return _page(request, present, merged, seen_of(present), theirs=theirs, own=own)


def _page(
    request: HttpRequest,
    found: Directive,
    form: DirectiveHeadForm,
    seen: str,
    *,
    theirs: Sequence[HeadDifference] = (),
    own: Sequence[HeadDifference] | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "directive": found,
        "way": [
            (_("Directives"), reverse("directives")),
            (str(found), reverse("directive", args=[found.pk])),
        ],
        "seen": seen,
        "draft": _draft(found),
        "is_conflict": own is not None,
        "theirs": theirs,
        "own": own,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "directives/head.html", context, status=status)


def _draft(found: Directive) -> str:
    return f"directive-head-{found.pk}"
