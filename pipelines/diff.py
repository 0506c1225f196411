"""What changed between two outputs: rows added, removed and changed, by stable id, and why where that is known."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.schema import ALL_TABLES, Table
from pipelines.tables import read_csv

_OF_OTHERS = frozenset({"event_id", "part_of_event", "follows", "same_as", "n_rows", "n_articles"})
"""Columns that other articles decide: where only these differ, the article's own reading is the same."""


class DiffError(ValueError):
    """A folder is no output; the message is one line for the user."""


@dataclass(frozen=True, slots=True)
class Change:
    """A row that is in one output only (``added``, ``removed``), or whose cells differ (``changed``).

    ``key`` are the values of the table's key; ``cells`` column -> (before, after) of what differs; ``row`` the row as it
    is now, or was.
    """

    table: str
    kind: str
    key: tuple[str, ...]
    why: str
    row: dict[str, str]
    cells: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Difference:
    """All changes between two outputs, in the order of the tables, and the numbers of rows before and after."""

    changes: list[Change]
    rows: dict[str, tuple[int, int]]
    versions: tuple[str, str]

    def counts(self) -> dict[str, Counter[str]]:
        """table -> kind -> how many."""
        found: dict[str, Counter[str]] = {name: Counter() for name in self.rows}
        for change in self.changes:
            found[change.table][change.kind] += 1
        return found

    def as_json(self) -> dict[str, Any]:
        """For programs: the same as plain values."""
        return {
            "versions": list(self.versions),
            "tables": {
                name: {"before": before, "after": after, **self.counts()[name]}
                for name, (before, after) in self.rows.items()
            },
            "changes": [
                {
                    "table": c.table,
                    "change": c.kind,
                    "key": dict(zip(_table(c.table).key, c.key, strict=True)),
                    "why": c.why,
                    **({"cells": {k: list(v) for k, v in c.cells.items()}} if c.cells else {"row": c.row}),
                }
                for c in self.changes
            ],
        }


@dataclass(slots=True)
class _Output:
    tables: dict[str, dict[tuple[str, ...], dict[str, str]]]
    version: str
    dropped: frozenset[str]

    def article(self, article_id: str) -> dict[str, str] | None:
        return self.tables["articles"].get((article_id,))


def diff(before: Path, after: Path) -> Difference:
    """Compare two output folders. Raises DiffError when one of them is none.

    Why a row changed: ``new article``, ``article gone``, ``article changed`` (its bytes differ), ``correction`` (a person
    reviewed the row), ``other articles`` (only what they decide differs), ``version``, or "" where it is not known.
    """
    old, new = _read(before), _read(after)
    changes: list[Change] = []
    for table in ALL_TABLES:
        was, now = old.tables.get(table.name, {}), new.tables.get(table.name, {})
        changes += _changes(table, was, now, old, new)
    rows = {t.name: (len(old.tables.get(t.name, {})), len(new.tables.get(t.name, {}))) for t in ALL_TABLES}
    return Difference(changes, rows, (old.version, new.version))


def _changes(table: Table, was: Any, now: Any, old: _Output, new: _Output) -> Iterator[Change]:
    for key in sorted(was.keys() | now.keys()):
        if key not in now:
            yield Change(table.name, "removed", key, _why(table, was[key], old, new, "removed", set()), was[key])
        elif key not in was:
            yield Change(table.name, "added", key, _why(table, now[key], old, new, "added", set()), now[key])
        else:
            columns = [name for name in now[key] if name in was[key]]
            cells = {n: (was[key][n], now[key][n]) for n in columns if was[key][n] != now[key][n]}
            if cells:
                yield Change(table.name, "changed", key, _why(table, now[key], old, new, "changed", set(cells)), now[key],
                             cells)  # fmt: skip


def _why(table: Table, row: dict[str, str], old: _Output, new: _Output, kind: str, columns: set[str]) -> str:
    if columns and columns <= _OF_OTHERS:
        return "other articles"
    article_id = row.get("article_id", "")
    if not article_id:
        return "" if old.version == new.version else "version"
    was, now = old.article(article_id), new.article(article_id)
    if was is None or now is None:
        return "new article" if was is None else "article gone"
    if was["content_sha256"] != now["content_sha256"]:
        return "article changed"
    if "reviewed" in columns or (table.name == "awards" and row.get("reviewed") and kind == "changed"):
        return "correction"
    if row.get("award_id", "") in old.dropped ^ new.dropped:
        return "correction"
    return "" if old.version == new.version else "version"


def _read(folder: Path) -> _Output:
    tables: dict[str, dict[tuple[str, ...], dict[str, str]]] = {}
    for table in ALL_TABLES:
        path = folder / table.file
        try:
            rows = read_csv(path)
            tables[table.name] = {tuple(row[name] for name in table.key): row for row in rows}
        except FileNotFoundError:
            if table.name in ("awards", "articles"):
                raise DiffError(f"{folder}: has no {table.file}; give a folder that khenthuong extract wrote") from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DiffError(f"{path}: is no table of ours ({error}); see khenthuong validate {folder}") from error
    try:
        run = json.loads((folder / "run.json").read_text("utf-8"))
        version = str(run.get("reading") or run.get("version", ""))
        dropped = frozenset(run.get("dropped", ()))
    except (OSError, ValueError, AttributeError, TypeError):
        version, dropped = "", frozenset()
    return _Output(tables, version, dropped)


def _table(name: str) -> Table:
    return next(table for table in ALL_TABLES if table.name == name)
