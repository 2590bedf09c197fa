"""The index of decision 766: where figures come from, points, distances, the portal beside ours."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.departments import TODAY

from parindex.accounts.services import PermissionRefused
from parindex.dossiers.constants import FigureSource
from parindex.dossiers.full_marks import distance_to_full_marks
from parindex.dossiers.queries.portal import portal_framework, portal_history, portal_scores
from parindex.dossiers.services.figures import (
    FigureRefused,
    FiguresChangedMeanwhile,
    NewFigure,
    enter_figures,
    load_portal_figures,
)
from parindex_core.scoring import score_component
from parindex_dossiers.errors import ExportUnreadable

RATIOS = [c for c in portal_framework().components if c.key != "CLGQ"]
CASES = st.integers(1, 5000).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d)))


def points(component, top: int, bottom: int) -> Decimal | None:
    return score_component(component, {"numerator": top, "denominator": bottom}).points


@given(st.sampled_from(RATIOS), CASES)
def test_distances_are_the_least_that_give_full_marks(component, case) -> None:
    top, bottom = case
    distance = distance_to_full_marks(component, top, bottom)
    if distance is None:
        assert points(component, top, bottom) == component.max
        return
    assert points(component, top, bottom) < component.max
    turned, further = distance.turned, distance.further
    assert points(component, top + turned, bottom) == component.max
    assert points(component, top + turned - 1, bottom) < component.max
    assert further is not None
    assert points(component, top + further, bottom + further) == component.max
    assert points(component, top + further - 1, bottom + further - 1) < component.max


def test_a_ratio_without_cases_has_no_distance() -> None:
    assert distance_to_full_marks(RATIOS[0], 0, 0) is None
    clgq = portal_framework().component("CLGQ")
    assert distance_to_full_marks(clgq, 1, 2) is None


def lines(scores) -> dict:
    return {entry.code: entry for group in scores.groups for entry in group.lines}


@pytest.mark.django_db
class TestScores:
    def test_dossiers_give_their_ratios_and_points(self, loaded) -> None:
        scores = portal_scores(loaded.access("director"), "2021", TODAY)
        found = lines(scores)
        on_time = found["DOSSIER_ON_TIME"]
        # Settled 3 of 5 on time; of the 3 open ones 2 still are at the end of today, one late.
        assert (on_time.figure.numerator, on_time.figure.denominator) == (4, 8)
        assert on_time.points == Decimal("10.00")
        assert (on_time.distance.turned, on_time.counts_dossiers) == (4, True)
        assert [group.code for group in scores.groups] == [
            *("CKMB", "TDGQ", "CLGQ", "MDSH", "MDHL", "TTTT")
        ]
        assert sum(group.points for group in scores.groups) == scores.points
        assert found["CLGQ"].figure is None

    def test_what_neither_gives_is_entered_by_hand(self, loaded) -> None:
        officer = loaded.access("one_stop_officer")
        enter_figures(
            officer,
            "2021",
            [
                NewFigure("CLGQ", points=Decimal("7.25")),
                NewFigure("DOSSIER_SYNC", 8, 8),
                NewFigure("DOSSIER_ON_TIME", 8, 8),
            ],
        )
        found = lines(portal_scores(officer, "2021", TODAY))
        assert (found["CLGQ"].points, found["CLGQ"].figure.source) == (
            Decimal("7.25"),
            FigureSource.BY_HAND,
        )
        assert found["DOSSIER_SYNC"].points == Decimal("6.00")
        # Ours stands before what is entered.
        assert found["DOSSIER_ON_TIME"].figure.source == FigureSource.DOSSIERS
        seen = [NewFigure("CLGQ", points=Decimal("7.25"))]
        enter_figures(officer, "2021", [NewFigure("CLGQ")], seen)
        assert lines(portal_scores(officer, "2021", TODAY))["CLGQ"].figure is None

    def test_what_somebody_changed_meanwhile_is_kept_and_told(self, loaded) -> None:
        officer, colleague = loaded.access("one_stop_officer"), loaded.access("par_officer")
        seen, theirs = NewFigure("DOSSIER_SYNC", 4, 8), NewFigure("DOSSIER_SYNC", 6, 8)
        enter_figures(officer, "2021", [seen])
        enter_figures(colleague, "2021", [theirs], [seen])
        # Not touched since it was seen: theirs stays.
        enter_figures(officer, "2021", [seen, NewFigure("CLGQ", points=Decimal(1))], [seen])
        for mine in (NewFigure("DOSSIER_SYNC", 5, 8), NewFigure("DOSSIER_SYNC")):
            with pytest.raises(FiguresChangedMeanwhile) as changed:
                enter_figures(officer, "2021", [mine, NewFigure("PAID", 1, 1)], [seen])
            assert changed.value.present["DOSSIER_SYNC"].entered_by == colleague.user
        found = lines(portal_scores(officer, "2021", TODAY))
        assert (found["DOSSIER_SYNC"].figure.numerator, found["CLGQ"].points) == (6, Decimal(1))
        enter_figures(colleague, "2021", [NewFigure("DOSSIER_SYNC")], [theirs])
        with pytest.raises(FiguresChangedMeanwhile) as changed:
            enter_figures(officer, "2021", [NewFigure("DOSSIER_SYNC", 5, 8)], [seen])
        assert changed.value.present == {"DOSSIER_SYNC": None}

    @pytest.mark.parametrize(
        "wrong",
        [
            NewFigure("DOSSIER_SYNC", 9, 8),
            NewFigure("DOSSIER_SYNC", 9),
            NewFigure("CLGQ", points=Decimal(-1)),
            NewFigure("DOSSIER_SYNC", 1, 2, Decimal(3)),
        ],
    )
    def test_a_figure_that_cannot_be_is_refused(self, loaded, wrong: NewFigure) -> None:
        with pytest.raises(FigureRefused):
            enter_figures(loaded.access("par_officer"), "2021", [wrong])

    def test_the_portals_own_stand_beside_ours_and_fill_gaps(self, loaded, tmp_path: Path) -> None:
        path = portal_file(tmp_path, loaded.agency.name)
        officer = loaded.access("one_stop_officer")
        assert load_portal_figures(officer, "2021", path) == 2
        assert load_portal_figures(officer, "2021", path) == 2
        scores = portal_scores(officer, "2021", TODAY)
        found = lines(scores)
        assert found["DOSSIER_ON_TIME"].differs
        assert found["DOSSIER_ON_TIME"].portal.score == Decimal("17.50")
        assert found["DOSSIER_SYNC"].figure.source == FigureSource.PORTAL
        assert not found["DOSSIER_SYNC"].differs
        assert scores.portal_points == Decimal("20.50")

    def test_a_file_without_the_agency_is_refused(self, loaded, tmp_path: Path) -> None:
        path = portal_file(tmp_path, "Sở Tài chính")
        with pytest.raises(ExportUnreadable, match="Sở Tài chính, Sở Y tế"):
            load_portal_figures(loaded.access("par_officer"), "2021", path)

    def test_months_are_scored_by_themselves(self, loaded) -> None:
        months = portal_history(loaded.access("auditor"), 2021, TODAY)
        assert [month.period for month in months] == [f"2021-{n:02d}" for n in range(1, 12)]
        assert months[0].by_group["TDGQ"] == Decimal("20.00")
        assert portal_history(loaded.access("auditor"), 2022, TODAY) == []

    @pytest.mark.parametrize("person", ["director", "auditor", "unit_head", "stranger"])
    def test_only_those_who_load_dossiers_enter_figures(
        self, loaded, tmp_path: Path, person: str
    ) -> None:
        with pytest.raises(PermissionRefused):
            enter_figures(loaded.access(person), "2021", [])
        with pytest.raises(PermissionRefused):
            load_portal_figures(loaded.access(person), "2021", tmp_path / "x.json")

    def test_who_does_not_see_the_agency_sees_no_score(self, loaded) -> None:
        for ask in (
            lambda: portal_scores(loaded.access("stranger"), "2021", TODAY),
            lambda: portal_history(loaded.access("stranger"), 2021, TODAY),
        ):
            with pytest.raises(PermissionRefused):
                ask()


def portal_file(folder: Path, name: str) -> Path:
    def metric(code: str, top: int, bottom: int, score: str, maximum: int) -> dict:
        return {
            "code": code,
            "numerator": top,
            "denominator": bottom,
            "ratio": top / bottom,
            "score": float(score),
            "maxScore": maximum,
        }

    content = {
        "children": [
            {
                "name": name,
                "metrics": [
                    metric("DOSSIER_ON_TIME", 7, 8, "17.5", 20),
                    metric("DOSSIER_SYNC", 4, 8, "3", 6),
                ],
            },
            {"name": "Sở Y tế", "metrics": [metric("DOSSIER_ON_TIME", 1, 1, "20", 20)]},
        ]
    }
    path = folder / "portal.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path
