"""A section of a draft in the editor, with its questions, answers and conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parindex.surveys.queries.questionnaires import questionnaire_of
from parindex.surveys.questionnaire import QuestionnaireInvalid
from parindex.surveys.questionnaire.editing import fingerprint, place_of
from parindex.surveys.questionnaire.writer import described, dumped
from parindex.surveys.refusals import SurveyRefused
from parindex.surveys.services.questionnaires import save_draft
from parindex.web.forms.questionnaire import KINDS
from parindex.web.questionnaire_place import draft_at, way_to_draft
from parindex.web.questionnaire_section import section_page
from parindex.web.questionnaire_typed import (
    changed_by,
    new_section,
    posted_section,
    section_in,
    typed_of,
)
from parindex.web.survey_questions import sections_of
from parindex.web.survey_words import REFUSALS
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from parindex.surveys.models import QuestionnaireVersion
    from parindex.surveys.questionnaire.writer import Described
    from parindex.web.questionnaire_section import SectionPage
    from parindex.web.questionnaire_typed import TypedSection
    from parindex.web.views.desk import Desk


@require_http_methods(["GET", "HEAD", "POST"])
def edit_section(request: HttpRequest, version_id: int, key: str = "") -> HttpResponse:
    """A section as it is typed; ``key``: "" for a new one at the end.

    A button of the form changes what is typed and keeps nothing; “save” keeps the section.
    """
    desk = desk_of(request)
    draft = draft_at(desk, version_id)
    whole = described(questionnaire_of(draft))
    held = _section(whole, key)
    if request.method != "POST":
        typed = typed_of(held) if held else new_section()
        return _page(request, draft, whole, typed)
    typed = posted_section(key, request.POST)
    step = request.POST.get("do", "save")
    if step != "save":
        changed_by(typed, step)
        return _page(request, draft, whole, typed)
    if request.POST.get("seen", "") != fingerprint(held):
        return _page(request, draft, whole, typed, conflict=REFUSALS["changed"])
    return _save(request, desk, draft, whole, typed)


def _save(
    request: HttpRequest,
    desk: Desk,
    draft: QuestionnaireVersion,
    whole: Described,
    typed: TypedSection,
) -> HttpResponse:
    changed, key = section_in(whole, typed)
    try:
        save_draft(desk.access, dumped(changed), seen=draft.sha256)
    except QuestionnaireInvalid as invalid:
        form = section_page(whole, typed, invalid.problems, changed, key)
        return _page(request, draft, whole, typed, form=form)
    except SurveyRefused as refused:
        return _page(request, draft, whole, typed, conflict=REFUSALS[refused.reason])
    kept = _draft_key(draft, typed.key, fingerprint(_section(whole, typed.key)))
    messages.success(request, _("The section is kept in the draft."), extra_tags=kept)
    return redirect(f"{reverse('questionnaire-draft', args=[draft.pk])}#section-{key}")


def _draft_key(draft: QuestionnaireVersion, key: str, seen: str) -> str:
    """What the browser keeps the typed words under.

    Only of the form as it was opened: they are kept by place, and a form whose questions were moved
    is another one.
    """
    return f"questionnaire-{draft.pk}-{key}-{seen}"


def _section(whole: Described, key: str) -> Described | None:
    """The section of that key, None for a new one.

    :raises Http404: when there is none.
    """
    if not key:
        return None
    try:
        return whole["sections"][place_of(whole, key)]
    except KeyError as unknown:
        raise Http404 from unknown


def _page(
    request: HttpRequest,
    draft: QuestionnaireVersion,
    whole: Described,
    typed: TypedSection,
    *,
    form: SectionPage | None = None,
    conflict: Any = "",
) -> HttpResponse:
    held = _section(whole, typed.key)
    questionnaire = questionnaire_of(draft)
    context = {
        "way": way_to_draft(draft),
        "draft": draft,
        "key": typed.key,
        "page": form or section_page(whole, typed),
        "is_typed": request.method == "POST",
        "seen": fingerprint(held),
        "draft_key": _draft_key(draft, typed.key, fingerprint(held)),
        "conflict": conflict,
        # What stands there by now, for a person whose page is older.
        "stands": sections_of(questionnaire)[place_of(whole, typed.key)]
        if conflict and held
        else None,
        "kinds": KINDS,
    }
    status = 422 if form is not None or conflict else 200
    return render(request, "surveys/questionnaire_section.html", context, status=status)
