"""``parindex directive read``: a directive's text as items, owners, deadlines and targets."""

import io
import json
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from parindex.commands.directive_summary import summary
from parindex_core.directives import Unit, UnitsInvalid, demo_units, load_units

app = typer.Typer(
    no_args_is_help=True,
    help="Văn bản chỉ đạo: đọc thành nhiệm vụ. / Directives: read into tasks.",
)

_LARGEST = 20 * 1024 * 1024
_NOT_TEXT = {
    b"%PDF": "tệp PDF; hãy trích chữ trước (ví dụ: pdftotext -layout TỆP.pdf TỆP.txt)",
    b"PK\x03\x04": "tệp Word, Excel hoặc tệp nén; hãy lưu thành văn bản thuần (.txt, UTF-8)",
    b"\xd0\xcf\x11\xe0": "tệp Word hoặc Excel cũ; hãy lưu thành văn bản thuần (.txt, UTF-8)",
    b"\x89PNG": "tệp ảnh; hãy nhận dạng chữ trước (ví dụ: tesseract TỆP KẾT_QUẢ -l vie)",
    b"\xff\xd8\xff": "tệp ảnh; hãy nhận dạng chữ trước (ví dụ: tesseract TỆP KẾT_QUẢ -l vie)",
    b"II*\x00": "tệp ảnh; hãy nhận dạng chữ trước (ví dụ: tesseract TỆP KẾT_QUẢ -l vie)",
}


@app.callback()
def directive() -> None:
    """Văn bản chỉ đạo: đọc thành nhiệm vụ. / Directives: read into tasks."""


@app.command()
def read(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="Tệp văn bản UTF-8, “-” là đầu vào chuẩn. / A UTF-8 text file, “-” for stdin.",
        ),
    ],
    units: Annotated[
        Path | None,
        typer.Option(
            "--units",
            metavar="FILE",
            help="Tệp đơn vị (YAML, JSON); mặc định: bản mẫu. / Units file; default: the demo's.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Chỉ in JSON. / Print JSON only.")
    ] = False,
) -> None:
    """Đọc văn bản chỉ đạo: ai, làm gì, hạn nào, chỉ tiêu nào. / Read who must do what by when."""
    from parindex_core.directives import read_directive

    text = _open_text(file)
    reading = read_directive(text, _open_units(units))
    if as_json:
        typer.echo(json.dumps(reading.to_json(), ensure_ascii=False, indent=2))
    else:
        typer.echo(summary(reading))


def _stop(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)


def _open_units(path: Path | None) -> tuple[Unit, ...]:
    if path is None:
        return demo_units()
    try:
        return load_units(path)
    except UnitsInvalid as error:
        _stop(str(error))
    except OSError as error:
        _stop(f"{path}: không mở được tệp đơn vị ({error.strerror}); kiểm tra đường dẫn.")


def _open_text(file: str) -> str:
    """The paper's text with its line ends made \\n, a byte order mark not counted."""
    data = _read_bytes(file)
    if len(data) > _LARGEST:
        _stop(f"{file}: lớn hơn 20 MB; hãy đưa từng văn bản một.")
    for start, what in _NOT_TEXT.items():
        if data.startswith(start):
            _stop(f"{file}: là {what}.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        _stop(
            f"{file}: là văn bản UTF-16, cần UTF-8; "
            f"hãy đổi: iconv -f UTF-16 -t UTF-8 {file} > moi.txt"
        )
    if b"\x00" in data:
        _stop(f"{file}: là tệp nhị phân, cần văn bản thuần (.txt, UTF-8).")
    try:
        return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig").read()
    except UnicodeDecodeError as error:
        _stop(
            f"{file}: không phải UTF-8 (byte thứ {error.start + 1}); mở bằng trình soạn thảo rồi"
            f" lưu "
            f"lại bằng UTF-8, hoặc đổi: iconv -f WINDOWS-1258 -t UTF-8 {file} > moi.txt"
        )


def _read_bytes(file: str) -> bytes:
    """At most a byte more than is taken, so that an endless file cannot fill the memory."""
    if file == "-":
        return sys.stdin.buffer.read(_LARGEST + 1)
    try:
        with Path(file).open("rb") as opened:
            return opened.read(_LARGEST + 1)
    except FileNotFoundError:
        _stop(f"{file}: không có tệp này; kiểm tra tên và đường dẫn.")
    except IsADirectoryError:
        _stop(f"{file}: là thư mục; hãy chỉ ra một tệp văn bản.")
    except OSError as error:
        _stop(f"{file}: không mở được ({error.strerror}); kiểm tra quyền đọc tệp.")
