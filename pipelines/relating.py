"""What awards of different articles have to do with each other, kept from run to run and found anew only where something
changed: events, wholes, what follows what, and the panel.

The rules are those of ``pipelines.resolve``, applied to the articles that hang together (``pipelines.links``) with one that
changed, some hundred at a time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any

from pipelines.claims import Claim, Report, decides, revokes
from pipelines.disk import Disk
from pipelines.links import Links, number_of
from pipelines.packed import packed_value, unpacked
from pipelines.resolve import Related, event_id, fill, is_correction, is_led, leads, related, spoken, what_for
from pipelines.schema import ARTICLES, AWARDS, EVENTS
from pipelines.standing import Changes, Corrected, bucket_of
from pipelines.summary import cell_of, event_row, events_of, panel
from pipelines.tables import Dataset

_TOGETHER = 500  # articles that are looked at together, unless more hang together
_DECIDED_WITHIN, _REVOKED_WITHIN = 400, 3650  # days
_SAYING = ("award_id", "award", "title", "grade", "level", "kind", "name", "count", "unit", "status", "period", "province")

Role = tuple[tuple[str, object], str, bool, bool]
"""What the event of a row is for, its status, whether it leads to others, whether others lead to it."""


@dataclass(slots=True)
class Renewed:
    """Parts of tables whose rows are others than before: of awards, by day; of events, by day; of the panel, by key."""

    awards: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)
    cells: set[str] = field(default_factory=set)


class Relating:
    """The relations of the standing results of ``disk``."""

    def __init__(self, disk: Disk, corrected: Corrected) -> None:
        self._disk, self._corrected = disk, corrected
        self._links = Links(disk, corrected)
        self._old: dict[str, tuple[str, str, bytes, bytes]] = {}
        self._new: set[str] = set()
        self._renewed = Renewed()

    def update(self, changes: Changes) -> Renewed:
        """Take ``changes`` in, those of copies among them. Returns what there is to be written again."""
        stating = "SELECT reading FROM standing WHERE states AND reading IN"
        if changes.all:
            dirty = [found[0] for found in self._disk.all("SELECT reading FROM standing WHERE states ORDER BY bucket")]
        else:
            dirty = sorted(found[0] for found in self._disk.among(stating, {*changes.added, *changes.revised}))
        touched = {*changes.removed, *dirty} if not changes.all else set[int]()
        around = self._links.neighbours(touched)
        self._links.drop(touched)
        for number in changes.removed:
            self._forget([number])
            self._disk.do("DELETE FROM related WHERE reading = ?", (number,))
        self._links.enter(dirty)
        waiting: Collection[int] = [*dirty, *sorted(around - set(changes.removed))]
        while waiting:
            left: set[int] = set()
            for group in self._together(waiting):
                left |= self._relate(sorted(group))
            waiting = sorted(left)
        self._compare(changes.all)
        self._count(changes.all)
        return self._renewed

    def _together(self, readings: Iterable[int]) -> Iterator[set[int]]:
        """These results with all that hang together with them, in groups of which none hangs together with another."""
        seen: set[int] = set()
        group: set[int] = set()
        for number in readings:
            if number in seen:
                continue
            found = self._links.reached([number])
            seen |= found
            group |= found
            if len(group) >= _TOGETHER:
                yield group
                group = set()
        if group:
            yield group

    def _relate(self, readings: Sequence[int]) -> set[int]:
        """Find the relations of articles that hang together with no others. Where it shows that they do, those are left
        undone and returned, with what they hang together with."""
        self._forget(readings)
        dataset = self._corrected.dataset(readings)
        question = "SELECT article_id, id FROM reading WHERE id IN"
        pages: dict[str, int] = dict(self._disk.among(question, readings))
        leaders = self._links.leaders(pages)
        found = related(dataset, leaders)
        self._links.tie((pages[one], pages[other]) for one, other in found.following)
        outside = set(self._outside(found))
        question = "SELECT page, reading FROM standing WHERE page IN"
        number_at = dict(self._disk.among(question, {other for _, other in outside}))
        self._links.tie((pages[one], number_at[other]) for one, other in outside)
        left = self._links.reached({pages[one] for one, _ in outside})
        self._write(dataset, found, leaders, pages, left)
        return left

    def _forget(self, readings: Iterable[int]) -> None:
        """Take out the events of these results, which hang together with no others."""
        question = "SELECT article_id, relations FROM related JOIN reading ON reading.id = related.reading WHERE reading IN"
        known = list(self._disk.among(question, readings))
        pages = {page for page, _ in known}
        for event in {relation[0] for _, packed in known if packed for relation in unpacked(packed).values()}:
            found = self._disk.one("SELECT bucket, cell, row, articles FROM event WHERE id = ?", (event,))
            # what hung together may not any more: then the event of this id is another one now, of others
            if found and not pages.isdisjoint(unpacked(found[3])):
                if event not in self._new:
                    self._old.setdefault(event, found)
                self._disk.do("DELETE FROM event WHERE id = ?", (event,))

    def _write(
        self, dataset: Dataset, found: Related, leaders: dict[str, str], pages: dict[str, int], left: Collection[int]
    ) -> None:
        fill(dataset, leaders, found.relations)
        of, award, title = AWARDS.header.index("article_id"), AWARDS.header.index("award_id"), ARTICLES.header.index("title")
        own = ARTICLES.header.index("article_id")
        relations: dict[str, dict[str, tuple[str, str, str]]] = defaultdict(dict)
        for row in dataset.rows[AWARDS.name]:
            relations[row[of]][row[award]] = found.relations[row[award]]
        for page, mine in relations.items():
            if pages[page] not in left:
                self._put(pages[page], mine)
        for page, number in pages.items():
            if number not in left and page not in relations:  # people dropped all it stated
                self._disk.do("DELETE FROM related WHERE reading = ?", (number,))
        correcting = {row[own] for row in dataset.rows[ARTICLES.name] if is_correction(row[title])}
        speaks = {event_id(group): spoken(group)[0] for group in found.grouped}
        for event, articles in events_of(dataset.rows[AWARDS.name], correcting):
            if not any(pages[page] in left for page in articles):
                self._put_event(event, articles, speaks[event["event_id"]])

    def _put(self, number: int, relations: dict[str, tuple[str, str, str]]) -> None:
        packed = packed_value(relations)
        known, bucket = self._disk.one(
            "SELECT relations, bucket FROM related JOIN standing USING (reading) WHERE reading = ?", (number,)
        )
        if known != packed:
            self._disk.do("UPDATE related SET awards = ?, relations = ? WHERE reading = ?", (len(relations), packed, number))
            self._renewed.awards.add(bucket)

    def _put_event(self, event: dict[str, Any], articles: Iterable[str], first: Claim) -> None:
        day = first.report.day.toordinal() if first.report.day else 0
        saying = (first.report.article_id, day, *(getattr(first, name) for name in _SAYING))
        row = (event["event_id"], bucket_of(event["first_published"], event["event_id"]), "\t".join(cell_of(event)),
               packed_value(event_row(event)), packed_value(sorted(articles)), number_of(what_for(first)), first.status, day,
               packed_value(saying))  # fmt: skip
        self._disk.do("INSERT OR REPLACE INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        self._new.add(row[0])

    def _outside(self, found: Related) -> Iterator[tuple[str, str]]:
        """Articles of ``found``, and articles that are not, of which one follows from the other."""
        roles: dict[str, list[Role]] | None = None
        for group in found.grouped:
            first = spoken(group)[0]
            for other, leading in self._possible(first):
                before, after = (other, first) if leading else (first, other)
                if not (decides(before, after, 2) or revokes(before, after)):
                    continue
                if not (decides(before, after, 0) or revokes(before, after)):  # more than one row has to agree
                    if roles is None:
                        roles = _roles(found)
                    mine = [roles[page] for page in {claim.report.article_id for claim in group}]
                    theirs = self._roles_of(other)
                    pairs = ((a, b) for a in (theirs if leading else mine) for b in (mine if leading else theirs))
                    if not any(_agreeing(a, b) > 1 for a, b in pairs):
                        continue
                yield first.report.article_id, other.report.article_id

    def _possible(self, first: Claim) -> Iterator[tuple[Claim, bool]]:
        """What speaks for events that could lead to that of ``first`` (True), or that it could lead to (False)."""
        if first.report.day is None or not (leads(first) or is_led(first)):
            return
        day = first.report.day.toordinal()
        asked = {
            "proposed": [("conferred", day, day + _DECIDED_WITHIN, False)],
            "conferred": [("proposed", day - _DECIDED_WITHIN, day, True), ("revoked", day, day + _REVOKED_WITHIN, False)],
            "revoked": [("conferred", day - _REVOKED_WITHIN, day, True)],
        }[first.status]
        for status, start, end, leading in asked:
            if "revoked" in (status, first.status) and not first.name:
                continue
            question = "SELECT first FROM event WHERE said = ? AND status = ? AND day BETWEEN ? AND ?"
            values = (number_of(what_for(first)), status, start, end)
            for (packed,) in list(self._disk.all(question, values)):
                yield _claim(packed), leading

    def _roles_of(self, first: Claim) -> list[list[Role]]:
        """By article that reports the event that ``first`` speaks for, the roles of the events of its rows."""
        (articles,) = self._disk.one("SELECT articles FROM event WHERE id = ?", (self._event_of(first),))
        found = []
        for page in unpacked(articles):
            question = "SELECT relations FROM related JOIN standing USING (reading) WHERE page = ?"
            (relations,) = self._disk.one(question, (page,))
            events = Counter(relation[0] for relation in unpacked(relations).values()) if relations else {}
            roles = []
            for event, times in events.items():
                known = self._disk.one("SELECT first FROM event WHERE id = ?", (event,))
                if known:
                    roles += [_role(_claim(known[0]))] * times
            found.append(roles)
        return found

    def _event_of(self, first: Claim) -> str:
        question = "SELECT relations FROM related JOIN standing USING (reading) WHERE page = ?"
        (relations,) = self._disk.one(question, (first.report.article_id,))
        return str(unpacked(relations)[first.award_id][0])

    def _compare(self, everything: bool) -> None:
        """Note which events are others than before."""
        if everything:
            return
        for event in self._old.keys() | self._new:
            before = self._old.get(event)
            now = self._disk.one("SELECT bucket, cell, row, articles FROM event WHERE id = ?", (event,))
            if before != now:
                for known in (before, now):
                    if known:
                        self._renewed.events.add(known[0])
                        self._renewed.cells.add(known[1])

    def _count(self, everything: bool) -> None:
        """Count the events of the panel's rows that changed."""
        question = "SELECT cell, row, articles FROM event WHERE cell != '' {} ORDER BY cell"
        if everything:
            self._disk.many("INSERT INTO cell VALUES (?, ?)", _panel(self._disk.all(question.format(""))))
        for cell in self._renewed.cells - {""}:
            self._disk.do("DELETE FROM cell WHERE key = ?", (cell,))
            events = self._disk.all(question.format("AND cell = ?"), (cell,))
            self._disk.many("INSERT INTO cell VALUES (?, ?)", _panel(events))


def _panel(events: Iterable[tuple[str, bytes, bytes]]) -> Iterator[tuple[str, bytes]]:
    for cell, group in groupby(events, lambda each: each[0]):
        rows = (
            (dict(zip(EVENTS.header, unpacked(row), strict=True)), frozenset(unpacked(articles)))
            for _, row, articles in group
        )
        for row in panel(rows):
            yield cell, packed_value(row)


def _roles(found: Related) -> dict[str, list[Role]]:
    """By article the roles of the events of its rows."""
    roles: dict[str, list[Role]] = defaultdict(list)
    for group in found.grouped:
        role = _role(spoken(group)[0])
        for claim in group:
            roles[claim.report.article_id].append(role)
    return roles


def _role(first: Claim) -> Role:
    return what_for(first), first.status, leads(first), is_led(first)


def _agreeing(before: Sequence[Role], after: Sequence[Role]) -> int:
    """How many rows of two articles could lead from one to the other."""
    return sum(a[0] == b[0] and a[1] != b[1] and a[2] and b[3] for a in before for b in after)


@lru_cache(1 << 14)
def _claim(saying: bytes) -> Claim:
    page, day, *values = unpacked(saying)
    return Claim(report=Report(page, page, date.fromordinal(day) if day else None), **dict(zip(_SAYING, values, strict=True)))
