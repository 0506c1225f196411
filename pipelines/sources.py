"""The sites that are crawled: declarations in ``sources.toml``, read and checked here.

A user's own file is laid over the packaged one: a table of the same name replaces, a new name adds. Adding a site is
one table, no code.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, fields
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipelines.crawl.urls import clean, host_of, page_key, plain_host, registrable_domain

SEED_KINDS = ("sitemap", "feed", "listing")
KEYWORDS = ("khen thưởng", "bằng khen", "thi đua yêu nước", "huân chương")


class SourcesError(Exception):
    """A declaration that cannot be used; the message says which, where and why."""


@dataclass(frozen=True)
class Family:
    """What the sites of one content management system share."""

    name: str
    title: str = ""
    article: tuple[str, ...] = ()  # regular expressions for "/path?query" of an article, with a group "id"
    paging: str = ""  # the address of page n of a listing, relative to it: "?page={n}"
    sitemaps: tuple[str, ...] = ()  # where sites of the family keep them
    feeds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seed:
    """A page that is visited again and again for new links. ``kind``: sitemap, feed or listing."""

    kind: str
    url: str


@dataclass(frozen=True)
class Source:
    """One site. See the head of ``sources.toml`` for what each key means."""

    name: str
    domain: str
    scheme: str = "https"
    kind: str = ""
    province: str = ""
    province_2025: str = ""
    family: Family = field(default_factory=lambda: Family("unknown"))
    sitemaps: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    searches: tuple[str, ...] = ()
    keywords: tuple[str, ...] = KEYWORDS
    paging: str = ""
    max_listing_pages: int = 50
    article: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    pause: float | None = None
    tls: str = "default"
    verified: bool = False
    evidence: str = ""
    enabled: bool = True
    note: str = ""

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """The article patterns, the site's own before its family's."""
        try:
            return tuple(re.compile(pattern) for pattern in (*self.article, *self.family.article))
        except re.error as error:
            raise SourcesError(f"source {self.name}: article pattern {error.pattern!r}: {error}") from error

    @cached_property
    def _hosts(self) -> frozenset[str]:
        return frozenset(plain_host(host) for host in (self.domain.partition(":")[0], *self.hosts))

    def owns(self, url: str) -> bool:
        """Whether ``url`` is on one of the site's hosts (www, m. and AMP twins included)."""
        return plain_host(host_of(url)) in self._hosts

    def is_article(self, url: str) -> bool:
        """Whether a cleaned address on this site looks like an article's."""
        target = url.split("/", 3)[3] if url.count("/") >= 3 else ""
        target = "/" + target
        if self.patterns:
            return any(pattern.search(target) for pattern in self.patterns)
        return bool(_LOOKS_LIKE_ARTICLE.search(target))

    def key(self, url: str) -> str:
        """The identity of a page of this site."""
        return page_key(url, self.patterns)

    @property
    def lane(self) -> str:
        """The registrable domain, within which one request is sent at a time."""
        return registrable_domain(self.domain.partition(":")[0])

    @property
    def has_seeds(self) -> bool:
        """Whether the declaration names any."""
        return bool(self.sitemaps or self.feeds or self.listings or self.searches)

    def seeds(self) -> list[Seed]:
        """What to visit. A site that declares none gets its family's usual places and its home page (and, once its
        robots.txt is read, the sitemaps named there)."""
        home = f"{self.scheme}://{self.domain}/"
        searches = [
            search.replace("{query}", quote(keyword, safe="")) for search in self.searches for keyword in self.keywords
        ]
        own = [
            *(Seed("sitemap", url) for url in self.sitemaps),
            *(Seed("feed", url) for url in self.feeds),
            *(Seed("listing", url) for url in (*self.listings, *searches)),
        ]
        if not own:
            own = [
                *(Seed("sitemap", home.rstrip("/") + path) for path in self.family.sitemaps),
                *(Seed("feed", home.rstrip("/") + path) for path in self.family.feeds),
                Seed("listing", home),
            ]
        return [Seed(seed.kind, clean(seed.url)) for seed in own]

    def listing_page(self, url: str, n: int) -> str:
        """The address of page ``n`` of the listing whose first page is ``url``; empty if the site has no paging."""
        pattern = self.paging or self.family.paging
        if not pattern:
            return ""
        tail = pattern.replace("{n}", str(n))
        if tail.startswith("?"):
            return clean(url + ("&" + tail[1:] if "?" in url else tail))
        return clean(url.rstrip("/") + "/" + tail.lstrip("/"))


# A slug of several words that ends like a page: the guess for sites whose addresses nobody has described yet.
_LOOKS_LIKE_ARTICLE = re.compile(
    r"(?:[a-z0-9]+-){4,}[a-z0-9]+(?:\.(?:html?|aspx|bbg|tpo|epi))?/?(?:\?.*)?$|[?&](?:id|itemid|newsid|dDocName)=\w+$",
    re.I,
)


def _checked(kind: type, name: str, table: dict[str, Any], origin: str) -> dict[str, Any]:
    known = {entry.name: entry for entry in fields(kind)}
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known or key == "name":
            allowed = ", ".join(sorted(set(known) - {"name"}))
            raise SourcesError(f"{origin}: [{name}] has no key {key!r}; it may have {allowed}")
        wanted = str(known[key].type)
        if wanted.startswith("tuple"):
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                raise SourcesError(f"{origin}: [{name}] {key} must be a list of strings")
            value = tuple(value)
        elif wanted.startswith("bool") and not isinstance(value, bool):
            raise SourcesError(f"{origin}: [{name}] {key} must be true or false")
        elif wanted.startswith(("int", "float")) and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise SourcesError(f"{origin}: [{name}] {key} must be a number")
        elif wanted.startswith("str") and not isinstance(value, str):
            raise SourcesError(f"{origin}: [{name}] {key} must be a string")
        values[key] = value
    return values


def _read(text: str, origin: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourcesError(f"{origin}: {error}") from error


def packaged() -> str:
    """The text of the packaged ``sources.toml``."""
    return files("pipelines").joinpath("sources.toml").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Sources:
    """All declarations, by name, and the crawl's settings from the same file."""

    sources: dict[str, Source]
    families: dict[str, Family]
    contact: str = ""
    allow: tuple[str, ...] = ()
    connect: dict[str, tuple[str, int]] = field(default_factory=dict)

    def of(self, url: str) -> Source | None:
        """The source that a URL belongs to."""
        host = plain_host(host_of(url))
        return self._by_host.get(host)

    @cached_property
    def _by_host(self) -> dict[str, Source]:
        return {host: source for source in self.sources.values() for host in source._hosts}


def load(path: Path | None = None, *, only: bool = False) -> Sources:
    """The packaged declarations with the file at ``path`` laid over them (``only``: that file's sources alone).

    Raises ``SourcesError`` for a file that is missing, no TOML, or has a wrong key or value.
    """
    base = _read(packaged(), "the packaged sources.toml")
    own: dict[str, Any] = {}
    origin = "sources.toml"
    if path is not None:
        origin = str(path)
        try:
            own = _read(path.read_text(encoding="utf-8"), origin)
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise SourcesError(f"{path}: cannot be read ({reason})") from error
    families = {
        name: Family(name, **_checked(Family, f"family.{name}", table, origin))
        for name, table in {**base.get("family", {}), **own.get("family", {})}.items()
    }
    tables = {**({} if only else base.get("source", {})), **own.get("source", {})}
    sources = {name: _source(name, table, families, origin) for name, table in tables.items()}
    settings = {**base.get("crawl", {}), **own.get("crawl", {})}
    unknown = set(settings) - {"contact", "allow", "connect"}
    if unknown:
        raise SourcesError(f"{origin}: [crawl] has no key {sorted(unknown)[0]!r}; it may have contact, allow, connect")
    connect = {}
    for host, address in settings.get("connect", {}).items():
        ip, _, port = str(address).rpartition(":")
        if not ip or not port.isdigit():
            raise SourcesError(f"{origin}: [crawl.connect] {host} must be an address with a port: 10.0.0.5:8080")
        connect[host] = (ip.strip("[]"), int(port))
    return Sources(sources, families, str(settings.get("contact", "")), tuple(settings.get("allow", ())), connect)


def _source(name: str, table: dict[str, Any], families: dict[str, Family], origin: str) -> Source:
    family = str(table.get("family", "unknown"))
    if family not in families:
        known = ", ".join(sorted(families))
        raise SourcesError(f"{origin}: [source.{name}] family {family!r} is not known; known are {known}")
    values = _checked(Source, f"source.{name}", {k: v for k, v in table.items() if k != "family"}, origin)
    source = Source(name=name, family=families[family], **{"domain": name, **values})
    for seed in source.seeds():
        if not seed.url:
            raise SourcesError(f"{origin}: [source.{name}] has a seed that is not an http(s) address")
    return source
