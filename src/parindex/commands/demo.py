"""``parindex demo``: the demonstration department, loaded, summed up and served."""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.core.management import call_command

from parindex.commands.product import set_up_product
from parindex.commands.serve import LOOPBACK, serve


def demo(
    serving: Annotated[
        bool,
        typer.Option("--serve/--no-serve", help="Phục vụ sau khi nạp. / Serve after loading."),
    ] = True,
    port: Annotated[int, typer.Option(help="Cổng. / Port.", min=1, max=65535)] = 8000,
) -> None:
    """Nạp dữ liệu minh họa, in tóm tắt và chạy thử. / Load the demonstration and serve it."""
    set_up_product()
    # The demonstration's modules hold models, which exist once the product is set up.
    from parindex.demonstration.accounts import EVERY_ACCOUNT
    from parindex.demonstration.department import is_loaded, load_demonstration
    from parindex.demonstration.summary import summary_lines

    with _alone(Path(settings.DATA)):
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        password = _password(Path(settings.DATA))
        if not is_loaded():
            load_demonstration(password)
    typer.echo("\n".join(summary_lines()))
    typer.echo("\nTài khoản minh họa / Demonstration accounts")
    for account in EVERY_ACCOUNT:
        typer.echo(f"  {account.username:<14}{password}  {account.full_name}")
    if serving:
        typer.echo(f"\nhttp://{LOOPBACK}:{port}/  (Ctrl+C để dừng / to stop)")
        serve(LOOPBACK, port)


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Two loadings at once: the second waits for the first, and then finds everything there."""
    with (data / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _password(data: Path) -> str:
    """The demonstration's password: made by chance once, kept readable by its owner only."""
    path = data / "demonstration_account.json"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump({"password": f"demo-{secrets.token_hex(5)}"}, file)
    return json.loads(path.read_text())["password"]
