"""``khenthuong show``: an article in the terminal with its annotated spans coloured and its rows below it."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.commands.failure import fail

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from extract.model import Article, Award, Extraction

# Colours that stay apart on dark and light terminals; a label that is not here is underlined.
_STYLES = {
    "award": "bold yellow",
    "grade": "yellow",
    "title": "yellow",
    "authority": "bold blue",
    "count": "bold green",
    "recipient": "green",
    "name": "bold magenta",
    "person": "bold magenta",
    "organisation": "bold magenta",
    "body": "bold blue",
    "place": "magenta",
    "period": "cyan",
    "date": "cyan",
    "campaign": "bold cyan",
    "decision": "cyan",
    "rate": "bold green",
    "cue": "red",
    "status": "red",
}
_BLOCKS = {"title": "bold", "heading": "bold", "caption": "italic", "noise": "dim strike", "byline": "dim",
           "dateline": "dim", "origin": "dim"}


def show(
    article: Annotated[
        str,
        typer.Argument(help="A saved article (file, or file#place), or an article_id of the output folder.",
                       show_default=False),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder to find an article_id in.")] = Path("output"),
    text: Annotated[
        bool, typer.Option("--text", help="Print the exact text that offsets count in, and nothing else.")
    ] = False,
    svg: Annotated[
        Path | None, typer.Option("--svg", help="Also save what is shown as a picture.", show_default=False)
    ] = None,
) -> None:
    """Show how an article was read: its text with coloured spans, and its rows below it."""
    from pipelines.lookup import NotFoundError, find_document, identity_of
    from pipelines.reading import read_article

    try:
        document = find_document(article, output)
    except NotFoundError as error:
        fail(str(error), 2)
    read = read_article(document)
    if text:
        sys.stdout.buffer.write(read.text.encode("utf-8"))
        return
    from rich.console import Console

    from extract.analyse import analyse

    found = analyse(read, identity_of(document))
    console = Console(record=svg is not None, width=120 if svg else None, highlight=False)
    _print(console, read, found, identity_of(document), document.saved_as)
    if svg:
        try:
            picture = console.export_svg(title=f"khenthuong show {Path(article).name}")
            # A viewer without the web has a monospaced font of its own.
            svg.write_text(re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL), encoding="utf-8")
        except OSError as error:
            fail(f"{svg}: cannot be written ({error.strerror}); choose another file", 1)


def _print(console: Console, article: Article, found: Extraction, article_id: str, saved_as: str) -> None:
    from rich.text import Text

    facts = [article_id, saved_as, article.published_at, article.province, article.source or article.parser]
    console.print(Text(" · ".join(fact for fact in facts if fact), style="dim"))
    for warning in (*article.warnings, *found.warnings):
        console.print(Text(f"warning {warning}", style="yellow"))
    console.print(_coloured(article, found))
    labels = dict.fromkeys(annotation.label for annotation in found.annotations)
    if labels:
        console.print(Text("  ").join(Text(label, style=_STYLES.get(label, "underline")) for label in labels))
    for table in (_awards(found), _campaigns(found), _rates(found)):
        if table is not None:
            console.print(table)
    if not (found.awards or found.campaigns or found.rates):
        console.print(Text("no rows", style="dim"))


def _coloured(article: Article, found: Extraction) -> RenderableType:
    from rich.text import Text

    text = Text(article.text)
    for block in article.blocks:
        if block.kind in _BLOCKS:
            text.stylize(_BLOCKS[block.kind], block.start, block.end)
    for annotation in found.annotations:
        text.stylize(_STYLES.get(annotation.label, "underline"), annotation.start, annotation.end)
    return text


def _table(title: str, rows: list[dict[str, str]]) -> Any:
    """A table of the columns that say something in at least one row; None without rows."""
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    if not rows:
        return None
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    columns = [column for column in rows[0] if any(row[column] for row in rows)]
    for column in columns:
        right = column in ("#", "count", "%", "part", "whole", "mentions", "part of")
        wide = {"award": 22, "recipient": 22, "authority": 14, "name": 40}.get(column)
        table.add_column(column, justify="right" if right else "left", overflow="fold", min_width=wide)
    for row in rows:
        table.add_row(*(escape(row[column]) for column in columns))
    return table


def _awards(found: Extraction) -> Any:
    numbers = {award.award_id: str(number) for number, award in enumerate(found.awards, 1)}
    rows = [
        {
            "#": numbers[award.award_id],
            "award": _award_name(award),
            "grade": award.grade,
            "authority": award.authority or award.authority_level,
            "count": _count(award),
            "recipient": award.recipient_name or award.recipient_text or award.recipient_kind,
            "status": award.status,
            "period": award.period,
            "part of": numbers.get(award.part_of, award.part_of),
        }
        for award in found.awards
    ]
    return _table("awards", rows)


def _award_name(award: Award) -> str:
    label = award.award_label or award.award
    return label if award.award_title in label else f"{label} {award.award_title}"


def _count(award: Award) -> str:
    sign = {"over": ">", "nearly": "<", "about": "~", "order": "~", "indefinite": "?"}.get(award.approx, "")
    return sign + ("" if award.count is None else f"{award.count:,}")


def _campaigns(found: Extraction) -> Any:
    rows = [
        {"name": c.name, "kind": c.kind, "launched by": c.launched_by, "mentions": str(c.mentions)}
        for c in found.campaigns
    ]
    return _table("campaigns", rows)


def _rates(found: Extraction) -> Any:
    rows = [
        {
            "%": f"{rate.value:g}",
            "of what": rate.of_what,
            "part": "" if rate.numerator is None else f"{rate.numerator:,}",
            "whole": "" if rate.denominator is None else f"{rate.denominator:,}",
            "consistent": "" if rate.consistent is None else ("yes" if rate.consistent else "no"),
        }
        for rate in found.rates
    ]
    return _table("rates", rows)
