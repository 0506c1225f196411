"""``khenthuong doctor``: which sources are no longer read well."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands.failure import fail


def doctor(
    folder: Annotated[
        Path, typer.Argument(metavar="[FOLDER]", help="An output folder, a corpus, or a folder of saved pages.")
    ] = Path("output"),
    last: Annotated[int, typer.Option("--last", "-n", min=1, help="Pages of each source to check, the newest.")] = 200,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check the newest saved pages of each source against its own history.

    A source is red when more than 20 % of at least 20 pages lack what its articles have: title, time, lead, the usual
    length and number of paragraphs, a parser of their own. Ends with 3 when a source is red. Nothing is changed.
    """
    from pipelines.doctor import DoctorError, examine

    try:
        verdicts = examine(folder, last)
    except DoctorError as error:
        fail(str(error), 2)
    red = sum(verdict.state == "red" for verdict in verdicts)
    if as_json:
        typer.echo(json.dumps([dataclasses.asdict(verdict) for verdict in verdicts], ensure_ascii=False, indent=1))
        raise typer.Exit(3 if red else 0)
    width = max(len(verdict.source) for verdict in verdicts)
    for verdict in verdicts:
        failed = f"{verdict.failed} of {verdict.pages} fail"
        typer.echo(
            f"{verdict.state:<4} {verdict.source:<{width}}  {failed:<18} {verdict.fallback} by the generic reader"
        )
        if verdict.state == "red":
            for reason, pages in verdict.reasons[:3]:
                typer.echo(f"     {'':<{width}}  {pages} × {reason}")
            typer.echo(f"     {'':<{width}}  for example {verdict.example}")
    typer.echo(f"{len(verdicts)} sources, {red} red")
    raise typer.Exit(3 if red else 0)
