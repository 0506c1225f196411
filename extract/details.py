"""What stands around a statement: decision number, day of the award, reason; and around a name: office, body, place."""

from __future__ import annotations

import re

from extract.fold import fold
from extract.lexicon import pattern

_DECISION = re.compile(
    r"(?:quyết định|qđ)\s*(?:số\s*)?[:.]?\s*(\d{1,5}\s*/\s*(?:\d{4}\s*/\s*)?qđ\s*-\s*[\wđ&]+(?:[-/][\w&]+)*|\d{1,5}\s*/\s*(?:qđ|qđ-\w+))",
    re.I,
)
_DATE = pattern("date")
_REASON = pattern("reason")
_PLACE = pattern("place")


def decision(text: str, start: int, end: int) -> str:
    """Number of the decision named in ``text[start:end]``, as written; "" when none or more than one is."""
    folded = fold(text[start:end])
    if "qđ" not in folded:
        return ""
    found = {re.sub(r"\s", "", text[start + m.start(1) : start + m.end(1)]) for m in _DECISION.finditer(folded)}
    return found.pop() if len(found) == 1 else ""


def awarded_on(text: str, start: int, end: int) -> str:
    """Day of the award stated with a full date before ``end``, as an ISO date; "" when none or several are."""
    days = set()
    for m in _DATE.finditer(fold(text[start:end])):
        d, mo, y = (int(g) for g in (m.group(1) or m.group(4), m.group(2) or m.group(5), m.group(3) or m.group(6)))
        if 1 <= d <= 31 and 1 <= mo <= 12:
            days.add(f"{y}-{mo:02d}-{d:02d}")
    return days.pop() if len(days) == 1 else ""


def reason(text: str, start: int, end: int) -> str:
    """What the award was given for, as written between a statement's end and the clause's end; "" when not said."""
    m = _REASON.search(fold(text[start:end]))
    if m is None or m.start() > 60:
        return ""
    return text[start + m.start() : start + m.end()].strip(" ,")[:300]


def apposition(text: str, start: int, end: int, positions: frozenset[str]) -> tuple[str, str, str]:
    """(position, organisation, place) in the apposition ``text[start:end]`` behind a person's name.

    Parts stand between commas, dashes and brackets: an office with the body it belongs to, a body, a place.
    """
    position = organisation = place = ""
    stretch = text[start:end]
    if not re.match(r"\s*[,(–-]", stretch):
        return "", "", ""
    for part in re.split(r"\s*[,()]\s*|\s+[-–]\s+|^[-–]\s+", stretch):
        part = part.strip(" ,.-–")
        folded = fold(part)
        if not part:
            continue
        words = folded.split()
        if not position and any(" ".join(words[:n]) in positions for n in (3, 2, 1)):
            position = part
        elif (m := _PLACE.match(folded)) is not None and not organisation.startswith(part):
            place = f"{place}, {part[m.start(1) :]}" if place else part[m.start(1) :]
        elif part[:1].isupper() and not organisation:
            organisation = part
        else:
            break
    return position, organisation, place
