"""A crawl from settings to summary: the network, the fetcher, the crawler and the signals that end it."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pipelines.corpus import Corpus
from pipelines.crawl.clock import Clock
from pipelines.crawl.crawler import Crawler, CrawlOptions, CrawlResult, user_agent
from pipelines.crawl.fetch import Fetcher
from pipelines.crawl.guard import Network
from pipelines.crawl.pace import Pace
from pipelines.sources import Sources, SourcesError

OWN_SOURCES = "sources.toml"


def find_sources_file(given: Path | None, root: Path) -> Path | None:
    """The user's own declarations: ``given``, else ``sources.toml`` here, else the one in the corpus, else none."""
    if given is not None:
        return given
    return next((path for path in (Path(OWN_SOURCES), root / OWN_SOURCES) if path.is_file()), None)


def choose(sources: Sources, names: Iterable[str]) -> list[str] | None:
    """The sources called ``names`` (a host, or the end of one); None for no names. Raises ``SourcesError``."""
    chosen: list[str] = []
    for name in names:
        found = [name] if name in sources.sources else [known for known in sources.sources if name in known]
        if len(found) != 1:
            what = f"fits {len(found)} sources ({', '.join(found[:5])} …)" if found else "is no source"
            raise SourcesError(f"{name} {what}; see `khenthuong sources list`")
        chosen += found
    return chosen or None


def check_contact(sources: Sources, names: Iterable[str] | None) -> None:
    """Raise ``SourcesError`` when public sites would be crawled without saying who does it."""
    chosen = sources.sources if names is None else names
    public = [name for name in chosen if sources.sources[name].domain.partition(":")[0] not in sources.connect]
    if public and not sources.contact:
        raise SourcesError(
            "site owners must be able to reach you: set contact (a mail address or page) under [crawl] in "
            "sources.toml, "
            "in KHENTHUONG_CONTACT, or with --contact"
        )


async def crawl(
    corpus: Corpus,
    sources: Sources,
    names: Iterable[str] | None = None,
    *,
    options: CrawlOptions | None = None,
    clock: Clock | None = None,
    pace: Pace | None = None,
    progress: Callable[[CrawlResult], None] | None = None,
) -> CrawlResult:
    """Crawl ``names`` (default: all) into ``corpus``. SIGINT and SIGTERM end it gently. Raises ``SourcesError`` and
    ``CorpusError``."""
    names = list(names) if names is not None else None
    check_contact(sources, names)
    used = clock or Clock()
    network = Network(allow=sources.allow, connect=sources.connect)
    async with Fetcher(network, user_agent(sources.contact or "test"), used) as fetcher:
        crawler = Crawler(corpus, sources, fetcher, options=options, clock=used, pace=pace, progress=progress)
        with _signals(crawler):
            return await crawler.run(names)


@contextlib.contextmanager
def _signals(crawler: Crawler) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    handled = []
    for number, name in ((signal.SIGINT, "Ctrl-C"), (signal.SIGTERM, "SIGTERM")):
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):  # not in the main thread
            loop.add_signal_handler(number, crawler.stop, name)
            handled.append(number)
    try:
        yield
    finally:
        for number in handled:
            loop.remove_signal_handler(number)
