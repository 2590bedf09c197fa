"""Worked cases beside an edition, which a legal officer can read and which run as tests.

    edition: department-template
    source: Kết luận 664/KL-SKHCN, điểm 1
    cases:
      - says: 45 trong 50 nhiệm vụ hoàn thành
        given:
          "1.1.3": {completed: 45, planned: 50}
        points: "2.25"

`points` is the sum over the components given, or not_applicable.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from parindex_core.framework.document import Scalar, decode, read_document
from parindex_core.framework.model import Framework
from parindex_core.framework.place import Place
from parindex_core.framework.problems import FrameworkInvalid, Problem
from parindex_core.scoring.agencies import score_agency
from parindex_core.scoring.problems import ValuesRefused

NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Case:
    """One worked case; `points` is None where the component is not applicable."""

    file: str
    line: int
    edition: str
    says: str
    source: str
    given: Mapping[str, Mapping[str, Any]]
    points: Decimal | None


def case_files(edition: Path) -> tuple[Path, ...]:
    """The case files that stand beside an edition's file: cases/<edition>/*.yaml."""
    return tuple(sorted((edition.parent / "cases" / edition.stem).glob("*.yaml")))


def load_cases(path: Path) -> tuple[Case, ...]:
    """The cases of a file; raises FrameworkInvalid with every problem."""
    problems: list[Problem] = []
    file = str(path)
    text = decode(path.read_bytes(), file, problems)
    document = None if text is None else read_document(text, file, problems)
    cases: tuple[Case, ...] = ()
    if document is not None:
        place = Place(document, "", 1, file, problems)
        keys = place.keys(("edition", "source", "cases"))
        edition = keys["edition"].edition_key() if "edition" in keys else None
        source = keys["source"].text() if "source" in keys else None
        items = keys["cases"].items() if "cases" in keys else ()
        read = [_read_case(item, edition or "", source or "") for item in items]
        cases = tuple(case for case in read if case is not None)
    if problems:
        raise FrameworkInvalid(problems)
    return cases


def _read_case(place: Place, edition: str, source: str) -> Case | None:
    keys = place.keys(("says", "given", "points"), ("source",))
    says = keys["says"].text() if "says" in keys else None
    own_source = keys["source"].text() if "source" in keys else source
    given = {
        component: {name: _value(value) for name, value in values.entries().items()}
        for component, values in (keys["given"].entries() if "given" in keys else {}).items()
    }
    points: Decimal | None = None
    if "points" in keys and getattr(keys["points"].tree, "text", None) != NOT_APPLICABLE:
        points = keys["points"].decimal()
        if points is None:
            return None
    if says is None or own_source is None or not given:
        return None
    return Case(place.file, place.line, edition, says, own_source, given, points)


def _value(place: Place) -> Any:
    """A value of a case: an option, yes or no, a whole number, or a quoted decimal."""
    tree = place.tree
    if isinstance(tree, Scalar) and tree.kind == "integer":
        return int(tree.text)
    if isinstance(tree, Scalar) and tree.kind == "boolean":
        return tree.text == "true"
    return place.text()


def check_cases(framework: Framework, cases: Sequence[Case]) -> list[Problem]:
    """The cases that the framework does not bear out."""
    problems = []
    for case in cases:
        expected = NOT_APPLICABLE if case.points is None else f"{case.points:.2f}"
        try:
            scores = score_agency(framework, case.given).components.values()
        except ValuesRefused as refused:
            message = f"the case cannot be scored: {refused}"
            problems.append(Problem(case.file, case.line, case.says, message, "Mend its values"))
            continue
        points = [score.points for score in scores if score.status != "missing"]
        given = [value for value in points if value is not None]
        found = f"{sum(given, Decimal(0)):.2f}" if given else NOT_APPLICABLE
        if found != expected:
            message = f"the case says {expected} points, the edition gives {found}"
            mend = "Correct the case by its source, or the edition's rule"
            problems.append(Problem(case.file, case.line, case.says, message, mend))
    return problems
