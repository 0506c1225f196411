"""Parquet partitions of a corpus: what was read of each shard, as files on storage that all machines see.

Under the given address lie ``awards/``, ``recipients/``, ``campaigns/``, ``rates/``, ``articles/`` (the tables' own
columns, before copies and events are known) and ``texts/`` (what comparing articles and showing them needs), a file per
shard in each, and ``done/`` with a note per shard that is complete. A shard with a note is not read again.
"""

from __future__ import annotations

import json
import uuid
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from pipelines.formats.parquet import arrow, rows_of, schema
from pipelines.inputs import Problem
from pipelines.schema import ARTICLES, TABLES
from pipelines.shards import Shard, storage
from pipelines.tables import ArticleRows, Row

_GROUP = 500  # articles in memory at a time
_COMPACT: dict[str, Any] = {"use_dictionary": False, "column_encoding": {"shingles.list.element": "DELTA_BINARY_PACKED"}}
"""Shingles are sorted numbers that never come twice."""
_HOLDER = ARTICLES.header.index("article_id")


@dataclass(frozen=True, slots=True)
class Part:
    """What is known of a shard that was read. ``problems`` are (place in the shard, where, what), also
    the warnings of articles."""

    name: str
    folder: str
    articles: int
    problems: tuple[tuple[int, str, str], ...] = ()

    def path(self, kind: str) -> str:
        """Where its file of a kind lies."""
        return f"{self.folder}/{kind}/{self.name}.parquet"


def part_name(shard: Shard, version: str) -> str:
    """The name of a shard's files: another for another content, place or reading version."""
    return f"{shard.stamp}-{version.rpartition('+')[2]}"


def find_part(folder: str, name: str) -> Part | None:
    """The part that an earlier run read; None where it is to be read."""
    system, root = storage(folder)
    try:
        note = json.loads(system.cat_file(f"{root}/done/{name}.json"))
        return Part(name, folder, note["articles"], tuple((n, where, what) for n, where, what in note["problems"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_part(folder: str, name: str, results: Iterable[tuple[int, ArticleRows | Problem]]) -> Part:
    """Write what was read of a shard, given with the places in it, and then its note. Raises OSError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    system, root = storage(folder)
    schemas = {table.name: schema(table, resolved=False) for table in TABLES} | {"texts": _texts_schema()}
    mark = uuid.uuid4().hex  # two machines may write one part, where one of them was taken for dead
    for kind in (*schemas, "done"):
        system.makedirs(f"{root}/{kind}", exist_ok=True)
    unfinished = {kind: f"{root}/{kind}/.{name}.{mark}" for kind in schemas}
    handles = {kind: system.open(path, "wb") for kind, path in unfinished.items()}
    writers = {
        kind: pq.ParquetWriter(handles[kind], schemas[kind], compression="zstd", **(_COMPACT if kind == "texts" else {}))
        for kind in schemas
    }
    problems: list[tuple[int, str, str]] = []
    number = 0
    try:
        iterator = iter(results)
        while group := list(islice(iterator, _GROUP)):
            problems += [(place, item.where, item.what) for place, item in group if isinstance(item, Problem)]
            read = [(place, item) for place, item in group if isinstance(item, ArticleRows)]
            problems += [(place, item.article_value("saved_as"), what) for place, item in read for what in item.warnings]
            number += len(read)
            for table in TABLES:
                rows = [row for _, item in read for row in item.rows[table.name]]
                writers[table.name].write_table(arrow(table, rows, resolved=False))
            writers["texts"].write_table(pa.Table.from_pylist([_text(*each) for each in read], _texts_schema()))
    finally:
        for kind in schemas:
            writers[kind].close()
            handles[kind].close()
    part = Part(name, folder, number, tuple(problems))
    for kind, path in unfinished.items():
        system.mv(path, f"{root}/{kind}/{name}.parquet")
    note = asdict(part)
    system.pipe_file(f"{root}/done/{name}.json", json.dumps(note, ensure_ascii=False).encode("utf-8", "replace"))
    return part


def read_texts(part: Part, columns: Collection[str]) -> Any:
    """Columns of a part's texts, as an Arrow table: a row per saved page, in the order of the shard."""
    import pyarrow.parquet as pq

    system, path = storage(part.path("texts"))
    with system.open(path, "rb") as handle:
        return pq.read_table(handle, columns=list(columns))


def read_rows(part: Part, table: str, left_out: Collection[int] = ()) -> Iterator[list[Row]]:
    """The rows of a table for each saved page of a part, in its order, without the pages ``left_out``."""
    import pyarrow.parquet as pq

    definition = next(each for each in TABLES if each.name == table)
    counts = read_texts(part, ["counts"]).column("counts").to_pylist()
    at = [each.name for each in TABLES].index(table)
    system, path = storage(part.path(table))
    with system.open(path, "rb") as handle:
        file = pq.ParquetFile(handle)
        rows = (row for batch in file.iter_batches() for row in rows_of(definition, batch))
        for page, numbers in enumerate(counts):
            mine = list(islice(rows, numbers[at]))
            if page not in left_out:
                yield mine


def read_articles(part: Part, left_out: Collection[int] = ()) -> Iterator[ArticleRows]:
    """Everything that was read of the pages of a part, in its order, without the pages ``left_out``."""
    texts = read_texts(part, ["text_found", "shingles", "reading"]).to_pylist()
    for page, text in enumerate(texts):
        text["page"] = page
    kept = [text for text in texts if text["page"] not in left_out]
    tables = zip(*(read_rows(part, table.name, left_out) for table in TABLES), strict=True)
    warnings = ARTICLES.header.index("warnings")
    for text, rows in zip(kept, tables, strict=True):
        named = dict(zip((table.name for table in TABLES), rows, strict=True))
        first = named[ARTICLES.name][0]
        yield ArticleRows(str(first[_HOLDER]), named, text["text_found"], first[warnings],
                          array("I", text["shingles"]), text["reading"] or b"")  # fmt: skip


def _texts_schema() -> Any:
    import pyarrow as pa

    return pa.schema(
        {
            "article_id": pa.string(),
            "place": pa.int64(),
            "content_sha256": pa.string(),
            "fetched_at": pa.string(),
            "text_found": pa.bool_(),
            "counts": pa.list_(pa.int32()),  # rows in each of the tables
            "shingles": pa.list_(pa.uint32()),
            "reading": pa.binary(),
        }
    )


def _text(place: int, item: ArticleRows) -> Mapping[str, Any]:
    return {
        "article_id": item.article_id,
        "place": place,
        "content_sha256": item.article_value("content_sha256"),
        "fetched_at": item.article_value("fetched_at"),
        "text_found": item.text_found,
        "counts": [len(item.rows[table.name]) for table in TABLES],
        "shingles": list(item.shingles),
        "reading": item.reading or None,
    }
