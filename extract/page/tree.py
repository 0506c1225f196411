"""The parsed page that every reader works on: one lxml tree, and selectors that cost nothing when they cannot hit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import cast

from cssselect import HTMLTranslator
from lxml import etree
from lxml.html import HtmlElement, HTMLParser

MAX_ELEMENTS = 150_000
"""Pages with more elements are not articles; they are refused before anything slower than parsing is tried."""
MAX_DEPTH = 240
"""What is nested deeper is read as flat text: libxml2 stops there unless told otherwise, and our walk recurses."""

_TOKEN = re.compile(r"[.#]([\w-]+)|\[([\w-]+)[\^$*~|]?=?[\"']?([^\"'\]]*)")
_LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]*)[^<>]{2000,}>?")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(slots=True)
class Page:
    """A page after decoding: its source text, its tree (None if there is none), its address."""

    html: str
    tree: HtmlElement | None
    url: str = ""
    fetched_at: str = ""
    elements: int = 0
    warnings: list[str] = field(default_factory=list)

    @property
    def heavy(self) -> bool:
        """Too big for readers that copy the tree and walk it many times."""
        return self.elements > 30_000 or len(self.html) > 4_000_000


def parse(html: str, url: str = "", fetched_at: str = "", warnings: Iterable[str] = ()) -> Page:
    """The page of ``html``, its tree without comments; None for the tree when there is no markup in it."""
    page = Page(html, None, url, fetched_at, 0, list(warnings))
    html = _XML_DECLARATION.sub("", html)
    if "<" not in html:
        return page
    # libxml2 compares each attribute of a tag with all others: a tag with thousands of them takes minutes.
    source = _LONG_TAG.sub(_bare_if_crowded, html).encode("utf-8", "replace")
    for huge in (False, True):
        parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=huge)
        try:
            tree = etree.fromstring(source, parser)
        except (etree.LxmlError, ValueError) as error:
            page.warnings.append(f"broken-html: {str(error)[:120]}")
            return page
        if not any("depth" in error.message.lower() for error in parser.error_log):
            break
        if not huge:
            page.warnings.append(f"too-deep: elements nested more than {MAX_DEPTH} deep are flat text or left out")
    page.elements = 0 if tree is None else int(cast("float", tree.xpath("count(//*)")))
    if page.elements > MAX_ELEMENTS:
        page.warnings.append(f"too-large: {page.elements} elements, over {MAX_ELEMENTS}; the page is not read")
    elif tree is not None:
        page.tree = tree
        for name in ("colspan", "rowspan"):
            if name in html:
                _limit_spans(tree, name)
    return page


def _limit_spans(tree: HtmlElement, name: str) -> None:
    """Take off spans that readers which write them out would multiply into millions of cells."""
    spans = tree.findall(f".//*[@{name}]")
    total = 0
    for cell in spans:
        value = cell.get(name, "").strip()
        total += int(value) if value.isascii() and value.isdigit() and len(value) < 5 else 0
    if total > 5_000:
        for cell in spans:
            del cell.attrib[name]


def _bare_if_crowded(match: re.Match[str]) -> str:
    tag = match[0]
    return f"<{match[1]}>" if tag.count("=") > 100 or len(tag.split()) > 200 else tag


class Selector:
    """A CSS selector, with ``@name`` at its end for an attribute's value instead of the element's text."""

    __slots__ = ("_needs", "_xpath", "attribute", "css")

    def __init__(self, spec: str) -> None:
        self.css, _, self.attribute = spec.partition("@")
        self._xpath = etree.XPath(HTMLTranslator().css_to_xpath(self.css.strip(), prefix="descendant-or-self::"))
        first = self.css if "," not in self.css else ""
        self._needs = tuple(
            token for name, attribute, value in _TOKEN.findall(first) for token in (name or value or attribute,)
        )

    def find(self, page: Page, root: HtmlElement | None = None) -> list[HtmlElement]:
        """The elements in document order below ``root`` (the whole page by default)."""
        if not self.possible(page.html):
            return []
        start = page.tree if root is None else root
        return [] if start is None else cast("list[HtmlElement]", self._xpath(start))

    def possible(self, html: str) -> bool:
        """False when a name that the selector needs does not occur in the page's source at all."""
        return all(token in html for token in self._needs)

    def values(self, page: Page, root: HtmlElement | None = None) -> Iterator[str]:
        """Attribute values or texts of what is found, white space collapsed, empty ones left out."""
        for element in self.find(page, root):
            value = element.get(self.attribute, "") if self.attribute else text_of(element)
            value = " ".join(value.split())
            if value:
                yield value


@cache
def selector(spec: str) -> Selector:
    """The compiled selector of ``spec``."""
    return Selector(spec)


def first(specs: tuple[str, ...], page: Page, root: HtmlElement | None = None) -> HtmlElement | None:
    """The first element that any of ``specs``, in their order, finds."""
    for spec in specs:
        found = selector(spec).find(page, root)
        if found:
            return found[0]
    return None


def first_value(specs: tuple[str, ...], page: Page, root: HtmlElement | None = None) -> str:
    """The first value that any of ``specs``, in their order, finds, or ""."""
    for spec in specs:
        for value in selector(spec).values(page, root):
            return value
    return ""


def text_of(element: HtmlElement) -> str:
    """All text below ``element`` but that of scripts and styles, white space collapsed, breaks as spaces."""
    parts: list[str] = []
    skip: HtmlElement | None = None
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            if skip is None and node.tag in ("script", "style", "noscript", "template"):
                skip = node
            if skip is None and isinstance(node.tag, str):
                if node.tag in ("br", "p", "div", "li", "td"):
                    parts.append(" ")
                parts.append(node.text or "")
        else:
            if node is skip:
                skip = None
            if skip is None and node is not element:
                parts.append(node.tail or "")
    return " ".join("".join(parts).split())
