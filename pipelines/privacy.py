"""Leaving out the names of individuals: from the columns that hold them and from every text that repeats them."""

from __future__ import annotations

import re
from collections import ChainMap, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from extract.fold import plain
from pipelines.schema import ALL_TABLES, ARTICLES, AWARDS, RECIPIENTS, TABLES
from pipelines.tables import Dataset, Row, mapped, repack, unpack

LEFT_OUT = "(không nêu tên)"
"""What stands for the name of an individual: that there is one, who counts one, stays known."""
_MARK = "█"
_TEXTS = {
    "awards": ("evidence", "reason", "recipient_text", "authority"),
    "campaigns": ("name", "evidence"),
    "rates": ("of_what", "evidence"),
    "articles": ("title", "lead", "origin", "saved_as", "url"),
}
_CHILD = re.compile(r"\b(?:em|cháu|học sinh)\b", re.IGNORECASE)


def leave_out_names(dataset: Dataset) -> None:
    """Leave the names of individuals, and of authors, out of ``dataset``.

    Their rows in recipients go; ``recipient_name`` says only that there was one. Evidence, headlines and texts keep
    their length, with each name covered, so that offsets hold; an address that spells a name is cut to its host.
    """
    _cover(dataset, _individuals(dataset), LEFT_OUT)
    at = RECIPIENTS.header.index("kind")
    dataset.rows[RECIPIENTS.name] = [row for row in dataset.rows[RECIPIENTS.name] if row[at] != "individual"]
    _recount(dataset)
    author = ARTICLES.header.index("author")
    dataset.rows[ARTICLES.name] = mapped(dataset.rows[ARTICLES.name], lambda row: (*row[:author], "", *row[author + 1 :]))


def for_public(dataset: Dataset) -> Dataset:
    """``dataset`` as the report shows it: with the names of children covered. The given one stays as it is."""
    names = children(dataset)
    if not names:
        return dataset
    public = Dataset(dict(dataset.rows), dataset.shingles, ChainMap({}, dataset.readings))
    _cover(public, names, LEFT_OUT)
    return public


def children(dataset: Dataset) -> dict[str, set[str]]:
    """Names of recipients whom the article calls a child (em, cháu, học sinh), by article_id."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in _records(dataset, RECIPIENTS.name):
        if row["kind"] == "individual" and (
            row["honorific"].lower() in ("em", "cháu") or _CHILD.search(row["position"])
        ):
            found[row["article_id"]].add(row["name"])
    return found


def cover(text: str, names: Iterable[str]) -> str:
    """``text`` with every one of ``names`` covered; its length stays."""
    for name in sorted(set(names), key=len, reverse=True):
        if name:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda m: _MARK * len(m.group()), text, flags=re.IGNORECASE)
    return text


def _individuals(dataset: Dataset) -> dict[str, set[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for row in _records(dataset, AWARDS.name):
        if row["recipient_name"] and row["recipient_kind"] in ("individual", ""):
            names[row["article_id"]].add(row["recipient_name"])
    for row in _records(dataset, RECIPIENTS.name):
        if row["kind"] == "individual":
            names[row["article_id"]].add(row["name"])
    return names


def _cover(dataset: Dataset, individuals: dict[str, set[str]], instead: str) -> None:
    # a copy, or another report of the same award, may name whom this article names
    known = {plain(name) for names in individuals.values() for name in names}
    names = defaultdict(set, {article_id: set(found) for article_id, found in individuals.items()})
    for row in _records(dataset, AWARDS.name):
        if plain(row["recipient_name"]) in known and row["recipient_kind"] != "collective":
            names[row["article_id"]].add(row["recipient_name"])
    for table in TABLES:
        if table is RECIPIENTS:
            continue

        def change(row: dict[str, Any], columns: tuple[str, ...] = _TEXTS[table.name]) -> dict[str, Any]:
            mine = names.get(row["article_id"], set())
            if row.get("recipient_name") in mine:
                row["recipient_name"] = instead
            for column in columns:
                if column in ("url", "saved_as"):
                    row[column] = _address(row[column], mine)
                elif row[column]:
                    row[column] = cover(row[column], mine)
            return row

        _map(dataset, table.name, change)
    for article_id in list(dataset.readings):
        if names.get(article_id):
            value = unpack(dataset.readings[article_id])
            value["text"] = cover(value["text"], names[article_id])
            dataset.readings[article_id] = repack(value)


def _address(address: str, names: set[str]) -> str:
    spelt = plain(address).replace(" ", "-")
    if not any(plain(name).replace(" ", "-") in spelt for name in names if plain(name)):
        return address
    parts = urlsplit(address)
    if parts.scheme and parts.netloc:
        return f"{parts.scheme}://{parts.netloc}/"
    return _MARK * 3 + ("#" + address.partition("#")[2] if "#" in address else "")


def _recount(dataset: Dataset) -> None:
    left: dict[str, int] = defaultdict(int)
    for row in _records(dataset, RECIPIENTS.name):
        left[row["article_id"]] += 1
    _map(dataset, ARTICLES.name, lambda row: {**row, "n_recipients": left.get(row["article_id"], 0)})


def _map(dataset: Dataset, name: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    header = next(table.header for table in ALL_TABLES if table.name == name)

    def changed(row: Row) -> Row:
        new = change(dict(zip(header, row, strict=True)))
        return tuple(new[column] for column in header)

    dataset.rows[name] = mapped(dataset.rows[name], changed)


def _records(dataset: Dataset, name: str) -> Iterator[dict[str, Any]]:
    header = next(table.header for table in ALL_TABLES if table.name == name)
    return (dict(zip(header, row, strict=True)) for row in dataset.rows[name])
