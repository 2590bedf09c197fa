"""Figures of a component: read, written, and the facts behind them."""

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema

from parindex.accounts.constants import Scope
from parindex.api.fields import (
    Day,
    Horizon,
    Key,
    KeyInPath,
    Limit,
    Line,
    Offset,
    Sent,
    Value,
    Words,
    YearInPath,
    exact,
    iso,
)
from parindex.api.paging import Page
from parindex.api.places import agency_year
from parindex.api.problems import NotThere
from parindex.assessments.constants import Horizon as HorizonOf
from parindex.assessments.queries import ComponentPanel, component_panel, facts_behind
from parindex.assessments.services import Origin, enter_values
from parindex.assessments.values import exact_values

router = Router(tags=["figures"])


class ValueOut(Schema):
    """A variable's value, the day it is true of and where it comes from."""

    value: str
    as_of: str
    source: str
    measure: str
    is_illustrative: bool


class ScoreOut(Schema):
    """A component at a horizon; ``points`` null while figures are missing or not applicable."""

    status: str
    points: str | None
    maximum: str
    values: dict[str, ValueOut]
    rule: Words | None
    arithmetic: Words | None


class CountOut(Schema):
    """What a register last counted; ``problem`` says why it could not be taken."""

    measure: str
    values: dict[str, str]
    as_of: str
    source: str
    rows: int
    problem: str


class FiguresOut(Schema):
    """A component with its figures so far and as expected at the year's end."""

    key: str
    code: str
    label: Words
    unit: str | None
    so_far: ScoreOut
    year_end: ScoreOut
    count: CountOut | None


class FiguresIn(Sent):
    """``values``: all variables in their exact form (“45”, “12.5”, “true”, an option's name), or
    none to take the component back. ``seen``: the values that were read before."""

    horizon: Horizon
    values: dict[Key, Value]
    seen: dict[Key, Value]
    as_of: Day
    source: Line


class FactOut(Schema):
    """A fact behind a component; ``left_out`` says why no variable counts it."""

    reference: str
    text: str
    counted_in: list[str]
    left_out: str
    url: str


@router.get(
    "/years/{year}/components/{key}",
    response=FiguresOut,
    summary=gettext_noop("A component's figures and points"),
)
def show_figures(request: HttpRequest, year: YearInPath, key: KeyInPath) -> FiguresOut:
    """Scope: read."""
    place = agency_year(request, Scope.READ, year)
    component = place.component(key)
    return _figures(component_panel(place.access, place.assessment, component.key))


@router.put(
    "/years/{year}/components/{key}/figures",
    response=FiguresOut,
    summary=gettext_noop("Enter a component's figures"),
)
def enter_figures(
    request: HttpRequest, year: YearInPath, key: KeyInPath, body: FiguresIn
) -> FiguresOut:
    """Scope: write. As by hand: the rule gives the points; 409 where a colleague was first."""
    place = agency_year(request, Scope.WRITE, year)
    component = place.component(key)
    enter_values(
        place.access,
        place.assessment,
        component,
        HorizonOf(body.horizon),
        exact_values(component, body.values),
        Origin(body.as_of, body.source),
        seen=body.seen,
    )
    return _figures(component_panel(place.access, place.assessment, component.key))


@router.get(
    "/years/{year}/components/{key}/facts",
    response=Page[FactOut],
    summary=gettext_noop("The facts that a component's register counts"),
)
def list_facts(
    request: HttpRequest,
    year: YearInPath,
    key: KeyInPath,
    variable: Key | None = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> Page[FactOut]:
    """Scope: read. Without ``variable`` every fact that is looked at; 404 where people count."""
    place = agency_year(request, Scope.READ, year)
    component = place.component(key)
    if variable and variable not in {one.name for one in component.variables}:
        raise NotThere
    found = facts_behind(
        place.access, place.assessment, component.key, variable or "", offset, limit
    )
    if found is None:
        raise NotThere
    items = [
        FactOut(
            reference=row.reference,
            text=row.text,
            counted_in=list(row.counted_in),
            left_out=row.left_out,
            url=row.url,
        )
        for row in found.rows
    ]
    return Page[FactOut](total=found.total, offset=offset, limit=limit, items=items)


def _figures(panel: ComponentPanel) -> FiguresOut:
    count = panel.count
    return FiguresOut(
        key=panel.component.key,
        code=panel.component.code,
        label=Words.of(panel.component.label),
        unit=panel.owner.key if panel.owner else None,
        so_far=_score(panel, HorizonOf.SO_FAR),
        year_end=_score(panel, HorizonOf.YEAR_END),
        count=CountOut(
            measure=count.measure,
            values=count.values,
            as_of=count.as_of.isoformat(),
            source=count.source,
            rows=count.rows,
            problem=count.problem,
        )
        if count
        else None,
    )


def _score(panel: ComponentPanel, horizon: HorizonOf) -> ScoreOut:
    score = panel.scores[horizon.value]
    said = score.explanation or {}
    values = {}
    for line in panel.variables:
        value = line.so_far if horizon == HorizonOf.SO_FAR else line.year_end
        if value is not None:
            values[line.name] = ValueOut(
                value=value.value,
                as_of=iso(value.as_of) or "",
                source=value.source,
                measure=value.measure,
                is_illustrative=value.is_illustrative,
            )
    return ScoreOut(
        status=score.status,
        points=exact(score.points),
        maximum=str(score.maximum),
        values=values,
        rule=Words(**said["rule"]) if said.get("rule") else None,
        arithmetic=Words(**said["arithmetic"]) if said.get("arithmetic") else None,
    )
