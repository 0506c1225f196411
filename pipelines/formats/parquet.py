"""Tables as Parquet: typed columns, lists as lists; times stay text, since some are days and some have an hour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from pipelines.schema import Column, Table

_GROUP = 20_000  # rows that are in memory in columns at a time
_UNKNOWN = {"integer": None, "number": None, "boolean": None, "list": ()}


def write_parquet(path: Path, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """Write ``rows`` (values in the order of the table's columns) to ``path``. Unknown is null."""
    import pyarrow.parquet as pq

    with pq.ParquetWriter(path, schema(table), compression="zstd") as writer:
        for group in _groups(rows):
            writer.write_table(arrow(table, group))


def schema(table: Table, resolved: bool = True) -> Any:
    """The Arrow schema of a table; of one that is not ``resolved`` any column may be unknown."""
    import pyarrow as pa

    types: dict[str, Any] = {
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "list": pa.list_(pa.string()),
    }
    return pa.schema(
        [
            pa.field(column.name, types.get(column.type, pa.string()), not (resolved and column.required),
                     {"description": column.en})
            for column in table.columns
        ],
        {"description": table.en},
    )


def arrow(table: Table, rows: Sequence[Sequence[Any]], resolved: bool = True) -> Any:
    """``rows`` as an Arrow table with the ``schema``."""
    import pyarrow as pa

    described = schema(table, resolved)
    columns = [
        pa.array([_value(column, row[at]) for row in rows], type=described.field(at).type)
        for at, column in enumerate(table.columns)
    ]
    return pa.Table.from_arrays(columns, schema=described)


def rows_of(table: Table, arrow_table: Any) -> list[tuple[Any, ...]]:
    """The rows of what ``arrow`` made, as they were."""
    columns: list[list[Any]] = []
    for column in table.columns:
        values = arrow_table.column(column.name).to_pylist()
        unknown: Any = _UNKNOWN.get(column.type, "")
        if column.type == "list":
            columns.append([tuple(value or ()) for value in values])
        elif column.type == "date":
            columns.append([value.isoformat() if value else "" for value in values])
        else:
            columns.append([unknown if value is None else value for value in values])
    return list(zip(*columns, strict=True))


def _groups(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    iterator = iter(rows)
    while group := list(islice(iterator, _GROUP)):
        yield group


def _value(column: Column, value: Any) -> Any:
    if value is None or value == "":
        return None
    if column.type == "date":
        return date.fromisoformat(value)
    return list(value) if column.type == "list" else value
