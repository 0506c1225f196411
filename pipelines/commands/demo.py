"""``khenthuong demo``: the whole product on a small web world of its own, without the internet."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands.crawl import open_corpus, report, set_logging
from pipelines.commands.failure import fail


def demo(
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder for the tables; the pages are saved in its folder corpus.")
    ] = Path("output/demo"),
    verbose: Annotated[int, typer.Option("--verbose", "-v", count=True, help="Log to stderr.")] = 0,
) -> None:
    """Crawl seven toy sites that run on this machine, extract, and write the dataset. Needs no internet.

    The sites are of different families, found by sitemap, feed, listing and search, and copy from each other. A second
    demo goes on from the first: it asks only whether anything has changed.
    """
    import tempfile

    from pipelines.commands.run import publish
    from pipelines.crawl.pace import Pace
    from pipelines.crawl.session import crawl
    from pipelines.demo.server import LoopbackServer
    from pipelines.demo.world import CONTACT, build
    from pipelines.sources import load

    set_logging(verbose)
    begun = time.monotonic()
    world = build()
    with LoopbackServer(world.handle) as server, tempfile.TemporaryDirectory() as folder:
        address = f"{server.address[0]}:{server.address[1]}"
        connect = "".join(f'"{host}" = "{address}"\n' for host in world.pages)
        path = Path(folder) / "sources.toml"
        path.write_text(f'[crawl]\ncontact = "{CONTACT}"\n[crawl.connect]\n{connect}{world.sources}', encoding="utf-8")
        declared = load(path, only=True)
        typer.echo(f"{len(world.pages)} sites with {world.n_articles} articles are served at {address}")
        try:
            output.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            fail(f"{output}: cannot be made ({error.strerror}); choose another folder with --output", 1)
        with open_corpus(output / "corpus") as opened:
            # our own machine: no need to wait 8 seconds between two pages
            result = asyncio.run(crawl(opened, declared, pace=Pace(pause=0.05, latency_factor=0.0)))
            report(result, as_json=False)
            done = publish(opened, output)
    if done["written"]:
        typer.echo(
            f"{done['articles']} articles, {done['awards']} rows in awards.csv, {done['recipients']} named recipients"
        )
    else:
        typer.echo("nothing new")
    typer.echo(f"{output}: the tables; {time.monotonic() - begun:.0f} s in all. Next, for example:")
    typer.echo(
        f"  khenthuong corpus get AWARD_ID --corpus {output / 'corpus'} --output {output}   (an id of awards.csv)"
    )
