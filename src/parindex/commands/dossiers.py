"""``parindex dossiers import|indicators|explain|synthesize``: dossiers from the command line.

The engines take a second to load, which the other commands must not pay: see ``dossier_options``.
"""

import json
from datetime import date, datetime
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from parindex.commands.dossier_options import DATA, ZONE, Data, correction, engine_room
from parindex.commands.framework import AsJson, print_json, stop
from parindex.commands.portal_comparison import portal
from parindex_core.vietnamese.numbers import format_percent

app = typer.Typer(
    no_args_is_help=True,
    help="Hồ sơ: nạp, tính chỉ tiêu, giải thích. / Dossiers: import, indicators, explain.",
)

By = Literal["agency", "unit", "field", "procedure", "channel", "all"]


@app.command("import")
def import_(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Tệp .xlsx, .csv, .json, .parquet. / Exports."),
    ] = None,
    data: Data = DATA,
    procedures: Annotated[
        Path | None,
        typer.Option(help="Danh mục thủ tục (.json, .csv). / Procedures with their longest time."),
    ] = None,
    mapped: Annotated[
        list[str] | None,
        typer.Option("--map", help="“Tên cột=TrườngQuốcGia”, trống là bỏ. / Header=Field."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Nạp hồ sơ từ tệp của hệ thống một cửa. / Load exports of the one-stop system."""
    if not files and procedures is None:
        stop("Chỉ ra tệp hồ sơ cần nạp. / Name the export to load.")
    importing, store = engine_room("importing"), engine_room("store")
    refused = engine_room("errors").DossiersRefused
    corrections = dict(correction(text) for text in mapped or ())
    with _ProgressBar() as progress:
        try:
            reports = importing.import_exports(
                store.Store(data), files or [], corrections, procedures, progress.show
            )
        except refused as problem:
            stop(str(problem))
        except OSError:
            stop(f"Không ghi được vào {data}; chọn thư mục khác bằng --data. / Cannot write there.")
        except KeyboardInterrupt:
            stop("Đã dừng; kho hồ sơ vẫn như trước khi nạp tệp này. / Stopped; nothing changed.")
    if as_json:
        print_json([_report_as_json(report) for report in reports])
        return
    for report in reports:
        typer.echo("\n".join(_report_lines(report)))


class _ProgressBar:
    """A bar on stderr, so that stdout stays clean for JSON."""

    def __enter__(self) -> "_ProgressBar":
        console = import_module("rich.console").Console(stderr=True)
        self._progress = import_module("rich.progress").Progress(
            console=console, transient=True, disable=not console.is_terminal
        )
        self._tasks: dict[str, Any] = {}
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def show(self, text: str, share: float) -> None:
        """Move the bar of a step to a share from 0 to 1."""
        if text not in self._tasks:
            self._tasks[text] = self._progress.add_task(text, total=1.0)
        self._progress.update(self._tasks[text], completed=share)


def _report_as_json(report: Any) -> dict[str, Any]:
    load = report.load
    return {
        "file": load.file,
        "rows": load.rows,
        "added": load.added,
        "replaced": load.replaced,
        "unchanged": load.unchanged,
        "repeated": load.repeated,
        "rejected": load.rejected,
        "rejected_file": str(report.rejected_path) if report.rejected_path else None,
        "already_loaded": report.already_loaded,
        "synthetic": load.synthetic,
        "personal_columns_dropped": list(load.personal),
        "columns_not_used": list(load.unused),
        "mapping": {
            report.mapping.headers[place]: field for field, place in report.mapping.fields.items()
        },
        "guessed": dict(report.mapping.guessed),
        "problems": [
            dict(zip(("row", "column", "value", "reason"), problem, strict=True))
            for problem in report.listed
        ],
    }


def _report_lines(report: Any) -> list[str]:
    load = report.load
    if report.already_loaded:
        return [f"{load.file}: đã nạp ngày {load.loaded_at[:10]}, không thay đổi gì."]
    lines = [
        f"{load.file}: {load.rows} dòng; thêm {load.added}, thay {load.replaced}, không đổi "
        f"{load.unchanged}, lặp lại {load.repeated}, từ chối {load.rejected}."
    ]
    if load.synthetic:
        lines.append("! Dữ liệu tổng hợp, không phải hồ sơ thật.")
    if load.personal:
        lines.append(f"Không lưu dữ liệu cá nhân: {', '.join(load.personal)}.")
    if load.unused:
        lines.append(f"Không dùng các cột: {', '.join(load.unused)}.")
    for header, field in report.mapping.guessed.items():
        lines.append(f"Đoán cột “{header}” là {field}; nếu sai, sửa bằng --map “{header}=…”.")
    if report.rejected_path:
        lines.append(f"Dòng bị từ chối, kèm lý do, ở: {report.rejected_path}")
        lines.append("Sửa tệp đó rồi nạp lại chính tệp đó.")
    return lines


@app.command()
def indicators(
    period: Annotated[
        str,
        typer.Option(help="2021, 2021-Q3, 2021-05, 2021-01..2021-05, 2021-ytd. / Period."),
    ],
    data: Data = DATA,
    by: Annotated[By, typer.Option(help="Cắt theo chiều. / Dimension.")] = "unit",
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--where", help="Lọc: unit=H48.01.02, procedure=…; lặp lại được. / Filter, repeatable."
        ),
    ] = None,
    codes: Annotated[
        list[str] | None,
        typer.Option("--indicator", help="Mã chỉ tiêu; lặp lại được. / Indicator, repeatable."),
    ] = None,
    every: Annotated[
        Literal["month", "quarter"] | None,
        typer.Option(help="Từng tháng hoặc từng quý của kỳ. / Each month or quarter."),
    ] = None,
    engine: Annotated[
        str, typer.Option(help="embedded, hoặc spark://máy:7077. / Engine.")
    ] = "embedded",
    until: Annotated[
        str | None,
        typer.Option(
            help="Kỳ đang chạy tính đến ngày này; mặc định hôm nay. / Cut a running period."
        ),
    ] = None,
    cold: Annotated[
        bool, typer.Option(help="Tính từ hồ sơ, không từ bảng đếm sẵn. / From the dossiers.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Tính các chỉ tiêu của kỳ, kèm tử số và mẫu số. / Indicators with their ratios."""
    answers, periods = engine_room("answers"), engine_room("periods")
    store, refused = engine_room("store").Store(data), engine_room("errors").DossiersRefused
    dimension = None if by == "all" else by
    try:
        today = date.fromisoformat(until) if until else datetime.now(ZONE).date()
        asked = periods.parse_period(period, today)
        asked = asked.until(today) if asked.first <= today else asked
        spans = periods.parts_of(asked, every) if every else [asked]
        rows = [
            row
            for span in spans
            for row in answers.indicators(
                store,
                answers.Question(span, dimension, _filters(only), codes or None),
                engine,
                warm=not cold,
            )
        ]
    except ValueError as problem:
        stop(f"Ngày không đúng: {problem}. Ghi dạng 2021-12-31. / Not a date.")
    except refused as problem:
        stop(str(problem))
    if not any(row.denominator for row in rows):
        typer.echo(
            "Không có hồ sơ nào được đếm; xem lại --period và --where. / No dossier is counted.",
            err=True,
        )
    if as_json:
        print_json([row.to_json(dimension) for row in rows])
        return
    for row in rows:
        ratio = (
            "–" if row.ratio is None else format_percent(Fraction(row.numerator, row.denominator))
        )
        place = f"{row.place} {row.name or ''}".strip()
        typer.echo(
            f"{row.period}  {place}  {row.indicator}  {row.numerator}/{row.denominator}  {ratio}"
        )


def _filters(only: list[str] | None) -> dict[str, list[str]]:
    filters: dict[str, list[str]] = {}
    for text in only or ():
        dimension, _, place = text.partition("=")
        if dimension not in ("agency", "unit", "field", "procedure", "channel") or not place:
            stop(
                f"--where cần dạng unit=H48.01.02, không phải “{text}”. / --where takes unit=CODE."
            )
        filters.setdefault(dimension, []).append(place)
    return filters


@app.command()
def explain(
    code: Annotated[str, typer.Argument(metavar="MÃHỒSƠ", help="Mã hồ sơ. / Dossier code.")],
    data: Data = DATA,
    at: Annotated[
        str | None,
        typer.Option(help="Thời điểm xét hồ sơ chưa xong; mặc định bây giờ. / Moment to judge at."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Nói rõ vì sao hồ sơ sớm, đúng hay trễ hạn. / Say why a dossier is early or late."""
    explanation, store = engine_room("explanation"), engine_room("store").Store(data)
    try:
        moment = datetime.fromisoformat(at) if at else datetime.now(ZONE).replace(microsecond=0)
        local = moment.astimezone(ZONE) if moment.tzinfo else moment
        explained = explanation.explain_dossier(store, code, local.replace(tzinfo=None))
    except ValueError as problem:
        stop(f"Thời điểm không đúng: {problem}. Ghi dạng 2021-12-31T17:00. / Not a moment.")
    except engine_room("errors").DossiersRefused as problem:
        stop(str(problem))
    if as_json:
        print_json(
            {
                "code": explained.code,
                "verdict": explained.verdict,
                "settled": explained.settled,
                "sentences": list(explained.sentences),
                "earlier_versions": explained.versions,
            }
        )
    else:
        typer.echo(str(explained))


@app.command()
def synthesize(
    file: Annotated[Path, typer.Argument(help="Tệp kết quả. / File to write.")],
    rows: Annotated[int, typer.Option(help="Số hồ sơ. / Dossiers.", min=0)] = 1000,
    seed: Annotated[int, typer.Option(help="Hạt ngẫu nhiên. / Seed.", min=0)] = 1,
    year: Annotated[int, typer.Option(help="Năm tiếp nhận. / Year.", min=2001, max=2068)] = 2021,
    agencies: Annotated[int, typer.Option(help="Số cơ quan. / Agencies.", min=1)] = 12,
    form: Annotated[
        Literal["csv", "xlsx", "parquet", "json"] | None,
        typer.Option("--format", help="Loại tệp; mặc định theo tên tệp. / Format, else by name."),
    ] = None,
    procedures: Annotated[
        Path | None,
        typer.Option(help="Ghi thêm danh mục thủ tục vào tệp này. / Write the procedures too."),
    ] = None,
) -> None:
    """Tạo tệp hồ sơ tổng hợp để thử, ghi rõ là dữ liệu tổng hợp. / A synthetic export."""
    synthesis, writing = engine_room("synthesis"), engine_room("synthetic_files")
    form = form or (file.suffix.lstrip(".").lower() or "csv")  # pyright: ignore[reportAssignmentType]
    if form not in writing.FORMATS:
        stop(
            f"Không có loại tệp “{form}”. Chọn --format csv, xlsx, parquet, json. / Unknown format."
        )
    shape = synthesis.Shape(rows, seed, year, agencies)
    try:
        writing.write_synthetic(shape, file, form)
        if procedures:
            content = json.dumps(shape.catalogue(), ensure_ascii=False, indent=1)
            procedures.write_text(content, encoding="utf-8")
    except OSError as problem:
        stop(f"Không ghi được {file}: {problem.strerror}. / Cannot write {file}.")
    typer.echo(f"{file}: {rows} hồ sơ tổng hợp. / synthetic dossiers.")


app.command()(portal)
