"""Opening a round: its forms prefilled from last year's, the plan that they make, its problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import override

from parindex.accounts.constants import Permission
from parindex.accounts.queries import access, people_who_may
from parindex.editions.queries import editions_taken_in, framework_of
from parindex.organisations.constants import AgencyKind
from parindex.organisations.queries import scored_agencies
from parindex.rounds.queries import participants_of, round_overview, rounds_of
from parindex.rounds.services import ClusterPlan, FieldPlan, RoundPlan
from parindex.web.forms.council_new import (
    DEADLINE,
    ClusterForm,
    FieldRowForm,
    GradeForm,
    RoundForm,
)
from parindex.web.forms.council_settings import end_of, last_day
from parindex.web.sent_numbers import whole_number

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.editions.models import Edition
    from parindex.organisations.models import Agency
    from parindex.rounds.models import Round
    from parindex.web.views.desk import Desk
    from parindex_core.framework import Framework

CLASSES = 5


@dataclass(frozen=True)
class Start:
    """What a new round starts from; ``last``: the round that it goes on from, if any."""

    edition: Edition | None
    editions: Sequence[Edition]
    last: Round | None
    rounds: Sequence[Round]
    year: int


@dataclass(frozen=True)
class NewRound:
    """The forms of a round to be opened."""

    start: Start
    granted: Access
    round: RoundForm
    clusters: Sequence[ClusterForm]
    fields: Sequence[FieldRowForm]
    grades: Sequence[GradeForm]

    @property
    def is_valid(self) -> bool:
        # Every form is asked, so that all problems show at once.
        answers = [form.is_valid() for form in self.every_form]
        return all(answers)

    @property
    def every_form(self) -> list[forms.Form]:
        return [self.round, *self.clusters, *self.fields, *self.grades]

    @property
    def problems(self) -> int:
        return sum(len(form.errors) for form in self.every_form)


def start_of(desk: Desk, asked: Mapping[str, str]) -> Start:
    """Reads ``edition``, ``from`` (a round's number; “none”: an empty page)."""
    rounds = rounds_of(desk.access)
    wanted = asked.get("from", "")
    chosen = [one for one in rounds if str(one.pk) == wanted]
    last = chosen[0] if chosen else rounds[0] if rounds and wanted != "none" else None
    editions = editions_taken_in()
    named_one = [one for one in editions if str(one.pk) == asked.get("edition", "")]
    default = last.edition if last else editions[0] if editions else None
    return Start(
        edition=named_one[0] if named_one else default,
        editions=editions,
        last=last,
        rounds=rounds,
        year=last.year + 1 if last else desk.today.year,
    )


def new_round(desk: Desk, start: Start, edition: Edition, data: Any = None) -> NewRound:
    """The forms, empty but for what is known, or with what was typed."""
    year = _typed_year(data) or start.year
    granted = access(desk.access.user, desk.agency, year)
    people = people_who_may(Permission.APPRAISE, desk.agency, year)
    fields = _field_rows(desk, start, framework_of(edition))
    grades = start.last.grades if start.last else _grades(framework_of(edition))
    return NewRound(
        start=start,
        granted=granted,
        round=RoundForm(data, initial=_initial(desk, start)),
        clusters=_cluster_forms(desk, start, data),
        fields=[
            FieldRowForm(people, data, initial=row, prefix=f"field-{at}")
            for at, row in enumerate([*fields, {}, {}])
        ],
        grades=[
            GradeForm(data, initial=_grade(grades, at), prefix=f"grade-{at}")
            for at in range(max(CLASSES, len(grades)))
        ],
    )


def plan_of(new: NewRound, edition: Edition) -> RoundPlan:
    """The plan that valid forms make."""
    data = new.round.cleaned_data
    grades = [
        {
            "vi": form.cleaned_data["vi"],
            "en": form.cleaned_data["en"] or form.cleaned_data["vi"],
            "at_least": str(form.cleaned_data["at_least"]),
        }
        for form in new.grades
        if form.cleaned_data.get("vi")
    ]
    return RoundPlan(
        name=data["name"],
        year=data["year"],
        edition=edition,
        clusters=[
            ClusterPlan(
                f"cluster-{at}",
                (
                    form.cleaned_data["name"],
                    form.cleaned_data["name_en"] or form.cleaned_data["name"],
                ),
                form.chosen,
            )
            for at, form in enumerate(new.clusters, start=1)
            if form.chosen
        ],
        deadlines={stage: end_of(day) for stage, day in new.round.days.items()},
        fields=[
            FieldPlan(
                (
                    form.cleaned_data["name"],
                    form.cleaned_data["name_en"] or form.cleaned_data["name"],
                ),
                form.references,
                form.chosen_members,
            )
            for form in new.fields
            if form.is_filled
        ],
        bonus_cap=data["bonus_cap"],
        penalty_cap=data["penalty_cap"],
        grades=sorted(grades, key=lambda one: Decimal(one["at_least"]), reverse=True),
        continues=new.start.last if new.start.last and new.start.last.year < data["year"] else None,
    )


def _typed_year(data: Any) -> int | None:
    text = (data or {}).get("year", "")
    return whole_number(text) if len(text) == 4 else None


def _initial(desk: Desk, start: Start) -> dict[str, Any]:
    initial: dict[str, Any] = {
        "name": _("PAR index of %d") % start.year,
        "year": start.year,
        "bonus_cap": start.last.bonus_cap if start.last else Decimal(0),
        "penalty_cap": start.last.penalty_cap if start.last else Decimal(0),
    }
    if start.last:
        overview = round_overview(_of_last(desk, start.last), start.last)
        for stage, ends_at in overview.deadlines.items():
            later = start.year - start.last.year
            initial[f"{DEADLINE}{stage.value}"] = _years_later(last_day(ends_at), later)
    return initial


def _years_later(day: date, years: int) -> date:
    """The same day of a later year; 28 February for the 29th."""
    last = min(day.day, 28) if day.month == 2 else day.day
    return day.replace(year=day.year + years, day=last)


def _of_last(desk: Desk, last: Round) -> Access:
    return access(desk.access.user, desk.agency, last.year)


def _cluster_forms(desk: Desk, start: Start, data: Any) -> list[ClusterForm]:
    """A form a cluster of last year, or a kind of agencies; new agencies stand by their kind."""
    known = scored_agencies()
    if start.last is None:
        slots = [
            (_both(kind.label), [one for one in known if one.kind == kind], True)
            for kind in (AgencyKind.DEPARTMENT, AgencyKind.COMMUNE)
        ]
        return [_cluster_form(at, *slot, known, data) for at, slot in enumerate(slots)]
    by_cluster: dict[int, tuple[tuple[str, str], list[Agency]]] = {}
    for one in participants_of(_of_last(desk, start.last), start.last):
        names = (one.cluster.name, one.cluster.name_en)
        by_cluster.setdefault(one.cluster.pk, (names, []))[1].append(one.agency)
    placed = {agency.pk for _names, agencies in by_cluster.values() for agency in agencies}
    rest = [one for one in known if one.pk not in placed]
    slots = [(names, agencies, True) for names, agencies in by_cluster.values()]
    slots.append((("", ""), rest, False))
    return [_cluster_form(at, *slot, known, data) for at, slot in enumerate(slots)]


def _cluster_form(
    at: int,
    names: tuple[str, str],
    listed: Sequence[Agency],
    is_ticked: bool,
    known: Sequence[Agency],
    data: Any,
) -> ClusterForm:
    ticked = [one.key for one in listed] if is_ticked else []
    initial = {"name": names[0], "name_en": names[1], "agencies": ticked}
    return ClusterForm(listed, known, data, initial=initial, prefix=f"cluster-{at}")


def _both(label: Any) -> tuple[str, str]:
    with override("vi"):
        vietnamese = str(label)
    with override("en"):
        return vietnamese, str(label)


def _field_rows(desk: Desk, start: Start, framework: Framework) -> list[dict[str, Any]]:
    """Last year's fields with their members; without a last year one field an area."""
    if start.last is None:
        return [
            {"name": area.label.vi, "name_en": area.label.en, "codes": area.code}
            for area in framework.areas
        ]
    return [
        {
            "name": one.name,
            "name_en": one.name_en,
            "codes": ", ".join(codes_of(framework, set(one.component_keys))),
            "members": [str(seat.user.pk) for seat in one.seats.all()],
        }
        for one in round_overview(_of_last(desk, start.last), start.last).fields
    ]


def codes_of(framework: Framework, keys: set[str]) -> list[str]:
    """The codes that cover the components: an area's where all of it is among them."""
    continued = {
        one.key for one in framework.components if keys & {one.key, one.continues or one.key}
    }
    codes: list[str] = []
    covered: set[str] = set()
    for node, _parent in framework.nodes():
        leaves = {leaf.key for leaf in node.components()}
        if leaves <= continued and not leaves <= covered:
            codes.append(node.code)
            covered |= leaves
    return codes


def _grades(framework: Framework) -> list[dict[str, str]]:
    return [
        {"vi": one.label.vi, "en": one.label.en, "at_least": str(one.at_least)}
        for one in framework.grades
    ]


def _grade(grades: Sequence[Mapping[str, str]], at: int) -> dict[str, Any]:
    if at >= len(grades):
        return {}
    return {**grades[at], "at_least": Decimal(grades[at]["at_least"])}
