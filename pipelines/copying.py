"""Which standing results are copies of which: kept from run to run, and found anew only around what changed.

The rules are those of ``pipelines.copies``. What they compare is kept in tables: the smallest shingles of each text
(``gate``), texts that share one with another (``near``), their bands (``band``), and which text carries which (``copy``).
While there are only a few near texts, all are compared each time, which is quicker.
"""

from __future__ import annotations

import heapq
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import Any

from pipelines.copies import CROWD, FEW, SIMILAR_NAMED, Text, copied, ranges, same_as, share_gate, signature, similarity
from pipelines.resolve import texts_of
from pipelines.standing import Changes, Corrected
from pipelines.store import Store

_MANY = 5_000  # texts or pairs that are looked at together


class Copying:
    """The copies among the standing results of ``store``."""

    def __init__(self, store: Store, corrected: Corrected) -> None:
        self._store, self._disk, self._corrected = store, store.disk, corrected

    def update(self, changes: Changes) -> set[int]:
        """Take ``changes`` in. Returns the standing results whose ``same_as`` is another than before."""
        gained, lost = self._near(changes)
        revised = [n for n in sorted(changes.revised) if self._disk.one("SELECT 1 FROM near WHERE reading = ?", (n,))]
        again = sorted(set(revised) - set(gained) - set(lost))
        for number in lost:
            self._disk.do("DELETE FROM near WHERE reading = ?", (number,))
        (near,) = self._disk.one("SELECT count(*) FROM near")
        kept = self._disk.fact("copies") == "kept"
        if near <= FEW:
            if kept:
                for table in ("band", "copy"):
                    self._disk.do(f"DELETE FROM {table}")
            self._disk.note("copies", "")
            return self._few() if gained or lost or again or kept else set()
        if not kept:
            gained, lost, again = self._all_near(), [], []
            self._disk.note("copies", "kept")
        return self._many(array("q", (*gained, *again)), [*lost, *again], first=not kept)

    def _near(self, changes: Changes) -> tuple[array[int], list[int]]:
        """Bring ``gate`` up to date; texts that share a value with another now and did not, and the other way round. The
        former are in ``near`` already."""
        disk = self._disk
        gone = list(self._gates(changes.removed))
        disk.many("DELETE FROM gate WHERE value = ? AND reading = ?", gone)
        if changes.all:
            disk.scratch("raw", "value INTEGER, reading INTEGER")
            disk.many("INSERT INTO raw VALUES (?, ?)", self._gates(changes.added))
            disk.do("INSERT OR IGNORE INTO gate SELECT value, reading FROM temp.raw ORDER BY value, reading")
            disk.scratch("raw", "value INTEGER, reading INTEGER")
            disk.many("INSERT OR IGNORE INTO near VALUES (?)", ((n,) for n in self._sharing()))
            return self._all_near(), []
        new = list(self._gates(changes.added))
        disk.many("INSERT OR IGNORE INTO gate VALUES (?, ?)", new)
        times = Counter(value for value, _ in new) + Counter(value for value, _ in gone)
        added, doubtful = set(changes.added), set(changes.added) | set(changes.removed)
        for value, number in times.items():
            holders = [f[0] for f in disk.all("SELECT reading FROM gate WHERE value = ? LIMIT ?", (value, number + 2))]
            others = [holder for holder in holders if holder not in added]
            if len(others) == 1:  # it may have been, or be now, the only one
                doubtful.update(others)
        gained, lost = array("q"), []
        for number in sorted(doubtful):
            was = disk.one("SELECT 1 FROM near WHERE reading = ?", (number,)) is not None
            now = any(
                disk.one("SELECT 1 FROM gate WHERE value = ? AND reading != ?", (value, number))
                for value, _ in self._gates([number])
            ) and disk.one("SELECT 1 FROM standing WHERE reading = ?", (number,)) is not None
            if now and not was:
                gained.append(number)
            elif was and not now:
                lost.append(number)
        disk.many("INSERT INTO near VALUES (?)", ((number,) for number in gained))
        return gained, lost

    def _all_near(self) -> array[int]:
        return array("q", (found[0] for found in self._disk.all("SELECT reading FROM near ORDER BY reading")))

    def _gates(self, ids: Iterable[int]) -> Iterator[tuple[int, int]]:
        for number in ids:
            for value in array("I", self._disk.one("SELECT gate FROM reading WHERE id = ?", (number,))[0]):
                yield value, number

    def _sharing(self) -> Iterator[int]:
        for _, group in groupby(self._disk.all("SELECT value, reading FROM gate ORDER BY value"), lambda row: row[0]):
            holders = [row[1] for row in group]
            if len(holders) > 1:
                yield from holders

    def _few(self) -> set[int]:
        near = [found[0] for found in self._disk.all("SELECT reading FROM near ORDER BY reading")]
        leaders = same_as(texts_of(self._corrected.dataset(near)))
        known = dict(self._disk.all("SELECT page, same_as FROM standing WHERE same_as != ''"))
        changed = set()
        for page in sorted(leaders.keys() | known.keys()):
            if leaders.get(page, "") != known.get(page, ""):
                (number,) = self._disk.one("SELECT reading FROM standing WHERE page = ?", (page,))
                self._disk.do("UPDATE standing SET same_as = ? WHERE reading = ?", (leaders.get(page, ""), number))
                changed.add(number)
        return changed

    def _many(self, gained: array[int], lost: Sequence[int], *, first: bool) -> set[int]:
        """Take in that texts are near now (``gained``) or not any more (``lost``); one in both is to be compared anew."""
        disk = self._disk
        if first:
            later = {found[0] for found in disk.all("SELECT reading FROM standing WHERE same_as != ''")}
        else:
            later = set(gained) | set(lost)
        left: dict[int, list[int]] = defaultdict(list)
        for number in lost:
            later.update(f[0] for f in disk.all("SELECT later FROM copy WHERE earlier = ?", (number,)))
            disk.do("DELETE FROM copy WHERE later = ? OR earlier = ?", (number, number))
            for value in self._banded([number])[number]:
                left[value].append(number)
                disk.do("DELETE FROM band WHERE value = ? AND reading = ?", (value, number))
        disk.scratch("raw", "value INTEGER, reading INTEGER")
        for part in _parts(gained):
            banded = self._banded(part)
            disk.many("INSERT INTO raw VALUES (?, ?)", ((value, number) for number in part for value in banded[number]))
        disk.do("INSERT OR IGNORE INTO band SELECT value, reading FROM temp.raw ORDER BY value, reading")
        disk.scratch("pair", "one INTEGER, other INTEGER, PRIMARY KEY (one, other)", without="ROWID")
        doubtful: set[tuple[int, int]] = set()
        disk.many("INSERT OR IGNORE INTO pair VALUES (?, ?)", self._pairs(gained, left, doubtful, first))
        later.update(self._unpair(doubtful))
        disk.scratch("raw", "value INTEGER, reading INTEGER")
        disk.many("INSERT OR IGNORE INTO copy VALUES (?, ?)", self._compared())
        for ends in ("later = one AND earlier = other", "later = other AND earlier = one"):
            later.update(found[0] for found in disk.all(f"SELECT later FROM temp.pair CROSS JOIN copy ON {ends}"))
        disk.scratch("pair", "one INTEGER")
        return self._lead(later)

    def _pairs(
        self, gained: array[int], left: dict[int, list[int]], doubtful: set[tuple[int, int]], first: bool
    ) -> Iterator[tuple[int, int]]:
        """The pairs to compare, as ``copies.paired`` makes them of texts with one band, of which a text was gained, or
        that are paired only now. Copies that this band pairs no more are put into ``doubtful``."""
        fresh = set(gained) if not first else frozenset[int]()
        if first:
            groups = self._disk.all("SELECT value, reading FROM band ORDER BY value")
        else:
            self._disk.many("INSERT INTO temp.raw VALUES (?, 0)", ((value,) for value in left))
            wanted = "(SELECT DISTINCT value FROM temp.raw) AS wanted"
            question = f"SELECT band.value, band.reading FROM {wanted} CROSS JOIN band USING (value)"
            groups = iter(sorted(self._disk.all(question)))
        for value, rows in groupby(groups, lambda row: row[0]):
            group = sorted({row[1] for row in rows})
            old = sorted({number for number in group if number not in fresh} | set(left.get(value, ())))
            if first:
                old = []
            leading = self._earliest(group)
            led = self._earliest(old)
            for one in leading:
                wide = one in fresh or first or (len(old) > CROWD and one not in led)
                for other in group:
                    if one != other and (wide or other in fresh):
                        yield (one, other) if one < other else (other, one)
            if len(group) > CROWD:
                ends = old if len(old) <= CROWD else sorted(set(led) - set(leading))
                doubtful.update(self._copies_at(ends, set(old) - set(leading)))

    def _copies_at(self, ends: Sequence[int], others: set[int]) -> Iterator[tuple[int, int]]:
        """The copies of which one text is of ``ends``, and both are of ``others``."""
        for column in ("later", "earlier"):
            for pair in self._disk.among(f"SELECT later, earlier FROM copy WHERE {column} IN", ends):
                if others.issuperset(pair):
                    yield pair

    def _unpair(self, doubtful: Iterable[tuple[int, int]]) -> Iterator[int]:
        """Take out those of some copies that no band pairs any more; the later texts of them."""
        banded: dict[int, set[int]] = {}
        leading: dict[int, set[int]] = {}
        for pair in sorted(doubtful):
            for number in pair:
                if number not in banded:
                    banded[number] = set(self._banded([number])[number])
            common = banded[pair[0]] & banded[pair[1]]
            for value in common - leading.keys():
                group = [found[0] for found in self._disk.all("SELECT reading FROM band WHERE value = ?", (value,))]
                leading[value] = set(self._earliest(group))
            if all(leading[value].isdisjoint(pair) for value in common):
                self._disk.do("DELETE FROM copy WHERE later = ? AND earlier = ?", pair)
                yield pair[0]

    def _earliest(self, group: Sequence[int]) -> Sequence[int]:
        """Those of texts with one band that all others are paired with."""
        if len(group) <= CROWD:
            return group
        return sorted(group, key=self._orders(group).__getitem__)[:CROWD]

    def _compared(self) -> Iterator[tuple[int, int]]:
        """Of the pairs to compare those that are copies: the later and the earlier one."""
        pairs = self._disk.all("SELECT one, other FROM temp.pair ORDER BY one, other")
        while part := list(islice(pairs, _MANY)):
            signed = self._signatures(sorted({number for pair in part for number in pair}))
            alike = [(*pair, similarity(signed[pair[0]], signed[pair[1]])) for pair in part]
            alike = [each for each in alike if each[2] >= SIMILAR_NAMED]
            texts = self._texts(sorted({number for one, other, _ in alike for number in (one, other)}))
            for one, other, likeness in alike:
                if share_gate(texts[one].shingles, texts[other].shingles):
                    copy = copied(texts[one], texts[other], likeness)
                    if copy:
                        yield (one, other) if copy.later[1] == texts[one].article_id else (other, one)

    def _lead(self, later: set[int]) -> set[int]:
        """Find anew which text each of ``later``, and what depends on them, is the same as."""
        disk = self._disk
        order = self._orders(sorted(later))
        waiting = [(order[number], number) for number in later]
        heapq.heapify(waiting)
        changed = set()
        before = 0
        while waiting:
            _, number = heapq.heappop(waiting)
            if number == before:
                continue
            before = number
            known = disk.one("SELECT same_as FROM standing WHERE reading = ?", (number,))
            if known is None:
                continue
            fitting = [f[0] for f in disk.all(
                "SELECT earlier FROM copy JOIN standing ON reading = earlier WHERE later = ? AND same_as = ''", (number,)
            )]  # fmt: skip
            leader = ""
            if fitting:
                leader = min(self._orders(fitting).values())[1]
            if leader == known[0]:
                continue
            disk.do("UPDATE standing SET same_as = ? WHERE reading = ?", (leader, number))
            changed.add(number)
            if bool(leader) != bool(known[0]):
                others = [f[0] for f in disk.all("SELECT later FROM copy WHERE earlier = ?", (number,))]
                for other, place in self._orders(others).items():
                    heapq.heappush(waiting, (place, other))
        return changed

    def _orders(self, ids: Sequence[int]) -> dict[int, tuple[Any, str]]:
        """What sorts texts, the earliest first: ``Text.order`` and the article_id."""
        question = "SELECT id, published_at, fetched_at, article_id FROM reading WHERE id IN"
        return {
            number: ((published[:10] or "9", published or "9", fetched or "9"), page)
            for number, published, fetched, page in self._disk.among(question, ids)
        }

    def _texts(self, ids: Sequence[int]) -> dict[int, Text]:
        dataset = self._corrected.dataset(ids)
        pages = {page: number for number, page in self._disk.among("SELECT id, article_id FROM reading WHERE id IN", ids)}
        return {pages[text.article_id]: text for text in texts_of(dataset)}

    def _signatures(self, ids: Sequence[int]) -> dict[int, Any]:
        """The signatures of texts, from the store where it has them."""
        import numpy as np

        found: dict[int, Any] = {}
        new = []
        for number, known, values in self._store.signatures(ids):
            if known:
                found[number] = np.frombuffer(known, dtype=np.uint32)
            else:
                found[number] = signature(array("I", values))
                new.append((number, found[number].tobytes()))
        self._store.sign(new)
        return found

    def _banded(self, ids: Sequence[int]) -> dict[int, list[int]]:
        """The bands of texts, each as a number that only texts with an equal band have."""
        import numpy as np

        if not len(ids):
            return {}
        signed = self._signatures(ids)
        signatures = np.stack([signed[number] for number in ids])
        columns = []
        for band, (start, end) in enumerate(ranges()):
            mixed = np.full(len(ids), band + 1, dtype=np.uint64)
            for column in signatures[:, start:end].T:
                mixed = (mixed ^ column.astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
                mixed ^= mixed >> np.uint64(29)
            columns.append(mixed.view(np.int64))
        return dict(zip(ids, np.stack(columns, axis=1).tolist(), strict=True))


def _parts(items: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(items), _MANY):
        yield items[start : start + _MANY]
