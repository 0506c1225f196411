"""``khenthuong extract``: saved articles in, tables out."""

from __future__ import annotations

import signal
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from pipelines.commands.failure import fail


class Engine(StrEnum):
    """Where articles are read."""

    local = "local"
    dask = "dask"


def extract(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...", help="Files, folders (searched through), or glob patterns in quotes.", show_default=False
        ),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder to write the tables into.")] = Path("output"),
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, help="Processes to use; 0 decides by the size of the input.")
    ] = 0,
    formats: Annotated[
        str,
        typer.Option(
            "--formats", help="Written beside CSV: some of parquet, sqlite, report, xlsx; or all; or none."
        ),
    ] = "parquet,sqlite,report",
    without_names: Annotated[
        bool, typer.Option("--without-names", help="Leave the names of individuals out of everything that is written.")
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help="Read every page again, also those with results of an earlier run.")
    ] = False,
    since: Annotated[
        datetime | None,
        typer.Option("--since", formats=["%Y-%m-%d"], metavar="DAY", show_default=False,
                     help="Read again only articles published since this day; the others keep their results."),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="HOST", show_default=False,
                     help="Read again only articles of this host; the others keep their results."),
    ] = None,
    engine: Annotated[
        Engine, typer.Option("--engine", help="local: this machine. dask: the workers of a Dask cluster.")
    ] = Engine.local,
    scheduler: Annotated[
        str,
        typer.Option("--scheduler", metavar="ADDRESS", show_default=False,
                     help="With --engine dask: tcp://host:port of the scheduler, or its scheduler file (.json)."),
    ] = "",
    partitions: Annotated[
        str,
        typer.Option("--partitions", metavar="PLACE", show_default=False,
                     help="With --engine dask: where workers write Parquet partitions, a folder or address that all "
                          "machines see; without it, the folder partitions in the output folder."),
    ] = "",
) -> None:
    """Read saved articles and write the dataset.

    Reads .txt, .html, .htm, .html.gz, .jsonl, .jsonl.gz and .parquet (url, html or text), .warc and .warc.gz, and lists of
    recipients as .pdf, .docx, .xlsx, .xls. Writes awards.csv, recipients.csv, campaigns.csv, rates.csv, articles.csv,
    events.csv, summary.csv, datapackage.json and run.json; output/README.md says what the columns mean. Beside them the
    same as Parquet files and khenthuong.sqlite, and report.html to look at in a browser; khenthuong.xlsx when asked for.
    A page that has not changed since the last run into the folder is not analysed again by the same version.
    With --engine dask, paths may be addresses such as s3://bucket/crawl, the work is done by the workers of the cluster,
    and the tables are the same; docs/cluster.md tells how.
    The files appear together when the run is done: a run that fails or is stopped leaves the old ones as they were.
    """
    from pipelines.corrections import CorrectionsError
    from pipelines.extraction import NothingReadError, run
    from pipelines.formats import parse
    from pipelines.inputs import InputError
    from pipelines.publish import OutputError
    from pipelines.store import Choice

    try:
        asked = parse(formats)
    except ValueError as error:
        fail(str(error), 2)
    if engine is Engine.dask:
        if not scheduler:
            fail("--engine dask needs --scheduler tcp://host:port; start one with: dask scheduler", 2)
        if since or source:
            fail("--since and --source work with --engine local only; --all reads everything again", 2)
        run = _on_cluster(scheduler, partitions, again=every)
    elif scheduler or partitions:
        fail("--scheduler and --partitions need --engine dask", 2)
    signal.signal(signal.SIGTERM, _terminated)
    try:
        with _progress(paths) as progress:
            summary = run(paths, output, jobs, progress, formats=asked, names=not without_names,
                          choice=Choice(every, f"{since:%Y-%m-%d}" if since else "", tuple(source or ())))
    except InputError as error:
        fail(str(error), 2)
    except (NothingReadError, OutputError, CorrectionsError) as error:
        fail(str(error), 1)
    except KeyboardInterrupt:
        fail(f"stopped; the files in {output} are as before", 130)
    _report(summary, output)


def _on_cluster(scheduler: str, partitions: str, *, again: bool) -> Any:
    from pipelines.cluster import ClusterError, run_on_cluster

    def run(paths: list[str], output: Path, jobs: int, progress: Any, *, formats: Any, names: bool, choice: Any) -> Any:
        try:
            return run_on_cluster(paths, output, scheduler, partitions, progress, formats=formats, names=names, again=again)
        except ClusterError as error:
            fail(str(error), 1)

    return run


def _terminated(signum: int, frame: object) -> NoReturn:
    raise SystemExit(128 + signum)


class _progress:
    """A progress bar on a terminal; nothing when the output is piped."""

    def __init__(self, paths: list[str]) -> None:
        self._paths = paths
        self._bar: Any = None

    def __enter__(self) -> Any:
        from rich.console import Console

        console = Console(stderr=True)
        if not console.is_terminal:
            return None
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        from pipelines.inputs import InputError
        from pipelines.shards import find_shards

        try:
            total = sum(source.size for shard in find_shards(self._paths) for source in shard.sources)
        except InputError:
            return None  # told of by the run itself
        self._bar = Progress(
            TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[articles]} articles"),
            TimeElapsedColumn(), TimeRemainingColumn(), console=console, transient=True,
        )
        self._bar.start()
        task = self._bar.add_task("Reading", total=max(total, 1), articles=0)
        return lambda articles, size: self._bar.update(task, completed=size, articles=articles)

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.stop()


def _report(summary: Any, output: Path) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    rate = summary.articles / summary.seconds if summary.seconds else 0.0
    for name, value in (
        ("articles read", f"{summary.articles:,}"),
        ("unchanged since the last run", f"{summary.reused:,}"),
        ("with awards", f"{summary.with_awards:,}"),
        ("rows in awards.csv", f"{summary.awards:,}"),
        ("named recipients", f"{summary.recipients:,}"),
        ("campaigns", f"{summary.campaigns:,}"),
        ("rates", f"{summary.rates:,}"),
        ("copies left out", f"{summary.duplicates + summary.superseded:,}"),
        ("warnings", f"{len(summary.warnings):,}"),
        ("articles per second", f"{rate:,.1f}"),
        ("written to", str(output)),
    ):
        table.add_row(name, value)
    console.print(table)
    shown = 10
    errors = Console(stderr=True, soft_wrap=True, highlight=False)
    for where, what in summary.warnings[:shown]:
        errors.print(f"[yellow]warning[/] {_plain(where)}: {_plain(what)}")
    if len(summary.warnings) > shown:
        errors.print(f"… and {len(summary.warnings) - shown} more warnings, in {output / 'run.json'}")


def _plain(text: str) -> str:
    from rich.markup import escape

    return escape(text)
