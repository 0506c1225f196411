"""``khenthuong crawl``: visit the sources and save their articles."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import logging
import os
import re
import sys
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.commands.failure import fail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.corpus import Corpus
    from pipelines.crawl.crawler import CrawlResult
    from pipelines.sources import Sources

BROKEN, BUSY, STOPPED = 3, 75, 130
CorpusOption = Annotated[Path, typer.Option("--corpus", "-c", help="Folder of the corpus.")]
SourcesOption = Annotated[
    Path | None,
    typer.Option(
        "--sources", envvar="KHENTHUONG_SOURCES", show_default=False,
        help="TOML file with sources of your own, laid over the packaged ones [default: sources.toml, if there].",
    ),
]  # fmt: skip
OnlyOption = Annotated[bool, typer.Option("--only", help="Use the sources of that file alone.")]
SourceOption = Annotated[
    list[str] | None, typer.Option("--source", "-s", help="Only this source; may be given again.", show_default=False)
]
ContactOption = Annotated[
    str,
    typer.Option(
        "--contact", envvar="KHENTHUONG_CONTACT", help="Mail address or page for site owners.", show_default=False
    ),
]
SinceOption = Annotated[
    str,
    typer.Option(
        "--since", help="Leave out articles that sites date before this day (YYYY-MM-DD).", show_default=False
    ),
]
MaxOption = Annotated[
    int | None, typer.Option("--max-pages", min=1, help="Stop after so many visits.", show_default=False)
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")]
VerboseOption = Annotated[int, typer.Option("--verbose", "-v", count=True, help="Log to stderr: -v visits, -vv all.")]


def crawl(
    corpus: CorpusOption = Path("corpus"),
    source: SourceOption = None,
    due: Annotated[bool, typer.Option("--due", help="Visit only what its own schedule says is due.")] = False,
    since: SinceOption = "",
    max_pages: MaxOption = None,
    sources: SourcesOption = None,
    only: OnlyOption = False,
    contact: ContactOption = "",
    as_json: JsonOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """Visit the sources and save their articles in the corpus.

    Obeys robots.txt, asks one page at a time of each site with 8 seconds or more between two, and can be stopped at
    any moment: the next run goes on where this one ended.

    Ends with 0; 1 when the corpus cannot be written; 2 for wrong settings; 3 when a source gave no answer at all;
    75 when another run is at work; 130 when stopped.
    """
    set_logging(verbose)
    declared, names = settings(sources, corpus, contact, only, source or [])
    since = _day(since)
    with open_corpus(corpus) as opened:
        result = run_crawl(opened, declared, names, due=due, since=since, max_pages=max_pages)
    report(result, as_json)
    raise typer.Exit(exit_code(result))


def set_logging(verbose: int) -> None:
    """Log to stderr: warnings; each visit that went wrong (-v); everything (-vv)."""
    level = (logging.WARNING, logging.INFO, logging.DEBUG)[min(verbose, 2)]
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr, force=True)
    for name in ("httpx", "httpcore", "asyncio"):
        logging.getLogger(name).setLevel(logging.WARNING)


def load_sources(path: Path | None, root: Path, contact: str = "", only: bool = False) -> Sources:
    """The declarations in force; ends the command for a wrong one."""
    from pipelines.crawl.session import find_sources_file
    from pipelines.sources import SourcesError, load

    try:
        declared = load(find_sources_file(path, root), only=only)
    except SourcesError as error:
        fail(str(error), 2)
    return dataclasses.replace(declared, contact=contact) if contact else declared


@contextmanager
def open_corpus(root: Path) -> Iterator[Corpus]:
    """The corpus, to write to; ends the command if that cannot be done."""
    from pipelines.corpus import Corpus, CorpusBusy, CorpusError

    try:
        with Corpus.open(root) as opened:
            yield opened
    except CorpusBusy as error:
        fail(str(error), BUSY)
    except CorpusError as error:
        fail(str(error), 1)


def settings(
    path: Path | None, root: Path, contact: str, only: bool, names: list[str]
) -> tuple[Sources, list[str] | None]:
    """The declarations and the names of the sources chosen; ends the command for wrong ones."""
    from pipelines.crawl.session import check_contact, choose
    from pipelines.sources import SourcesError

    declared = load_sources(path, root, contact, only)
    try:
        chosen = choose(declared, names)
        check_contact(declared, chosen)
    except SourcesError as error:
        fail(str(error), 2)
    return declared, chosen


def _day(text: str) -> str:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date().isoformat() if text else ""
    except ValueError:
        fail(f"--since {text}: not a day; write it as 2026-01-31", 2)


def run_crawl(
    opened: Corpus,
    declared: Sources,
    names: list[str] | None,
    *,
    due: bool,
    since: str = "",
    max_pages: int | None = None,
) -> CrawlResult:
    """One crawl, with progress on a terminal."""
    from pipelines.crawl.crawler import CrawlOptions
    from pipelines.crawl.session import crawl

    options = CrawlOptions(only_due=due, since=since, max_pages=max_pages)
    with _progress() as progress:
        return asyncio.run(crawl(opened, declared, names, options=options, progress=progress))


@contextmanager
def _progress() -> Iterator[Any]:
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    with console.status("Crawling") as status:

        def show(result: CrawlResult) -> None:
            tallies = result.tallies.values()
            status.update(
                f"Crawling: {sum(t.new for t in tallies)} new articles, {sum(t.changed for t in tallies)} changed, "
                f"{sum(t.requests for t in tallies)} requests, {sum(t.failed for t in tallies)} failed"
            )

        yield show


def exit_code(result: CrawlResult) -> int:
    """What the run's end says to cron."""
    if result.stopped and not result.stopped.startswith("--max-pages"):
        return STOPPED
    return BROKEN if any(tally.broken for tally in result.tallies.values()) else 0


def summary(result: CrawlResult) -> dict[str, Any]:
    """The summary of a run, for --json."""
    return {
        "run": result.run,
        "seconds": round(result.ended - result.started, 1),
        "stopped": result.stopped,
        "cut_off": result.cut_off,
        "repaired": result.repaired,
        "sources": {
            name: dataclasses.asdict(tally) | {"broken": tally.broken} for name, tally in result.tallies.items()
        },
    }


def report(result: CrawlResult, as_json: bool) -> None:
    """One line a source that was asked something, and a last line for all."""
    if as_json:
        typer.echo(json.dumps(summary(result), ensure_ascii=False, indent=1))
        return
    asked = {name: tally for name, tally in result.tallies.items() if tally.requests}
    width = max((len(name) for name in asked), default=0)
    for name, tally in asked.items():
        parts = [f"{tally.new} new"]
        for count, word in (
            (tally.changed, "changed"), (tally.unchanged, "unchanged"), (tally.copies, "copies"),
            (tally.disallowed, "disallowed"), (tally.failed, "failed"),
        ):  # fmt: skip
            if count:
                parts.append(f"{count} {word}")
        note = f"  ({tally.note})" if tally.note else ""
        typer.echo(f"{name:<{width}}  {', '.join(parts)}; {tally.requests} requests, {tally.bytes // 1024} KB{note}")
    quiet = len(result.tallies) - len(asked)
    new = sum(tally.new for tally in asked.values())
    rest = f", {quiet} sources not due" if quiet else ""
    stopped = f"; stopped: {result.stopped}" if result.stopped else ""
    typer.echo(f"{new} new articles from {len(asked)} sources{rest} in {result.ended - result.started:.0f} s{stopped}")


def command_line() -> str:
    """How this program is called from cron."""
    program = Path(sys.argv[0]).absolute()
    if os.access(program, os.X_OK) and re.fullmatch(r"khenthuong(\.exe)?", program.name):
        return str(program)
    return f"{sys.executable} -m pipelines.cli"
