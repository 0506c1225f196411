"""Which rows of different articles report the same award.

Two rows are compared field by field: some differences forbid that they are one award (another form, grade, kind,
province, period, decision), the rest are weighed. The weights were chosen by hand so that what agrees by chance stays
below the threshold: three collectives on the same day are not enough, three collectives of the same decision are. Each
event holds at most one row of an article.
"""

from __future__ import annotations

import bisect
import math
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

THRESHOLD = 10.0
"""Points from which two rows are one award."""

_SLACK = 2.0  # what the mean of all pairs of an event may fall short of the threshold
_LOOKED_AT = 8  # rows of each event that are compared before two are joined
_WINDOW = 62  # days between publications beyond which only period, decision or name can hold two rows together
_AT_MOST = 18.0  # points for reasons, campaign, organisation, headlines and texts: 3 + 1.5 + 1 + 8 + 4, and some slack
_ROUNDED = 0.1  # a rounded count is at most so much off
_MANY = ("district", "commune", "enterprise")  # levels with many bodies in one province
_LAST_A_LIFE = (
    "huan-chuong",
    "huy-chuong",
    "anh-hung",
    "nha-giao",
    "thay-thuoc",
    "nghe-si",
    "nghe-nhan",
    "giai-thuong",
    "ba-me",
)


@dataclass(frozen=True, slots=True)
class Report:
    """What is known of an article for comparing its rows: ``text`` is the one article it is a copy of, or itself."""

    article_id: str
    text: str
    day: date | None = None
    source: str = ""
    title: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()  # numbers and capitalised words of the title
    places: frozenset[str] = frozenset()  # of them, those of districts and communes
    shingles: bytes = b""  # smallest ones of its text, of 4 bytes each
    correction: bool = False  # the article sets an earlier one right


@dataclass(frozen=True, slots=True)
class Claim:
    """A row of awards.csv as events compare it. Texts are folded to plain letters; unknown is empty or None."""

    award_id: str
    report: Report
    award: str
    title: str = ""
    grade: str = ""
    authority: str = ""
    body: frozenset[str] = frozenset()  # the words of the authority that tell it from others of its kind
    level: str = ""
    kind: str = ""
    name: str = ""
    count: int | None = None
    approx: str = "exact"
    unit: str = ""
    status: str = "conferred"
    scope: str = "occasion"
    period: str = ""
    awarded_on: date | None = None
    decision: str = ""
    reason: frozenset[str] = frozenset()
    campaign: str = ""
    province: str = ""
    organisation: frozenset[str] = frozenset()

    @property
    def bounds(self) -> tuple[float, float] | None:
        """Smallest and largest exact count that this row's count can round."""
        if self.count is None:
            return None
        low = self.count if self.approx in ("exact", "over") else self.count * (1 - _ROUNDED)
        high = self.count if self.approx in ("exact", "nearly") else self.count * (1 + _ROUNDED)
        return low, high


@dataclass(slots=True)
class _Event:
    number: int
    claims: list[Claim]
    articles: set[str]


def events(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Group ``claims`` into events. Every claim is in exactly one; the order follows that of ``claims``."""
    agreeing = _agreement(claims)

    totals = {pair: sum(rows.values()) - rows[""] for pair, rows in agreeing.items()}

    def points_of(one: Claim, other: Claim, enough: float = -math.inf) -> float:
        pair = _pair(one.report, other.report)
        return score(one, other, _others(agreeing.get(pair, {}), totals.get(pair, 0.0), one, other), enough)

    edges = []
    for one, other in _candidates(claims):
        points = points_of(one, other, THRESHOLD)
        if points >= THRESHOLD:
            edges.append((-points, one.award_id, other.award_id, one, other))
    event_of = {claim.award_id: _Event(at, [claim], {claim.report.article_id}) for at, claim in enumerate(claims)}
    apart: set[tuple[int, int, int, int]] = set()  # events that could not be joined, with their sizes
    for *_, one, other in sorted(edges, key=lambda edge: edge[:3]):
        left, right = event_of[one.award_id], event_of[other.award_id]
        tried = left.number, len(left.claims), right.number, len(right.claims)
        if left is right or tried in apart:
            continue
        if not _can_join(left, right, points_of):
            apart.add(tried)
            continue
        left.claims += right.claims
        left.articles |= right.articles
        for claim in right.claims:
            event_of[claim.award_id] = left
    return list({id(event): event.claims for event in (event_of[c.award_id] for c in claims)}.values())


def compatible(one: Claim, other: Claim) -> bool:
    """Whether nothing speaks against the two rows being one award."""
    if (one.award, one.status, one.unit, bool(one.name)) != (other.award, other.status, other.unit, bool(other.name)):
        return False
    for mine, theirs in (
        (one.title, other.title), (one.level, other.level), (one.kind, other.kind), (one.province, other.province),
        (one.period, other.period), (one.decision, other.decision), (one.grade, other.grade),
    ):  # fmt: skip
        if mine and theirs and mine != theirs:
            return False
    if one.grade != other.grade and not one.name:
        return False
    if one.level in _MANY and _differ(one.body, other.body):
        return False
    if one.awarded_on and other.awarded_on and not one.decision and abs((one.awarded_on - other.awarded_on).days) > 15:
        return False
    if one.scope != other.scope and not (one.period and one.period == other.period and (one.count or 0) >= 20):
        return False
    if one.name:
        return _same_name(one, other)
    return corrects(one, other) or corrects(other, one) or _same_count(one, other) > 0


def score(one: Claim, other: Claim, others: float = 0.0, enough: float = -math.inf) -> float:
    """Points for two rows being one award; ``others`` are those that the other rows of their articles give.

    Where they cannot be ``enough``, they may come out as none at all.
    """
    if not compatible(one, other):
        return -math.inf
    if one.report.text == other.report.text:
        return 2 * THRESHOLD  # the same text says the same
    points = 4.0 + 3.0 * (" " in one.name) if one.name else _same_count(one, other)
    if corrects(one, other) or corrects(other, one):
        points = 6.0
    points += _timing(one, other)
    points += 1.0 if one.province and one.province == other.province else -1.0
    points += 0.5 * bool(one.level and one.level == other.level)
    points += 1.0 * bool(one.authority and one.authority == other.authority)
    points += 8.0 * bool(one.decision and one.decision == other.decision)
    if points + others + _AT_MOST < enough:
        return -math.inf
    points += _reasons(one.reason, other.reason)
    if one.campaign and other.campaign:
        points += 1.5 if one.campaign == other.campaign else -3.0
    if one.organisation and other.organisation:
        points += 1.0 if one.organisation & other.organisation else -4.0
    points -= 5.0 * _differ(one.body, other.body)
    if not _differ(one.report.names, other.report.names):  # else one mould for two places or two months
        points += 8.0 * _share(one.report.title, other.report.title)
        points += min(4.0, 10.0 * _share(_shingles(one.report.shingles), _shingles(other.report.shingles)))
    points -= 6.0 * _differ(one.report.places, other.report.places)
    return points + others


def corrects(one: Claim, other: Claim) -> bool:
    """Whether ``one`` is of a correction by the outlet of ``other``, which said another number."""
    a, b = one.report, other.report
    return (
        a.correction and not b.correction and a.source == b.source and a.day is not None and b.day is not None
        and 0 <= (a.day - b.day).days <= 14 and one.count != other.count and one.count is not None
        and other.count is not None
    )  # fmt: skip


def decides(proposal: Claim, later: Claim, agreeing: int) -> bool:
    """Whether ``later`` confers what ``proposal`` asked for; ``agreeing`` rows of the two articles have equal counts."""
    if (proposal.status, later.status) != ("proposed", "conferred") or not _follows(proposal, later):
        return False
    if proposal.name or later.name:
        return _same_name(proposal, later)
    return proposal.count is not None and proposal.count == later.count and (agreeing > 1 or proposal.count >= 20)


def revokes(conferred: Claim, later: Claim) -> bool:
    """Whether ``later`` takes back what ``conferred`` gave to a named recipient."""
    return (
        (conferred.status, later.status) == ("conferred", "revoked")
        and bool(conferred.name) and _same_name(conferred, later) and _follows(conferred, later, 3650)
    )  # fmt: skip


def _follows(first: Claim, later: Claim, days: int = 400) -> bool:
    if (first.award, first.grade, first.unit) != (later.award, later.grade, later.unit):
        return False
    for mine, theirs in (
        (first.title, later.title),
        (first.level, later.level),
        (first.kind, later.kind),
        (first.province, later.province),
        (first.period, later.period),
    ):
        if mine and theirs and mine != theirs:
            return False
    a, b = first.report.day, later.report.day
    return a is not None and b is not None and 0 <= (b - a).days <= days


def _same_name(one: Claim, other: Claim) -> bool:
    if not (one.name and other.name):
        return False
    if one.name == other.name:
        return True
    short, long = sorted((one.name, other.name), key=len)
    # "Công an tỉnh" and "Công an tỉnh Lạng Sơn": a body whose province one article leaves to the reader
    province = one.province or other.province
    return one.kind != "individual" and bool(province) and long == f"{short} {province}"


def _same_count(one: Claim, other: Claim) -> float:
    """What agreeing on the count is worth: the rarer the number the more; 0 where the counts differ."""
    a, b = one.bounds, other.bounds
    if a is None or b is None or one.count is None or other.count is None:
        return 0.5 if one.report.text == other.report.text and one.count is other.count is None else 0.0
    worth = min(9.0, math.log2(1 + min(one.count, other.count)))
    if one.approx == other.approx:
        return worth * (1.0 if one.approx == "exact" else 0.8) if one.count == other.count else 0.0
    if "exact" not in (one.approx, other.approx):
        return 0.0
    return worth * 0.6 if max(a[0], b[0]) <= min(a[1], b[1]) else 0.0


def _timing(one: Claim, other: Claim) -> float:
    gap = _gap(one, other)
    if one.scope == other.scope == "cumulative":
        return 1.0 if gap is not None and gap <= 30 else -2.0
    same_period = bool(one.period) and one.period == other.period
    if one.scope == other.scope == "period" and same_period:
        return 4.0 if gap is None or gap <= 400 else 1.0
    if one.decision and one.decision == other.decision:
        return 0.0
    if one.name and same_period:
        return 4.0
    if one.awarded_on and other.awarded_on:
        apart = abs((one.awarded_on - other.awarded_on).days)
        return 5.0 if apart == 0 else 3.0 if apart <= 3 else 1.0
    if gap is None:
        return -1.0
    # The same number is given again at the next ceremony; the same person is not.
    for days, points, of_counts in ((1, 3.0, 3.0), (3, 2.5, 2.5), (7, 1.5, 1.0), (14, 0.0, -2.0), (31, -2.0, -4.0)):
        if gap <= days:
            return points if one.name else of_counts
    lasting = one.name and one.award.startswith(_LAST_A_LIFE) and gap <= 400
    return -1.0 if lasting else -8.0


def _reasons(one: frozenset[str], other: frozenset[str]) -> float:
    if not one or not other:
        return 0.0
    share = _share(one, other)
    return 3.0 if share >= 0.5 else 1.5 if share >= 0.25 else -3.0 if share < 0.1 else 0.0


@lru_cache(maxsize=1 << 11)
def _shingles(packed: bytes) -> frozenset[int]:
    return frozenset(array("I", packed))  # 35 KB: only of those that are compared now


def _share(one: frozenset[str] | frozenset[int], other: frozenset[str] | frozenset[int]) -> float:
    common = len(one & other)
    together = len(one) + len(other) - common
    return common / together if together else 0.0


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether each has words that the other lacks."""
    return bool(one - other and other - one)


def _gap(one: Claim, other: Claim) -> int | None:
    a, b = one.report.day, other.report.day
    return abs((a - b).days) if a and b else None


def _can_join(left: _Event, right: _Event, points_of: Callable[[Claim, Claim], float]) -> bool:
    """Whether all rows of two events can be one award, and on the whole look like it: no chains of lucky links."""
    if left.articles & right.articles:
        return False
    points = []
    for one in left.claims[:_LOOKED_AT]:
        for other in right.claims[:_LOOKED_AT]:
            points.append(points_of(one, other))
            if points[-1] == -math.inf:
                return False  # nothing makes up for rows that cannot be one award
    return sum(points) / len(points) >= THRESHOLD - _SLACK


def _pair(one: Report, other: Report) -> tuple[str, str]:
    return (
        (one.article_id, other.article_id) if one.article_id < other.article_id else (other.article_id, one.article_id)
    )


def _agreement(claims: Sequence[Claim]) -> dict[tuple[str, str], dict[str, float]]:
    """For pairs of articles: points by row that has a partner in the other article, and under "" what is lost by counts
    that differ where each article has just one of its kind."""
    found: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for one, other in _candidates(claims):
        if compatible(one, other):
            worth = 1.0 + 0.5 * (4.0 if one.name else _same_count(one, other))
            rows = found[_pair(one.report, other.report)]
            for award_id in (one.award_id, other.award_id):
                rows[award_id] = max(rows.get(award_id, 0.0), worth)
    counted: dict[str, dict[tuple[str, ...], list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        if claim.count is not None and not claim.name:
            key: tuple[str, ...] = (
                claim.award,
                claim.title,
                claim.grade,
                claim.level,
                claim.kind,
                claim.status,
                claim.scope,
                claim.unit,
            )
            counted[claim.report.article_id][key].append(claim)
    for (left, right), rows in found.items():
        differing = 0
        for key, mine in counted[left].items():
            theirs = counted[right].get(key, [])
            if (
                len(mine) == len(theirs) == 1
                and not _same_count(mine[0], theirs[0])
                and not corrects(mine[0], theirs[0])
                and not corrects(theirs[0], mine[0])
            ):
                differing += 1
        rows[""] = -2.0 * differing
    return found


def _others(agreement: dict[str, float], total: float, one: Claim, other: Claim) -> float:
    """Points for ``one`` and ``other`` from the other rows of their articles; ``total`` is the sum over all rows."""
    lost = agreement.get("", 0.0)
    if total - agreement.get(one.award_id, 0.0) - agreement.get(other.award_id, 0.0) > 10.5:
        return 5.0 + lost
    rest = sum(points for award_id, points in agreement.items() if award_id not in ("", one.award_id, other.award_id))
    return min(5.0, rest / 2) + lost  # each partner stands there once itself


def _candidates(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs that could be one award, each once: same name, or counts that agree, and near in time or equal in period."""
    for group in _groups(claims).values():
        if len(group) < 2:
            continue
        dated = sorted(group, key=lambda c: (c.report.day or date.max, c.award_id))
        for position, one in enumerate(dated):
            for other in dated[position + 1 :]:
                gap = _gap(one, other)
                if gap is not None and gap > _WINDOW and not _bound_for_good(one, other):
                    if len(dated) > 500:
                        break
                    continue
                if one.report.article_id != other.report.article_id:
                    yield one, other
    yield from _rounded(claims)
    yield from _corrections(claims)


def _bound_for_good(one: Claim, other: Claim) -> bool:
    return bool(
        (one.period and one.period == other.period) or (one.decision and one.decision == other.decision)
        or one.report.text == other.report.text or (one.name and one.award.startswith(_LAST_A_LIFE))
        or one.scope == "cumulative"
    )  # fmt: skip


def _groups(claims: Iterable[Claim]) -> dict[tuple[object, ...], list[Claim]]:
    groups: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        key: tuple[object, ...] = (claim.award, claim.status, claim.unit)
        if claim.name:
            bare = claim.name.removesuffix(f" {claim.province}") if claim.kind != "individual" else claim.name
            groups[(*key, "name", bare)].append(claim)
        elif claim.count is not None:
            groups[(*key, "count", claim.count)].append(claim)
        else:
            groups[(*key, "text", claim.report.text)].append(claim)
    return groups


def _rounded(claims: Iterable[Claim]) -> Iterator[tuple[Claim, Claim]]:
    exact: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    rounded = []
    for claim in claims:
        if claim.count is not None and not claim.name:
            if claim.approx == "exact":
                exact[claim.award, claim.status, claim.unit].append(claim)
            else:
                rounded.append(claim)
    for group in exact.values():
        group.sort(key=lambda c: (c.count or 0, c.award_id))
    for claim in rounded:
        group = exact.get((claim.award, claim.status, claim.unit), [])
        low, high = claim.bounds or (0.0, 0.0)
        first = bisect.bisect_left(group, low, key=lambda c: c.count or 0)
        for other in group[first:]:
            if (other.count or 0) > high:
                break
            gap = _gap(claim, other)
            near = gap is None or gap <= _WINDOW or _bound_for_good(claim, other)
            # the same number is in one group already
            if near and other.count != claim.count and other.report.article_id != claim.report.article_id:
                yield claim, other


def _corrections(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    correcting = [claim for claim in claims if claim.report.correction and not claim.name]
    if not correcting:
        return
    of_source: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        of_source[claim.report.source].append(claim)
    for claim in correcting:
        for other in of_source[claim.report.source]:
            if corrects(claim, other) and claim.award == other.award:
                yield claim, other
