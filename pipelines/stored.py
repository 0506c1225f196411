"""The dataset of a run whose results lie on the disk: only award rows, and a few numbers of each article, are in memory."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from typing import Any, TypeVar, overload

from pipelines.copies import (
    CROWD,
    FEW,
    SIMILAR_NAMED,
    Copy,
    Text,
    copied,
    leaders,
    paired,
    ranges,
    same_as,
    share_gate,
    sharing,
    signature,
    similarity,
)
from pipelines.corrections import Correction
from pipelines.corrections import apply as apply_corrections
from pipelines.resolve import fill, relate, texts_of
from pipelines.schema import ARTICLES, AWARDS
from pipelines.store import Store, pack
from pipelines.tables import Dataset, Row
from pipelines.versions import Version, best

_ID = ARTICLES.header.index("article_id")
_SAME_AS = ARTICLES.header.index("same_as")
_MANY = 5_000  # articles that are looked at together

T = TypeVar("T")


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
    tables[ARTICLES.name] = StoredArticles(store, ids, {}, {})
    return Dataset(tables, {}, StoredReadings(store, shown))


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
    leading = _leaders(store, ids, few)
    fill(few, leading, relate(few, leading))
    number_of = {row[_ID]: number for row, number in zip(few.rows[ARTICLES.name], chosen, strict=True)}
    changed = {number_of[row[_ID]]: row for row in few.rows[ARTICLES.name]}
    shown = {article_id: number for article_id, number in number_of.items() if article_id in stated}
    rows: dict[str, Any] = {**few.rows, ARTICLES.name: StoredArticles(store, ids, changed, leading)}
    return Dataset(rows, few.shingles, StoredReadings(store, shown)), conflicts, dropped


def _leaders(store: Store, ids: array[int], few: Dataset) -> dict[str, str]:
    """What ``same_as`` finds among the articles ``ids``; ``few`` holds those with awards, corrected."""
    import numpy as np

    if not ids:
        return {}
    holders, values = array("q"), array("I")
    chosen = np.zeros(max(ids, default=0) + 1, dtype=bool)
    chosen[np.frombuffer(ids, dtype=np.int64)] = True
    for number, gate in store.gates():
        if number < len(chosen) and chosen[number]:
            values.frombytes(gate)
            holders.extend([number] * (len(gate) // values.itemsize))
    near = sorted(sharing(holders, values))
    del holders, values
    corrected = {text.article_id: text for text in texts_of(few)}
    if len(near) <= FEW:
        return same_as(_texts(store, near, corrected).values())
    return leaders(_copies(store, near, corrected))


def _copies(store: Store, near: Sequence[int], corrected: Mapping[str, Text]) -> Iterator[Copy]:
    """The copies among the articles ``near``, with no more of them in memory than their bands and those alike."""
    import numpy as np

    keys = np.empty((len(near), len(ranges())), dtype=np.uint64)
    for start in range(0, len(near), _MANY):
        signatures = np.stack(list(_signatures(store, near[start : start + _MANY]).values()))
        for band, (first, end) in enumerate(ranges()):
            keys[start : start + _MANY, band] = _mixed(signatures[:, first:end])
    pairs: set[tuple[int, int]] = set()
    for band in range(keys.shape[1]):
        for group in _runs(keys[:, band]):
            order = _orders(store, [near[at] for at in group], corrected) if len(group) > CROWD else {}
            pairs |= paired([near[at] for at in group], order.__getitem__)
    del keys
    for part in _parts(sorted(pairs)):
        involved = sorted({number for pair in part for number in pair})
        signed = _signatures(store, involved)
        alike = [(*pair, similarity(signed[pair[0]], signed[pair[1]])) for pair in part]
        alike = [each for each in alike if each[2] >= SIMILAR_NAMED]
        texts = _texts(store, sorted({number for one, other, _ in alike for number in (one, other)}), corrected)
        for one, other, likeness in alike:
            if share_gate(texts[one].shingles, texts[other].shingles):
                copy = copied(texts[one], texts[other], likeness)
                if copy:
                    yield copy


def _texts(store: Store, numbers: Sequence[int], corrected: Mapping[str, Text]) -> dict[int, Text]:
    found: dict[int, Text] = {}
    for part in _parts(numbers):
        number_of = {}
        articles = Dataset()
        for number, rows in zip(part, store.rows(part), strict=True):
            number_of[rows.article_id] = number
            articles.rows[ARTICLES.name] += rows.rows[ARTICLES.name]
            articles.shingles[rows.article_id] = rows.shingles
        found |= {number_of[text.article_id]: corrected.get(text.article_id, text) for text in texts_of(articles)}
    return found


def _orders(store: Store, numbers: Sequence[int], corrected: Mapping[str, Text]) -> dict[int, Any]:
    return {
        number: (text.order, text.article_id)
        for part in _parts(numbers) for number, text in _texts(store, part, corrected).items()
    }  # fmt: skip


def _signatures(store: Store, numbers: Sequence[int]) -> dict[int, Any]:
    """The signatures of articles, from the store where it has them."""
    import numpy as np

    found: dict[int, Any] = {}
    new = []
    for number, known, values in store.signatures(numbers):
        if known:
            found[number] = np.frombuffer(known, dtype=np.uint32)
        else:
            found[number] = signature(array("I", values))
            new.append((number, found[number].tobytes()))
    store.sign(new)
    return found


def _mixed(band: Any) -> Any:
    """One number for each row of ``band``: equal for equal rows."""
    import numpy as np

    mixed = np.zeros(len(band), dtype=np.uint64)
    for column in band.T:
        mixed = (mixed ^ column.astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return mixed


def _runs(values: Any) -> Iterator[list[int]]:
    """The places of equal ``values``, where there are several."""
    import numpy as np

    order = np.argsort(values, kind="stable")
    ordered = values[order]
    edges = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1], [True])))
    for at in np.flatnonzero(np.diff(edges) > 1):
        yield order[edges[at] : edges[at + 1]].tolist()


def _parts(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), _MANY):
        yield items[start : start + _MANY]
