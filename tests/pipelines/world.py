"""The sample world: articles about invented ceremonies, and which of their rows are one event, labelled by hand."""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path

WORLD = Path(__file__).parents[1] / "world"
SETS = ("", "_more", "_last")

Rows = list[dict[str, str]]
Key = tuple[str, str, str, str]  # article, award, kind of recipient, count or name
Pair = frozenset[tuple[str, str]]


def labels(which: str) -> dict[Key, str]:
    """The label of each row of a set of articles."""
    with (WORLD / f"events{which}.csv").open(encoding="utf-8", newline="") as handle:
        return {
            (row["article"], row["award"], row["recipient_kind"], row["count_or_name"]): row["event"]
            for row in csv.DictReader(handle)
        }


def rows_with_labels(which: str, awards: Rows, articles: Rows) -> Rows:
    """The rows of awards.csv with ``article`` (its short name) and ``label``. Fails for a row without label."""
    known = labels(which)
    names = {row["article_id"]: row["url"].rsplit("/", 1)[-1] for row in articles}
    found = []
    for row in awards:
        what = row["recipient_name"] or row["count"]
        key = (names[row["article_id"]], row["award"], row["recipient_kind"], what)
        leveled = (key[0], f"{row['award']}@{row['authority_level']}", *key[2:])
        found.append({**row, "article": key[0], "label": known[leveled] if leveled in known else known[key]})
    return found


def pairs(rows: Rows, column: str) -> set[Pair]:
    """Pairs of rows of different articles that have the same value in ``column``."""
    return {
        frozenset((one["award_id"], other["award_id"]))  # type: ignore[misc]
        for one, other in combinations(rows, 2)
        if one["article"] != other["article"] and one[column] == other[column]
    }


def comparable(rows: Rows) -> set[Pair]:
    """Pairs that a careless reader could take for one award: the same form, status, kind, and number or name."""
    return {
        frozenset((one["award_id"], other["award_id"]))  # type: ignore[misc]
        for one, other in combinations(rows, 2)
        if one["article"] != other["article"]
        and all(one[name] == other[name] for name in ("award", "status", "recipient_kind"))
        and (one["label"] == other["label"] or all(one[name] == other[name] for name in ("count", "recipient_name")))
    }
