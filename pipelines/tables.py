"""Rows of the tables from what was read, and the CSV files that hold them."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from extract.extent import extent
from extract.model import Article, Award, Campaign, Extraction, Rate, Recipient
from extract.places import province_2025
from pipelines.copies import shingles
from pipelines.schema import ARTICLES, AWARDS, CAMPAIGNS, RATES, RECIPIENTS, TABLES, Table

Row = tuple[Any, ...]
"""Values in the order of the table's columns: str, int, float, bool, None for unknown, tuples for lists."""


@dataclass(slots=True)
class ArticleRows:
    """All rows of one article, by table name. ``text_found`` says whether the page had an article at all."""

    article_id: str
    rows: dict[str, list[Row]]
    text_found: bool
    warnings: tuple[str, ...] = ()
    shingles: array[int] = field(default_factory=lambda: array("I"))
    reading: bytes = b""  # of an article with awards: its text, blocks and annotations, packed for the report

    def article_value(self, column: str) -> Any:
        """A cell of the article's row in articles.csv."""
        return self.rows[ARTICLES.name][0][ARTICLES.header.index(column)]


@dataclass(slots=True)
class Dataset:
    """The rows of all articles, by table name, sorted as they are written; ``shingles`` and ``readings`` of the texts
    by article_id.

    In a run, the rows of articles lie on the disk and are read anew in each pass (``pipelines.stored``).
    """

    rows: dict[str, list[Row]] = field(default_factory=lambda: {table.name: [] for table in TABLES})
    shingles: dict[str, array[int]] = field(default_factory=dict)
    readings: MutableMapping[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, articles: Iterable[ArticleRows]) -> Dataset:
        """Put the rows of ``articles`` together, sorted by published_at, article_id and place in the text."""
        dataset = cls()
        ordered = sorted(articles, key=lambda a: (a.article_value("published_at"), a.article_id))
        for article in ordered:
            dataset.shingles[article.article_id] = article.shingles
            if article.reading:
                dataset.readings[article.article_id] = article.reading
            for table in TABLES:
                rows = article.rows[table.name]
                if table is not ARTICLES and len(rows) > 1:
                    keys = [table.header.index(name) for name in table.sort if name in table.header[:] and
                            name not in ("published_at", "article_id")]
                    rows = sorted(rows, key=lambda row, keys=keys: [row[key] for key in keys])  # type: ignore[misc]
                dataset.rows[table.name].extend(rows)
        return dataset

    def articles(self) -> Iterator[ArticleRows]:
        """The rows article by article."""
        tables: dict[str, dict[str, list[Row]]] = {}
        for table in TABLES:
            at = table.header.index("article_id")
            for row in self.rows[table.name]:
                tables.setdefault(row[at], {t.name: [] for t in TABLES})[table.name].append(row)
        for article_id, rows in tables.items():
            yield ArticleRows(article_id, rows, True, (), self.shingles.get(article_id, array("I")),
                              self.readings.get(article_id, b""))  # fmt: skip

    @classmethod
    def merged(cls, datasets: Iterable[Dataset]) -> Dataset:
        """Put ``datasets`` of different articles together, in the order that the rows of one have."""
        merged = cls()
        for dataset in datasets:
            merged.shingles |= dataset.shingles
            merged.readings.update(dataset.readings)
            for name, rows in dataset.rows.items():
                merged.rows[name] += rows
        published, own = ARTICLES.header.index("published_at"), ARTICLES.header.index("article_id")
        day = {row[own]: row[published] for row in merged.rows[ARTICLES.name]}
        for table in TABLES:
            at = table.header.index("article_id")
            merged.rows[table.name].sort(key=lambda row, at=at: (day[row[at]], row[at]))  # type: ignore[misc]
        return merged


class _Mapped(Sequence[Row]):
    """``rows`` with each changed on the way."""

    def __init__(self, rows: Sequence[Row], change: Callable[[Row], Row]) -> None:
        self._rows, self._change = rows, change

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, at: Any) -> Any:
        found = self._rows[at]
        return [self._change(row) for row in found] if isinstance(at, slice) else self._change(found)

    def __iter__(self) -> Iterator[Row]:
        return map(self._change, self._rows)


def mapped(rows: Sequence[Row], change: Callable[[Row], Row]) -> Any:
    """``rows`` with each changed: a list of a list; of rows that lie on the disk, such that change in each pass."""
    return [change(row) for row in rows] if isinstance(rows, list) else _Mapped(rows, change)


def article_rows(article: Article, article_id: str, saved_as: str, sha256: str, found: Extraction) -> ArticleRows:
    """The rows of all tables for one article. ``warnings`` of page and analysis end up in articles.csv."""
    warnings = tuple(" ".join(w.replace(";", ",").split()) for w in (*article.warnings, *found.warnings))
    of_article = {
        "article_id": article_id,
        "saved_as": saved_as,
        "content_sha256": sha256,
        "url": article.url or article.canonical_url,
        "same_as": "",
        "n_chars": len(article.text),
        "n_awards": len(found.awards),
        "n_recipients": len(found.recipients),
        "n_campaigns": len(found.campaigns),
        "warnings": warnings,
    }
    repeated = {"article_id": article_id, "published_at": article.published_at}
    # filled by resolve, which sees all articles, and by people
    by_all = {"event_id": "", "part_of_event": "", "follows": "", "reviewed": ""}
    awards = []
    for award in found.awards:
        province = {
            "province": award.province or article.province,
            "province_2025": province_2025(award.province) if award.province else article.province_2025,
        }
        awards.append(_row(AWARDS, award, {**repeated, **by_all, **province, "scope": extent(article.text, award)}))
    rows = {
        AWARDS.name: awards,
        RECIPIENTS.name: [_row(RECIPIENTS, recipient, repeated) for recipient in found.recipients],
        CAMPAIGNS.name: [_row(CAMPAIGNS, campaign, repeated) for campaign in found.campaigns],
        RATES.name: [_row(RATES, rate, repeated) for rate in found.rates],
        ARTICLES.name: [_row(ARTICLES, article, of_article)],
    }
    return ArticleRows(article_id, rows, text_found=bool(article.text.strip()), warnings=warnings,
                       shingles=shingles(article.text), reading=pack(article, found) if found.awards else b"")


def pack(article: Article, found: Extraction) -> bytes:
    """What the report shows of an article, compressed: text, blocks and annotations as [kind, start, end]."""
    value = {
        "text": article.text,
        "blocks": [[block.kind, block.start, block.end] for block in article.blocks],
        "spans": [[a.label, a.start, a.end] for a in found.annotations],
    }
    return repack(value)


def repack(value: dict[str, Any]) -> bytes:
    """What ``unpack`` gave, maybe changed, as it was."""
    return zlib.compress(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"), 6)


def unpack(reading: bytes) -> dict[str, Any]:
    """What ``pack`` packed."""
    value: dict[str, Any] = json.loads(zlib.decompress(reading).decode("utf-8", "surrogatepass"))
    return value


def write_csv(path: Path, table: Table, rows: Iterable[Row]) -> None:
    """Write a table as the contract says: UTF-8 with byte-order mark, RFC 4180, LF, header row.

    Text that a spreadsheet would run as a formula gets an apostrophe in front (``safe``).
    """
    with path.open("wb") as handle:
        handle.write(csv_head(table))
        iterator = iter(rows)
        while group := list(islice(iterator, _LINES)):
            handle.write(csv_lines(group))


def csv_head(table: Table) -> bytes:
    """What the file of a table begins with: byte-order mark and header row."""
    return codecs.BOM_UTF8 + csv_lines([table.header])


def csv_lines(rows: Iterable[Row]) -> bytes:
    """Rows as they stand in the file of their table."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(
        [
            value if type(value) is str and value[:1] not in _FIRST  # most cells
            else safe(cell(value)) if isinstance(value, str | tuple) else cell(value)
            for value in row
        ]
        for row in rows
    )  # fmt: skip
    return text.getvalue().encode()


_LINES = 1_000  # of a CSV file that are in memory at a time
_FIRST = frozenset("'=+-@\t\r＝＋－＠")
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def safe(text: str) -> str:
    """``text`` with an apostrophe in front if a spreadsheet would take it for a formula; ``unsafe`` undoes it.

    These begin with = + - @ (also full-width), tab or carriage return. Text that already has apostrophes before such a
    character gets one more, so that nothing is lost.
    """
    return f"'{text}" if text[:1] in _FIRST and _FORMULA.match(text) else text


def unsafe(text: str) -> str:
    """A cell of text as it was before ``safe``."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def cell(value: Any) -> str:
    """A value as it stands in a CSV: empty for unknown, ``true``/``false``, lists joined by ``;``."""
    if value is None:
        return ""
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, float):
        return format(value, ".10g")
    if isinstance(value, tuple | list):
        return ";".join(str(item) for item in value)
    return str(value)


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a written table, each cell as text, without the apostrophes of ``safe``.

    Raises OSError, and ValueError for a file that is no table.
    """
    csv.field_size_limit(1 << 24)
    with path.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    return [{name: unsafe(value) if value else value for name, value in row.items()} for row in rows]


def _row(table: Table, record: Article | Award | Recipient | Campaign | Rate, more: dict[str, Any]) -> Row:
    own = _fields(type(record))  # type: ignore[arg-type]
    return tuple(
        more[name] if name in more else getattr(record, name) if name in own else _missing(table, name)
        for name in table.header
    )


@cache
def _fields(of: type[Any]) -> frozenset[str]:
    return frozenset(f.name for f in fields(of))


def _missing(table: Table, name: str) -> Sequence[Any]:
    raise LookupError(f"{table.file}: nothing gives the column {name}")
