"""Boards of figures: lines without a verb that say what was awarded, as charts and summaries in figures have them.

    45 Cờ thi đua của UBND tỉnh          Cờ thi đua của UBND tỉnh          118 tập thể
    1.120 Bằng khen của UBND tỉnh        12 đơn vị                         Bằng khen của UBND tỉnh

A line may state an award with its number, or an award stands in one line and its numbers in those next to it. Numbers
go with the award above them where the board opens with an award, with the one below where it opens with a number. A
board has two such statements at least; a stretch that opens and ends with the same sort of line could be read both
ways and is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from extract.lexicon import pattern
from extract.mentions import Item, scan
from extract.model import Block
from extract.numbers import Number, digits

_BULLET = pattern("bullet")
_PLAIN_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{1,6}")
_YEAR = range(1945, 2041)
_LONGEST = 110  # code points; a longer line is no figure of a board
_LOOSE = 16  # code points of a line that belong to no mention
_TALKING = ("passive", "receive", "propose", "future", "hand", "sign", "recognise", "have", "revoke")


@dataclass(frozen=True, slots=True)
class Tally:
    """An award's line and the lines of its numbers, at ``[start, end)``; ``label`` and ``counts`` are their mentions."""

    start: int
    end: int
    label: tuple[Item, ...]
    counts: tuple[Item, ...]
    parts: tuple[Item, ...] = ()  # of the counts: "(5 tập thể, 10 cá nhân)"
    grades: tuple[Item, ...] = ()  # of the counts: "Hạng Nhất: 04"


@dataclass(frozen=True, slots=True)
class Board:
    """What the boards of an article hold, by the starts of blocks."""

    tallies: dict[int, Tally]  # by the first line of each
    lines: frozenset[int]  # lines that state an award and its number
    headings: frozenset[int]  # lines between them
    absorbed: frozenset[int]  # the further lines of tallies


NONE = Board({}, frozenset(), frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class _Line:
    sort: str  # award, number, parts, both, heading, other
    block: Block
    items: tuple[Item, ...] = ()


def read(text: str, blocks: list[Block]) -> Board:
    """The boards among ``blocks``."""
    tallies: dict[int, Tally] = {}
    lines: set[int] = set()
    headings: set[int] = set()
    absorbed: set[int] = set()
    for run in _runs([_line(text, b) for b in blocks]):
        found: list[Tally] = []
        for sorts, part in groupby(run, key=lambda x: x.sort in ("award", "number", "parts", "grade")):
            if sorts:
                lined = list(part)
                found += _parted(text, lined) or _tallies([x for x in lined if x.sort != "grade"])
        whole = [x for x in run if x.sort == "both"]
        if len(found) + len(whole) < 2:
            continue
        tallies |= {t.start: t for t in found}
        lines |= {x.block.start for x in whole}
        headings |= {x.block.start for x in run if x.sort == "heading"}
        absorbed |= {x.block.start for x in run for t in found if t.start < x.block.start < t.end}
    return Board(tallies, frozenset(lines), frozenset(headings), frozenset(absorbed))


def _runs(lines: list[_Line]) -> Iterator[list[_Line]]:
    """Stretches of short lines, headings between them included."""
    for other, run in groupby(lines, key=lambda x: x.sort == "other"):
        if not other:
            yield list(run)


def _line(text: str, block: Block) -> _Line:
    if block.kind == "title" or block.end - block.start > _LONGEST:
        return _Line("other", block)
    words = text[block.start : block.end].strip()
    if words.endswith((".", "!", "?", ":")) or "|" in words or _BULLET.match(words):
        return _Line("other", block)
    if _PLAIN_NUMBER.fullmatch(words):
        value = digits(words)
        if value is None or value in _YEAR:
            return _Line("other", block)
        return _Line("number", block, (_bare(block, value),))
    items = tuple(scan(text, block.start, block.end))
    if words[0] == "(" and words[-1] == ")":
        counts = tuple(it for it in items if it.kind == "count")
        return _Line("parts" if counts and all(it.kind in ("count", "mark") for it in items) else "other", block, counts)
    kinds = {it.kind for it in items}
    if "person" in kinds or any(it.kind == "cue" and it.value in _TALKING for it in items):
        return _Line("other", block)
    if items and kinds <= {"grade", "mark"} and any(it.kind == "grade" and it.number is not None for it in items):
        return _Line("grade", block, tuple(it for it in items if it.kind == "grade"))
    loose = block.end - block.start - sum(it.end - it.start for it in items)
    awards = [it for it in items if it.kind == "award"]
    counted = "count" in kinds or any(it.number is not None for it in awards)
    if awards and counted and loose <= 2 * _LOOSE:
        return _Line("both", block, items)
    if len(awards) == 1 and not counted and loose <= _LOOSE:
        return _Line("award", block, items)
    if not awards and "count" in kinds and kinds <= {"count", "mark", "cue"} and loose <= 4:
        return _Line("number", block, tuple(it for it in items if it.kind == "count"))
    return _Line("other" if counted or awards else "heading", block)


def _bare(block: Block, value: int) -> Item:
    return Item("count", block.start, block.end, number=Number(0, 1, value, "exact"), nouns=("",))


def _parted(text: str, part: list[_Line]) -> list[Tally]:
    """The tallies of a stretch that blank lines part into groups of one award and its numbers; [] for another stretch.

    A number above the award is its total, and what stands below breaks it down.
    """
    groups: list[list[_Line]] = []
    for line in part:
        near = groups and text.count("\n", groups[-1][-1].block.end, line.block.start) < 2
        if near:
            groups[-1].append(line)
        else:
            groups.append([line])
    out = []
    for group in groups:
        at = [k for k, line in enumerate(group) if line.sort == "award"]
        if len(at) != 1 or len(group) == 1:
            return []
        above = tuple(it for line in group[: at[0]] for it in line.items)
        below = [line for line in group[at[0] + 1 :] if line.sort != "grade"]
        counts = tuple(it for line in below for it in line.items)
        out.append(
            Tally(
                group[0].block.start,
                group[-1].block.end,
                group[at[0]].items,
                above or counts,
                counts if above else (),
                tuple(it for line in group for it in line.items if line.sort == "grade"),
            )
        )
    return out if all(t.counts for t in out) else []


def _tallies(part: list[_Line]) -> list[Tally]:
    """The tallies of a stretch of awards and numbers: all of them above their numbers, or all of them below."""
    told: list[tuple[_Line, list[_Line]]] = []  # each line with those in brackets below it
    for line in part:
        if line.sort != "parts":
            told.append((line, []))
        elif told:
            told[-1][1].append(line)
    if not told or told[0][0].sort == told[-1][0].sort:
        return []
    groups: list[list[tuple[_Line, list[_Line]]]] = []
    for pair in told if told[0][0].sort == "award" else told[::-1]:
        if pair[0].sort == "award":
            groups.append([pair])
        else:
            groups[-1].append(pair)
    if any(len(g) == 1 for g in groups):
        return []  # an award without a number: which of its neighbours is its own is not known
    out = []
    for (label, below), *numbers in groups:
        parts = [*below, *(line for _, bracketed in numbers for line in bracketed)]
        blocks = [label.block, *(n.block for n, _ in numbers), *(p.block for p in parts)]
        out.append(
            Tally(
                min(b.start for b in blocks),
                max(b.end for b in blocks),
                label.items,
                tuple(sorted((it for n, _ in numbers for it in n.items), key=lambda it: it.start)),
                tuple(it for p in parts for it in p.items),
            )
        )
    return out
