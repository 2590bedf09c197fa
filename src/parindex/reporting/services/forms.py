"""Designing of forms: a draft is changed as a whole, a published version never again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.audit.services import record_event
from parindex.reporting.models import FormVersion, ReportForm
from parindex.reporting.questions import Question, read_questions, stored_questions, tidy
from parindex.reporting.refusals import ReportingRefused
from parindex.reporting.starting_form import starting_questions

if TYPE_CHECKING:
    from parindex.accounts.models import User
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency

_LONGEST_NAME = 200  # characters


@transaction.atomic
def create_form(access: Access, name: str, *, from_start: bool = True) -> FormVersion:
    """A form's first draft; ``from_start``: with the questions that the project proposes.

    :raises PermissionRefused: unless the person keeps the agency's reports.
    :raises ReportingRefused: ``name`` when it is missing, too long or taken.
    """
    require(access, Permission.KEEP_REPORTS)
    return keep_form(access.agency, name, starting_questions() if from_start else (), access.user)


def keep_form(
    agency: Agency, name: str, questions: Sequence[Question], user: User | None
) -> FormVersion:
    """As ``create_form``; for the product itself ``user`` is None."""
    words = tidy(name)
    is_taken = ReportForm.objects.filter(agency=agency, name=words).exists()
    if not words or len(words) > _LONGEST_NAME or is_taken:
        raise ReportingRefused("name")
    form = ReportForm.objects.create(agency=agency, name=words)
    draft = FormVersion(form=form, version=1)
    _put(draft, questions)
    _record(user, "create_report_form", draft, {"name": words, "questions": len(questions)})
    return draft


@transaction.atomic
def start_draft(access: Access, form: ReportForm) -> FormVersion:
    """The next version, starting from the newest; periods that are open keep theirs.

    :raises PermissionRefused: unless the person keeps the reports of that agency.
    :raises ReportingRefused: ``draft`` when there is one.
    """
    held = _held_form(access, form)
    newest = held.versions.first()
    if newest is None or newest.published_at is None:
        raise ReportingRefused("draft")
    draft = FormVersion(form=held, version=newest.version + 1)
    _put(draft, read_questions(newest.questions))
    _record(access.user, "draft_report_form", draft, {"version": draft.version})
    return draft


@transaction.atomic
def save_draft(
    access: Access, form: ReportForm, questions: Sequence[Question], seen: int
) -> FormVersion:
    """Put a draft's questions; ``seen``: its revision that was on the screen.

    :raises PermissionRefused: unless the person keeps the reports of that agency.
    :raises ReportingRefused: ``draft``, ``changed``, and as ``stored_questions``.
    """
    draft = _held_draft(access, form, seen)
    before = len(draft.questions)
    _put(draft, questions)
    _record(
        access.user, "save_report_form", draft, {"questions": len(questions)}, {"questions": before}
    )
    return draft


@transaction.atomic
def publish_form(access: Access, form: ReportForm, seen: int) -> FormVersion:
    """Let the periods that open from now on ask by this version.

    :raises PermissionRefused: unless the person keeps the reports of that agency.
    :raises ReportingRefused: ``draft``, ``changed``, ``empty``.
    """
    draft = _held_draft(access, form, seen)
    return publish(draft, access.user)


def publish(draft: FormVersion, user: User | None) -> FormVersion:
    """As ``publish_form``; for the product itself ``user`` is None."""
    if not draft.questions:
        raise ReportingRefused("empty")
    draft.published_at, draft.published_by = timezone.now(), user
    draft.save(update_fields=["published_at", "published_by"])
    _record(user, "publish_report_form", draft, {"version": draft.version})
    return draft


def _held_form(access: Access, form: ReportForm) -> ReportForm:
    """The form, held until the transaction ends."""
    require(access, Permission.KEEP_REPORTS)
    require_own(access, form)
    return ReportForm.objects.select_for_update().get(pk=form.pk)


def _held_draft(access: Access, form: ReportForm, seen: int) -> FormVersion:
    held = _held_form(access, form)
    draft = held.versions.select_related("form").filter(published_at=None).first()
    if draft is None:
        raise ReportingRefused("draft")
    if draft.revision != seen:
        raise ReportingRefused("changed")
    draft.revision += 1
    return draft


def _put(draft: FormVersion, questions: Sequence[Question]) -> None:
    """The checked questions, and the keys that are given out by now."""
    draft.questions = stored_questions(questions)
    numbers = [int(one.key[1:]) for one in questions if one.key[1:].isdigit()]
    highest = max([draft.form.last_key, *numbers])
    if highest != draft.form.last_key:
        draft.form.last_key = highest
        draft.form.save(update_fields=["last_key"])
    draft.save()


def _record(
    user: User | None,
    action: str,
    draft: FormVersion,
    after: dict[str, object],
    before: dict[str, object] | None = None,
) -> None:
    record_event(
        user,
        action,
        ("report_form", draft.form_id),
        agency_id=draft.form.agency_id,
        before=before,
        after=after,
    )
