"""The tables of the standing results, made part by part: what did not change is copied from the files of the last run.

A part holds the rows of one day (``standing.bucket_of``). The files are the same as if each had been written in one go.
"""

from __future__ import annotations

import hashlib
import io
import marshal
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import IO, Any

from pipelines.disk import Disk
from pipelines.packed import unpacked
from pipelines.relating import Renewed
from pipelines.resolve import fill
from pipelines.schema import ALL_TABLES, ARTICLES, AWARDS, EVENTS, SUMMARY, TABLES
from pipelines.standing import Changes, Corrected, bucket_of
from pipelines.store import Store
from pipelines.summary import in_order
from pipelines.tables import Row, csv_head, csv_lines

_ID, _SAME_AS = ARTICLES.header.index("article_id"), ARTICLES.header.index("same_as")
_PIECE = 1 << 20


class Parts:
    """The rows of the standing results, part by part; each of the tables of articles at once."""

    def __init__(self, store: Store, corrected: Corrected) -> None:
        self._store, self._disk, self._corrected = store, store.disk, corrected

    def rows(self, bucket: str, tables: Iterable[str]) -> dict[str, list[Row]]:
        """The rows of a part, of tables of articles."""
        wanted = set(tables)
        standing = list(self._disk.all(
            "SELECT reading, page, same_as, standing.states FROM standing JOIN reading ON reading.id = standing.reading "
            "WHERE bucket = ? ORDER BY published_at, article_id", (bucket,)))  # fmt: skip
        leaders = {page: leader for _, page, leader, _ in standing if leader}
        stating = [number for number, page, _, states in standing if states or page in self._corrected.pages]
        if wanted == {ARTICLES.name}:
            stating = [number for number, page, *_ in standing if page in self._corrected.pages]
        dataset = self._corrected.dataset(stating)
        question = "SELECT relations FROM related WHERE awards AND reading IN"
        relations = {}
        for (packed,) in self._disk.among(question, stating):
            relations.update(unpacked(packed))
        fill(dataset, leaders, relations)
        rows = {name: dataset.rows[name] for name in wanted}
        if ARTICLES.name in wanted:
            known = {row[_ID]: row for row in dataset.rows[ARTICLES.name]}
            found = self._store.articles([number for number, *_ in standing])
            rows[ARTICLES.name] = [
                known.get(page) or ((*row[:_SAME_AS], leader, *row[_SAME_AS + 1 :]) if leader else row)
                for row, (_, page, leader, _) in zip(found, standing, strict=True)
            ]
        return rows

    def events(self, bucket: str) -> list[Row]:
        """The rows of a part of events.csv."""
        return in_order(unpacked(found[0]) for found in self._disk.all("SELECT row FROM event WHERE bucket = ?", (bucket,)))

    def summary(self) -> Iterator[Row]:
        """The rows of summary.csv."""
        return (unpacked(found[0]) for found in self._disk.all("SELECT row FROM cell ORDER BY key"))

    def buckets(self, table: str) -> list[str]:
        """The parts that there are, in order: of "standing" results or of an "event"."""
        return [found[0] for found in self._disk.all(f"SELECT DISTINCT bucket FROM {table} ORDER BY bucket")]


class Readings(MutableMapping[str, bytes]):
    """The texts that the report shows, by article_id: from the store, unless another was put in its place."""

    def __init__(self, store: Store) -> None:
        self._store, self._disk = store, store.disk
        self._own: dict[str, bytes] = {}

    def __getitem__(self, article_id: str) -> bytes:
        if article_id in self._own:
            return self._own[article_id]
        question = "SELECT reading FROM standing JOIN related USING (reading) WHERE page = ?"
        found = self._disk.one(question, (article_id,))
        shown = self._store.shown(found[0]) if found else b""
        if not shown:
            raise KeyError(article_id)
        return shown

    def __setitem__(self, article_id: str, reading: bytes) -> None:
        self._own[article_id] = reading

    def __delitem__(self, article_id: str) -> None:
        raise TypeError("texts are not taken out")

    def __iter__(self) -> Iterator[str]:
        return (found[0] for found in self._disk.all("SELECT page FROM standing JOIN related USING (reading)"))

    def __len__(self) -> int:
        return int(self._disk.one("SELECT count(*) FROM related")[0])


class Spool(Sequence[Row]):
    """Rows in a file, read anew in each pass."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle = path.open("wb")
        self._length = 0

    def put(self, rows: Sequence[Row]) -> None:
        """Add rows at the end."""
        marshal.dump(list(rows), self._handle)
        self._length += len(rows)

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Row]:
        self._handle.flush()
        with self._path.open("rb") as handle:
            passed = 0
            while passed < self._length:
                rows = marshal.load(handle)
                passed += len(rows)
                yield from rows

    def __getitem__(self, at: Any) -> Any:
        return list(self)[at]


def spool(parts: Parts, spools: Mapping[str, Spool]) -> None:
    """Put all rows of all tables into ``spools``."""
    for bucket in parts.buckets("standing"):
        for name, rows in parts.rows(bucket, (table.name for table in TABLES)).items():
            spools[name].put(rows)
    for bucket in parts.buckets("event"):
        spools[EVENTS.name].put(parts.events(bucket))
    spools[SUMMARY.name].put(list(parts.summary()))


class Stale:
    """Which parts of which tables are others than in the files of the last run."""

    def __init__(self) -> None:
        self.parts: dict[str, set[str]] = defaultdict(set)
        self.all = False

    def take(self, disk: Disk, changes: Changes, copies: Iterable[int], renewed: Renewed) -> None:
        """Note what ``changes`` of results, of the ``copies`` among them, and of what awards have to do with each other
        make stale."""
        if changes.all:  # and there are no files that are known
            self.all = True
            return
        question = "SELECT published_at, article_id, states FROM reading WHERE id IN"
        for day, page, states in disk.among(question, {*changes.added, *changes.removed, *changes.revised}):
            for table in TABLES:
                if states or table is ARTICLES:
                    self.parts[table.name].add(bucket_of(day, page))
        self.parts[ARTICLES.name].update(f[0] for f in disk.among("SELECT bucket FROM standing WHERE reading IN", copies))
        self.parts[AWARDS.name] |= renewed.awards
        self.parts[EVENTS.name] |= renewed.events
        if renewed.cells:
            self.parts[SUMMARY.name].add("")

    def __bool__(self) -> bool:
        return self.all or any(self.parts.values())


class Files:
    """The CSV files in ``output``, and those that replace them in ``folder``."""

    def __init__(self, disk: Disk, output: Path, folder: Path) -> None:
        self._disk, self._output, self._folder = disk, output, folder

    def write(self, parts: Parts, stale: Stale, spools: Mapping[str, Spool]) -> dict[str, str]:
        """Write the tables; the SHA-256 of each file by its name. ``stale`` is what the files of the last run lack. If there
        are ``spools``, all rows are put into them."""
        writers = {table.name: _Writer(self._disk, self._output, self._folder, table.name) for table in ALL_TABLES}
        for group, name in (([table.name for table in TABLES], "standing"), ([EVENTS.name], "event")):
            mine = {table: writers[table] for table in group}
            buckets = {bucket for table, writer in mine.items() for bucket in (*writer.old, *stale.parts[table])}
            if not all(writer.valid for writer in mine.values()):
                buckets.update(parts.buckets(name))
            for bucket in sorted(buckets):
                new = [t for t, writer in mine.items() if not writer.valid or bucket in stale.parts[t]]
                if wanted := group if spools else new:
                    rows = parts.rows(bucket, wanted) if name == "standing" else {EVENTS.name: parts.events(bucket)}
                for table, writer in mine.items():
                    if spools:
                        spools[table].put(rows[table])
                    if table in new:
                        writer.put(bucket, rows[table])
                    else:
                        writer.copy(bucket)
        summary = list(parts.summary())
        writers[SUMMARY.name].put("", summary)
        if spools:
            spools[SUMMARY.name].put(summary)
        return {f"{name}.csv": writer.close() for name, writer in writers.items()}

    def count(self, rows: Mapping[str, Sequence[Row]]) -> None:
        """Note how many rows there are where the files are not made of parts."""
        self._disk.do("DELETE FROM part")
        self._disk.many("INSERT INTO part VALUES (?, '', ?, 0)", ((name, len(mine)) for name, mine in rows.items()))

    def unchanged(self, names: Iterable[str]) -> bool:
        """Whether all these files in the output folder are those that the last run wrote."""
        marks = ((name, mark_of(self._output / name)) for name in names)
        return all(mark and self._disk.fact(f"file {name}") == mark for name, mark in marks)

    def note(self, names: Iterable[str]) -> None:
        """Keep how the new files of these names look."""
        for name in names:
            self._disk.note(f"file {name}", mark_of(self._folder / name))


def mark_of(path: Path) -> str:
    """What tells whether a file was changed; empty where there is none."""
    try:
        status = path.stat()
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"


class _Writer:
    """Writes the file of a table, in the order of its parts. ``old`` are the parts of the last run's file, as (offset, rows,
    bytes); that file is not ``valid`` where it is not what it was."""

    def __init__(self, disk: Disk, output: Path, folder: Path, name: str) -> None:
        self._disk, self._name = disk, name
        self.old: dict[str, tuple[int, int, int]] = {}
        self._source: IO[bytes] = io.BytesIO()
        table = next(table for table in ALL_TABLES if table.name == name)
        head = csv_head(table)
        mark = disk.fact(f"file {table.file}")
        self.valid = bool(mark) and mark == mark_of(output / table.file)
        if self.valid:
            self._source = (output / table.file).open("rb")
            at = len(head)
            question = "SELECT bucket, rows, bytes FROM part WHERE name = ? ORDER BY bucket"
            for bucket, rows, size in disk.all(question, (name,)):
                self.old[bucket] = (at, rows, size)
                at += size
        self._new: list[tuple[str, str, int, int]] = []
        self._sha256 = hashlib.sha256()
        self._handle = (folder / table.file).open("wb")
        self._range = (0, 0)  # of the source, still to be copied
        self._write(head)

    def put(self, bucket: str, rows: Sequence[Row]) -> None:
        """Write the next part."""
        self._flush()
        if rows:
            data = csv_lines(rows)
            self._write(data)
            self._new.append((self._name, bucket, len(rows), len(data)))

    def copy(self, bucket: str) -> None:
        """Write the next part as the last run did."""
        if bucket not in self.old:
            return
        at, rows, size = self.old[bucket]
        if self._range[1] != at:
            self._flush()
            self._range = (at, at)
        self._range = (self._range[0], at + size)
        self._new.append((self._name, bucket, rows, size))

    def close(self) -> str:
        """Finish the file and note its parts; its SHA-256."""
        self._flush()
        self._handle.close()
        self._source.close()
        self._disk.do("DELETE FROM part WHERE name = ?", (self._name,))
        self._disk.many("INSERT INTO part VALUES (?, ?, ?, ?)", self._new)
        return self._sha256.hexdigest()

    def _flush(self) -> None:
        start, end = self._range
        self._source.seek(start)
        while start < end:
            piece = self._source.read(min(_PIECE, end - start))
            if not piece:
                raise OSError("the file of the last run became shorter")
            self._write(piece)
            start += len(piece)
        self._range = (end, end)

    def _write(self, data: bytes) -> None:
        self._handle.write(data)
        self._sha256.update(data)


def shingles_of(store: Store) -> dict[str, array[int]]:
    """The shingles of the articles that state awards, by article_id."""
    question = "SELECT reading, page FROM standing JOIN related USING (reading)"
    pages = dict(store.disk.all(question))
    ids = sorted(pages)
    return {pages[number]: array("I", values) for number, (_, _, values) in zip(ids, store.signatures(ids), strict=True)}
