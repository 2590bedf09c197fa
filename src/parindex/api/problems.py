"""Every refusal as problem JSON (RFC 9457): a clear sentence, and where to look."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from parindex.accounts.sign_in import SignInDelayed
from parindex.accounts.tokens import TokenUnknown
from parindex.api.security import speak
from parindex.api.validation import sentence_of
from parindex.api.words import BLOCKED, REFUSED, STEPS
from parindex.assessments.services import EntryClosed, ValuesChangedMeanwhile
from parindex.assessments.values import TypedValuesRefused
from parindex.attachments.refusals import FileRefused
from parindex.attachments.services import (
    AlreadyWithdrawn,
    DocumentRefused,
    WithdrawalReasonMissing,
)
from parindex.rounds import services as rounds
from parindex_core.scoring import ValuesRefused

logger = logging.getLogger("parindex.api")
MEDIA_TYPE = "application/problem+json"


class Place(Schema):
    """One thing to mend: a component's key, a field or a variable, and the sentence."""

    at: str
    detail: str


class ProblemOut(Schema):
    """RFC 9457. ``present``: what stands there now, where somebody else was first."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Place] = []
    present: dict[str, Any] | None = None


# Every answer that an operation can give beside its own.
PROBLEMS = frozenset({400, 401, 403, 404, 409, 413, 422, 429})


@dataclass(frozen=True)
class Problem:
    """``kind`` names it for scripts; ``detail`` is the sentence for people."""

    status: int
    kind: str
    detail: str
    errors: list[Place] = field(default_factory=list)
    present: dict[str, Any] | None = None
    retry_after: int | None = None


class NotThere(Http404):
    """What the address names is not there, for this caller."""


def handle_problems(api: NinjaAPI) -> None:
    """Answer every exception that an operation may raise."""
    for kind, problem_of in _PROBLEMS.items():
        api.add_exception_handler(kind, _handler(api, problem_of))


def no_address(api: NinjaAPI, request: HttpRequest) -> HttpResponse:
    """The answer where no operation has the address."""
    speak(request)
    words = _("No operation has this address; /api/v1/openapi.json lists them all.")
    return answer(api, request, Problem(404, "no_address", words))


def wrong_method(api: NinjaAPI, request: HttpRequest, allowed: str) -> HttpResponse:
    """The answer where the address is one, but not for this method; ``allowed``: “GET, PUT”."""
    speak(request)
    words = _("This address takes %(allowed)s, not %(method)s. Nothing was changed.") % {
        "allowed": allowed,
        "method": request.method,
    }
    response = answer(api, request, Problem(405, "method", words))
    response["Allow"] = allowed
    return response


def answer(api: NinjaAPI, request: HttpRequest, problem: Problem) -> HttpResponse:
    """The response of a problem."""
    body = ProblemOut(
        type=f"urn:parindex:problem:{problem.kind}",
        title=_titles()[problem.status],
        status=problem.status,
        detail=problem.detail,
        errors=problem.errors,
        present=problem.present,
    )
    response = api.create_response(request, body.model_dump(), status=problem.status)
    response["Content-Type"] = MEDIA_TYPE
    if problem.retry_after is not None:
        response["Retry-After"] = str(problem.retry_after)
    if problem.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def _handler(api: NinjaAPI, problem_of: Callable[[Any], Problem]) -> Any:
    def handle(request: HttpRequest, exception: Exception) -> HttpResponse:
        speak(request)
        return answer(api, request, problem_of(exception))

    return handle


def _titles() -> dict[int, str]:
    return {
        400: _("The request cannot be read"),
        401: _("No valid token"),
        403: _("Not allowed"),
        404: _("Not there"),
        405: _("Not by this method"),
        409: _("Not now"),
        413: _("Too large"),
        422: _("Something is to be mended"),
        429: _("Too many wrong tokens"),
        500: _("The server failed"),
    }


def _unauthorised(_exception: Exception) -> Problem:
    words = _("Send “Authorization: Bearer …” with a token that is neither expired nor revoked.")
    return Problem(401, "token", words)


def _forbidden(_exception: Exception) -> Problem:
    words = _("The person's roles, or the token's scopes, do not allow this. Nothing was changed.")
    return Problem(403, "forbidden", words)


def _closed(exception: EntryClosed) -> Problem:
    return Problem(409, f"entry_{exception.reason}", REFUSED[exception.reason].said())


def _not_there(_exception: Exception) -> Problem:
    return Problem(404, "not_there", _("There is nothing at this address for this token."))


def _unreadable(exception: HttpError) -> Problem:
    status = exception.status_code if exception.status_code in _titles() else 400
    return Problem(status, "unreadable", _("The body is not the JSON that is asked for."))


def _invalid(exception: ValidationError) -> Problem:
    errors = [
        Place(at=".".join(str(part) for part in one["loc"]), detail=sentence_of(one))
        for one in exception.errors
    ]
    return Problem(422, "invalid", _("Some fields are missing or cannot be read."), errors)


def _blocked(exception: rounds.StepBlocked) -> Problem:
    errors = [
        Place(at=key, detail=BLOCKED[problem.condition].said())
        for problem in exception.problems
        for key in problem.component_keys or ("",)
    ]
    words = _("Something has to be done before this step: see the errors.")
    return Problem(409, "blocked", words, errors)


def _too_early_or_late(exception: rounds.StepRefused) -> Problem:
    words = _("“%(step)s” does not lead from the state “%(state)s”.") % {
        "step": STEPS.get(exception.step, exception.step),
        "state": exception.state.label,
    }
    return Problem(409, "state", words)


def _deadline(exception: rounds.DeadlinePassed) -> Problem:
    words = _("The deadline of “%(stage)s” has passed; only the council's secretary reopens it.")
    return Problem(409, "deadline", words % {"stage": exception.stage.label})


def _agencies(exception: rounds.AgenciesNotReady) -> Problem:
    early = _("This agency's appraisal is not over: %s.")
    errors = [Place(at=key, detail=early % state.label) for key, state in exception.waiting.items()]
    errors += [
        Place(at=key, detail=BLOCKED[one.condition].said())
        for key, problems in exception.problems.items()
        for one in problems
    ]
    return Problem(409, "agencies_not_ready", _("Some agencies cannot be concluded yet."), errors)


def _changed(present: dict[str, Any]) -> Problem:
    words = _("Somebody else changed this meanwhile. Read it anew, then send what was seen.")
    return Problem(409, "changed_meanwhile", words, present=present)


def _values_refused(exception: ValuesRefused) -> Problem:
    language = "en" if get_language() == "en" else "vi"
    errors = [
        Place(
            at=one.variable or one.component,
            detail=f"{one.message.in_language(language)}. {one.mend.in_language(language)}.",
        )
        for one in exception.problems
    ]
    return Problem(422, "values", _("The figures are missing or contradict each other."), errors)


def _typed_refused(exception: TypedValuesRefused) -> Problem:
    errors = [Place(at=name, detail=words) for name, words in exception.problems.items()]
    return Problem(422, "values", _("Some values are none of their variables."), errors)


def _named(exception: Any) -> Problem:
    return Problem(422, exception.problem, REFUSED[exception.problem].said())


def _sentence(exception: Exception) -> Problem:
    return Problem(422, "file", str(exception))


def _delayed(exception: SignInDelayed) -> Problem:
    words = _("Too many wrong tokens came from this address. Wait %d seconds.") % exception.seconds
    return Problem(429, "delayed", words, retry_after=exception.seconds)


def _failed(exception: Exception) -> Problem:
    logger.error("operation failed", exc_info=exception)
    return Problem(500, "failed", _("The server could not do this. Nothing was changed."))


_PROBLEMS: dict[type[Exception], Callable[[Any], Problem]] = {
    Exception: _failed,
    AuthenticationError: _unauthorised,
    TokenUnknown: _unauthorised,
    SignInDelayed: _delayed,
    PermissionDenied: _forbidden,
    EntryClosed: _closed,
    Http404: _not_there,
    HttpError: _unreadable,
    ValidationError: _invalid,
    RequestDataTooBig: lambda _one: Problem(413, "too_large", _("The body is too large.")),
    rounds.StepBlocked: _blocked,
    rounds.StepRefused: _too_early_or_late,
    rounds.DeadlinePassed: _deadline,
    rounds.AgenciesNotReady: _agencies,
    ValuesChangedMeanwhile: lambda one: _changed({"values": one.present}),
    rounds.AppraisalChangedMeanwhile: lambda one: _changed({"version": one.present.version}),
    rounds.ExplanationChangedMeanwhile: lambda one: _changed({"version": one.present.version}),
    rounds.DeductionChangedMeanwhile: lambda one: _changed({"version": one.present.version}),
    ValuesRefused: _values_refused,
    TypedValuesRefused: _typed_refused,
    rounds.ClaimRefused: _named,
    rounds.JudgementRefused: _named,
    rounds.PointsRefused: _named,
    rounds.AnswerRefused: _named,
    rounds.NothingToExplain: lambda _one: Problem(
        422, "nothing_to_explain", REFUSED["nothing_to_explain"].said()
    ),
    rounds.DeadlineRefused: lambda _one: Problem(
        422, "deadline_refused", REFUSED["deadline_refused"].said()
    ),
    FileRefused: _sentence,
    DocumentRefused: _sentence,
    WithdrawalReasonMissing: lambda _one: Problem(
        422, "reason_missing", REFUSED["reason_missing"].said()
    ),
    AlreadyWithdrawn: lambda _one: Problem(409, "withdrawn", REFUSED["withdrawn"].said()),
}
