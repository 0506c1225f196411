"""robots.txt by RFC 9309: what a site lets us fetch, and how slowly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

AGENT = "khenthuong"  # the product token that rules can name
KEEP = 24 * 3600.0  # seconds for which an answer is used
KEEP_UNREACHABLE = 30 * 60.0
_MOST = 500 * 1024  # RFC 9309, 2.5: at least the first 500 KiB are read
_HTML = re.compile(rb"^\s*(?:<!doctype\s+html|<html|<\?xml[^>]*>\s*<html|<!--)", re.I)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one origin. ``verdict`` says where they come from and goes into every record's provenance."""

    origin: str
    verdict: str  # "rules", "no-rules", "closed", "unreachable"
    text: str
    fetched: float

    def expires(self) -> float:
        """When the file has to be read again."""
        return self.fetched + (KEEP_UNREACHABLE if self.verdict == "unreachable" else KEEP)


class Robots:
    """``Rules`` parsed, to be asked about URLs."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._parsed = Protego.parse(rules.text) if rules.verdict == "rules" else None

    def decide(self, url: str) -> tuple[bool, str]:
        """(may it be fetched, the decision in words for the provenance)."""
        verdict = self.rules.verdict
        if verdict == "closed":
            return False, "robots.txt answered 401 or 403: closed"
        if verdict == "unreachable":
            return False, "robots.txt could not be read: nothing fetched until it can"
        if self._parsed is None:
            return True, "allowed: no rules"
        if self._parsed.can_fetch(url, AGENT):
            return True, "allowed by robots.txt"
        return False, "disallowed by robots.txt"

    def crawl_delay(self) -> float | None:
        """The Crawl-delay for us, in seconds."""
        delay = self._parsed.crawl_delay(AGENT) if self._parsed else None
        return float(delay) if delay is not None else None

    def sitemaps(self) -> list[str]:
        """The sitemaps that the file names."""
        return list(self._parsed.sitemaps) if self._parsed else []


def origin_of(url: str) -> str:
    """``scheme://host[:port]`` of ``url``, in lower case."""
    parts = urlsplit(url)
    return f"{parts.scheme.lower()}://{parts.netloc.rpartition('@')[2].lower()}"


def read_rules(origin: str, status: int, body: bytes, fetched: float) -> Rules:
    """The rules in an answer to ``GET /robots.txt``; ``status`` 0 means that no answer came.

    404 and other 4xx: no rules. 401, 403: closed (stricter than the RFC: a site that refuses us its rules does not
    want us). 429, 5xx, no answer: unreachable, nothing may be fetched. An HTML page with status 200: no rules.
    A byte-order mark is taken off, because protego ignores every rule behind one.
    """
    if status == 200:
        text = body[:_MOST]
        if _HTML.match(text):
            return Rules(origin, "no-rules", "", fetched)
        if text.startswith((b"\xff\xfe", b"\xfe\xff")):
            decoded = text.decode("utf-16", "replace")
        else:
            decoded = text.decode("utf-8", "replace")
        return Rules(origin, "rules", decoded.lstrip("\ufeff").replace("\x00", ""), fetched)
    if status in (401, 403):
        return Rules(origin, "closed", "", fetched)
    if 400 <= status < 500 and status != 429:
        return Rules(origin, "no-rules", "", fetched)
    return Rules(origin, "unreachable", "", fetched)
