"""Ids of articles and of their content: what makes two saved pages the same article."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}


def article_id(url: str, saved_as: str, content_sha256: str) -> str:
    """A stable id: 16 hex digits.

    Where the address is known, it decides: the same page fetched again keeps its id. Else the name of the file (not
    its folder, so that a corpus can be moved) and the content do.
    """
    key = f"url\n{same_address(url)}" if url else f"file\n{file_name(saved_as)}\n{content_sha256}"
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:16]


def same_address(url: str) -> str:
    """``url`` without what does not change the page: scheme, ``www.``, default port, fragment, closing slash."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port and parts.port != _PORTS.get(parts.scheme) else ""
    except ValueError:
        return url.strip()
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{port}{parts.path.rstrip('/')}{query}"


def file_name(saved_as: str) -> str:
    """The file's name inside ``saved_as``, without folder and without the place of a record in it."""
    return saved_as.split("#")[0].rsplit("/", 1)[-1]


def sha256(data: bytes) -> str:
    """Hex digest of the bytes."""
    return hashlib.sha256(data).hexdigest()
