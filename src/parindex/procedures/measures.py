"""The measures that procedures give: 3.1.1, 3.1.2, 3.2.1, 3.2.2, 3.3.1, 3.3.2 and 7.2.1."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.editions.measures import Count, Measure, MeasureRow, MeasureRows
from parindex.procedures.constants import ProposalState
from parindex.procedures.queries.counting import (
    Counted,
    Register,
    disclosed,
    inter_agency,
    last_day,
    one_stop,
    online,
    published,
    reviewed,
    simplified,
    totals,
)
from parindex.procedures.queries.recorded import RecordedCatalogue, has_procedures

if TYPE_CHECKING:
    from parindex.organisations.models import Agency

REVIEWED, SIMPLIFIED = "procedures.reviewed", "procedures.simplified"
SIMPLIFICATION = "simplification"
_NO_PROPOSAL = "none"
# What the framework's choice is, from the furthest that a proposal came.
_FURTHEST_FIRST = (ProposalState.SUBMITTED.value, ProposalState.DRAFTED.value)


@dataclass(frozen=True)
class _Counting:
    """A component's counting. ``starts_empty``: no row is an answer too, once there is a catalogue.

    Without it an empty register says nothing: a catalogue that was taken in without its legal
    bases has no publication due, which must not give full points.
    """

    name: str
    component_key: str
    label: str | Promise
    source: Callable[[], str]
    register: Register
    variables: tuple[str, ...]
    url_name: str
    starts_empty: bool = True


def _count(counting: _Counting, agency: Agency, year: int, today: date) -> Count | None:
    facts = _facts(counting, agency, year, today)
    if facts is None:
        return None
    return Count(
        values=_values(counting, facts),
        as_of=last_day(year, today),
        source=counting.source(),
        rows=len(facts),
        is_illustrative=any(fact.is_illustrative for fact in facts),
    )


def _rows(
    counting: _Counting,
    agency: Agency,
    year: int,
    today: date,
    variable: str,
    offset: int,
    limit: int,
) -> MeasureRows:
    facts = _facts(counting, agency, year, today) or []
    rows = [_row(counting, fact) for fact in facts]
    found = [row for row in rows if not variable or variable in row.counted_in]
    is_illustrative = any(fact.is_illustrative for fact in facts)
    return MeasureRows(len(found), found[offset : offset + limit], is_illustrative)


def _facts(counting: _Counting, agency: Agency, year: int, today: date) -> list[Counted] | None:
    """The facts behind a component; None while the agency records nothing that answers it."""
    # Opening a year asks every agency of a province; few have a catalogue by then.
    if year > today.year or not has_procedures(agency):
        return None
    recorded = RecordedCatalogue(agency)
    if not recorded.holding_on(last_day(year, today)):
        return None
    facts = counting.register(recorded, year, today)
    return facts if facts or counting.starts_empty else None


def _values(counting: _Counting, facts: list[Counted]) -> dict[str, str]:
    if counting.variables == (SIMPLIFICATION,):
        return {SIMPLIFICATION: _furthest(facts)}
    return {name: str(total) for name, total in totals(facts, counting.variables).items()}


def _furthest(facts: list[Counted]) -> str:
    """How far the furthest proposal came; “none” without one."""
    reached = {name for fact in facts for name in fact.names}
    return next((state for state in _FURTHEST_FIRST if state in reached), _NO_PROPOSAL)


def _as_choice(recorded: RecordedCatalogue, year: int, today: date) -> list[Counted]:
    """The proposals, those that came furthest counted in the choice."""
    facts = simplified(recorded, year, today)
    furthest = _furthest(facts)
    return [
        replace(fact, names=(furthest, SIMPLIFICATION), left_out="")
        if furthest in fact.names
        else fact
        for fact in facts
    ]


def _row(counting: _Counting, fact: Counted) -> MeasureRow:
    if fact.proposal_id is not None:
        url = reverse("procedure-proposal", args=[fact.proposal_id])
    else:
        url = reverse("procedure", args=[fact.reference])
    return MeasureRow(
        reference=fact.reference,
        text=fact.text,
        counted_in=tuple(name for name in fact.names if name in counting.variables),
        left_out=fact.left_out,
        url=url,
    )


def _catalogue() -> str:
    return _("Catalogue of procedures")


_COUNTINGS = (
    _Counting(
        REVIEWED,
        "procedure_review_completion",
        gettext_lazy("Procedures reviewed by plan"),
        lambda: _("Plan of review of procedures"),
        reviewed,
        ("reviewed", "planned"),
        "procedure-review",
        starts_empty=False,
    ),
    _Counting(
        SIMPLIFIED,
        "procedure_simplification",
        gettext_lazy("Proposals to simplify procedures"),
        lambda: _("Proposals to simplify procedures"),
        _as_choice,
        (SIMPLIFICATION,),
        "procedure-simplification",
    ),
    _Counting(
        "procedures.published",
        "procedure_publication_on_time",
        gettext_lazy("Procedures published in time"),
        lambda: _("Publication of procedures"),
        published,
        ("on_time", "due"),
        "procedure-publication",
        starts_empty=False,
    ),
    _Counting(
        "procedures.disclosed",
        "procedure_disclosure",
        gettext_lazy("Procedures with all their parts public"),
        _catalogue,
        disclosed,
        ("complete", "total"),
        "procedures",
    ),
    _Counting(
        "procedures.one_stop",
        "one_stop_online",
        gettext_lazy("Procedures at the one-stop shop"),
        _catalogue,
        one_stop,
        ("online_one_stop", "total"),
        "procedures",
    ),
    _Counting(
        "procedures.inter_agency",
        "inter_agency_one_stop",
        gettext_lazy("Procedures at the inter-agency one-stop shop"),
        _catalogue,
        inter_agency,
        ("inter_agency_procedures",),
        "procedures",
    ),
    _Counting(
        "procedures.online",
        "online_procedures",
        gettext_lazy("Procedures online at levels 3 and 4"),
        _catalogue,
        online,
        ("online_procedures", "total"),
        "procedures",
    ),
)

MEASURES = tuple(
    Measure(
        name=counting.name,
        component_key=counting.component_key,
        label=counting.label,
        count=partial(_count, counting),
        rows=partial(_rows, counting),
        url_name=counting.url_name,
    )
    for counting in _COUNTINGS
)
# What a version of a procedure can move: without a catalogue nothing counts.
CATALOGUE_NAMES = tuple(measure.name for measure in MEASURES)
