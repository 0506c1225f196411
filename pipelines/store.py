"""Results on the disk: those of this run, so that memory holds only their numbers, and those kept from run to run.

They lie in ``.readings.sqlite`` in the output folder, under a hash of the page with all that its reading depends on, with
the version that made them: an unchanged page is not analysed twice by the same version, and an unchanged file is not even
opened. A result never changes: one that is read anew gets another number. Losing the database costs time, nothing else;
one that is damaged is made anew.
"""

from __future__ import annotations

import json
import sqlite3
import time
from array import array
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.disk import Disk
from pipelines.identity import sha256
from pipelines.inputs import Document, Source
from pipelines.packed import OTHERS, Damaged, Packed, packed_value, unpacked, warnings_of
from pipelines.schema import ARTICLES
from pipelines.tables import ArticleRows, Row
from pipelines.version import reading_version

FILE = ".readings.sqlite"
_COMMIT_EVERY = 500
_SHORT = 80
_FRESH = 2.0  # seconds in which a file may change without its time telling
_FORGIVEN = ("too-slow:", "failed:")  # may go better the next time
_ID = ARTICLES.header.index("article_id")


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


class Seen(NamedTuple):
    """A page of this run whose result is on the disk: its place in the input, the id of the result, its warnings."""

    number: int
    id: int
    saved_as: str
    warnings: Sequence[str]


Told = tuple[int, str, str]
"""What is to be told of a document of a file: its place in the file, where, what."""


class Kept(NamedTuple):
    """What an earlier run found in a file: the id of the file, how many documents it has, what is to be told of them."""

    source: int
    documents: int
    told: list[Told]


class Given(NamedTuple):
    """A file of this run as ``remember`` and ``unchanged`` know it: the ids of its results before this run and now (None
    for a file that has not changed), 0 for a document without one. Nothing was before a run that did not have the file."""

    source: int
    before: array[int] | None = None
    now: array[int] | None = None


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
        self.disk = Disk(self._path)
        with suppress(Damaged):
            if not self._sound():
                self.disk.forget()

    def find(self, number: int, document: Document) -> Seen | None:
        """The result of a document as read before; None where it is to be read."""
        if self._reads_all:
            return None
        found = self.disk.one(
            "SELECT id, version, warnings, published_at, fetched_at FROM reading WHERE key = ?", (key_of(document),)
        )
        if found is None or not found[1] or (found[1] != reading_version() and not self._choice.some):
            return None
        if self._choice.some:
            host = self.article(found[0])[ARTICLES.header.index("source")]
            if self._choice.chosen(host, found[3] or found[4]):
                return None
        self.reused += 1
        return Seen(number, found[0], document.saved_as, warnings_of(found[2]))

    def add(self, number: int, document: Document, packed: Packed) -> Seen:
        """Put the result of a document that was read on the disk; the next run will not use it if reading failed."""
        warnings = warnings_of(packed.warnings)
        good = packed.text_found and not _may_go_better(warnings)
        identity = self.hold(key_of(document), packed, reading_version() if good else "")
        return Seen(number, identity, packed.saved_as, warnings)

    def hold(self, key: str, packed: Packed, version: str = "") -> int:
        """Put a result on the disk; the id that it has there. One with the same key stays until nothing speaks of it."""
        self.disk.do("UPDATE reading SET key = key || ' ' || id, gone = 1 WHERE key = ?", (key,))
        names = ("key", "version", *Packed._fields[:9])
        (number,) = self.disk.one(
            f"INSERT INTO reading ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) RETURNING id",
            (key, version, *packed[:9]),
        )
        self.disk.do("INSERT OR REPLACE INTO row VALUES (?, ?, ?)", (number, packed.article, packed.tables))
        self.disk.do("INSERT OR REPLACE INTO text VALUES (?, ?, ?, NULL)", (number, packed.shingles, packed.shown))
        self._waiting += 1
        if self._waiting >= _COMMIT_EVERY:
            self.commit()
        return int(number)

    def unchanged(self, source: Source) -> Kept | None:
        """What an earlier run found in a file that has not changed since; None where the file is to be read."""
        mark = self._mark(source)
        if not mark or self._reads_all or self._choice.some:
            return None
        question = "SELECT id, mark, documents, results, told, position FROM source WHERE path = ?"
        known = self.disk.one(question, (_path(source),))
        if known is None or known[1] != mark:
            return None
        if known[5] is None:  # the last run did not have it
            there = "FROM content JOIN reading ON reading.id = content.reading WHERE source = ? AND version = ?"
            if self.disk.one(f"SELECT count(*) {there}", (known[0], reading_version()))[0] != known[3]:
                return None
        self.reused += known[3]
        return Kept(known[0], known[2], [tuple(entry) for entry in unpacked(known[4])] if known[4] else [])

    def remember(self, source: Source, ids: Sequence[int], told: Sequence[Told]) -> Given:
        """Keep for runs to come what was found in a file: the ids of the results of its documents, 0 for none."""
        path = _path(source)
        known = self.disk.one("SELECT id, documents, position FROM source WHERE path = ?", (path,))
        before = array("q")
        if known and known[2] is not None:
            before = array("q", bytes(8 * known[1]))
            for place, reading in self.disk.all("SELECT place, reading FROM content WHERE source = ?", (known[0],)):
                before[place] = reading
        results = [(place, reading) for place, reading in enumerate(ids) if reading]
        (number,) = self.disk.one(
            "INSERT INTO source (path, mark, documents, results, told) VALUES (?, '', ?, 0, ?) ON CONFLICT (path) DO UPDATE "
            "SET documents = excluded.documents, told = excluded.told RETURNING id",
            (path, len(ids), packed_value(list(told)) if told else b""),
        )
        now = array("q", ids)
        if known is None or now != before:
            self.disk.do("DELETE FROM content WHERE source = ?", (number,))
            self.disk.many("INSERT INTO content VALUES (?, ?, ?)", ((number, *result) for result in results))
        good, again = 0, False
        question = "SELECT version, warnings FROM content JOIN reading ON reading.id = content.reading WHERE source = ?"
        for version, warnings in self.disk.all(question, (number,)):
            good += version == reading_version()
            again |= version not in ("", reading_version()) or (not version and _may_go_better(warnings_of(warnings)))
        mark = "" if again else self._mark(source)  # a page without a text has none the next time either
        self.disk.do("UPDATE source SET mark = ?, results = ? WHERE id = ?", (mark, good, number))
        return Given(number, before, now)

    def in_order(self) -> Iterator[tuple[int, str]]:
        """(id, article_id) of all results, in the order of the tables."""
        return self.disk.all("SELECT id, article_id FROM reading ORDER BY published_at, article_id")

    def stating(self) -> Iterator[int]:
        """Ids of the results with rows in other tables than articles."""
        return (found[0] for found in self.disk.all("SELECT id FROM reading WHERE states"))

    def signatures(self, ids: Sequence[int]) -> Iterator[tuple[int, bytes, bytes]]:
        """(id, MinHash or nothing, shingles) of results, in the order of ``ids``."""
        return self.disk.chosen("SELECT id, signature, shingles FROM text", ids)

    def sign(self, signatures: Sequence[tuple[int, bytes]]) -> None:
        """Keep the MinHashes of results."""
        self.disk.many("UPDATE text SET signature = ? WHERE id = ?", ((value, number) for number, value in signatures))

    def articles(self, ids: Sequence[int]) -> Iterator[Row]:
        """Rows of articles.csv, in the order of ``ids``."""
        yield from (unpacked(found[1]) for found in self.disk.chosen("SELECT id, article FROM row", ids))

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

        for found in self.disk.chosen("SELECT id, article, tables, shingles FROM row JOIN text USING (id)", ids):
            others = unpacked(found[2]) if found[2] else {}
            article = unpacked(found[1])
            rows = {name: [tuple(map(shared, row)) for row in others.get(name, ())] for name in OTHERS}
            rows[ARTICLES.name] = [tuple(map(shared, article))]
            yield ArticleRows(article[_ID], rows, True, (), array("I", found[3]))

    def shown(self, number: int) -> bytes:
        """What the report shows of an article."""
        return bytes(self.disk.one("SELECT shown FROM text WHERE id = ?", (number,))[0])

    def repair(self) -> None:
        """Take out the results that cannot be read, and all that was made of results."""
        self.disk.rollback()
        bad = []
        for number, article, tables in self.disk.all("SELECT id, article, tables FROM row"):
            try:
                unpacked(article)
                if tables:
                    unpacked(tables)
            except Damaged:
                bad.append((number,))
        self.disk.many("DELETE FROM reading WHERE id = ?", bad)
        self.disk.forget()
        self.reused = 0
        self.commit()

    def settle(self) -> None:
        """Keep all, the state of the tables too, without the results that no file has any more because they were read anew."""
        gone = "SELECT id FROM reading WHERE gone AND NOT EXISTS (SELECT 1 FROM content WHERE content.reading = reading.id)"
        left = list(self.disk.all(gone))
        for table in ("row", "text", "reading"):
            self.disk.many(f"DELETE FROM {table} WHERE id = ?", left)
        (current,) = self.disk.one("SELECT count(*) FROM reading WHERE version = ?", (reading_version(),))
        self.disk.note("version", reading_version())
        self.disk.note("results", str(current))
        self.commit()

    def commit(self) -> None:
        """Keep what was put so far, whatever happens."""
        self.disk.commit()
        self._waiting = 0

    def close(self) -> None:
        """Keep what was committed; where nothing is worth it, no file stays."""
        worth = True
        with suppress(sqlite3.Error, Damaged, OSError):
            self.disk.rollback()
            worth = self.disk.one("SELECT 1 FROM reading WHERE version != '' LIMIT 1") is not None
        self.disk.close()
        if self._path and not worth:
            self._path.unlink(missing_ok=True)

    def _sound(self) -> bool:
        """Whether the state of the tables was made by this version from results that are still here."""
        if self.disk.fact("version") != reading_version():
            return False
        (current,) = self.disk.one("SELECT count(*) FROM reading WHERE version = ?", (reading_version(),))
        return int(current) >= int(self.disk.fact("results") or 0)

    def _mark(self, source: Source) -> str:
        """What tells whether a file changed; empty where nothing does."""
        try:
            status = source.path.stat()
        except OSError:
            return ""
        if source.url or status.st_mtime > self._begun - _FRESH:
            return ""
        return f"{source.saved_as}\t{status.st_size}\t{status.st_mtime_ns}\t{status.st_ino}\t{reading_version()}"


def key_of(document: Document) -> str:
    """What identifies a page and everything that is known of it."""
    content = document.sha256 or sha256(document.data)
    facts = [content, document.saved_as, document.form, document.url, document.title, document.published_at,
             document.fetched_at, document.problem, sorted(document.headers.items())]  # fmt: skip
    return sha256(json.dumps(facts, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _may_go_better(warnings: Sequence[str]) -> bool:
    return any(warning.startswith(_FORGIVEN) for warning in warnings)


def _path(source: Source) -> str:
    return source.url or str(source.path.resolve())
