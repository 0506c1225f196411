"""The crawl: one lane per registrable domain, all side by side, every outcome committed before the next request."""

from __future__ import annotations

import asyncio
import logging
import random
import sqlite3
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from pipelines import __version__
from pipelines.corpus import Corpus, CorpusError, Outcome
from pipelines.crawl import frontier
from pipelines.crawl.clock import Clock
from pipelines.crawl.fetch import REDIRECTS, Fetcher, FetchError, Response
from pipelines.crawl.frontier import Journal, Page
from pipelines.crawl.guard import AddressRefused, NameUnknown
from pipelines.crawl.outcomes import Outcomes, Tally, then_do
from pipelines.crawl.pace import Pace, Turnstile, TurnstileClosed
from pipelines.crawl.robots import Robots, Rules, origin_of, read_rules
from pipelines.crawl.urls import clean, host_of, registrable_domain
from pipelines.records import Fetch, Record
from pipelines.sources import Source, Sources

log = logging.getLogger("khenthuong.crawl")

MOST_HOPS = 5
FAILURES_IN_A_ROW = 5  # then the lane rests until the next run
_MOST_SITEMAPS = 20


@dataclass(slots=True)
class CrawlOptions:
    """How far a run goes. ``patience``: seconds for which a lane waits for the next page that becomes due."""

    only_due: bool = False
    since: str = ""
    max_pages: int | None = None
    patience: float = 180.0


@dataclass(slots=True)
class CrawlResult:
    """The summary of a run; ``stopped`` is empty, or the reason for which it ended before its time."""

    run: int
    started: float
    ended: float = 0.0
    tallies: dict[str, Tally] = field(default_factory=dict)
    stopped: str = ""
    cut_off: int = 0
    repaired: list[str] = field(default_factory=list)


def user_agent(contact: str) -> str:
    """The honest name: who we are and how to reach who runs us."""
    return f"khenthuong/{__version__} (+{contact})"


class _Later(Exception):
    """The page cannot be visited now; it stays queued until ``again``."""

    def __init__(self, reason: str, again: float, robots: str = "") -> None:
        super().__init__(reason)
        self.again = again
        self.robots = robots


class _Never(Exception):
    """The page is given up."""

    def __init__(self, code: str, reason: str, robots: str = "") -> None:
        super().__init__(reason)
        self.code = code
        self.robots = robots


class Crawler:
    """One run over some sources. ``stop()`` ends it gently: requests under way are finished and saved."""

    def __init__(
        self,
        corpus: Corpus,
        sources: Sources,
        fetcher: Fetcher,
        *,
        options: CrawlOptions | None = None,
        pace: Pace | None = None,
        clock: Clock | None = None,
        progress: Callable[[CrawlResult], None] | None = None,
        seed: int | None = None,
    ) -> None:
        self.corpus = corpus
        self.sources = sources
        self.fetcher = fetcher
        self.options = options or CrawlOptions()
        self.clock = clock or Clock()
        self.pace = pace or Pace()
        self.turnstile = Turnstile(self.pace, self.clock)
        self.progress = progress
        self._random = random.Random(seed)
        self._stopping = asyncio.Event()
        self._stop_reason = ""
        self._robots: dict[str, Robots] = {}
        self._robots_locks: dict[str, asyncio.Lock] = {}
        self._pending: list[tuple[Outcome, asyncio.Future[Any]]] = []
        self._saving: asyncio.Event = asyncio.Event()
        self._taken: dict[str, set[str]] = {}  # lane -> pages that its workers hold
        self._visited = 0
        self._code = __version__

    # --- the run

    def stop(self, reason: str = "stopped") -> None:
        """Ask the run to end."""
        self._stop_reason = self._stop_reason or reason
        self._stopping.set()
        if not reason.startswith("--max-pages"):  # that bound counts visits begun, so those under way go on
            self.turnstile.close()

    async def run(self, names: Iterable[str] | None = None) -> CrawlResult:
        """Crawl the sources called ``names`` (all enabled ones by default). Raises ``CorpusError`` if the corpus
        cannot be written; whatever was committed before stays."""
        chosen = (
            [self.sources.sources[name] for name in names]
            if names is not None
            else [source for source in self.sources.sources.values() if source.enabled]
        )
        lanes: dict[str, list[Source]] = {}
        for source in chosen:
            lanes.setdefault(source.lane, []).append(source)
            self.pace.configure(source.lane, pause=source.pause)
        self.result = CrawlResult(0, self.clock.now(), tallies={source.name: Tally() for source in chosen})
        self._reader = self.corpus.reader()
        self._outcomes = Outcomes(self.clock, self.turnstile, self._reader, self.options.since, self._random)
        self._begin(chosen)
        executor = ThreadPoolExecutor(1, "corpus")
        saver = asyncio.create_task(self._save_forever(executor))
        workers = [
            asyncio.create_task(self._lane(lane, members))
            for lane, members in lanes.items()
            for _ in range(self.pace.per_domain)
        ]
        crawl: asyncio.Future[list[None]] = asyncio.gather(*workers)
        try:
            watched: set[asyncio.Future[Any]] = {crawl, saver}
            await asyncio.wait(watched, return_when=asyncio.FIRST_COMPLETED)
            if saver.done():
                saver.result()  # raises what stopped it
            await crawl
        finally:
            for task in (*workers, saver):
                task.cancel()
            await asyncio.gather(crawl, *workers, saver, return_exceptions=True)
            executor.shutdown(wait=True)
            self._reader.close()
            self._journal.close()
            self.result.ended = self.clock.now()
            self.result.stopped = self._stop_reason
        self._end()
        return self.result

    def _begin(self, chosen: list[Source]) -> None:
        now = self.clock.now()
        old = sorted(self.corpus.root.glob("requests-*.log"))

        def begin(db: sqlite3.Connection, _: Record | None) -> int:
            for path in old:
                if db.execute("INSERT OR IGNORE INTO journal VALUES (?)", (path.name,)).rowcount:
                    ready, cut_off = Journal.recover(path, db, now, self.pace.pause)
                    self.result.cut_off += cut_off
                    for lane, until in ready.items():
                        self.pace.hold(lane, until)
            for lane, until in db.execute("SELECT lane, until FROM hold WHERE until>?", (now,)):
                self.pace.hold(lane, until)
            db.execute("DELETE FROM hold WHERE until<=?", (now,))
            for source in chosen:
                frontier.plan_seeds(db, source, now, all_now=not self.options.only_due)
            arguments = repr(self.options)
            cursor = db.execute(
                "INSERT INTO run (started, code, arguments) VALUES (?, ?, ?)", (now, self._code, arguments)
            )
            return int(cursor.lastrowid or 0)

        self.result.run = self.corpus.commit([Outcome(None, then=begin)])[0]
        self.result.repaired = list(self.corpus.repaired)
        for line in self.result.repaired:
            log.warning("%s", line)
        if self.result.cut_off:
            log.warning("%d pages were under way when the last run ended; they are fetched again", self.result.cut_off)
        self._journal = Journal(self.corpus.root / f"requests-{self.result.run:06d}.log")
        for path in old:
            path.unlink(missing_ok=True)

    def _end(self) -> None:
        summary = {name: f"{tally.new} new, {tally.failed} failed" for name, tally in self.result.tallies.items()}

        def end(db: sqlite3.Connection, _: Record | None) -> None:
            db.execute(
                "UPDATE run SET ended=?, summary=? WHERE id=?", (self.result.ended, repr(summary), self.result.run)
            )

        self.corpus.commit([Outcome(None, then=end)])

    # --- saving: outcomes that arrive together share one fsync and one commit

    async def _save(self, outcome: Outcome) -> Any:
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._pending.append((outcome, future))
        self._saving.set()
        return await future

    async def _save_forever(self, executor: ThreadPoolExecutor) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await self._saving.wait()
            self._saving.clear()
            batch, self._pending = self._pending, []
            if not batch:
                continue
            results = await loop.run_in_executor(executor, self.corpus.commit, [outcome for outcome, _ in batch])
            for (_, future), result in zip(batch, results, strict=True):
                if not future.done():
                    future.set_result(result)

    # --- a lane

    async def _lane(self, lane: str, members: list[Source]) -> None:
        names = [source.name for source in members]
        taken = self._taken.setdefault(lane, set())
        buffer: list[Page] = []
        failures = 0
        while not self._stopping.is_set():
            if self.options.max_pages is not None and self._visited >= self.options.max_pages:
                self.stop(f"--max-pages {self.options.max_pages} reached")
                return
            now = self.clock.now()
            resting = self.pace.ready_at(lane) - now
            if resting > self.options.patience:
                self._note(members, f"rests for {resting / 60:.0f} min more")
                return
            if not buffer:
                limit = 32 if self.pace.per_domain == 1 else 8
                buffer = frontier.next_pages(self._reader, lane, names, now, limit, taken)
                taken.update(page.key for page in buffer)
            if not buffer:
                if taken:  # another worker of this lane is at work, and what it visits may bring more
                    await asyncio.sleep(0.01)
                    continue
                due = frontier.next_due(self._reader, lane, names)
                if due is None or due - now > self.options.patience:
                    return
                await self._sleep(due - now)
                continue
            page = buffer.pop(0)
            try:
                good = await self._visit(page)
            finally:
                taken.discard(page.key)
            failures = 0 if good else failures + 1
            if page.is_seed and buffer:  # what a seed brought may be more urgent than what was read ahead
                taken.difference_update(other.key for other in buffer)
                buffer = []
            if failures >= FAILURES_IN_A_ROW:
                self._note(members, f"{failures} failures in a row, rests until the next run")
                return

    async def _sleep(self, seconds: float) -> None:
        waiting = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({waiting}, timeout=seconds / self.clock.scale)
        finally:
            waiting.cancel()

    def _note(self, members: list[Source], note: str) -> None:
        for source in members:
            self.result.tallies[source.name].note = note
        log.info("%s: %s", members[0].lane, note)

    # --- a visit

    async def _visit(self, page: Page) -> bool:
        """Visit a page and commit what came of it. False if the site did not answer as a site should."""
        source = self.sources.sources[page.source]
        tally = self.result.tallies[page.source]
        self._visited += 1
        started = self.clock.now()
        fetch = Fetch(page.key, page.source, page.kind, page.url, started, started, tls=source.tls, seed=page.seed)
        fetch.run, fetch.code = self.result.run, self._code
        outcome: Outcome
        good = True
        try:
            response = await self._follow(page, source, fetch)
            outcome = self._outcomes.received(page, source, fetch, response, tally)
            good = response.status < 500 and response.status != 429
        except TurnstileClosed:
            return True  # stays queued as it was
        except _Later as later:
            fetch.error, fetch.message, fetch.robots = "later", str(later), later.robots or fetch.robots
            change = then_do(frontier.failed, page, self.clock.now(), str(later), again=later.again, counts=False)
            outcome = Outcome(fetch, then=change)
        except _Never as never:
            fetch.error, fetch.message, fetch.robots = never.code, str(never), never.robots or fetch.robots
            tally.disallowed += never.code == "robots"
            tally.failed += never.code != "robots"
            outcome = Outcome(fetch, then=then_do(frontier.failed, page, self.clock.now(), str(never), again=None))
        except FetchError as error:
            fetch.error, fetch.message = error.code, str(error)
            outcome = self._outcomes.broken(page, fetch, error, tally)
            good = error.code not in {"timeout", "connect", "disconnected", "name", "tls", "protocol"}
        tally.answered += good and not fetch.error
        fetch.ended = self.clock.now()
        level = logging.DEBUG if not fetch.error else logging.INFO
        log.log(level, "%s %s %s", fetch.status or fetch.error, fetch.url, fetch.message)
        result = await self._save(outcome)
        if isinstance(result, int):
            tally.found += result
        if self.progress:
            self.progress(self.result)
        return good

    async def _follow(self, page: Page, source: Source, fetch: Fetch) -> Response:
        """The answer at the end of the redirects, each hop asked of robots.txt, the address guard and the pace."""
        url = page.url
        headers = {}
        if page.visits and page.etag:
            headers["If-None-Match"] = page.etag
        if page.visits and page.last_modified:
            headers["If-Modified-Since"] = page.last_modified
        for hop in range(MOST_HOPS + 1):
            owner = self.sources.of(url) or source  # a redirect may lead to another source, with its own TLS profile
            fetch.tls = owner.tls
            robots = await self._rules(url, owner.tls)
            allowed, fetch.robots = robots.decide(url)
            if robots.rules.verdict == "unreachable":
                raise _Later(fetch.robots, robots.rules.expires(), fetch.robots)
            if not allowed:
                raise _Never("robots", fetch.robots, fetch.robots)
            response = await self._request(url, headers, owner, page.key if hop == 0 else "", fetch)
            fetch.url, fetch.status, fetch.ip = url, response.status, response.ip
            fetch.headers = list(response.headers)
            target = clean(response.header("Location"), url) if response.header("Location") else ""
            if response.status not in REDIRECTS:
                return response
            fetch.hops.append({"url": url, "status": response.status, "to": target, "ip": response.ip})
            if not target:
                raise _Never("redirect", f"{response.status} without a usable Location")
            # the guard speaks first: an address that must never be reached is refused as that
            await self._place(target)
            if not (source.owns(target) or self.sources.of(target)):
                raise _Never("redirect", f"leads to {host_of(target)}, which is no source")
            url = target
        raise _Never("redirect", f"more than {MOST_HOPS} redirects")

    async def _request(
        self, url: str, headers: dict[str, str], source: Source | None, key: str, fetch: Fetch | None
    ) -> Response:
        """One request, when its turn has come."""
        name = source.name if source else ""
        if name in self.result.tallies:
            self.result.tallies[name].requests += 1
        lane, place = registrable_domain(host_of(url)), await self._place(url)
        async with self.turnstile.turn(lane, place):
            now = self.clock.now()
            if fetch and key:
                fetch.started = now
            self._journal.begun(key, lane, now)
            response = None
            try:
                response = await self.fetcher.get(url, headers=headers, tls=source.tls if source else "default")
            finally:
                if response is not None and name in self.result.tallies:
                    self.result.tallies[name].bytes += len(response.raw)
                ended = self.clock.now()
                self._journal.ended(lane, ended, ended + max(self.pace.delay(lane), 5 * (ended - now)))
        return response

    async def _place(self, url: str) -> str:
        """The address that ``url`` is fetched from, as the pace counts addresses. Raises ``FetchError``."""
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        try:
            address, actual_port = (await self.fetcher.network.addresses(host, port))[0]
        except AddressRefused as error:
            raise FetchError("address", str(error)) from error
        except NameUnknown as error:
            raise FetchError("name", str(error)) from error
        return f"{address}:{actual_port}" if host in self.fetcher.network.connect else address

    # --- robots.txt

    async def _rules(self, url: str, tls: str) -> Robots:
        origin = origin_of(url)
        lock = self._robots_locks.setdefault(origin, asyncio.Lock())
        async with lock:
            robots = self._robots.get(origin)
            now = self.clock.now()
            if robots is None:
                row = self._reader.execute(
                    "SELECT origin, verdict, text, fetched FROM robots WHERE origin=?", (origin,)
                ).fetchone()
                robots = Robots(Rules(*row)) if row else None
            if robots is None or robots.rules.expires() <= now:
                robots = Robots(await self._fetch_rules(origin, tls))
                rules = robots.rules
                source = self.sources.of(url)
                maps = [clean(found) for found in robots.sitemaps()[:_MOST_SITEMAPS]]

                def keep(db: sqlite3.Connection, _: Record | None) -> None:
                    row = (rules.origin, rules.verdict, rules.text, rules.fetched)
                    db.execute("INSERT OR REPLACE INTO robots VALUES (?, ?, ?, ?)", row)
                    if source and not source.has_seeds:
                        frontier.add_robots_sitemaps(db, source, maps, rules.fetched)

                await self._save(Outcome(None, then=keep))
            self._robots[origin] = robots
            delay = robots.crawl_delay()
            if delay is not None:
                self.pace.configure(registrable_domain(host_of(url)), crawl_delay=delay)
            return robots

    async def _fetch_rules(self, origin: str, tls: str) -> Rules:
        url = f"{origin}/robots.txt"
        source = self.sources.of(url)
        for _ in range(MOST_HOPS + 1):
            try:
                response = await self._request(url, {}, source, "", None)
            except FetchError as error:
                log.info("%s: robots.txt: %s", origin, error)
                if source and source.name in self.result.tallies:
                    self.result.tallies[source.name].note = f"robots.txt could not be read: {error}"
                return read_rules(origin, 0, b"", self.clock.now())
            target = clean(response.header("Location"), url) if response.status in REDIRECTS else ""
            if not target:
                if response.status == 429 or response.status >= 500:
                    self._outcomes.hold(url, response)
                return read_rules(origin, response.status, response.body, self.clock.now())
            url = target
        return read_rules(origin, 404, b"", self.clock.now())  # RFC 9309, 2.3.1.2: too many redirects, as if missing


__all__ = ["CorpusError", "CrawlOptions", "CrawlResult", "Crawler", "Tally", "user_agent"]
