"""``parindex serve``: the product on one port of this machine."""

import multiprocessing
import socket
from typing import Annotated

import typer
from granian import Granian
from granian.constants import Interfaces

from parindex.commands.worker_process import worker_beside

LOOPBACK = "127.0.0.1"


def serve(
    host: Annotated[
        str, typer.Option(help="Địa chỉ lắng nghe. / Address to listen on.")
    ] = LOOPBACK,
    port: Annotated[int, typer.Option(help="Cổng. / Port.", min=1, max=65535)] = 8000,
    processes: Annotated[
        int,
        typer.Option(
            help="Số tiến trình, mỗi tiến trình một lõi. / Processes, each takes one core.",
            min=1,
            max=64,
        ),
    ] = 1,
) -> None:
    """Phục vụ phần mềm và làm các việc dài. / Serve the product and do its long work."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            typer.echo(
                f"Cổng {port} đang được dùng; chọn cổng khác bằng --port. / "
                f"Port {port} is in use; choose another with --port.",
                err=True,
            )
            raise typer.Exit(1) from None
    # A forked server would inherit the engine of dossiers with its threads gone, and wait for ever.
    multiprocessing.set_start_method("spawn", force=True)
    server = Granian(
        "parindex.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=min(8, 2 * multiprocessing.cpu_count() + 1),
        log_access=False,
        websockets=False,
    )
    with worker_beside():
        server.serve()
