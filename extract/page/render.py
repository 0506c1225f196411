"""An element to lines of text in reading order, each with its role."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml.html import HtmlElement

from extract.model import BlockKind
from extract.page.decode import normalise
from extract.page.tables import Cell, is_data_table, statements
from extract.page.tree import MAX_DEPTH, text_of
from extract.page.wording import wording

_SKIP = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "applet",
        "form",
        "nav",
        "select",
        "textarea",
        "input",
        "svg",
        "canvas",
        "audio",
        "video",
        "map",
        "head",
        "title",
    ]
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "figure",
        "figcaption",
        "blockquote",
        "pre",
        "address",
        "center",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "fieldset",
        "details",
        "summary",
        "form",
        "body",
        "picture",
    ]
)
_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
_BOLD = frozenset(["b", "strong"])
_SLANTED = frozenset(["i", "em"])
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_CENTERED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_RIGHT = re.compile(r"text-align\s*:\s*right|(?:^|\s)text-(?:right|end)(?:\s|$)", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|rar|rtf|pptx?)(?:[?#]|$)", re.IGNORECASE)
_BULLET = re.compile(r"^[-–—+•*·]|^\(?\d+[.)]|^[a-zđ]\)")


@dataclass(slots=True)
class Line:
    """A line of the article with its role and what its markup says of it (shares of its characters, 0 to 1)."""

    kind: BlockKind
    text: str
    linked: float = 0.0
    bold: float = 0.0
    slanted: float = 0.0
    right: bool = False
    centered: bool = False
    first_linked: bool = False  # a list item or line in a block with nothing but links


class _Piece(NamedTuple):
    text: str
    linked: bool
    bold: bool
    slanted: bool


@dataclass(slots=True)
class _Context:
    """What holds for all text below an element."""

    kind: BlockKind = "paragraph"
    linked: bool = False
    bold: bool = False
    slanted: bool = False
    right: bool = False
    centered: bool = False

    def below(self, **changes: object) -> _Context:
        values = {name: getattr(self, name) for name in self.__slots__} | changes
        return _Context(**values)


@dataclass(slots=True)
class _Writer:
    drop: frozenset[HtmlElement]
    lines: list[Line] = field(default_factory=list)
    pieces: list[_Piece] = field(default_factory=list)
    after_image: bool = False
    fresh: bool = False  # the last line came out of the same run of text, before a <br>

    def walk(self, element: HtmlElement, context: _Context, depth: int) -> None:
        self.add(element.text, context)
        for child in element:
            self.visit(child, context, depth)
            self.add(child.tail, context)

    def visit(self, child: HtmlElement, context: _Context, depth: int) -> None:
        tag = child.tag
        if not isinstance(tag, str) or tag in _SKIP or child in self.drop:
            return
        name = f"{child.get('class', '')} {child.get('id', '')}"
        style = child.get("style") or ""
        if child.get("hidden") is not None or (style and _HIDDEN.search(style)):
            return
        if tag == "br":
            self.pieces.append(_Piece("\n", False, False, False))
            return
        if tag == "img":
            self.after_image = True
            return
        if depth > MAX_DEPTH:
            self.add(text_of(child), context)
            return
        words = wording()
        if name != " " and words.noise_block.search(name) and not words.never_noise.search(name):
            return
        if tag not in _BLOCKS:
            self.walk(child, self._inline(child, tag, style, context), depth + 1)
            return
        if tag == "table":
            self.flush(context)
            self.table(child, context, depth)
            return
        self.flush(context)
        inner = self._block(child, tag, name, style, context)
        start = len(self.lines)
        self.walk(child, inner, depth + 1)
        self.flush(inner)
        if tag in ("ul", "ol"):
            items = self.lines[start:]
            if items and all(line.linked > 0.9 for line in items):
                for line in items:
                    line.first_linked = True

    def _inline(self, child: HtmlElement, tag: str, style: str, context: _Context) -> _Context:
        if tag in _BOLD or (style and _BOLD_STYLE.search(style)):
            return context.below(bold=True)
        if tag in _SLANTED:
            return context.below(slanted=True)
        if tag == "a":
            href = child.get("href") or ""
            # A link to a file is the article's own matter; other links may be "related news".
            return context.below(linked=bool(href) and not _FILE.search(href) and not href.startswith("#"))
        return context

    def _block(self, child: HtmlElement, tag: str, name: str, style: str, context: _Context) -> _Context:
        kind = context.kind
        if tag in ("figcaption", "caption") or (kind != "caption" and wording().caption_block.search(name)):
            kind = "caption"
        elif tag == "li":
            kind = "list_item"
        elif tag in _HEADINGS and kind == "paragraph":
            kind = "heading"
        markup = f"{style} {child.get('align') or ''} {child.get('class') or ''}"
        bold = context.bold or bool(style and _BOLD_STYLE.search(style))
        align = child.get("align")
        centered = context.centered or "center" in (tag, align) or bool(_CENTERED.search(style))
        right = context.right or align == "right" or bool(_RIGHT.search(markup))
        return context.below(kind=kind, bold=bold, centered=centered, right=right)

    def add(self, text: str | None, context: _Context) -> None:
        if text:
            self.pieces.append(_Piece(re.sub(r"\s+", " ", text), context.linked, context.bold, context.slanted))

    def flush(self, context: _Context) -> None:
        """Turn what has been collected into lines; breaks end a line unless they cut a sentence."""
        pieces, self.pieces = self.pieces, []
        group: list[_Piece] = []
        groups = [group]
        for piece in pieces:
            if piece.text == "\n":
                group = []
                groups.append(group)
            else:
                group.append(piece)
        for parts in groups:
            text = squeeze("".join(part.text for part in parts))
            if not text:
                continue
            line = self._line(text, parts, context)
            last = self.lines[-1] if self.fresh else None
            if last is not None and last.kind == line.kind and cut_sentence(last.text, line.text):
                last.text = f"{last.text} {line.text}"
                last.linked = min(last.linked, line.linked)
            else:
                self.lines.append(line)
            self.fresh = True
        self.fresh = False

    def _line(self, text: str, parts: list[_Piece], context: _Context) -> Line:
        size = sum(len(part.text.strip()) for part in parts) or 1
        linked, bold, slanted = (
            sum(len(part.text.strip()) for part in parts if getattr(part, name)) / size
            for name in ("linked", "bold", "slanted")
        )
        kind = context.kind
        if self.after_image and kind == "paragraph" and len(text) < 400 and (context.centered or slanted > 0.95):
            kind = "caption"
        self.after_image = False
        return Line(kind, text, linked, bold, slanted, context.right, context.centered)

    def table(self, element: HtmlElement, context: _Context, depth: int) -> None:
        """A data table as one statement a row; a table for layout as what is in it; one round a picture as caption."""
        rows = [
            [cell for cell in row if cell.tag in ("td", "th") and cell not in self.drop]
            for row in element.iter("tr")
            if row not in self.drop and _owner(row) is element
        ]
        grid = [[_cell(cell) for cell in row] for row in rows if row]
        has_image = next(element.iter("img"), None) is not None
        if not has_image and is_data_table(grid, element):
            for caption in element.iter("caption"):
                text = squeeze(text_of(caption))
                if text:
                    self.lines.append(Line("heading", text))
            for kind, text in statements(grid):
                self.lines.append(Line(kind, text))
            return
        name = f"{element.get('class', '')} {element.get('id', '')}"
        as_caption = has_image and (wording().image_table.search(name) or len(rows) <= 2)
        inner = context.below(kind="caption") if as_caption else context
        for row in rows:
            for cell in row:
                if next(cell.iter("img"), None) is not None:
                    self.after_image = True
                self.walk(cell, inner, depth + 2)
                self.flush(inner)


def render(element: HtmlElement, drop: frozenset[HtmlElement] = frozenset()) -> list[Line]:
    """The lines of what a reader sees below ``element``, without the elements in ``drop``."""
    writer = _Writer(drop)
    context = _Context()
    writer.walk(element, context, 0)
    writer.flush(context)
    return writer.lines


def squeeze(text: str) -> str:
    """``text`` in NFC with its white space collapsed and none before a comma or full stop."""
    return re.sub(r" ([,;.!?](?:\s|$))", r"\1", " ".join(normalise(text).split()))


def cut_sentence(before: str, after: str) -> bool:
    """Whether a line break between the two stands inside a sentence."""
    if not before or _BULLET.match(after):
        return False
    if before[-1] == ",":
        return after[0].islower() or after[0].isdigit()
    return (before[-1].isalnum() or before[-1] == ";") and after[0].islower()


def _owner(row: HtmlElement) -> HtmlElement | None:
    parent = row.getparent()
    while parent is not None and parent.tag != "table":
        parent = parent.getparent()
    return parent


def _cell(element: HtmlElement) -> Cell:
    def span(name: str) -> int:
        value = (element.get(name) or "1").strip()
        return max(1, min(50, int(value))) if value.isascii() and value.isdigit() else 1

    nested = next(element.iter("table"), None) is not None
    bold = next(element.iter("b", "strong"), None) is not None
    blocks = sum(1 for _ in element.iter("p", "li", "div"))
    return Cell(squeeze(text_of(element)), element.tag == "th", span("colspan"), span("rowspan"), bold, nested, blocks)
