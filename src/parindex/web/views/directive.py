"""One directive: the paper, what was read in it, and the tasks it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.assignments.queries.directives import directive
from parindex.assignments.services.directives import DirectiveAlreadyConfirmed, confirm_directive
from parindex.web.directive_marks import doubt_anchor
from parindex.web.directive_review import new_tasks, review_of_drafts, review_of_tasks
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from parindex.assignments.models import Directive
    from parindex.web.directive_review import Review
    from parindex.web.views.desk import Desk

LONGEST_QUOTE = 60  # characters of the paper shown with a doubt


@require_http_methods(["GET", "HEAD", "POST"])
def show_directive(request: HttpRequest, directive_id: int) -> HttpResponse:
    """The paper beside its drafts or tasks; a POST assigns the drafts."""
    desk = desk_of(request)
    found = directive(desk.access, directive_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _assign(request, desk, found)
    if found.confirmed_at is None:
        return _show(request, desk, found, review_of_drafts(desk, found))
    return _show(request, desk, found, review_of_tasks(desk, found))


def _assign(request: HttpRequest, desk: Desk, found: Directive) -> HttpResponse:
    require(desk.access, Permission.ASSIGN_TASKS)
    if found.confirmed_at is not None:
        return _already_confirmed(request, found)
    review = review_of_drafts(desk, found, request.POST)
    drafts = review.drafts
    refused = [draft for draft in drafts if not draft.is_valid()]
    if refused:
        problem = _("Nothing was assigned yet: correct what is marked in red below.")
        return _show(request, desk, found, review, problem)
    tasks = new_tasks(desk, found, drafts)
    if drafts and not tasks:
        problem = _("No task is ticked. Tick at least one, or leave the paper for later.")
        return _show(request, desk, found, review, problem)
    try:
        made = confirm_directive(desk.access, found, desk.year, tasks)
    except DirectiveAlreadyConfirmed:
        return _already_confirmed(request, found)
    assigned = ngettext("%(count)d task was assigned.", "%(count)d tasks were assigned.", len(made))
    messages.success(request, assigned % {"count": len(made)})
    return redirect("directive", found.pk)


def _already_confirmed(request: HttpRequest, found: Directive) -> HttpResponse:
    messages.info(request, _("The tasks of this paper were assigned before; nothing was changed."))
    return redirect("directive", found.pk)


def _show(
    request: HttpRequest, desk: Desk, found: Directive, review: Review, problem: str = ""
) -> HttpResponse:
    context = {
        "way": [(_("Directives"), reverse("directives"))],
        "directive": found,
        "reading": found.reading,
        "review": review,
        "doubts": _doubts(found),
        "problem": problem,
        "may_assign": desk.access.may(Permission.ASSIGN_TASKS) and found.confirmed_at is None,
    }
    return render(request, "directives/show.html", context, status=422 if problem else 200)


def _doubts(found: Directive) -> list[dict[str, str]]:
    """The questions of the reading, each with the words it is about."""
    doubts = []
    for place, doubt in enumerate(found.reading["doubts"], start=1):
        start, end = doubt["span"]
        words = " ".join(found.text[start : min(end, start + LONGEST_QUOTE)].split())
        quote = f"{words}…" if end - start > LONGEST_QUOTE else words
        doubts.append({"what": doubt["what"], "quote": quote, "anchor": doubt_anchor(place)})
    return doubts
