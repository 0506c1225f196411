"""Pages from elsewhere into the corpus: folders of files, JSON lines, WARC files."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from mimetypes import guess_type
from pathlib import Path

from pipelines import __version__
from pipelines.corpus import Corpus, Outcome, page_id
from pipelines.crawl.urls import clean, page_key, registrable_domain
from pipelines.inputs import NO_ADDRESS, Document, DocumentReader, Problem, find_sources
from pipelines.records import Fetch, Payload, Record
from pipelines.sources import Sources

_BATCH = 200


@dataclass(slots=True)
class Imported:
    """What an import did."""

    new: int = 0
    same: int = 0
    skipped: int = 0
    problems: list[tuple[str, str]] = field(default_factory=list)


def import_pages(corpus: Corpus, sources: Sources, paths: Iterable[str | Path], *, known: bool = False) -> Imported:
    """Save every page that ``paths`` lead to. ``known``: only articles of declared sources. Raises InputError and
    CorpusError; pages of batches before the failure stay saved."""
    done = Imported()
    batch: list[Outcome] = []
    seen: set[tuple[str, str]] = set()
    for item in DocumentReader(find_sources(paths)):
        if isinstance(item, Problem):
            done.problems.append((item.where, item.what))
            continue
        if item.problem or not item.data:
            done.problems.append((item.saved_as, item.problem or "empty"))
            continue
        outcome = _outcome(item, sources, known)
        if outcome is None or outcome.fetch is None:
            done.skipped += 1
            continue
        version = (outcome.fetch.key, outcome.fetch.sha256)
        there = corpus.db.execute(
            "SELECT 1 FROM fetch WHERE key=? AND sha256=? AND warc IS NOT NULL", version
        ).fetchone()
        if there or version in seen:
            done.same += 1
            continue
        seen.add(version)
        batch.append(outcome)
        done.new += 1
        if len(batch) >= _BATCH:
            corpus.commit(batch)
            batch = []
            seen.clear()
    if batch:
        corpus.commit(batch)
    return done


def _outcome(document: Document, sources: Sources, known: bool) -> Outcome | None:
    digest = hashlib.sha256(document.data).hexdigest()
    url = clean(document.url) if document.url else ""
    source = sources.of(url) if url else None
    if known and (source is None or not source.is_article(url)):
        return None
    if url:
        key = source.key(url) if source else page_key(url)
        name = source.name if source else url.split("/")[2]
    else:
        # a file without an address is known by its content; WARC readers want an http address all the same
        key = f"sha256:{digest}"
        url = NO_ADDRESS + digest
        name = "imported"
    fetched = _seconds(document.fetched_at)
    if document.headers:
        dropped = {"content-encoding", "transfer-encoding", "content-length"}
        headers = [(key, value) for key, value in document.headers.items() if key not in dropped]
    else:
        headers = [("content-type", _media_type(document))]
    kind = "attachment" if document.form == "attachment" else "article"
    fetch = Fetch(
        key,
        name,
        kind,
        url, fetched, fetched, status=200, headers=headers, code=__version__, sha256=digest,
        size=len(document.data), robots=f"imported from {document.saved_as}", tls="",
    )  # fmt: skip
    lane = source.lane if source else registrable_domain(name)

    def then(db: sqlite3.Connection, record: Record | None) -> None:
        assert record is not None
        db.execute(
            "INSERT OR IGNORE INTO page (key, id, url, source, lane, kind, state, found) "
            "VALUES (?, ?, ?, ?, ?, ?, 'done', ?)",
            (key, page_id(key), url, name, lane, kind, fetched),
        )
        db.execute(  # an older version than the one that is there becomes a version, not the page
            "UPDATE page SET version=version+1, state='done', first_fetched=min(coalesce(first_fetched, ?), ?) "
            "WHERE key=?",
            (fetched, fetched, key),
        )
        db.execute(
            "UPDATE page SET sha256=?, fetched=?, warc=?, offset=?, length=? WHERE key=? AND coalesce(fetched, 0)<=?",
            (digest, fetched, record.warc, record.offset, record.length, key, fetched),
        )

    return Outcome(fetch, Payload("200 OK", headers, document.data), then)


def _media_type(document: Document) -> str:
    path = document.saved_as.partition("#")[0]
    if document.form == "attachment":
        return guess_type(path)[0] or "application/octet-stream"
    charset = "; charset=utf-8" if path.endswith((".jsonl", ".jsonl.gz")) else ""
    return ("text/plain" if document.form == "text" else "text/html") + charset


def _seconds(moment: str) -> float:
    """An ISO 8601 time as seconds since the epoch; 0 for none, so that an import gives the same bytes every time."""
    try:
        parsed = datetime.fromisoformat(moment)
    except ValueError:
        return 0.0
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp()
