"""summary.csv: the panel of counts, each event once, made from the resolved rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pipelines.resolve import is_correction
from pipelines.schema import ARTICLES, AWARDS, SUMMARY
from pipelines.tables import Dataset, Row

_KEY = SUMMARY.key


@dataclass(slots=True)
class _Cell:
    count: int = 0
    rows: int = 0
    events: int = 0
    uncounted: int = 0
    rounded: int = 0
    articles: set[str] = field(default_factory=set)


def panel(dataset: Dataset) -> list[Row]:
    """The rows of summary.csv, sorted by their key.

    An event that is a part of another one's total is left out. An event goes by its best row: that of an article which
    corrects the others, else one with an exact count, else the earliest.
    """
    titles = {
        row[ARTICLES.header.index("article_id")]: row[ARTICLES.header.index("title")]
        for row in dataset.rows[ARTICLES.name]
    }
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in dataset.rows[AWARDS.name]:
        record = dict(zip(AWARDS.header, row, strict=True))
        groups[record["event_id"]].append(record)
    cells: dict[tuple[str, ...], _Cell] = defaultdict(_Cell)
    for rows in groups.values():
        if any(row["part_of_event"] for row in rows):
            continue
        best = min(rows, key=lambda row: _rank(row, titles))
        cell = cells[tuple(_value(name, best, rows) for name in _KEY)]
        number = 1 if best["recipient_name"] else best["count"]
        cell.count += number or 0
        cell.rows += len(rows)
        cell.events += 1
        cell.uncounted += number is None
        cell.rounded += number is not None and best["approx"] not in ("exact", "")
        cell.articles |= {row["article_id"] for row in rows}
    return [_row(key, cells[key]) for key in sorted(cells)]


def year_or_period(row: dict[str, Any]) -> str:
    """The stated period, else the year of the award, else of publication."""
    return str(row["period"] or row["awarded_on"][:4] or row["published_at"][:4])


def _rank(row: dict[str, Any], titles: dict[str, str]) -> tuple[Any, ...]:
    corrects = is_correction(titles.get(row["article_id"], ""))
    return (not corrects, row["approx"] != "exact", row["count"] is None, row["published_at"] or "9", row["award_id"])


def _value(name: str, best: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    """A cell of the key: of the best row, and where that says nothing, of the first of the event's rows that does."""
    if name == "period":
        stated = [row for row in (best, *rows) if row["period"]] or [row for row in (best, *rows) if row["awarded_on"]]
        return year_or_period(stated[0] if stated else best)
    return next((str(row[name]) for row in (best, *rows) if row[name]), "")


def _row(key: tuple[str, ...], cell: _Cell) -> Row:
    values: dict[str, Any] = dict(zip(_KEY, key, strict=True))
    values |= {
        "award_label": label(values["award"]), "count": cell.count, "rows": cell.rows, "events": cell.events,
        "articles": len(cell.articles), "uncounted": cell.uncounted, "rounded": cell.rounded,
    }  # fmt: skip
    return tuple(values[name] for name in SUMMARY.header)


@cache
def _labels() -> dict[str, str]:
    from extract.lexicon import load

    names: dict[str, str] = {}
    for key, form in load().awards.items():
        if key == form.form or form.form not in names:
            names[form.form] = form.name
    return names


def label(award: str) -> str:
    """The Vietnamese name of a form of award, without badge titles."""
    return _labels().get(award) or {"khen-thuong": "Khen thưởng", "bieu-duong": "Biểu dương"}.get(award, award)
