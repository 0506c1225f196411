"""Which results stand for their pages: kept from run to run, and changed where the files of a run changed."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pipelines.corrections import Correction
from pipelines.corrections import apply as apply_corrections
from pipelines.disk import Disk
from pipelines.identity import sha256
from pipelines.schema import ARTICLES
from pipelines.store import Given, Store
from pipelines.tables import Dataset
from pipelines.versions import Version, best

_PLACE = 1 << 40  # more than there are documents in a file


@dataclass(slots=True)
class Changes:
    """Ids of results: that stand for a page now and did not, that did and do not any more, and of those that stand still
    the ones of which something changed. ``all`` says that nothing stood before."""

    added: array[int] = field(default_factory=lambda: array("q"))
    removed: array[int] = field(default_factory=lambda: array("q"))
    revised: set[int] = field(default_factory=set)
    all: bool = False

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.revised)


class Corrected:
    """The rows of stored results with corrections applied."""

    def __init__(self, store: Store, corrections: Sequence[Correction]) -> None:
        self._store = store
        self.corrections = corrections
        self.pages = frozenset(correction.article_id for correction in corrections)

    def dataset(self, ids: Sequence[int]) -> Dataset:
        """The rows of results of different pages, sorted."""
        return self._read(ids)[0]

    def outcome(self) -> tuple[list[tuple[Correction, str]], list[str]]:
        """The corrections of articles of this run that could not be applied, with why, and the award_ids of rows dropped."""
        question = "SELECT reading FROM standing WHERE page IN"
        return self._read(sorted(found[0] for found in self._store.disk.among(question, sorted(self.pages))))[1]

    def _read(self, ids: Sequence[int]) -> tuple[Dataset, tuple[list[tuple[Correction, str]], list[str]]]:
        dataset = Dataset.of(self._store.rows(ids))
        if not self.pages:
            return dataset, ([], [])
        at = ARTICLES.header.index("article_id")
        mine = self.pages & {row[at] for row in dataset.rows[ARTICLES.name]}
        if not mine:
            return dataset, ([], [])
        return dataset, apply_corrections(dataset, [c for c in self.corrections if c.article_id in mine])


def bucket_of(published_at: str, identity: str) -> str:
    """The part of the tables that holds what was published then: a day; of what has no day, what begins so. In the order
    of parts, rows are in the order of the tables."""
    return f"{published_at[:10]}\t" if published_at else f"\t{identity[:2]}"


def restand(disk: Disk, given: Sequence[Given], corrections: Sequence[Correction]) -> Changes:
    """Find which results stand for their pages now that the run has the files ``given``, in their order."""
    changes = Changes(all=disk.one("SELECT 1 FROM standing LIMIT 1") is None)
    disk.scratch("touched", "page TEXT PRIMARY KEY")
    _touch(disk, given)
    disk.many("UPDATE source SET position = ? WHERE id = ? AND position IS NOT ?",
              ((at, each.source, at) for at, each in enumerate(given)))  # fmt: skip
    disk.scratch("now", "page TEXT PRIMARY KEY, reading INTEGER, copies INTEGER, older INTEGER")
    disk.many("INSERT INTO now VALUES (?, ?, ?, ?)", _best(disk))
    changed = "FROM touched JOIN {} USING (page) LEFT JOIN {} USING (page) WHERE now.reading IS NOT standing.reading"
    changes.added.extend(row[0] for row in disk.all(f"SELECT now.reading {changed.format('now', 'standing')}"))
    changes.removed.extend(row[0] for row in disk.all(f"SELECT standing.reading {changed.format('standing', 'now')}"))
    disk.many("DELETE FROM standing WHERE reading = ?", ((number,) for number in changes.removed))
    disk.do("UPDATE standing SET copies = now.copies, older = now.older FROM now WHERE now.reading = standing.reading "
            "AND (now.copies, now.older) != (standing.copies, standing.older)")  # fmt: skip
    disk.do("INSERT INTO standing SELECT now.reading, now.page, '', reading.states, now.copies, now.older, '' FROM now "
            "JOIN reading ON reading.id = now.reading "
            "WHERE NOT EXISTS (SELECT 1 FROM standing WHERE standing.reading = now.reading)")  # fmt: skip
    new = "FROM standing JOIN reading ON reading.id = standing.reading WHERE bucket = ''"
    disk.scratch("bucket", "reading INTEGER PRIMARY KEY, name TEXT")
    disk.many("INSERT INTO bucket VALUES (?, ?)", (
        (number, bucket_of(day, page)) for number, day, page in disk.all(f"SELECT reading, published_at, page {new}")
    ))  # fmt: skip
    disk.do("UPDATE standing SET bucket = bucket.name FROM temp.bucket WHERE bucket.reading = standing.reading")
    changes.revised = _corrected(disk, corrections)
    changes.revised.difference_update(changes.added)
    return changes


def _touch(disk: Disk, given: Sequence[Given]) -> None:
    """Note the pages of which another result may stand now."""
    position = dict(disk.all("SELECT id, position FROM source WHERE position IS NOT NULL"))
    stay = [position.pop(each.source) for each in given if each.source in position]
    in_order = stay == sorted(stay)
    if not in_order:
        disk.do("INSERT INTO touched SELECT page FROM standing")
    for number in position:  # files that the last run had and this one has not
        _touch_file(disk, number)
    disk.many("UPDATE source SET position = NULL WHERE id = ?", ((number,) for number in position))
    for each in given:
        before, now = each.before, each.now
        if now is None or before is None:
            (had,) = disk.one("SELECT position FROM source WHERE id = ?", (each.source,))
            if had is None or not in_order:
                _touch_file(disk, each.source)
            continue
        differing = (at for at, (one, other) in enumerate(zip(before, now, strict=False)) if one != other)
        same = next(differing, min(len(before), len(now)))
        _touch_readings(disk, (*before[same:], *now[same:]))


def _touch_readings(disk: Disk, readings: Iterable[int]) -> None:
    command = "INSERT OR IGNORE INTO touched SELECT article_id FROM reading WHERE id = ?"
    disk.many(command, ((number,) for number in readings))


def _touch_file(disk: Disk, source: int) -> None:
    question = "SELECT reading FROM content WHERE source = ?"
    _touch_readings(disk, (found[0] for found in disk.all(question, (source,))))


def _best(disk: Disk) -> Iterator[tuple[str, int, int, int]]:
    """Of each page that was touched the result that stands for it, mere copies of versions, and older versions."""
    versions = disk.all(
        "SELECT page, reading.id, sha256, text_found, fetched_at, position, place FROM temp.touched "
        "CROSS JOIN reading ON article_id = page CROSS JOIN content ON content.reading = reading.id CROSS JOIN source ON source.id = content.source "
        "WHERE position IS NOT NULL ORDER BY page"
    )
    for page, group in groupby(versions, lambda row: row[0]):
        rows = list(group)
        places: dict[int, int] = {}
        for row in rows:
            at = row[5] * _PLACE + row[6]
            places[row[1]] = min(at, places.get(row[1], at))
        found = {Version(places[row[1]], row[2], bool(row[3]), row[4]): row[1] for row in rows}
        contents = len({version.content_sha256 for version in found})
        yield page, found[best(found)], len(rows) - contents, contents - 1


def _corrected(disk: Disk, corrections: Sequence[Correction]) -> set[int]:
    """The results that stand for pages of which other corrections are known than in the last run."""
    told: dict[str, str] = {}
    for correction in corrections:
        told[correction.article_id] = told.get(correction.article_id, "") + repr(correction)
    marks = {page: sha256(text.encode("utf-8", "surrogatepass")) for page, text in told.items()}
    known = dict(disk.all("SELECT page, mark FROM corrected"))
    pages = sorted(page for page in marks.keys() | known.keys() if marks.get(page) != known.get(page))
    disk.many("DELETE FROM corrected WHERE page = ?", ((page,) for page in pages))
    disk.many("INSERT INTO corrected VALUES (?, ?)", ((page, marks[page]) for page in pages if page in marks))
    return {found[0] for found in disk.among("SELECT reading FROM standing WHERE page IN", pages)}
