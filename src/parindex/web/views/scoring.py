"""The scoring tree: every criterion with its points, narrowed, beside a component or exported."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from parindex.accounts.constants import Permission
from parindex.assessments.queries import scoring_tree
from parindex.assignments.queries.tasks import task_counts_by_component
from parindex.editions.queries import framework_of
from parindex.rounds.queries import agency_points, evidence_counts_of, participant_of
from parindex.web.csv_table import csv_response
from parindex.web.scoring_points import last_column, points_cells, points_head, points_note
from parindex.web.scoring_tree import InRound, TreeFilter, TreeLine, owners_in, tree_lines
from parindex.web.statuses import SCORE_STATUSES
from parindex.web.templatetags.formats import named, points, spoken
from parindex.web.views.desk import Desk, year_desk_of

if TYPE_CHECKING:
    from parindex.assessments.models import Assessment
    from parindex.rounds.queries import AgencyPoints


@never_cache
@require_GET
def show_tree(request: HttpRequest) -> HttpResponse:
    desk = year_desk_of(request)
    if desk.assessment is None:
        return render(request, "no_year.html")
    return scoring_page(request, tree_context(request, desk, desk.assessment))


@never_cache
@require_GET
def export_tree(request: HttpRequest) -> HttpResponse:
    """What the tree shows under the same filter, for Excel."""
    desk = year_desk_of(request)
    if desk.assessment is None:
        return redirect("scoring")
    context = tree_context(request, desk, desk.assessment)
    in_round: InRound | None = context["in_round"]
    found = in_round.points if in_round else None
    head = [
        _("No."),
        _("Criterion"),
        _("Maximum"),
        *points_head(found),
        _("Status"),
        _("Unit"),
        _("Tasks"),
        _("Evidence") if in_round else _("Evidence asked for"),
    ]
    name = f"cham-diem-{desk.agency.key}-{desk.assessment.year}.csv"
    return csv_response(name, head, [_cells(line, found) for line in context["lines"]])


def scoring_page(
    request: HttpRequest, context: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """The tree with its panel; htmx asks for the tree alone when the filter changes."""
    part = request.htmx.target == "tree" and not request.htmx.history_restore_request  # pyright: ignore[reportAttributeAccessIssue]
    template = "scoring/tree.html" if part else "scoring/page.html"
    response = render(request, template, dict(context), status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])  # pyright: ignore[reportArgumentType]
    return response


def tree_context(request: HttpRequest, desk: Desk, assessment: Assessment) -> dict:
    """What the tree's template needs; 4 queries, in a round 5, 7 at most once it is submitted."""
    rows = scoring_tree(desk.access, assessment)
    narrowed = TreeFilter.from_query(request.GET, desk.asked_year)
    counts = task_counts_by_component(desk.access, assessment.year)
    in_round = _in_round(desk, assessment)
    found = in_round.points if in_round else None
    lines = tree_lines(rows, counts, narrowed, in_round)
    areas = [row for row in rows if row.depth == 0]
    return {
        "desk": desk,
        "assessment": assessment,
        "other_years": desk.other_years,
        "notice": framework_of(assessment.edition).notice,
        "narrowed": narrowed,
        "lines": lines,
        "in_round": in_round,
        "last_column": last_column(found),
        "points_note": points_note(found),
        "shown": sum(1 for line in lines if line.row.is_scored),
        "scored": sum(1 for row in rows if row.is_scored),
        "owners": owners_in(rows),
        "may_enter_somewhere": desk.access.may_somewhere(Permission.ENTER_VALUES),
        "starts_year": desk.access.may(Permission.CONSOLIDATE_SCORES)
        and desk.asked_year is None
        and desk.today.year > desk.year,
        "is_illustrative": any(row.is_illustrative for row in areas),
        "total": {
            "maximum": sum((row.standing.maximum for row in areas), Decimal(0)),
            "so_far": sum((row.standing.so_far for row in areas), Decimal(0)),
            "year_end": sum((row.standing.year_end for row in areas), Decimal(0)),
            "points": found and found.of(row.node.key for row in rows if row.is_scored),
        },
    }


def _in_round(desk: Desk, assessment: Assessment) -> InRound | None:
    participant = participant_of(desk.access, assessment.year)
    if participant is None:
        return None
    return InRound(
        attached=evidence_counts_of(desk.access, participant),
        points=agency_points(desk.access, participant),
    )


def _cells(line: TreeLine, found: AgencyPoints | None) -> list[str]:
    evidence = line.evidence if line.attached is None else line.attached
    return [
        line.row.node.code,
        spoken(line.row.node.label),
        points(line.row.standing.maximum),
        *points_cells(line, found),
        str(SCORE_STATUSES[line.status].label) if line.status else "",
        named(line.row.owner) if line.row.owner else "",
        str(line.tasks) if line.row.is_scored else "",
        str(evidence) if line.row.is_scored or line.attached is None else "",
    ]
