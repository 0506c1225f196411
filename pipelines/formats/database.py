"""The dataset as one SQLite file: keys, references, indexes and views, ready for Datasette."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipelines.schema import ALL_TABLES, Column, Table
from pipelines.tables import cell

_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
_ORDER = ("articles", "events", "campaigns", "awards", "recipients", "rates", "summary")
_PAIRED = {("awards", "campaign_id"): ("article_id", "campaign_id")}  # unique only together with the article


def write_database(path: Path, rows: Mapping[str, Sequence[Sequence[Any]]]) -> None:
    """Write all tables of ``rows`` into a new SQLite file. The same rows give the same bytes."""
    tables = {table.name: table for table in ALL_TABLES}
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("BEGIN")
        for name in _ORDER:
            table = tables[name]
            db.execute(_create(table))
            marks = ", ".join("?" * len(table.columns))
            db.executemany(f"INSERT INTO {name} VALUES ({marks})", (_values(table, row) for row in rows[name]))
            for column in _indexed(table):
                db.execute(f"CREATE INDEX {name}_{column} ON {name} ({_quoted(column)})")
        db.execute("CREATE TABLE columns (tbl TEXT, name TEXT, type TEXT, en TEXT, vi TEXT, PRIMARY KEY (tbl, name))")
        db.executemany(
            "INSERT INTO columns VALUES (?, ?, ?, ?, ?)",
            ((name, c.name, c.type, c.en, c.vi) for name in _ORDER for c in tables[name].columns),
        )
        db.commit()
        db.executescript((files("pipelines.formats") / "views.sql").read_text("utf-8"))
        db.execute("ANALYZE")
        db.commit()


def _create(table: Table) -> str:
    lines = [f"  {_quoted(column.name)} {_TYPES.get(column.type, 'TEXT')}{_rules(column)}" for column in table.columns]
    if table.name == "summary":
        key: tuple[str, ...] = ()  # some cells of its key are unknown
    elif table.name == "campaigns":
        key = ("article_id", "campaign_id")
    else:
        key = table.key
    if key:
        lines.append(f"  PRIMARY KEY ({', '.join(key)})")
    for column in table.columns:
        if column.refers_to and (table.name, column.name) != ("events", "campaign_id"):  # an event has no article
            other, name = column.refers_to.split(".")
            mine: tuple[str, ...] = _PAIRED.get((table.name, column.name), (column.name,))
            theirs: tuple[str, ...] = (name,)
            if len(mine) > 1:
                theirs = mine
            lines.append(
                f"  FOREIGN KEY ({', '.join(mine)}) REFERENCES {other} ({', '.join(theirs)}) DEFERRABLE INITIALLY DEFERRED"
            )
    body = ",\n".join(lines)
    return f"CREATE TABLE {table.name} (\n{body}\n)"


def _rules(column: Column) -> str:
    rules = " NOT NULL" if column.required else ""
    if column.values:
        allowed = ", ".join("'" + value.replace("'", "''") + "'" for value in column.values)
        rules += f" CHECK ({_quoted(column.name)} IN ({allowed}))"
    return rules


def _indexed(table: Table) -> list[str]:
    wanted = ("article_id", "event_id", "province_2025", "award", "published_at", "period", "campaign_id", "award_id",
              "part_of", "part_of_event", "first_published", "follows", "source", "same_as", "name")  # fmt: skip
    return [column.name for column in table.columns if column.name in wanted and table.key[:1] != (column.name,)]


def _values(table: Table, row: Sequence[Any]) -> list[Any]:
    return [
        None if value is None or value == "" or value == ()
        else int(value) if column.type == "boolean"
        else cell(value) if column.type == "list"
        else value
        for column, value in zip(table.columns, row, strict=True)
    ]  # fmt: skip


def _quoted(name: str) -> str:
    return f'"{name}"'
