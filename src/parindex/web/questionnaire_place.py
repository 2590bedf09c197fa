"""A draft that an address names, and the way to its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from parindex.surveys.queries.questionnaires import draft_of

if TYPE_CHECKING:
    from parindex.surveys.models import QuestionnaireVersion
    from parindex.web.views.desk import Desk


def draft_at(desk: Desk, version_id: int) -> QuestionnaireVersion:
    """The agency's draft, for who runs surveys.

    :raises Http404: when the agency has none of that number, or it is published by now.
    """
    found = draft_of(desk.access, version_id)
    if found is None or found.published_at is not None:
        raise Http404
    return found


def way_to_questionnaires() -> list[tuple[str, str]]:
    """For the ``breadcrumb`` of a questionnaire's page."""
    return [(_("Surveys"), reverse("surveys")), (_("Questionnaires"), reverse("questionnaires"))]


def way_to_draft(draft: QuestionnaireVersion) -> list[tuple[str, str]]:
    """For the ``breadcrumb`` of a page below a draft's."""
    here = (str(draft), reverse("questionnaire-draft", args=[draft.pk]))
    return [*way_to_questionnaires(), here]
