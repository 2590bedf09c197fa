"""What the screen says of one component: its figures in words, its points, what it serves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from parindex.assessments.constants import Horizon, ScoreStatus
from parindex.assignments.queries.directives import directive_numbered
from parindex.assignments.queries.tasks import tasks_for_component
from parindex.editions.queries import framework_of
from parindex.web.scoring_address import scoring_address
from parindex.web.statuses import score_status, task_status
from parindex.web.templatetags.formats import number, page_language, spoken
from parindex_core.framework.sentences import rule_sentence
from parindex_core.framework.vocabulary import REGISTERS

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from parindex.accounts.queries import Access
    from parindex.assessments.models import ComponentScore, VariableValue
    from parindex.assessments.queries import ComponentPanel, VariableLine
    from parindex.assignments.models import Task
    from parindex_core.framework import Component, Framework, Variable


@dataclass(frozen=True)
class Figure:
    """A variable's question with its values in words; ``year_end`` None: as so far."""

    question: str
    register: str
    is_number: bool
    so_far: str
    year_end: str | None
    # The page of the facts that it counts; empty where a person entered it.
    rows_url: str = ""
    # What the product counted, where a person's figure stands instead.
    counted: str = ""


@dataclass(frozen=True)
class Counted:
    """What the product counted: its figures in words, and whether a person's stand instead."""

    words: str
    source: str
    as_of: date
    rows: int
    rows_url: str
    is_replaced: bool
    problem: str


@dataclass(frozen=True)
class HorizonPart:
    """The points of one horizon and how they came about.

    ``origin`` is a value that carries the day, source and person of all; None without values.
    ``stands_in``: nobody entered anything for the year's end, so today's figures stand for it.
    """

    horizon: Horizon
    label: Promise | str
    score: ComponentScore
    arithmetic: str
    origin: VariableValue | None
    stands_in: bool


@dataclass(frozen=True)
class ConclusionPoint:
    """The point of the directive that asks for a component; ``url`` empty when it is not kept."""

    directive: str
    number: str
    sentence: str
    url: str


@dataclass(frozen=True)
class ServingTask:
    """What a paper or plan asks of one or several units, and how each of them stands today."""

    action: str
    url: str
    shares: list[tuple[Task, str]]


@dataclass(frozen=True)
class ComponentPage:
    """The panel in the page's language; queries: the panel's own, its tasks, its directive."""

    panel: ComponentPanel
    rule: str
    status: str
    figures: tuple[Figure, ...]
    counted: Counted | None
    horizons: tuple[HorizonPart, ...]
    conclusion: ConclusionPoint | None
    tasks: tuple[ServingTask, ...]

    @property
    def is_illustrative(self) -> bool:
        origins = [part.origin for part in self.horizons]
        return any(origin is not None and origin.is_illustrative for origin in origins)

    @property
    def expected_loss(self) -> Decimal:
        return self.panel.standing.maximum - self.panel.standing.year_end


def component_page(
    access: Access, panel: ComponentPanel, today: date, year: int | None = None
) -> ComponentPage:
    """Everything that the panel of a component shows; ``year``: see ``scoring_address``."""
    component, standing = panel.component, panel.standing
    tasks = tasks_for_component(access, panel.assessment.year, component.key)
    return ComponentPage(
        panel=panel,
        rule=spoken(rule_sentence(component)),
        status=score_status(standing.status or "", standing.so_far, standing.maximum),
        figures=tuple(_figure(panel, line, year) for line in panel.variables),
        counted=_counted(panel, year),
        horizons=tuple(_horizon_part(panel, horizon) for horizon in Horizon),
        conclusion=_conclusion_point(access, framework_of(panel.assessment.edition), component),
        tasks=_serving_tasks(tasks, today),
    )


def value_in_words(variable: Variable | VariableLine, stored: str) -> str:
    """“45 nhiệm vụ”, “đúng thời hạn”, “Có”: a stored value as people say it."""
    if variable.type == "choice":
        option = variable.options.get(stored)
        return spoken(option) if option else stored
    if variable.type == "boolean":
        return _("Yes") if stored == "true" else _("No")
    unit = spoken(variable.unit) if variable.unit else ""
    return f"{number(Decimal(stored))} {unit}".strip()


def values_in_words(component: Component, stored: Mapping[str, str]) -> str:
    """All values of a component in one line: “đã hoàn thành 45; theo kế hoạch 50”."""
    return "; ".join(
        f"{spoken(variable.label)}: {value_in_words(variable, stored[variable.name])}"
        for variable in component.variables
        if variable.name in stored
    )


def story(panel: ComponentPanel) -> list[dict[str, object]]:
    """The component's history for the timeline: who changed which figures, from what, and why."""
    return [
        {
            "at": event.at,
            "who": event.actor.get_full_name() if event.actor else _("The product"),
            **change_in_words(panel.component, event.before or {}, event.after or {}),
            "reason": event.reason,
        }
        for event in panel.history
    ]


def change_in_words(
    component: Component, before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, str | None]:
    """Only what differs, so that a correction of one figure reads as one."""
    old, new = before.get("values", {}), after.get("values", {})
    is_expected = after.get("horizon") == Horizon.YEAR_END
    what = _("Figures expected at the year's end") if is_expected else _("Figures so far")
    if not old:
        return {"what": f"{what}: {values_in_words(component, new) or _('no figures')}"}
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)] or list(new)
    return {
        "what": what,
        "old": values_in_words(component, {n: old[n] for n in names if n in old}),
        "new": values_in_words(component, {n: new[n] for n in names if n in new})
        or _("no figures"),
    }


def _figure(panel: ComponentPanel, line: VariableLine, year: int | None) -> Figure:
    vietnamese, english = REGISTERS.get(line.register, (line.register, line.register))
    return Figure(
        question=spoken(line.question),
        register=english if page_language() == "en" else vietnamese,
        is_number=line.type in ("integer", "decimal"),
        so_far=value_in_words(line, line.so_far.value) if line.so_far else "–",
        year_end=value_in_words(line, line.year_end.value) if line.year_end else None,
        rows_url=scoring_address(
            "component-rows", panel.component.key, year=year, variable=line.name
        )
        if line.so_far and line.so_far.measure
        else "",
        counted=_counted_instead(panel, line),
    )


def _counted_instead(panel: ComponentPanel, line: VariableLine) -> str:
    """The count of a figure that a person entered; empty where the count itself stands."""
    counted = panel.count.values.get(line.name) if panel.count else None
    is_by_hand = line.so_far is not None and not line.so_far.measure
    return value_in_words(line, counted) if counted is not None and is_by_hand else ""


def _counted(panel: ComponentPanel, year: int | None) -> Counted | None:
    if panel.count is None:
        return None
    return Counted(
        words=values_in_words(panel.component, panel.count.values),
        source=panel.count.source,
        as_of=panel.count.as_of,
        rows=panel.count.rows,
        rows_url=scoring_address("component-rows", panel.component.key, year=year),
        is_replaced=panel.values(Horizon.SO_FAR) != panel.count.values,
        problem=panel.count.problem,
    )


def _horizon_part(panel: ComponentPanel, horizon: Horizon) -> HorizonPart:
    score = panel.scores[horizon.value]
    origins = [getattr(line, horizon.value) for line in panel.variables]
    origin = next((value for value in origins if value is not None), None)
    explanation = score.explanation or {}
    return HorizonPart(
        horizon=horizon,
        label=horizon.label,
        score=score,
        arithmetic=explanation.get("arithmetic", {}).get(page_language(), ""),
        origin=origin,
        stands_in=origin is None and score.status != ScoreStatus.MISSING,
    )


def _conclusion_point(
    access: Access, framework: Framework, component: Component
) -> ConclusionPoint | None:
    if component.conclusion is None or framework.directive is None:
        return None
    paper = directive_numbered(access, framework.directive)
    sentence = url = ""
    if paper is not None:
        sentence = _sentence_of(paper.reading.get("items", []), component.conclusion)
        url = f"{reverse('directive', args=[paper.pk])}#item-{component.conclusion}"
    return ConclusionPoint(framework.directive, component.conclusion, sentence, url)


def _sentence_of(items: Sequence[Mapping[str, str]], item_number: str) -> str:
    texts = [item["text"] for item in items if item["number"] == item_number]
    return " ".join(texts[0].split()) if texts else ""


def _serving_tasks(tasks: Sequence[Task], today: date) -> tuple[ServingTask, ...]:
    """Tasks by what is to be done: a sentence given to five units is shown once."""
    by_action: dict[tuple[int | None, str, str], ServingTask] = {}
    for task in tasks:
        key = (task.directive_id, task.item_number, task.action)
        if key not in by_action:
            by_action[key] = ServingTask(task.action, _origin_address(task), [])
        by_action[key].shares.append((task, task_status(task, today)))
    return tuple(by_action.values())


def _origin_address(task: Task) -> str:
    """The sentence of the directive that gives the task; the task itself without a directive."""
    if task.directive_id is None:
        return reverse("task", args=[task.pk])
    return f"{reverse('directive', args=[task.directive_id])}#item-{task.item_number}"
