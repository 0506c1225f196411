"""Which rows of different articles report the same award.

Each event holds at most one row of an article. Whether two rows are compared, and what comes of it, depends on nothing
but their two articles, so that an article that is added changes only the events that its rows, or rows joined to them,
belong to (``pipelines.links``).
"""

from __future__ import annotations

import bisect
import math
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from pipelines.claims import (
    LAST_A_LIFE,
    THRESHOLD,
    Claim,
    Report,
    compatible,
    corrects,
    days_between,
    same_count,
    score,
)

WINDOW = 62
"""Days between publications beyond which only period, decision, name or text can hold two rows together."""

_SLACK = 2.0  # what the mean of all pairs of an event may fall short of the threshold
_LOOKED_AT = 8  # rows of each event that are compared before two are joined


@dataclass(slots=True)
class _Event:
    number: int
    claims: list[Claim]
    articles: set[str]


class Points:
    """What speaks for two of ``claims`` being one award, their articles' other rows considered.

    With ``touching``, only of pairs with a row of one of these articles.
    """

    def __init__(self, claims: Sequence[Claim], touching: Collection[str] | None = None) -> None:
        self.candidates = [pair for pair in candidates(claims, touching) if compatible(*pair)]
        self._agreeing = _agreement(claims, self.candidates)
        self._totals = {pair: sum(rows.values()) - rows[""] for pair, rows in self._agreeing.items()}

    def __call__(self, one: Claim, other: Claim, enough: float = -math.inf) -> float:
        pair = _pair(one.report, other.report)
        others = _others(self._agreeing.get(pair, {}), self._totals.get(pair, 0.0), one, other)
        return score(one, other, others, enough)

    def edges(self) -> Iterator[tuple[float, Claim, Claim]]:
        """The pairs that reach the threshold, with their points."""
        for one, other in self.candidates:
            points = self(one, other, THRESHOLD)
            if points >= THRESHOLD:
                yield points, one, other


def events(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Group ``claims`` into events. Every claim is in exactly one; the order follows that of ``claims``."""
    points_of = Points(claims)
    edges = [(-points, one.award_id, other.award_id, one, other) for points, one, other in points_of.edges()]
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


def candidates(claims: Sequence[Claim], touching: Collection[str] | None = None) -> Iterator[tuple[Claim, Claim]]:
    """Pairs that could be one award: same name, or counts that agree, and near in time or bound for good. Whether two
    claims are such a pair depends on these two alone. With ``touching``, only pairs with a claim of these articles."""
    for group in _groups(claims).values():
        if len(group) > 1:
            yield from _near(group, touching)
            yield from _far(group, touching)
    yield from _rounded(claims, touching)
    yield from _corrections(claims, touching)


def group_key(claim: Claim) -> tuple[Hashable, ...]:
    """What claims have in common that can be one award though no count is rounded or corrected."""
    key = (claim.award, claim.status, claim.unit)
    if claim.name:
        bare = claim.name.removesuffix(f" {claim.province}") if claim.kind != "individual" else claim.name
        return (*key, "name", bare)
    return (*key, "count", claim.count) if claim.count is not None else (*key, "text", claim.report.text)


def bonds(claim: Claim) -> list[tuple[str, str]]:
    """What two claims have in common that are compared however far apart they were published."""
    found = [("text", claim.report.text)]
    if claim.period:
        found.append(("period", claim.period))
    if claim.decision:
        found.append(("decision", claim.decision))
    if claim.name and claim.award.startswith(LAST_A_LIFE):
        found.append(("life", ""))
    if claim.scope == "cumulative":
        found.append(("cumulative", ""))
    return found


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


def _agreement(
    claims: Sequence[Claim], pairs: Iterable[tuple[Claim, Claim]]
) -> dict[tuple[str, str], dict[str, float]]:
    """For pairs of articles, given compatible pairs of rows: points by row that has a partner in the other article, and under "" what is lost by counts
    that differ where each article has just one of its kind."""
    found: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for one, other in pairs:
        worth = 1.0 + 0.5 * (4.0 if one.name else same_count(one, other))
        rows = found[_pair(one.report, other.report)]
        for award_id in (one.award_id, other.award_id):
            if rows.get(award_id, 0.0) < worth:
                rows[award_id] = worth
    counted: dict[str, dict[tuple[str, ...], list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        if claim.count is not None and not claim.name:
            key = (claim.award, claim.title, claim.grade, claim.level, claim.kind, claim.status, claim.scope, claim.unit)
            counted[claim.report.article_id][key].append(claim)
    for (left, right), rows in found.items():
        differing = 0
        for sort, mine in counted[left].items():
            theirs = counted[right].get(sort, [])
            if (
                len(mine) == len(theirs) == 1
                and not same_count(mine[0], theirs[0])
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


def _groups(claims: Iterable[Claim]) -> dict[tuple[Hashable, ...], list[Claim]]:
    groups: dict[tuple[Hashable, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[group_key(claim)].append(claim)
    return groups


def _near(group: list[Claim], touching: Collection[str] | None) -> Iterator[tuple[Claim, Claim]]:
    """Pairs that were published near each other, or nobody knows when; the earlier one first."""
    dated = sorted(group, key=lambda c: (c.report.day or date.max, c.award_id))
    days = [claim.report.day.toordinal() for claim in dated if claim.report.day]
    chosen = range(len(dated)) if touching is None else [at for at, c in enumerate(dated) if c.report.article_id in touching]
    for at, one in enumerate(dated):
        end = bisect.bisect_right(days, days[at] + WINDOW) if at < len(days) else len(dated)
        later: Iterable[int]
        if touching is None or one.report.article_id in touching:
            later = (*range(at + 1, end), *range(max(end, len(days)), len(dated)))
        else:
            later = [place for place in chosen[bisect.bisect_right(chosen, at) :] if place < end or place >= len(days)]
        for place in later:
            if one.report.article_id != dated[place].report.article_id:
                yield one, dated[place]


def _far(group: list[Claim], touching: Collection[str] | None) -> Iterator[tuple[Claim, Claim]]:
    """Pairs that were published far from each other and are bound for good; the earlier one first."""
    bound: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in group:
        if claim.report.day:
            for bond in bonds(claim):
                bound[bond].append(claim)
    seen: set[tuple[str, str]] = set()
    for same in bound.values():
        same.sort(key=lambda c: (c.report.day or date.max, c.award_id))
        first, last = same[0].report.day, same[-1].report.day
        if first and last and (last - first).days <= WINDOW:
            continue
        for one, other in combinations(same, 2):
            if (days_between(one, other) or 0) <= WINDOW or not _touches(one, other, touching):
                continue
            pair = (one.award_id, other.award_id)
            if pair not in seen:
                seen.add(pair)
                yield one, other


def _touches(one: Claim, other: Claim, touching: Collection[str] | None) -> bool:
    """Whether two claims are of different articles, and one of them of ``touching``."""
    mine, theirs = one.report.article_id, other.report.article_id
    return mine != theirs and (touching is None or mine in touching or theirs in touching)


def _rounded(claims: Iterable[Claim], touching: Collection[str] | None) -> Iterator[tuple[Claim, Claim]]:
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
            gap = days_between(claim, other)
            near = gap is None or gap <= WINDOW or not set(bonds(claim)).isdisjoint(bonds(other))
            # the same number is in one group already
            if near and other.count != claim.count and _touches(claim, other, touching):
                yield claim, other


def _corrections(claims: Sequence[Claim], touching: Collection[str] | None) -> Iterator[tuple[Claim, Claim]]:
    correcting = [claim for claim in claims if claim.report.correction and not claim.name]
    if not correcting:
        return
    of_source: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        of_source[claim.report.source].append(claim)
    for claim in correcting:
        for other in of_source[claim.report.source]:
            if corrects(claim, other) and claim.award == other.award and _touches(claim, other, touching):
                yield claim, other
