"""Readers of web pages: bytes of a saved page in, Article out."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from urllib.parse import urlsplit

from extract.model import Article, Block, BlockKind


def read_page(data: bytes, url: str = "", headers: Mapping[str, str] | None = None, fetched_at: str = "") -> Article:
    """Read a saved HTML page.

    ``headers`` are the HTTP response headers as received, if known; ``fetched_at`` is the ISO 8601 time of the fetch.
    Never raises for any bytes: what is wrong with them is told in ``Article.warnings`` and ``page_class``.
    This first reader keeps the title and what trafilatura takes for the body, one block a line.
    """
    import trafilatura
    from bs4 import BeautifulSoup

    host = (urlsplit(url).hostname or "").removeprefix("www.")
    empty = Article(text="", url=url, source=host, fetched_at=fetched_at, page_class="empty", parser="generic/1")
    if b"\0" in data[:1024] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Article(
            text="",
            url=url,
            source=host,
            fetched_at=fetched_at,
            page_class="empty",
            parser="generic/1",
            warnings=("no-text: the bytes are no HTML page",),
        )
    soup = BeautifulSoup(data, "lxml", from_encoding="utf-8" if _is_utf8(data) else None)
    heading = soup.find("h1") or soup.find("title")
    title = _clean(heading.get_text(" ")) if heading else ""
    body = trafilatura.extract(str(soup), include_comments=False, include_tables=True, favor_recall=True) or ""
    lines = [line for line in (_clean(line) for line in body.splitlines()) if line and line != title]
    if not lines:
        return empty
    kinds: list[tuple[BlockKind, str]] = [("title", title)] if title else []
    kinds += [("paragraph", line) for line in lines]
    text, blocks = "", []
    for kind, line in kinds:
        blocks.append(Block(kind, len(text), len(text) + len(line)))
        text += line + "\n"
    return Article(
        text=text, blocks=tuple(blocks), url=url, source=host, title=title, fetched_at=fetched_at, parser="generic/1"
    )


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
