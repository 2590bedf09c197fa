"""Questionnaires of an agency: taken in, drafted, published; a published version never changes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.audit.services import record_event
from parindex.surveys.models import QuestionnaireVersion
from parindex.surveys.questionnaire import load_questionnaire
from parindex.surveys.questionnaire.shipped import shipped_sources
from parindex.surveys.refusals import SurveyRefused

if TYPE_CHECKING:
    from parindex.accounts.models import User
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency


@transaction.atomic
def save_draft(access: Access, source: str, *, seen: str = "") -> QuestionnaireVersion:
    """Keep a YAML text as the draft of the version that it names, new or in place of the last text.

    ``seen``: the ``sha256`` of the draft as the person saw it; "" for a new one.

    :raises PermissionRefused: unless the person runs surveys.
    :raises QuestionnaireInvalid: with every problem by line and key.
    :raises SurveyRefused: ``published``, ``version`` (shipped or drafted already), ``changed``.
    """
    require(access, Permission.RUN_SURVEYS)
    questionnaire = load_questionnaire(source, "questionnaire.yaml")
    held = QuestionnaireVersion.objects.select_for_update().filter(
        agency=access.agency, key=questionnaire.key, version=questionnaire.version
    )
    draft = held.first()
    if draft is not None and draft.published_at is not None:
        raise SurveyRefused("published")
    if questionnaire.reference in shipped_sources() or (draft is not None and not seen):
        raise SurveyRefused("version")
    if (draft.sha256 if draft else "") != seen:
        raise SurveyRefused("changed")
    before = {"sha256": draft.sha256} if draft else None
    draft = draft or QuestionnaireVersion(
        agency=access.agency, key=questionnaire.key, version=questionnaire.version
    )
    _fill(draft, source)
    draft.save()
    record_event(
        access.user,
        "save_questionnaire",
        ("questionnaire", draft.pk),
        agency_id=access.agency.pk,
        before=before,
        after={"questionnaire": questionnaire.reference, "sha256": draft.sha256},
    )
    return draft


@transaction.atomic
def publish_questionnaire(access: Access, draft: QuestionnaireVersion) -> QuestionnaireVersion:
    """Publish a draft: from now on it can be asked, and changes no more; twice does nothing.

    :raises PermissionRefused: unless the person runs surveys of that agency.
    """
    require_own(access, draft)
    require(access, Permission.RUN_SURVEYS)
    draft = QuestionnaireVersion.objects.select_for_update().get(pk=draft.pk)
    if draft.published_at is not None:
        return draft
    draft.published_at, draft.published_by = timezone.now(), access.user
    draft.save()
    _record_published(draft, access.user)
    return draft


@transaction.atomic
def discard_draft(access: Access, draft: QuestionnaireVersion) -> None:
    """Throw a draft away.

    :raises PermissionRefused: unless the person runs surveys of that agency.
    :raises SurveyRefused: ``published``.
    """
    require_own(access, draft)
    require(access, Permission.RUN_SURVEYS)
    draft = QuestionnaireVersion.objects.select_for_update().get(pk=draft.pk)
    if draft.published_at is not None:
        raise SurveyRefused("published")
    record_event(
        access.user,
        "discard_questionnaire",
        ("questionnaire", draft.pk),
        agency_id=access.agency.pk,
        before={"questionnaire": str(draft), "sha256": draft.sha256},
    )
    draft.delete()


def published_version(agency: Agency, reference: str, user: User | None) -> QuestionnaireVersion:
    """The published version of that “key@version”; a shipped one is taken in when first asked for.

    Called within the transaction of whoever uses it.

    :raises SurveyRefused: ``unknown``.
    """
    key, _, version = reference.rpartition("@")
    held = QuestionnaireVersion.objects.filter(
        agency=agency, key=key, version=version if version.isdigit() else 0
    ).first()
    if held is not None:
        if held.published_at is None:
            raise SurveyRefused("unknown")
        return held
    source = shipped_sources().get(reference)
    if source is None:
        raise SurveyRefused("unknown")
    taken = QuestionnaireVersion(agency=agency, published_at=timezone.now())
    _fill(taken, source)
    taken.save()
    _record_published(taken, user)
    return taken


def _fill(version: QuestionnaireVersion, source: str) -> None:
    questionnaire = load_questionnaire(source, "questionnaire.yaml")
    version.key, version.version = questionnaire.key, questionnaire.version
    version.audience = questionnaire.audience
    version.title, version.title_en = questionnaire.title.vi, questionnaire.title.en
    version.source, version.sha256 = source, hashlib.sha256(source.encode()).hexdigest()


def _record_published(version: QuestionnaireVersion, user: User | None) -> None:
    record_event(
        user,
        "publish_questionnaire",
        ("questionnaire", version.pk),
        agency_id=version.agency_id,
        after={"questionnaire": str(version), "sha256": version.sha256},
    )
