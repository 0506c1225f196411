"""``khenthuong sources``: which sites are crawled, whether they answer, and how to add one."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands.crawl import ContactOption, JsonOption, OnlyOption, SourcesOption, load_sources, set_logging
from pipelines.commands.failure import fail

app = typer.Typer(help="The sites that are crawled: list, check, add.", no_args_is_help=True)


@app.command("list")
def list_(
    province: Annotated[str, typer.Option("--province", help="Only of this province (of today or before 2025).")] = "",
    sources: SourcesOption = None,
    only: OnlyOption = False,
    as_json: JsonOption = False,
) -> None:
    """List the sources: host, kind, family, provinces, whether someone has verified the declaration."""
    declared = load_sources(sources, Path("corpus"), only=only)
    chosen = [s for s in declared.sources.values() if not province or province in (s.province, s.province_2025)]
    if as_json:
        table = [
            {
                "name": s.name, "kind": s.kind, "family": s.family.name, "province": s.province,
                "province_2025": s.province_2025, "verified": s.verified, "evidence": s.evidence, "enabled": s.enabled,
                "seeds": [{"kind": seed.kind, "url": seed.url} for seed in s.seeds()],
            }
            for s in chosen
        ]  # fmt: skip
        typer.echo(json.dumps(table, ensure_ascii=False, indent=1))
        return
    if not chosen:
        fail(f"no source of province {province!r}; names are as in `khenthuong sources list`", 2)
    for s in chosen:
        mark = "verified" if s.verified else f"not verified ({s.evidence})"
        typer.echo(f"{s.name:<34} {s.kind:<11} {s.family.name:<12} {s.province_2025:<12} {mark}")
    provinces = len({s.province_2025 for s in chosen})
    typer.echo(f"{len(chosen)} sources in {provinces} provinces, {sum(s.verified for s in chosen)} verified")


@app.command()
def check(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Sources to check.", show_default=False)],
    sources: SourcesOption = None,
    only: OnlyOption = False,
    contact: ContactOption = "",
    verbose: Annotated[int, typer.Option("--verbose", "-v", count=True, help="Log to stderr.")] = 0,
) -> None:
    """Visit the seeds of sources and two articles of each, politely, and show what they give. Nothing is kept.

    Ends with 3 when a source gives no articles.
    """
    from pipelines.crawl.probe import check_source
    from pipelines.crawl.session import check_contact, choose
    from pipelines.sources import SourcesError

    set_logging(verbose)
    declared = load_sources(sources, Path("corpus"), contact, only)
    try:
        chosen = choose(declared, names) or []
        check_contact(declared, chosen)
    except SourcesError as error:
        fail(str(error), 2)
    bad = 0
    for name in chosen:
        lines, good = asyncio.run(check_source(declared, name))
        bad += not good
        typer.echo("\n".join([f"{name}: {'works' if good else 'gives no articles'}", *(f"  {line}" for line in lines)]))
    raise typer.Exit(3 if bad else 0)


@app.command()
def add(
    page: Annotated[
        str,
        typer.Argument(
            metavar="URL|FILE", help="An article of the site: its address, or a saved page.", show_default=False
        ),
    ],
    url: Annotated[str, typer.Option("--url", help="The address of a saved page.", show_default=False)] = "",
    write: Annotated[
        Path | None, typer.Option("--write", help="Append the table to this TOML file.", show_default=False)
    ] = None,
    sources: SourcesOption = None,
    contact: ContactOption = "",
) -> None:
    """Propose the declaration of a new site from one of its articles, and show how that article is read."""
    from pipelines.crawl.fetch import FetchError
    from pipelines.crawl.probe import fetch_one, propose

    declared = load_sources(sources, Path("corpus"), contact)
    headers: dict[str, str] = {}
    if Path(page).is_file():
        body, address = Path(page).read_bytes(), url
    elif page.startswith(("http://", "https://")):
        if not declared.contact and page.split("/")[2].partition(":")[0] not in declared.connect:
            fail("site owners must be able to reach you: give --contact, or set KHENTHUONG_CONTACT", 2)
        try:
            body, address, headers = asyncio.run(fetch_one(declared, page))
        except FetchError as error:
            fail(f"{page}: {error}", 1)
    else:
        fail(f"{page}: neither a file nor an http address", 2)
    proposal = propose(declared, body, address, headers)
    for line in proposal.notes:
        typer.echo(f"# {line}")
    typer.echo(proposal.table)
    if not address:
        fail("give the page's address with --url to get a table that can be used", 2)
    if write is not None:
        try:
            with write.open("a", encoding="utf-8") as file:
                file.write("\n" + proposal.table + "\n")
        except OSError as error:
            fail(f"{write}: cannot be written ({error.strerror})", 1)
        typer.echo(f"# appended to {write}; try it with: khenthuong sources check {proposal.name} --sources {write}")
