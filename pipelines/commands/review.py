"""``khenthuong review``: the rows worth a human's look as a sheet, and what came back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from pipelines.commands.failure import fail


def review(
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder with the tables.")] = Path("output"),
    sheet: Annotated[
        Path | None,
        typer.Option("--sheet", help="Write the sheet here, .xlsx or .csv. [default: review.xlsx in the output folder]",
                     show_default=False),
    ] = None,
    take: Annotated[
        Path | None, typer.Option("--take", help="Store the corrections of a sheet that came back.", show_default=False)
    ] = None,
    gold: Annotated[
        Path | None,
        typer.Option("--gold", help="Export the reviewed articles as gold annotations (.jsonl).", show_default=False),
    ] = None,
    corpus: Annotated[
        Path | None,
        typer.Option("--corpus", help="Folder that keeps corrections.csv. [default: what the output was read from]",
                     show_default=False),
    ] = None,
    below: Annotated[float, typer.Option("--below", min=0, max=1, help="Confidence below which to look.")] = 0.8,
    limit: Annotated[int, typer.Option("--limit", min=0, help="Rows in the sheet; 0 all.")] = 500,
) -> None:
    """Look at doubtful rows: low confidence, failed checks, copies that disagree, corrections in conflict.

    In the sheet, write into `action` keep, drop or change (with the right values in the row's cells), and your name
    into `who`. `--take` stores what came back in the corpus; every later run applies it.
    """
    from pipelines.corrections import FILE, CorrectionsError, folder_of, load, store
    from pipelines.review import Output, SheetError, read_sheet, reasons, write_sheet
    from pipelines.review import gold as gold_of
    from pipelines.review import sheet as lines_of

    try:
        read = Output.read(output)
        record = json.loads((output / "run.json").read_text("utf-8"))
    except (OSError, ValueError, KeyError) as error:
        fail(f"{output}: holds no tables of a run ({error}); give the folder that khenthuong extract wrote", 2)
    folder = corpus or folder_of(record["inputs"])
    if not folder.is_dir():
        fail(f"{folder}: the corpus is not here; call from the folder of the run, or give --corpus", 2)
    try:
        if take is not None:
            new = read_sheet(take)
            stored = store(folder, new)
            typer.echo(f"{len(new)} taken from {take}, {stored} stored in {folder / FILE}; the next run applies them")
            return
        known = load(folder)
        if gold is not None:
            made = gold_of(read, known, _texts(output))
            lines = [json.dumps(line, ensure_ascii=False) + "\n" for line in made]
            gold.write_text("".join(lines), encoding="utf-8")
            typer.echo(f"{len(made)} articles in {gold}")
            return
        conflicts = [entry["article_id"] for entry in record.get("conflicts", [])]
        why = reasons(read, below, conflicts)
        lines_out = lines_of(read, why, _texts(output), limit)
        target = sheet or output / "review.xlsx"
        write_sheet(target, lines_out)
    except SheetError as error:
        for line in str(error).splitlines()[:50]:
            typer.echo(f"khenthuong: {take}: {line}", err=True)
        raise typer.Exit(1) from error
    except CorrectionsError as error:
        fail(str(error), 1)
    except OSError as error:
        fail(f"{error.filename}: {error.strerror}; choose another file", 1)
    for entry in record.get("conflicts", []):
        typer.echo(f"conflict {entry['where']}: {entry['what']}", err=True)
    typer.echo(f"{len(lines_out)} of {len(why)} rows worth a look in {target}")


def _texts(output: Path) -> Any:
    from pipelines.lookup import NotFoundError, find_document
    from pipelines.reading import read_article

    known: dict[str, str | None] = {}

    def text(article: dict[str, str]) -> str | None:
        name = article["article_id"]
        if name not in known:
            try:
                known[name] = read_article(find_document(name, output)).text
            except (NotFoundError, OSError):
                known[name] = None
        return known[name]

    return text
