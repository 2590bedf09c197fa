"""The demonstration as its command loads it, in processes of their own."""

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from parindex.assessments.constants import Horizon
from parindex.assessments.models import Assessment, ComponentCount, IndexResult
from parindex.assessments.services import values_of_component
from parindex.assessments.targets import Targets, targets_of
from parindex.assignments.measures import MEASURES as TASK_MEASURES
from parindex.assignments.models import Directive, Task
from parindex.demonstration.department import (
    AGENCY_KEY,
    TODAY,
    YEAR,
    is_loaded,
    load_demonstration,
)
from parindex.demonstration.procedures import illustrative_procedures
from parindex.demonstration.summary import summary_lines
from parindex.demonstration.synthetic_dossiers import open_dossiers, settled_dossiers
from parindex.organisations.queries import agency_by_key
from parindex.procedures.measures import MEASURES
from parindex.reporting.models import Report
from parindex.rounds.constants import RoundState, State
from parindex.rounds.models import Deduction, Participant, Result, Round

PARINDEX = Path(sys.executable).with_name("parindex")


def start(data: Path) -> subprocess.Popen[str]:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("PARINDEX_DATABASE", "DJANGO_SETTINGS_MODULE")
    }
    return subprocess.Popen(
        [PARINDEX, "demo", "--no-serve"],
        env=environment | {"PARINDEX_DATA": str(data)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_loadings_at_once_end_with_the_same_department(tmp_path):
    said = [process.communicate(timeout=600) for process in (start(tmp_path), start(tmp_path))]
    assert said[0] == said[1]
    assert "664/KL-SKHCN" in said[0][0]
    assert said[0][1] == ""


@pytest.mark.django_db
def test_the_demonstration_is_marked_and_computed():
    assert not is_loaded()
    load_demonstration("a long enough password")
    assert is_loaded()
    assert Directive.objects.get().number == "664/KL-SKHCN"
    assert Task.objects.filter(unit__isnull=True).count() == 0
    of_year = IndexResult.objects.filter(assessment__agency__key=AGENCY_KEY, assessment__year=YEAR)
    assert {str(result.index) for result in of_year} == {"69.78", "93.03"}
    text = "\n".join(summary_lines())
    assert "Số liệu minh họa" in text
    assert "94,00" in text
    procedures_are_counted_not_typed()
    tasks_are_counted_not_typed()
    reports_are_counted_not_typed()
    a_round_is_published_and_the_next_has_begun()


def a_round_is_published_and_the_next_has_begun() -> None:
    last, present = Round.objects.order_by("year")
    assert (last.year, last.state) == (YEAR - 1, RoundState.PUBLISHED)
    assert {one.participant.cluster.key for one in Result.objects.all()} == {
        "departments",
        "communes",
    }
    (draft,) = Participant.objects.filter(round=present, agency__key=AGENCY_KEY)
    assert draft.state == State.DRAFT
    assert targets_of(draft.assessment) == Targets(Decimal("94.00"), 2)
    assert present.deadlines.order_by("ends_at").first().ends_at.date() > TODAY
    own = Deduction.objects.filter(participant__round=last, participant__agency__key=AGENCY_KEY)
    decided = own.exclude(decided_at=None)
    assert (own.count(), decided.count()) == (9, 7)
    counted = ComponentCount.objects.get(
        assessment=draft.assessment, component_key="heads_accountable"
    )
    assert counted.values == {"accounted": "7", "deducted": "9"}
    assert counted.is_illustrative
    assert own.filter(carried_to=draft).exists()
    assert "minh họa" in present.organiser.name


def tasks_are_counted_not_typed() -> None:
    assessment = Assessment.objects.get(agency__key=AGENCY_KEY, year=YEAR)
    counted = {
        measure.component_key: values_of_component(
            assessment, measure.component_key, Horizon.SO_FAR
        )
        for measure in TASK_MEASURES
    }
    assert counted == {
        "plan_completion": {"completed": "41", "planned": "50"},
        "assigned_tasks": {"on_time": "52", "late": "4", "assigned": "63"},
    }
    given = Task.objects.filter(agency__key=AGENCY_KEY, directive=None)
    assert set(given.values_list("is_illustrative", flat=True)) == {True}


def reports_are_counted_not_typed() -> None:
    assessment = Assessment.objects.get(agency__key=AGENCY_KEY, year=YEAR)
    counted = ComponentCount.objects.filter(
        assessment=assessment, component_key__in=["reports_complete", "reports_on_time"]
    )
    assert {one.component_key: (one.values, one.is_illustrative) for one in counted} == {
        "reports_complete": ({"missing_reports": "0"}, True),
        "reports_on_time": ({"late_reports": "1"}, True),
    }
    of_agency = Report.objects.filter(agency=assessment.agency, unit=None)
    assert sorted(of_agency.values_list("state", flat=True)) == ["open", "sent", "sent", "sent"]


def procedures_are_counted_not_typed() -> None:
    agency = agency_by_key(AGENCY_KEY)
    assert agency is not None
    assessment = Assessment.objects.get(agency=agency, year=YEAR)
    counted = {
        measure.component_key: values_of_component(
            assessment, measure.component_key, Horizon.SO_FAR
        )
        for measure in MEASURES
    }
    assert counted == {
        "procedure_review_completion": {"reviewed": "20", "planned": "20"},
        "procedure_simplification": {"simplification": "drafted"},
        "procedure_publication_on_time": {"on_time": "10", "due": "12"},
        "procedure_disclosure": {"complete": "52", "total": "54"},
        "one_stop_online": {"online_one_stop": "51", "total": "54"},
        "inter_agency_one_stop": {"inter_agency_procedures": "2"},
        "online_procedures": {"online_procedures": "43", "total": "54"},
    }
    counts = ComponentCount.objects.filter(assessment=assessment, component_key__in=counted)
    assert {count.is_illustrative for count in counts} == {True}
    assert len(counts) == len(counted)
    of_dossiers = {each.code for each in illustrative_procedures() if each.has_dossiers}
    exported = {dossier.procedure.code for dossier in (*settled_dossiers(), *open_dossiers())}
    assert exported == of_dossiers <= {procedure.code for procedure in agency.procedures.all()}
