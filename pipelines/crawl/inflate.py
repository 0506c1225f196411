"""Content-Encoding undone with a bound: a few kilobytes of gzip can be gigabytes of zeros."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_STEP = 256 * 1024
_CODINGS = frozenset({"gzip", "x-gzip", "deflate"})
_MOST_LAYERS = 3


class TooLarge(Exception):
    """The decoded body is larger than the limit."""


class BadEncoding(Exception):
    """The body is not what its Content-Encoding says, or the encoding is unknown."""


class _Layer:
    """One gzip or deflate layer. Gzip members that follow each other are one stream."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(47)  # 47: a zlib or a gzip header
        self._begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What ``data`` decodes to, in bounded pieces."""
        while data:
            try:
                piece = self._inner.decompress(data, _STEP)
            except zlib.error as error:
                if self._begun:
                    raise BadEncoding(f"broken compressed body ({error})") from error
                self._begun = True
                self._inner = zlib.decompressobj(-15)  # "deflate" without its header, as old servers send it
                continue
            self._begun = True
            if piece:
                yield piece
            if self._inner.eof:
                data = self._inner.unused_data
                if not data.startswith(b"\x1f\x8b"):
                    return
                self._inner = zlib.decompressobj(47)
            else:
                data = self._inner.unconsumed_tail


class Inflater:
    """Decodes a body as it arrives and counts what comes out; raises ``TooLarge`` at ``limit`` bytes."""

    def __init__(self, content_encoding: str, limit: int) -> None:
        names = [name.strip().lower() for name in content_encoding.split(",")]
        names = [name for name in names if name not in ("", "identity")]
        unknown = [name for name in names if name not in _CODINGS]
        if unknown or len(names) > _MOST_LAYERS:
            raise BadEncoding(f"Content-Encoding {content_encoding!r} is not supported")
        self._layers = [_Layer() for _ in names]
        self._limit = limit
        self.size = 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The decoded pieces of ``data``."""
        pieces: Iterator[bytes] = iter((data,))
        for layer in self._layers:
            pieces = _through(layer, pieces)
        for piece in pieces:
            self.size += len(piece)
            if self.size > self._limit:
                raise TooLarge(f"the body is larger than {self._limit // 1024} KB")
            yield piece


def _through(layer: _Layer, pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        yield from layer.feed(piece)


def inflate(raw: bytes, content_encoding: str, limit: int) -> bytes:
    """``raw`` decoded by ``content_encoding`` ("gzip", "gzip, gzip", …). Raises ``TooLarge`` or ``BadEncoding``."""
    if not content_encoding:
        if len(raw) > limit:
            raise TooLarge(f"the body is larger than {limit // 1024} KB")
        return raw
    return b"".join(Inflater(content_encoding, limit).feed(raw))
