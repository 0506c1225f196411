"""WARC files as crawls write them."""

from __future__ import annotations

import io

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter


def record(
    url: str, html: str, *, gzip: bool = True, status: str = "200 OK", kind: str = "text/html; charset=utf-8"
) -> bytes:
    """The bytes of one response record."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=gzip)
    headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
    response = writer.create_warc_record(
        url,
        "response",
        payload=io.BytesIO(html.encode()),
        http_headers=headers,
        warc_headers_dict={"WARC-Date": "2024-05-01T02:03:04Z"},
    )
    writer.write_record(response)
    return buffer.getvalue()


def page(title: str, *paragraphs: str) -> str:
    """A plain article page."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html lang=vi><head><meta charset=utf-8><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )
