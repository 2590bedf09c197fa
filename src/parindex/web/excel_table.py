"""Lists as workbooks to download."""

from collections.abc import Iterable, Mapping, Sequence

from django.http import HttpResponse

from parindex.web.templatetags.formats import page_language
from parindex_tables.columns import Column, Value
from parindex_tables.writing import write_table

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def excel_response(
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Value]],
    *,
    title: str = "",
    notices: Sequence[str] = (),
) -> HttpResponse:
    """The rows as an .xlsx of that name (ASCII), in the page's language."""
    content = write_table(columns, rows, title=title, notices=notices, language=page_language())
    response = HttpResponse(content, content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
