"""What the readers of attached files share: rows to statements, lines to an Article, legacy text made Unicode."""

from __future__ import annotations

from collections.abc import Sequence

from extract.model import Article, Block
from extract.page.legacy import Legacy, font_kind, to_unicode
from extract.page.render import Line, cut_sentence, squeeze
from extract.page.tables import Cell, header_of, statements


def unicode_of(text: str, font: str, legacy: Legacy | None) -> str:
    """``text`` in Unicode, by the font it is set in, or else by the encoding ``legacy`` that the file is in."""
    if text.isascii():
        return text
    kind = font_kind(font) or legacy
    return to_unicode(text, kind, font=font) if kind else text


def table_lines(rows: Sequence[Sequence[Cell]], header: Sequence[str] = ()) -> tuple[list[Line], list[str]]:
    """The lines of a table, and its column labels for the part that follows on the next page."""
    width = max((sum(cell.colspan for cell in row) for row in rows), default=0)
    own = header_of(rows)
    carried = list(header) if len(header) == width and not own else []
    lines = [Line(kind, text) for kind, text in statements(rows, carried)]
    return lines, own or carried


def rows_before_table(rows: Sequence[Sequence[Cell]]) -> int:
    """How many rows of a sheet stand above its table: titles, the name of the office, the number of the decision."""
    for index in range(len(rows)):
        if sum(1 for cell in rows[index] if cell.text) > 1 and header_of(rows[index:]):
            return index
    return 0


def article_of(lines: list[Line], parser: str, warnings: Sequence[str]) -> Article:
    """The Article of ``lines``, one a line."""
    blocks: list[Block] = []
    texts: list[str] = []
    end = 0
    for line in lines:
        text = squeeze(line.text)
        if text:
            blocks.append(Block(line.kind, end, end + len(text)))
            texts.append(text)
            end += len(text) + 1
    return Article(
        text="\n".join(texts),
        blocks=tuple(blocks),
        page_class="article" if texts else "empty",
        parser=parser,
        warnings=tuple(warnings),
    )


def joined(lines: Sequence[tuple[str, bool]]) -> list[str]:
    """Paragraphs out of printed lines; True marks a line that reaches the right margin, so that the next goes on."""
    paragraphs: list[str] = []
    open_end = False
    for text, full in lines:
        text = squeeze(text)
        if not text:
            open_end = False
            continue
        starts_anew = text[0] in "-–+•*" or (text[0].isdigit() and text[1:3].strip()[:1] in (".", ")", "/"))
        goes_on = open_end and not starts_anew and paragraphs[-1][-1] not in ".:;!?"
        if paragraphs and (goes_on or cut_sentence(paragraphs[-1], text)):
            paragraphs[-1] += " " + text
        else:
            paragraphs.append(text)
        open_end = full
    return paragraphs
