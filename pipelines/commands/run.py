"""``khenthuong run``, ``schedule`` and ``watch``: the whole job, once, from cron, or for ever."""

from __future__ import annotations

import json
import logging
import shlex
import signal
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.commands.crawl import (
    STOPPED,
    ContactOption,
    CorpusOption,
    JsonOption,
    MaxOption,
    OnlyOption,
    SourceOption,
    SourcesOption,
    VerboseOption,
    command_line,
    exit_code,
    open_corpus,
    report,
    run_crawl,
    set_logging,
    settings,
    summary,
)
from pipelines.commands.failure import fail

if TYPE_CHECKING:
    from pipelines.corpus import Corpus
    from pipelines.sources import Sources

log = logging.getLogger("khenthuong.run")
OutputOption = Annotated[Path, typer.Option("--output", "-o", help="Folder to write the tables into.")]


def run(
    corpus: CorpusOption = Path("corpus"),
    output: OutputOption = Path("output"),
    source: SourceOption = None,
    max_pages: MaxOption = None,
    sources: SourcesOption = None,
    only: OnlyOption = False,
    contact: ContactOption = "",
    as_json: JsonOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """Crawl what is due, extract, publish: the whole job, for cron or systemd.

    One run at a time: a second one ends with 75 at once. Tables are written only when pages are new or have changed
    since they were last written, and appear together when they are complete. Exit codes as of `khenthuong crawl`.
    """
    set_logging(verbose)
    declared, names = settings(sources, corpus, contact, only, source or [])
    with open_corpus(corpus) as opened:
        code, summed = run_once(opened, declared, output, names, max_pages, quiet=as_json)
    if as_json:
        typer.echo(json.dumps(summed, ensure_ascii=False, indent=1))
    raise typer.Exit(code)


def run_once(
    opened: Corpus,
    declared: Sources,
    output: Path,
    names: list[str] | None,
    max_pages: int | None = None,
    *,
    quiet: bool = False,
) -> tuple[int, dict[str, Any]]:
    """Crawl, extract, publish, under the corpus lock that the caller holds; returns (exit code, summary)."""
    result = run_crawl(opened, declared, names, due=True, max_pages=max_pages)
    if not quiet:
        report(result, as_json=False)
    code, summed = exit_code(result), summary(result)
    if code == STOPPED:
        return code, summed
    summed["extraction"] = publish(opened, output)
    if not quiet:
        done = summed["extraction"]
        what = f"{done['articles']} articles, {done['awards']} rows in awards.csv" if done["written"] else "nothing new"
        typer.echo(f"{output}: {what}")
    return code, summed


def publish(opened: Corpus, output: Path) -> dict[str, Any]:
    """Extract the corpus into ``output`` unless the tables there are of exactly these pages and this version."""
    from pipelines.corrections import FILE, CorrectionsError
    from pipelines.extraction import NothingReadError
    from pipelines.extraction import run as extract
    from pipelines.identity import sha256
    from pipelines.publish import OutputError
    from pipelines.version import reading_version

    corrections = opened.root / FILE
    reviewed = sha256(corrections.read_bytes()) if corrections.is_file() else ""
    state = [reading_version(), reviewed, opened.db.execute("SELECT count(*), max(id) FROM fetch WHERE warc IS NOT NULL").fetchone()]
    mark = output / ".crawled"
    told = json.dumps(state)
    if (output / "run.json").is_file() and mark.is_file() and mark.read_text() == told:
        return {"written": False}
    if not opened.db.execute("SELECT 1 FROM page WHERE kind='article' AND warc IS NOT NULL").fetchone():
        return {"written": False}
    try:
        done = extract([opened.root / "warc"], output)
    except (NothingReadError, OutputError, CorrectionsError) as error:
        fail(str(error), 1)
    mark.write_text(told)
    return {
        "written": True, "articles": done.articles, "awards": done.awards, "recipients": done.recipients,
        "campaigns": done.campaigns, "warnings": len(done.warnings), "seconds": round(done.seconds, 1),
    }  # fmt: skip


def schedule(
    corpus: CorpusOption = Path("corpus"),
    output: OutputOption = Path("output"),
    every: Annotated[int, typer.Option("--every", min=5, max=1440, help="Minutes between two runs.")] = 20,
) -> None:
    """Print a crontab line and a systemd service and timer for `khenthuong run`.

    A site is asked as often as its own schedule says (20 minutes to a day), however often the run is started.
    """
    folder = Path.cwd()
    words = [
        *shlex.split(command_line()),
        "run",
        "--corpus",
        str(corpus.absolute()),
        "--output",
        str(output.absolute()),
    ]
    command = shlex.join(words)
    minutes = f"*/{every} * * * *" if every < 60 else f"7 */{max(1, every // 60)} * * *"
    typer.echo(f"""\
# crontab -e   (exit code 75, another run still at work, is not an error)
KHENTHUONG_CONTACT=you@example.org
{minutes} cd {shlex.quote(str(folder))} && {command} >> khenthuong.log 2>&1

# /etc/systemd/system/khenthuong.service
[Unit]
Description=Crawl provincial award news and publish the dataset
After=network-online.target
Wants=network-online.target

[Service]
Type=oneshot
WorkingDirectory={folder}
Environment=KHENTHUONG_CONTACT=you@example.org
ExecStart={command}
SuccessExitStatus=3 75
Nice=10

# /etc/systemd/system/khenthuong.timer   (systemctl enable --now khenthuong.timer)
[Unit]
Description=Run khenthuong every {every} minutes

[Timer]
OnBootSec=5min
OnUnitInactiveSec={every}min
RandomizedDelaySec=60
Persistent=true

[Install]
WantedBy=timers.target""")


def watch(
    corpus: CorpusOption = Path("corpus"),
    output: OutputOption = Path("output"),
    every: Annotated[float, typer.Option("--every", min=0.01, help="Minutes between two runs.")] = 20,
    times: Annotated[int, typer.Option("--times", min=0, help="End after so many runs; 0 never.")] = 0,
    sources: SourcesOption = None,
    only: OnlyOption = False,
    contact: ContactOption = "",
    verbose: VerboseOption = 0,
) -> None:
    """Run again and again in the foreground, for containers. SIGTERM and Ctrl-C end it after the page at hand."""
    set_logging(verbose)
    declared, names = settings(sources, corpus, contact, only, [])
    stopping = threading.Event()
    done = 0
    while True:
        with open_corpus(corpus) as opened:
            code, _ = run_once(opened, declared, output, names)
        done += 1
        if code == STOPPED or done == times:
            raise typer.Exit(code if code == STOPPED else 0)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopping.set())
        until = time.monotonic() + every * 60
        while not stopping.is_set() and time.monotonic() < until:
            stopping.wait(min(1.0, max(0.0, until - time.monotonic())))
        if stopping.is_set():
            raise typer.Exit(STOPPED)
