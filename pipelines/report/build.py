"""Builds report.html: template, style, script, chart library and data in one file that needs no network.

All data are in one compressed block of base64, which the page's script turns into text nodes: nothing that an article
says can become markup.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections import deque
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipelines import __version__
from pipelines.report import vega
from pipelines.schema import ARTICLES, AWARDS, CAMPAIGNS, EVENTS, SUMMARY

MAX_ROWS = 60_000
MAX_TEXTS = 6_000
"""Of larger datasets the page lists the newest rows and shows the newest articles; its totals are always of all."""

_AWARDS = ("award_id", "article_id", "event_id", "published_at", "province_2025", "award", "award_label", "grade",
           "authority", "authority_level", "recipient_kind", "recipient_text", "recipient_name", "count", "approx",
           "unit", "status", "period", "awarded_on", "decision", "part_of_event", "confidence", "checks", "char_start",
           "char_end", "scope", "evidence")  # fmt: skip
_EVENTS = ("event_id", "province_2025", "period", "award", "award_label", "grade", "authority_level", "recipient_kind",
           "recipient_name", "count", "approx", "unit", "status", "scope", "part_of_event", "n_articles",
           "first_published")  # fmt: skip
_ARTICLES = ("article_id", "url", "source", "site_name", "title", "published_at", "province_2025", "same_as")
_CAMPAIGNS = ("campaign_id", "article_id", "name", "canonical_name")


def write_report(path: Path, rows: Mapping[str, Sequence[Sequence[Any]]], readings: Mapping[str, bytes]) -> None:
    """Write the page for the tables ``rows``; ``readings`` are the packed texts of articles, by article_id."""
    newest = list(deque(rows["awards"], MAX_ROWS))
    at = AWARDS.header.index("article_id")
    shown = list(dict.fromkeys(row[at] for row in reversed(newest)))[:MAX_TEXTS]
    named = {row[at] for row in newest} | {row[CAMPAIGNS.header.index("article_id")] for row in rows["campaigns"]}
    own = ARTICLES.header.index("article_id")
    data = {
        "version": __version__,
        "all": {"awards": len(rows["awards"]), "articles": len(rows["articles"])},
        "awards": _columns(_AWARDS, AWARDS.header, newest),
        "events": _columns(_EVENTS, EVENTS.header, rows["events"]),
        "articles": _columns(_ARTICLES, ARTICLES.header, [r for r in rows["articles"] if r[own] in named]),
        "campaigns": _columns(_CAMPAIGNS, CAMPAIGNS.header, rows["campaigns"]),
        "summary": _columns(("award", "award_label"), SUMMARY.header, rows["summary"]),
        "tiles": json.loads((files("pipelines.report") / "tiles.json").read_text("utf-8")),
        "words": json.loads((files("pipelines.report") / "words.json").read_text("utf-8")),
    }
    texts = {name: base64.b64encode(readings[name]).decode("ascii") for name in sorted(shown) if name in readings}
    packed = zlib.compress(json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass"), 6)
    parts = {
        "STYLE": _part("report.css"),
        "VEGA": vega.script().replace("</script", "<\\/script").replace("<!--", "<\\!--"),
        "DATA": base64.b64encode(packed).decode("ascii"),
        "TEXTS": json.dumps(texts),
        "SCRIPT": _part("report.js"),
    }
    page = _part("report.html")
    for name, content in parts.items():
        page = page.replace(f"@@{name}@@", content, 1)
    path.write_text(page, encoding="utf-8")


def _part(name: str) -> str:
    return (files("pipelines.report") / name).read_text("utf-8")


def _columns(wanted: Sequence[str], header: Sequence[str], rows: Sequence[Sequence[Any]]) -> dict[str, list[Any]]:
    """The wanted columns, each as a list: half the size of objects."""
    columns: dict[str, list[Any]] = {}
    for name in wanted:
        at = header.index(name)
        columns[name] = [";".join(v) if isinstance(v := row[at], tuple) else v for row in rows]
    return columns
