"""One saved page as a WARC record: what is written for a fetch, and how it is read back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


class CorpusError(Exception):
    """The corpus cannot be read or written; the message says what, where and what to do."""


@dataclass(frozen=True, slots=True)
class Record:
    """Where a page's bytes are: a WARC file in the corpus, offset and length of the record in it."""

    warc: str
    offset: int
    length: int

    @property
    def saved_as(self) -> str:
        """As in ``articles.csv``: ``warc/NAME.warc.gz#OFFSET``."""
        return f"{self.warc}#{self.offset}"


@dataclass(slots=True)
class Fetch:
    """One answered or failed request chain. Times in seconds since the epoch; ``headers`` of the final answer."""

    key: str
    source: str
    kind: str
    url: str
    started: float
    ended: float
    hops: list[dict[str, Any]] = field(default_factory=list)
    status: int | None = None
    error: str = ""
    message: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    ip: str = ""
    tls: str = "default"
    robots: str = ""
    seed: str = ""
    run: int | None = None
    code: str = ""
    sha256: str = ""
    size: int | None = None
    record: Record | None = None


@dataclass(slots=True)
class Payload:
    """The bytes of a response to be saved: status line, headers, and the body as transferred."""

    status_line: str
    headers: Sequence[tuple[str, str]]
    raw: bytes


def warc_time(seconds: float) -> str:
    """Seconds since the epoch as in a WARC-Date."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def encode_record(fetch: Fetch, payload: Payload) -> bytes:
    """The WARC response record of a fetch, as one gzip member."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    # the body is saved without its chunks, so the header that announces them must not stay as it was
    headers = [
        ("X-Crawler-Transfer-Encoding" if name.lower() == "transfer-encoding" else name, value)
        for name, value in payload.headers
    ]
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    record = writer.create_warc_record(
        fetch.url,
        "response",
        payload=io.BytesIO(payload.raw),
        length=len(payload.raw),
        http_headers=StatusAndHeaders(payload.status_line, headers, protocol="HTTP/1.1"),
        warc_headers_dict={
            "WARC-Date": warc_time(fetch.started),
            **({"WARC-IP-Address": fetch.ip} if fetch.ip else {}),
        },
    )
    writer.write_record(record)
    return out.getvalue()


def decoded(raw: bytes, coding: str) -> bytes:
    """A saved body without its Content-Encoding; as it is where it was none."""
    from pipelines.crawl.inflate import BadEncoding, inflate

    try:
        return inflate(raw, coding, 1024**3)
    except BadEncoding:
        return raw


def read_record(path: Path, offset: int) -> tuple[int, tuple[tuple[str, str], ...], bytes, str]:
    """(status, headers, decoded body, URL) of the WARC response record at ``offset``. Raises ``CorpusError``."""
    from warcio.archiveiterator import ArchiveIterator

    try:
        with path.open("rb") as file:
            file.seek(offset)
            record = next(iter(ArchiveIterator(file)))
            raw = record.raw_stream.read()
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror or error})") from error
    except (StopIteration, Exception) as error:
        raise CorpusError(f"{path}#{offset}: no whole record here; run `khenthuong corpus verify`") from error
    headers = tuple((str(k), str(v)) for k, v in record.http_headers.headers) if record.http_headers else ()
    coding = next((v for k, v in headers if k.lower() == "content-encoding"), "")
    code = record.http_headers.get_statuscode() if record.http_headers else "200"
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "")
    return int(code) if str(code).isdigit() else 0, headers, decoded(raw, coding), url
