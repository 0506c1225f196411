"""Response records of WARC files, robust to records that break off.

A crawl that was killed leaves a record cut in the middle, and the next crawl appends after it. Common readers stop
there in silence. This one tells of the broken record and goes on at the next one.
"""

from __future__ import annotations

import contextlib
import io
import zlib
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

_CHUNK = 1 << 20
_PLAIN = b"WARC/1."
_GZIP = b"\x1f\x8b\x08"


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP response of a WARC: ``payload`` without transfer and content encoding, header names in lower case.

    ``offset`` is the byte at which the record begins in the file. ``problem`` says in one line why there is no payload.
    """

    offset: int
    url: str = ""
    date: str = ""
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    payload: bytes = b""
    problem: str = ""


def read_responses(handle: IO[bytes], max_bytes: int) -> Iterator[Response]:
    """The response records of an open WARC (plain, or gzip with a member per record), in order.

    ``handle`` must be seekable. A payload of more than ``max_bytes`` gives a Response with a ``problem``, as does a
    record that breaks off or is malformed; reading goes on at the next record. Raises OSError from the file only.
    """
    head = handle.read(2)
    handle.seek(0)
    start: int | None = 0
    while start is not None:
        handle.seek(start)
        start = yield from _read_run(handle, start, head == _GZIP[:2], max_bytes)


def _read_run(handle: IO[bytes], start: int, gzipped: bool, max_bytes: int) -> Generator[Response, None, int | None]:
    """Read from ``start`` up to the end or a broken record; returns where to go on, None at the end."""
    from warcio.archiveiterator import ArchiveIterator

    iterator: Any = ArchiveIterator(handle, arc2warc=True)
    end = start  # of the last whole record
    while True:
        offset = max(start, iterator.offset)
        response: Response | None = None
        # warcio tells of a bad record on stderr; it is told of in the run's own words below.
        with contextlib.redirect_stderr(io.StringIO()):
            try:
                record = next(iterator, None)
                if record is None:
                    if not _anything_at(handle, end):
                        return None
                    offset = end  # what follows does not even open as a record: to warcio the file ends here
                    raise ValueError
                if _runs_into_another(record):
                    raise ValueError
                if record.rec_type == "response" and record.http_headers is not None:
                    response = _response(record, offset, max_bytes)
                while record.raw_stream.read(_CHUNK):
                    pass
                whole = getattr(record.raw_stream, "limit", 0) == 0
                iterator.read_to_end()
                whole = whole and iterator.err_count == 0
                end = iterator.get_record_offset() + iterator.get_record_length()
                whole = whole and (not gzipped or _whole_member(handle, offset, end))
            except Exception:  # a malformed record can fail anywhere in the parser
                whole = False
        if not whole:
            resume = _next_start(handle, offset + 1, gzipped)
            after = f"reading goes on at byte {resume}" if resume is not None else "nothing can be read after it"
            yield Response(offset, problem=f"record breaks off or is malformed; {after}; fetch its page again")
            return resume
        if response is not None:
            yield response


def _whole_member(handle: IO[bytes], start: int, end: int) -> bool:
    """Whether ``[start, end)`` is one gzip member with a right checksum; warcio takes what it can of a broken one."""
    here = handle.tell()
    handle.seek(start)
    inflate = zlib.decompressobj(31)
    left = end - start
    try:
        while left > 0 and not inflate.eof and (chunk := handle.read(min(_CHUNK, left))):
            left -= len(chunk)
            while chunk and not inflate.eof:
                inflate.decompress(chunk, _CHUNK)
                chunk = inflate.unconsumed_tail
    except zlib.error:
        return False
    finally:
        handle.seek(here)
    return inflate.eof


def _anything_at(handle: IO[bytes], position: int) -> bool:
    """Whether more than blank space is left in the file; the place of reading is kept."""
    here = handle.tell()
    handle.seek(position)
    left = any(chunk.strip() for chunk in iter(lambda: handle.read(_CHUNK), b""))
    handle.seek(here)
    return left


def _runs_into_another(record: Any) -> bool:
    """Whether the record was cut inside its header, so that the parser took the next record's header for its own."""
    names = [str(name).lower() for name, _ in record.rec_headers.headers]
    return names.count("warc-type") > 1 or any("WARC/1." in f"{n}{v}" for n, v in record.rec_headers.headers)


def _response(record: Any, offset: int, max_bytes: int) -> Response:
    headers = {str(name).lower(): str(value) for name, value in record.http_headers.headers}
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    date = record.rec_headers.get_header("WARC-Date") or ""
    status = int(record.http_headers.get_statuscode() or 0)
    stream = record.content_stream()
    payload = bytearray()
    while len(payload) <= max_bytes and (piece := stream.read(_CHUNK)):
        payload += piece
    problem = ""
    if len(payload) > max_bytes:
        payload, problem = bytearray(), f"page of more than {max_bytes >> 20} MB left out; no single article"
    return Response(offset, url, date, status, headers, bytes(payload), problem)


def _next_start(handle: IO[bytes], start: int, gzipped: bool) -> int | None:
    """The byte at or after ``start`` where a record begins, or None."""
    magic = _GZIP if gzipped else _PLAIN
    position = start
    handle.seek(start)
    tail = b""
    while chunk := handle.read(_CHUNK):
        window = tail + chunk
        base = position - len(tail)
        at = window.find(magic)
        while at >= 0:
            if _begins_record(handle, base + at, gzipped):
                return base + at
            at = window.find(magic, at + 1)
        position += len(chunk)
        handle.seek(position)
        tail = window[-(len(magic) - 1) :]
    return None


def _begins_record(handle: IO[bytes], position: int, gzipped: bool) -> bool:
    handle.seek(position)
    head = handle.read(512)
    if gzipped:
        try:
            head = zlib.decompressobj(31).decompress(head, 512)
        except zlib.error:
            return False
    return head.startswith(_PLAIN) and b"\r\nWARC-" in head
