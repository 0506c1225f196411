"""Percentages about awards: "chiếm tỷ lệ 61,8%" beside "289 cá nhân trong tổng số 468 cá nhân được khen thưởng"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract import periods
from extract.lexicon import pattern
from extract.numbers import digits

_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,3})?)\s*%")
_ABOUT = pattern("about")
_OF_AWARDS = pattern("of-awards")
_OUTSIDE = pattern("outside")
_FRACTION = pattern("fraction")
_SUBJECT = pattern("subject")
_TOLERANCE = 0.15  # percentage points: one decimal is written, so half of the last digit and a little


@dataclass(frozen=True, slots=True)
class RateMention:
    """A stated percentage. Offsets are code points of the article's text; ``value`` is in percent."""

    value: float
    numerator: int | None
    denominator: int | None
    of_what: str
    period: str
    consistent: bool | None
    start: int
    end: int


def may_state(folded: str, start: int, end: int) -> bool:
    """Whether ``find`` could find anything in a stretch of the folded text."""
    return folded.find("%", start, end) >= 0 and _OF_AWARDS.search(folded, start, end) is not None


def find(text: str, folded: str, start: int, end: int, memory: periods.PeriodMemory | None = None) -> list[RateMention]:
    """Rates in the sentence ``text[start:end]``; targets, growth and votes are none."""
    sentence = folded[start:end]
    if "%" not in sentence or not _ABOUT.search(sentence):
        return []
    found = []
    stated = [
        p.value
        for p in periods.find(sentence)
        if p.value and "," not in p.value and p.sort in ("year", "span", "school", "half", "quarter")
    ]
    matches = list(_PERCENT.finditer(sentence))
    for k, m in enumerate(matches):
        since = matches[k - 1].end() if k else 0
        clause = sentence[since : m.start()]
        if not _OF_AWARDS.search(clause) or _OUTSIDE.search(clause[-60:]):
            continue
        value = float(m.group(1).replace(",", "."))
        if value > 100:
            continue
        numerator = denominator = None
        fractions = list(_FRACTION.finditer(clause))
        if fractions:
            fraction = fractions[-1]
            numerator, denominator = digits(fraction.group(1)), digits(fraction.group(2))
        consistent = None
        if numerator is not None and denominator:
            consistent = abs(100 * numerator / denominator - value) <= _TOLERANCE
        begin = max(clause.rfind(";"), clause.rfind(". "))
        lead = start + since + begin + 1
        while lead < start + m.start() and not text[lead].isalnum():
            lead += 1
        subject = _SUBJECT.search(clause[begin + 1 :])
        of_what = ""
        if subject is not None and subject.group(1).strip():
            a = start + since + begin + 1 + subject.start(1)
            of_what = text[a : a + len(subject.group(1))].strip()
        found.append(
            RateMention(
                value, numerator, denominator, of_what, stated[0] if stated else "", consistent, lead, start + m.end()
            )
        )
    return found
