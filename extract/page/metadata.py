"""What a page says of itself outside its text: JSON-LD, meta elements, machine attributes, the family's date forms."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from extract.model import Attachment
from extract.page import dates
from extract.page.family import Family
from extract.page.render import squeeze
from extract.page.tree import Page, first_value, selector, text_of

_ARTICLE_TYPES = ("NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "WebPage")
_PUBLISHED = (
    "meta[property='article:published_time']@content",
    "meta[name='pubdate']@content",
    "meta[itemprop='datePublished']@content",
    "meta[name='article:published_time']@content",
    "meta[name='DC.date.issued']@content",
    "[itemprop='datePublished']@datetime",
    "article time[datetime]@datetime",
)
_MODIFIED = (
    "meta[property='article:modified_time']@content",
    "meta[itemprop='dateModified']@content",
    "meta[name='lastmod']@content",
    "meta[property='og:updated_time']@content",
)
_TYPES = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "rar": "application/vnd.rar",
    "rtf": "application/rtf",
}
_FILE = re.compile(rf"\.({'|'.join(_TYPES)})(?![a-z0-9])", re.IGNORECASE)
_AUTHOR_LABEL = re.compile(
    r"^(?:(?:tác giả|phóng viên|theo|by)(?:\s+bài viết)?\s*:?|(?:bài|tin|ảnh)(?:\s*[,và&-]+\s*ảnh)?\s*:)\s*",
    re.IGNORECASE,
)
_ORIGIN_LABEL = re.compile(r"^\(?\s*(?:nguồn(?:\s+tin)?|theo)\s*:?\s*", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{\w+\}|^admin(?:istrator)?$|^(?:undefined|null)$|^https?://", re.IGNORECASE)


@dataclass(slots=True)
class Metadata:
    """Each field as the page gives it, "" where it does not."""

    title: str = ""
    description: str = ""
    site_name: str = ""
    canonical_url: str = ""
    author: str = ""
    origin: str = ""
    section: str = ""
    published_at: str = ""
    modified_at: str = ""
    kind: str = ""  # og:type


def read_metadata(page: Page, family: Family | None, visible_near: str = "") -> Metadata:
    """Metadata of ``page``. ``visible_near`` is text around the title to look for a time in when no family tells where.

    The order for the publication time: the family's machine attributes, JSON-LD, meta elements, then the shown time. A
    time after the page was saved is none.
    """
    meta = Metadata()
    ld = next(_json_ld(page), {})
    value = _meta_values(page)
    title = str(ld.get("headline") or "") or value.get("og:title", "")
    meta.title = _plain(title)
    meta.description = squeeze(value.get("og:description", "") or value.get("description", ""))
    meta.site_name = squeeze(value.get("og:site_name", ""))
    meta.kind = value.get("og:type", "")
    meta.canonical_url = _canonical(page, value)
    declared = family or _NO_FAMILY
    machine = ""
    for candidate in (
        first_value(declared.published, page),
        str(ld.get("datePublished") or ""),
        first_value(_PUBLISHED, page),
    ):
        machine = dates.parse_machine(candidate)
        if dates.plausible(machine, page.fetched_at):
            break
        machine = ""
    visible = ""
    for spec in declared.visible:
        visible = next((day for text in selector(spec).values(page) if (day := dates.parse_visible(text))), "")
        if visible:
            break
    if not visible and visible_near:
        visible = dates.parse_visible(visible_near)
    if not dates.plausible(visible, page.fetched_at):
        visible = ""
    meta.published_at = dates.reconcile(machine, visible)
    for candidate in (
        first_value(declared.modified, page),
        str(ld.get("dateModified") or ""),
        first_value(_MODIFIED, page),
    ):
        modified = dates.parse_machine(candidate)
        if dates.plausible(modified, page.fetched_at) and modified[:10] >= meta.published_at[:10]:
            meta.modified_at = modified
            break
    meta.author = clean_author(first_value(declared.author, page)) or clean_author(_ld_name(ld.get("author")))
    meta.author = meta.author or clean_author(value.get("author", "") or value.get("article:author", ""))
    if meta.author == meta.site_name:
        meta.author = ""
    meta.origin = clean_origin(first_value(declared.origin, page))
    for spec in declared.labelled:
        for line in selector(spec).values(page):
            label, _, rest = line.partition(":")
            if "tác giả" in label.lower():
                meta.author = clean_author(rest) or meta.author
            elif "nguồn" in label.lower():
                meta.origin = clean_origin(rest) or meta.origin
    section = first_value(declared.section, page) or str(ld.get("articleSection") or "")
    meta.section = _plain(section or value.get("article:section", ""))
    return meta


def attachments(
    page: Page,
    family: Family | None,
    body: HtmlElement | None,
    leave_out: Callable[[HtmlElement], bool] = lambda element: False,
) -> tuple[Attachment, ...]:
    """Files that the article links to, from its body and its family's attachment boxes, in reading order, each once."""
    found: dict[str, Attachment] = {}
    roots = [] if body is None else [body]
    for spec in family.attachments if family else ():
        roots += selector(spec).find(page)
    for root in roots:
        for element in root.iter("a", "iframe", "embed", "object"):
            href = (element.get("href") or element.get("src") or element.get("data") or "").strip()
            suffix = _FILE.search(href)
            if not href or (not suffix and element.get("download") is None):
                continue
            suffix = _FILE.search(urlsplit_path(href)) or suffix
            if leave_out(element):
                continue
            viewed = re.search(r"[?&]url=(https?[^&]+)", href)  # a document viewer around the file
            url = resolve(page.url, unquote(viewed[1]) if viewed else href)
            title = squeeze(text_of(element)) or squeeze(element.get("title") or element.get("download") or "")
            if url and (url not in found or not found[url].title):
                found[url] = Attachment(url, title, _TYPES[suffix[1].lower()] if suffix else "")
    return tuple(found.values())


def urlsplit_path(url: str) -> str:
    """The path of a URL, or "" for one that cannot be split."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def resolve(base: str, href: str) -> str:
    """``href`` against ``base``; "" for what is no web address."""
    if href.lower().startswith(("javascript:", "mailto:", "tel:", "data:", "#")):
        return ""
    try:
        return urljoin(base, href.replace(" ", "%20")) if base else href.replace(" ", "%20")
    except ValueError:
        return ""


def clean_author(text: str) -> str:
    """A by-line without its label; "" for what is no name (a placeholder, a URL, a sentence)."""
    text = _AUTHOR_LABEL.sub("", squeeze(text)).strip(" -–|,.")
    if _PLACEHOLDER.search(text) or len(text) > 80 or any(char.isdigit() for char in text):
        return ""
    return text


def clean_origin(text: str) -> str:
    """A source line without its label."""
    text = _ORIGIN_LABEL.sub("", squeeze(text)).strip(" ().-–")
    return "" if _PLACEHOLDER.fullmatch(text) or len(text) > 120 else text


def _plain(value: str) -> str:
    """Text of a machine field, in which some templates leave tags and entities."""
    if "<" in value or "&" in value:
        from html import unescape

        value = re.sub(r"<[^>]{0,200}>", " ", unescape(value))
    return squeeze(value)


def _meta_values(page: Page) -> dict[str, str]:
    values: dict[str, str] = {}
    for element in page.tree.iter("meta") if page.tree is not None else ():
        name = (element.get("property") or element.get("name") or "").lower()
        content = (element.get("content") or "").strip()
        if name and content:
            values.setdefault(name, content)
    return values


def _canonical(page: Page, value: dict[str, str]) -> str:
    """The page's canonical address where it has the same site (some templates leave the home page or another host)."""
    href = next(selector("link[rel='canonical']@href").values(page), "") or value.get("og:url", "")
    url = resolve(page.url, href) if href else ""
    try:
        mine, own = urlsplit(url), urlsplit(page.url)
        host, own_host = mine.hostname or "", own.hostname or ""
    except ValueError:
        return ""
    if not url.startswith(("http://", "https://")):
        return ""
    if page.url and host.split(".")[-2:] != own_host.split(".")[-2:]:
        return ""
    if page.url and mine.path in ("", "/") and own.path not in ("", "/"):
        return ""
    return url


def _json_ld(page: Page) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects that describe an article, best first; broken JSON is passed over."""
    if "ld+json" not in page.html:
        return
    found: list[dict[str, Any]] = []
    for text in selector("script[type='application/ld+json']").find(page):
        source = (text.text or "").strip()[:200_000]
        try:
            data = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue
        stack = [data]
        while stack:
            item = stack.pop()
            if isinstance(item, list):
                stack += item
            elif isinstance(item, dict):
                kinds = item.get("@type")
                if any(kind in _ARTICLE_TYPES for kind in (kinds if isinstance(kinds, list) else [kinds])):
                    found.append(item)
                stack += [item["@graph"]] if "@graph" in item else []
    yield from sorted(found, key=lambda item: (item.get("@type") == "WebPage", "datePublished" not in item))


def _ld_name(value: Any) -> str:
    names = [
        str(item.get("name") or "") if isinstance(item, dict) else str(item)
        for item in (value if isinstance(value, list) else [value])
        if item and not (isinstance(item, dict) and item.get("@type") == "Organization")
    ]
    return ", ".join(name for name in names if name)


_NO_FAMILY = Family("", 0, (), (), ())
