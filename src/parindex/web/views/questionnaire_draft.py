"""Drafts of questionnaires: begun, looked at in whole, put in order, published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.surveys.constants import Audience
from parindex.surveys.queries.questionnaires import questionnaire_of, questionnaires_of
from parindex.surveys.questionnaire import QuestionnaireInvalid
from parindex.surveys.questionnaire.editing import with_section_moved, without_section
from parindex.surveys.questionnaire.writer import described, dumped
from parindex.surveys.refusals import SurveyRefused
from parindex.surveys.services.questionnaires import (
    begin_draft,
    discard_draft,
    draft_from_text,
    publish_questionnaire,
    replace_draft,
    save_draft,
)
from parindex.web.forms.questionnaire import NewQuestionnaireForm, QuestionnaireFileForm
from parindex.web.questionnaire_place import draft_at, way_to_questionnaires
from parindex.web.questionnaire_problems import by_line
from parindex.web.questionnaire_section import elsewhere
from parindex.web.survey_place import say_refused
from parindex.web.survey_questions import sections_of
from parindex.web.templatetags.formats import spoken
from parindex.web.uploads import files_too_large, takes_files
from parindex.web.views.desk import desk_of
from parindex_core.framework import Label
from parindex_core.framework.document import MAX_BYTES, decode

if TYPE_CHECKING:
    from parindex.surveys.models import QuestionnaireVersion
    from parindex.web.survey_reading import PlacedProblem
    from parindex.web.views.desk import Desk
    from parindex_core.framework import Problem

_MOVES = {"up": -1, "down": 1}


@takes_files(lambda: MAX_BYTES, 1)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """A new draft: from a questionnaire that is there, or from a file."""
    desk = desk_of(request)
    require(desk.access, Permission.RUN_SURVEYS)
    choices = questionnaires_of(desk.access)
    is_file = request.method == "POST" and "upload" in request.POST
    form = NewQuestionnaireForm(
        choices,
        request.POST if request.method == "POST" and not is_file else None,
        initial={"reference": request.GET.get("from", "")},
    )
    problems: list[PlacedProblem] = []
    draft, file_form = None, QuestionnaireFileForm()
    try:
        if is_file:
            file_form, source, problems = _uploaded(request)
            draft = draft_from_text(desk.access, source) if source else None
        elif form.is_valid():
            draft = begin_draft(desk.access, form.cleaned_data["reference"], _own_title(form))
    except QuestionnaireInvalid as invalid:
        problems = by_line(invalid.problems)
    except SurveyRefused as refused:
        say_refused(request, refused)
    if draft is not None:
        messages.success(request, _("The draft is begun."), extra_tags="questionnaire-new")
        return redirect("questionnaire-draft", draft.pk)
    context = {
        "way": way_to_questionnaires(),
        "form": form,
        "file_form": file_form,
        "problems": problems,
        "name": "",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "surveys/questionnaire_new.html", context, status=status)


@takes_files(lambda: MAX_BYTES, 1)
@require_http_methods(["GET", "HEAD", "POST"])
def show_draft(request: HttpRequest, version_id: int) -> HttpResponse:
    """A draft in whole; its steps put sections in order, publish it, throw it away, replace it."""
    desk = desk_of(request)
    draft = draft_at(desk, version_id)
    if request.method != "POST":
        return _page(request, draft)
    step = request.POST.get("step", "")
    try:
        if step == "publish":
            publish_questionnaire(desk.access, draft, seen=request.POST.get("seen", ""))
            messages.success(request, _("Published: rounds can ask it from now on."))
            return redirect("questionnaire", str(draft))
        if step == "discard":
            discard_draft(desk.access, draft)
            messages.success(request, _("The draft is thrown away."))
            return redirect("questionnaires")
        if step == "replace":
            return _replace(request, desk, draft)
        if step in (*_MOVES, "remove"):
            return _reorder(request, desk, draft, step)
    except SurveyRefused as refused:
        say_refused(request, refused)
    return redirect("questionnaire-draft", draft.pk)


def _reorder(
    request: HttpRequest, desk: Desk, draft: QuestionnaireVersion, step: str
) -> HttpResponse:
    whole, key = described(questionnaire_of(draft)), request.POST.get("section", "")
    try:
        if step == "remove":
            changed = without_section(whole, key)
        else:
            changed = with_section_moved(whole, key, _MOVES[step])
    except KeyError as gone:
        raise SurveyRefused("changed") from gone
    try:
        save_draft(desk.access, dumped(changed), seen=request.POST.get("seen", ""))
    except QuestionnaireInvalid as invalid:
        return _page(request, draft, refused=elsewhere(invalid.problems, changed))
    return redirect("questionnaire-draft", draft.pk)


def _replace(request: HttpRequest, desk: Desk, draft: QuestionnaireVersion) -> HttpResponse:
    form, source, problems = _uploaded(request)
    if source:
        try:
            replace_draft(desk.access, draft, source, seen=request.POST.get("seen", ""))
        except QuestionnaireInvalid as invalid:
            problems = by_line(invalid.problems)
        else:
            messages.success(request, _("The draft is now what the file says."))
            return redirect("questionnaire-draft", draft.pk)
    return _page(request, draft, file_form=form, problems=problems)


def _uploaded(request: HttpRequest) -> tuple[QuestionnaireFileForm, str, list[PlacedProblem]]:
    """The text of the file that was sent, "" without one that can be read."""
    form = QuestionnaireFileForm(request.POST, request.FILES)
    if files_too_large(request):
        form.add_error("file", _("The file is larger than 1 MB."))
    if not form.is_valid():
        return form, "", []
    found: list[Problem] = []
    source = decode(form.cleaned_data["file"].read(), "", found)
    return form, source or "", by_line(found)


def _own_title(form: NewQuestionnaireForm) -> Label | None:
    said = form.cleaned_data
    if said["makes"] != form.OWN:
        return None
    return Label(said["title_vi"], said["title_en"])


def _page(
    request: HttpRequest,
    draft: QuestionnaireVersion,
    *,
    refused: list[str] | None = None,
    file_form: QuestionnaireFileForm | None = None,
    problems: list[PlacedProblem] | None = None,
) -> HttpResponse:
    questionnaire = questionnaire_of(draft)
    sections = zip(questionnaire.sections, sections_of(questionnaire), strict=True)
    context: dict[str, Any] = {
        "way": way_to_questionnaires(),
        "draft": draft,
        "questionnaire": questionnaire,
        "audience": Audience(questionnaire.audience).label,
        "matters": [spoken(one) for one in questionnaire.matters.values()],
        "sections": [{"key": section.key, "asked": asked} for section, asked in sections],
        "refused": refused,
        "file_form": file_form or QuestionnaireFileForm(),
        "problems": problems or [],
        "name": "",
    }
    status = 422 if refused or file_form else 200
    return render(request, "surveys/questionnaire_draft.html", context, status=status)
