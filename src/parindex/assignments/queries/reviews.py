"""Reading reviews: what has been decided of a paper's sentences, and what could be decided."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from parindex.accounts.services import require_view
from parindex.assignments.amendments import amended
from parindex.assignments.constants import TaskState
from parindex.assignments.fresh_review import first_review
from parindex.assignments.models import Directive, DirectivePage, DirectiveReview, PaperFile, Task
from parindex.assignments.paper_documents import paper_owner
from parindex.assignments.passages import Passage, Rest, Review
from parindex.assignments.search import search_text
from parindex.attachments.queries import attachments_of

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.attachments.models import Attachment
    from parindex.organisations.models import Unit

# Of a year's tasks the newest are looked through for what a sentence is already.
_LOOKED_THROUGH, _OFFERED, _LIKE, _FEWEST_SHARED = 500, 5, 0.6, 3


def review_of(
    access: Access, found: Directive, units: Sequence[Unit], suggested: Mapping[str, Unit]
) -> Review:
    """What has been decided of the sentences so far; before anybody has, what was read.

    ``suggested``: by an item's number, the unit that a duty without one is put to.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    kept = DirectiveReview.objects.filter(directive=found).first()
    if kept is not None:
        return Review.from_json(kept.content, kept.version)
    fresh = first_review(found.text, found.reading, units, suggested)
    return fresh if found.amends is None else on_top_of(fresh, found.amends, units)


def on_top_of(review: Review, before: Directive, units: Sequence[Unit]) -> Review:
    """A paper's review with what was decided of the paper that it amends."""
    decided = decided_of(before, units)
    tasks = Task.objects.filter(directive=before).exclude(state=TaskState.CANCELLED)
    made = amended(review, decided, tasks_by_passage(decided, tasks))
    return replace(made, built_on=decided.version)


def decided_of(before: Directive, units: Sequence[Unit]) -> Review:
    """What has been decided of an earlier paper, or was read in it."""
    kept = DirectiveReview.objects.filter(directive=before).first()
    if kept is not None:
        return Review.from_json(kept.content, kept.version)
    return first_review(before.text, before.reading, units, {})


def continuation_of(access: Access, found: Directive, rest: Rest | None) -> Directive | None:
    """The paper in which goes on what a paper's review does not hold, once it was taken in.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    if rest is None:
        return None
    sha256 = hashlib.sha256(found.text[rest.start :].encode()).hexdigest()
    return Directive.objects.filter(agency=access.agency, text_sha256=sha256).first()


def tasks_by_passage(review: Review, tasks: Iterable[Task]) -> dict[int, list[int]]:
    """The tasks that were made of each passage, by its id: by its place, else by its item."""
    of_place: dict[tuple[object, ...], int] = {}
    of_item: dict[str, int] = {}
    for passage in review.passages:
        of_item.setdefault(passage.item_number, passage.id)
        if passage.span is not None:
            of_place.setdefault(passage.span, passage.id)
        else:
            for draft in passage.drafts:
                of_place.setdefault((None, draft.action), passage.id)
    found: dict[int, list[int]] = {}
    for task in tasks:
        known = task.span_start is not None
        place = (task.span_start, task.span_end) if known else (None, task.action)
        passage_id = of_place.get(place, of_item.get(task.item_number))
        if passage_id is not None:
            found.setdefault(passage_id, []).append(task.pk)
    return found


def last_editor(found: Directive) -> str:
    """Who changed the review last; "" before anybody has."""
    kept = DirectiveReview.objects.filter(directive=found).select_related("changed_by").first()
    return str(kept.changed_by) if kept and kept.changed_by else ""


def tasks_numbered(access: Access, numbers: Iterable[int]) -> dict[int, Task]:
    """The agency's tasks of these numbers, by number.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    tasks = Task.objects.filter(agency=access.agency, pk__in=set(numbers))
    return {task.pk: task for task in tasks.select_related("unit")}


def similar_tasks(
    access: Access, year: int, passages: Sequence[Passage], but_of: Directive
) -> dict[int, list[Task]]:
    """By a passage's id, the year's tasks that it may already be, the likest first.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    tasks = Task.objects.filter(agency=access.agency, year=year)
    tasks = tasks.exclude(directive=but_of).exclude(state=TaskState.CANCELLED)
    newest = tasks.select_related("unit").order_by("-id")[:_LOOKED_THROUGH]
    known = [(task, _words(task.action)) for task in newest]
    found: dict[int, list[Task]] = {}
    for passage in passages:
        words = _words(passage.text)
        scored = [(_likeness(words, other), task) for task, other in known]
        likest = sorted(scored, key=lambda one: -one[0])[:_OFFERED]
        found[passage.id] = [task for likeness, task in likest if likeness >= _LIKE]
    return found


def _words(text: str) -> set[str]:
    return set(search_text(text).split())


def _likeness(words: set[str], other: set[str]) -> float:
    """The share of the shorter one's words that the longer has; too few say nothing."""
    shared, shorter = len(words & other), min(len(words), len(other))
    return shared / shorter if shorter and shared >= _FEWEST_SHARED else 0.0


def amendments_of(access: Access, found: Directive) -> list[Directive]:
    """The papers that were read as this one's amended form, oldest first.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    later = Directive.objects.filter(agency=access.agency, amends=found).order_by("id")
    return list(later.defer("text", "reading", "search_text"))


def pages_of(access: Access, found: Directive) -> list[DirectivePage]:
    """The pages of a directive that came as a file with pages.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    return list(DirectivePage.objects.filter(directive=found).select_related("picture"))


def page_of(access: Access, directive_id: int, number: int) -> DirectivePage | None:
    """One page of a directive of the agency, if it has it.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    pages = DirectivePage.objects.filter(
        directive__agency=access.agency, directive=directive_id, number=number
    )
    return pages.select_related("picture").defer("words").first()


def paper(access: Access, paper_id: int) -> PaperFile | None:
    """A file that a directive came as, if the agency has it.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    papers = PaperFile.objects.filter(agency=access.agency, pk=paper_id)
    return papers.select_related("directive", "uploaded_by").first()


def originals_of(access: Access, found: PaperFile) -> list[Attachment]:
    """The file itself, as it came.

    :raises PermissionRefused: unless the person sees the agency.
    """
    return attachments_of(access, paper_owner(found.agency_id, found.key))


def papers_of(access: Access, found: Directive) -> list[PaperFile]:
    """The files that a directive came as.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    return list(PaperFile.objects.filter(directive=found))
