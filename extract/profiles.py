"""Portraits below a count: "… cho 3 nghệ sĩ của tỉnh", and then a paragraph on each, opened by a name.

The names are those counted where there are as many of them as were counted, or where each is set off like the entry of
a list ("Bà A (thôn B): nấu cháo từ thiện 10 năm").
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.lexicon import pattern
from extract.mentions import Item
from extract.model import Block
from extract.statements import Statement

_MOST = 12  # who counts more does not portray each
_SET_OFF = re.compile(r"[^.;\n]{0,120}?:\s")
_OPENING = pattern("opens-profile")
_OFFICIAL = pattern("official")

_NAME_ALONE = re.compile(r"\s*(?:[-–(]|$|\n)")  # the name is all, or a dash tells of what field


def portrayed(text: str, folded: str, blocks: list[Block], items: list[Item], told: list[Statement]) -> list[Statement]:
    """Statements of ``told``'s counted persons whom paragraphs behind the count portray, as parts of that count."""
    out: list[Statement] = []
    for total in told:
        if total.count is None or not 2 <= total.count <= _MOST or total.kind != "individual" or total.part_of is not None:
            continue
        if any(s.part_of is total or (s.name and s.award == total.award) for s in told):
            continue
        later = [s for s in told if s.start > total.end and s.award != total.award]
        stop = later[0].start if later else len(text)
        headings = _openers(folded, [b for b in blocks if total.end <= b.start and _heads(text, b)], items)
        headings = [it for it in headings if _NAME_ALONE.match(text, it.end)]
        if len(headings) == total.count:  # "Lê Văn A - Lĩnh vực Học tập", whatever is told below of other awards
            out += [_part(total, it) for it in headings]
            continue
        openers = _openers(folded, [b for b in blocks if total.end <= b.start < stop], items)
        set_off = all(_SET_OFF.match(text, it.end) for it in openers)
        if len(openers) == total.count or (set_off and 2 <= len(openers) <= total.count):
            out += [_part(total, it) for it in openers]
    return out


def _heads(text: str, block: Block) -> bool:
    """Whether a block is a short line that could head a portrait."""
    return block.end - block.start <= 90 and text[block.end - 1] not in ".;,:!?"


def _openers(folded: str, blocks: list[Block], items: list[Item]) -> list[Item]:
    """The persons by whose full names paragraphs open, officials left out, each once."""
    found: dict[str, Item] = {}
    for b in blocks:
        if b.kind not in ("paragraph", "list_item", "heading", "lead"):
            continue
        it = next((x for x in items if b.start <= x.start < min(b.end, b.start + 60) and x.kind == "person"), None)
        if it is None or it.person is None or not it.person.full:
            continue
        office = _OFFICIAL.search(folded[it.end : it.end + 60].split(".")[0])
        if office is None and _OPENING.fullmatch(folded, b.start, it.start):
            found.setdefault(it.wording, it)
    return list(found.values())


def _part(total: Statement, it: Item) -> Statement:
    return replace(
        total,
        recipient=it,
        name=it.wording,
        count=None,
        approx="exact",
        unit="recipients",
        part_of=total,
        start=it.start,
        end=it.end,
        how="listed",
        wording="",
    )
