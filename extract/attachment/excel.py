"""Excel files: XLSX with openpyxl, XLS (97-2003) with xlrd; each sheet as titles, a table, and what stands below."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from extract.attachment.lines import rows_before_table, table_lines, unicode_of
from extract.page.render import Line
from extract.page.tables import MAX_COLUMNS, Cell

if TYPE_CHECKING:
    from extract.attachment import Limits
    from extract.page.legacy import Legacy

Spans = dict[tuple[int, int], tuple[int, int]]  # (row, column) of a merged cell's corner → (rows, columns)


def read_xlsx(data: bytes, limits: Limits, legacy: Legacy | None) -> tuple[list[Line], list[str]]:
    """The lines of all visible sheets, and warnings. Formulas give the value that was last computed."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), data_only=True)
    lines: list[Line] = []
    warnings: list[str] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        spans: Spans = {
            (merged.min_row - 1, merged.min_col - 1): (
                merged.max_row - merged.min_row + 1,
                merged.max_col - merged.min_col + 1,
            )
            for merged in sheet.merged_cells.ranges
        }
        height, width = min(sheet.max_row, limits.rows), min(sheet.max_column, MAX_COLUMNS)
        if sheet.max_row > limits.rows:
            warnings.append(f"too-large: only the first {limits.rows} rows of sheet {sheet.title} were read")
        grid = list(sheet.iter_rows(max_row=height, max_col=width))

        def cell(row: int, column: int, grid: list[tuple[object, ...]] = grid) -> tuple[str, bool]:  # type: ignore[assignment]
            found = grid[row][column]
            font = getattr(found, "font", None)
            value = shown(getattr(found, "value", None))
            return unicode_of(value, getattr(font, "name", None) or "", legacy), bool(getattr(font, "b", False))

        lines += _sheet(cell, height, width, spans)
    return lines, warnings


def read_xls(data: bytes, limits: Limits, legacy: Legacy | None) -> tuple[list[Line], list[str]]:
    """The same for an old workbook."""
    import xlrd

    book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    lines: list[Line] = []
    warnings: list[str] = []
    for sheet in book.sheets():
        if sheet.visibility:
            continue
        spans: Spans = {(r0, c0): (r1 - r0, c1 - c0) for r0, r1, c0, c1 in sheet.merged_cells}
        height, width = min(sheet.nrows, limits.rows), min(sheet.ncols, MAX_COLUMNS)
        if sheet.nrows > limits.rows:
            warnings.append(f"too-large: only the first {limits.rows} rows of sheet {sheet.name} were read")

        def cell(row: int, column: int, sheet: xlrd.sheet.Sheet = sheet) -> tuple[str, bool]:
            if column >= sheet.row_len(row):
                return "", False
            found = sheet.cell(row, column)
            font = book.font_list[book.xf_list[found.xf_index].font_index] if found.xf_index is not None else None
            value: object = found.value
            if found.ctype == xlrd.XL_CELL_DATE:
                value = xlrd.xldate_as_datetime(float(found.value), book.datemode)
            elif found.ctype in (xlrd.XL_CELL_ERROR, xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                value = None
            return unicode_of(shown(value), font.name if font else "", legacy), bool(font and font.bold)

        lines += _sheet(cell, height, width, spans)
    return lines, warnings


def shown(value: object) -> str:
    """A cell's value as a reader sees it: whole numbers without a point, days as day/month/year."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, float):
        return str(value).replace(".", ",")
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    return " ".join(str(value).split())


def _sheet(cell: Callable[[int, int], tuple[str, bool]], height: int, width: int, spans: Spans) -> list[Line]:
    hidden = {
        (row + down, column + right)
        for (row, column), (rows, columns) in spans.items()
        for down in range(min(rows, height))
        for right in range(min(columns, width))
        if (down, right) != (0, 0)
    }
    grid: list[list[Cell]] = []
    for row in range(height):
        cells: list[Cell] = []
        for column in range(width):
            if (row, column) not in hidden:
                text, bold = cell(row, column)
                rows, columns = spans.get((row, column), (1, 1))
                cells.append(Cell(text, False, min(columns, width - column), rows, bold))
        if any(part.text for part in cells):
            grid.append(cells)
    above = rows_before_table(grid)
    lines = [Line("paragraph", " ".join(part.text for part in row if part.text)) for row in grid[:above]]
    return lines + table_lines(grid[above:])[0]
