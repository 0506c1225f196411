"""How right the extraction is: its rows against annotated ones, with everything that differs.

A row is right at the *core* when award and recipient are: the same named recipient, or the same count and kind. It is
right *strictly* when grade, level of the authority, status, period and whether it is a part are right too. Rows are
paired one to one, the best pair first. An optional annotation is neither rewarded nor punished, nor is the row that
meets it. Names are compared without case, diacritics and punctuation and may differ a little.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

from extract.model import Award, Campaign
from pipelines.gold import Annotation, GoldArticle, Reading

STRICT = ("grade", "authority_level", "status", "period", "part_of")
"""Fields that a strictly right row has right beside award and recipient."""

TITLED = ("ky-niem-chuong", "huy-hieu", "huy-chuong", "danh-hieu", "giai-thuong", "huan-chuong")
"""Forms of award that are told apart by a proper name."""

_ALIKE, _TITLE_ALIKE, _WITHIN = 0.84, 0.7, 0.9
"""Least likeness of names, of proper names of awards; likeness of a name that holds the other as at least its half."""

Gold = TypeVar("Gold")
Found = TypeVar("Found")


@dataclass(slots=True)
class Score:
    """Rows that are right, that should not be there, and that are missing."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def as_dict(self) -> dict[str, float | int]:
        return {
            "precision": round(self.precision, 4), "recall": round(self.recall, 4), "f1": round(self.f1, 4),
            "right": self.right, "extra": self.extra, "missed": self.missed,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """A row that counts: how it was bound, how sure the extraction was, and whether it is right."""

    award: str
    construction: str
    confidence: float
    core: bool
    strict: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that gold and extraction do not agree on. ``gold`` and ``found`` are for reading."""

    doc: str
    kind: str  # missed, extra, field, campaign missed, campaign extra, no article
    gold: str
    found: str
    evidence: str

    def as_dict(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in ("doc", "kind", "gold", "found", "evidence")}


@dataclass(slots=True)
class Evaluation:
    """All scores of one gold file."""

    documents: int = 0
    core: Score = field(default_factory=Score)
    strict: Score = field(default_factory=Score)
    counted: Score = field(default_factory=Score)
    named: Score = field(default_factory=Score)
    campaigns: Score = field(default_factory=Score)
    fields: dict[str, float] = field(default_factory=dict)  # share right among the rows that are right at the core
    awards: dict[str, Score] = field(default_factory=dict)  # core score by form of award
    judged: list[Judged] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)  # annotated, but without an article

    @property
    def scores(self) -> dict[str, Score]:
        return {name: getattr(self, name) for name in ("core", "strict", "counted", "named", "campaigns")}

    @property
    def constructions(self) -> dict[str, tuple[int, int, int]]:
        """(rows, right at the core, right strictly) by the way in which award and recipient were bound."""
        return _tally((row.construction or "?", row) for row in self.judged)

    @property
    def curve(self) -> list[tuple[float, float, int, int, int]]:
        """(lowest confidence, highest, rows, core right, strictly right) of ten groups as equal as ties allow."""
        rows = sorted(self.judged, key=lambda row: row.confidence)
        values = sorted({row.confidence for row in rows})
        below = Counter(row.confidence for row in rows)
        groups: dict[int, list[float]] = {}
        passed = 0
        for value in values:  # a value goes to the tenth in which the middle of its rows lies
            groups.setdefault(int((passed + below[value] / 2) * 10 / len(rows)), []).append(value)
            passed += below[value]
        out = []
        for group in groups.values():
            inside = [row for row in rows if group[0] <= row.confidence <= group[-1]]
            right, strict = sum(row.core for row in inside), sum(row.strict for row in inside)
            out.append((group[0], group[-1], len(inside), right, strict))
        return out

    def sure(self, least: float = 0.9) -> tuple[int, int, int]:
        """(rows, right at the core, right strictly) of the rows whose confidence is at least ``least``."""
        return _tally(("", row) for row in self.judged if row.confidence >= least).get("", (0, 0, 0))

    def as_dict(self) -> dict[str, Any]:
        return {
            "documents": self.documents,
            **{name: score.as_dict() for name, score in self.scores.items()},
            "fields": {name: round(share, 4) for name, share in self.fields.items()},
            "awards": {name: score.as_dict() for name, score in self.awards.items()},
            "constructions": {
                name: {"rows": rows, "core": core, "strict": strict}
                for name, (rows, core, strict) in self.constructions.items()
            },
            "curve": [
                {"from": low, "to": high, "rows": rows, "core": core, "strict": strict}
                for low, high, rows, core, strict in self.curve
            ],
            "absent": self.absent,
            "differences": [difference.as_dict() for difference in self.differences],
        }


def _tally(rows: Iterable[tuple[str, Judged]]) -> dict[str, tuple[int, int, int]]:
    counts: dict[str, list[int]] = {}
    for name, row in rows:
        count = counts.setdefault(name, [0, 0, 0])
        count[0] += 1
        count[1] += row.core
        count[2] += row.strict
    return {name: (a, b, c) for name, (a, b, c) in sorted(counts.items(), key=lambda item: -item[1][0])}


# -- comparing -----------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 14)
def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", letters.casefold()))


def _holds(short: str, long: str) -> bool:
    return f" {short} " in f" {long} "


@lru_cache(maxsize=1 << 16)
def likeness(one: str, other: str, least: float = _ALIKE) -> float:
    """How alike two names are, 0 where they are less than ``least``; 1 where only case, marks or quotes differ."""
    a, b = _bare(one), _bare(other)
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    value = difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()
    short, long = (a, b) if len(a) < len(b) else (b, a)
    if len(short) >= 8 and 2 * len(short) >= len(long) and _holds(short, long):
        value = max(value, _WITHIN)
    return value if value >= least else 0.0


def _same_title(one: str, other: str) -> bool:
    a, b = _bare(one), _bare(other)
    if not a or not b:
        return False
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    return _holds(short, long) or likeness(one, other, _TITLE_ALIKE) > 0


def _value(row: Award, name: str) -> str | bool | None:
    if name == "part_of":
        return bool(row.part_of)
    return getattr(row, name) or None


def field_right(gold: Annotation, row: Award, name: str) -> bool:
    """Whether a field has the annotated value, or one that ``accept`` allows."""
    allowed = [gold.get(name), *gold.get("accept", {}).get(name, ())]
    if name == "part_of":
        return _value(row, name) in {bool(value) for value in allowed}
    return _value(row, name) in {value or None for value in allowed}


def _match(gold: Annotation, row: Award) -> float:
    """0 when the row is not the annotated one; else how well it fits, for choosing among several."""
    if gold["award"] != row.award:
        return 0.0
    title, name = gold.get("award_name"), gold.get("recipient_name")
    if title and row.award in TITLED and not _same_title(title, row.award_title):
        return 0.0
    if name:
        value = max(likeness(known, row.recipient_name) for known in (name, *gold.get("aliases", ())))
    else:
        kind = gold.get("recipient_kind") or None
        same = not row.recipient_name and gold.get("count") == row.count and kind in (None, row.recipient_kind)
        value = 1.0 if same else 0.0
    return value + sum(field_right(gold, row, name) for name in STRICT) / 10 if value else 0.0


def _pairs(gold: Sequence[Gold], found: Sequence[Found], match: Callable[[Gold, Found], float]) -> dict[int, int]:
    """Index of the found row of each annotation that has one: the best pair first, each row once."""
    candidates = [(-value, i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if (value := match(g, f))]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(candidates):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


# -- counting ------------------------------------------------------------------------------------------------------


def evaluate(gold: Sequence[GoldArticle], readings: Mapping[str, Reading]) -> Evaluation:
    """Score the readings of annotated articles, by ``doc``; an article without one counts as read without rows."""
    out = Evaluation(documents=len(gold))
    right: Counter[str] = Counter()
    for article in gold:
        reading = readings.get(article.doc, Reading(found=False))
        if not reading.found:
            out.absent.append(article.doc)
            out.differences.append(Difference(article.doc, "no article", "", "", ""))
        _awards(out, article, reading.awards, right)
        if article.campaigns is not None:
            _campaigns(out, article.doc, article.campaigns, reading.campaigns)
    out.fields = {name: right[name] / out.core.right if out.core.right else 0.0 for name in STRICT}
    out.awards = dict(sorted(out.awards.items(), key=lambda item: (-item[1].right - item[1].missed, item[0])))
    return out


def _awards(out: Evaluation, article: GoldArticle, rows: Sequence[Award], right: Counter[str]) -> None:
    pairs = _pairs(article.awards, rows, _match)
    for i, gold in enumerate(article.awards):
        if gold.get("optional"):
            continue
        of_kind = out.named if gold.get("recipient_name") else out.counted
        scores = (out.core, of_kind, out.awards.setdefault(gold["award"], Score()))
        evidence = str(gold.get("evidence") or "")
        if i not in pairs:
            for score in (*scores, out.strict):
                score.missed += 1
            out.differences.append(Difference(article.doc, "missed", _told(gold), "", evidence))
            continue
        row = rows[pairs[i]]
        wrong = [name for name in STRICT if not field_right(gold, row, name)]
        right.update(name for name in STRICT if name not in wrong)
        for score in scores:
            score.right += 1
        if wrong:
            out.strict.extra += 1
            out.strict.missed += 1
            values = [", ".join(f"{name} {_shown(v)}" for name, v in side) for side in _sides(gold, row, wrong)]
            told = f"{gold['award']}: {values[0]}"
            out.differences.append(Difference(article.doc, "field", told, values[1], evidence))
        else:
            out.strict.right += 1
        out.judged.append(Judged(row.award, row.construction, row.confidence, True, not wrong))
    met = set(pairs.values())
    for j, row in enumerate(rows):
        if j in met:
            continue
        of_kind = out.named if row.recipient_name else out.counted
        for score in (out.core, out.strict, of_kind, out.awards.setdefault(row.award, Score())):
            score.extra += 1
        out.judged.append(Judged(row.award, row.construction, row.confidence, False, False))
        out.differences.append(Difference(article.doc, "extra", "", _told_row(row), row.evidence))


def _campaigns(out: Evaluation, doc: str, gold: Sequence[Annotation], found: Sequence[Campaign]) -> None:
    pairs = _pairs(gold, found, lambda g, f: likeness(g["name"], f.name))
    met = set(pairs.values())
    for i, campaign in enumerate(gold):
        if campaign.get("optional"):
            continue
        out.campaigns.right += i in pairs
        if i not in pairs:
            out.campaigns.missed += 1
            evidence = str(campaign.get("evidence") or "")
            out.differences.append(Difference(doc, "campaign missed", campaign["name"], "", evidence))
    for j, row in enumerate(found):
        if j not in met:
            out.campaigns.extra += 1
            out.differences.append(Difference(doc, "campaign extra", "", row.name, row.evidence))


# -- showing -------------------------------------------------------------------------------------------------------


def _sides(gold: Annotation, row: Award, names: Sequence[str]) -> tuple[list[tuple[str, Any]], list[tuple[str, Any]]]:
    return [(name, gold.get(name)) for name in names], [(name, _value(row, name)) for name in names]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "–" if value in (None, "") else str(value)


def _told(gold: Annotation) -> str:
    who = gold.get("recipient_name") or f"{_shown(gold.get('count'))} {gold.get('recipient_kind') or ''}"
    return f"{gold['award']}: {who.strip()}"


def _told_row(row: Award) -> str:
    who = row.recipient_name or f"{_shown(row.count)} {row.recipient_kind}"
    return f"{row.award}: {who.strip()} ({row.construction or '?'}, {row.confidence:.2f})"
