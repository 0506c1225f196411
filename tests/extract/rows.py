"""Rows in a line each, so that a test shows what it expects the way a reader would say it."""

from __future__ import annotations

from extract.analyse import analyse
from extract.dump import read_dump
from extract.model import Award, Extraction

_SIGNS = {"over": ">", "nearly": "<", "about": "~", "order": "~", "indefinite": "?"}


def read(text: str, title: str = "Tin thi đua, khen thưởng") -> Extraction:
    """What the extraction makes of a text under a headline that says nothing."""
    return analyse(read_dump(f"{title}\n\n{text}\n".encode()), "a" * 16)


def told(row: Award) -> str:
    """A row as ``award “title” grade <level> who status period part``, without what is empty or usual."""
    parts = [row.award]
    if row.award_title:
        parts.append(f"“{row.award_title}”")
    if row.grade:
        parts.append(row.grade)
    if row.authority_level:
        parts.append(f"<{row.authority_level}>")
    if row.recipient_name:
        parts.append(f"[{row.recipient_name}]")
    else:
        count = "" if row.count is None else str(row.count)
        parts.append(_SIGNS.get(row.approx, "") + count)
        parts += [row.recipient_kind, "" if row.unit == "recipients" else row.unit]
    if row.status != "conferred":
        parts.append(row.status)
    parts.append(row.period)
    parts.append("posthumous" if row.posthumous else "")
    parts.append("part" if row.part_of else "")
    return " ".join(part for part in parts if part)


def rows(text: str, title: str = "Tin thi đua, khen thưởng") -> list[str]:
    """The rows of a text in its order."""
    return [told(row) for row in read(text, title).awards]
