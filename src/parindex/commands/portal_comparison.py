"""``parindex dossiers portal``: the portal's figures of decision 766 beside ours."""

from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from parindex.commands.dossier_options import DATA, ZONE, Data, engine_room
from parindex.commands.framework import AsJson, print_json, stop


def portal(
    file: Annotated[Path, typer.Argument(help="JSON của Cổng. / Saved answer of the portal.")],
    period: Annotated[str, typer.Option(help="2021, 2021-Q3, 2021-05. / Period.")],
    data: Data = DATA,
    unit: Annotated[
        str | None, typer.Option(help="Tên đơn vị trong tệp. / Name of the unit in the file.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(help="Kỳ đang chạy tính đến ngày này. / Cut a running period.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """So số liệu của Cổng với số liệu từ hồ sơ. / Compare the portal's figures with ours."""
    answers, periods = engine_room("answers"), engine_room("periods")
    portals, framework = engine_room("portal"), import_module("parindex_core.framework")
    store = engine_room("store").Store(data)
    try:
        today = date.fromisoformat(until) if until else datetime.now(ZONE).date()
        asked = periods.parse_period(period, today)
        asked = asked.until(today) if asked.first <= today else asked
        figures = portals.figures_of_unit(portals.read_portal(file), unit)
        rows = answers.indicators(store, answers.Question(asked))
    except ValueError as problem:
        stop(f"Ngày không đúng: {problem}. Ghi dạng 2021-12-31. / Not a date.")
    except engine_room("errors").DossiersRefused as problem:
        stop(str(problem))
    edition = framework.load_framework(framework.find_edition("qd766-2026"))
    differences = portals.compare_with_portal(edition, rows, figures)
    if as_json:
        print_json([_difference_as_json(difference) for difference in differences])
        return
    for difference in differences:
        sign = "=" if difference.agrees else "≠"
        typer.echo(
            f"{difference.code}  {_side(difference.ours, difference.our_points)}  {sign}  "
            f"{_side(difference.portal, difference.portal_points)}"
        )


def _side(counts: tuple[int, int] | None, points: Any) -> str:
    ratio = f"{counts[0]}/{counts[1]}" if counts else "–"
    return ratio if points is None else f"{ratio} ({points})"


def _difference_as_json(difference: Any) -> dict[str, Any]:
    def side(counts: tuple[int, int] | None, points: Any) -> dict[str, Any]:
        top, bottom = counts or (None, None)
        return {
            "numerator": top,
            "denominator": bottom,
            "points": None if points is None else str(points),
        }

    return {
        "code": difference.code,
        "ours": side(difference.ours, difference.our_points),
        "portal": side(difference.portal, difference.portal_points),
        "agrees": difference.agrees,
    }
