"""Forms of periodic reports: what a version asks, and the draft that the PAR officer designs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.editions.measures import measure_of
from parindex.reporting.constants import Asked, Heading, QuestionKind
from parindex.reporting.queries.obligations import form_versions, forms_of
from parindex.reporting.questions import Question, next_key, read_questions
from parindex.reporting.refusals import ReportingRefused
from parindex.reporting.services.forms import (
    create_form,
    publish_form,
    save_draft,
    start_draft,
)
from parindex.web.forms.reporting import FormNameForm, QuestionForm
from parindex.web.reporting_tabs import reporting_tabs
from parindex.web.reporting_words import REFUSALS
from parindex.web.sent_numbers import whole_number
from parindex.web.templatetags.formats import spoken
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from parindex.reporting.models import FormVersion
    from parindex.web.views.desk import Desk

_NEW = "new"


@require_http_methods(["GET", "HEAD", "POST"])
def list_forms(request: HttpRequest) -> HttpResponse:
    """The agency's forms; a POST begins another one."""
    desk = desk_of(request)
    form = FormNameForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(desk.access, Permission.KEEP_REPORTS)
        if form.is_valid():
            try:
                draft = create_form(desk.access, **form.cleaned_data)
            except ReportingRefused as refusal:
                form.add_error("name", REFUSALS[refusal.reason])
            else:
                messages.success(request, _("The form is begun: design it, then publish it."))
                return redirect("report-form", draft.form_id)
    context = {
        "area_tabs": reporting_tabs("report-forms"),
        "forms": forms_of(desk.access),
        "form": form,
        "may_keep": desk.access.may(Permission.KEEP_REPORTS),
    }
    status = 422 if form.is_bound else 200
    return render(request, "reporting/forms.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def show_form(request: HttpRequest, form_id: int) -> HttpResponse:
    """A form's newest version with what it asks; a POST changes its draft."""
    desk = desk_of(request)
    versions = form_versions(desk.access, form_id)
    if not versions:
        raise Http404
    if request.method != "POST":
        return _page(request, desk, versions)
    require(desk.access, Permission.KEEP_REPORTS)
    try:
        return _posted(request, desk, versions)
    except ReportingRefused as refusal:
        messages.error(request, REFUSALS[refusal.reason])
        return redirect("report-form", form_id)


def _posted(request: HttpRequest, desk: Desk, versions: list[FormVersion]) -> HttpResponse:
    form, newest = versions[0].form, versions[0]
    what = request.POST.get("what", "")
    if what == "draft":
        start_draft(desk.access, form)
        return redirect("report-form", form.pk)
    seen = whole_number(request.POST.get("seen", "")) or 0
    if what == "publish":
        published = publish_form(desk.access, form, seen)
        words = _("Version %d is published: periods that open from now on ask by it.")
        messages.success(request, words % published.version)
        return redirect("report-form", form.pk)
    questions = list(read_questions(newest.questions))
    key = request.POST.get("key", "")
    if what == "save":
        typed = QuestionForm(_sources(desk), request.POST)
        if not typed.is_valid():
            return _page(request, desk, versions, (key or _NEW, typed))
        questions = _with(questions, typed, key, form.last_key)
    elif what == "remove":
        questions = [one for one in questions if one.key != key]
    elif what == "up":
        questions = _moved_up(questions, key)
    else:
        raise ReportingRefused("state")
    save_draft(desk.access, form, questions, seen)
    return redirect(f"{reverse('report-form', args=[form.pk])}#{key or 'questions'}")


def _with(
    questions: list[Question], typed: QuestionForm, key: str, last_key: int
) -> list[Question]:
    """The questions with one that is new, or that was changed."""
    if not key:
        return [*questions, typed.question(next_key(last_key))]
    if key not in {one.key for one in questions}:
        raise ReportingRefused("draft")
    return [typed.question(key) if one.key == key else one for one in questions]


def _moved_up(questions: list[Question], key: str) -> list[Question]:
    """The question before the one above it, within its heading."""
    place = next((at for at, one in enumerate(questions) if one.key == key), 0)
    if place and questions[place - 1].heading == questions[place].heading:
        questions[place - 1 : place + 1] = [questions[place], questions[place - 1]]
    return questions


def _sources(desk: Desk) -> list[tuple[str, str]]:
    """Every number that the product counts for a component of the agency's year."""
    if desk.framework is None:
        return []
    return [
        (
            f"{component.key}.{variable.name}",
            f"{component.code} {spoken(component.label)}: {spoken(variable.label)}",
        )
        for component in desk.framework.components
        if measure_of(component.key) is not None
        for variable in component.variables
        if variable.type in ("integer", "decimal")
    ]


def _page(
    request: HttpRequest,
    desk: Desk,
    versions: list[FormVersion],
    typed: tuple[str, QuestionForm] | None = None,
) -> HttpResponse:
    newest = versions[0]
    questions = read_questions(newest.questions)
    is_draft = newest.published_at is None
    may_design = is_draft and desk.access.may(Permission.KEEP_REPORTS)
    sources = _sources(desk) if may_design else []

    def form_for(question: Question) -> QuestionForm | None:
        if not may_design:
            return None
        if typed and typed[0] == question.key:
            return typed[1]
        return QuestionForm(sources, initial=vars(question), auto_id=f"{question.key}-%s")

    said: dict[str, Any] = {str(key): label for key, label in (*Asked.choices, *sources)}
    context = {
        "way": [
            (_("Periodic reports"), reverse("reporting")),
            (_("Forms"), reverse("report-forms")),
        ],
        "report_form": newest.form,
        "versions": versions,
        "newest": newest,
        "is_draft": is_draft,
        "may_keep": desk.access.may(Permission.KEEP_REPORTS),
        "may_design": may_design,
        "sections": [
            (
                heading.label,
                [
                    {
                        "question": one,
                        "asked": said.get(one.asked, one.asked),
                        "kind": QuestionKind(one.kind).label,
                        "form": form_for(one),
                        "is_open": bool(typed and typed[0] == one.key),
                    }
                    for one in questions
                    if one.heading == heading
                ],
            )
            for heading in Heading
        ],
        "new": typed[1] if typed and typed[0] == _NEW else QuestionForm(sources),
        "question_count": len(questions),
    }
    return render(request, "reporting/form.html", context, status=422 if typed else 200)
