"""``parindex audit verify``: whether the record of writes is whole."""

import json
import re
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from parindex.commands.product import set_up_product

if TYPE_CHECKING:
    from parindex.audit.verification import Break, Verification

app = typer.Typer(
    no_args_is_help=True,
    help="Nhật ký: kiểm tra chuỗi bản ghi. / Audit: verify the chain of records.",
)

WORDS = {
    "changed": "bản ghi đã bị sửa / the record was changed",
    "missing": "bản ghi đã bị xóa / the record was deleted",
    "head_gone": "mất dòng đầu chuỗi / the head of the chain is gone",
    "head_differs": (
        "đầu chuỗi không khớp bản ghi cuối / the head is not the link of the last record"
    ),
    "expected_not_found": (
        "mã đã ghi trước đây không còn trong chuỗi / the hash noted before is not in the chain"
    ),
    "guard_missing": "thiếu chốt bảo vệ của cơ sở dữ liệu / a guard of the database is missing",
}
SHOWN = 20


@app.callback()
def audit() -> None:
    """Nhật ký: kiểm tra chuỗi bản ghi. / Audit: verify the chain of records."""


@app.command()
def verify(
    expect: Annotated[
        str,
        typer.Option(
            "--expect",
            help=(
                "Mã đã ghi trong văn bản ký trước đây. /"
                " The hash noted before, such as in a signed paper."
            ),
        ),
    ] = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="Chỉ in JSON. / Print JSON only.")
    ] = False,
) -> None:
    """Kiểm tra mọi bản ghi còn nguyên. / Check that every record is there and unchanged.

    Thoát với mã 1 khi có bản ghi bị sửa hay mất. / Exits with 1 when a record was changed or lost.
    """
    if expect and not re.fullmatch(r"[0-9a-f]{64}", expect):
        raise typer.BadParameter(
            "cần 64 chữ số thập lục phân / 64 hexadecimal digits are needed",
            param_hint="--expect",
        )
    set_up_product()
    # Their modules hold models, which exist once the product is set up.
    from parindex.audit.chain import link_waiting_events
    from parindex.audit.verification import verify_chain

    # What a crash left without a link belongs to the chain before its head is noted.
    link_waiting_events()
    found = verify_chain(expect) if as_json else _with_progress(expect, verify_chain)
    typer.echo(json.dumps(_as_json(found)) if as_json else "\n".join(_lines(found)))
    if not found.is_whole:
        raise typer.Exit(1)


def _with_progress(expect: str, verify_chain) -> "Verification":
    with typer.progressbar(length=1, label="Kiểm tra / Verifying", file=sys.stderr) as bar:

        def report(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        return verify_chain(expect, report)


def _as_json(found: "Verification") -> dict[str, object]:
    return {
        "whole": found.is_whole,
        "events": found.events,
        "waiting": found.waiting,
        "head": found.head,
        "expected_position": found.expected_position,
        "breaks": [
            {
                "fault": entry.fault.value,
                "position": entry.position,
                "event": entry.event_id,
                "detail": entry.detail,
            }
            for entry in found.breaks
        ],
    }


def _lines(found: "Verification") -> list[str]:
    lines = [f"Bản ghi / Records: {found.events}"]
    if found.waiting:
        lines.append(f"Chưa nối / Not linked yet: {found.waiting}")
    lines.append(f"Đầu chuỗi / Head: {found.head}")
    if found.expected_position is not None:
        lines.append(
            f"Mã đã ghi nằm ở bản ghi / The hash noted stands at record: {found.expected_position}"
        )
    lines.extend(_break_line(entry) for entry in found.breaks[:SHOWN])
    more = len(found.breaks) - SHOWN
    if more > 0:
        lines.append(f"… và {more} lỗi nữa / and {more} more (--json)")
    verdict = (
        "Nhật ký còn nguyên. / The audit is whole."
        if found.is_whole
        else "NHẬT KÝ KHÔNG CÒN NGUYÊN. / THE AUDIT IS NOT WHOLE."
    )
    return [*lines, verdict]


def _break_line(entry: "Break") -> str:
    place = f"#{entry.position}" if entry.position is not None else ""
    event = f"(id {entry.event_id})" if entry.event_id is not None else ""
    said = " ".join(part for part in (place, event, entry.detail) if part)
    return f"✗ {WORDS[entry.fault.value]}: {said}"
