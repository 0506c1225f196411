"""Looking at a site before it is crawled: does a declaration work, and what would one for this page be."""

from __future__ import annotations

import dataclasses
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.corpus import Corpus
from pipelines.crawl.clock import Clock
from pipelines.crawl.crawler import CrawlOptions, user_agent
from pipelines.crawl.fetch import REDIRECTS, Fetcher, FetchError
from pipelines.crawl.guard import Network
from pipelines.crawl.pace import PAUSE, Pace
from pipelines.crawl.robots import Robots, origin_of, read_rules
from pipelines.crawl.session import crawl
from pipelines.crawl.urls import clean, host_of, plain_host
from pipelines.sources import Source, Sources


async def check_source(sources: Sources, name: str, *, pace: Pace | None = None) -> tuple[list[str], bool]:
    """Visit the seeds of a source and two articles; (lines to show, whether it gave articles)."""
    source = dataclasses.replace(sources.sources[name], max_listing_pages=1)
    alone = dataclasses.replace(sources, sources={name: source})
    lines = []
    with tempfile.TemporaryDirectory() as folder, Corpus.open(Path(folder) / "corpus") as corpus:
        options = CrawlOptions(max_pages=len(source.seeds()) + 2)
        await crawl(corpus, alone, [name], options=options, pace=pace)
        for origin, verdict in corpus.db.execute("SELECT origin, verdict FROM robots"):
            lines.append(f"robots.txt of {origin}: {verdict}")
        seeds = corpus.db.execute(
            "SELECT p.kind, p.url, p.reason, (SELECT count(*) FROM page a WHERE a.parent=p.key) FROM page p "
            "WHERE p.depth=0 AND p.kind IN ('sitemap', 'feed', 'listing')"
        )
        for kind, url, reason, found in seeds:
            lines.append(f"{kind} {url}: {reason or f'{found} links'}")
        articles = list(corpus.pages())
        for page in articles:
            lines += [
                f"article {page.url}",
                *(f"  {line}" for line in _read_as(page.body, page.url, dict(page.headers))),
            ]
    return lines, bool(articles)


async def fetch_one(sources: Sources, url: str) -> tuple[bytes, str, dict[str, str]]:
    """One page, politely: robots.txt first, then a pause, then the page. (body, final URL, headers).

    Raises ``FetchError``."""
    clock = Clock()
    network = Network(allow=sources.allow, connect=sources.connect)
    async with Fetcher(network, user_agent(sources.contact or "test"), clock) as fetcher:
        for _ in range(5):
            url = clean(url)
            origin = origin_of(url)
            try:
                answer = await fetcher.get(f"{origin}/robots.txt")
                rules = read_rules(origin, answer.status, answer.body, clock.now())
            except FetchError as error:
                raise FetchError(error.code, f"robots.txt could not be read ({error})") from error
            allowed, why = Robots(rules).decide(url)
            if not allowed:
                raise FetchError("robots", why)
            if host_of(url) not in sources.connect:
                await clock.sleep(PAUSE)
            response = await fetcher.get(url)
            if response.status in REDIRECTS and response.header("Location"):
                url = clean(response.header("Location"), url)
                continue
            if response.status != 200:
                raise FetchError("status", f"{response.status} {response.reason}")
            return response.body, url, {key.lower(): value for key, value in response.headers}
    raise FetchError("redirect", "more than 5 redirects")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A table for ``sources.toml`` and what it rests on."""

    name: str
    table: str
    notes: tuple[str, ...]


def propose(sources: Sources, body: bytes, url: str, headers: Mapping[str, str]) -> Proposal:
    """A declaration for the site of the article ``body`` at ``url``."""
    host = plain_host(host_of(url)) or "HOST"
    notes = []
    known = sources.of(url) if url else None
    if known:
        notes.append(f"{known.name} is declared already; this table would replace it")
    parser = _parser(body, url, headers)
    by_page = parser if parser in sources.families else ""
    by_address = _family_by_address(sources, url)
    family = by_page or by_address or "unknown"
    if by_page:
        notes.append(f"family {family}: by the marks of the page")
    elif by_address:
        notes.append(f"family {family}: by the form of the address; the page has none of the marks, check it")
    else:
        notes.append("family not recognised: the article pattern is a guess, check it")
    notes += _read_as(body, url, headers)
    lines = [f'[source."{host}"]', f'family = "{family}"', 'province = ""', 'province_2025 = ""']
    if url.startswith("http:"):
        lines.append('scheme = "http"')
    scheme = url.split(":")[0] if url else "https"
    if not sources.families[family].sitemaps and not sources.families[family].feeds:
        lines.append(f'listings = ["{scheme}://{host}/"]')
    trial = Source(host, host, family=sources.families[family])
    if url and not (family != "unknown" and trial.is_article(url)):
        lines.append(f"article = ['{_pattern(url)}']")
    lines += ['evidence = "one page"', "verified = false"]
    return Proposal(host, "\n".join(lines), tuple(notes))


def _family_by_address(sources: Sources, url: str) -> str:
    target = "/" + url.split("/", 3)[3] if url.count("/") >= 3 else ""
    fits = [
        family.name
        for family in sources.families.values()
        if any(re.search(p, target) for p in family.article) and target
    ]
    return fits[0] if len(fits) == 1 else ""


def _pattern(url: str) -> str:
    """The form of an address: its last number is the id, other words and numbers are free."""
    path = "/" + url.split("/", 3)[3] if url.count("/") >= 3 else "/"
    pieces = re.split(r"(\d+)", path)
    numbers = [index for index in range(1, len(pieces), 2) if len(pieces[index]) >= 3] or list(range(1, len(pieces), 2))
    out = []
    for index, piece in enumerate(pieces):
        if index % 2:
            out.append(r"(?P<id>\d+)" if numbers and index == numbers[-1] else r"\d+")
        else:
            out.append(re.sub(r"(?:[a-z0-9%]+-)+(?:[a-z0-9%]+)?", "[^/?]+", re.escape(piece).replace(r"\-", "-")))
    return "^" + "".join(out).replace("[^/?]+(?P", "[^/?]*?(?P") + "$"


def _parser(body: bytes, url: str, headers: Mapping[str, str]) -> str:
    from extract.page import read_page

    return read_page(body, url, dict(headers)).parser.partition("/")[0]


def _read_as(body: bytes, url: str, headers: Mapping[str, str]) -> list[str]:
    from extract.page import read_page

    article = read_page(body, url, {key.lower(): value for key, value in headers.items()})
    lead = article.lead[:100] + ("…" if len(article.lead) > 100 else "")
    return [
        f"read by {article.parser} as {article.page_class}: {len(article.text)} characters",
        f"title: {article.title}",
        f"lead: {lead}",
        f"published: {article.published_at or 'not found'}; origin: {article.origin or 'not named'}",
    ]
