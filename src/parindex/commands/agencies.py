"""``parindex agencies`` and ``parindex measures``: who is scored, and what fills each component."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from parindex.commands.framework import AsJson, print_json, stop
from parindex.commands.product import set_up_product
from parindex_core.vietnamese.dates import format_date

if TYPE_CHECKING:
    from parindex.assessments.feeding import Feeding


def agencies(as_json: AsJson = False) -> None:
    """Liệt kê các cơ quan. / List the agencies."""
    set_up_product()
    # Queries hold models, which exist once the product is set up.
    from parindex.organisations.queries import all_agencies

    found = [{"key": one.key, "name": one.name} for one in all_agencies()]
    if as_json:
        print_json(found)
        return
    for one in found:
        typer.echo(f"{one['key']}  {one['name']}")


def measures(
    agency: Annotated[str, typer.Option(help="Mã cơ quan. / The agency's key.")],
    year: Annotated[int, typer.Option(help="Năm đánh giá. / The year.")],
    as_json: AsJson = False,
) -> None:
    """Tiêu chí nào do sổ nào đếm, tiêu chí nào nhập tay. / What fills each component."""
    set_up_product()
    from django.core.exceptions import ObjectDoesNotExist

    from parindex.assessments.feeding import feeding_of
    from parindex.organisations.queries import agency_by_key

    found = agency_by_key(agency)
    if found is None:
        stop(f"Không có cơ quan “{agency}”. / There is no agency of this key.")
    try:
        lines = feeding_of(found, year)
    except ObjectDoesNotExist:
        stop(f"Cơ quan “{agency}” chưa mở năm {year}. / The agency has not opened that year.")
    if as_json:
        print_json([_as_json(line) for line in lines])
        return
    for line in lines:
        values = ", ".join(f"{name} = {value}" for name, value in line.variables.items()) or "–"
        day = f", {format_date(line.as_of)}" if line.as_of else ""
        typer.echo(f"{line.component.code}  {line.fed_by}: {values} ({line.rows}{day})")


def _as_json(line: "Feeding") -> dict[str, Any]:
    return {
        "component": line.component.key,
        "fed_by": line.fed_by,
        "variables": dict(line.variables),
        "rows": line.rows,
        "as_of": line.as_of.isoformat() if line.as_of else None,
    }
