"""Tables of figures: awards on one side, and years, kinds of recipients, units or a bare number on the other.

    Năm học     | Tập thể LĐTT | CSTĐ cơ sở          Danh hiệu    | 2021 - 2022 | 2022 - 2023
    2021 - 2022 | 40           | 110                 CSTĐ cơ sở   | 110         | 120

A row stands in one line, its cells parted by "|", or every cell has a line of its own. Such a table is read only where the
heading of every column is understood and every row has all its cells: a number that could be of another column is none.
A table of honours ("Năm | Hình thức | Ghi chú") has the awards of the one whom the article is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extract import periods
from extract.fold import fold
from extract.grid import Cell, cells, heading
from extract.lexicon import load, pattern
from extract.mentions import Item, scan
from extract.model import Block

_ORDER_HEAD = pattern("order-heading")
_ORDER = pattern("order-number")
_YEARS = pattern("column-years")
_LABEL = pattern("column-label")
_NOTE = pattern("column-note")
_GIVER = pattern("column-giver")
_COUNT = pattern("column-count")
_WHOLE = pattern("column-whole")
_RESULT = pattern("column-result")
_BADGE = pattern("column-badge")
_ALL = pattern("row-of-all")
_NUMBER = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d{1,6})(?: (?:tập thể|cá nhân|người|đơn vị|hộ|lượt|giáo viên|đồng chí))?")
_RULE = re.compile(r"[-:=\s]*")
_EMPTY = re.compile(r"[-–—xX/]?")
_LONGEST = 90  # code points; a longer line is no cell
_WIDEST = 10  # columns


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the table: of which award, of which period, of what kind of recipients, of which unit (none: of all)."""

    award: tuple[Item, ...]
    count: Cell
    period: periods.Period | None
    kind: str
    unit: str
    whole: bool = False  # the sum of the years beside it


@dataclass(frozen=True, slots=True)
class Honour:
    """An award without a number, of a period, and the cell that names who gave it."""

    award: tuple[Item, ...]
    period: periods.Period
    giver: Cell | None


@dataclass(slots=True)
class Matrix:
    """What a table at code points ``[start, end)`` states. ``honours`` are awards without a number, with their years."""

    start: int
    end: int
    figures: list[Figure] = field(default_factory=list)
    honours: list[Honour] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Column:
    sort: str  # order, years, label, award, period, kind, count, whole, giver, note
    kind: str = ""
    award: tuple[Item, ...] = ()
    period: periods.Period | None = None


def read(text: str, blocks: list[Block]) -> tuple[dict[int, Matrix], set[int]]:
    """The tables among ``blocks`` by the start of their first block, and the starts of the blocks that belong to them."""
    found: dict[int, Matrix] = {}
    used: set[int] = set()
    for rows in (*_piped(text, blocks), *_stacked(text, blocks)):
        table = _understood(text, rows)
        inside = [b.start for b in blocks if rows and _start(rows) <= b.start < _end(rows)]
        if table is not None and inside and not used & set(inside):
            found[inside[0]] = table
            used |= set(inside)
    return found, used


def _start(rows: list[list[Cell]]) -> int:
    return min(c.start for row in rows for c in row)


def _end(rows: list[list[Cell]]) -> int:
    return max(c.end for row in rows for c in row)


def _piped(text: str, blocks: list[Block]) -> Iterator[list[list[Cell]]]:
    """Runs of lines with the same number of "|"."""
    run: list[Block] = []
    for b in [*blocks, None]:
        bars = text.count("|", b.start, b.end) if b is not None else 0
        if b is not None and bars and (not run or bars == text.count("|", run[-1].start, run[-1].end)):
            run.append(b)
            continue
        rows = [_padded(cells(text, x.start, x.end), text.count("|", x.start, x.end) + 1, x.end) for x in run]
        rows = [row for row in rows if not all(_RULE.fullmatch(text[c.start : c.end]) for c in row)]
        while rows and len(rows[0]) > 2 and all(row[-1].start == row[-1].end for row in rows):
            rows = [row[:-1] for row in rows]  # every line ends in a bar
        while rows and len(rows[0]) > 2 and all(row[0].start == row[0].end for row in rows):
            rows = [[Cell(c.column - 1, c.start, c.end) for c in row[1:]] for row in rows]
        if len(rows) > 1:
            yield rows
        run = [b] if b is not None and bars else []


def _padded(row: list[Cell], width: int, end: int) -> list[Cell]:
    """The row with an empty cell for every column that has none."""
    there = {c.column: c for c in row}
    return [there.get(n, Cell(n, end, end)) for n in range(width)]


def _stacked(text: str, blocks: list[Block]) -> Iterator[list[list[Cell]]]:
    """Tables of one cell a line, with every width that the heading allows, widest first."""
    run: list[Block] = []
    for b in [*blocks, None]:
        if b is not None and b.kind != "title" and b.end - b.start <= _LONGEST and text[b.end - 1] not in ".!?;:" and "|" not in text[b.start : b.end - 1]:
            run.append(b)
            continue
        if len(run) > 5:
            yield from _grids(text, _lines(text, run))
        run = []


def _lines(text: str, run: list[Block]) -> list[Cell]:
    """The lines of a run; blank ones are empty cells, unless they part all lines from each other."""
    out: list[Cell] = []
    at = run[0].start
    for line in text[at : run[-1].end].split("\n"):
        lead = len(line) - len(line.lstrip())
        out.append(Cell(0, at + lead, at + max(lead, len(line.rstrip(" \t|")))))
        at += len(line) + 1
    full = [c for c in out if c.start < c.end]
    if any(text[b.end - 1] == "|" for b in run):
        return [c for c in out if c.start < c.end or text[c.start : c.start + 1] == "|"]  # "Trưởng phòng |", "|"
    return full if len(out) >= 2 * len(full) - 1 else out


def _grids(text: str, lines: list[Cell]) -> Iterator[list[list[Cell]]]:
    columns = [_column(text, c) if c.start < c.end else None for c in lines]
    for first in range(len(lines) - 5):
        head = 0
        while first + head < len(lines) and head < _WIDEST and columns[first + head] is not None:
            head += 1
        for width in range(head, 1, -1):
            rows = [lines[first : first + width]]
            at = first + width
            held = _led(columns[first : first + width])
            while at < len(lines) and _row_fits(text, held, row := lines[at : at + width]):
                rows.append(row)
                at += width
            whole = at >= len(lines) or len(rows) > 3
            if len(rows) > 2 and whole:
                yield [_padded([Cell(n, c.start, c.end) for n, c in enumerate(r)], width, r[-1].end) for r in rows]


def _row_fits(text: str, columns: list[_Column | None], row: list[Cell]) -> bool:
    """Whether each cell is what its column holds; a last row may lack its last cells when they would be notes."""
    for n, column in enumerate(columns):
        words = text[row[n].start : row[n].end] if n < len(row) else ""
        sort = column.sort if column is not None else ""
        if sort == "order":
            fits = _ORDER.fullmatch(fold(words)) is not None or not words
        elif sort == "years":
            fits = _period(text, row[n]) is not None if n < len(row) else False
        elif sort == "label":
            fits = any(c.isalpha() for c in words) or (n < len(row) and _period(text, row[n]) is not None)
        elif sort in ("note", "giver"):
            fits = True
        else:
            fits = n < len(row) and (_NUMBER.fullmatch(words) is not None or _EMPTY.fullmatch(words) is not None)
        if not fits:
            return False
    return True


def _period(text: str, cell: Cell) -> periods.Period | None:
    """The period that fills the cell, with or without "Năm", "Năm học", "Giai đoạn" before it."""
    words = fold(text[cell.start : cell.end])
    for told in ("", "năm ", "giai đoạn ") if words[:1].isdigit() else ("",):
        found = periods.find(told + words, cell.start - len(told))
        if len(found) == 1 and _filled(text, cell, max(cell.start, found[0].start), found[0].end):
            return found[0]
    return None


def _through(years: list[periods.Period]) -> periods.Period | None:
    """From the first to the last of the years that a sum adds up."""
    told = sorted(p.value for p in years if len(p.value) == 4)
    found = periods.find(f"giai đoạn {told[0]} - {told[-1]}") if len(told) > 1 else []
    return found[0] if found else None


def _filled(text: str, cell: Cell, start: int, end: int) -> bool:
    rest = fold(text[cell.start : start] + text[end : cell.end]).strip(" ():.")
    return rest in ("", "năm", "năm học", "giai đoạn", "nhiệm kỳ")


def _award(text: str, cell: Cell) -> tuple[Item, ...]:
    """The award that opens the cell, with its owner; () where anything else is told."""
    items = scan(text, cell.start, cell.end)
    led = next((k for k, it in enumerate(items) if it.kind != "mark"), None)
    if led is None or items[led].kind != "award" or items[led].number is not None or items[led].start > cell.start + 12:
        return ()
    others = [it for it in items[led + 1 :] if it.kind not in ("mark", "grade", "body", "cue")]
    return () if others else tuple(items[led:])


def _named_to(award: tuple[Item, ...]) -> int:
    """Where the award and its owner end."""
    return max(it.end for it in award if it.kind != "mark")


def _kind(words: str) -> str:
    """The kind that a label names behind its award: "Giấy khen tập thể", "Bằng khen (cá nhân)"."""
    nouns = load().words["noun"]
    told = [words.strip(" ():.,-"), *re.findall(r"\(([^()]+)\)", words)]
    return next((k for k in ("collective", "individual", "household") for w in told if w in nouns[k]), "")


def _column(text: str, cell: Cell) -> _Column | None:
    """What a column holds by its heading; None for words that no list knows."""
    words = fold(text[cell.start : cell.end]).strip(" ().:*")
    kinds = heading(text, [Cell(0, cell.start, cell.end)])
    if _ORDER_HEAD.fullmatch(words):
        return _Column("order")
    if _YEARS.fullmatch(words):
        return _Column("years")
    if _WHOLE.fullmatch(words):
        return _Column("whole")
    if _COUNT.fullmatch(words):
        return _Column("count")
    if _GIVER.fullmatch(words):
        return _Column("giver")
    if _NOTE.fullmatch(words):
        return _Column("note")
    if kinds:
        return _Column("kind", kinds[0])
    if _LABEL.fullmatch(words):
        return _Column("label")
    if (period := _period(text, cell)) is not None:
        return _Column("period", period=period)
    if (told := _RESULT.fullmatch(words)) is not None:
        found = periods.find(words, cell.start)
        return _Column("period", period=found[0]) if told.group(1) and len(found) == 1 else _Column("note")
    if _BADGE.fullmatch(words):
        years = re.sub(r"\D", "", words)
        return _Column("award", "individual", (Item("award", cell.start, cell.end, "huy-hieu-dang", title=f"{years} năm tuổi Đảng"),))
    if award := _award(text, cell):
        return _Column("award", _kind(fold(text[_named_to(award) : cell.end])), award)
    return None


def _understood(text: str, rows: list[list[Cell]]) -> Matrix | None:
    """What the table states, when its first row is a heading of which every column is known and something is stated."""
    columns = _led([_column(text, c) if c.start < c.end else None for c in rows[0]])
    known = [c for c in columns if c is not None]
    if len(known) < len(columns) and len(rows) > 2:
        known, rows = _two_headings(text, columns, rows[1]), rows[1:]
    if len(known) < len(columns) or len(rows) < 2:
        return None
    label = next((n for n, c in enumerate(known) if c.sort in ("label", "years")), -1)
    if label < 0 or sum(c.sort in ("label", "years") for c in known) > 2:
        return None
    table = Matrix(_start(rows), _end(rows))
    for row in rows[1:]:
        if not _row_fits(text, list(known), row):
            return None
        _read_row(text, known, label, row, table)
    return table if table.figures or table.honours else None


def _led(columns: list[_Column | None]) -> list[_Column | None]:
    """The columns, the first of them a label where it reads "Đơn vị" and could be a kind of recipients elsewhere."""
    first = next((n for n, c in enumerate(columns) if c is None or c.sort != "order"), 0)
    lead = columns[first] if columns else None
    labelled = any(c is not None and c.sort in ("label", "years") for c in columns)
    if lead is None or lead.sort != "kind" or labelled:
        return columns
    return [*columns[:first], _Column("label"), *columns[first + 1 :]]


def _two_headings(text: str, columns: list[_Column | None], below: list[Cell]) -> list[_Column]:
    """ "Đơn vị | Bằng khen | | Giấy khen |" above " | Tập thể | Cá nhân | Tập thể | Cá nhân"; [] when they are none."""
    found: list[_Column] = []
    for column, cell in zip(columns, below, strict=True):
        kind = heading(text, [Cell(0, cell.start, cell.end)]).get(0, "") if cell.start < cell.end else ""
        left = column or (found[-1] if found and found[-1].award else None)
        if left is None or (cell.start < cell.end and not kind) or (left.award and not kind):
            return []
        found.append(_Column(left.sort, kind, left.award, left.period))
    return found


def _signed(text: str, cell: Cell) -> Cell:
    """The cell from whom it names on: "Quyết định số 39/QĐ-UBND ngày 22/02/2009 của UBND tỉnh"."""
    owner = text.rfind(" của ", cell.start, cell.end)
    if owner < 0 and fold(text[cell.start : cell.end]).lstrip().startswith(("quyết định", "số", "qđ")):
        return replace(cell, start=cell.end)  # a decision whose signer is not said
    return cell if owner < 0 else replace(cell, start=owner + len(" của "))


def _read_row(text: str, columns: list[_Column], label: int, row: list[Cell], table: Matrix) -> None:
    head = row[label]
    words = fold(text[head.start : head.end]).strip(" .:*")
    period = _period(text, head)
    award = () if period is not None else _award(text, head)
    second = next((n for n, c in enumerate(columns) if n > label and c.sort == "label"), -1)
    if second > 0:  # "Năm | Hình thức | Ghi chú"
        given = _award(text, row[second])
        numbers = [c for n, c in enumerate(row) if columns[n].sort in ("count", "kind") and _NUMBER.fullmatch(text[c.start : c.end])]
        if period is not None and given:
            table.figures += [Figure(given, c, period, columns[c.column].kind, "") for c in numbers]
            if not any(c.sort in ("count", "kind") for c in columns):
                giver = next((_signed(text, c) for c in row if columns[c.column].sort == "giver" and c.start < c.end), None)
                table.honours.append(Honour(given, period, giver))
        return
    own = _kind(fold(text[_named_to(award) : head.end])) if award else ""
    plain = all(c.sort not in ("kind", "period", "count") for c in columns)
    group = "" if period is not None or award or _ALL.fullmatch(words) or _kind(words) == words else words
    for column, cell in zip(columns, row, strict=True):
        if column.sort not in ("award", "period", "kind", "count", "whole"):
            continue
        years = [c.period for c in columns if c.period is not None]
        whole = column.sort == "whole" and len(years) > 1
        if column.sort == "whole" and not plain and not whole:
            continue  # the sum of those beside it
        if not _NUMBER.fullmatch(text[cell.start : cell.end]) or not text[cell.start : cell.end].strip("0"):
            continue  # no number, or none at all
        if bool(award) == bool(column.award):
            continue  # no award, or two: this number is of neither
        kind = column.kind or own or _kind(words if not award else fold(text[cell.start : cell.end]))
        stated = period or (_through(years) if whole else column.period)
        table.figures.append(Figure(award or column.award, cell, stated, kind, group, whole))
