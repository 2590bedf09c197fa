"""A paper read again as amended: what stayed, what changed, what is new, what is gone.

The tasks of what stayed or changed go on as they are, done or not; nobody assigns them twice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from parindex.assignments.passage_pairs import is_same, pairs_of
from parindex.assignments.passages import Earlier, Gone, Passage, Review, Verdict
from parindex_core.vietnamese.folding import fold


def amended(fresh: Review, before: Review, tasks_of: Mapping[int, Sequence[int]]) -> Review:
    """The review of the amended paper, with what the one before it decided.

    ``tasks_of``: by an earlier passage's id, the tasks that were made of it.
    """
    olds = before.passages
    found = {new: olds[old] for new, old in pairs_of(fresh.passages, olds).items()}
    passages = [
        _carried(passage, found[at], tasks_of.get(found[at].id, ())) if at in found else passage
        for at, passage in enumerate(fresh.passages)
    ]
    kept = {passage.id for passage in found.values()}
    gone = tuple(
        Gone(old.item_number, old.text, tuple(tasks_of.get(old.id, ()) or old.tasks))
        for old in olds
        if old.id not in kept and (tasks_of.get(old.id) or old.tasks)
    )
    return replace(fresh, passages=tuple(passages), gone=gone)


def taken_apart(review: Review, carried: Collection[int]) -> Review:
    """The review of a paper that turns out to amend no other, or another one.

    ``carried``: the tasks that came with the paper it was said to amend. A sentence that was one of
    them already, or was for information as before, is open again, or a task as it was read; what
    officers decided otherwise, cut, wrote and typed stays.
    """
    return replace(review, passages=tuple(_alone(one, carried) for one in review.passages), gone=())


def _alone(passage: Passage, carried: Collection[int]) -> Passage:
    if passage.earlier is None:
        return passage
    tasks = tuple(task for task in passage.tasks if task not in carried)
    stays = passage.verdict is Verdict.TASK or (passage.verdict is Verdict.ALREADY and tasks)
    as_read = Verdict.TASK if passage.drafts else Verdict.OPEN
    return replace(
        passage, verdict=passage.verdict if stays else as_read, tasks=tasks, earlier=None
    )


def _carried(new: Passage, old: Passage, made: Sequence[int]) -> Passage:
    """The new sentence with the old one's end: its tasks, or that it is for information."""
    changes = tuple(_changes(new, old))
    earlier = Earlier(old.text, changes, ", ".join(_deadlines(old)))
    tasks = tuple(made) or old.tasks
    if tasks:
        return replace(new, verdict=Verdict.ALREADY, tasks=tasks, earlier=earlier)
    if old.verdict is Verdict.INFORMATION and "words" not in changes:
        return replace(new, verdict=Verdict.INFORMATION, earlier=earlier)
    return replace(new, earlier=earlier)


def _changes(new: Passage, old: Passage) -> list[str]:
    changes = []
    if not is_same(new, old):
        changes.append("words")
    if {draft.unit for draft in new.taken} - {draft.unit for draft in old.taken}:
        changes.append("unit")
    if new.drafts and _read_deadlines(new) != _read_deadlines(old):
        changes.append("deadline")
    if {fold(draft.target) for draft in new.drafts} != {fold(draft.target) for draft in old.drafts}:
        changes.append("target")
    return changes


def _deadlines(passage: Passage) -> list[str]:
    return list(dict.fromkeys(draft.deadline or draft.deadline_text for draft in passage.drafts))


def _read_deadlines(passage: Passage) -> set[tuple[str, str, int | None]]:
    return {(draft.deadline, draft.recurrence, draft.day) for draft in passage.drafts}
