"""Flattened tables: "Bằng khen | 45 | 80" under "Hình thức | Tập thể | Cá nhân".

A cell that holds nothing but a number counts the recipients that its column's heading names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.fold import fold
from extract.lexicon import load
from extract.mentions import Item
from extract.numbers import Number, digits


@dataclass(frozen=True, slots=True)
class Cell:
    """The trimmed text of a cell at code points ``[start, end)`` and the number of its column."""

    column: int
    start: int
    end: int


def cells(text: str, start: int, end: int) -> list[Cell]:
    """Cells of the row ``text[start:end]``, parted by "|"; empty cells keep their column and are left out."""
    out: list[Cell] = []
    at = start
    for column, piece in enumerate(text[start:end].split("|")):
        a, b = at, at + len(piece)
        while a < b and text[a].isspace():
            a += 1
        while b > a and text[b - 1].isspace():
            b -= 1
        if a < b:
            out.append(Cell(column, a, b))
        at += len(piece) + 1
    return out


def heading(text: str, row: list[Cell]) -> dict[int, str]:
    """Kinds of recipients by column, if the row is a heading that names some ("Tập thể | Cá nhân")."""
    kinds: dict[int, str] = {}
    nouns = load().words["noun"]
    for cell in row:
        words = re.sub(r"^(?:số|số lượng|sl)\s+", "", fold(text[cell.start : cell.end])).strip(" ().:")
        if any(c.isdigit() for c in words):
            return {}
        kind = next((k for k in ("collective", "individual", "household") if words in nouns[k]), None)
        if kind is not None:
            kinds[cell.column] = kind
    return kinds


def counts(text: str, row: list[Cell], kinds: dict[int, str]) -> list[Item]:
    """The numbers of a row under headings that name recipients, as count mentions."""
    found = []
    for cell in row:
        if cell.column in kinds:
            value = digits(text[cell.start : cell.end])
            if value:
                found.append(
                    Item(
                        "count", cell.start, cell.end, number=Number(0, 1, value, "exact"), nouns=(kinds[cell.column],)
                    )
                )
    return found
