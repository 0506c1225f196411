"""What the crawl tests share: toy sites on loopback, a fast clock, a crawl in one call."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipelines import sources
from pipelines.corpus import Corpus
from pipelines.crawl.clock import Clock, ScaledClock
from pipelines.crawl.crawler import Crawler, CrawlOptions, CrawlResult
from pipelines.crawl.fetch import Fetcher, Limits
from pipelines.crawl.guard import Network, Resolver, system_resolver
from pipelines.crawl.pace import Pace
from pipelines.demo.server import Handler, LoopbackServer, Request, answer

AGENT = "khenthuong/test (+mailto:crawler@example.vn)"


def article(title: str, extra: str = "") -> str:
    """An article page with a title of its own."""
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>{extra}</head><body>'
        f"<h1>{title}</h1><p>Chủ tịch UBND tỉnh tặng Bằng khen cho 12 tập thể, 30 cá nhân.</p></body></html>"
    )


def listing(paths: list[str], extra: str = "") -> str:
    """A page of links."""
    return f"<html><body>{''.join(f'<a href={path!r}>tin</a>' for path in paths)}{extra}</body></html>"


def site(pages: Mapping[str, Any], robots: str | None = None) -> Handler:
    """A handler that serves ``pages`` (target -> text, bytes, (status, headers) or handler) with ETags and 304."""

    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        page = pages.get(request.target)
        if request.target == "/robots.txt" and page is None:
            answer(writer, 404 if robots is None else 200, robots or "", "text/plain")
        elif page is None:
            answer(writer, 404)
        elif callable(page):
            await page(request, writer)
        elif isinstance(page, tuple):
            answer(writer, page[0], headers=page[1])
        else:
            tag = f'"{hash(page) & 0xFFFFFFFF:x}"'
            if request.headers.get("if-none-match") == tag:
                answer(writer, 304, headers={"ETag": tag})
            else:
                xml = str(page[:5]) in ("<?xml", "<rss ", "<urls", "<site")
                answer(writer, 200, page, "application/xml" if xml else "text/html", {"ETag": tag})

    return handle


def by_host(sites: Mapping[str, Handler]) -> Handler:
    """One server for several sites, told apart by the Host header."""

    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        await sites[request.host](request, writer)

    return handle


def declare(tables: Mapping[str, str], servers: Mapping[str, LoopbackServer], folder: Path) -> sources.Sources:
    """Sources from TOML bodies by host, each connected to its server."""
    text = '[crawl]\ncontact = "mailto:crawler@example.vn"\n[crawl.connect]\n'
    text += "".join(f'"{host}" = "{server.address[0]}:{server.address[1]}"\n' for host, server in servers.items())
    text += "".join(f'[source."{host}"]\n{body}\n' for host, body in tables.items())
    path = folder / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return sources.load(path, only=True)


def crawl(
    folder: Path,
    declared: sources.Sources,
    *,
    clock: Clock | None = None,
    pace: Pace | None = None,
    limits: Limits | None = None,
    resolver: Resolver = system_resolver,
    corpus: str = "corpus",
    **options: Any,
) -> CrawlResult:
    """Run one crawl to its end. Time-outs are of 10 real seconds, unless ``limits`` sets them on the clock."""

    async def run() -> CrawlResult:
        used = clock or ScaledClock(400)
        network = Network(allow=declared.allow, connect=declared.connect, resolver=resolver)
        with Corpus.open(folder / corpus) as opened:
            real = Limits(connect=10 * used.scale, read=10 * used.scale, total=10 * used.scale)
            async with Fetcher(network, AGENT, used, limits=limits or real) as fetcher:
                crawler = Crawler(
                    opened, declared, fetcher, options=CrawlOptions(**options), pace=pace, clock=used, seed=1
                )
                return await crawler.run()

    return asyncio.run(run())


def rows(folder: Path, sql: str, *values: Any, corpus: str = "corpus") -> list[tuple[Any, ...]]:
    """Rows of the corpus database."""
    with Corpus.read(folder / corpus) as opened:
        return opened.db.execute(sql, values).fetchall()
