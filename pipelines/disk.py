"""The SQLite file that keeps, from run to run, what was read and how it hangs together.

What was read of pages (``reading``, ``row``, ``text``) and what files hold (``source``, ``content``) belongs to
``pipelines.store``. The rest is the state of the tables as last written, so that a run changes no more of it than new pages
do: which results stand for their pages (``standing``), copies (``gate`` to ``copy``), what rows of different articles
have to do with each other (``meeting`` to ``event``), the panel (``cell``), and what the written files are made of (``part``).
The state is changed in one transaction, the last of a run. Losing the file costs time, nothing else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from pipelines.packed import Damaged
from pipelines.publish import OutputError

_FORMAT = 3  # of this file; one of another is made anew
_TABLES = """
CREATE TABLE reading (id INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, version TEXT NOT NULL, article_id TEXT NOT NULL,
    published_at TEXT NOT NULL, fetched_at TEXT NOT NULL, sha256 TEXT NOT NULL, text_found INTEGER NOT NULL,
    states INTEGER NOT NULL, warnings TEXT NOT NULL, saved_as TEXT NOT NULL, gate BLOB NOT NULL,
    gone INTEGER NOT NULL DEFAULT 0);
CREATE INDEX reading_page ON reading (article_id);
CREATE INDEX reading_version ON reading (version);
CREATE INDEX reading_gone ON reading (gone) WHERE gone;
CREATE TABLE row (id INTEGER PRIMARY KEY, article BLOB NOT NULL, tables BLOB NOT NULL);
CREATE TABLE text (id INTEGER PRIMARY KEY, shingles BLOB NOT NULL, shown BLOB NOT NULL, signature BLOB);
CREATE TABLE source (id INTEGER PRIMARY KEY, path TEXT UNIQUE NOT NULL, mark TEXT NOT NULL, documents INTEGER NOT NULL,
    results INTEGER NOT NULL, told BLOB NOT NULL, position INTEGER);
CREATE TABLE content (source INTEGER, place INTEGER, reading INTEGER NOT NULL, PRIMARY KEY (source, place)) WITHOUT ROWID;
CREATE INDEX content_reading ON content (reading);

CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE standing (reading INTEGER PRIMARY KEY, page TEXT UNIQUE NOT NULL, bucket TEXT NOT NULL, states INTEGER NOT NULL,
    copies INTEGER NOT NULL, older INTEGER NOT NULL, same_as TEXT NOT NULL DEFAULT '');
CREATE INDEX standing_bucket ON standing (bucket);
CREATE INDEX standing_several ON standing (copies, older) WHERE copies OR older;
CREATE INDEX standing_copy ON standing (same_as) WHERE same_as != '';
CREATE TABLE corrected (page TEXT PRIMARY KEY, mark TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE gate (value INTEGER, reading INTEGER, PRIMARY KEY (value, reading)) WITHOUT ROWID;
CREATE TABLE near (reading INTEGER PRIMARY KEY);
CREATE TABLE band (value INTEGER, reading INTEGER, PRIMARY KEY (value, reading)) WITHOUT ROWID;
CREATE TABLE copy (later INTEGER, earlier INTEGER, PRIMARY KEY (later, earlier)) WITHOUT ROWID;
CREATE INDEX copy_earlier ON copy (earlier);
CREATE TABLE meeting (value INTEGER, day INTEGER, reading INTEGER, PRIMARY KEY (value, day, reading)) WITHOUT ROWID;
CREATE TABLE link (one INTEGER, other INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE related (reading INTEGER PRIMARY KEY, awards INTEGER NOT NULL, meetings BLOB NOT NULL, relations BLOB NOT NULL);
CREATE INDEX related_awards ON related (awards) WHERE awards;
CREATE TABLE event (id TEXT PRIMARY KEY, bucket TEXT NOT NULL, cell TEXT NOT NULL, row BLOB NOT NULL, articles BLOB NOT NULL,
    said INTEGER NOT NULL, status TEXT NOT NULL, day INTEGER NOT NULL, first BLOB NOT NULL);
CREATE INDEX event_bucket ON event (bucket);
CREATE INDEX event_cell ON event (cell) WHERE cell != '';
CREATE INDEX event_said ON event (said, status, day);
CREATE TABLE cell (key TEXT PRIMARY KEY, row BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE part (name TEXT, bucket TEXT, rows INTEGER NOT NULL, bytes INTEGER NOT NULL, PRIMARY KEY (name, bucket)) WITHOUT ROWID;
"""
_STATE = ("fact", "standing", "corrected", "gate", "near", "band", "copy", "meeting", "link", "related", "event", "cell",
          "part")  # fmt: skip


class Disk:
    """The database at ``path``; with None one that is gone when closed.

    Raises OutputError where the disk is full or cannot be written, Damaged where what is written cannot be read.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._db = self._open()

    def do(self, command: str, values: Sequence[Any] = ()) -> int:
        """Run a command; how many rows it changed."""
        with _Told(self.path):
            return self._db.execute(command, values).rowcount

    def many(self, command: str, values: Iterable[Sequence[Any]]) -> None:
        """Run a command for each of ``values``."""
        with _Told(self.path):
            self._db.executemany(command, values)

    def one(self, question: str, values: Sequence[Any] = ()) -> Any:
        """The first answer, or None."""
        with _Told(self.path):
            return self._db.execute(question, values).fetchone()

    def all(self, question: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        """All answers. What is asked must not be changed before the last one has come."""
        with _Told(self.path):
            yield from self._db.execute(question, values)

    def chosen(self, question: str, ids: Sequence[int]) -> Iterator[Any]:
        """The answers for ``ids``, in their order. Raises Damaged where there is none for one of them."""
        for start in range(0, len(ids), 500):
            wanted = [int(number) for number in ids[start : start + 500]]
            marks = ", ".join("?" * len(wanted))
            found = {answer[0]: answer for answer in self.all(f"{question} WHERE id IN ({marks})", wanted)}
            if len(found) < len(set(wanted)):
                raise Damaged
            yield from (found[number] for number in wanted)

    def among(self, question: str, values: Iterable[Any]) -> Iterator[Any]:
        """The answers to a question that ends in IN, for ``values`` of any number, in no order."""
        wanted = list(values)
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            yield from list(self.all(f"{question} ({', '.join('?' * len(part))})", part))

    def scratch(self, name: str, columns: str, without: str = "") -> None:
        """An empty table of this name that no run sees again. ``without`` may be ROWID."""
        self.do(f"DROP TABLE IF EXISTS temp.{name}")
        self.do(f"CREATE TEMP TABLE {name} ({columns}){' WITHOUT ROWID' if without else ''}")

    def fact(self, name: str) -> str:
        """What was noted under a name; empty where nothing was."""
        found = self.one("SELECT value FROM fact WHERE name = ?", (name,))
        return str(found[0]) if found else ""

    def note(self, name: str, value: str) -> None:
        """Note something under a name."""
        self.do("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    def forget(self) -> None:
        """Empty the state: the next run makes all of it anew from what was read."""
        for table in _STATE:
            self.do(f"DELETE FROM {table}")
        self.do("UPDATE source SET position = NULL")

    def commit(self) -> None:
        """Keep what was put so far, whatever happens."""
        with _Told(self.path):
            self._db.commit()

    def rollback(self) -> None:
        """Leave everything as it was at the last commit."""
        with suppress(sqlite3.Error):
            self._db.rollback()

    def close(self) -> None:
        """Let go of the file, without what was not committed."""
        self._db.close()

    def _open(self) -> sqlite3.Connection:
        for _ in range(2):
            try:
                db = sqlite3.connect(self.path or "")
                db.execute("PRAGMA synchronous = OFF")
                db.execute("PRAGMA cache_size = -40000")
                db.execute("PRAGMA temp_store = FILE")
                if db.execute("PRAGMA user_version").fetchone()[0] == _FORMAT:
                    return db
                if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
                    db.executescript(_TABLES)
                    db.execute(f"PRAGMA user_version = {_FORMAT}")
                    return db
                db.close()
            except sqlite3.OperationalError as error:
                raise OutputError(f"{self.path}: cannot be used ({error}); check the folder") from error
            except sqlite3.DatabaseError:
                db.close()
            if self.path:
                self.path.unlink(missing_ok=True)
        raise OutputError(f"{self.path}: cannot be made; check the folder")


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
