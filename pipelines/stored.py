"""The dataset of a run whose results lie on the disk: only award rows, and a few numbers of each article, are in memory."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from itertools import islice
from typing import Any, overload

from pipelines.copies import Text, same_as
from pipelines.corrections import Correction
from pipelines.corrections import apply as apply_corrections
from pipelines.resolve import fill, relate, texts_of
from pipelines.schema import ARTICLES, AWARDS
from pipelines.store import Store
from pipelines.tables import Dataset, Row
from pipelines.versions import Version, best

_ID = ARTICLES.header.index("article_id")
_SAME_AS = ARTICLES.header.index("same_as")
_MANY = 5_000  # articles that are looked at together


class StoredArticles(Sequence[Row]):
    """The rows of articles.csv: from the store, with what was found since filled in. Each pass reads them anew."""

    def __init__(self, store: Store, ids: array[int], changed: Mapping[int, Row], leaders: Mapping[str, str]) -> None:
        self._store, self._ids, self._changed, self._leaders = store, ids, changed, leaders

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        ids = self._ids[at]
        return list(self._rows(ids)) if isinstance(ids, array) else next(self._rows(array("q", [ids])))

    def __iter__(self) -> Iterator[Row]:
        return self._rows(self._ids)

    def _rows(self, ids: array[int]) -> Iterator[Row]:
        for number, row in zip(ids, self._store.articles(ids), strict=True):
            if number in self._changed:
                yield self._changed[number]
            elif leader := self._leaders.get(row[_ID], ""):
                yield (*row[:_SAME_AS], leader, *row[_SAME_AS + 1 :])
            else:
                yield row


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


def kept(store: Store, ids: array[int]) -> tuple[array[int], int, int]:
    """Of the results ``ids`` (by number of the document, 0 for none) those that stand for their pages, in the order of
    the tables; how many of the others are mere copies, and how many are superseded."""
    import numpy as np

    given = np.frombuffer(ids, dtype=np.int64) if ids else np.zeros(0, dtype=np.int64)
    wanted = np.zeros(int(given.max(initial=0)) + 1, dtype=bool)
    wanted[given[given > 0]] = True
    order, addresses = array("q"), array("Q")
    for number, article_id in store.in_order():
        if number < len(wanted) and wanted[number]:
            order.append(number)
            addresses.append(int(article_id, 16))
    duplicates = int((given > 0).sum()) - len(order)  # one file given by two names
    known, times = np.unique(np.frombuffer(addresses, dtype=np.uint64), return_counts=True)
    shared = set(known[times > 1].tolist())
    if not shared:
        return order, duplicates, 0
    saved: dict[int, list[int]] = defaultdict(list)
    for number, address in zip(order, addresses, strict=True):
        if address in shared:
            saved[address].append(number)
    several = {number for versions in saved.values() for number in versions}
    place = {number: at for at, number in reversed(list(enumerate(ids))) if number in several}
    left_out: set[int] = set()
    superseded = 0
    for group in saved.values():
        versions = {
            Version(place[number], digest, text_found, fetched_at): number
            for number, digest, text_found, fetched_at in store.versions(group)
        }
        contents = len({version.content_sha256 for version in versions})
        duplicates += len(versions) - contents
        superseded += contents - 1
        left_out |= set(group) - {versions[best(versions)]}
    return array("q", (number for number in order if number not in left_out)), duplicates, superseded


def resolved(
    store: Store, ids: array[int], corrections: Sequence[Correction]
) -> tuple[Dataset, list[tuple[Correction, str]], list[str]]:
    """The dataset of the results ``ids``, which are in the order of the tables, with ``corrections`` and with what only
    all articles together show. Returns also the corrections that could not be applied, with why, and rows dropped."""
    stating = set(store.stating())
    corrected = {correction.article_id for correction in corrections}
    if corrected:
        stating |= {number for number, article_id in store.in_order() if article_id in corrected}
    chosen = array("q", (number for number in ids if number in stating))
    few = Dataset.of(store.rows(chosen))
    stated = {row[AWARDS.header.index("article_id")] for row in few.rows[AWARDS.name]}
    conflicts, dropped = apply_corrections(few, corrections)
    leaders = same_as(_possible_copies(store, ids, few))
    fill(few, leaders, relate(few, leaders))
    number_of = {row[_ID]: number for row, number in zip(few.rows[ARTICLES.name], chosen, strict=True)}
    changed = {number_of[row[_ID]]: row for row in few.rows[ARTICLES.name]}
    shown = {article_id: number for article_id, number in number_of.items() if article_id in stated}
    rows: dict[str, Any] = {**few.rows, ARTICLES.name: StoredArticles(store, ids, changed, leaders)}
    return Dataset(rows, few.shingles, StoredReadings(store, shown)), conflicts, dropped


def _possible_copies(store: Store, ids: array[int], few: Dataset) -> Iterator[Text]:
    """The articles that share one of their smallest shingles with another; no others can be copies."""
    wanted = _sharing(store, ids)
    own = {text.article_id: text for text in texts_of(few)}
    numbers = iter(number for number in ids if number in wanted)
    while part := array("q", islice(numbers, _MANY)):
        articles = Dataset.of(store.rows(part))
        articles.rows = {**articles.rows, "awards": []}  # those of ``few`` hold, which has corrections
        yield from (own.get(text.article_id, text) for text in texts_of(articles))


def _sharing(store: Store, ids: array[int]) -> set[int]:
    import numpy as np

    if not ids:
        return set()
    chosen = np.zeros(max(ids) + 1, dtype=bool)
    chosen[np.frombuffer(ids, dtype=np.int64)] = True
    values, holders = array("I"), array("q")
    for number, gate in store.gates():
        if number < len(chosen) and chosen[number]:
            values.frombytes(gate)
            holders.extend([number] * (len(gate) // 4))
    if not values:
        return set()
    order = np.argsort(np.frombuffer(values, dtype=np.uint32), kind="stable")
    ordered = np.frombuffer(values, dtype=np.uint32)[order]
    same = ordered[1:] == ordered[:-1]
    shared = np.zeros(len(ordered), dtype=bool)
    shared[1:] |= same
    shared[:-1] |= same
    return set(np.unique(np.frombuffer(holders, dtype=np.int64)[order[shared]]).tolist())
