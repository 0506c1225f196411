"""events.csv and summary.csv: each event once, and the panel of their counts, made from the resolved rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pipelines.resolve import is_correction
from pipelines.schema import ARTICLES, AWARDS, EVENTS, SUMMARY
from pipelines.tables import Row

_KEY = SUMMARY.key
_SHARED = tuple(name for name in EVENTS.header if name in AWARDS.header)


@dataclass(slots=True)
class _Cell:
    count: int = 0
    rows: int = 0
    events: int = 0
    uncounted: int = 0
    rounded: int = 0
    articles: set[str] = field(default_factory=set)


def derived(rows: Mapping[str, Iterable[Row]]) -> dict[str, list[Row]]:
    """The rows of the tables that are made from the others, by table name: ``events`` and ``summary``."""
    at, title = ARTICLES.header.index("article_id"), ARTICLES.header.index("title")
    stating = {row[AWARDS.header.index("article_id")] for row in rows[AWARDS.name]}
    correcting = {row[at] for row in rows[ARTICLES.name] if row[at] in stating and is_correction(row[title])}
    found: list[Row] = []

    def events() -> Iterator[Event]:
        for event, articles in events_of(rows[AWARDS.name], correcting):
            found.append(event_row(event))
            yield event, articles

    summary = panel(events())
    return {EVENTS.name: in_order(found), SUMMARY.name: summary}


Event = tuple[dict[str, Any], frozenset[str]]
"""The cells of an event, and the article_ids that report it."""


def events_of(awards: Iterable[Row], correcting: Collection[str]) -> Iterator[Event]:
    """The events that rows of awards.csv report; ``correcting`` are the articles that set others right.

    All rows of an event must be among them.
    """
    groups: dict[str, list[Row]] = defaultdict(list)
    at = AWARDS.header.index("event_id")
    for row in awards:
        groups[row[at]].append(row)
    for group in groups.values():
        records = [dict(zip(AWARDS.header, row, strict=True)) for row in group]
        yield _event(records, correcting), frozenset(record["article_id"] for record in records)


def event_row(event: Mapping[str, Any]) -> Row:
    """The row of an event in events.csv."""
    return tuple(event[name] for name in EVENTS.header)


def in_order(events: Iterable[Row]) -> list[Row]:
    """Rows of events.csv in order."""
    places = [EVENTS.header.index(name) for name in EVENTS.sort]
    return sorted(events, key=lambda row: tuple(str(row[at]) for at in places))


def _event(rows: list[dict[str, Any]], correcting: Collection[str]) -> dict[str, Any]:
    """An event by its best row: that of an article which corrects the others, else one with an exact count, else the
    earliest. Where that row says nothing, the first of the others that does speaks."""

    def rank(row: dict[str, Any]) -> tuple[Any, ...]:
        inexact = row["approx"] not in ("exact", "")
        unknown = row["count"] is None
        return row["article_id"] not in correcting, inexact, unknown, row["published_at"] or "9", row["award_id"]

    ordered = sorted(rows, key=rank)
    best = ordered[0]
    event = {
        name: next((row[name] for row in ordered if row[name] not in ("", None)), best[name])
        for name in _SHARED
    }
    stated = [row for row in ordered if row["period"]] or [row for row in ordered if row["awarded_on"]] or [best]
    dates = sorted(row["published_at"] for row in rows if row["published_at"])
    event |= {name: best[name] for name in ("count", "count_min", "count_max", "approx")}
    event |= {
        "period": year_or_period(stated[0]),
        "award_id": best["award_id"],
        "first_published": dates[0] if dates else "",
        "n_rows": len(rows),
        "n_articles": len({row["article_id"] for row in rows}),
    }
    return event


def cell_of(event: Mapping[str, Any]) -> tuple[str, ...]:
    """The key of the row of summary.csv that an event counts in; empty for a part of another event."""
    return () if event["part_of_event"] else tuple(str(event[name]) for name in _KEY)


def panel(events: Iterable[Event]) -> list[Row]:
    """Rows of summary.csv in order. All events that count in a row must be among ``events``."""
    cells: dict[tuple[str, ...], _Cell] = defaultdict(_Cell)
    for event, articles in events:
        key = cell_of(event)
        if not key:
            continue
        cell = cells[key]
        number = 1 if event["recipient_name"] else event["count"]
        cell.count += number or 0
        cell.rows += event["n_rows"]
        cell.events += 1
        cell.uncounted += number is None
        cell.rounded += number is not None and event["approx"] not in ("exact", "")
        cell.articles |= articles
    return [_row(key, cells[key]) for key in sorted(cells)]


def year_or_period(row: Mapping[str, Any]) -> str:
    """The stated period, else the year of the award, else of publication."""
    return str(row["period"] or row["awarded_on"][:4] or row["published_at"][:4])


def _row(key: tuple[str, ...], cell: _Cell) -> Row:
    values: dict[str, Any] = dict(zip(_KEY, key, strict=True))
    values |= {
        "award_label": label(values["award"]),
        "count": cell.count,
        "rows": cell.rows,
        "events": cell.events,
        "articles": len(cell.articles),
        "uncounted": cell.uncounted,
        "rounded": cell.rounded,
    }
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
