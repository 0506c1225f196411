"""Tables as Parquet: typed columns, lists as lists; times stay text, since some are days and some have an hour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.schema import Column, Table


def write_parquet(path: Path, table: Table, rows: Sequence[Sequence[Any]]) -> None:
    """Write ``rows`` (values in the order of the table's columns) to ``path``. Unknown is null."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types: dict[str, Any] = {
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "list": pa.list_(pa.string()),
    }
    schema = pa.schema(
        [
            pa.field(column.name, types.get(column.type, pa.string()), not column.required, {"description": column.en})
            for column in table.columns
        ],
        {"description": table.en},
    )
    columns = [
        pa.array([_value(column, row[at]) for row in rows], type=schema.field(at).type)
        for at, column in enumerate(table.columns)
    ]
    pq.write_table(pa.Table.from_arrays(columns, schema=schema), path, compression="zstd")


def _value(column: Column, value: Any) -> Any:
    if value is None or value == "":
        return None
    if column.type == "date":
        return date.fromisoformat(value)
    return list(value) if column.type == "list" else value
