"""The API put together: its routers, its problems, its OpenAPI, its addresses."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import (
    login_not_required,  # pyright: ignore[reportAttributeAccessIssue] (newer than its types)
)
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from parindex.api.operations import (
    council,
    council_adjustments,
    council_appraisal,
    council_survey,
    deductions,
    editions,
    evidence,
    figures,
    results,
    self_score,
    submissions,
    token,
)
from parindex.api.problems import (
    MEDIA_TYPE,
    PROBLEMS,
    ProblemOut,
    handle_problems,
    no_address,
    wrong_method,
)
from parindex.api.security import TokenBearer

ROUTERS = (
    token.router,
    editions.router,
    figures.router,
    self_score.router,
    submissions.router,
    evidence.router,
    deductions.router,
    council.router,
    council_appraisal.router,
    council_survey.router,
    council_adjustments.router,
    results.router,
)
DESCRIPTION = (
    "A round of the PAR index for scripts. Numbers are strings, so that none loses a digit; days"
    " are 2021-05-27. A token is made on the page /tokens/. Refusals are problems (RFC 9457),"
    " also an address that is none (404) and a method that it does not take (405, with Allow)."
)


class Api(NinjaAPI):
    """Every operation may answer with a problem, and the OpenAPI says so."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        problem = {"$ref": "#/components/schemas/ProblemOut"}
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status in sorted(PROBLEMS):
                    operation["responses"][status] = {
                        "description": "Problem",
                        "content": {MEDIA_TYPE: {"schema": problem}},
                    }
        schemas = schema["components"]["schemas"]
        described = ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(described.pop("$defs", {}))
        schemas["ProblemOut"] = described
        return schema


def make_api() -> Api:
    """The API with all its operations."""
    made = Api(
        title="parindex",
        version="1",
        description=DESCRIPTION,
        auth=TokenBearer(),
        # Swagger's pages come from another host; the product's own is /tokens/operations/.
        docs_url=None,
        urls_namespace="api",
    )
    handle_problems(made)
    for router in ROUTERS:
        made.add_router("", router)
    return made


def addresses(made: Api) -> list[URLPattern | URLResolver]:
    """The API's patterns: no session is asked for, the token is all."""
    patterns, _app, _namespace = made.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            # The root is there for the others' addresses; it answers as any that is none.
            at_root = pattern.name == "api-root"
            pattern.callback = show_nothing if at_root else _by_its_methods(made, pattern.callback)
            login_not_required(pattern.callback)
            if pattern.name == "upload_evidence":
                pattern.callback.largest_file = evidence.largest_upload  # pyright: ignore[reportFunctionMemberAccess]
    return patterns


def _by_its_methods(made: Api, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, whose refusal of a method is a problem as every other one, not a bare word."""

    @wraps(view)
    def called(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        response = view(request, *arguments, **named)
        if isinstance(response, HttpResponseNotAllowed):
            return wrong_method(made, request, ", ".join(sorted(response["Allow"].split(", "))))
        return response

    return called


@csrf_exempt
@login_not_required
def show_nothing(request: HttpRequest) -> HttpResponse:
    """A script that mistypes an address is told so as of everything else, not by a page."""
    return no_address(api, request)


api = make_api()
# What no operation has stands last: below /api/ there are no pages.
urlpatterns = [path("v1/", include(addresses(api))), re_path("", show_nothing)]
app_name = "api"
