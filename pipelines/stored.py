"""The dataset of a run on a cluster, whose results come one part after the other and lie on the disk."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from typing import Any, overload

from pipelines.packed import pack
from pipelines.schema import ARTICLES, AWARDS
from pipelines.store import Store
from pipelines.tables import Dataset, Row


class StoredArticles(Sequence[Row]):
    """The rows of articles.csv: from the store. Each pass reads them anew."""

    def __init__(self, store: Store, ids: array[int]) -> None:
        self._store, self._ids = store, ids

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        ids = self._ids[at]
        return list(self._store.articles(ids)) if isinstance(ids, array) else self._store.article(ids)

    def __iter__(self) -> Iterator[Row]:
        return self._store.articles(self._ids)


class StoredReadings(MutableMapping[str, bytes]):
    """The texts that the report shows, by article_id: from the store, unless another was put in its place."""

    def __init__(self, store: Store, ids: Mapping[str, int]) -> None:
        self._store, self._ids = store, ids
        self._own: dict[str, bytes] = {}

    def __getitem__(self, article_id: str) -> bytes:
        return self._own[article_id] if article_id in self._own else self._store.shown(self._ids[article_id])

    def __setitem__(self, article_id: str, reading: bytes) -> None:
        self._own[article_id] = reading

    def __delitem__(self, article_id: str) -> None:
        raise TypeError("texts are not taken out")

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


def held(store: Store, datasets: Iterable[Dataset]) -> Dataset:
    """One dataset of resolved ``datasets`` of different articles, which come one after the other: put into ``store``."""
    for part in datasets:
        for rows in part.articles():
            store.hold(rows.article_id, pack(rows))
    ids = array("q", (number for number, _ in store.in_order()))
    stating = set(store.stating())
    chosen = array("q", (number for number in ids if number in stating))
    tables: dict[str, Any] = Dataset().rows
    shown = {}
    for number, rows in zip(chosen, store.rows(chosen), strict=True):
        for name, lines in rows.rows.items():
            tables[name] += lines
        if rows.rows[AWARDS.name]:
            shown[rows.article_id] = number
    tables[ARTICLES.name] = StoredArticles(store, ids)
    return Dataset(tables, {}, StoredReadings(store, shown))
