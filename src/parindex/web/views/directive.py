"""One directive: the paper, what was read in it, and the tasks it gives."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.assignments.passages import (
    PassageUnknown,
    Review,
    merge_with_next,
    split,
    with_another_draft,
    with_missed_task,
)
from parindex.assignments.queries.directives import counted_as, directive
from parindex.assignments.queries.reviews import (
    amendments_of,
    continuation_of,
    last_editor,
    originals_of,
    pages_of,
    papers_of,
)
from parindex.assignments.queries.same_heads import same_heads
from parindex.assignments.services.directives import DirectiveAlreadyConfirmed
from parindex.assignments.services.reviewing import (
    PassagesLeft,
    RestLeft,
    ReviewChangedMeanwhile,
    ReviewTooLong,
    TaskNotThere,
    confirm_review,
    save_review,
)
from parindex.assignments.services.steps import ReasonMissing
from parindex.web.attachment_panel import attachment_row
from parindex.web.directive_marks import doubt_anchor
from parindex.web.directive_moves import moves_of
from parindex.web.directive_review import (
    ReviewPage,
    new_tasks,
    page_of_drafts,
    page_of_tasks,
    present_review,
)
from parindex.web.page_marks import marked_pages
from parindex.web.review_typed import (
    Step,
    Unsaved,
    built_on_of,
    passage_key,
    seen_of,
    step_of,
    typed_review,
    unsaved,
)
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parindex.assignments.models import Directive
    from parindex.web.views.desk import Desk

LONGEST_QUOTE = 60  # characters of the paper shown with a doubt


@require_http_methods(["GET", "HEAD", "POST"])
def show_directive(request: HttpRequest, directive_id: int) -> HttpResponse:
    """The paper beside its drafts or tasks; a POST decides on sentences, or assigns the drafts."""
    desk = desk_of(request)
    found = directive(desk.access, directive_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _take(request, desk, found)
    if found.confirmed_at is None:
        page = page_of_drafts(desk, found, present_review(desk, found))
    else:
        page = page_of_tasks(desk, found)
    return _show(request, desk, found, page)


def _take(request: HttpRequest, desk: Desk, found: Directive) -> HttpResponse:
    require(desk.access, Permission.ASSIGN_TASKS)
    if found.confirmed_at is not None:
        return _already_confirmed(request, found)
    present = present_review(desk, found)
    typed = replace(
        typed_review(present, request.POST),
        version=seen_of(request.POST),
        built_on=built_on_of(request.POST),
    )
    step = step_of(request.POST)
    try:
        if present.version != typed.version:
            raise ReviewChangedMeanwhile
        if step.name == "confirm":
            return _confirm(request, desk, found, typed)
        review, place = _stepped(request, found, typed, step)
        save_review(desk.access, found, review)
    except ReviewChangedMeanwhile:
        return _changed_meanwhile(request, desk, found, typed)
    except DirectiveAlreadyConfirmed:
        return _already_confirmed(request, found)
    except (PassageUnknown, ReviewTooLong):
        problem = _("That cannot be done with this sentence. Nothing was changed.")
        return _show(request, desk, found, page_of_drafts(desk, found, typed), problem)
    if step.name == "save":
        messages.success(request, _("Saved. What is left can be decided later."))
    return redirect(f"{reverse('directive', args=[found.pk])}{place}")


def _stepped(
    request: HttpRequest, found: Directive, typed: Review, step: Step
) -> tuple[Review, str]:
    """The review after a step, and the place of the page where the person goes on."""
    place = f"#passage-{step.passage}"
    if step.name == "split":
        cut = request.POST.get(f"passage-{step.passage}-cut", "")
        at = int(cut) if cut.isascii() and cut.isdigit() and len(cut) < 9 else -1
        return split(typed, step.passage, at, found.text), place
    if step.name == "merge":
        return merge_with_next(typed, step.passage), place
    if step.name == "another":
        return with_another_draft(typed, step.passage), place
    if step.name == "missed":
        words = request.POST.get("missed", "").replace("\x00", "").strip()[:10_000]
        if not words:
            raise PassageUnknown(-1)
        review, passage = with_missed_task(typed, found.text, words)
        return review, f"#{passage_key(passage)}"
    if step.name == "settle":
        every = frozenset(range(1, len(found.reading["doubts"]) + 1))
        return replace(typed, settled=every), "#doubts"
    return typed, ""


def _confirm(request: HttpRequest, desk: Desk, found: Directive, typed: Review) -> HttpResponse:
    page = page_of_drafts(desk, found, typed, request.POST)
    wrong = [form for form in page.drafts if not form.is_valid()]
    if wrong:
        problem = _("Nothing was assigned yet: correct what is marked in red below.")
        return _show(request, desk, found, page, problem)
    reason = request.POST.get("closing_reason", "").replace("\x00", "")
    try:
        made = confirm_review(
            desk.access,
            found,
            desk.year,
            typed,
            new_tasks(desk, found, page),
            moves_of(typed),
            reason,
        )
    except PassagesLeft as left:
        problem = ngettext(
            "Nothing was assigned yet: %(count)d sentence has nobody in charge.",
            "Nothing was assigned yet: %(count)d sentences have nobody in charge.",
            len(left.left),
        ) % {"count": len(left.left)}
        return _show(request, desk, found, page, problem)
    except RestLeft:
        problem = _("Nothing was assigned yet: take the rest of the paper in first, see above.")
        return _show(request, desk, found, page, problem)
    except TaskNotThere:
        problem = _("There is no task of that number. Choose one of the list, or correct it.")
        return _show(request, desk, found, page, problem)
    except ReasonMissing:
        problem = _("The paper would give nobody any work. Say why before you close it.")
        return _show(request, desk, found, page, problem)
    assigned = ngettext("%(count)d task was assigned.", "%(count)d tasks were assigned.", len(made))
    messages.success(request, assigned % {"count": len(made)})
    return redirect("directive", found.pk)


def _already_confirmed(request: HttpRequest, found: Directive) -> HttpResponse:
    messages.info(request, _("The tasks of this paper were assigned before; nothing was changed."))
    return redirect("directive", found.pk)


def _changed_meanwhile(
    request: HttpRequest, desk: Desk, found: Directive, typed: Review
) -> HttpResponse:
    """What is kept now, with what the person typed beside it."""
    kept = present_review(desk, found)
    problem = _("%(person)s changed this review meanwhile. Nothing of yours was saved yet.")
    named = problem % {"person": last_editor(found) or _("A colleague")}
    page = page_of_drafts(desk, found, kept)
    return _show(request, desk, found, page, named, unsaved(typed, kept))


def _show(
    request: HttpRequest,
    desk: Desk,
    found: Directive,
    page: ReviewPage,
    problem: str = "",
    typed: Sequence[Unsaved] = (),
) -> HttpResponse:
    rest = page.review.rest
    continuation = continuation_of(desk.access, found, rest)
    pages = marked_pages(pages_of(desk.access, found), page.marks)
    may_assign = desk.access.may(Permission.ASSIGN_TASKS) and found.confirmed_at is None
    context: dict[str, Any] = {
        "way": [(_("Directives"), reverse("directives"))],
        "directive": found,
        "reading": found.reading,
        "counted_as": counted_as(desk.access, found),
        "review": page,
        "pages": pages,
        "originals": [
            attachment_row(one, False)
            for paper in papers_of(desk.access, found)
            for one in originals_of(desk.access, paper)
        ],
        "amendments": amendments_of(desk.access, found),
        "same_heads": same_heads(desk.access, found),
        "rest": rest,
        "rest_words": _rest_words(found, page.review),
        "continuation": continuation,
        # Of what is not here nobody is in charge.
        "is_covered": not page.left and (rest is None or continuation is not None),
        "doubts": _doubts(found, page.review),
        "problem": problem,
        "unsaved": typed,
        "closing_reason": request.POST.get("closing_reason", ""),
        "missed": request.POST.get("missed", "") if problem else "",
        "may_assign": may_assign,
        "may_register": desk.access.may(Permission.REGISTER_DIRECTIVES),
    }
    return render(request, "directives/show.html", context, status=422 if problem else 200)


def _rest_words(found: Directive, review: Review) -> str:
    """How what the review does not hold begins."""
    if review.rest is None:
        return ""
    return " ".join(found.text[review.rest.start :][: 4 * LONGEST_QUOTE].split())[:LONGEST_QUOTE]


def _doubts(found: Directive, review: Review) -> list[dict[str, Any]]:
    """The questions of the reading, each with the words it is about."""
    doubts = []
    for place, doubt in enumerate(found.reading["doubts"], start=1):
        start, end = doubt["span"]
        words = " ".join(found.text[start : min(end, start + LONGEST_QUOTE)].split())
        quote = f"{words}…" if end - start > LONGEST_QUOTE else words
        doubts.append(
            {
                "place": place,
                "what": doubt["what"],
                "quote": quote,
                "anchor": doubt_anchor(place),
                "is_settled": place in review.settled,
            }
        )
    return doubts
