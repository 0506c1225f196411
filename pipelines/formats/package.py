"""datapackage.json: a Frictionless Data Package with the Table Schema of every CSV and the hash of every file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipelines import __version__
from pipelines.schema import ALL_TABLES, Column, Table

_MEDIA = {
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".html": "text/html",
}
_TYPES = {"datetime": "string", "list": "string"}  # days and times mixed; joined by ;


def package(folder: Path, names: Iterable[str], digests: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The description of the files ``names`` in ``folder``, with ``digests`` where they are known. run.json is left out: it differs between equal runs."""
    tables = {table.file: table for table in ALL_TABLES}
    return {
        "profile": "data-package",
        "name": "khenthuong",
        "title": "Awards in Vietnam's provinces, read from the news",
        "title_vi": "Khen thưởng ở các tỉnh, thành phố, đọc từ tin, bài",
        "description": "Counts of awards, recipients, campaigns and rates, each with the words that it was read from.",
        "description_vi": "Số liệu khen thưởng, đối tượng, phong trào thi đua, tỷ lệ; mỗi dòng kèm đoạn văn dẫn chứng.",
        "version": __version__,
        "resources": [
            _resource(folder / name, tables.get(name), (digests or {}).get(name) or digest(folder / name))
            for name in names if name not in ("datapackage.json", "run.json")
        ],
    }


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _resource(path: Path, table: Table | None, sha256: str) -> dict[str, Any]:
    name = path.name.replace(".csv", "") if table else path.name.replace(".", "-").lower()
    resource: dict[str, Any] = {
        "name": name,
        "path": path.name,
        "format": path.suffix[1:],
        "mediatype": _MEDIA.get(path.suffix, "application/octet-stream"),
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256}",
    }
    if table is None:
        return {**resource, "type": "file"}
    return {
        **resource,
        "profile": "tabular-data-resource",
        "type": "table",
        "encoding": "utf-8-sig",
        "dialect": {"lineTerminator": "\n"},
        "title": table.en,
        "title_vi": table.vi,
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.name not in ("summary", "campaigns"):
        schema["primaryKey"] = list(table.key)
    keys = [_foreign_key(table, column) for column in table.columns if column.refers_to]
    if keys:
        schema["foreignKeys"] = keys
    return schema


def _foreign_key(table: Table, column: Column) -> dict[str, Any]:
    other, name = column.refers_to.split(".")
    return {"fields": [column.name], "reference": {"resource": "" if other == table.name else other, "fields": [name]}}


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.unique:
        constraints["unique"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    return {
        "name": column.name,
        "type": _TYPES.get(column.type, column.type),
        "description": column.en,
        "description_vi": column.vi,
        **({"constraints": constraints} if constraints else {}),
    }
