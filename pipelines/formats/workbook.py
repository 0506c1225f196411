"""The tables as one Excel file. Text is stored as text: no cell is ever a formula."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipelines.schema import ALL_TABLES, Table
from pipelines.tables import cell

MAX_ROWS = 1_048_576
_MAX_TEXT = 32_767  # characters that Excel keeps in a cell
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_workbook(path: Path, rows: Mapping[str, Sequence[Sequence[Any]]], tables: Sequence[Table] = ALL_TABLES) -> None:
    """Write ``rows`` to ``path``, a sheet for each table and one that explains the columns.

    The same rows give the same bytes. Raises ValueError when a table has more rows than a sheet can hold.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    for table in (*tables, None):
        name = table.name if table else "columns"
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        content: Sequence[Sequence[Any]]
        if table:
            header, content = table.header, rows[table.name]
        else:
            header = ("table", "column", "type", "meaning", "ý nghĩa")
            content = [(t.name, c.name, c.type, c.en, c.vi) for t in tables for c in t.columns]
        if len(content) >= MAX_ROWS:
            raise ValueError(f"{name}: {len(content):,} rows do not fit on an Excel sheet; use CSV, Parquet or SQLite")
        for at, column in enumerate(header, 1):
            sheet.column_dimensions[get_column_letter(at)].width = 60 if column in ("evidence", "meaning", "title") else 16
        sheet.append([text_cell(sheet, column, Font(bold=True)) for column in header])
        for row in content:
            sheet.append([_cell(sheet, value) for value in row])
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{len(content) + 1}"
    data = io.BytesIO()
    book.save(data)
    path.write_bytes(_without_times(data.getvalue()))


def text_cell(sheet: Any, text: str, font: Any = None) -> Any:
    """A cell that holds ``text`` as text, whatever it begins with; without characters that XML forbids."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    made = WriteOnlyCell(sheet)
    made.value = ILLEGAL_CHARACTERS_RE.sub(" ", text)[:_MAX_TEXT]
    made.data_type = "s"  # else a text that begins with = would become a formula
    if text[:1] in "=+-@\t\r＝＋－＠":
        made.quotePrefix = True  # stays text when it is edited
    if font is not None:
        made.font = font
    return made


def _cell(sheet: Any, value: Any) -> Any:
    if value is None or value == "":
        return None
    return value if isinstance(value, bool | int | float) else text_cell(sheet, cell(value))


def _without_times(data: bytes) -> bytes:
    """The same file without the moment at which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in sorted(old.infolist(), key=lambda i: (i.filename != "[Content_Types].xml", i.filename)):
            content = old.read(info.filename)
            if info.filename == "docProps/core.xml":
                content = re.sub(rb"<dcterms:(created|modified).*?</dcterms:\1>", b"", content, flags=re.DOTALL)
            new.writestr(zipfile.ZipInfo(info.filename, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
