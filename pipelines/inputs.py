"""Saved articles from files, folders, globs: one Document after the other, never more than one in memory.

Forms: ``.txt`` (text dumps), ``.html`` ``.htm`` ``.html.gz``, ``.jsonl`` ``.jsonl.gz`` (objects with ``url``, ``html``
or ``text``, optional ``title``, ``published_at``, ``fetched_at``), ``.parquet`` (columns of the same names),
``.warc`` ``.warc.gz`` (response records), and attached lists of recipients: ``.pdf`` ``.docx`` ``.xlsx`` ``.xls``.
"""

from __future__ import annotations

import glob
import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO, Any, Literal, cast

from pipelines.warc import read_responses

NO_ADDRESS = "http://imported.invalid/"
"""What WARC records of pages without a known address begin their target with."""

MAX_BYTES = 32 * 1024 * 1024
"""No article is larger; what is larger is told of and left out (one file, line or record, after decompression)."""

_BROKEN_GZIP = (EOFError, zlib.error, gzip.BadGzipFile)

ATTACHMENTS = (".pdf", ".docx", ".xlsx", ".xls")
SUFFIXES = (".txt", ".html", ".htm", ".html.gz", ".htm.gz", ".jsonl", ".jsonl.gz", ".parquet", ".warc",
            ".warc.gz", *ATTACHMENTS)  # fmt: skip
_ATTACHMENT_TYPES = ("application/pdf", "officedocument.wordprocessingml", "officedocument.spreadsheetml", "ms-excel")

_FIELDS = ("url", "html", "text", "title", "published_at", "fetched_at")
_ROWS = 64  # of a Parquet file that are in memory at a time

Form = Literal["text", "html", "attachment"]


@dataclass(frozen=True, slots=True)
class Document:
    """A saved article as found. ``data`` is the page or text without compression.

    ``saved_as`` is its place: the path from the given folder's name on, with ``/``, and ``#`` with the byte offset of
    the record (WARC) or the number of the line (JSONL) or row (Parquet) inside the file. ``problem`` says why it cannot be read.
    """

    saved_as: str
    form: Form
    data: bytes
    url: str = ""
    title: str = ""
    published_at: str = ""
    fetched_at: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    sha256: str = ""  # of the bytes, where ``data`` does not hold them


@dataclass(frozen=True, slots=True)
class Problem:
    """Part of the input that gives no article: where it is, and in one line what is wrong and what to do."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read and the name it goes by in the tables.

    One that lies on other storage has an ``url`` for fsspec; ``path`` then only tells its name.
    """

    path: Path
    saved_as: str
    size: int
    url: str = ""

    def open(self) -> IO[bytes]:
        """The file, to be read from its beginning; it can be searched in. Raises OSError."""
        if not self.url:
            return self.path.open("rb")
        from pipelines.shards import fetched

        return fetched(self.url, self.size)


class InputError(ValueError):
    """The paths that were given do not lead to any article; the message is one line for the user."""


def find_sources(paths: Iterable[str | os.PathLike[str]]) -> list[Source]:
    """The files that ``paths`` (files, folders, glob patterns) lead to, in order, each once.

    Folders are searched through, sorted by name; hidden entries are skipped. Raises InputError for a path that does
    not exist, a pattern that matches nothing, a file of a form that is not known, or a folder without any article.
    """
    found: dict[Path, Source] = {}
    for given in (os.fspath(path) for path in paths):
        for path in _expand(given):
            if path.is_dir():
                sources = list(_walk(path))
                if not sources:
                    raise InputError(f"{given}: no articles in this folder (looked for {_forms()})")
            elif not path.name.lower().endswith(SUFFIXES):
                raise InputError(f"{given}: not a form that can be read; give {_forms()}")
            else:
                sources = [Source(path, path.name, path.stat().st_size)]
            for source in sources:
                found.setdefault(source.path.resolve(), source)
    return list(found.values())


class DocumentReader:
    """Iterates over the documents of ``sources`` in order, and Problems in the place of what could not be read.

    Raises nothing; holds one document at a time. ``bytes_read`` tells how far it has come in ``total_bytes``.
    """

    def __init__(self, sources: Sequence[Source]) -> None:
        self.sources = sources
        self.total_bytes = sum(source.size for source in sources)
        self._finished = 0
        self._handle: IO[bytes] | None = None

    @property
    def bytes_read(self) -> int:
        """Bytes of input, as they lie on the disk, read so far."""
        within = self._handle.tell() if self._handle and not self._handle.closed else 0
        return self._finished + within

    def __iter__(self) -> Iterator[Document | Problem]:
        for source in self.sources:
            yield from self.documents_of(source)

    def documents_of(self, source: Source) -> Iterator[Document | Problem]:
        """The documents of one of the sources."""
        try:
            with source.open() as self._handle:
                yield from _read(source, self._handle)
        except OSError as error:
            yield Problem(source.saved_as, f"cannot be read ({error.strerror or _short(error)}); check the file")
        self.pass_over(source)

    def pass_over(self, source: Source) -> None:
        """Count one of the sources as read."""
        self._handle = None
        self._finished += source.size


def _forms() -> str:
    return ".txt, .html, .htm, .html.gz, .jsonl, .jsonl.gz, .parquet, .warc, .warc.gz, .pdf, .docx, .xlsx, .xls"


def _expand(given: str) -> list[Path]:
    path = Path(given)
    if path.exists():
        return [path]
    if "://" in given:
        raise InputError(f"{given}: addresses are read by a cluster; add --engine dask, or give a path")
    if glob.has_magic(given):
        matches = [Path(match) for match in sorted(glob.glob(given, recursive=True))]  # noqa: PTH207 (absolute patterns)
        usable = [match for match in matches if match.is_dir() or match.name.lower().endswith(SUFFIXES)]
        if usable:
            return usable
        raise InputError(f"{given}: the pattern matches no articles; check it, and quote it in the shell")
    raise InputError(f"{given}: no such file or folder; check the path")


def _walk(folder: Path) -> Iterator[Source]:
    root = folder.resolve().name or "root"
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(here, name)
            if name.startswith(".") or not name.lower().endswith(SUFFIXES) or not path.is_file():
                continue
            inside = path.relative_to(folder).as_posix()
            yield Source(path, f"{root}/{inside}", path.stat().st_size)


def _read(source: Source, raw: IO[bytes]) -> Iterator[Document | Problem]:
    name = source.path.name.lower()
    if name.endswith((".warc", ".warc.gz")):
        yield from _read_warc(source, raw)
        return
    handle: IO[bytes] = cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if name.endswith(".gz") else raw
    if name.endswith((".jsonl", ".jsonl.gz")):
        yield from _read_jsonl(source, handle)
    elif name.endswith(".parquet"):
        yield from _read_parquet(source, raw)
    elif name.endswith(ATTACHMENTS):
        yield _read_file(source, handle, "attachment")
    else:
        yield _read_file(source, handle, "text" if name.endswith(".txt") else "html")


def _read_file(source: Source, handle: IO[bytes], form: Form) -> Document:
    try:
        data = handle.read(MAX_BYTES + 1)
        if len(data) <= MAX_BYTES:
            return Document(source.saved_as, form, data)
        digest = hashlib.sha256(data)
        while piece := handle.read(1 << 20):
            digest.update(piece)
    except _BROKEN_GZIP as error:
        problem = f"broken-gzip: {_short(error)}; save the page again"
        return Document(source.saved_as, form, b"", problem=problem, sha256=_file_sha256(source))
    problem = f"too-large: more than {MAX_BYTES >> 20} MB is no single article; split the file"
    return Document(source.saved_as, form, b"", problem=problem, sha256=digest.hexdigest())


def _file_sha256(source: Source) -> str:
    with source.open() as handle:
        digest = hashlib.sha256()
        while piece := handle.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _read_jsonl(source: Source, handle: IO[bytes]) -> Iterator[Document | Problem]:
    number = 0
    try:
        while line := handle.readline(MAX_BYTES + 1):
            number += 1
            where = f"{source.saved_as}#{number}"
            if len(line) > MAX_BYTES and not line.endswith(b"\n"):
                while (rest := handle.readline(MAX_BYTES)) and not rest.endswith(b"\n"):
                    pass
                yield Problem(where, f"line of more than {MAX_BYTES >> 20} MB left out; give one article a line")
            elif line.strip():
                yield _json_document(line, where)
    except _BROKEN_GZIP as error:
        what = f"compressed data broken after line {number} ({_short(error)}); save the file again for the rest"
        yield Problem(source.saved_as, what)
    if number == 0:
        yield Problem(source.saved_as, "empty file; nothing to read")


def _json_document(line: bytes, where: str) -> Document | Problem:
    try:
        value = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        return Problem(where, f"line is no JSON ({_short(error)}); left out, correct the line")
    if not isinstance(value, dict):
        return Problem(where, "line is no JSON object; expected fields url, html or text")
    return _document(value, where)


def _document(value: Mapping[str, Any], where: str) -> Document | Problem:
    html, text = value.get("html"), value.get("text")
    body = html or text
    if not isinstance(body, str | bytes):
        return Problem(where, "object has neither html nor text; left out")
    if len(body) > MAX_BYTES:
        return Problem(where, f"page of more than {MAX_BYTES >> 20} MB left out; no single article")

    def string(key: str) -> str:
        given = value.get(key)
        if isinstance(given, date):  # of a Parquet column with times
            return given.isoformat()
        return given.strip() if isinstance(given, str) else ""

    return Document(
        where,
        "html" if html else "text",
        body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass"),
        url=string("url"),
        title=string("title"),
        published_at=string("published_at"),
        fetched_at=string("fetched_at"),
    )


def _read_parquet(source: Source, handle: IO[bytes]) -> Iterator[Document | Problem]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        file = pq.ParquetFile(handle)
        columns = [name for name in file.schema_arrow.names if name in _FIELDS]
        if not {"html", "text"} & set(columns):
            yield Problem(source.saved_as, "has neither a column html nor text; nothing to read")
            return
        for batch in file.iter_batches(_ROWS, columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield _document(row, f"{source.saved_as}#{number}")
    except (pa.ArrowException, ValueError) as error:
        yield Problem(source.saved_as, f"Parquet broken after row {number} ({_short(error)}); save the file again")
        return
    if number == 0:
        yield Problem(source.saved_as, "empty file; nothing to read")


def _read_warc(source: Source, handle: IO[bytes]) -> Iterator[Document | Problem]:
    any_record = False
    for record in read_responses(handle, MAX_BYTES):
        where = f"{source.saved_as}#{record.offset}"
        any_record = True
        if record.problem:
            yield Problem(where, record.problem)
            continue
        kind = record.headers.get("content-type", "").lower()
        form = form_of(kind, record.url)
        if record.status != 200 or form is None:
            continue
        yield Document(
            where,
            form,
            record.payload,
            url=known_address(record.url),
            fetched_at=record.date,
            headers=record.headers,
        )
    if not any_record:
        yield Problem(source.saved_as, "no response records in this WARC; nothing to read")


def known_address(url: str) -> str:
    """The address of a saved page; empty where the corpus made one up, because a WARC record needs one."""
    return "" if url.startswith(NO_ADDRESS) else url


def form_of(content_type: str, url: str) -> Form | None:
    """What a response holds by its media type, and by its address where the type says nothing; None for no article."""
    path = url.split("?")[0].split("#")[0].lower()
    if any(name in content_type for name in _ATTACHMENT_TYPES):
        return "attachment"
    if ("octet-stream" in content_type or not content_type) and path.endswith(ATTACHMENTS):
        return "attachment"
    if "text/plain" in content_type:
        return "text"
    return "html" if not content_type or "html" in content_type else None


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:80]
