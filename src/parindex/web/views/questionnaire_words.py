"""What stands above a draft's questions, and what its matters and scales are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parindex.surveys.queries.questionnaires import questionnaire_of
from parindex.surveys.questionnaire import QuestionnaireInvalid
from parindex.surveys.questionnaire.writer import described, dumped
from parindex.surveys.refusals import SurveyRefused
from parindex.surveys.services.questionnaires import save_draft
from parindex.web.questionnaire_place import draft_at, way_to_draft
from parindex.web.questionnaire_wording import WordingPage, wording_in
from parindex.web.survey_words import REFUSALS
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from parindex.surveys.models import QuestionnaireVersion


@require_http_methods(["GET", "HEAD", "POST"])
def edit_words(request: HttpRequest, version_id: int) -> HttpResponse:
    """Title, introduction, notice; matters; scales with their points."""
    desk = desk_of(request)
    draft = draft_at(desk, version_id)
    whole = described(questionnaire_of(draft))
    if request.method != "POST":
        return _page(request, draft, WordingPage(whole))
    changed = wording_in(whole, request.POST)
    page = WordingPage(changed)
    try:
        save_draft(desk.access, dumped(changed), seen=request.POST.get("seen", ""))
    except QuestionnaireInvalid as invalid:
        page.place(invalid.problems)
        return _page(request, draft, page, is_refused=True)
    except SurveyRefused as refused:
        return _page(request, draft, page, conflict=REFUSALS[refused.reason])
    kept = f"questionnaire-{draft.pk}-{draft.sha256}"
    messages.success(request, _("The words are kept in the draft."), extra_tags=kept)
    return redirect("questionnaire-draft", draft.pk)


def _page(
    request: HttpRequest,
    draft: QuestionnaireVersion,
    page: WordingPage,
    *,
    is_refused: bool = False,
    conflict: Any = "",
) -> HttpResponse:
    context = {
        "way": way_to_draft(draft),
        "draft": draft,
        "page": page,
        "is_typed": request.method == "POST",
        "is_refused": is_refused,
        "conflict": conflict,
        "stands": questionnaire_of(draft) if conflict else None,
    }
    status = 422 if is_refused or conflict else 200
    return render(request, "surveys/questionnaire_words.html", context, status=status)
