"""``khenthuong validate``: is an output folder what the contract says?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.commands.failure import fail

if TYPE_CHECKING:
    from pipelines.validate import Texts


def validate(
    output: Annotated[Path, typer.Argument(help="The folder with the tables.")] = Path("output"),
    texts: Annotated[
        bool, typer.Option("--texts", help="Read the articles again and compare evidence with the words at its place.")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", min=0, help="Faults to print; 0 all.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print the faults as JSON.")] = False,
) -> None:
    """Check types, keys, references, offsets, sums and hashes of an output folder; explain each fault.

    Rows are numbered as in a spreadsheet: the header is row 1. Exit codes: 0 all is well, 1 there are faults, 2 there is
    no such folder.
    """
    from pipelines.validate import validate as check

    try:
        faults = check(output, _texts(output) if texts else None)
    except OSError as error:
        fail(f"{output}: {error.strerror}; give the folder that khenthuong extract wrote", 2)
    if as_json:
        keys = ("file", "row", "column", "what")
        typer.echo(json.dumps([{key: getattr(f, key) for key in keys} for f in faults], ensure_ascii=False, indent=1))
    else:
        for fault in faults[: limit or None]:
            typer.echo(str(fault))
        left = len(faults) - limit if limit else 0
        if left > 0:
            typer.echo(f"… and {left} more; --limit 0 prints all")
        typer.echo(f"{output}: {'no faults' if not faults else f'{len(faults)} faults'}", err=bool(faults))
    raise typer.Exit(1 if faults else 0)


def _texts(output: Path) -> Texts:
    from pipelines.lookup import NotFoundError, find_document
    from pipelines.reading import read_article

    def text(article: dict[str, str]) -> str | None:
        try:
            return read_article(find_document(article["article_id"], output)).text
        except (NotFoundError, OSError):
            return None

    return text
