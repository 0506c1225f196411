"""Tables of counts whose cells only spaces or tabs keep apart, a row in a line.

    TT  Hình thức khen thưởng              Tập thể  Cá nhân
    1   Bằng khen của Thủ tướng Chính phủ  3        5

The heading's words give the columns; a row is its order number, its label and as many cells as there are columns. A row
with more or fewer cells is not read. Without a heading, lines that number themselves from 1 and end in one number each
are rows of one column, which says nothing about the kind of recipients.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.flat import FlatRow
from extract.fold import fold
from extract.grid import Cell
from extract.lexicon import load, pattern
from extract.mentions import scan
from extract.model import Block

_HEADING = pattern("spaced-heading")
_COLUMNS = pattern("spaced-columns")
_ROW = re.compile(r"\s*(?:(\d{1,3}|[IVX]{1,5})[.)]?\s+)?([^\W\d].*?)((?:\s+(?:\d{1,3}(?:\.\d{3})+|\d{1,6}|[-–—xX]))+)\s*")
_CELL = re.compile(r"\S+")
_ORDERED = re.compile(r"\s*(\d{1,3})\s+(?=[^\W\d])")
_OF_KIND = pattern("of-kind")
_SECTION = re.compile(r"\s*(?:[IVX]{1,5}|[A-D])[.)]?\s+([^\W\d].{3,80})")
_LONGEST = 160
_KINDS = ("collective", "individual", "household")


def rows(text: str, blocks: list[Block]) -> tuple[dict[int, FlatRow], set[int]]:
    """Rows by the start of their block, and the starts of all blocks that are headings or rows that cannot be read."""
    found: dict[int, FlatRow] = {}
    used: set[int] = set()
    k = 0
    while k < len(blocks):
        columns = _columns(text, blocks[k])
        if columns:
            taken = {b.start: row for b, row in _read(text, blocks, k + 1, columns)}
            if taken:
                used.add(blocks[k].start)
        else:
            taken = _numbered(text, blocks, k)
        found |= {start: row for start, row in taken.items() if row is not None}
        used |= {start for start, row in taken.items() if row is None}
        k += max(1, len(taken) + bool(columns and taken))
    return found, used


def unnumbered(text: str, blocks: list[Block]) -> list[Block]:
    """``blocks`` with the order numbers of names cut off ("2 Bà Lê Thị A, …" under "1 Ông …"), as entries of a list.

    The numbers run from 1 over lines that follow each other; a lone 1 counts below a heading such as "I. TẬP THỂ".
    """
    out = list(blocks)
    run: list[tuple[int, Block]] = []
    for k, b in enumerate([*blocks, None]):
        m = _ORDERED.match(text, b.start, b.end) if b is not None and b.kind != "title" else None
        if b is not None and m is not None and int(m.group(1)) == len(run) + 1 and _names(text, m.end(), b.end):
            run.append((k, Block("list_item", m.end(), b.end)))
            continue
        first = run[0][0] if run else 0
        headed = first > 0 and _OF_KIND.fullmatch(fold(text[blocks[first - 1].start : blocks[first - 1].end]).strip())
        if len(run) > 1 or (run and headed):
            for i, entry in run:
                out[i] = entry
        run = []
    return out


def _names(text: str, start: int, end: int) -> bool:
    """Whether a line opens with a person or body."""
    first = next(iter(scan(text, start, end)), None)
    return first is not None and first.start == start and first.kind in ("person", "body")


def _columns(text: str, block: Block) -> list[str]:
    """The columns behind the label that a heading names: kinds of recipients, "" for others; [] for no heading."""
    if block.end - block.start > _LONGEST or "|" in text[block.start : block.end]:
        return []
    head = _HEADING.fullmatch(fold(text[block.start : block.end]).strip())
    if head is None:
        return []
    nouns = load().words["noun"]
    return [next((k for k in _KINDS if m.group() in nouns[k]), "") for m in _COLUMNS.finditer(head.group(1))]


def _read(text: str, blocks: list[Block], k: int, columns: list[str]) -> Iterator[tuple[Block, FlatRow | None]]:
    """The rows below a heading, up to a line that is none; None for one whose cells do not fit the columns."""
    named = {n: kind for n, kind in enumerate(columns) if kind} or {0: ""}
    for b in blocks[k:]:
        line = text[b.start : b.end]
        if len(line) > _LONGEST or "|" in line:
            return
        m = _ROW.fullmatch(line)
        section = _SECTION.fullmatch(line) if m is None else None
        if section is not None:
            yield b, FlatRow(b.start, b.end, (), named)
        elif m is None:
            return
        else:
            cells = _cells(b, m)
            fits = len(cells) == len(columns)
            yield b, FlatRow(b.start, b.start + m.end(2), cells, named) if fits else None


def _numbered(text: str, blocks: list[Block], k: int) -> dict[int, FlatRow | None]:
    """Lines from block ``k`` on that number themselves 1, 2, … and end in a number each; none for fewer than two."""
    taken: dict[int, FlatRow | None] = {}
    for order, b in enumerate(blocks[k:], 1):
        line = text[b.start : b.end]
        m = _ROW.fullmatch(line) if len(line) <= _LONGEST and line[:2].strip(" 0").startswith(str(order)[:1]) else None
        if m is None or (m.group(1) or "").lstrip("0") != str(order) or line[m.end(1)] in ".)":
            break
        cells = _cells(b, m)
        taken[b.start] = FlatRow(b.start, b.start + m.end(2), cells, {0: ""}) if len(cells) == 1 else None
    return taken if len(taken) > 1 else {}


def _cells(block: Block, m: re.Match[str]) -> tuple[Cell, ...]:
    at = block.start + m.start(3)
    return tuple(Cell(n, at + c.start(), at + c.end()) for n, c in enumerate(_CELL.finditer(m.group(3))))
