"""What an answer means: the page's next visit, the links it brings, the bytes to save.

Nothing here sends or writes: an ``Outcome`` is made, and committed by the crawler.
"""

from __future__ import annotations

import hashlib
import random
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any

from pipelines.corpus import Outcome
from pipelines.crawl import frontier
from pipelines.crawl.clock import Clock
from pipelines.crawl.discover import PageLinks, read_feed, read_links, read_sitemap
from pipelines.crawl.fetch import FetchError, Response
from pipelines.crawl.frontier import Page
from pipelines.crawl.pace import Turnstile
from pipelines.crawl.urls import host_of, registrable_domain
from pipelines.records import Fetch, Payload, Record
from pipelines.sources import Source

MOST_TRIES = 3
MOST_TRIES_BUSY = 5  # of 429 and 503, which say that the site is there
BACK_OFF = 60.0
_MOST_RETRY_AFTER = 7 * 86400.0


@dataclass(slots=True)
class Tally:
    """What a run did for one source."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    copies: int = 0
    failed: int = 0
    disallowed: int = 0
    requests: int = 0
    bytes: int = 0
    found: int = 0
    answered: int = 0
    note: str = ""

    @property
    def broken(self) -> bool:
        """Whether the site was asked and never gave a sensible answer."""
        return self.requests > 0 and not self.answered


def retry_after(value: str, now: float) -> float | None:
    """The time at which a Retry-After header (seconds or an HTTP date) lets us come back; None if it says nothing."""
    value = value.strip()
    if value.isdigit():
        return now + min(float(value), _MOST_RETRY_AFTER)
    try:
        moment = parsedate_to_datetime(value).timestamp()
    except (TypeError, ValueError, IndexError):
        return None
    return min(moment, now + _MOST_RETRY_AFTER) if moment > now else None


class Outcomes:
    """Makes the outcomes of one run."""

    def __init__(
        self, clock: Clock, turnstile: Turnstile, reader: sqlite3.Connection, since: str, dice: random.Random
    ) -> None:
        self._clock = clock
        self._turnstile = turnstile
        self._reader = reader
        self._since = since
        self._random = dice

    def hold(self, url: str, response: Response, tries: int = 0) -> float:
        """Let the domain rest as Retry-After says, else 60 s, doubling, with jitter; returns until when."""
        now = self._clock.now()
        until = retry_after(response.header("Retry-After"), now)
        if until is None:
            until = now + BACK_OFF * 2**tries * (1 + self._random.random() / 4)
        self._turnstile.pace.hold(registrable_domain(host_of(url)), until)
        self._turnstile.wake()
        return until

    def received(self, page: Page, source: Source, fetch: Fetch, response: Response, tally: Tally) -> Outcome:
        """What a complete answer of any status means."""
        now, status = self._clock.now(), response.status
        if status == 304 and page.visits:
            tally.unchanged += 1
            keep = {"etag": page.etag, "last_modified": page.last_modified}
            if page.is_seed:
                return Outcome(fetch, then=then_do(frontier.visited_seed, page, now, news=0, **keep))
            return Outcome(fetch, then=then_do(frontier.saved_page, page, now, None, sha256=page.sha256, **keep))
        if status == 200:
            fetch.sha256, fetch.size = hashlib.sha256(response.body).hexdigest(), len(response.body)
            if page.is_seed:
                return self._seed_read(page, source, fetch, response, now, tally)
            return self._page_read(page, source, fetch, response, now, tally)
        reason = f"{status} {response.reason}".strip()
        fetch.error, fetch.message = "status", reason
        if status == 429 or status >= 500:
            until = self.hold(response.url, response, page.tries)
            lane = registrable_domain(host_of(response.url))
            most = MOST_TRIES_BUSY if status in (429, 503) else MOST_TRIES
            again = until if page.tries + 1 < most else None
            tally.failed += again is None

            def later(db: sqlite3.Connection, _: Record | None) -> None:
                db.execute("INSERT OR REPLACE INTO hold VALUES (?, ?, ?)", (lane, until, reason))
                frontier.failed(db, page, now, reason if again else f"{reason}, {most} times", again=again)

            return Outcome(fetch, then=later)
        if page.kind == "listing" and page.depth:  # here the listing simply ends
            return Outcome(fetch, then=then_do(frontier.visited_seed, page, now, news=0, etag="", last_modified=""))
        tally.failed += 1
        return Outcome(fetch, then=then_do(frontier.failed, page, now, reason, again=None))

    def broken(self, page: Page, fetch: Fetch, error: FetchError, tally: Tally) -> Outcome:
        """What a request without an answer means: tried again, or given up."""
        now = self._clock.now()
        again: float | None = None
        if error.worth_retrying and page.tries + 1 < MOST_TRIES:
            again = now + BACK_OFF * 2**page.tries * (1 + self._random.random() / 4)
        tally.failed += again is None
        reason = f"{error.code}: {error}"
        return Outcome(fetch, then=then_do(frontier.failed, page, now, reason, again=again))

    def _seed_read(
        self, page: Page, source: Source, fetch: Fetch, response: Response, now: float, tally: Tally
    ) -> Outcome:
        next_page = ""
        if page.kind == "sitemap":
            links = read_sitemap(response.body, response.url)
        elif page.kind == "feed":
            links = read_feed(response.body, response.url)
        else:
            read = read_links(response.body, response.url)
            links = list(read.links)
            if page.depth + 1 < source.max_listing_pages:
                next_page = source.listing_page(page.seed, page.depth + 2) or read.next_page
        if not links:
            tally.note = f"no links in the {page.kind} {page.url}"
        etag, last_modified = response.header("ETag"), response.header("Last-Modified")

        def then(db: sqlite3.Connection, _: Record | None) -> int:
            news = frontier.add_links(db, source, page, links, now, self._since)
            if news and next_page and source.owns(next_page):
                frontier.add_listing_page(db, source, page, next_page, now)
            frontier.visited_seed(db, page, now, news=news, etag=etag, last_modified=last_modified)
            return news

        return Outcome(fetch, then=then)

    def _page_read(
        self, page: Page, source: Source, fetch: Fetch, response: Response, now: float, tally: Tally
    ) -> Outcome:
        etag, last_modified = response.header("ETag"), response.header("Last-Modified")
        media_type = response.header("Content-Type").lower()
        is_html = page.kind == "article" and ("html" in media_type or not media_type)
        read = read_links(response.body, response.url) if is_html else PageLinks(())
        actual, url = self._actual_page(page, source, response, read.canonical)
        if actual != page.key:
            saved = self._reader.execute("SELECT version FROM page WHERE key=?", (actual,)).fetchone()
            tally.copies += 1
            if saved and saved[0]:
                return Outcome(fetch, then=lambda db, _: frontier.same_page(db, page, actual, url, now) and None)
        unchanged = page.version > 0 and page.sha256 == fetch.sha256
        tally.unchanged += unchanged
        tally.changed += page.version > 0 and not unchanged
        tally.new += page.version == 0 and page.kind == "article"
        payload = None
        if not unchanged:
            status_line = f"{response.status} {response.reason}".strip()
            payload = Payload(status_line, response.headers, response.raw)

        def then(db: sqlite3.Connection, record: Record | None) -> None:
            target = page if actual == page.key else frontier.same_page(db, page, actual, url, now)
            frontier.saved_page(db, target, now, record, sha256=fetch.sha256, etag=etag, last_modified=last_modified)
            frontier.add_attachments(db, source, target, read.links, now)

        return Outcome(fetch, payload, then)

    def _actual_page(self, page: Page, source: Source, response: Response, canonical: str) -> tuple[str, str]:
        """(key, URL) of the page that this answer is: the canonical address or redirect target may tell that it is
        another article of the same site."""
        if page.kind != "article":
            return page.key, page.url
        for url in (canonical, response.url):
            if url and source.owns(url) and source.is_article(url):
                return source.key(url), url
        return page.key, page.url


def then_do(
    change: Callable[..., Any], page: Page, *arguments: Any, **named: Any
) -> Callable[[sqlite3.Connection, Record | None], Any]:
    """``change`` of the frontier for ``page``, to run inside the commit."""

    def run(db: sqlite3.Connection, _: Record | None) -> None:
        partial(change, db, page, *arguments, **named)()

    return run
