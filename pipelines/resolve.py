"""What only all articles together show: copies, events, parts of another article's total, decisions on proposals."""

from __future__ import annotations

import re
import tomllib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from itertools import combinations
from typing import Any, NamedTuple

from extract.fold import fold, nfc, plain
from extract.records import stable_id
from pipelines.claims import Claim, Report, decides, revokes
from pipelines.copies import Text, same_as
from pipelines.events import events
from pipelines.schema import ARTICLES, AWARDS, RECIPIENTS
from pipelines.tables import Dataset, Row

STORY_DAYS = 2
"""Articles on one occasion, with nearly one headline, are at most so many days apart."""
_SAME_STORY_TITLE = 0.5


def resolve(dataset: Dataset) -> None:
    """Fill the columns of ``dataset`` that other articles decide: articles.same_as; awards.event_id, part_of_event and
    follows. Deterministic; depends on the rows, never on their order."""
    leaders = same_as(texts_of(dataset))
    fill(dataset, leaders, relate(dataset, leaders))


def texts_of(dataset: Dataset) -> Iterator[Text]:
    """The articles as copies are found among them."""
    states: dict[str, set[Any]] = defaultdict(set)
    for row in _records(AWARDS.header, dataset.rows[AWARDS.name]):
        states[row["article_id"]].add(
            (row["award"], row["grade"], row["recipient_kind"], row["recipient_name"], row["count"], row["period"])
        )
    for line in dataset.rows[ARTICLES.name]:
        row = dict(zip(ARTICLES.header, line, strict=True))
        yield Text(
            row["article_id"], dataset.shingles.get(row["article_id"], ()),
            (row["published_at"][:10] or "9", row["published_at"] or "9", row["fetched_at"] or "9"),
            row["source"], row["site_name"], row["origin"], frozenset(states.get(row["article_id"], ())),
        )  # fmt: skip


Relations = dict[str, tuple[str, str, str]]
"""event_id, part_of_event and follows by award_id."""


class Related(NamedTuple):
    """What awards have to do with each other: their relations, their events, and pairs of articles of which one states an
    award that the other's proposal, or award, leads to."""

    relations: Relations
    grouped: list[list[Claim]]
    following: set[tuple[str, str]]


def relate(dataset: Dataset, leaders: Mapping[str, str]) -> Relations:
    """What the awards of ``dataset`` have to do with each other; ``leaders`` are the copies among its articles.

    Articles without awards do not matter.
    """
    return related(dataset, leaders).relations


def related(dataset: Dataset, leaders: Mapping[str, str]) -> Related:
    """What ``relate`` finds, and what it found it by."""
    award, whole = (AWARDS.header.index(name) for name in ("award_id", "part_of"))
    parts = [(row[award], row[whole]) for row in dataset.rows[AWARDS.name] if row[whole]]
    claims = claims_of(dataset, reports_of(dataset, leaders))
    grouped = events(claims)
    event_of = {claim.award_id: event_id(group) for group in grouped for claim in group}
    whole_of = _wholes(parts, claims, grouped, event_of)
    follows, following = _follows(grouped, event_of)
    relations = {award_id: (event, whole_of.get(event, ""), follows.get(event, "")) for award_id, event in event_of.items()}
    return Related(relations, grouped, following)


def reports_of(dataset: Dataset, leaders: Mapping[str, str]) -> dict[str, Report]:
    """The articles of ``dataset`` with awards as events compare them."""
    of = AWARDS.header.index("article_id")
    stating = {row[of] for row in dataset.rows[AWARDS.name]}
    at = ARTICLES.header.index("article_id")
    return {
        line[at]: _report(dict(zip(ARTICLES.header, line, strict=True)), leaders, dataset.shingles)
        for line in dataset.rows[ARTICLES.name] if line[at] in stating
    }  # fmt: skip


def fill(dataset: Dataset, leaders: Mapping[str, str], relations: Relations) -> None:
    """Put into the rows of ``dataset`` what ``same_as`` and ``relate`` found."""
    dataset.rows[ARTICLES.name] = _filled(
        ARTICLES.header, dataset.rows[ARTICLES.name], "article_id", {"same_as": leaders}
    )
    columns = {
        name: {award: values[number] for award, values in relations.items()}
        for number, name in enumerate(("event_id", "part_of_event", "follows"))
    }
    dataset.rows[AWARDS.name] = _filled(AWARDS.header, dataset.rows[AWARDS.name], "award_id", columns)


def claims_of(dataset: Dataset, reports: Mapping[str, Report]) -> list[Claim]:
    """The rows of awards.csv as events compare them."""
    bodies = {
        row["award_id"]: frozenset(plain(row["organisation"]).split())
        for row in _records(RECIPIENTS.header, dataset.rows[RECIPIENTS.name])
    }
    return [
        Claim(
            row["award_id"], reports[row["article_id"]], row["award"], plain(row["award_title"]), row["grade"],
            *_authority(row["authority"], row["province"]),
            row["authority_level"], row["recipient_kind"], plain(row["recipient_name"]), row["count"], row["approx"] or "exact", row["unit"], row["status"],
            row["scope"], row["period"], day(row["awarded_on"]), re.sub(r"\s", "", fold(row["decision"])),
            _words(row["reason"]), row["campaign_id"], plain(row["province"]),
            bodies.get(row["award_id"], frozenset()),
        )
        for row in _records(AWARDS.header, dataset.rows[AWARDS.name])
    ]  # fmt: skip


def day(value: str) -> date | None:
    """The day of an ISO date or time; None where there is none."""
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


@cache
def _office_words() -> frozenset[str]:
    return frozenset(_word_lists()["office_words"])


@cache
def _word_lists() -> dict[str, list[str]]:
    return tomllib.loads((files("pipelines") / "resolve.toml").read_text("utf-8"))


@cache
def _correction() -> re.Pattern[str]:
    return re.compile("|".join(_word_lists()["correction"]))


def is_correction(title: str) -> bool:
    """Whether a headline says that its article sets an earlier one right (Đính chính)."""
    return bool(_correction().search(fold(nfc(title))))


@cache
def _empty_words() -> frozenset[str]:
    return frozenset(_word_lists()["empty_words"])


@lru_cache(maxsize=1 << 13)
def _words(text: str) -> frozenset[str]:
    return frozenset(fold(nfc(word)) for word in re.findall(r"\w+", text)) - _empty_words()


@lru_cache(maxsize=1 << 13)
def _authority(authority: str, province: str) -> tuple[str, frozenset[str]]:
    """The authority without the province's name, which one article leaves to the reader, and the words that tell it."""
    bare = f" {plain(authority)} ".replace(f" {plain(province)} ", " ") if province else plain(authority)
    return bare.strip(), frozenset(bare.split()) - _office_words()


def _places(title: str) -> frozenset[str]:
    """Names of districts and communes in a headline."""
    return frozenset(fold(nfc(m)) for m in re.findall(_word_lists()["place"][0], title))


def _names(title: str) -> frozenset[str]:
    """Capitalised words and numbers of a headline, without its first word and empty words."""
    words = re.findall(r"\w+", title)
    return frozenset(fold(nfc(w)) for w in words[1:] if w[:1].isupper() or w[:1].isdigit()) - _empty_words()


def _report(row: dict[str, Any], leaders: Mapping[str, str], shingles: Mapping[str, Any]) -> Report:
    article_id = row["article_id"]
    of_place = _words(f"{row['province']} {row['province_2025']}")  # all of its articles have these
    return Report(
        article_id, leaders.get(article_id, article_id), day(row["published_at"]), row["source"], _words(row["title"]) - of_place, _names(row["title"]) - of_place,
        _places(row["title"]),
        array("I", shingles.get(article_id, ())).tobytes(), is_correction(row["title"]),
    )  # fmt: skip


def event_id(group: Sequence[Claim]) -> str:
    """The id of the event that ``group`` reports."""
    first = min(group, key=lambda c: (c.report.day or date.max, c.report.article_id, c.award_id))
    return stable_id("event", first.award_id)


def _wholes(
    parts: list[tuple[str, str]], claims: list[Claim], grouped: list[list[Claim]], event_of: Mapping[str, str]
) -> dict[str, str]:
    """event_id -> event_id of the total that it is a part of: as one article says, or as two together show.

    ``parts`` are (award_id, award_id of the total) as articles say.
    """
    found: dict[str, str] = {}
    for part, whole in parts:
        if whole in event_of:
            found.setdefault(event_of[part], event_of[whole])
    for named, total in _named_elsewhere(claims, grouped, {part for part, _ in parts}):
        found.setdefault(event_of[named.award_id], event_of[total.award_id])
    return {part: whole for part, whole in found.items() if not _circular(part, found)}


def _circular(part: str, whole_of: Mapping[str, str]) -> bool:
    """Whether following the wholes leads back: two articles that contradict each other; then nothing is a part."""
    seen, at = {part}, whole_of[part]
    while at in whole_of:
        if at in seen:
            return True
        seen.add(at)
        at = whole_of[at]
    return at == part


def _named_elsewhere(claims: list[Claim], grouped: list[list[Claim]], parts: set[str]) -> Iterable[tuple[Claim, Claim]]:
    """(named row, counted row of another article on the same occasion): one article counts whom the other names."""
    of_article: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        of_article[claim.report.article_id].append(claim)
    for one, other in sorted(_same_story(claims, grouped)):
        for left, right in ((one, other), (other, one)):
            totals = [c for c in of_article[right] if not c.name and c.scope == "occasion" and c.count]
            own = Counter((c.award, c.kind) for c in of_article[left] if not c.name)
            names = [c for c in of_article[left] if c.name and c.award_id not in parts and not own[c.award, c.kind]]
            for total in totals:
                fitting = [c for c in names if _names_of(c, total)]
                if 0 < len(fitting) <= (total.count or 0):
                    yield from ((name, total) for name in fitting)


def _names_of(named: Claim, total: Claim) -> bool:
    return (named.award, named.status, named.kind) == (total.award, total.status, total.kind) and all(
        not mine or not theirs or mine == theirs
        for mine, theirs in (
            (named.grade, total.grade),
            (named.level, total.level),
            (named.title, total.title),
            (named.province, total.province),
            (named.period, total.period),
        )
    )


def _same_story(claims: list[Claim], grouped: list[list[Claim]]) -> set[tuple[str, str]]:
    """Pairs of articles on one occasion: they share an event and are near in time, or have nearly one headline."""
    reports = {claim.report.article_id: claim.report for claim in claims}
    pairs = set()
    for group in grouped:
        here = sorted({claim.report.article_id for claim in group})
        pairs |= {
            (a, b) for a, b in combinations(here, 2) if _days_apart(reports[a], reports[b]) <= 2 * STORY_DAYS
        }
    return pairs | same_headline(reports.values())


def same_headline(reports: Iterable[Report]) -> set[tuple[str, str]]:
    """Pairs of articles that are near in time and have nearly one headline."""
    pairs = set()
    by_day: dict[date, list[Report]] = defaultdict(list)
    for report in reports:
        if report.day:
            by_day[report.day].append(report)
    for when, mine in by_day.items():
        later = [r for d in by_day if 0 <= (d - when).days <= STORY_DAYS for r in by_day[d]] if mine else []
        for a in mine:
            for b in later:
                if a.article_id != b.article_id and len(a.title & b.title) >= 4:
                    share = len(a.title & b.title) / len(a.title | b.title)
                    if share >= _SAME_STORY_TITLE:
                        pairs.add((min(a.article_id, b.article_id), max(a.article_id, b.article_id)))
    return pairs


def _days_apart(one: Report, other: Report) -> int:
    return abs((one.day - other.day).days) if one.day and other.day else 9999


def _follows(grouped: list[list[Claim]], event_of: Mapping[str, str]) -> tuple[dict[str, str], set[tuple[str, str]]]:
    """event_id of an award -> event_id of the proposal that it decides on, or of the award that it takes back; and the
    articles of all such pairs."""
    earlier: dict[tuple[str, object], list[int]] = defaultdict(list)
    said = [spoken(group) for group in grouped]
    for number, group in enumerate(said):
        if leads(group[0]):
            earlier[what_for(group[0])].append(number)
    agreeing: Counter[tuple[str, str]] = Counter()
    possible: list[tuple[list[Claim], list[Claim]]] = []
    for group in said:
        if not is_led(group[0]):
            continue
        for number in earlier[what_for(group[0])]:
            if said[number][0].status != group[0].status:
                possible.append((said[number], group))
                agreeing.update((a.report.article_id, b.report.article_id) for a in said[number] for b in group)
    found: dict[str, tuple[date, str]] = {}
    following: set[tuple[str, str]] = set()
    for before, group in possible:
        together = max(agreeing[a.report.article_id, b.report.article_id] for a in before for b in group)
        if decides(before[0], group[0], together) or revokes(before[0], group[0]):
            near = (before[0].report.day or date.min, event_of[before[0].award_id])
            event = event_of[group[0].award_id]
            found[event] = max(near, found.get(event, near))  # the latest proposal before the decision
            following.add((before[0].report.article_id, group[0].report.article_id))
    return {event: before for event, (_, before) in found.items()}, following


def spoken(group: Sequence[Claim]) -> list[Claim]:
    """The rows of an event, the one that speaks for it in what follows what first."""
    return sorted(group, key=lambda c: (c.report.day or date.max, c.award_id))


def leads(claim: Claim) -> bool:
    """Whether an event that this row speaks for can be the proposal of another, or an award that is taken back."""
    return claim.status == "proposed" or bool(claim.name)


def is_led(claim: Claim) -> bool:
    """Whether an event that this row speaks for can be a decision on a proposal, or the taking back of an award."""
    return claim.status != "proposed" and bool(claim.name or claim.count)


def what_for(claim: Claim) -> tuple[str, object]:
    """What two events have in common of which one leads to the other."""
    return claim.award, claim.name or claim.count


def _records(header: tuple[str, ...], rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    return (dict(zip(header, row, strict=True)) for row in rows)  # one at a time: of all they would take gigabytes


def _filled(header: tuple[str, ...], rows: list[Row], key: str, columns: Mapping[str, Mapping[str, str]]) -> list[Row]:
    at = header.index(key)
    places = {header.index(name): values for name, values in columns.items()}
    return [tuple(places[i].get(row[at], "") if i in places else value for i, value in enumerate(row)) for row in rows]
