"""The ``khenthuong`` command: one line of registration per command; each command is a module of its own."""

from __future__ import annotations

from typing import Annotated

import typer

from pipelines import __version__
from pipelines.commands import (
    corpus,
    crawl,
    demo,
    diff,
    doctor,
    evaluate,
    extract,
    review,
    run,
    show,
    sources,
    validate,
)

app = typer.Typer(
    name="khenthuong",
    help="What Vietnam's provinces award, as data: reads thi đua – khen thưởng news into tables.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
app.command("extract")(extract.extract)
app.command("show")(show.show)
app.command("review")(review.review)
app.command("validate")(validate.validate)
app.command("diff")(diff.diff)
app.command("evaluate")(evaluate.evaluate)
app.command("doctor")(doctor.doctor)
app.command("demo")(demo.demo)
app.command("crawl")(crawl.crawl)
app.command("run")(run.run)
app.command("schedule")(run.schedule)
app.command("watch")(run.watch)
app.add_typer(sources.app, name="sources")
app.add_typer(corpus.app, name="corpus")


def _version(value: bool) -> None:
    if value:
        typer.echo(f"khenthuong {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Options of the command as a whole."""


def main() -> None:
    """Entry point of the console script."""
    app()


if __name__ == "__main__":
    main()
