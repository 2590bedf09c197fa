"""``parindex work``: the worker that does the long work beside the pages."""

import os
import signal
import threading
from typing import Annotated

import typer

from parindex.commands.product import set_up_product


def work(
    parent: Annotated[
        int | None,
        typer.Option(
            help="Dừng khi tiến trình cha này kết thúc. / End when this parent process is gone.",
            min=1,
        ),
    ] = None,
) -> None:
    """Làm các việc dài đang chờ (nhập, xuất, tính lại). / Do the long work that waits."""
    set_up_product()
    # The worker holds models, which exist once the product is set up.
    from parindex.jobs import worker

    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    worker.work(stopping, lambda: parent is not None and os.getppid() != parent)
