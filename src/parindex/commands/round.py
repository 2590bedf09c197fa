"""``parindex round``: a whole round as an archive, out of this installation and into another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from django.core.exceptions import ObjectDoesNotExist

from parindex.commands.product import set_up_product

if TYPE_CHECKING:
    from parindex.accounts.queries import Access

app = typer.Typer(help="Đợt đánh giá. / Rounds of assessment.", no_args_is_help=True)

Person = Annotated[
    str,
    typer.Option(
        "--as", help="Tài khoản thư ký Hội đồng. / The account of a secretary of the council."
    ),
]
Council = Annotated[
    str, typer.Option("--council", help="Mã cơ quan tổ chức. / The key of the organising agency.")
]


@app.callback()
def rounds() -> None:
    """Đợt đánh giá. / Rounds of assessment."""


@app.command("export")
def export(
    number: Annotated[int, typer.Argument(help="Số của đợt đánh giá. / The round's number.")],
    target: Annotated[Path, typer.Argument(help="Tệp .zip sẽ ghi. / The .zip to write.")],
    person: Person,
    council: Council,
) -> None:
    """Xuất đợt đánh giá thành tệp ZIP gồm JSON, CSV, tệp. / Write a round as a ZIP."""
    set_up_product()
    # Models exist once the product is set up.
    from parindex.rounds.exchange.exporting import export_round
    from parindex.rounds.queries import round_by_id

    access = _access(person, council, number)
    with _refusals():
        one_round = round_by_id(access, number)
        if one_round is None:
            _refuse("Không có đợt đánh giá này. / There is no such round.")
        with target.open("xb") as file:
            try:
                files = export_round(access, one_round, file, lambda done, total: None)
            except BaseException:
                target.unlink()
                raise
    typer.echo(f"{target}: {files} tệp / files")


@app.command("import")
def take_in(
    archive: Annotated[Path, typer.Argument(help="Tệp .zip đã xuất. / The .zip exported.")],
    person: Person,
    council: Council,
) -> None:
    """Nạp đợt đánh giá từ tệp ZIP: tất cả hoặc không gì. / Take a round in, all or nothing."""
    set_up_product()
    # Models exist once the product is set up.
    from parindex.organisations.queries import working_moment
    from parindex.rounds.exchange.importing import import_round

    access = _access(person, council)
    with _refusals(), archive.open("rb") as file:
        taken = import_round(
            access, file, lambda done, total: None, now=working_moment(access.agency)
        )
    typer.echo(f"{taken.name} ({taken.year}): số / number {taken.pk}")


def _access(person: str, council: str, number: int | None = None) -> Access:
    """The person's access in the council, in the round's year where there is one."""
    from parindex.accounts.queries import access, account
    from parindex.organisations.queries import agency_by_key, working_date
    from parindex.rounds.queries import year_of_round

    agency = agency_by_key(council)
    if agency is None:
        _refuse(f"Không có cơ quan “{council}”. / There is no agency of this key.")
    try:
        user = account(person)
    except ObjectDoesNotExist:
        _refuse(f"Không có tài khoản “{person}”. / There is no account of this name.")
    year = year_of_round(agency, number) if number is not None else working_date(agency).year
    return access(user, agency, year)


@contextmanager
def _refusals() -> Iterator[None]:
    """Say in a sentence why something is refused; exits with 1."""
    from parindex.accounts.services import PermissionRefused
    from parindex.rounds.exchange.archive import ArchiveRefused

    try:
        yield
    except PermissionRefused:
        _refuse("Tài khoản này không điều hành đợt đánh giá. / The account runs no rounds here.")
    except (ArchiveRefused, OSError) as problem:
        _refuse(str(problem))


def _refuse(words: str) -> NoReturn:
    typer.echo(words, err=True)
    raise typer.Exit(1)
