"""What is known of a site by its host: its family and its province (``sites.csv``)."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from tldextract import TLDExtract


class Site(NamedTuple):
    """A row of ``sites.csv``. ``host`` stands for its subdomains too; "" is unknown."""

    host: str = ""
    family: str = ""
    province: str = ""
    province_2025: str = ""


@cache
def sites() -> dict[str, Site]:
    """All known sites by host."""
    text = files(__package__).joinpath("sites.csv").read_text("utf-8")
    return {row["host"]: Site(**row) for row in csv.DictReader(text.splitlines())}


def site_of(url: str) -> Site:
    """The most specific known site that ``url`` is on, an empty one if there is none."""
    labels = host_of(url).split(".")
    for start in range(len(labels) - 1):
        site = sites().get(".".join(labels[start:]))
        if site is not None:
            return site
    return Site()


def host_of(url: str) -> str:
    """The host of ``url`` in lower case without "www.", or ""."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:
        return ""


def registrable(url: str) -> str:
    """The registrable name of the host ("baobackan.vn", "langson.gov.vn"); the host itself where there is none."""
    host = host_of(url)
    labels = host.split(".")
    if len(labels) < 2 or host.replace(".", "").isdigit():
        return host
    if labels[-1] == "vn" and len(labels) >= 3 and labels[-2] in _SECOND_LEVEL:
        return ".".join(labels[-3:])
    if labels[-1] == "vn" or labels[-1] in ("com", "net", "org", "info"):
        return ".".join(labels[-2:])
    return _extractor()(host).top_domain_under_public_suffix or host


# The second level under .vn by function (Circular 24/2015/TT-BTTTT, article 5).
_SECOND_LEVEL = frozenset(
    ("com", "net", "biz", "edu", "gov", "org", "ac", "pro", "info", "health", "int", "name", "io", "ai", "id")
)


@cache
def _extractor() -> TLDExtract:
    import tldextract

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
