"""Tables to statements: the header's words stand before each cell, so that a row can be read by itself.

Hình thức | Tập thể | Cá nhân        Hình thức: Bằng khen; Tập thể: 25; Cá nhân: 40
Bằng khen |   25    |   40      →    Hình thức: Cờ thi đua; Tập thể: 3
Cờ thi đua|    3    |
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from extract.model import BlockKind
from extract.page.wording import wording

if TYPE_CHECKING:
    from lxml.html import HtmlElement


MAX_COLUMNS = 60
"""Wider tables are cut: no list of awards is, and spans multiply."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as written; ``blocks`` counts the paragraphs in it, ``nested`` tells of a table inside."""

    text: str
    header: bool = False
    colspan: int = 1
    rowspan: int = 1
    bold: bool = False
    nested: bool = False
    blocks: int = 0


class _Slot(NamedTuple):
    """A place of the grid; ``first`` is False where a cell of several columns goes on."""

    text: str
    first: bool


def is_data_table(rows: Sequence[Sequence[Cell]], element: HtmlElement | None = None) -> bool:
    """Whether a table holds data: two columns or more, nothing nested, short cells (a layout table has long ones)."""
    if len(rows) < 2 or any(cell.nested for row in rows for cell in row):
        return False
    if element is not None and element.get("role") == "presentation":
        return False
    width = max(len(row) for row in rows)
    filled = [cell for row in rows for cell in row if cell.text]
    if width < 2 or len(filled) < 3:
        return False
    long = sum(1 for cell in filled if len(cell.text) > 400 or cell.blocks > 8)
    return long <= len(filled) * 0.1


def statements(rows: Sequence[Sequence[Cell]], header: Sequence[str] = ()) -> Iterator[tuple[BlockKind, str]]:
    """The rows as ``table_row`` statements, and rows that span the table as ``heading``.

    ``header`` carries a header over from the page before; a table's own header replaces it.
    """
    grid = _expand(rows)
    labels, start, end = split_header(rows, grid)
    if not labels and grid and len(header) == len(grid[0]):
        labels = list(header)
    ordinals = [column for column, label in enumerate(labels) if wording().ordinal_header.fullmatch(label)]
    for row in (*grid[:start], *grid[end:]):
        if labels and [slot.text for slot in row] == labels:
            continue  # the header again, as printed on each page
        cells = [
            (column, slot.text)
            for column, slot in enumerate(row)
            if slot.text and slot.first and (column not in ordinals or not _is_ordinal(slot.text))
        ]
        if not cells:
            continue
        numbered = any(row[column].text.strip(" .").isdigit() for column in ordinals)
        if len(cells) == 1 and not numbered and (len(row) > 2 or not labels):
            yield "heading", cells[0][1]
        else:
            named = ["" if column in ordinals else label for column, label in enumerate(labels)]
            yield "table_row", _statement(named, cells, len(row))


def header_of(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """The column labels that a table begins with, or []."""
    head = rows[:8]
    return split_header(head, _expand(head))[0] if len(rows) > 1 else []


def split_header(rows: Sequence[Sequence[Cell]], grid: list[list[_Slot]]) -> tuple[list[str], int, int]:
    """The column labels ([] for none), and the rows they stand in (from, before)."""
    start = 0
    if len(rows) > 2 and sum(1 for cell in rows[0] if cell.text) == 1 and _looks_like_header(rows[1]):
        start = 1  # a title row above the labels
    if not _looks_like_header(rows[start]):
        return [], 0, 0
    end = start + min(3, max(cell.rowspan for cell in rows[start]))
    while end < len(rows) and rows[end] and all(cell.header for cell in rows[end]) and not _numbers_columns(grid[end]):
        end += 1
    if end >= len(rows):
        return [], 0, 0
    labels = []
    leaves = [slot.text for slot in grid[end - 1]]
    for column, leaf in enumerate(leaves):
        parts: list[str] = []
        for line in grid[start:end]:
            if line[column].text and line[column].text not in parts[-1:]:
                parts.append(line[column].text)
        label = leaf if leaf and leaves.count(leaf) == 1 else " ".join(parts)
        labels.append(label.rstrip(" :"))
    return labels, start, end + _numbers_columns(grid[end])


def _numbers_columns(row: Sequence[_Slot]) -> bool:
    """Whether a row below the labels only numbers the columns: (1) (2) (3)."""
    numbers = [slot.text.strip("()") for slot in row]
    return len(numbers) > 2 and numbers[-2:] == [str(len(numbers) - 1), str(len(numbers))]


def _looks_like_header(row: Sequence[Cell]) -> bool:
    filled = [cell for cell in row if cell.text]
    if not filled or any(len(cell.text) > 90 or cell.text[:1].isdigit() for cell in filled):
        return False
    if len(filled) > 1 and all(cell.header for cell in filled):
        return True
    known = sum(1 for cell in filled if wording().table_header.match(cell.text))
    return (known * 2 >= len(filled) and known > 0) or (len(filled) > 1 and all(cell.bold for cell in filled))


def _expand(rows: Sequence[Sequence[Cell]]) -> list[list[_Slot]]:
    """Spans written out. A number that spans rows is said once only: repeated, it would be counted again."""
    grid: list[list[_Slot]] = []
    hanging: dict[int, tuple[int, _Slot]] = {}
    for row in rows:
        line: list[_Slot] = []
        waiting = list(reversed(row))
        while (waiting or len(line) in hanging) and len(line) < MAX_COLUMNS:
            column = len(line)
            if column in hanging:
                left, slot = hanging.pop(column)
                line.append(slot)
                if left > 1:
                    hanging[column] = (left - 1, slot)
                continue
            cell = waiting.pop()
            for offset in range(min(cell.colspan, MAX_COLUMNS - column)):
                line.append(_Slot(cell.text, offset == 0))
                if cell.rowspan > 1:
                    below = "" if any(char.isdigit() for char in cell.text) else cell.text
                    hanging[column + offset] = (cell.rowspan - 1, _Slot(below, offset == 0))
        grid.append(line)
    width = max((len(line) for line in grid), default=0)
    return [line + [_Slot("", True)] * (width - len(line)) for line in grid]


def _is_ordinal(text: str) -> bool:
    """Whether a cell of a numbering column holds a number (1, 01., I, IV, A) and no words."""
    return bool(re.fullmatch(r"\(?(?:\d{1,4}|[IVXLC]{1,6}|[A-Za-zĐđ])[.)]{0,2}", text))


def _statement(labels: Sequence[str], cells: Sequence[tuple[int, str]], width: int) -> str:
    if labels:
        return "; ".join(f"{labels[column]}: {text}" if labels[column] else text for column, text in cells)
    if width == 2 and len(cells) == 2:
        return f"{cells[0][1].rstrip(' :')}: {cells[1][1]}"
    return " | ".join(text for _, text in cells)
