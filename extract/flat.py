"""Tables of counts that lost their markup: every cell on a line of its own.

    TT / Hình thức khen thưởng / Tập thể / Cá nhân / 1 / Cờ thi đua của Chính phủ / 05 / - / 2 / Bằng khen … / 11 / 19

The heading's lines give the columns, numbers of order open the rows. Where a row has fewer numbers than columns, so
that nothing says which it left out, the row is not read as one; a row without numbers heads those below it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.fold import fold
from extract.grid import Cell, heading
from extract.lexicon import pattern
from extract.model import Block

_ORDER = pattern("order-number")
_ORDER_HEAD = pattern("order-heading")
_WHO = pattern("column-who")
_WHAT = pattern("column-what")
_EMPTY = re.compile(r"[-–—xX]|")
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{3})*|\d+")
_LONGEST = 120  # a longer line is no cell


@dataclass(frozen=True, slots=True)
class FlatRow:
    """A row: its label at ``[start, end)`` and the cells under headings that name recipients, by column."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    kinds: dict[int, str]


def rows(text: str, blocks: list[Block]) -> tuple[dict[int, FlatRow], set[int]]:
    """Rows by the start of their label's block, and the starts of all blocks that are headings or cells of them."""
    found: dict[int, FlatRow] = {}
    used: set[int] = set()
    lines = [text[b.start : b.end].strip(" .|") for b in blocks]
    k = 0
    while k < len(blocks):
        columns, body = _columns(text, blocks, lines, k)
        names = body > k and _names_awards(lines[k + 1 : body])
        if not columns and not names:
            k += 1
            continue
        taken = (
            _read_names(blocks, lines, body, body - k - 1, found)
            if names
            else _read(blocks, lines, body, columns, found)
        )
        if taken > body:
            used |= {b.start for b in blocks[k:taken]}
        k = max(taken, k + 1)
    return found, used - set(found)


def _columns(text: str, blocks: list[Block], lines: list[str], k: int) -> tuple[dict[int, str], int]:
    """Kinds of recipients by place behind the label, of the heading that starts at line ``k``; and where its rows start."""
    if len(lines[k]) > _LONGEST or not _ORDER_HEAD.fullmatch(fold(lines[k])):
        return {}, k
    end = k + 1
    while end < len(lines) and end <= k + 8 and not _ORDER.fullmatch(fold(lines[end])):
        if len(lines[end]) > _LONGEST // 2:
            return {}, k
        end += 1
    if end >= len(lines) or end - k < 3:
        return {}, k
    row = [Cell(n, blocks[i].start, blocks[i].end) for n, i in enumerate(range(k + 2, end))]
    return heading(text, row), end


def _names_awards(labels: list[str]) -> bool:
    """Whether a table has a column for who and, behind it, one for what they get."""
    folded = [fold(label) for label in labels]
    who = next((n for n, label in enumerate(folded) if _WHO.fullmatch(label)), None)
    return who is not None and any(_WHAT.fullmatch(label) for label in folded[who + 1 :])


def _read_names(blocks: list[Block], lines: list[str], at: int, width: int, found: dict[int, FlatRow]) -> int:
    """Read rows of ``width`` cells behind their order numbers, from line ``at``; the line behind the last of them."""
    last = at
    order = 1
    while at + width < len(lines) and lines[at].lstrip("0") == str(order):
        cells = range(at + 1, at + 1 + width)
        end = at + 1 + width
        if any(len(lines[i]) > _LONGEST for i in cells):
            break
        if end < len(lines) and lines[end].lstrip("0") not in (str(order + 1), "") and lines[end][:1].isdigit():
            break
        found[blocks[at + 1].start] = FlatRow(
            blocks[at + 1].start,
            blocks[at + 1].end,
            tuple(Cell(n, blocks[i].start, blocks[i].end) for n, i in enumerate(cells)),
            {},
        )
        at = last = end
        order += 1
    return last


def _read(blocks: list[Block], lines: list[str], at: int, kinds: dict[int, str], found: dict[int, FlatRow]) -> int:
    """Read rows from line ``at``; the line behind the last of them."""
    width = max(kinds) + 1
    last = 0
    while at + 1 < len(lines) and _ORDER.fullmatch(fold(lines[at])) and not _number(lines[at + 1]):
        order, label = lines[at], at + 1
        if len(lines[label]) > _LONGEST:
            break
        run = label + 1
        while run < len(lines) and run - label <= width + 1 and (_number(lines[run]) or _EMPTY.fullmatch(lines[run])):
            run += 1
        cells = list(range(label + 1, run))
        nxt = int(order) + 1 if order.isdigit() else 0
        if cells and run < len(lines) and lines[cells[-1]].isdigit() and int(lines[cells[-1]]) in (nxt or 1, 1):
            follows = _is_label(lines, run)
            if follows and len(cells) != width:
                cells = cells[:-1]  # the order number of the next row
        if not cells or len(cells) == width or (len(cells) > width and not _is_label(lines, run)):
            found[blocks[label].start] = FlatRow(
                blocks[label].start,
                blocks[label].end,
                tuple(
                    Cell(n, blocks[i].start, blocks[i].end) for n, i in enumerate(cells[:width]) if _number(lines[i])
                ),
                kinds,
            )
        at = last = (cells[-1] if cells else label) + 1
    return last


def _number(line: str) -> bool:
    return _NUMBER.fullmatch(line) is not None


def _is_label(lines: list[str], i: int) -> bool:
    return i < len(lines) and any(c.isalpha() for c in lines[i]) and len(lines[i]) <= _LONGEST
