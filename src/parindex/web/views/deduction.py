"""One deduction: how it came about, who answers, what is decided, whether it is remedied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.queries import access as access_of
from parindex.accounts.services import require
from parindex.organisations.queries import working_moment
from parindex.rounds.constants import Evaluation
from parindex.rounds.queries import deduction_by_id, year_of_deduction
from parindex.rounds.services import (
    AnswerRefused,
    DeductionChangedMeanwhile,
    StepRefused,
    answer_deduction,
    decide_on_answer,
    report_remedied,
)
from parindex.web.deduction_page import REFUSALS, deduction_context
from parindex.web.forms.accountability import AnswerForm, DecisionForm, RemediedForm
from parindex.web.sent_numbers import whole_number
from parindex.web.views.desk import desk_of, person_of

if TYPE_CHECKING:
    from datetime import datetime

    from parindex.accounts.queries import Access
    from parindex.rounds.models import Deduction
    from parindex.web.views.desk import Desk


@dataclass(frozen=True)
class _Attempt:
    """Who writes what on which row, having seen which version of it, when."""

    access: Access
    deduction: Deduction
    form: Any
    seen: int
    now: datetime


@dataclass(frozen=True)
class _Writing:
    """One of the page's forms: who may send it, what it does, what is said then."""

    form: Callable[..., Any]
    permission: Permission
    write: Callable[[_Attempt], Deduction]
    said: Promise


@require_http_methods(["GET", "HEAD", "POST"])
def show_deduction(request: HttpRequest, deduction_id: int) -> HttpResponse:
    """The story of a deduction; a POST answers for it, decides on it or reports the remedy."""
    desk = desk_of(request)
    year = year_of_deduction(desk.access, deduction_id)
    if year is None:
        raise Http404
    access = access_of(person_of(request), desk.agency, year)
    deduction = deduction_by_id(access, deduction_id)
    if deduction is None:
        raise Http404
    if request.method == "POST":
        return _write(request, desk, access, deduction)
    return render(request, "accountability/show.html", deduction_context(desk, access, deduction))


def _write(request: HttpRequest, desk: Desk, access: Access, deduction: Deduction) -> HttpResponse:
    name = request.POST.get("form", "")
    writing = _WRITINGS.get(name)
    if writing is None:
        messages.error(request, _("This step is not known. Choose one of the buttons below."))
        return redirect("deduction", deduction.pk)
    require(access, writing.permission, deduction.unit_id)
    form = writing.form(request.POST)
    now = working_moment(desk.agency)
    problem = ""
    if form.is_valid():
        try:
            writing.write(_Attempt(access, deduction, form, _seen(request), now))
        except AnswerRefused as refusal:
            problem = str(REFUSALS[refusal.problem])
        except StepRefused:
            messages.error(
                request, _("The council has opened the appraisal again; the deduction may change.")
            )
            return redirect("accountability")
        except DeductionChangedMeanwhile as changed:
            deduction = deduction_by_id(access, changed.present.pk) or deduction
            problem = _(
                "Somebody else has saved this row since you opened it. What they wrote stands "
                "above; what you typed is still in the form. Send it again to put it in place."
            )
        else:
            said = f"deduction-{deduction.pk}-{name}"
            messages.success(request, str(writing.said), extra_tags=said)
            return redirect("deduction", deduction.pk)
    context = deduction_context(desk, access, deduction, {name: form})
    return render(request, "accountability/show.html", context | {"problem": problem}, status=422)


def _seen(request: HttpRequest) -> int:
    return whole_number(request.POST.get("seen", "")) or 0


def _answer(attempt: _Attempt) -> Deduction:
    return answer_deduction(
        attempt.access,
        attempt.deduction,
        attempt.form.answer(),
        seen=attempt.seen,
        now=attempt.now,
    )


def _decide(attempt: _Attempt) -> Deduction:
    values = attempt.form.cleaned_data
    return decide_on_answer(
        attempt.access,
        attempt.deduction,
        Evaluation(values["evaluation"]),
        values["decision"],
        seen=attempt.seen,
        now=attempt.now,
    )


def _report_remedied(attempt: _Attempt) -> Deduction:
    return report_remedied(
        attempt.access,
        attempt.deduction,
        attempt.form.cleaned_data["remedied_on"],
        seen=attempt.seen,
        today=attempt.now.date(),
    )


_WRITINGS = {
    "answer": _Writing(
        AnswerForm,
        Permission.ANSWER_FOR_DEDUCTIONS,
        _answer,
        gettext_lazy("The answer is kept. The director decides on it next."),
    ),
    "decision": _Writing(
        DecisionForm,
        Permission.DECIDE_ON_ANSWERS,
        _decide,
        gettext_lazy("The decision is kept. It counts in criterion 5.2.2 of the next year."),
    ),
    "remedied": _Writing(
        RemediedForm,
        Permission.ANSWER_FOR_DEDUCTIONS,
        _report_remedied,
        gettext_lazy("The remedy is reported as done."),
    ),
}
