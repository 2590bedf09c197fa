"""The panel of one component: read, enter values, try values out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.assessments.constants import Horizon
from parindex.assessments.queries import component_panel
from parindex.assessments.services import (
    EntryClosed,
    Origin,
    ValuesChangedMeanwhile,
    enter_values,
)
from parindex.web.component_page import component_page, story, values_in_words
from parindex.web.forms.component_values import (
    ComponentValuesForm,
    horizon_of,
    seen_values,
    typed_values,
)
from parindex.web.round_component import RoundForms, round_block
from parindex.web.round_words import CLOSED
from parindex.web.scoring_address import scoring_address
from parindex.web.scoring_tree import TreeFilter
from parindex.web.templatetags.formats import points, spoken, vndate
from parindex.web.views.desk import Desk, year_desk_of
from parindex.web.views.scoring import scoring_page, tree_context

if TYPE_CHECKING:
    from parindex.assessments.models import Assessment
    from parindex.assessments.queries import ComponentPanel


@dataclass
class Entry:
    """A form of values at one horizon; ``seen`` is what it was opened on.

    ``conflict``: what somebody else saved meanwhile, and what the person typed, in words.
    """

    horizon: Horizon
    form: ComponentValuesForm
    seen: dict[str, str]
    conflict: tuple[str, str] | None = None

    @property
    def seen_text(self) -> str:
        return self.text_of(self.seen)

    @staticmethod
    def text_of(seen: dict[str, str]) -> str:
        """The values that a form was opened on, as it sends them back."""
        return json.dumps(seen, ensure_ascii=False, sort_keys=True)


@never_cache
@require_http_methods(["GET", "POST"])
def show_component(request: HttpRequest, key: str) -> HttpResponse:
    desk, assessment, panel = opened_component(request, key)
    if request.method == "POST":
        return _enter(request, desk, assessment, panel)
    horizon = horizon_of(request.GET.get("enter", ""))
    entry = None
    if horizon is not None:
        require(desk.access, Permission.ENTER_VALUES, panel.owner)
        entry = _fresh_entry(panel, horizon, desk)
    return component_response(request, desk, assessment, panel, entry)


@never_cache
@require_POST
def preview_points(request: HttpRequest, key: str) -> HttpResponse:
    """The points that the typed values would give; nothing is stored."""
    desk, _assessment, panel = opened_component(request, key)
    require(desk.access, Permission.ENTER_VALUES, panel.owner)
    horizon = horizon_of(request.POST.get("horizon", ""))
    if horizon is None:
        return HttpResponseBadRequest()
    form = ComponentValuesForm(panel.component, desk.today, request.POST)
    form.is_valid()
    complete = all(str(bound.value() or "").strip() for bound in form.value_fields)
    context = {
        "form": form,
        "score": form.score,
        "present": panel.scores[horizon.value],
        "is_complete": complete,
    }
    return render(request, "scoring/preview.html", context)


def opened_component(request: HttpRequest, key: str) -> tuple[Desk, Assessment, ComponentPanel]:
    """The person's desk of the year asked for, that year and the component of that key.

    :raises Http404: when there is none.
    """
    desk = year_desk_of(request)
    if desk.assessment is None:
        raise Http404
    try:
        panel = component_panel(desk.access, desk.assessment, key)
    except KeyError as error:
        raise Http404 from error
    return desk, desk.assessment, panel


def _fresh_entry(panel: ComponentPanel, horizon: Horizon, desk: Desk) -> Entry:
    """A form with the present values; an expectation nobody gave starts from today's figures."""
    seen = panel.values(horizon)
    start = seen or panel.values(Horizon.SO_FAR)
    initial = {**typed_values(panel.component, start), "as_of": desk.today}
    return Entry(horizon, ComponentValuesForm(panel.component, desk.today, initial=initial), seen)


def _enter(
    request: HttpRequest, desk: Desk, assessment: Assessment, panel: ComponentPanel
) -> HttpResponse:
    require(desk.access, Permission.ENTER_VALUES, panel.owner)
    horizon = horizon_of(request.POST.get("horizon", ""))
    if horizon is None:
        return HttpResponseBadRequest()
    clearing = request.POST.get("clear") == "1"
    form = ComponentValuesForm(panel.component, desk.today, request.POST, clearing=clearing)
    entry = Entry(horizon, form, seen_values(request.POST.get("seen", "")))
    if not form.is_valid():
        return component_response(request, desk, assessment, panel, entry, status=422)
    origin = Origin(form.cleaned_data["as_of"], form.cleaned_data["source"])
    try:
        enter_values(
            desk.access,
            assessment,
            panel.component,
            horizon,
            form.stored,
            origin,
            seen=entry.seen,
        )
    except ValuesChangedMeanwhile as changed:
        # Sent twice, the second finds its own values and has nothing left to do.
        wanted = panel.count.values if clearing and panel.count else form.stored
        if changed.present != wanted:
            words = [values_in_words(panel.component, v) for v in (changed.present, form.stored)]
            entry.conflict = (words[0] or _("no figures"), words[1] or _("no figures"))
            entry.seen = changed.present
            return component_response(request, desk, assessment, panel, entry, status=422)
    except EntryClosed as closed:
        form.add_error(None, str(CLOSED[closed.reason]))
        return component_response(request, desk, assessment, panel, entry, status=422)
    else:
        _tell_saved(request, desk, assessment, panel, horizon)
    return redirect(_address(panel) + TreeFilter.from_query(request.GET, desk.asked_year).query)


def _tell_saved(
    request: HttpRequest,
    desk: Desk,
    assessment: Assessment,
    before: ComponentPanel,
    horizon: Horizon,
) -> None:
    after = component_panel(desk.access, assessment, before.component.key)
    text = _("Saved. %(code)s %(label)s, %(horizon)s: %(old)s → %(new)s points.") % {
        "code": before.component.code,
        "label": spoken(before.component.label),
        "horizon": str(horizon.label).lower(),
        "old": points(before.scores[horizon.value].points),
        "new": points(after.scores[horizon.value].points),
    }
    messages.success(request, text, extra_tags=_draft_key(before, horizon))


def component_response(
    request: HttpRequest,
    desk: Desk,
    assessment: Assessment,
    panel: ComponentPanel,
    entry: Entry | None = None,
    round_forms: RoundForms | None = None,
    status: int = 200,
) -> HttpResponse:
    """The panel alone where htmx asks for it, otherwise the tree with the panel."""
    narrowed = TreeFilter.from_query(request.GET, desk.asked_year)
    in_round = round_block(desk, panel, round_forms)
    is_locked = in_round is not None and in_round.is_locked
    if is_locked and entry and not entry.form.is_bound:
        entry = None
    context: dict[str, Any] = {
        "desk": desk,
        "page": component_page(desk.access, panel, desk.today, narrowed.year),
        "round": in_round,
        "story": in_round.story if in_round else story(panel),
        "entry": entry,
        "draft_key": _draft_key(panel, entry.horizon) if entry else "",
        "may_enter": desk.access.may(Permission.ENTER_VALUES, panel.owner) and not is_locked,
        "close_url": scoring_address("scoring") + narrowed.query,
        "open_url": _address(panel) + narrowed.query,
        "enter_urls": _enter_urls(panel, narrowed),
        "recount": {
            "seen": Entry.text_of(panel.values(Horizon.SO_FAR)),
            "as_of": vndate(desk.today),
        },
        "narrowed": narrowed,
    }
    asked = request.htmx  # pyright: ignore[reportAttributeAccessIssue]
    if asked.target == "panel" and not asked.history_restore_request:
        response = render(request, "scoring/panel.html", context, status=status)
        patch_vary_headers(response, ["HX-Request", "HX-Target"])  # pyright: ignore[reportArgumentType]
        return response
    return scoring_page(request, {**context, **tree_context(request, desk, assessment)}, status)


def _enter_urls(panel: ComponentPanel, narrowed: TreeFilter) -> dict[str, str]:
    return {
        horizon.value: _address(panel) + narrowed.query_with({"enter": horizon.value})
        for horizon in Horizon
    }


def _address(panel: ComponentPanel) -> str:
    return scoring_address("component", panel.component.key)


def _draft_key(panel: ComponentPanel, horizon: Horizon) -> str:
    return f"component-{panel.assessment.pk}-{panel.component.key}-{horizon.value}"
