"""A paper as a file to download, in the format that was asked for."""

from collections.abc import Callable

from django.http import HttpResponse

from parindex.web.excel_table import EXCEL
from parindex_papers.docx_writer import write_docx
from parindex_papers.model import Paper
from parindex_papers.pdf_writer import write_pdf
from parindex_papers.xlsx_writer import write_xlsx

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WRITERS: dict[str, tuple[Callable[[Paper], bytes], str]] = {
    "docx": (write_docx, WORD),
    "pdf": (write_pdf, "application/pdf"),
    "xlsx": (write_xlsx, EXCEL),
}


def paper_response(paper: Paper, name: str, file_format: str) -> HttpResponse:
    """The file ``name`` (ASCII, without ending); Word where no known format is asked for."""
    known = file_format if file_format in _WRITERS else "docx"
    write, content_type = _WRITERS[known]
    response = HttpResponse(write(paper), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{known}"'
    # A paper holds what not everybody may see, and is made anew each time.
    response["Cache-Control"] = "private, no-store"
    return response
