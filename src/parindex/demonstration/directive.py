"""The paper of the demonstration, 664/KL-SKHCN, read into tasks and put right as in its review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from parindex.assessments.queries import components_owned_by
from parindex.assignments.queries.directives import drafts_of
from parindex.assignments.services.assigning import NewTask
from parindex.assignments.services.directive_heads import Head, correct_head
from parindex.assignments.services.directives import assign_tasks_of, keep_directive
from parindex.editions.queries import framework_of
from parindex.web.suggestions import components_served, suggested_owner

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.assessments.models import Assessment
    from parindex.assignments.drafts import TaskDraft
    from parindex.organisations.models import Unit


def load_directive(officer: Access, assessment: Assessment, units: list[Unit]) -> None:
    """Read the paper into tasks; a duty that names no unit goes to the one the product suggests."""
    directive, _ = keep_directive(officer.agency, _seed_paper(), units, None)
    corrected = _corrected_words()
    head = {one.name: getattr(directive, one.name) for one in fields(Head)}
    correct_head(officer, directive, Head(**head | {"subject": corrected["subject"]}))
    framework = framework_of(assessment.edition)
    owners = components_owned_by(assessment)
    tasks = [
        NewTask(
            action=draft.action,
            unit=draft.unit or suggested_owner(framework, owners, directive, draft),
            item_number=draft.item_number,
            span=draft.span,
            partners=draft.partners,
            product=draft.product,
            deadline=draft.deadline,
            deadline_text=draft.deadline_text,
            target=draft.target,
            component_keys=components_served(framework, directive, draft.item_number),
        )
        for draft in _corrected(drafts_of(directive, units), corrected["sentences"])
    ]
    assign_tasks_of(directive, assessment.year, tasks, None)


def _corrected(
    drafts: Sequence[TaskDraft], sentences: Sequence[Mapping[str, str]]
) -> list[TaskDraft]:
    """Each draft in the words that its sentence, in the order of the paper, has for a person."""
    places = sorted({draft.span for draft in drafts})
    words = dict(zip(places, sentences, strict=True))
    return [replace(draft, **words[draft.span]) for draft in drafts]


def _seed_paper() -> str:
    """Conclusion 664/KL-SKHCN as its OCR left it."""
    paper = files("parindex_core.directives").joinpath("samples/664-KL-SKHCN.txt")
    return paper.read_text("utf-8")


def _corrected_words() -> Mapping[str, Any]:
    text = files("parindex.demonstration").joinpath("corrected_words.yaml").read_text("utf-8")
    return yaml.safe_load(text)
