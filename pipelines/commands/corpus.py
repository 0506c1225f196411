"""``khenthuong corpus``: what is saved, one page back, checking, and bringing in pages from elsewhere."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.commands.crawl import CorpusOption, JsonOption, SourcesOption, load_sources, open_corpus
from pipelines.commands.failure import fail

if TYPE_CHECKING:
    from pipelines.corpus import Corpus

app = typer.Typer(help="Saved pages: statistics, one page back, checking, import.", no_args_is_help=True)


def _read(root: Path) -> Corpus:
    from pipelines.corpus import Corpus, CorpusError

    try:
        return Corpus.read(root)
    except CorpusError as error:
        fail(str(error), 1)


@app.command()
def stats(corpus: CorpusOption = Path("corpus"), as_json: JsonOption = False) -> None:
    """Count pages, versions, fetches and bytes, in all and by source."""
    with _read(corpus) as opened:
        counts = opened.stats()
    if as_json:
        typer.echo(json.dumps(counts, ensure_ascii=False, indent=1))
        return
    by_source = counts.pop("sources")
    for name, value in counts.items():
        typer.echo(f"{name.replace('_', ' '):<14}{value:>14,}")
    width = max((len(name) for name in by_source), default=0)
    for name, row in by_source.items():
        typer.echo(f"{name:<{width}}  {row['articles']} articles, {row['waiting']} waiting, {row['failed']} given up")


@app.command()
def get(
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            show_default=False,
            help="An award_id or article_id of the output folder, a saved_as value, a page id, or an address.",
        ),
    ],
    corpus: CorpusOption = Path("corpus"),
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder to look up ids in.")] = Path("output"),
    headers: Annotated[bool, typer.Option("--headers", help="Print the HTTP headers to stderr.")] = False,
) -> None:
    """Print the exact bytes of a saved page.

    For an award_id, the page is also read again, and the row it gives is printed to stderr as JSON; ends with 4 if
    that is not the row that stands in awards.csv.
    """
    from pipelines.corpus import CorpusError
    from pipelines.trace import trace

    with _read(corpus) as opened:
        try:
            traced = trace(name, opened, output, load_sources(None, corpus))
        except CorpusError as error:
            fail(str(error), 1)
    if headers:
        typer.echo("".join(f"{key}: {value}\n" for key, value in traced.page.headers), err=True)
    sys.stdout.buffer.write(traced.page.body)
    sys.stdout.flush()
    if traced.written is not None:
        typer.echo(json.dumps(traced.again, ensure_ascii=False, indent=1), err=True)
        if traced.differs:
            fail(
                f"{name}: read again, the row differs in {', '.join(traced.differs)}; run `khenthuong extract` anew", 4
            )


@app.command()
def verify(corpus: CorpusOption = Path("corpus")) -> None:
    """Read every saved record and compare it with the catalogue. Ends with 1 if anything is wrong."""
    with _read(corpus) as opened:
        defects = 0
        for line in opened.verify():
            typer.echo(line)
            defects += 1
        records = opened.db.execute(
            "SELECT count(DISTINCT warc || offset) FROM fetch WHERE warc IS NOT NULL"
        ).fetchone()[0]
    if defects:
        fail(f"{corpus}: {defects} defects in {records} records; fetch the pages named again, or restore a copy", 1)
    typer.echo(f"{records} records, all whole, none hidden")


@app.command("import")
def import_(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", show_default=False, help="Folders of pages, .html, .jsonl, or .warc files."),
    ],
    corpus: CorpusOption = Path("corpus"),
    sources: SourcesOption = None,
    known: Annotated[
        bool, typer.Option("--known", help="Only pages of declared sources that look like articles.")
    ] = False,
) -> None:
    """Bring pages from elsewhere into the corpus: a folder, or WARC files such as Common Crawl's news crawl.

    A page that is there already, byte for byte, is left out; another version of a known page is added as a version.
    """
    from pipelines.importing import import_pages
    from pipelines.inputs import InputError

    declared = load_sources(sources, corpus)
    with open_corpus(corpus) as opened:
        try:
            done = import_pages(opened, declared, paths, known=known)
        except InputError as error:
            fail(str(error), 2)
    for where, what in done.problems[:10]:
        typer.echo(f"{where}: {what}", err=True)
    if len(done.problems) > 10:
        typer.echo(f"… and {len(done.problems) - 10} more problems", err=True)
    typer.echo(
        f"{done.new} pages imported, {done.same} known already, {done.skipped} left out, {len(done.problems)} problems"
    )
    raise typer.Exit(1 if done.problems and not done.new and not done.same else 0)
