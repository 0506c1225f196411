"""The reader for pages of no known family: trafilatura, set to precision, and what it drops.

trafilatura finds where the article is. Inside a Vietnamese article it loses bare text between elements, which on these
sites is where advertisements cut sentences, captions, and the lead; so the place it found is rendered by our own hand.
"""

from __future__ import annotations

import logging
import re

from lxml.etree import _Element
from lxml.html import HtmlElement

from extract.model import BlockKind
from extract.page.lines import is_tail, key
from extract.page.render import Line, render, squeeze
from extract.page.tables import Cell, statements
from extract.page.tree import MAX_DEPTH, Page, text_of
from extract.page.wording import wording

_LEAD_NAME = re.compile(
    r"(?<![a-z])(?:sapo|lead|summary|hometext|excerpt|standfirst|chapeau|desc|description|intro)(?![a-z])",
    re.IGNORECASE,
)
_VIETNAMESE = re.compile("[ăđơưạ-ỹ]", re.IGNORECASE)
_KINDS: dict[str, BlockKind] = {"head": "heading", "item": "list_item", "quote": "paragraph", "p": "paragraph"}


def read_generic(page: Page) -> list[Line]:
    """The lines of the article by trafilatura's reckoning, in reading order; [] when it finds none."""
    if page.tree is None:
        return []
    if page.heavy or _too_deep(page.tree):
        return [line for line in render(page.tree) if line.linked < 0.5 and len(line.text) > 40]
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # a page without text is no error of the program
    document = bare_extraction(page.tree, favor_precision=True, include_comments=False, include_tables=True)
    body = getattr(document, "body", None)
    if body is None:
        return []
    lines: list[Line] = []
    _collect(body, lines)
    return _rendered_anew(page.tree, lines) or lines


def _rendered_anew(tree: HtmlElement, lines: list[Line]) -> list[Line]:
    """The same article by our renderer, from the element that holds it; [] where that is not plainly the same."""
    total = sum(len(line.text) for line in lines)
    if not total or len(_VIETNAMESE.findall("".join(line.text for line in lines))) < 0.02 * total:
        return []
    starts = {_start(line.text) for line in lines if len(line.text) >= 25}
    found = [
        element
        for element in tree.iter("p", "li", "h2", "h3", "h4", "td", "div", "blockquote", "span")
        if _start(_own_text(element)) in starts
    ]
    container = _common_ancestor(found)
    if container is None or len(starts) < 2 or len(found) < 0.6 * len(starts):
        return []
    rendered = render(container)
    places = [index for index, line in enumerate(rendered) if _start(line.text) in starts]
    if not places:
        return []
    last = places[-1] + 1
    while last < len(rendered) and last - places[-1] <= 3 and is_tail(rendered[last].text):
        last += 1
    rendered = [line for line in rendered[places[0] : last] if line.linked < 0.9 or line.kind == "table_row"]
    size = sum(len(line.text) for line in rendered)
    return rendered if 0.9 * total <= size <= 1.5 * total + 300 else []


def _start(text: str) -> str:
    return " ".join(text.split())[:40]


def _own_text(element: HtmlElement) -> str:
    """The beginning of an element's text; of a div only what stands in it directly."""
    if element.tag in ("div", "td", "span"):
        return element.text or ""
    return "".join(map(str, element.itertext()))[:200]


def _common_ancestor(elements: list[HtmlElement]) -> HtmlElement | None:
    if not elements:
        return None
    path = [*reversed(list(elements[0].iterancestors())), elements[0]]
    for element in elements[1:]:
        above = {*element.iterancestors(), element}
        while path and path[-1] not in above:
            path.pop()
    while path and path[-1].tag in ("p", "li", "h2", "h3", "h4", "span"):
        path.pop()
    return path[-1] if path else None


def find_lead(page: Page, description: str, lines: list[Line], title: HtmlElement | None = None) -> str:
    """The lead that stands on the page outside what was read.

    It is marked as such by its name, or is the shown twin of the page's description, or is the sentence that stands
    between ``title`` and the first line.
    """
    if page.tree is None:
        return ""
    have = " ".join(key(line.text) for line in lines)
    wanted = key(description).removesuffix(" …")[:60]
    body_start = _start(lines[0].text) if lines else ""
    below_title = False
    for element in page.tree.iter("h1", "p", "h2", "h3", "h4", "div", "strong", "span"):
        if element is title:
            below_title = True
            continue
        start = _start(element.text or "")
        if start and start == body_start:
            below_title = False
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        marked = name != " " and _LEAD_NAME.search(name) is not None
        twin = bool(wanted and len(start) > 8 and wanted.startswith(key(start)[:20]))
        if not marked and not twin and not (below_title and len((element.text or "").strip()) >= 60):
            continue
        text = squeeze(text_of(element))
        own = key(text)
        if not 60 <= len(text) <= 900 or own in have or in_boilerplate(element):
            continue
        if wanted and own.startswith(wanted):
            return text
        if (marked and not wanted) or (below_title and text[-1] in ".!?…”" and _VIETNAMESE.search(text)):
            return text
    return ""


def find_title(page: Page, declared: str) -> tuple[str, HtmlElement | None]:
    """The title and the element that shows it: the h1 nearest to the metadata's, else these, else ``<title>``."""
    if page.tree is None:
        return "", None
    head = page.tree.find(".//title")
    window = squeeze(head.text or "") if head is not None else ""
    wanted = key(declared or window)
    best: tuple[int, str, HtmlElement | None] = (0, "", None)
    for element in page.tree.iter("h1"):
        text = squeeze(text_of(element))
        if not text or in_boilerplate(element):
            continue
        own = key(text)
        score = 3 if own and own == wanted else 2 if own and (own in wanted or (wanted and wanted in own)) else 1
        if score > best[0]:
            best = (score, text, element)
    if best[2] is not None and (best[0] > 1 or not declared):
        return best[1], best[2]
    return declared or re.sub(r"\s+[|»–-]\s+[^|»–]{2,50}$", "", window), None


def _collect(body: _Element, lines: list[Line]) -> None:
    """Lines of trafilatura's XML: head, p, list/item, quote, table/row/cell, lb."""
    for element in body:
        if element.tag == "table":
            rows = [
                [Cell(_text(cell), cell.get("role") == "head", _span(cell)) for cell in row.iter("cell")]
                for row in element.iter("row")
            ]
            lines += [Line(kind, text) for kind, text in statements([row for row in rows if row])]
        elif element.tag in ("list", "quote", "div", "body") and len(element):
            _collect(element, lines)
        else:
            kind = _KINDS.get(str(element.tag), "paragraph")
            for text in _text(element).split("\n"):
                if text:
                    lines.append(Line(kind, text))
        tail = squeeze(element.tail or "")
        if tail:
            lines.append(Line("paragraph", tail))


def _text(element: _Element) -> str:
    for lb in element.iter("lb"):
        lb.tail = "\n" + (lb.tail or "")
    return "\n".join(filter(None, (squeeze(part) for part in "".join(map(str, element.itertext())).split("\n"))))


def _span(cell: _Element) -> int:
    value = cell.get("span") or cell.get("colspan") or "1"
    return int(value) if value.isdigit() and 0 < int(value) < 50 else 1


def in_boilerplate(element: HtmlElement) -> bool:
    """Whether an element stands in navigation, a footer, a form or a block that is noise by its name."""
    for parent in element.iterancestors():
        if parent.tag in ("nav", "footer", "aside", "form"):
            return True
        name = f"{parent.get('class') or ''} {parent.get('id') or ''}"
        if name != " " and wording().noise_block.search(name) and not wording().never_noise.search(name):
            return True
    return False


def _too_deep(tree: HtmlElement) -> bool:
    depth = deepest = 0
    element: HtmlElement | None = tree
    while element is not None:  # down the last children: a broken page nests in what was never closed
        depth += 1
        deepest = max(deepest, depth)
        element = element[-1] if len(element) else None
    return deepest > MAX_DEPTH
