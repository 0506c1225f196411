"""What was read of a page, packed for its place on the disk and for the way from one process to another."""

from __future__ import annotations

import json
import marshal
import zlib
from array import array
from collections.abc import Sequence
from typing import Any, NamedTuple

from pipelines.copies import gate
from pipelines.schema import ARTICLES, TABLES
from pipelines.tables import ArticleRows

OTHERS = tuple(table.name for table in TABLES if table is not ARTICLES)
"""The tables that only some articles have rows in."""


class Damaged(Exception):
    """A kept result cannot be read; ``Store.repair`` takes such ones out, and all has to be collected again."""


class Packed(NamedTuple):
    """The rows of an article, and what is asked for without unpacking them."""

    article_id: str
    published_at: str
    fetched_at: str
    sha256: str
    text_found: bool
    states: bool  # whether tables other than articles have rows of it
    warnings: str
    saved_as: str
    gate: bytes
    article: bytes
    tables: bytes
    shingles: bytes
    shown: bytes


def unpack(packed: Packed) -> ArticleRows:
    """The rows that ``pack`` packed."""
    others = unpacked(packed.tables) if packed.tables else {}
    rows = {name: others.get(name, []) for name in OTHERS} | {ARTICLES.name: [unpacked(packed.article)]}
    return ArticleRows(packed.article_id, rows, packed.text_found, tuple(warnings_of(packed.warnings)),
                       array("I", packed.shingles), packed.shown)  # fmt: skip


def pack(rows: ArticleRows) -> Packed:
    """Pack the rows of an article."""
    others = {name: rows.rows[name] for name in OTHERS if rows.rows[name]}
    return Packed(
        rows.article_id, rows.article_value("published_at"), rows.article_value("fetched_at"),
        rows.article_value("content_sha256"), rows.text_found, bool(others),
        json.dumps(rows.warnings, ensure_ascii=False) if rows.warnings else "", rows.article_value("saved_as"),
        array("I", gate(rows.shingles)).tobytes(), packed_value(rows.rows[ARTICLES.name][0]),
        packed_value(others) if others else b"", rows.shingles.tobytes(), rows.reading,
    )  # fmt: skip


def packed_value(value: Any) -> bytes:
    """Rows or parts of them as bytes."""
    return zlib.compress(marshal.dumps(value, 4), 1)


def unpacked(data: bytes) -> Any:
    """What ``packed_value`` packed. Raises Damaged."""
    try:
        return marshal.loads(zlib.decompress(data))  # the checksum has told damage before marshal sees it
    except (zlib.error, ValueError, EOFError, TypeError) as error:
        raise Damaged from error


def warnings_of(text: str) -> Sequence[str]:
    """The warnings of a packed article."""
    return json.loads(text) if text else ()
