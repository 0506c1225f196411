"""What makes two addresses the same page.

Sites of the field serve one article under many spellings: http and https, www and m. hosts, tracking parameters,
session ids, any slug before an id, AMP and print twins. ``clean`` gives the address to request, ``page_key`` the
identity under which a page is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import tldextract

_TWIN_HOST = re.compile(r"^(?:www\d?|ww|m|mobile|amp|wap)\.(?=[^.]+\.)")
_NOISE_PARAMETER = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|zarsrc|zalo\w*|mc_[ce]id|_ga|_gl|ref|ref_src|from_source|igshid|"
    r"phpsessid|jsessionid|aspsessionid\w*|sessionid|session_id|sid|amp|print|outputtype|nocache|_t)$",
    re.I,
)
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.I)
_ASP_SESSION = re.compile(r"/\((?:[A-Z]\([^)]*\))+\)(?=/)", re.I)
_AMP_TAIL = re.compile(r"(?:/amp/?|\.amp)$", re.I)
_TWIN_SEGMENT = re.compile(r"/(?:amp|print|savefile|in)(?=/)", re.I)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_extract = tldextract.TLDExtract(
    suffix_list_urls=(), cache_dir=None
)  # the list in the package: no request, same result


@lru_cache(maxsize=4096)
def registrable_domain(host: str) -> str:
    """The domain that one owner registered ("baobackan.vn", "dongnai.gov.vn"); an IP address is its own."""
    found = _extract(host)
    domain = str(found.top_domain_under_public_suffix)
    if domain:
        return domain
    if found.suffix or re.fullmatch(r"[\d.]+|\[.*\]|.*:.*", host):
        return host
    return ".".join(host.split(".")[-2:])


def host_of(url: str) -> str:
    """The host name of ``url`` in lower case, without port; empty if it has none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def plain_host(host: str) -> str:
    """``host`` without the prefix of a www, mobile or AMP twin."""
    return _TWIN_HOST.sub("", host)


@lru_cache(maxsize=16384)
def clean(url: str, base: str = "") -> str:
    """``url`` (relative to ``base``) as an address to request; empty if it is not an http(s) address.

    Fragment, tracking parameters, session ids, default ports and doubled slashes go; letters outside ASCII are
    percent-encoded. Everything that a server might need stays, in its order.
    """
    try:
        parts = urlsplit(urljoin(base, url.strip()) if base else url.strip())
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not host or len(url) > 2000:
        return ""
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    if ":" in host:
        host = f"[{host}]"
    if port and port != _DEFAULT_PORTS[scheme]:
        host = f"{host}:{port}"
    path = _ASP_SESSION.sub("", _SESSION_IN_PATH.sub("", parts.path))
    path = quote(re.sub(r"/{2,}", "/", path) or "/", safe="/%:@!$&'()*+,;=~-._")
    query = parts.query
    if query:
        kept = [pair for pair in query.split("&") if pair and not _NOISE_PARAMETER.match(pair.partition("=")[0])]
        query = quote("&".join(kept), safe="/%:@!$&'()*+,;=~-._?[]")
    return urlunsplit((scheme, host, path, query, ""))


def page_key(url: str, id_patterns: Iterable[re.Pattern[str]] = ()) -> str:
    """The identity of a cleaned ``url``: ``host#id`` where a pattern finds the article's id, else host, path, query.

    The patterns are searched in "/path?query" and hold a group ``id``.
    """
    parts = urlsplit(url)
    host = plain_host(parts.hostname or "")
    if parts.port and parts.port != _DEFAULT_PORTS.get(parts.scheme):
        host = f"{host}:{parts.port}"
    path = _TWIN_SEGMENT.sub("", _AMP_TAIL.sub("", parts.path))
    for target in (parts.path, path):
        target = f"{target}?{parts.query}" if parts.query else target
        for pattern in id_patterns:
            found = pattern.search(target)
            if found and "id" in pattern.groupindex and found["id"]:
                return f"{host}#{found['id']}"
    path = path.rstrip("/") or "/"
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return f"{host}{path}?{query}" if query else f"{host}{path}"
