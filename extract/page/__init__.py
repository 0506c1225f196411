"""Readers of web pages: bytes of a saved page in, Article out."""

from __future__ import annotations

from collections.abc import Mapping

from lxml.html import HtmlElement

from extract.model import Article, Attachment, Block, BlockKind, PageClass
from extract.page import dates
from extract.page.classify import classify
from extract.page.decode import decode
from extract.page.family import Choice, choose
from extract.page.generic import find_lead, find_title, in_boilerplate, read_generic
from extract.page.lines import Body, key, tidy
from extract.page.metadata import Metadata, attachments, read_metadata
from extract.page.render import render, squeeze
from extract.page.sites import Site, registrable, site_of
from extract.page.tree import Page, first, parse, selector, text_of

GENERIC = "generic/1"
"""The ``parser`` of articles that no family could read."""

_NO_ARTICLE: dict[PageClass, str] = {
    "listing": "listing: a list of headlines, no article",
    "soft_404": "soft-404: the page says that it does not exist",
    "challenge": "challenge: the site refused the visit",
    "needs_javascript": "needs-javascript: the page is empty without scripts",
    "empty": "empty: no text in the page",
}


def read_page(data: bytes, url: str = "", headers: Mapping[str, str] | None = None, fetched_at: str = "") -> Article:
    """Read a saved HTML page.

    ``headers`` are the HTTP response headers as received, if known. ``fetched_at`` is the ISO 8601 time of the fetch:
    it decides which version of a family's parser reads the page, and no later publication time is believed.
    ``text`` of the result is the title, a blank line, and one block a line. Pages that are no articles (``page_class``)
    have no text but their title. Never raises for any bytes: what is wrong is told in ``warnings`` and ``page_class``.
    """
    decoded = decode(data, headers)
    page = parse(decoded.text, url, fetched_at, decoded.warnings)
    site = site_of(url)
    if page.tree is None:
        return _article(page, site, Metadata(), Body(), "", "empty", GENERIC)
    choice = choose(page, site.family)
    if choice is not None:
        article = _read_family(page, site, choice)
        if article is not None:
            return article
    return _read_generic(page, site, choice)


def _read_family(page: Page, site: Site, choice: Choice) -> Article | None:
    """The article by its family's declaration; None when there is no body text where it says."""
    family = choice.family
    title_element = first(family.title, page)
    meta = read_metadata(page, family, _shown_times(title_element, choice.body))
    title = squeeze(text_of(title_element)) if title_element is not None else ""
    title = title or meta.title
    lead_element = first(family.lead, page)
    lead = squeeze(text_of(lead_element)) if lead_element is not None else ""
    drop = frozenset(element for spec in family.drop for element in selector(spec).find(page, choice.body))
    body = tidy(render(choice.body, drop - {choice.body}), title, lead)
    if not body.lines and not body.lead:
        return None
    kind = classify(page, meta, title, body.lines, of_family=True)
    return _article(page, site, meta, body, title, kind, family.parser, attachments(page, family, choice.body))


def _read_generic(page: Page, site: Site, choice: Choice | None) -> Article:
    meta = read_metadata(page, choice.family if choice else None)
    title, title_element = find_title(page, meta.title if meta.title != meta.site_name else "")
    if not meta.published_at:
        meta.published_at = _believable(dates.parse_visible(_shown_times(title_element)), page.fetched_at)
    lines = read_generic(page)
    lead = find_lead(page, meta.description, lines, title_element)
    body = tidy(lines, title, lead)
    kind = classify(page, meta, title, body.lines, of_family=False)
    root = page.tree.find("body") if page.tree is not None else None
    files = attachments(page, None, root, in_boilerplate) if kind == "article" else ()
    if kind == "article":
        page.warnings.append("fallback: read by the generic reader, no family's parser fits the page")
    return _article(page, site, meta, body, title, kind, GENERIC, files)


def _shown_times(title: HtmlElement | None, body: HtmlElement | None = None) -> str:
    """The short texts between the title and the first sentence or ``body``: where templates print the time."""
    if title is None:
        return ""
    shown: list[str] = []
    for text in title.xpath("(following::text()[normalize-space()])[position()<=25]"):
        parent = text.getparent()
        above = {parent, *parent.iterancestors()}
        if len(text) > 110 or body in above or any(element.tag in ("footer", "nav") for element in above):
            break
        if parent.tag not in ("script", "style"):
            shown.append(" ".join(text.split()))
    return " \n ".join(shown)


def _believable(day: str, fetched_at: str) -> str:
    return day if dates.plausible(day, fetched_at) else ""


def _article(
    page: Page,
    site: Site,
    meta: Metadata,
    body: Body,
    title: str,
    kind: PageClass,
    parser: str,
    files: tuple[Attachment, ...] = (),
) -> Article:
    if kind in _NO_ARTICLE and not page.warnings:
        page.warnings.append(_NO_ARTICLE[kind])
    title = squeeze(title)
    parts: list[tuple[BlockKind, str]] = [("title", title)] if title else []
    if kind == "article":
        if body.lead and key(body.lead) != key(title):
            parts.append(("lead", body.lead))
        parts += [(line.kind, line.text) for line in body.lines]
    text, blocks = "", []
    for index, (role, line) in enumerate(parts):
        if index:
            text += "\n\n" if index == 1 and title else "\n"
        blocks.append(Block(role, len(text), len(text) + len(line)))
        text += line
    return Article(
        text=text,
        blocks=tuple(blocks),
        url=page.url,
        canonical_url=meta.canonical_url,
        source=registrable(page.url),
        site_name=meta.site_name,
        title=title,
        lead=body.lead if kind == "article" else "",
        author=meta.author or body.author,
        origin=meta.origin or body.origin,
        section=meta.section,
        published_at=meta.published_at,
        modified_at=meta.modified_at,
        fetched_at=page.fetched_at,
        province=site.province,
        province_2025=site.province_2025,
        page_class=kind,
        parser=parser,
        attachments=files,
        warnings=tuple(page.warnings),
    )
