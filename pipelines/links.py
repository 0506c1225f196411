"""Which articles' awards may have to do with each other: links, kept from run to run.

Two articles are linked where a row of one may be the award of a row of the other, where they have nearly one headline, and
where one follows from the other (``pipelines.relating``). What articles that hang together by links say of each other depends
on no other article, so that only those are looked at again that hang together with what changed. To find links without
comparing all with all, each article notes under what it could meet others (``meeting``): what its rows have in common
with rows that they can be compared with, by day.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b

from pipelines.claims import Claim, Report
from pipelines.disk import Disk
from pipelines.events import WINDOW, Points, bonds, group_key
from pipelines.resolve import STORY_DAYS, claims_of, reports_of, same_headline
from pipelines.standing import Corrected

_TOGETHER = 500  # articles whose links are looked for at a time
_PARTNERS = 2_000  # articles that these are compared with at a time
_CORRECTED_WITHIN = 14  # days
_EVER = (-1, 4_000_000)

Meeting = tuple[int, int]
"""What is met under, and the day, counted from 1; 0 for none or any."""


class Links:
    """The links among the standing results of ``disk``."""

    def __init__(self, disk: Disk, corrected: Corrected) -> None:
        self._disk, self._corrected = disk, corrected

    def leaders(self, pages: Iterable[str]) -> dict[str, str]:
        """Of these pages, those that are copies, with what they are copies of."""
        found = self._disk.among("SELECT page, same_as FROM standing WHERE page IN", pages)
        return {page: leader for page, leader in found if leader}

    def neighbours(self, readings: Iterable[int]) -> set[int]:
        """Results that are linked with one of these."""
        return {found[0] for found in self._disk.among("SELECT other FROM link WHERE one IN", readings)}

    def reached(self, readings: Iterable[int]) -> set[int]:
        """These results, and all that hang together with them."""
        found = set(readings)
        new = found
        while new:
            new = self.neighbours(new) - found
            found |= new
        return found

    def tie(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Link pairs of results."""
        both = (way for one, other in pairs for way in ((one, other), (other, one)))
        self._disk.many("INSERT OR IGNORE INTO link VALUES (?, ?)", both)

    def drop(self, readings: Iterable[int]) -> None:
        """Take these results out: their links, and what they could meet others under."""
        for number in readings:
            for (other,) in list(self._disk.all("SELECT other FROM link WHERE one = ?", (number,))):
                self._disk.many("DELETE FROM link WHERE one = ? AND other = ?", ((number, other), (other, number)))
            known = self._disk.one("SELECT meetings FROM related WHERE reading = ?", (number,))
            values = array("q", known[0] if known else b"")
            self._disk.many("DELETE FROM meeting WHERE value = ? AND day = ? AND reading = ?",
                            ((value, day, number) for value, day in zip(values[::2], values[1::2], strict=True)))  # fmt: skip

    def enter(self, readings: Sequence[int]) -> None:
        """Take these results in, which are in the order of the tables: note what they can be met under, and link them."""
        self._disk.scratch("raw", "value INTEGER, day INTEGER, reading INTEGER")
        for part in _parts(readings):
            for number, (claims, report) in self._claims(part)[0].items():
                found = sorted(_meetings(claims, report))
                self._disk.many("INSERT INTO raw VALUES (?, ?, ?)", ((*meeting, number) for meeting in found))
                flat = array("q", (value for meeting in found for value in meeting)).tobytes()
                self._disk.do("INSERT INTO related VALUES (?, 0, ?, x'') ON CONFLICT (reading) "
                              "DO UPDATE SET meetings = excluded.meetings", (number, flat))  # fmt: skip
        self._disk.do("INSERT OR IGNORE INTO meeting SELECT value, day, reading FROM temp.raw ORDER BY value, day, reading")
        self._disk.scratch("raw", "value INTEGER")
        done: set[int] = set()
        for part in _parts(readings):
            done.update(part)
            self.tie(self._found(part, done))

    def _claims(self, readings: Sequence[int]) -> tuple[dict[int, tuple[list[Claim], Report]], dict[str, int]]:
        """Claims and report of results that state awards; and the results by page."""
        dataset = self._corrected.dataset(readings)
        pages = self._pages(readings)
        reports = reports_of(dataset, self.leaders(pages))
        found: dict[int, tuple[list[Claim], Report]] = {pages[page]: ([], report) for page, report in reports.items()}
        for claim in claims_of(dataset, reports):
            found[pages[claim.report.article_id]][0].append(claim)
        return found, pages

    def _found(self, readings: Sequence[int], done: set[int]) -> set[tuple[int, int]]:
        """The links of these results among each other, and with all that were not ``done`` before."""
        mine, pages = self._claims(readings)
        own = {report.article_id for _, report in mine.values()}
        partners: set[int] = set()
        for value, first, last in set[tuple[int, int, int]]().union(*(_sought(*each) for each in mine.values())):
            partners.update(found[0] for found in self._disk.all(
                "SELECT reading FROM meeting WHERE value = ? AND day BETWEEN ? AND ?", (value, first, last)))  # fmt: skip
        links: set[tuple[str, str]] = set()
        for part in _parts(sorted(partners - done), _PARTNERS) or [()]:
            theirs, more = self._claims(part)
            pages |= more
            links |= _linked([*mine.values(), *theirs.values()], own)
        days = {report.day.toordinal() for _, report in mine.values() if report.day}
        near: set[int] = set()
        for day in {day + more for day in days for more in range(-STORY_DAYS, STORY_DAYS + 1)}:
            question = "SELECT reading FROM meeting WHERE value = ? AND day = ?"
            near.update(found[0] for found in self._disk.all(question, (number_of(("story",)), day)))
        reports = [report for _, report in mine.values()]
        for part in _parts(sorted(near - done)):
            dataset = self._corrected.dataset(part)
            pages |= self._pages(part)
            reports += reports_of(dataset, {}).values()
        links |= {pair for pair in same_headline(reports) if not own.isdisjoint(pair)}
        return {(pages[one], pages[other]) for one, other in links}

    def _pages(self, readings: Sequence[int]) -> dict[str, int]:
        found = self._disk.among("SELECT id, article_id FROM reading WHERE id IN", readings)
        return {page: number for number, page in found}


def _linked(articles: Sequence[tuple[list[Claim], Report]], touching: set[str]) -> set[tuple[str, str]]:
    """Pairs of articles, one of them of ``touching``, of which two rows reach the threshold."""
    points = Points([claim for claims, _ in articles for claim in claims], touching)
    return {(one.report.article_id, other.report.article_id) for _, one, other in points.edges()}


def _meetings(claims: Sequence[Claim], report: Report) -> Iterator[Meeting]:
    """What the rows of an article can be met under."""
    day = report.day.toordinal() if report.day else 0
    found: set[Meeting] = {(number_of(("text", report.text)), 0), (number_of(("source", report.source)), day)}
    if day:
        found.add((number_of(("story",)), day))
    if report.correction:
        found.add((number_of(("correction", report.source)), day))
    for claim in claims:
        for base in (group_key(claim), *_scales(claim, 0)[0]):
            found.add((number_of(base), day))
            found.update((number_of((base, bond)), 0) for bond in bonds(claim)[1:] if day)
    yield from found


def _sought(claims: Sequence[Claim], report: Report) -> set[tuple[int, int, int]]:
    """What the rows of an article meet others under: (what, first day, last day)."""
    day = report.day.toordinal() if report.day else 0
    found = {(number_of(("text", report.text)), *_EVER)}
    if day:
        found.add((number_of(("correction", report.source)), day, day + _CORRECTED_WITHIN))
        if report.correction:
            found.add((number_of(("source", report.source)), day - _CORRECTED_WITHIN, day))
    for claim in claims:
        for base in (group_key(claim), *_scales(claim, 2)[1]):
            if not day:
                found.add((number_of(base), *_EVER))
                continue
            found.add((number_of(base), day - WINDOW, day + WINDOW))
            found.add((number_of(base), 0, 0))
            found.update((number_of((base, bond)), *_EVER) for bond in bonds(claim)[1:])
    return found


def _scales(claim: Claim, around: int) -> tuple[list[tuple[Hashable, ...]], list[tuple[Hashable, ...]]]:
    """Where a count stands on a scale of a tenth each, to be met there, and where those stand that it could round, or that
    could round it."""
    if claim.count is None or claim.name:
        return [], []
    at = math.floor(math.log(max(claim.count, 1), 1.1))
    exact = claim.approx == "exact"
    key = (claim.award, claim.status, claim.unit)
    return (
        [(*key, "exact" if exact else "rounded", at)],
        [(*key, "rounded" if exact else "exact", at + more) for more in range(-around, around + 1)],
    )


@lru_cache(1 << 16)
def number_of(key: Hashable) -> int:
    """A number for a key: its own, as good as certainly."""
    digest = blake2b(repr(key).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def _parts(items: Sequence[int], size: int = _TOGETHER) -> list[Sequence[int]]:
    return [items[start : start + size] for start in range(0, len(items), size)]
