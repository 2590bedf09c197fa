"""The national portal's own figures beside ours: read, compared, scored by the framework."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from parindex_core.framework import Framework
from parindex_core.scoring import AgencyScore, score_agency
from parindex_core.vietnamese.folding import fold
from parindex_dossiers.answers import Row
from parindex_dossiers.catalogue import INDICATOR_BY_CODE
from parindex_dossiers.errors import ExportUnreadable

_MOST_DIGITS, _MOST_POINTS, _LONGEST_CODE = 15, 1000, 60


@dataclass(frozen=True)
class PortalFigure:
    """One metric as the portal prints it; what it leaves out is None."""

    unit: str
    code: str
    numerator: int | None
    denominator: int | None
    score: Decimal | None
    maximum: Decimal | None


@dataclass(frozen=True)
class Difference:
    """A figure of ours beside the portal's; None where one side has none."""

    code: str
    ours: tuple[int, int] | None
    portal: tuple[int, int] | None
    our_points: Decimal | None
    portal_points: Decimal | None

    @property
    def agrees(self) -> bool:
        """Whether both sides have the same numerator, denominator and points."""
        return self.ours == self.portal and self.our_points == self.portal_points


def read_portal(path: Path) -> list[PortalFigure]:
    """The figures of a saved answer of the portal: ``evaluation[]`` or ``children[]`` of metrics.

    :raises ExportUnreadable: when the file is neither.
    """
    try:
        content = json.loads(
            path.read_text(encoding="utf-8-sig"), parse_float=Decimal, parse_constant=str
        )
        figures = list(_figures(content, ""))
    except _NotAFigure as problem:
        raise _unreadable(path, str(problem)) from problem
    except json.JSONDecodeError as problem:
        raise _unreadable(
            path, f"hỏng từ dòng {problem.lineno}, ký tự {problem.colno}"
        ) from problem
    except OSError as problem:
        raise _unreadable(path, "không mở được tệp") from problem
    except (ValueError, ArithmeticError, RecursionError) as problem:
        # Not text, a number of thousands of digits, or lists within lists by the thousand.
        raise _unreadable(path, "không phải JSON như Cổng trả lời") from problem
    if not figures:
        raise ExportUnreadable(
            f"{path.name} không có chỉ tiêu nào (evaluation[] hoặc children[] với metrics[])."
        )
    return figures


class _NotAFigure(ValueError):
    """What stands where a number should; the text says it in Vietnamese."""


def _unreadable(path: Path, why: str) -> ExportUnreadable:
    return ExportUnreadable(
        f"Không đọc được số liệu của Cổng {path.name}: {why}. Lưu lại câu trả lời JSON của Cổng "
        "Dịch vụ công quốc gia."
    )


def figures_of_unit(figures: Sequence[PortalFigure], unit: str | None) -> list[PortalFigure]:
    """Those of one unit, its name written in any way; a file of a single unit needs no name.

    :raises ExportUnreadable: with the names that the file has.
    """
    units = list(dict.fromkeys(figure.unit for figure in figures))
    if len(units) == 1 and unit is None:
        return list(figures)
    found = [figure for figure in figures if fold(figure.unit) == fold(unit or "")]
    if not found:
        raise ExportUnreadable(
            f"Tệp không có số liệu của “{unit or ''}”. Các đơn vị: {', '.join(units)}."
        )
    return found


def _figures(content: Any, unit: str) -> Iterable[PortalFigure]:
    """Every metric below, with the name of the nearest unit above it."""
    if isinstance(content, list):
        for item in content:
            yield from _figures(item, unit)
        return
    if not isinstance(content, dict):
        return
    named = content.get("agencyName") or content.get("unitName") or content.get("name") or unit
    metrics = content.get("metrics")
    for metric in metrics if isinstance(metrics, list) else ():
        if isinstance(metric, dict) and metric.get("code"):
            code = str(metric["code"])
            if len(code) > _LONGEST_CODE:
                raise _NotAFigure(f"mã chỉ tiêu “{_shown(code)}…” quá dài")
            yield PortalFigure(
                str(named),
                code,
                _whole(metric.get("numerator")),
                _whole(metric.get("denominator")),
                _points(metric.get("score")),
                _points(metric.get("maxScore")),
            )
    for key, value in content.items():
        if key != "metrics" and isinstance(value, list | dict):
            yield from _figures(value, str(named))


def _whole(value: Any) -> int | None:
    number = _decimal(value)
    if number is not None and (number % 1 or number < 0):
        raise _NotAFigure(f"“{_shown(value)}” không phải số nguyên từ 0 trở lên")
    return None if number is None else int(number)


def _points(value: Any) -> Decimal | None:
    points = _decimal(value)
    if points is not None and not 0 <= points <= _MOST_POINTS:
        raise _NotAFigure(f"“{_shown(value)}” không phải điểm từ 0 đến {_MOST_POINTS}")
    return points


def _decimal(value: Any) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    # Before it is told out: 1e999999999 is short to write and fills the memory.
    if not number.is_finite() or number.adjusted() > _MOST_DIGITS:
        raise _NotAFigure(f"“{_shown(value)}” không phải một con số dùng được")
    return number


def _shown(value: Any) -> str:
    return str(value)[:40]


def values_of(framework: Framework, rows: Iterable[Row]) -> dict[str, dict[str, int]]:
    """The framework's variables from rows of one place: what ``score_agency`` takes."""
    values: dict[str, dict[str, int]] = {}
    components = {component.code: component for component in framework.components}
    for row in rows:
        component = components.get(row.indicator)
        if component is None:
            continue
        numerator, denominator = INDICATOR_BY_CODE[row.indicator].variables
        values[component.key] = {numerator: row.numerator, denominator: row.denominator}
    return values


def score_rows(framework: Framework, rows: Iterable[Row]) -> AgencyScore:
    """Points of one place's rows; components that dossiers cannot give stay missing."""
    return score_agency(framework, values_of(framework, rows))


def compare_with_portal(
    framework: Framework, rows: Iterable[Row], figures: Iterable[PortalFigure]
) -> list[Difference]:
    """Each code of decision 766 that either side has, in the framework's order."""
    ours = {row.indicator: (row.numerator, row.denominator) for row in rows}
    points = score_rows(framework, _rows_again(ours)).components
    printed = {figure.code: figure for figure in figures}
    differences = []
    for component in framework.components:
        code, figure = component.code, printed.get(component.code)
        if code not in ours and figure is None:
            continue
        theirs = None
        if figure and figure.numerator is not None and figure.denominator is not None:
            theirs = (figure.numerator, figure.denominator)
        differences.append(
            Difference(
                code,
                ours.get(code),
                theirs,
                points[component.key].points if code in ours else None,
                figure.score if figure else None,
            )
        )
    return differences


def _rows_again(ours: Mapping[str, tuple[int, int]]) -> list[Row]:
    return [Row("", "", None, code, *counts) for code, counts in ours.items()]
