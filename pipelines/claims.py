"""Rows of awards.csv as they are compared: whether two can be one award, and how much speaks for it.

Two rows are compared field by field: some differences forbid that they are one award (another form, grade, kind,
province, period, decision), the rest are weighed. The weights were chosen by hand so that what agrees by chance stays
below the threshold: three collectives on the same day are not enough, three collectives of the same decision are.
"""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

THRESHOLD = 10.0
"""Points from which two rows are one award."""

_AT_MOST = 18.0  # points for reasons, campaign, organisation, headlines and texts: 3 + 1.5 + 1 + 8 + 4, and some slack
_ROUNDED = 0.1  # a rounded count is at most so much off
_MANY = ("district", "commune", "enterprise")  # levels with many bodies in one province
LAST_A_LIFE = (
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
    return corrects(one, other) or corrects(other, one) or same_count(one, other) > 0


def score(one: Claim, other: Claim, others: float = 0.0, enough: float = -math.inf) -> float:
    """Points for two rows being one award; ``others`` are those that the other rows of their articles give.

    Where they cannot be ``enough``, they may come out as none at all.
    """
    if not compatible(one, other):
        return -math.inf
    if one.report.text == other.report.text:
        return 2 * THRESHOLD  # the same text says the same
    points = 4.0 + 3.0 * (" " in one.name) if one.name else same_count(one, other)
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


def same_count(one: Claim, other: Claim) -> float:
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
    gap = days_between(one, other)
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
    lasting = one.name and one.award.startswith(LAST_A_LIFE) and gap <= 400
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


def days_between(one: Claim, other: Claim) -> int | None:
    a, b = one.report.day, other.report.day
    return abs((a - b).days) if a and b else None
