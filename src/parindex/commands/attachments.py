"""``parindex attachments``: care of the stored files."""

from typing import Annotated

import typer

from parindex.commands.product import set_up_product

app = typer.Typer(help="Tệp đính kèm. / Attached files.", no_args_is_help=True)


@app.callback()
def attachments() -> None:
    """Tệp đính kèm. / Attached files."""


@app.command("sweep")
def sweep(
    hours: Annotated[
        int, typer.Option(help="Chỉ dọn tệp cũ hơn ngần ấy giờ. / Only what is older.", min=0)
    ] = 24,
) -> None:
    """Dọn phần còn lại của các lần tải lên dở dang. / Remove what killed uploads left behind."""
    set_up_product()
    # The services hold models, which exist once the product is set up.
    from parindex.attachments.services import sweep_files

    removed = sweep_files(hours * 60 * 60)
    typer.echo(f"Đã dọn {len(removed)} tệp. / Removed: {len(removed)}.")
