"""What kind of page it is, when it is not plainly an article."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from extract.model import PageClass
from extract.page.metadata import Metadata
from extract.page.render import Line
from extract.page.tree import Page, text_of
from extract.page.wording import wording

_LISTING_PATH = re.compile(
    r"/(?:page|trang)[-/]\d+/?$|/(?:tag|tags|search|tim-kiem)/|^/?(?:index\.\w+)?$|/rss/?$", re.IGNORECASE
)
_LISTING_QUERY = re.compile(r"(?:^|&)(?:paged?|pageindex|trang)=\d+", re.IGNORECASE)
_ENOUGH = 300
"""Characters of running text from which a page is an article whatever its words are."""


def classify(page: Page, meta: Metadata, title: str, lines: list[Line], of_family: bool) -> PageClass:
    """The class of a page whose article, as far as there is one, is ``lines``."""
    size = sum(len(line.text) for line in lines)
    if page.tree is None:
        return "empty"
    if not (of_family and size >= _ENOUGH) and _is_listing(page, meta, of_family, lines):
        return "listing"
    if size >= _ENOUGH:
        return "article"
    body = page.tree.find("body")
    shown = text_of(body if body is not None else page.tree)
    window = page.tree.find(".//title")
    words = f"{window.text or '' if window is not None else ''} {title} {shown[:1500]}"
    patterns = wording()
    if len(shown) < 3000 and (
        patterns.challenge.search(words) or any(mark in page.html for mark in patterns.challenge_marks)
    ):
        return "challenge"
    if size < 150 and patterns.soft_404.search(f"{title} {words[:400]}" if len(shown) > 3000 else words):
        return "soft_404"
    if lines:
        return "article"
    if _is_shell(page, shown):
        return "needs_javascript"
    return "listing" if _link_count(page) >= 15 else "empty"


def _is_shell(page: Page, shown: str) -> bool:
    """A page whose text is made by scripts: a bare mount point, or a word to turn them on."""
    assert page.tree is not None
    if len(shown) > 600:
        return False
    noscript = " ".join(" ".join(element.itertext()) for element in page.tree.iter("noscript"))
    if wording().needs_javascript.search(f"{noscript} {shown}"):
        return True
    mounts = any(f'id="{name}"' in page.html or f"id='{name}'" in page.html for name in wording().shell_ids)
    return mounts and "<script" in page.html


def _is_listing(page: Page, meta: Metadata, of_family: bool, lines: list[Line]) -> bool:
    """Many headlines that are links, and no sign of a single article."""
    assert page.tree is not None
    if of_family or meta.kind == "article":
        return False
    try:
        parts = urlsplit(page.url)
    except ValueError:
        return False
    headlines = _link_count(page)
    if page.url and headlines >= 8 and (_LISTING_PATH.search(parts.path) or _LISTING_QUERY.search(parts.query)):
        return True
    running = sum(1 for line in lines if len(line.text) > 250 and line.linked < 0.3)
    return headlines >= 10 and not meta.published_at and running < 3


def _link_count(page: Page) -> int:
    """Headlines that are links."""
    assert page.tree is not None
    headings = page.tree.iter("h2", "h3", "h4", "h5")
    links = (link for heading in headings for link in heading.iterchildren("a"))
    return sum(1 for link in links if len("".join(link.itertext()).strip()) >= 25)
