"""Results on the disk: those of this run, so that memory holds only their numbers, and those kept from run to run.

They lie in ``.readings.sqlite`` in the output folder, under a hash of the page with all that its reading depends on, with
the version that made them: an unchanged page is not analysed twice by the same version, and an unchanged file is not even
opened. Losing the database costs time, nothing else; one that is damaged is made anew.
"""

from __future__ import annotations

import json
import marshal
import sqlite3
import time
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.copies import gate
from pipelines.identity import sha256
from pipelines.inputs import Document, Source
from pipelines.publish import OutputError
from pipelines.schema import ARTICLES, TABLES
from pipelines.tables import ArticleRows, Row
from pipelines.version import reading_version

FILE = ".readings.sqlite"
_COMMIT_EVERY = 500
_SHORT = 80
_FRESH = 2.0  # seconds in which a file may change without its time telling
_FORGIVEN = ("too-slow:", "failed:")  # may go better the next time
_OTHERS = tuple(table.name for table in TABLES if table is not ARTICLES)
_FORMAT = 2  # of this file; one of another is made anew
_TABLES = """
CREATE TABLE reading (id INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, version TEXT NOT NULL, article_id TEXT NOT NULL,
    published_at TEXT NOT NULL, fetched_at TEXT NOT NULL, sha256 TEXT NOT NULL, text_found INTEGER NOT NULL,
    states INTEGER NOT NULL, warnings TEXT NOT NULL, saved_as TEXT NOT NULL, gate BLOB NOT NULL);
CREATE INDEX reading_order ON reading (published_at, article_id);
CREATE INDEX reading_states ON reading (states) WHERE states;
CREATE TABLE row (id INTEGER PRIMARY KEY, article BLOB NOT NULL, tables BLOB NOT NULL);
CREATE TABLE text (id INTEGER PRIMARY KEY, shingles BLOB NOT NULL, shown BLOB NOT NULL,
    signature BLOB);
CREATE TABLE source (id INTEGER PRIMARY KEY, path TEXT UNIQUE NOT NULL, mark TEXT NOT NULL, documents INTEGER NOT NULL);
CREATE TABLE content (source INTEGER, place INTEGER, reading INTEGER, place_name TEXT, problem TEXT,
    PRIMARY KEY (source, place)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which articles are read again although results are kept. ``since`` is an ISO day, ``sources`` are hosts.

    With ``since`` or ``sources`` the others keep their results, also those of an older version.
    """

    everything: bool = False
    since: str = ""
    sources: tuple[str, ...] = ()

    @property
    def some(self) -> bool:
        """Whether only a part is to be read again."""
        return bool(self.since or self.sources)

    def chosen(self, source: str, when: str) -> bool:
        """Whether the article is one to read again, by its host and when it was published or fetched."""
        if not self.some:
            return self.everything
        of_source = not self.sources or any(source == s or source.endswith(f".{s}") for s in self.sources)
        return of_source and (not self.since or when[:10] >= self.since)


class Packed(NamedTuple):
    """What was read of a page, packed for its place on the disk and for the way from one process to another."""

    article_id: str
    published_at: str
    fetched_at: str
    sha256: str
    text_found: bool
    states: bool  # whether tables other than articles have rows of it
    warnings: str
    saved_as: str
    gate: bytes
    article: bytes
    tables: bytes
    shingles: bytes
    shown: bytes


class Damaged(Exception):
    """A kept result cannot be read; ``Store.repair`` takes such ones out, and all has to be collected again."""


def unpack(packed: Packed) -> ArticleRows:
    """The rows that ``pack`` packed."""
    others = _unpacked(packed.tables) if packed.tables else {}
    rows = {name: others.get(name, []) for name in _OTHERS} | {ARTICLES.name: [_unpacked(packed.article)]}
    return ArticleRows(packed.article_id, rows, packed.text_found, tuple(_warnings(packed.warnings)),
                       array("I", packed.shingles), packed.shown)  # fmt: skip


def pack(rows: ArticleRows) -> Packed:
    """Pack the rows of an article."""
    others = {name: rows.rows[name] for name in _OTHERS if rows.rows[name]}
    return Packed(
        rows.article_id, rows.article_value("published_at"), rows.article_value("fetched_at"),
        rows.article_value("content_sha256"), rows.text_found, bool(others),
        json.dumps(rows.warnings, ensure_ascii=False) if rows.warnings else "", rows.article_value("saved_as"),
        array("I", gate(rows.shingles)).tobytes(), _packed(rows.rows[ARTICLES.name][0]),
        _packed(others) if others else b"", rows.shingles.tobytes(), rows.reading,
    )  # fmt: skip


class Seen(NamedTuple):
    """A page of this run whose result is on the disk: its place in the input, the id of the result, its warnings."""

    number: int
    id: int
    saved_as: str
    warnings: Sequence[str]


class Store:
    """The results of a run, and those kept in its output folder. ``folder`` None keeps nothing beyond the run.

    Raises OutputError where the disk is full or cannot be written.
    """

    def __init__(self, folder: Path | None, choice: Choice | None = None) -> None:
        self._path = folder / FILE if folder else None
        self._choice = choice or Choice()
        self._reads_all = self._choice.everything and not self._choice.some
        self._waiting = 0
        self._begun = time.time()
        self.reused = 0
        self._db = self._open()

    def find(self, number: int, document: Document) -> Seen | None:
        """The result of a document as read before; None where it is to be read."""
        if self._reads_all:
            return None
        found = self._one(
            "SELECT id, version, warnings, published_at, fetched_at FROM reading WHERE key = ?", (key_of(document),)
        )
        if found is None or not found[1] or (found[1] != reading_version() and not self._choice.some):
            return None
        if self._choice.some:
            host = self.article(found[0])[ARTICLES.header.index("source")]
            if self._choice.chosen(host, found[3] or found[4]):
                return None
        self.reused += 1
        return Seen(number, found[0], document.saved_as, _warnings(found[2]))

    def add(self, number: int, document: Document, packed: Packed) -> Seen:
        """Put the result of a document that was read on the disk; the next run will not use it if reading failed."""
        warnings = _warnings(packed.warnings)
        good = packed.text_found and not any(warning.startswith(_FORGIVEN) for warning in warnings)
        identity = self.hold(key_of(document), packed, reading_version() if good else "")
        return Seen(number, identity, packed.saved_as, warnings)

    def hold(self, key: str, packed: Packed, version: str = "") -> int:
        """Put a result on the disk; the id that it has there."""
        names = ("key", "version", *Packed._fields[:9])
        again = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
        (number,) = self._one(
            f"INSERT INTO reading ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) "
            f"ON CONFLICT (key) DO UPDATE SET {again} RETURNING id",
            (key, version, *packed[:9]),
        )
        self._do("INSERT OR REPLACE INTO row VALUES (?, ?, ?)", (number, packed.article, packed.tables))
        self._do("INSERT OR REPLACE INTO text VALUES (?, ?, ?, NULL)", (number, packed.shingles, packed.shown))
        self._waiting += 1
        if self._waiting >= _COMMIT_EVERY:
            self.commit()
        return int(number)

    def unchanged(self, source: Source, number: int) -> Iterator[Seen | tuple[int, str, str]] | None:
        """What an earlier run found in a file that has not changed since: results, and problems as (number, where,
        what), with numbers from ``number`` on. None where the file is to be read."""
        mark = self._mark(source)
        if not mark or self._reads_all or self._choice.some:
            return None
        known = self._one("SELECT id, mark, documents FROM source WHERE path = ?", (str(source.path.resolve()),))
        if known is None or known[1] != mark:
            return None
        tables = "FROM content LEFT JOIN reading ON reading.id = content.reading AND version = ? WHERE source = ?"
        values = (reading_version(), known[0])
        results, there = self._one(f"SELECT count(reading.id), count(coalesce(reading.id, problem)) {tables}", values)
        if there != known[2]:
            return None
        self.reused += results
        rows = self._all(
            f"SELECT place, reading.id, warnings, saved_as, place_name, problem {tables} ORDER BY place", values
        )
        return (
            (number + place, place_name, problem) if result is None
            else Seen(number + place, result, saved_as, _warnings(warnings))
            for place, result, warnings, saved_as, place_name, problem in rows
        )  # fmt: skip

    def remember(
        self, source: Source, first: int, ids: Sequence[int], problems: Sequence[tuple[int, str, str]]
    ) -> None:
        """Keep for runs to come what was found in a file whose documents have the numbers from ``first`` on."""
        mark = self._mark(source)
        if not mark or self._path is None:
            return
        path = str(source.path.resolve())
        self._do("DELETE FROM content WHERE source = (SELECT id FROM source WHERE path = ?)", (path,))
        (number,) = self._one(
            "INSERT INTO source (path, mark, documents) VALUES (?, ?, ?) ON CONFLICT (path) DO UPDATE SET "
            "mark = excluded.mark, documents = excluded.documents RETURNING id",
            (path, mark, len(ids)),
        )
        results = ((number, place, result, None, None) for place, result in enumerate(ids) if result)
        self._many("INSERT INTO content VALUES (?, ?, ?, ?, ?)", results)
        told = ((number, place - first, None, where, what) for place, where, what in problems)
        self._many("INSERT INTO content VALUES (?, ?, ?, ?, ?)", told)

    def in_order(self) -> Iterator[tuple[int, str]]:
        """(id, article_id) of all results, in the order of the tables."""
        return self._all("SELECT id, article_id FROM reading ORDER BY published_at, article_id")

    def versions(self, ids: Sequence[int]) -> Iterator[tuple[int, str, bool, str]]:
        """(id, sha256 of the content, whether there is a text, fetched_at) of results."""
        for found in self._chosen("SELECT id, sha256, text_found, fetched_at FROM reading", ids):
            yield (found[0], found[1], bool(found[2]), found[3])

    def stating(self) -> Iterator[int]:
        """Ids of the results with rows in other tables than articles."""
        return (found[0] for found in self._all("SELECT id FROM reading WHERE states"))

    def gates(self) -> Iterator[tuple[int, bytes]]:
        """(id, smallest shingles) of all results."""
        return self._all("SELECT id, gate FROM reading")

    def signatures(self, ids: Sequence[int]) -> Iterator[tuple[int, bytes, bytes]]:
        """(id, MinHash or nothing, shingles) of results, in the order of ``ids``."""
        return self._chosen("SELECT id, signature, shingles FROM text", ids)

    def sign(self, signatures: Sequence[tuple[int, bytes]]) -> None:
        """Keep the MinHashes of results."""
        self._many("UPDATE text SET signature = ? WHERE id = ?", ((value, number) for number, value in signatures))

    def articles(self, ids: Sequence[int]) -> Iterator[Row]:
        """Rows of articles.csv, in the order of ``ids``."""
        yield from (_unpacked(found[1]) for found in self._chosen("SELECT id, article FROM row", ids))

    def article(self, number: int) -> Row:
        """One row of articles.csv."""
        return next(iter(self.articles([number])))

    def rows(self, ids: Sequence[int]) -> Iterator[ArticleRows]:
        """All rows of articles, without the texts that the report shows.

        Equal short texts, as most cells have, are one object: rows take a third of the memory.
        """
        known: dict[str, str] = {}

        def shared(cell: Any) -> Any:
            return known.setdefault(cell, cell) if type(cell) is str and len(cell) < _SHORT else cell

        for found in self._chosen("SELECT id, article, tables, shingles FROM row JOIN text USING (id)", ids):
            others = _unpacked(found[2]) if found[2] else {}
            article = _unpacked(found[1])
            rows = {name: [tuple(map(shared, row)) for row in others.get(name, ())] for name in _OTHERS}
            rows[ARTICLES.name] = [tuple(map(shared, article))]
            yield ArticleRows(article[_ID], rows, True, (), array("I", found[3]))

    def shown(self, number: int) -> bytes:
        """What the report shows of an article."""
        return bytes(self._one("SELECT shown FROM text WHERE id = ?", (number,))[0])

    def repair(self) -> None:
        """Take out the results that cannot be read."""
        bad = []
        for number, article, tables in self._all("SELECT id, article, tables FROM row"):
            try:
                _unpacked(article)
                if tables:
                    _unpacked(tables)
            except Damaged:
                bad.append((number,))
        self._many("DELETE FROM reading WHERE id = ?", bad)
        self.reused = 0
        self.commit()

    def commit(self) -> None:
        """Keep what was put so far, whatever happens."""
        with self._told():
            self._db.commit()
        self._waiting = 0

    def close(self) -> None:
        """Keep what was put; where nothing is worth it, no file stays."""
        worth = True
        with suppress(sqlite3.Error):
            self._db.commit()
            worth = self._db.execute("SELECT 1 FROM reading WHERE version != '' LIMIT 1").fetchone() is not None
        self._db.close()
        if self._path and not worth:
            self._path.unlink(missing_ok=True)

    def _mark(self, source: Source) -> str:
        """What tells whether a file changed; empty where nothing does."""
        try:
            status = source.path.stat()
        except OSError:
            return ""
        if source.url or status.st_mtime > self._begun - _FRESH:
            return ""
        return f"{source.saved_as}\t{status.st_size}\t{status.st_mtime_ns}\t{status.st_ino}\t{reading_version()}"

    def _open(self) -> sqlite3.Connection:
        for _ in range(2):
            try:
                db = sqlite3.connect(self._path or "")
                db.execute("PRAGMA synchronous = OFF")
                db.execute("PRAGMA cache_size = -20000")
                if db.execute("PRAGMA user_version").fetchone()[0] == _FORMAT:
                    return db
                if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
                    db.executescript(_TABLES)
                    db.execute(f"PRAGMA user_version = {_FORMAT}")
                    return db
                db.close()
            except sqlite3.OperationalError as error:
                raise OutputError(f"{self._path}: cannot be used ({error}); check the folder") from error
            except sqlite3.DatabaseError:
                db.close()
            if self._path:
                self._path.unlink(missing_ok=True)
        raise OutputError(f"{self._path}: cannot be made; check the folder")

    def _told(self) -> _Told:
        return _Told(self._path)

    def _do(self, command: str, values: Sequence[Any]) -> None:
        with self._told():
            self._db.execute(command, values)

    def _many(self, command: str, values: Iterable[Sequence[Any]]) -> None:
        with self._told():
            self._db.executemany(command, values)

    def _one(self, question: str, values: Sequence[Any]) -> Any:
        with self._told():
            return self._db.execute(question, values).fetchone()

    def _all(self, question: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        with self._told():
            yield from self._db.execute(question, values)

    def _chosen(self, question: str, ids: Sequence[int]) -> Iterator[Any]:
        """The answers for ``ids``, in their order."""
        for start in range(0, len(ids), 500):
            wanted = [int(number) for number in ids[start : start + 500]]
            marks = ", ".join("?" * len(wanted))
            found = {answer[0]: answer for answer in self._all(f"{question} WHERE id IN ({marks})", wanted)}
            if len(found) < len(set(wanted)):
                raise Damaged
            yield from (found[number] for number in wanted)


class _Told:
    """Turns failures of the database into what the caller expects."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, sqlite3.OperationalError):
            raise OutputError(f"{self._path or 'temporary folder'}: {error}; make room, or choose another folder with "
                              "--output; the files are as before") from error  # fmt: skip
        if isinstance(error, sqlite3.DatabaseError):
            raise Damaged from error


_ID = ARTICLES.header.index("article_id")


def _packed(value: Any) -> bytes:
    return zlib.compress(marshal.dumps(value, 4), 1)


def _unpacked(data: bytes) -> Any:
    try:
        return marshal.loads(zlib.decompress(data))  # the checksum has told damage before marshal sees it
    except (zlib.error, ValueError, EOFError, TypeError) as error:
        raise Damaged from error


def _warnings(text: str) -> Sequence[str]:
    return json.loads(text) if text else ()


def key_of(document: Document) -> str:
    """What identifies a page and everything that is known of it."""
    content = document.sha256 or sha256(document.data)
    facts = [content, document.saved_as, document.form, document.url, document.title, document.published_at,
             document.fetched_at, document.problem, sorted(document.headers.items())]  # fmt: skip
    return sha256(json.dumps(facts, ensure_ascii=False).encode("utf-8", "surrogatepass"))
