"""The corpus: every page ever fetched, as it came, and what is known about each fetch.

Pages are WARC response records in ``corpus/warc/``; the catalogue, one row a fetch and one a page, is the SQLite
database ``corpus/corpus.sqlite``. The order of writing makes it safe against kill -9 and power cuts: record, fsync,
then one commit that names the record's offset and takes over everything the page brought (links, next visit). On
start a WARC file is cut back to the last committed record, because readers silently hide whatever follows a torn one.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import io
import json
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Any

from pipelines.records import CorpusError, Fetch, Payload, Record, decoded, encode_record, read_record

__all__ = ["Corpus", "CorpusBusy", "CorpusError", "Outcome", "SavedPage", "page_id"]

SCHEMA = 1
SEGMENT_BYTES = 1024**3  # a WARC file is closed at this size
_DDL = """
CREATE TABLE IF NOT EXISTS segment (name TEXT PRIMARY KEY, length INTEGER NOT NULL, closed INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS run (
  id INTEGER PRIMARY KEY, started REAL NOT NULL, ended REAL, code TEXT NOT NULL, arguments TEXT NOT NULL, summary TEXT);
CREATE TABLE IF NOT EXISTS fetch (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, source TEXT NOT NULL, kind TEXT NOT NULL, url TEXT NOT NULL,
  hops TEXT NOT NULL, started REAL NOT NULL, ended REAL NOT NULL, status INTEGER, error TEXT, message TEXT,
  headers TEXT NOT NULL, ip TEXT, tls TEXT, robots TEXT, seed TEXT, run INTEGER, code TEXT, sha256 TEXT, size INTEGER,
  warc TEXT, offset INTEGER, length INTEGER);
CREATE INDEX IF NOT EXISTS fetch_key ON fetch (key);
CREATE INDEX IF NOT EXISTS fetch_record ON fetch (warc, offset);
CREATE TABLE IF NOT EXISTS page (
  key TEXT PRIMARY KEY, id TEXT NOT NULL, url TEXT NOT NULL, source TEXT NOT NULL, lane TEXT NOT NULL,
  kind TEXT NOT NULL, seed TEXT NOT NULL DEFAULT '', parent TEXT NOT NULL DEFAULT '', depth INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'queued', reason TEXT NOT NULL DEFAULT '', priority INTEGER NOT NULL DEFAULT 50, due REAL,
  tries INTEGER NOT NULL DEFAULT 0, interrupted INTEGER NOT NULL DEFAULT 0, visits INTEGER NOT NULL DEFAULT 0,
  interval REAL NOT NULL DEFAULT 3600, step INTEGER NOT NULL DEFAULT 0, etag TEXT NOT NULL DEFAULT '',
  last_modified TEXT NOT NULL DEFAULT '', modified TEXT NOT NULL DEFAULT '', found REAL, first_fetched REAL,
  fetched REAL, checked REAL, sha256 TEXT NOT NULL DEFAULT '', version INTEGER NOT NULL DEFAULT 0, warc TEXT,
  offset INTEGER, length INTEGER, same_as TEXT NOT NULL DEFAULT '');
CREATE INDEX IF NOT EXISTS page_due ON page (lane, priority, due) WHERE due IS NOT NULL;
CREATE INDEX IF NOT EXISTS page_id ON page (id);
CREATE TABLE IF NOT EXISTS robots (
  origin TEXT PRIMARY KEY, verdict TEXT NOT NULL, text TEXT NOT NULL, fetched REAL NOT NULL);
CREATE TABLE IF NOT EXISTS journal (name TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS hold (lane TEXT PRIMARY KEY, until REAL NOT NULL, reason TEXT NOT NULL);
"""


class CorpusBusy(CorpusError):
    """Another run is writing to this corpus."""


@dataclass(slots=True)
class Outcome:
    """What is committed in one transaction: rows of ``fetch``, the bytes if they are new, and further changes.

    ``then`` gets the connection and the record; its result is handed back by ``Corpus.commit``.
    """

    fetch: Fetch | None
    payload: Payload | None = None
    then: Callable[[sqlite3.Connection, Record | None], Any] | None = None


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page read back: the exact body (content decoded as the server encoded it) and where it is from."""

    id: str
    key: str
    url: str
    source: str
    fetched: float
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    record: Record
    version: int = 1
    kind: str = "article"


def page_id(key: str) -> str:
    """The public id of a page: 16 hexadecimal digits hashed from its identity."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


class Corpus:
    """A corpus folder. Open it with ``Corpus.open`` (to write: one process at a time) or ``Corpus.read``."""

    def __init__(self, root: Path, connection: sqlite3.Connection, lock: IO[str] | None) -> None:
        self.root = root
        self.db = connection
        self._lock_file = lock
        self._file: IO[bytes] | None = None
        self._segment = ""
        self._length = 0
        self._mutex = threading.Lock()
        self.repaired: list[str] = []

    # --- opening and closing

    @classmethod
    def open(cls, root: Path) -> Corpus:
        """Open for writing; creates what is missing, repairs torn files. Raises ``CorpusError``, ``CorpusBusy``."""
        try:
            (root / "warc").mkdir(parents=True, exist_ok=True)
            lock = (root / "lock").open("a+")
        except OSError as error:
            raise CorpusError(
                f"{root}: cannot be written ({error.strerror}); choose another folder with --corpus"
            ) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.close()
            raise CorpusBusy(
                f"{root}: another run is writing to this corpus; wait for it or look at its log"
            ) from error
        try:
            connection = _connect(root / "corpus.sqlite")
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.executescript(_DDL)
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > SCHEMA:
                raise CorpusError(f"{root}: written by a newer version (schema {version}); update khenthuong")
            connection.execute(f"PRAGMA user_version={SCHEMA}")
            corpus = cls(root, connection, lock)
            corpus._repair()
        except (OSError, sqlite3.Error) as error:
            lock.close()
            raise _explain(root, error) from error
        except CorpusError:
            lock.close()
            raise
        return corpus

    @classmethod
    def read(cls, root: Path) -> Corpus:
        """Open for reading; works beside a running crawl and on read-only media. Raises ``CorpusError``."""
        path = root / "corpus.sqlite"
        if not path.is_file():
            raise CorpusError(
                f"{root}: no corpus here (corpus.sqlite is missing); crawl first, or name one with --corpus"
            )
        last: sqlite3.Error | None = None
        for options in ("mode=ro", "mode=ro&immutable=1"):
            try:
                connection = _connect(path, options)
                connection.execute("SELECT count(*) FROM segment").fetchone()
                return cls(root, connection, None)
            except sqlite3.Error as error:
                last = error
        raise CorpusError(f"{path}: cannot be read as a corpus ({last})")

    def close(self) -> None:
        """Fold the write-ahead log into the database and give the lock back."""
        if self._file:
            self._file.close()
        if self._lock_file:
            with contextlib.suppress(sqlite3.Error):  # a reader is at work: folded in next time
                self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.db.close()
        if self._lock_file:
            self._lock_file.close()

    def __enter__(self) -> Corpus:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def reader(self) -> sqlite3.Connection:
        """A second connection that sees what is committed and waits for no writer."""
        return _connect(self.root / "corpus.sqlite")

    # --- writing

    def _repair(self) -> None:
        known = dict(self.db.execute("SELECT name, length FROM segment"))
        for path in sorted((self.root / "warc").glob("*.warc.gz")):
            committed = known.get(f"warc/{path.name}", 0)
            size = path.stat().st_size
            if size > committed:
                with path.open("r+b") as file:
                    file.truncate(committed)
                    os.fsync(file.fileno())
                self.repaired.append(f"warc/{path.name}: {size - committed} bytes of an unfinished record taken off")
            elif size < committed:
                self.db.execute("UPDATE segment SET closed=1 WHERE name=?", (f"warc/{path.name}",))
                self.db.commit()
                self.repaired.append(
                    f"warc/{path.name}: {committed - size} bytes are missing; run `khenthuong corpus verify`"
                )
        row = self.db.execute("SELECT name, length FROM segment WHERE closed=0 ORDER BY name DESC LIMIT 1").fetchone()
        if row and (self.root / row[0]).is_file():
            self._segment, self._length = row

    def _append(self, records: list[bytes]) -> list[tuple[str, int, int]]:
        """Write records and fsync once. Nothing is left behind if the disk is full."""
        if not self._segment or self._length >= SEGMENT_BYTES:
            self._new_segment()
        if self._file is None:
            self._file = (self.root / self._segment).open("ab", buffering=0)
        places = []
        offset = self._length
        for record in records:
            places.append((self._segment, offset, len(record)))
            offset += len(record)
        data = memoryview(b"".join(records))
        try:
            while data:
                data = data[self._file.write(data) :]
            os.fsync(self._file.fileno())
        except OSError:
            self._file.truncate(self._length)
            raise
        return places

    def _new_segment(self) -> None:
        from warcio.warcwriter import WARCWriter

        count = self.db.execute("SELECT count(*) FROM segment").fetchone()[0]
        name = f"warc/khenthuong-{count + 1:05d}.warc.gz"
        out = io.BytesIO()
        writer = WARCWriter(out, gzip=True)
        info = {"software": "khenthuong", "format": "WARC File Format 1.0", "robots": "obey"}
        writer.write_record(writer.create_warcinfo_record(Path(name).name, info))
        if self._file:
            self._file.close()
        self._file = (self.root / name).open("wb", buffering=0)
        head = out.getvalue()
        self._file.write(head)
        os.fsync(self._file.fileno())
        directory = os.open(self.root / "warc", os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)
        with self.db:
            self.db.execute("UPDATE segment SET closed=1 WHERE name=?", (self._segment,))
            self.db.execute("INSERT OR REPLACE INTO segment (name, length) VALUES (?, ?)", (name, len(head)))
        self._segment, self._length = name, len(head)

    def commit(self, outcomes: Sequence[Outcome]) -> list[Any]:
        """Save outcomes: records, one fsync, one transaction. Gives back what each ``then`` returned.

        Raises ``CorpusError`` (disk full, read-only); then nothing of the batch is saved and nothing is torn.
        """
        with self._mutex:
            before = self._length
            try:
                encoded = [encode_record(o.fetch, o.payload) for o in outcomes if o.fetch and o.payload]
                places = iter(self._append(encoded) if encoded else [])
                before = self._length
                results = []
                with self.db:
                    for outcome in outcomes:
                        record = outcome.fetch.record if outcome.fetch else None
                        if outcome.fetch and outcome.payload:
                            record = outcome.fetch.record = Record(*next(places))
                        if outcome.fetch:
                            self._insert_fetch(outcome.fetch)
                        results.append(outcome.then(self.db, record) if outcome.then else None)
                    if encoded:
                        length = self._length + sum(map(len, encoded))
                        self.db.execute("UPDATE segment SET length=? WHERE name=?", (length, self._segment))
                if encoded:
                    self._length = length
            except (OSError, sqlite3.Error) as error:
                self._cut(before)
                raise _explain(self.root, error) from error
            return results

    def _cut(self, length: int) -> None:
        """Take back what a failed commit wrote after the last committed record."""
        if self._file:
            with contextlib.suppress(OSError):  # the next start cuts it
                self._file.truncate(length)
            self._file.close()
            self._file = None

    def _insert_fetch(self, fetch: Fetch) -> None:
        row = asdict(replace(fetch, record=None))
        del row["record"]
        row["hops"] = json.dumps(fetch.hops, ensure_ascii=False)
        row["headers"] = json.dumps(fetch.headers, ensure_ascii=False)
        record = fetch.record
        row |= {
            "warc": record.warc if record else None,
            "offset": record.offset if record else None,
            "length": record.length if record else None,
        }
        names = ", ".join(row)
        marks = ", ".join("?" * len(row))
        self.db.execute(f"INSERT INTO fetch ({names}) VALUES ({marks})", tuple(row.values()))

    # --- reading

    def load(self, record: Record, **about: Any) -> SavedPage:
        """The page saved at ``record``. Raises ``CorpusError`` when the record is not there or not whole."""
        status, headers, body, url = read_record(self.root / record.warc, record.offset)
        known: dict[str, Any] = {"id": "", "key": "", "url": url, "source": "", "fetched": 0.0} | about
        return SavedPage(status=status, headers=headers, body=body, record=record, **known)

    def pages(self, kind: str = "article") -> Iterator[SavedPage]:
        """The newest version of every saved page of ``kind``, ordered by identity. Copies of one page come once."""
        rows = self.db.execute(
            "SELECT id, key, url, source, fetched, version, kind, warc, offset, length FROM page "
            "WHERE kind=? AND warc IS NOT NULL AND same_as='' ORDER BY key",
            (kind,),
        )
        for row in rows:
            about = dict(zip(("id", "key", "url", "source", "fetched", "version", "kind"), row[:7], strict=True))
            yield self.load(Record(*row[7:]), **about)

    def find(self, name: str) -> SavedPage:
        """The saved page called ``name``: a page id, an address, or ``warc/FILE#OFFSET``. Raises ``CorpusError``."""
        from pipelines.crawl.urls import clean, page_key

        if "#" in name and ".warc" in name:
            path, _, offset = name.rpartition("#")
            path = path[path.find("warc/") :] if "warc/" in path else path
            row = self.db.execute(
                "SELECT f.key, f.url, f.source, f.ended, f.kind, f.warc, f.offset, f.length FROM fetch f "
                "WHERE warc=? AND offset=? ORDER BY f.id LIMIT 1",
                (path, int(offset) if offset.isdigit() else -1),
            ).fetchone()
            if row:
                about = dict(zip(("key", "url", "source", "fetched", "kind"), row[:5], strict=True))
                return self.load(Record(*row[5:]), id=page_id(row[0]), **about)
        else:
            address = clean(name)
            row = None
            for column, value in (
                ("id", name),
                ("key", name),
                ("key", address and page_key(address)),
                ("url", address),
            ):
                row = (
                    row
                    or self.db.execute(
                        "SELECT id, key, url, source, fetched, version, kind, warc, offset, length FROM page "
                        f"WHERE {column}=? AND warc IS NOT NULL LIMIT 1",
                        (value,),
                    ).fetchone()
                )
            if row:
                about = dict(zip(("id", "key", "url", "source", "fetched", "version", "kind"), row[:7], strict=True))
                return self.load(Record(*row[7:]), **about)
        raise CorpusError(f"{self.root}: no saved page {name!r}; it takes a page id, an address or a saved_as value")

    def stats(self) -> dict[str, Any]:
        """Counts for `corpus stats`."""

        def one(sql: str) -> int:
            return int(self.db.execute(sql).fetchone()[0])

        by_source = {
            source: {"articles": articles, "waiting": waiting, "failed": failed}
            for source, articles, waiting, failed in self.db.execute(
                "SELECT source, sum(kind='article' AND warc IS NOT NULL AND same_as=''), "
                "sum(state='queued'), sum(state='failed') FROM page GROUP BY source ORDER BY source"
            )
        }
        return {
            "articles": one("SELECT count(*) FROM page WHERE kind='article' AND warc IS NOT NULL AND same_as=''"),
            "attachments": one("SELECT count(*) FROM page WHERE kind='attachment' AND warc IS NOT NULL"),
            "versions": one("SELECT coalesce(sum(version), 0) FROM page WHERE kind='article' AND same_as=''"),
            "waiting": one("SELECT count(*) FROM page WHERE state='queued'"),
            "failed": one("SELECT count(*) FROM page WHERE state='failed'"),
            "fetches": one("SELECT count(*) FROM fetch"),
            "warc_files": one("SELECT count(*) FROM segment"),
            "warc_bytes": one("SELECT coalesce(sum(length), 0) FROM segment"),
            "sources": by_source,
        }

    def verify(self) -> Iterator[str]:
        """Read every record of every file and compare with the catalogue; yields one line per defect."""
        from warcio.archiveiterator import ArchiveIterator

        for name, length in self.db.execute("SELECT name, length FROM segment ORDER BY name").fetchall():
            wanted = {
                offset: (size, digest)
                for offset, size, digest in self.db.execute(
                    "SELECT offset, length, sha256 FROM fetch WHERE warc=? GROUP BY offset", (name,)
                )
            }
            path = self.root / name
            if not path.is_file():
                yield f"{name}: missing, with {len(wanted)} records"
                continue
            if path.stat().st_size != length:
                yield f"{name}: has {path.stat().st_size} bytes, {length} are catalogued"
            try:
                with path.open("rb") as file:
                    records = ArchiveIterator(file, check_digests=True)
                    for record in records:
                        raw = record.raw_stream.read()
                        offset = records.get_record_offset()  # reads to the end of the record, so it comes second
                        if record.digest_checker and record.digest_checker.passed is False:
                            yield f"{name}#{offset}: the digest is wrong"
                        if record.rec_type != "response":
                            continue
                        if offset not in wanted:
                            yield f"{name}#{offset}: a record that is not catalogued"
                            continue
                        digest = wanted.pop(offset)[1]
                        headers = record.http_headers
                        coding = (headers.get_header("Content-Encoding") if headers else "") or ""
                        if hashlib.sha256(decoded(raw, coding)).hexdigest() != digest:
                            yield f"{name}#{offset}: the body is not the one that was fetched"
            except Exception as error:  # warcio raises what its layers raise; each means that the file is broken here
                yield f"{name}: cannot be read on ({error})"
            for offset in sorted(wanted):
                yield f"{name}#{offset}: catalogued, but no record is found there"


def _connect(path: Path, options: str = "") -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}{'?' + options if options else ''}"
    return sqlite3.connect(uri, uri=True, timeout=30, check_same_thread=False)


def _explain(root: Path, error: Exception) -> CorpusError:
    text = getattr(error, "strerror", None) or str(error)
    if "full" in text or getattr(error, "errno", 0) in (27, 28, 122):
        return CorpusError(f"{root}: the disk is full ({text}); free some space and run again, nothing saved is lost")
    if "disk I/O error" in text:  # what SQLite says of any refused write that is not ENOSPC, such as a quota
        return CorpusError(f"{root}: the disk is full or failing ({text}); free some space and run again")
    if "readonly" in text or "unable to open" in text or getattr(error, "errno", 0) in (1, 13, 30):
        return CorpusError(f"{root}: cannot be written ({text}); check its permissions or choose another with --corpus")
    return CorpusError(f"{root}: {text}; run `khenthuong corpus verify`")
