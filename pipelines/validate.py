"""Is an output folder what the contract says? Every fault with its file, row and column, and what is wrong."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pipelines.formats import DATABASE, PACKAGE
from pipelines.formats.package import digest
from pipelines.schema import ALL_TABLES, ARTICLES, AWARDS, EVENTS, SUMMARY, TABLES, Column, Table
from pipelines.tables import cell, unsafe

_INTEGER = re.compile(r"-?(?:0|[1-9]\d*)")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

Texts = Callable[[dict[str, str]], str | None]
"""Gives the text of an article from its row in articles.csv; None where it is not at hand."""


@dataclass(frozen=True, slots=True)
class Fault:
    """``row`` counts as a spreadsheet does, the header being 1; 0 is the file as a whole."""

    file: str
    what: str
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        where = f"{self.file} row {self.row}" if self.row else self.file
        return f"{where}, {self.column}: {self.what}" if self.column else f"{where}: {self.what}"


@dataclass(slots=True)
class _Read:
    table: Table
    rows: list[dict[str, str]]
    lines: list[int]


def validate(folder: Path, texts: Texts | None = None) -> list[Fault]:
    """All faults of the output in ``folder``, in the order of the tables. Raises OSError if there is no such folder.

    ``texts`` gives the articles' texts; with them, evidence is compared with the words at its offsets.
    """
    list(folder.iterdir())
    faults = list(_package(folder))
    read: dict[str, _Read] = {}
    for table in ALL_TABLES:
        path = folder / table.file
        if not path.is_file():
            faults.append(Fault(table.file, "is missing; run khenthuong extract again"))
            continue
        found = _read(path, table, faults)
        if found:
            read[table.name] = found
    for one in read.values():
        faults += _cells(one)
        faults += _keys(one)
    faults += _references(read)
    faults += _evidence(read, texts)
    faults += _sums(read)
    faults += _others(folder, read)
    order = {table.file: n for n, table in enumerate(ALL_TABLES)}
    return sorted(dict.fromkeys(faults), key=lambda f: (order.get(f.file, -1 if f.file == PACKAGE else 99), f.row))


def _package(folder: Path) -> Iterator[Fault]:
    path = folder / PACKAGE
    try:
        described = json.loads(path.read_text("utf-8"))
        resources = [(str(r["path"]), int(r["bytes"]), str(r["hash"])) for r in described["resources"]]
    except FileNotFoundError:
        yield Fault(PACKAGE, "is missing, so hashes cannot be checked; run khenthuong extract again")
        return
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        yield Fault(PACKAGE, f"is no data package ({type(error).__name__}: {error}); run khenthuong extract again")
        return
    for name, size, told in resources:
        file = folder / name
        if "/" in name or "\\" in name or not file.is_file():
            yield Fault(name, f"is missing, but {PACKAGE} lists it")
        elif (actual := file.stat().st_size) != size:
            yield Fault(name, f"was changed after it was written: {actual:,} bytes, {PACKAGE} says {size:,}")
        elif f"sha256:{digest(file)}" != told:
            yield Fault(name, f"was changed after it was written: its hash is not the one in {PACKAGE}")


def _read(path: Path, table: Table, faults: list[Fault]) -> _Read | None:
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        row = path.read_bytes()[: error.start].count(b"\n") + 1
        faults.append(Fault(table.file, "is not UTF-8; was it saved by a spreadsheet? Save as CSV UTF-8", row))
        return None
    if not text.startswith("\ufeff"):
        faults.append(Fault(table.file, "begins without a byte-order mark; Excel will show Vietnamese wrongly"))
    text = text.removeprefix("\ufeff")
    if "\r\n" in text:
        faults.append(Fault(table.file, "has lines ended by CR LF, expected LF; was it saved by a spreadsheet?"))
    if "\0" in text:
        faults.append(Fault(table.file, "holds NUL bytes; the file is damaged", text[: text.index("\0")].count("\n") + 1))
        return None
    csv.field_size_limit(1 << 24)
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    result = _Read(table, [], [])
    number = 1
    try:
        header = next(lines, [])
        if not _header(header, table, faults):
            return None
        for number, values in enumerate(lines, 2):
            if len(values) != len(header):
                what = f"has {len(values)} cells, the header {len(header)}; a comma or quote is missing or too many"
                faults.append(Fault(table.file, what, number))
                continue
            result.rows.append(dict(zip(header, map(unsafe, values), strict=True)))
            result.lines.append(number)
    except csv.Error as error:
        faults.append(Fault(table.file, f"is no CSV from here on ({error})", number + 1))
    return result


def _header(header: list[str], table: Table, faults: list[Fault]) -> bool:
    missing = [name for name in table.header if name not in header]
    twice = [name for name, n in Counter(header).items() if n > 1]
    if missing or twice:
        told = f"lacks the columns {', '.join(missing)}" if missing else f"has {', '.join(twice)} more than once"
        separator = " (is the separator a comma?)" if len(header) == 1 else ""
        faults.append(Fault(table.file, f"{told}{separator}", 1))
        return False
    if tuple(header[: len(table.header)]) != table.header:
        faults.append(Fault(table.file, "has its columns in another order than the contract", 1))
    return True


def _cells(read: _Read) -> Iterator[Fault]:
    checks = [(column, _check(column)) for column in read.table.columns]
    for row, line in zip(read.rows, read.lines, strict=True):
        for column, check in checks:
            value = row[column.name]
            if not value:
                if column.required:
                    yield Fault(read.table.file, "is empty, but every row has it", line, column.name)
            elif told := check(value):
                yield Fault(read.table.file, f"{_short(value)} {told}", line, column.name)


def _check(column: Column) -> Callable[[str], str]:
    allowed = frozenset(column.values)

    def check(value: str) -> str:
        if allowed:
            return "" if value in allowed else f"is none of {', '.join(column.values)}"
        if column.type == "integer":
            return "" if _INTEGER.fullmatch(value) else "is no whole number in digits"
        if column.type == "number":
            return "" if _NUMBER.fullmatch(value) else "is no number with a decimal point"
        if column.type == "boolean":
            return "" if value in ("true", "false") else "is neither true nor false"
        if column.type in ("date", "datetime"):
            return _time(value, column.type == "datetime")
        return ""

    return check


def _time(value: str, with_hour: bool) -> str:
    try:
        if _DAY.fullmatch(value):
            date.fromisoformat(value)
            return ""
        if with_hour and _DAY.match(value):
            datetime.fromisoformat(value)
            return ""
    except ValueError:
        pass
    return "is no day as 2020-05-31" + (", nor a time as 2020-05-31T08:00:00+07:00" if with_hour else "")


def _keys(read: _Read) -> Iterator[Fault]:
    if read.table is SUMMARY:
        keys = [SUMMARY.key]
    else:
        keys = [read.table.key]
    for key in keys:
        seen: dict[tuple[str, ...], int] = {}
        for row, line in zip(read.rows, read.lines, strict=True):
            value = tuple(row[name] for name in key)
            if value in seen:
                told = f"{_short(' · '.join(value))} is in row {seen[value]} already"
                yield Fault(read.table.file, told, line, ", ".join(key))
            else:
                seen[value] = line


def _references(read: dict[str, _Read]) -> Iterator[Fault]:
    for one in read.values():
        for column in one.table.columns:
            if not column.refers_to:
                continue
            other, name = column.refers_to.split(".")
            if other not in read:
                continue
            known = {row[name] for row in read[other].rows}
            for row, line in zip(one.rows, one.lines, strict=True):
                if row[column.name] and row[column.name] not in known:
                    told = f"{_short(row[column.name])} is not in {other}.csv"
                    yield Fault(one.table.file, told, line, column.name)


def _evidence(read: dict[str, _Read], texts: Texts | None) -> Iterator[Fault]:
    articles = {row["article_id"]: row for row in read["articles"].rows} if "articles" in read else {}
    known: dict[str, str | None] = {}
    for table in TABLES:
        if table.name not in read or "char_start" not in table.header:
            continue
        for row, line in zip(read[table.name].rows, read[table.name].lines, strict=True):
            if not (_INTEGER.fullmatch(row["char_start"]) and _INTEGER.fullmatch(row["char_end"])):
                continue
            start, end = int(row["char_start"]), int(row["char_end"])
            article = articles.get(row["article_id"])
            longest = int(article["n_chars"]) if article and article["n_chars"].isdigit() else None
            if not 0 <= start < end:
                yield Fault(table.file, f"{start} to {end} is no span", line, "char_start")
                continue
            if longest is not None and end > longest:
                yield Fault(table.file, f"{end} is behind the end of the article ({longest})", line, "char_end")
                continue
            words = row.get("evidence", "")
            if words and len(words) != end - start:
                told = f"is {len(words)} characters long, char_start and char_end say {end - start}"
                yield Fault(table.file, told, line, "evidence")
            elif words and texts and article:
                if row["article_id"] not in known:
                    known[row["article_id"]] = texts(article)
                text = known[row["article_id"]]
                if text is not None and text[start:end] != words and "█" not in words:
                    told = f"is not what the article says there: {_short(text[start:end])}"
                    yield Fault(table.file, told, line, "evidence")


def _sums(read: dict[str, _Read]) -> Iterator[Fault]:
    """Numbers that the tables repeat: rows per article; the panel against the rows it is made from."""
    if "articles" in read:
        for column, name in (("n_awards", "awards"), ("n_recipients", "recipients"), ("n_campaigns", "campaigns")):
            if name in read:
                counted = Counter(row["article_id"] for row in read[name].rows)
                for row, line in zip(read["articles"].rows, read["articles"].lines, strict=True):
                    if row[column] and row[column] != str(counted[row["article_id"]]):
                        told = f"{row[column]}, but {name}.csv has {counted[row['article_id']]}"
                        yield Fault(ARTICLES.file, told, line, column)
    if {"articles", "awards", "events", "summary"} <= set(read):
        yield from _panel(read)


def _panel(read: dict[str, _Read]) -> Iterator[Fault]:
    from pipelines.summary import derived

    try:
        rows = {
            table.name: [
                tuple(_typed(column, row[column.name]) for column in table.columns) for row in read[table.name].rows
            ]
            for table in (AWARDS, ARTICLES)
        }
    except ValueError:
        return  # told of where the cell is
    made = derived(rows)
    for table in (EVENTS, SUMMARY):
        wanted = {
            tuple(record[name] for name in table.key): record
            for record in (
                {name: cell(value) for name, value in zip(table.header, row, strict=True)} for row in made[table.name]
            )
        }
        for row, line in zip(read[table.name].rows, read[table.name].lines, strict=True):
            right = wanted.pop(tuple(row[name] for name in table.key), None)
            if right is None:
                yield Fault(table.file, "awards.csv gives no such row", line, ", ".join(table.key))
                continue
            for name in table.header:
                if row[name] != right[name]:
                    told = f"{_short(row[name])}, but awards.csv gives {_short(right[name])}"
                    yield Fault(table.file, told, line, name)
        for key in wanted:
            yield Fault(table.file, f"lacks the row {_short(' · '.join(key))} that awards.csv gives")


def _typed(column: Column, value: str) -> Any:
    if column.type == "integer":
        return int(value) if value else None
    if column.type == "number":
        return float(value) if value else None
    if column.type == "boolean":
        return value == "true"
    if column.type == "list":
        return tuple(value.split(";")) if value else ()
    return value


def _others(folder: Path, read: dict[str, _Read]) -> Iterator[Fault]:
    database = folder / DATABASE
    if database.is_file():
        try:
            with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
                for (told,) in db.execute("PRAGMA integrity_check(5)"):
                    if told != "ok":
                        yield Fault(DATABASE, f"is damaged: {told}")
                for name, row, other, _ in db.execute("PRAGMA foreign_key_check"):
                    yield Fault(DATABASE, f"table {name}, rowid {row}: refers to no row of {other}")
                for one in read.values():
                    (count,) = db.execute(f"SELECT count(*) FROM {one.table.name}").fetchone()
                    if count != len(one.rows):
                        yield Fault(DATABASE, f"table {one.table.name} has {count:,} rows, the CSV {len(one.rows):,}")
        except sqlite3.Error as error:
            yield Fault(DATABASE, f"cannot be read: {error}")
    for one in read.values():
        path = folder / f"{one.table.name}.parquet"
        if path.is_file():
            import pyarrow.parquet as pq

            try:
                count = pq.ParquetFile(path).metadata.num_rows
            except Exception as error:  # pyarrow's errors have no common type
                yield Fault(path.name, f"cannot be read: {str(error).splitlines()[0]}")
                continue
            if count != len(one.rows):
                yield Fault(path.name, f"has {count:,} rows, the CSV {len(one.rows):,}")


def _short(value: str) -> str:
    return f'"{value[:60]}…"' if len(value) > 61 else f'"{value}"'
