"""Questionnaires of an agency: taken in, drafted, published; a published version never changes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.audit.services import record_event
from parindex.surveys.models import QuestionnaireVersion
from parindex.surveys.questionnaire import load_questionnaire
from parindex.surveys.questionnaire.editing import name_of
from parindex.surveys.questionnaire.loader import MOST_VERSIONS
from parindex.surveys.questionnaire.shipped import shipped_questionnaires, shipped_sources
from parindex.surveys.questionnaire.writer import described, dumped, numbered
from parindex.surveys.refusals import SurveyRefused

if TYPE_CHECKING:
    from parindex.accounts.models import User
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency
    from parindex_core.framework import Label


@transaction.atomic
def begin_draft(access: Access, reference: str, title: Label | None = None) -> QuestionnaireVersion:
    """A draft that begins as a known questionnaire: the next version of it.

    ``title``: with one, the first version of a questionnaire of its own that is called so.

    :raises PermissionRefused: unless the person runs surveys.
    :raises SurveyRefused: ``unknown``; ``version`` when somebody begins the same at once.
    """
    require(access, Permission.RUN_SURVEYS)
    source = _source(access, reference)
    if title is None:
        return draft_from_text(access, source)
    whole = described(load_questionnaire(source, "questionnaire.yaml"))
    key = _new_key(access.agency, title)
    whole |= {"key": key, "version": 1, "title": {"vi": title.vi, "en": title.en}}
    return draft_from_text(access, dumped(whole))


@transaction.atomic
def draft_from_text(access: Access, source: str) -> QuestionnaireVersion:
    """A YAML text as a new draft: the next version of the questionnaire that its key names.

    :raises PermissionRefused: unless the person runs surveys.
    :raises QuestionnaireInvalid: with every problem by line and key.
    :raises SurveyRefused: ``version`` when somebody begins the same at once.
    """
    require(access, Permission.RUN_SURVEYS)
    key = load_questionnaire(source, "questionnaire.yaml").key
    return save_draft(access, numbered(source, next_version(access.agency, key)))


def replace_draft(
    access: Access, draft: QuestionnaireVersion, source: str, *, seen: str
) -> QuestionnaireVersion:
    """Put a YAML text in place of a draft's; the version that it names does not matter.

    :raises PermissionRefused: unless the person runs surveys of that agency.
    :raises QuestionnaireInvalid: with every problem by line and key.
    :raises SurveyRefused: ``other`` for another questionnaire's text, and as ``save_draft``.
    """
    require_own(access, draft)
    if load_questionnaire(source, "questionnaire.yaml").key != draft.key:
        raise SurveyRefused("other")
    return save_draft(access, numbered(source, draft.version), seen=seen)


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
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError as twice:
        raise SurveyRefused("version") from twice
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
def publish_questionnaire(
    access: Access, draft: QuestionnaireVersion, *, seen: str | None = None
) -> QuestionnaireVersion:
    """Publish a draft: from now on it can be asked, and changes no more; twice does nothing.

    ``seen``: the ``sha256`` of the draft as the person saw it; None where nobody looked.

    :raises PermissionRefused: unless the person runs surveys of that agency.
    :raises SurveyRefused: ``changed`` when somebody changed or discarded it meanwhile.
    """
    require_own(access, draft)
    require(access, Permission.RUN_SURVEYS)
    held = QuestionnaireVersion.objects.select_for_update().filter(pk=draft.pk).first()
    if held is None or seen not in (None, held.sha256):
        raise SurveyRefused("changed")
    draft = held
    if draft.published_at is not None:
        return draft
    draft.published_at, draft.published_by = timezone.now(), access.user
    draft.save()
    _record_published(draft, access.user)
    return draft


@transaction.atomic
def discard_draft(access: Access, draft: QuestionnaireVersion) -> None:
    """Throw a draft away; twice does nothing.

    :raises PermissionRefused: unless the person runs surveys of that agency.
    :raises SurveyRefused: ``published``.
    """
    require_own(access, draft)
    require(access, Permission.RUN_SURVEYS)
    held = QuestionnaireVersion.objects.select_for_update().filter(pk=draft.pk).first()
    if held is None:
        return
    draft = held
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
    held = _held(agency, reference)
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


def next_version(agency: Agency, key: str) -> int:
    """The number of the next version of a questionnaire, shipped ones and drafts counted."""
    of_agency = QuestionnaireVersion.objects.filter(agency=agency, key=key)
    known = [*of_agency.values_list("version", flat=True)]
    known += [one.version for one in shipped_questionnaires().values() if one.key == key]
    return max(known, default=0) + 1


def _source(access: Access, reference: str) -> str:
    held = _held(access.agency, reference)
    source = held.source if held else shipped_sources().get(reference)
    if source is None:
        raise SurveyRefused("unknown")
    return source


def _held(agency: Agency, reference: str) -> QuestionnaireVersion | None:
    key, _, version = reference.rpartition("@")
    is_number = version.isdecimal() and len(version) <= len(str(MOST_VERSIONS))
    return QuestionnaireVersion.objects.filter(
        agency=agency, key=key, version=int(version) if is_number else 0
    ).first()


def _new_key(agency: Agency, title: Label) -> str:
    """Of a questionnaire of its own: made of its English title, unlike every other."""
    taken = {one.key for one in shipped_questionnaires().values()}
    taken.update(QuestionnaireVersion.objects.filter(agency=agency).values_list("key", flat=True))
    words = name_of(title.en, {one.replace("-", "_") for one in taken}, "questionnaire")
    return words.replace("_", "-")


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
