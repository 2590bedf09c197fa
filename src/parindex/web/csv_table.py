"""Tables as a file that Excel opens by a double click where Vietnamese is the system's language."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO

from django.http import HttpResponse

from parindex_tables.columns import Value

# A cell that starts so would run as a formula in a spreadsheet.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_response(name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """A download of that name: UTF-8 with its mark, semicolons, numbers as the page writes them."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_inert(cell) for cell in row] for row in rows)
    response = HttpResponse(
        text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def open_csv_response(
    name: str, keys: Sequence[str], rows: Iterable[Mapping[str, Value]]
) -> HttpResponse:
    """Open data for machines: UTF-8, commas, decimal points, days in ISO, keys as the header."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(keys)
    for row in rows:
        writer.writerow(["" if row[key] is None else _inert(str(row[key])) for key in keys])
    response = HttpResponse(text.getvalue().encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
