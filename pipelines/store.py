"""Results kept from run to run: an unchanged page is not analysed twice by the same version.

They lie in ``.readings.sqlite`` in the output folder, under a hash of the page with all that its reading depends on, with
the version that made them. Losing the file costs time, nothing else; one that is damaged is made anew.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from array import array
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipelines import __version__
from pipelines.identity import sha256
from pipelines.inputs import Document
from pipelines.schema import TABLES
from pipelines.tables import ArticleRows

FILE = ".readings.sqlite"
_LIBRARIES = ("underthesea", "spacy", "lxml", "beautifulsoup4", "trafilatura", "htmldate", "dateparser",
              "charset-normalizer", "pdfplumber", "python-docx", "openpyxl", "xlrd")  # fmt: skip
_COMMIT_EVERY = 200
_FORGIVEN = ("too-slow:", "failed:")  # may go better the next time
_LISTS = {table.name: [n for n, c in enumerate(table.columns) if c.type == "list"] for table in TABLES}


@cache
def reading_version() -> str:
    """Names what a reading depends on beside the page: code, lexicon and libraries. Changes when any of them does."""
    digest = hashlib.sha256()
    for root in ("extract", "pipelines"):
        for path in sorted(_walk(files(root)), key=lambda p: p[0]):
            digest.update(f"{root}/{path[0]}\n".encode())
            digest.update(path[1].read_bytes())
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            digest.update(f"{name} {version(name)}\n".encode())
    return f"{__version__}+{digest.hexdigest()[:12]}"


def _walk(folder: Any, inside: str = "") -> Iterator[tuple[str, Any]]:
    """The files that readings depend on: all of extract, and of pipelines the modules that stand at its top."""
    for entry in folder.iterdir():
        name = f"{inside}{entry.name}"
        if entry.is_file():
            if name.endswith((".py", ".toml", ".csv", ".json", ".txt", ".crfsuite", ".gz")):
                yield name, entry
        elif entry.name != "__pycache__" and folder.name != "pipelines" and not inside.startswith("pipelines"):
            yield from _walk(entry, f"{name}/")


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

    def chosen(self, rows: ArticleRows) -> bool:
        """Whether the article is one to read again."""
        if not self.some:
            return self.everything
        source = str(rows.article_value("source"))
        when = str(rows.article_value("published_at") or rows.article_value("fetched_at"))
        of_source = not self.sources or any(source == s or source.endswith(f".{s}") for s in self.sources)
        return of_source and (not self.since or when[:10] >= self.since)


class Store:
    """The results kept in an output folder. No failure of it stops a run: then nothing is kept."""

    def __init__(self, folder: Path, choice: Choice | None = None) -> None:
        self._path = folder / FILE
        self._choice = choice or Choice()
        self._db: sqlite3.Connection | None = None
        self._waiting = 0
        self.reused = 0
        if self._path.is_file():
            self._open()

    def get(self, document: Document) -> ArticleRows | None:
        """The rows of a document as read before; None where it is to be read."""
        if self._db is None or (self._choice.everything and not self._choice.some):
            return None
        try:
            found = self._db.execute("SELECT version, rows FROM reading WHERE key = ?", (key_of(document),)).fetchone()
            if found is None or (found[0] != reading_version() and not self._choice.some):
                return None
            rows = _unpack(found[1])
        except (sqlite3.Error, ValueError, KeyError, zlib.error):
            return None
        if self._choice.chosen(rows):
            return None
        self.reused += 1
        return rows

    def put(self, document: Document, rows: ArticleRows) -> None:
        """Keep the rows of a document that was read, unless it failed or held no text."""
        if not rows.text_found or any(warning.startswith(_FORGIVEN) for warning in rows.warnings):
            return
        if self._db is None and not self._open():
            return
        assert self._db is not None
        try:
            self._db.execute(
                "INSERT OR REPLACE INTO reading VALUES (?, ?, ?)", (key_of(document), reading_version(), _pack(rows))
            )
            self._waiting += 1
            if self._waiting >= _COMMIT_EVERY:
                self._db.commit()
                self._waiting = 0
        except sqlite3.Error:
            self._db = None

    def close(self) -> None:
        """Keep what was put."""
        if self._db is not None:
            with suppress(sqlite3.Error):
                self._db.commit()
            self._db.close()
            self._db = None

    def _open(self) -> bool:
        for _ in range(2):
            try:
                self._db = sqlite3.connect(self._path)
                self._db.execute("PRAGMA synchronous = OFF")
                self._db.execute(
                    "CREATE TABLE IF NOT EXISTS reading (key TEXT PRIMARY KEY, version TEXT NOT NULL, rows BLOB NOT NULL)"
                    " WITHOUT ROWID"
                )
                return True
            except sqlite3.DatabaseError:
                self._db = None
                with suppress(OSError):
                    self._path.unlink()
        return False


def key_of(document: Document) -> str:
    """What identifies a page and everything that is known of it."""
    content = document.sha256 or sha256(document.data)
    facts = [content, document.saved_as, document.form, document.url, document.title, document.published_at,
             document.fetched_at, document.problem, sorted(document.headers.items())]  # fmt: skip
    return sha256(json.dumps(facts, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _pack(rows: ArticleRows) -> bytes:
    value = {
        "id": rows.article_id,
        "rows": rows.rows,
        "warnings": rows.warnings,
        "shingles": list(rows.shingles),
        "reading": rows.reading.hex(),
    }
    return zlib.compress(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"), 3)


def _unpack(data: bytes) -> ArticleRows:
    value = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    rows = {}
    for name, lines in value["rows"].items():
        lists = _LISTS[name]
        rows[name] = [tuple(tuple(cell) if at in lists else cell for at, cell in enumerate(line)) for line in lines]
    return ArticleRows(value["id"], rows, True, tuple(value["warnings"]), array("I", value["shingles"]),
                       bytes.fromhex(value["reading"]))  # fmt: skip
