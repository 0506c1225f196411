"""Where the next pages are: links in sitemaps, feeds and HTML pages. Pure functions over bytes already fetched."""

from __future__ import annotations

import gzip
import io
import re
from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree, html

from pipelines.crawl.inflate import BadEncoding, TooLarge, inflate
from pipelines.crawl.urls import clean

_MOST_LINKS = 50_000  # what one sitemap may hold by its standard
_HTML_START = re.compile(rb"^\s*(?:<!doctype html|<html)", re.I)
_ATTACHMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|rtf)(?:$|[?&])", re.I)


@dataclass(frozen=True, slots=True)
class Link:
    """An address found on a page, cleaned. ``modified`` is what the page says about it, ISO 8601 in UTC, or empty."""

    url: str
    modified: str = ""
    is_map: bool = False  # a sitemap that a sitemap index names


@dataclass(frozen=True, slots=True)
class PageLinks:
    """The links of an HTML page: all, the next listing page and the canonical address the page claims."""

    links: tuple[Link, ...]
    next_page: str = ""
    canonical: str = ""


def iso(value: str) -> str:
    """A W3C date as ISO 8601 in UTC with seconds ("2026-08-14T12:26:00Z"); a day stays a day; else empty."""
    value = value.strip()
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            return datetime.fromisoformat(value).date().isoformat()
        moment = datetime.fromisoformat(re.sub(r"([+-]\d\d)$", r"\1:00", value))
    except ValueError:
        return ""
    if moment.tzinfo is None:
        return moment.date().isoformat()  # a time without offset says no more than its day
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_sitemap(body: bytes, base: str) -> list[Link]:
    """The entries of a sitemap, news sitemap, sitemap index or plain list of addresses; gzip files too.

    Broken XML gives what stands before the break. Returns an empty list for anything else.
    """
    if body.startswith(b"\x1f\x8b"):
        try:
            body = inflate(body, "gzip", 50 * 1024 * 1024)
        except (BadEncoding, TooLarge, gzip.BadGzipFile):
            return []
    start = body.lstrip(b"\xef\xbb\xbf \r\n\t")
    if not start.startswith(b"<"):
        lines = start[:4_000_000].decode("utf-8", "replace").split()
        return [Link(url) for line in lines[:_MOST_LINKS] if (url := clean(line))]
    return list(_sitemap_entries(start, base))


def _local(element: etree._Element) -> str:
    """The tag without its namespace; a tag that is no name ("<:") stays as it is, where QName would raise."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _sitemap_entries(body: bytes, base: str) -> Iterator[Link]:
    seen = 0
    events = etree.iterparse(
        io.BytesIO(body), events=("end",), recover=True, resolve_entities=False, no_network=True, huge_tree=False
    )
    try:
        for _, element in events:
            name = _local(element)
            if name not in ("url", "sitemap"):
                continue
            location, modified, published = "", "", ""
            for child in element.iter():
                child_name = _local(child)
                if child_name == "loc" and not location:
                    location = child.text or ""
                elif child_name == "lastmod":
                    modified = child.text or ""
                elif child_name == "publication_date":
                    published = child.text or ""
            url = clean(location, base) if location.strip() else ""
            element.clear()
            if url:
                yield Link(url, iso(modified) or iso(published), is_map=name == "sitemap")
                seen += 1
            if seen >= _MOST_LINKS:
                return
    except etree.XMLSyntaxError:
        return


def read_feed(body: bytes, base: str) -> list[Link]:
    """The entries of an RSS or Atom feed, in its order. Returns an empty list for what is not a feed."""
    import feedparser

    if _HTML_START.match(body):
        return []
    # a stream, never the bytes themselves: feedparser would take short ones for a file name or an address
    parsed = feedparser.parse(io.BytesIO(body), resolve_relative_uris=False, sanitize_html=False)
    links = []
    for entry in parsed.entries[:_MOST_LINKS]:
        url = clean(str(entry.get("link") or entry.get("id") or ""), base)
        moment = entry.get("updated_parsed") or entry.get("published_parsed")
        modified = datetime.fromtimestamp(timegm(moment), UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""
        if url:
            links.append(Link(url, modified))
    return links


def read_links(body: bytes, url: str) -> PageLinks:
    """The links of an HTML page at ``url``, each once, in order. Never raises for any bytes."""
    parser = html.HTMLParser(encoding="utf-8", recover=True, no_network=True, remove_comments=True)
    try:
        tree = etree.fromstring(body, parser)
    except (etree.LxmlError, ValueError):
        return PageLinks(())
    if tree is None:
        return PageLinks(())
    base = url
    for element in tree.iter("base"):
        base = clean(element.get("href") or "", url) or url
        break
    root = base[: base.find("/", 8)] if "/" in base[8:] else base
    found: dict[str, None] = {}
    next_page = canonical = ""
    for element in tree.iter("a", "link", "area"):
        href = element.get("href")
        if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
            continue
        relation = (element.get("rel") or "").lower()
        if element.tag == "link":
            if relation == "canonical" and not canonical:
                canonical = clean(href, base)
            elif relation == "next":
                next_page = next_page or clean(href, base)
            continue
        if href[0] == "/" and href[1:2] != "/":
            target = clean(root + href)  # by far the most; without the base, the cache knows the menus of a site
        else:
            target = clean(href, base)
        if not target:
            continue
        found.setdefault(target)
        if relation == "next":
            next_page = next_page or target
    return PageLinks(tuple(Link(target) for target in found), next_page, canonical)


def is_attachment(url: str) -> bool:
    """Whether ``url`` looks like a document that an article attaches (PDF, Word, Excel)."""
    return bool(_ATTACHMENT.search(url))
