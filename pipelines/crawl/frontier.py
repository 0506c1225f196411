"""What to fetch next: the queue of pages, kept in the corpus database so that it survives any end of the process.

Every change runs inside the transaction that saves the fetch which caused it (``Corpus.commit``).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipelines.corpus import page_id
from pipelines.crawl.discover import Link, is_attachment
from pipelines.records import Record
from pipelines.sources import Source

HOUR, DAY = 3600.0, 86400.0
REVISITS = (HOUR, DAY, 7 * DAY)  # an article is looked at again this long after it was first fetched
SETTLED = 7 * DAY
SOONEST, LATEST = 20 * 60.0, DAY  # bounds of the time between two visits of a seed
PRIORITY = {"sitemap": 10, "feed": 10, "listing": 10, "article": 20, "attachment": 25}
PAGING, REVISIT, INTERRUPTED = 30, 40, 100  # further priorities; the last is added to the page's own
CALM = 120.0  # seconds a process has to live before it tries again what was under way when the last one died
MOST_DEPTH = 3  # of sitemap indexes
_COLUMNS = (
    "key, url, source, lane, kind, seed, depth, priority, tries, visits, interval, step, etag, last_modified, "
    "first_fetched, sha256, version, due"
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is to be visited: the columns of the table ``page`` that a visit needs."""

    key: str
    url: str
    source: str
    lane: str
    kind: str
    seed: str
    depth: int
    priority: int
    tries: int
    visits: int
    interval: float
    step: int
    etag: str
    last_modified: str
    first_fetched: float | None
    sha256: str
    version: int
    due: float

    @property
    def is_seed(self) -> bool:
        """Whether this is a page visited for its links."""
        return self.kind not in ("article", "attachment")


def plan_seeds(db: sqlite3.Connection, source: Source, now: float, *, all_now: bool) -> None:
    """Bring the seeds of ``source`` into the queue; with ``all_now`` they are due whatever their schedule says."""
    keys = []
    for seed in source.seeds():
        key = f"{seed.kind}:{seed.url}"
        keys.append(key)
        db.execute(
            "INSERT OR IGNORE INTO page (key, id, url, source, lane, kind, seed, priority, due, found) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (key, page_id(key), seed.url, source.name, source.lane, seed.kind, seed.url, 10, now, now),
        )
        db.execute("UPDATE page SET due=? WHERE key=? AND (due IS NULL OR (? AND due>?))", (now, key, all_now, now))
    if all_now:
        db.execute(
            "UPDATE page SET due=? WHERE source=? AND kind='sitemap' AND (depth>0 OR parent!='') AND due>?",
            (now, source.name, now),
        )
    marks = ",".join("?" * len(keys))
    db.execute(
        f"UPDATE page SET due=NULL WHERE source=? AND depth=0 AND seed=url AND parent='' AND key NOT IN ({marks}) "
        "AND kind IN ('sitemap', 'feed', 'listing')",
        (source.name, *keys),
    )


def add_robots_sitemaps(db: sqlite3.Connection, source: Source, urls: Iterable[str], now: float) -> None:
    """Queue the sitemaps that a robots.txt names, for a site whose declaration names no seeds."""
    for url in urls:
        if source.owns(url):
            key = f"sitemap:{url}"
            db.execute(
                "INSERT OR IGNORE INTO page (key, id, url, source, lane, kind, seed, parent, priority, due, found) "
                "VALUES (?, ?, ?, ?, ?, 'sitemap', ?, 'robots.txt', ?, ?, ?)",
                (key, page_id(key), url, source.name, source.lane, url, 10, now, now),
            )


def next_pages(
    db: sqlite3.Connection, lane: str, sources: Iterable[str], now: float, limit: int, skip: Iterable[str] = ()
) -> list[Page]:
    """The pages of ``lane`` that are due, most urgent first, without those in ``skip``."""
    names, taken = list(sources), list(skip)
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM page WHERE lane=? AND due<=? AND source IN ({','.join('?' * len(names))}) "
        f"AND key NOT IN ({','.join('?' * len(taken))}) ORDER BY priority, due LIMIT ?",
        (lane, now, *names, *taken, limit),
    )
    return [Page(*row) for row in rows]


def next_due(db: sqlite3.Connection, lane: str, sources: Iterable[str]) -> float | None:
    """When the next page of ``lane`` becomes due."""
    names = list(sources)
    row = db.execute(
        f"SELECT min(due) FROM page WHERE lane=? AND due IS NOT NULL AND source IN ({','.join('?' * len(names))})",
        (lane, *names),
    ).fetchone()
    return float(row[0]) if row and row[0] is not None else None


def add_links(db: sqlite3.Connection, source: Source, page: Page, links: Iterable[Link], now: float, since: str) -> int:
    """Queue the articles (and, from a sitemap index, the sitemaps) among ``links``; returns how many are news:
    new, or said to have changed since they were fetched. ``since``: ISO day; older dated links are left out."""
    news = 0
    for link in links:
        if link.is_map:
            if page.kind == "sitemap" and page.depth < MOST_DEPTH:
                news += _add_map(db, source, page, link, now, since)
            continue
        if not source.owns(link.url):
            continue
        if since and link.modified and link.modified[:10] < since:
            continue
        if not source.is_article(link.url):
            continue
        key = source.key(link.url)
        added = db.execute(
            "INSERT OR IGNORE INTO page "
            "(key, id, url, source, lane, kind, seed, parent, priority, due, found, modified) "
            "VALUES (?, ?, ?, ?, ?, 'article', ?, ?, ?, ?, ?, ?)",
            (key, page_id(key), link.url, source.name, source.lane, page.seed, page.key, 20, now, now, link.modified),
        ).rowcount
        if added:
            news += 1
        elif link.modified:
            news += db.execute(
                "UPDATE page SET modified=?, due=min(coalesce(due, ?), ?), priority=min(priority, ?) "
                "WHERE key=? AND modified<? AND modified!='' AND state='done'",
                (link.modified, now, now, REVISIT, key, link.modified),
            ).rowcount
    return news


def _add_map(db: sqlite3.Connection, source: Source, page: Page, link: Link, now: float, since: str) -> int:
    if since and link.modified and link.modified[:10] < since:
        return 0
    key = f"sitemap:{link.url}"
    row = (key, page_id(key), link.url, source.name, source.lane, page.seed, page.key, page.depth + 1, 15, now, now)
    added = db.execute(
        "INSERT OR IGNORE INTO page "
        "(key, id, url, source, lane, kind, seed, parent, depth, priority, due, found, modified)"
        " VALUES (?, ?, ?, ?, ?, 'sitemap', ?, ?, ?, ?, ?, ?, ?)",
        (*row, link.modified),
    ).rowcount
    if added:
        return 1
    return db.execute(
        "UPDATE page SET modified=?, due=? WHERE key=? AND (modified='' OR modified<?)",
        (link.modified, now, key, link.modified),
    ).rowcount


def add_attachments(db: sqlite3.Connection, source: Source, page: Page, links: Iterable[Link], now: float) -> int:
    """Queue the documents that an article links to on its own site."""
    added = 0
    for link in links:
        if is_attachment(link.url) and source.owns(link.url):
            key = source.key(link.url)
            added += db.execute(
                "INSERT OR IGNORE INTO page (key, id, url, source, lane, kind, seed, parent, priority, due, found) "
                "VALUES (?, ?, ?, ?, ?, 'attachment', ?, ?, ?, ?, ?)",
                (key, page_id(key), link.url, source.name, source.lane, page.seed, page.key, 25, now, now),
            ).rowcount
    return added


def add_listing_page(db: sqlite3.Connection, source: Source, page: Page, url: str, now: float) -> None:
    """Queue the next page of a listing. It is visited once for every time that news pushes the paging so far."""
    key = f"listing:{url}"
    db.execute(
        "INSERT INTO page (key, id, url, source, lane, kind, seed, parent, depth, priority, due, found) "
        "VALUES (?, ?, ?, ?, ?, 'listing', ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (key) DO UPDATE SET due=excluded.due WHERE depth>0",
        (key, page_id(key), url, source.name, source.lane, page.seed, page.key, page.depth + 1, PAGING, now, now),
    )


def visited_seed(db: sqlite3.Connection, page: Page, now: float, *, news: int, etag: str, last_modified: str) -> None:
    """A seed gave its links: sooner again after news, later after none.

    A sitemap that an index names is visited like a seed too, since not every index tells of changes; but one whose
    last change is more than ``SETTLED`` ago, by the index, waits until the index says otherwise. Further pages of a
    listing are visited only when the page before them brings news.
    """
    interval = max(SOONEST, page.interval / 2) if news else min(LATEST, page.interval * 1.5)
    due = now + interval if page.depth == 0 or page.kind == "sitemap" else None
    settled = datetime.fromtimestamp(now - SETTLED, UTC).date().isoformat()
    db.execute(
        "UPDATE page SET state='done', reason='', tries=0, visits=visits+1, checked=?, interval=?, "
        "due=CASE WHEN depth>0 AND modified!='' AND modified<? THEN NULL ELSE ? END, etag=?, "
        "last_modified=?, interrupted=0, priority=? WHERE key=?",
        (now, interval, settled, due, etag, last_modified, _plain_priority(page), page.key),
    )


def saved_page(
    db: sqlite3.Connection, page: Page, now: float, record: Record | None, *, sha256: str, etag: str, last_modified: str
) -> None:
    """An article or attachment was fetched: ``record`` holds a new version, None means that it has not changed."""
    first = page.first_fetched if page.first_fetched is not None else now
    due = max(now, first + REVISITS[page.step]) if page.step < len(REVISITS) else None
    if page.kind == "attachment":
        due = None
    db.execute(
        "UPDATE page SET state='done', reason='', tries=0, interrupted=0, visits=visits+1, checked=?, step=step+1, "
        "due=?, priority=?, etag=?, last_modified=?, first_fetched=? WHERE key=?",
        (now, due, REVISIT, etag, last_modified, first, page.key),
    )
    if record:
        db.execute(
            "UPDATE page SET sha256=?, version=version+1, fetched=?, warc=?, offset=?, length=? WHERE key=?",
            (sha256, now, record.warc, record.offset, record.length, page.key),
        )


def same_page(db: sqlite3.Connection, page: Page, key: str, url: str, now: float) -> Page:
    """``page`` turned out to be a copy of the page ``key``: it is not visited again. Returns the page it is."""
    db.execute(
        "UPDATE page SET same_as=?, state='done', due=NULL, checked=?, visits=visits+1 WHERE key=?",
        (key, now, page.key),
    )
    db.execute(
        "INSERT OR IGNORE INTO page (key, id, url, source, lane, kind, seed, parent, priority, found) "
        "SELECT ?, ?, ?, source, lane, kind, seed, parent, 20, ? FROM page WHERE key=?",
        (key, page_id(key), url, now, page.key),
    )
    return Page(*db.execute(f"SELECT {_COLUMNS} FROM page WHERE key=?", (key,)).fetchone())


def failed(
    db: sqlite3.Connection, page: Page, now: float, reason: str, *, again: float | None, counts: bool = True
) -> None:
    """A visit gave nothing. ``again``: when it is tried again; None gives the page up, with ``reason``.

    ``counts``: whether it was a try. A seed is never given up: it waits for its next regular visit.
    """
    gone = reason.startswith(("404", "410"))
    state = "queued" if again is not None else ("gone" if gone and page.version else "failed")
    due, tries = again, page.tries + counts
    if again is None and page.is_seed and page.depth == 0:
        due, tries = now + (DAY if gone else max(page.interval, HOUR)), 0
    db.execute(
        "UPDATE page SET state=?, reason=?, tries=?, due=?, checked=?, interrupted=0 WHERE key=?",
        (state, reason, tries, due, now, page.key),
    )


def _plain_priority(page: Page) -> int:
    if page.kind == "sitemap" and page.depth:
        return 15
    return PAGING if page.kind == "listing" and page.depth else PRIORITY[page.kind]


class Journal:
    """Which requests are under way, as lines appended to a file: what the database learns only afterwards.

    It tells the next start which pages were cut off by kill -9, and when each site may be asked again.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("ab", buffering=0)

    def begun(self, key: str, lane: str, now: float) -> None:
        """A request for ``key`` goes out; an empty key is a robots.txt."""
        self._file.write(f"+\t{lane}\t{now:.6f}\t{key}\n".encode())

    def ended(self, lane: str, now: float, ready: float) -> None:
        """The request to ``lane`` is over; the lane rests until ``ready``."""
        self._file.write(f"-\t{lane}\t{now:.6f}\t{ready:.6f}\n".encode())

    def close(self) -> None:
        self._file.close()

    @staticmethod
    def recover(path: Path, db: sqlite3.Connection, now: float, pause: float) -> tuple[dict[str, float], int]:
        """Read the journal of the last process: (lane -> time until which it rests, pages that were cut off).

        A page that was cut off may be what ended the process: it goes to the end of the queue and waits until the new
        process has lived for ``CALM`` seconds, anew at every start; one that was cut off twice waits a day.
        """
        ready: dict[str, float] = {}
        open_requests: dict[str, list[tuple[str, float]]] = {}
        lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []  # a torn last line never went out
        for line in lines:
            mark, lane, moment, last = line.decode("utf-8", "replace").split("\t", 3)
            if mark == "+":
                open_requests.setdefault(lane, []).append((last, float(moment)))
            else:
                ready[lane] = max(ready.get(lane, 0.0), float(last))
        cut_off = 0
        for lane, requests in open_requests.items():
            for key, begun in requests:
                if not key:
                    continue
                if db.execute("SELECT 1 FROM fetch WHERE key=? AND started>=?", (key, begun - 1e-5)).fetchone():
                    continue
                ready[lane] = max(ready.get(lane, 0.0), now + pause)
                db.execute(
                    "UPDATE page SET interrupted=interrupted+1, priority=priority%100+?, "
                    "due=CASE WHEN interrupted>=1 THEN ? ELSE due END, "
                    "reason='the process ended while this page was being fetched' WHERE key=?",
                    (INTERRUPTED, now + DAY, key),
                )
                cut_off += 1
        db.execute("UPDATE page SET due=max(due, ?) WHERE interrupted=1 AND due IS NOT NULL", (now + CALM,))
        # a rest of more than a quarter of an hour can only be a clock that was set back
        return {lane: min(until, now + 900.0) for lane, until in ready.items() if until > now}, cut_off
