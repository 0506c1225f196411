"""DOCX (Word since 2007): paragraphs and tables in their order, legacy fonts converted run by run."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.attachment.lines import table_lines, unicode_of
from extract.page.render import Line, squeeze
from extract.page.tables import Cell

if TYPE_CHECKING:
    from extract.attachment import Limits
    from extract.page.legacy import Legacy


class _Fonts(NamedTuple):
    """Fonts by style id, "" for the document's default; ``legacy`` is the encoding where they tell nothing."""

    by_style: dict[str, str]
    legacy: Legacy | None


def read_docx(data: bytes, limits: Limits, legacy: Legacy | None) -> tuple[list[Line], list[str]]:
    """The lines of a Word document, and warnings."""
    from docx import Document
    from docx.table import Table

    document = Document(io.BytesIO(data))
    fonts = _Fonts(_style_fonts(document), legacy)
    lines: list[Line] = []
    warnings: list[str] = []
    rows_left = limits.rows
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            rows = _rows(item._tbl, fonts, rows_left)
            rows_left -= len(rows)
            lines += table_lines(rows)[0]
            if rows_left <= 0:
                warnings.append(f"too-large: only the first {limits.rows} table rows were read")
                break
        else:
            text = squeeze(_text(item._p, fonts))
            if text:
                style = (item.style.name or "") if item.style is not None else ""
                listed = item._p.pPr is not None and item._p.pPr.numPr is not None
                kind = "list_item" if listed else "heading" if style.startswith("Heading") else "paragraph"
                lines.append(Line(kind, text))  # type: ignore[arg-type]
    return lines, warnings


def _rows(table: Any, fonts: _Fonts, limit: int) -> list[list[Cell]]:
    """The grid with spans: Word marks a cell of several rows as "restart" and the ones below as "continue"."""
    rows: list[list[list[Any]]] = []  # per row: [column, tc, colspan, rowspan]
    open_cells: dict[int, list[Any]] = {}
    for tr in table.tr_lst[:limit]:
        row: list[list[Any]] = []
        column = 0
        for tc in tr.tc_lst:
            span = max(1, int(tc.grid_span or 1))
            if tc.vMerge == "continue" and column in open_cells:
                open_cells[column][3] += 1
            else:
                entry = [column, tc, span, 1]
                row.append(entry)
                open_cells.pop(column, None)
                if tc.vMerge == "restart":
                    open_cells[column] = entry
            column += span
        rows.append(row)
    return [[_cell(tc, colspan, rowspan, fonts) for _, tc, colspan, rowspan in row] for row in rows if row]


def _cell(tc: Any, colspan: int, rowspan: int, fonts: _Fonts) -> Cell:
    text = squeeze(" ".join(_text(paragraph, fonts) for paragraph in tc.p_lst))
    bold = bool(tc.xpath(".//w:rPr/w:b[not(@w:val='0' or @w:val='false')]"))
    return Cell(text, False, colspan, rowspan, bold)


def _text(paragraph: Any, fonts: _Fonts) -> str:
    default = fonts.by_style.get(paragraph.style or "") or fonts.by_style.get("", "")
    parts = []
    for run in paragraph.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}r"):
        names = run.xpath("./w:rPr/w:rFonts/@w:ascii | ./w:rPr/w:rFonts/@w:hAnsi")
        parts.append(unicode_of(run.text.replace("\n", " "), names[0] if names else default, fonts.legacy))
    return "".join(parts)


def _style_fonts(document: Any) -> dict[str, str]:
    """Font by style id; "" for the document's default."""
    fonts = {}
    for style in document.styles.element.style_lst:
        names = style.xpath("./w:rPr/w:rFonts/@w:ascii")
        if names:
            fonts[style.styleId] = names[0]
    names = document.styles.element.xpath("./w:docDefaults//w:rFonts/@w:ascii")
    fonts[""] = fonts.get("Normal") or (names[0] if names else "")
    return fonts
