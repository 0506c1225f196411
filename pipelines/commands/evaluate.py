"""``khenthuong evaluate``: the extraction against annotated articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.commands.failure import fail

if TYPE_CHECKING:
    from rich.console import Console

    from pipelines.evaluate import Evaluation


def evaluate(
    gold: Annotated[
        list[Path],
        typer.Argument(metavar="GOLD.jsonl...", help="Annotations, one article a line.", show_default=False),
    ],
    articles: Annotated[
        Path | None,
        typer.Option("--articles", "-a", help="Folder of the articles, if not named as GOLD.", show_default=False),
    ] = None,
    show: Annotated[int, typer.Option("--show", min=0, help="List so many of the differences.")] = 0,
    curve: Annotated[bool, typer.Option("--curve", help="Show how right rows are by their confidence.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes to use.")] = 1,
    floors: Annotated[
        Path | None, typer.Option("--floors", help="End with 1 if a score is below its floor.", show_default=False)
    ] = None,
    pin: Annotated[
        Path | None, typer.Option("--pin", help="Raise the floors in this file to the scores.", show_default=False)
    ] = None,
) -> None:
    """Measure how right the extraction is on annotated articles.

    Reads the articles as `extract` does and compares its rows with the annotations: at the core (award and recipient),
    strictly (grade, level, status, period and part_of too), by form of award and by construction; P is precision, R
    recall. The articles lie beside GOLD.jsonl in the folder GOLD, or in its lines as "text". tests/gold/README.md says
    how to annotate.
    """
    from pipelines.evaluate import evaluate as score
    from pipelines.floors import FloorsError, read_floors, shortfalls
    from pipelines.floors import pin as raise_floors
    from pipelines.gold import GoldError, find_articles, load_gold, read_gold

    if articles is not None and len(gold) > 1:
        fail("--articles is the folder of one GOLD.jsonl; call once for each", 2)
    found: dict[str, Evaluation] = {}
    try:
        least = read_floors(floors) if floors is not None else {}
        for path in gold:
            annotated = load_gold(path)
            places = find_articles(annotated, path, articles)
            found[path.stem] = score(annotated, read_gold(annotated, places, jobs))
        raised = raise_floors(pin, found) if pin is not None else []
    except (GoldError, FloorsError) as error:
        fail(str(error), 2)
    except OSError as error:
        fail(f"{pin}: cannot be written ({error.strerror or error}); choose another file", 1)
    except KeyboardInterrupt:
        fail("stopped", 130)
    if as_json:
        typer.echo(json.dumps({name: evaluation.as_dict() for name, evaluation in found.items()}, ensure_ascii=False))
    else:
        _report(found, show, curve)
    for line in raised:
        typer.echo(f"raised {line}", err=True)
    problems = shortfalls(found, least)
    for name, evaluation in found.items():
        if evaluation.absent:
            docs = ", ".join(evaluation.absent[:5]) + (", …" if len(evaluation.absent) > 5 else "")
            problems.append(f"{name}: no article for {len(evaluation.absent)} annotated ones ({docs}); add their files")
    for line in problems:
        typer.echo(f"khenthuong: {line}", err=True)
    raise typer.Exit(1 if problems else 0)


def _report(found: dict[str, Evaluation], show: int, curve: bool) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    for name, evaluation in found.items():
        console.print(f"[bold]{name}[/]  {evaluation.documents} articles", end="\n\n")
        if evaluation.core.right or evaluation.core.missed:
            _scores(console, evaluation)
        else:
            console.print(f"{evaluation.core.extra} rows where there should be none", end="\n\n")
        if curve and evaluation.judged:
            _curve(console, evaluation)
        _differences(console, evaluation, show)


def _table(title: str, *columns: str, left: int = 1) -> Any:
    from rich import box
    from rich.table import Table

    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for number, column in enumerate(columns):
        number_column = number >= left
        table.add_column(column, justify="right" if number_column else "left", overflow="fold", no_wrap=number_column)
    return table


def _scores(console: Console, evaluation: Evaluation) -> None:
    columns = ("P", "R", "F1", "right", "extra", "missed")
    overall = _table("scores", "", *columns)
    by_award = _table("core, by form of award", "award", *columns)
    for table, scores in ((overall, evaluation.scores), (by_award, evaluation.awards)):
        for name, score in scores.items():
            shares = (f"{value:.3f}" for value in (score.precision, score.recall, score.f1))
            table.add_row(name, *shares, str(score.right), str(score.extra), str(score.missed))
    fields = _table("fields of right rows", "field", "right")
    for name, share in evaluation.fields.items():
        fields.add_row(name, f"{share:.3f}")
    by_construction = _table("rows, by construction", "construction", "rows", "core right", "strictly right")
    for name, counts in evaluation.constructions.items():
        by_construction.add_row(name, *_shares(counts))
    for shown in (overall, fields, by_award, by_construction):
        console.print(shown)


def _shares(counts: tuple[int, int, int]) -> tuple[str, str, str]:
    rows, core, strict = counts
    return str(rows), f"{core / rows:.3f}", f"{strict / rows:.3f}"


def _curve(console: Console, evaluation: Evaluation) -> None:
    table = _table("right by confidence", "confidence", "rows", "core right", "strictly right")
    for low, high, *counts in evaluation.curve:
        rows, core, strict = counts
        table.add_row(f"{low:.2f} – {high:.2f}" if low < high else f"{low:.2f}", *_shares((rows, core, strict)))
    sure = evaluation.sure()
    if sure[0]:
        table.add_section()
        table.add_row("0.90 or more", *_shares(sure))
    console.print(table)


def _differences(console: Console, evaluation: Evaluation, show: int) -> None:
    from rich.markup import escape

    total = len(evaluation.differences)
    if not show:
        console.print(f"{total} differences" + ("; --show lists them" if total else ""), end="\n\n")
        return
    title = f"differences, {min(show, total)} of {total}"
    table = _table(title, "article", "what", "gold", "found", "evidence", left=5)
    for difference in evaluation.differences[:show]:
        evidence = " ".join(difference.evidence.split())
        cells = (difference.doc, difference.kind, difference.gold, difference.found, evidence)
        table.add_row(*(escape(cell) for cell in cells))
    console.print(table)
