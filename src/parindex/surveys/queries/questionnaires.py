"""Questionnaires: which can be chosen, and what a stored version asks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_view
from parindex.surveys.models import QuestionnaireVersion
from parindex.surveys.questionnaire import (
    Questionnaire,
    load_questionnaire,
    shipped_questionnaires,
)
from parindex.surveys.questionnaire.shipped import shipped_sources

if TYPE_CHECKING:
    from parindex.accounts.queries import Access


class QuestionnaireTampered(RuntimeError):
    """A stored version is not what was published."""


@dataclass(frozen=True)
class QuestionnaireChoice:
    """A questionnaire that a round can ask. ``version_id``: None while it is only shipped."""

    questionnaire: Questionnaire
    is_shipped: bool
    is_draft: bool
    version_id: int | None

    @property
    def reference(self) -> str:
        """“key@version”, by which services name it."""
        return self.questionnaire.reference


def questionnaire_of(version: QuestionnaireVersion) -> Questionnaire:
    """What a version asks, parsed once a process; of one loaded without its text, read once too.

    :raises QuestionnaireTampered: when its text is not the one that was published.
    """
    if "source" in version.get_deferred_fields():
        return _read(version.sha256, version.pk)
    return _parsed(version.sha256, version.source)


def questionnaires_of(access: Access) -> list[QuestionnaireChoice]:
    """Every questionnaire of the agency and every shipped one, by key, the newest version first.

    Drafts only for who runs surveys.
    """
    require_view(access)
    shipped = shipped_questionnaires()
    held = {
        str(one): QuestionnaireChoice(
            questionnaire_of(one), str(one) in shipped, one.published_at is None, one.pk
        )
        for one in QuestionnaireVersion.objects.filter(agency=access.agency)
        if one.published_at is not None or access.may(Permission.RUN_SURVEYS)
    }
    unused = {
        name: QuestionnaireChoice(one, True, False, None)
        for name, one in shipped.items()
        if name not in held
    }
    return sorted(
        [*held.values(), *unused.values()],
        key=lambda one: (one.questionnaire.key, -one.questionnaire.version),
    )


def questionnaire_source(access: Access, choice: QuestionnaireChoice) -> str:
    """The YAML text of a questionnaire that the person may see, its comments kept."""
    require_view(access)
    if choice.version_id is None:
        return shipped_sources()[choice.reference]
    return QuestionnaireVersion.objects.get(agency=access.agency, pk=choice.version_id).source


def draft_of(access: Access, version_id: int) -> QuestionnaireVersion | None:
    """A version of the agency for who runs surveys, with its YAML source and ``sha256``."""
    require(access, Permission.RUN_SURVEYS)
    return QuestionnaireVersion.objects.filter(agency=access.agency, pk=version_id).first()


@lru_cache(maxsize=64)
def _read(sha256: str, version_id: int) -> Questionnaire:
    source = QuestionnaireVersion.objects.values_list("source", flat=True).get(pk=version_id)
    return _parsed(sha256, source)


@lru_cache(maxsize=64)
def _parsed(sha256: str, source: str) -> Questionnaire:
    if hashlib.sha256(source.encode()).hexdigest() != sha256:
        raise QuestionnaireTampered(sha256)
    return load_questionnaire(source, "questionnaire.yaml")
