"""The command line. Each command says in both languages what it does."""

import typer

from parindex.commands import (
    agencies,
    attachments,
    audit,
    demo,
    directive,
    django,
    dossiers,
    framework,
    scoring,
    serve,
    work,
)
from parindex.commands.round import app as round_app

app = typer.Typer(
    name="parindex",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=(
        "Chỉ số cải cách hành chính: từ văn bản chỉ đạo đến điểm số có giải thích. / "
        "The public administration reform index: from a directive to explained points."
    ),
)
app.add_typer(framework.app, name="framework")
app.add_typer(directive.app, name="directive")
app.add_typer(dossiers.app, name="dossiers")
app.add_typer(audit.app, name="audit")
app.add_typer(attachments.app, name="attachments")
app.add_typer(round_app, name="round")
app.command("score")(scoring.score)
app.command("explain")(scoring.explain)
app.command("agencies")(agencies.agencies)
app.command("measures")(agencies.measures)
app.command("demo")(demo.demo)
app.command("serve")(serve.serve)
app.command("work")(work.work)
app.command("django", context_settings=django.PASS_THROUGH)(django.django)


def main() -> None:
    """Entry point of the ``parindex`` command."""
    app()


if __name__ == "__main__":
    main()
