"""PDF with a text layer: tables as statements, the text around them as paragraphs, page by page."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from extract.attachment.lines import joined, table_lines
from extract.page.legacy import font_kind, pair_to_unicode, to_unicode
from extract.page.render import Line, squeeze
from extract.page.tables import Cell

if TYPE_CHECKING:
    from extract.attachment import Limits
    from extract.page.legacy import Legacy


def read_pdf(data: bytes, limits: Limits, legacy: Legacy | None) -> tuple[list[Line], list[str]]:
    """The lines of a PDF, and warnings: pages beyond the limit, and pages that are pictures of text."""
    import logging

    import pdfplumber
    from pdfminer.encodingdb import EncodingDB

    from extract.attachment import UnreadableError

    # In TCVN3 fonts code 173 is ư; pdfminer takes it for a space in every font. Soft hyphens of others fall away later.
    EncodingDB.win2unicode[173] = "\xad"
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it tells of every odd font
    lines: list[Line] = []
    warnings: list[str] = []
    scanned: list[int] = []
    header: list[str] = []
    with pdfplumber.open(io.BytesIO(data)) as document:
        pages = len(document.pages)
        if pages > limits.pages:
            warnings.append(f"too-large: only the first {limits.pages} of {pages} pages were read")
        for page in document.pages[: limits.pages]:
            if sum(1 for char in page.chars if char["text"].strip()) < 20 and page.images:
                scanned.append(page.page_number)
            else:
                found, header = _page(page, header, legacy)
                lines += found
            page.close()
            if len(lines) > limits.rows:
                warnings.append(f"too-large: only the first {page.page_number} of {pages} pages were read")
                break
    if scanned and not lines:
        raise UnreadableError(
            f"scanned: all {len(scanned)} pages are pictures without a text layer; recognise the text first"
        )
    if scanned:
        numbers = ", ".join(map(str, scanned[:10]))
        warnings.append(f"scanned: pages {numbers} are pictures without a text layer and were not read")
    return lines, warnings


def _page(page: Any, header: list[str], legacy: Legacy | None) -> tuple[list[Line], list[str]]:
    _to_unicode(page.chars, legacy)
    page.objects["char"] = [char for char in page.chars if char["text"]]
    tables = [table for table in page.find_tables() if len(table.rows) > 1 or len(table.cells) > 1]
    boxes = [table.bbox for table in tables]

    def outside(item: dict[str, Any]) -> bool:
        x, y = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
        return not any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in boxes)

    around = page.filter(lambda item: item["object_type"] != "char" or outside(item))
    printed = [line for line in around.extract_text_lines(strip=True, return_chars=False) if line["text"].strip()]
    margin = max((line["x1"] for line in printed), default=0.0)
    left = min((line["x0"] for line in printed), default=0.0)
    parts: list[tuple[float, list[Line]]] = []
    cuts = [0.0, *(box[1] for box in sorted(boxes, key=lambda box: box[1])), float("inf")]
    for start, end in pairwise(cuts):
        here = [
            (line["text"], line["x1"] > left + 0.9 * (margin - left)) for line in printed if start <= line["top"] < end
        ]
        if here and squeeze(here[-1][0]).isdigit():
            here.pop()  # the page's number
        if here and squeeze(here[0][0]).isdigit():
            here.pop(0)
        parts.append((start + 0.1, [Line("paragraph", text) for text in joined(here)]))
    for table in sorted(tables, key=lambda table: table.bbox[1]):
        lines, header = table_lines(_rows(table), header)
        parts.append((table.bbox[1], lines))
    return [line for _, lines in sorted(parts, key=lambda part: part[0]) for line in lines], header


def _rows(table: Any) -> list[list[Cell]]:
    """The grid with spans: where a place of the grid has no cell, one to the left or above reaches over it."""
    texts = table.extract()
    placed: list[list[list[Any] | None]] = []  # [text, colspan, rowspan, bbox]
    for row, values in zip(table.rows, texts, strict=True):
        line: list[list[Any] | None] = []
        last: list[Any] | None = None
        for column, (box, text) in enumerate(zip(row.cells, values, strict=True)):
            if box is not None:
                last = [squeeze((text or "").replace("\n", " ")), 1, 1, box]
                line.append(last)
                continue
            line.append(None)
            above = _above(placed, column, row.bbox[1])
            if above is not None:
                if above[4:] != [len(placed)]:
                    above[2] += 1
                    above[4:] = [len(placed)]
            elif last is not None:
                last[1] += 1
        placed.append(line)
    return [[Cell(entry[0], False, entry[1], entry[2]) for entry in line if entry is not None] for line in placed]


def _above(placed: list[list[list[Any] | None]], column: int, top: float) -> list[Any] | None:
    """The cell above that reaches down into the row that begins at ``top``."""
    for line in reversed(placed):
        reach = 0
        for entry in line:
            if entry is not None:
                start = line.index(entry)
                reach = start + entry[1]
                if start <= column < reach:
                    return entry if entry[3][3] > top + 2 else None
    return None


def _to_unicode(chars: list[dict[str, Any]], legacy: Legacy | None) -> None:
    """Convert the characters set in legacy fonts, in place; of a VNI pair the second becomes empty."""
    kinds = [font_kind(char.get("fontname") or "") or legacy for char in chars]
    for index, (char, kind) in enumerate(zip(chars, kinds, strict=True)):
        if kind == "vni" and kinds[index + 1 : index + 2] == ["vni"]:
            pair = pair_to_unicode(char["text"] + chars[index + 1]["text"])
            if pair:
                char["text"], chars[index + 1]["text"] = pair, ""
                char["x1"] = max(char["x1"], chars[index + 1]["x1"])  # or the gap would be read as a space
                continue
        if kind and not char["text"].isascii():
            char["text"] = to_unicode(char["text"], kind, font=char.get("fontname") or "")
