"""Every fixture page gives exactly the article of its JSON, in whatever normalization form it was saved."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from extract.model import Article
from extract.page import read_page
from extract.page.decode import decode
from extract.page.family import families

SITES = Path(__file__).parent.parent / "sites"
PAGES = sorted(SITES.glob("*/*.html"))
NAMES = [f"{page.parent.name}-{page.stem}" for page in PAGES]


def expectation(page: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(page.with_suffix(".json").read_text("utf-8"))
    return loaded


def as_expected(article: Article, keys: dict[str, Any]) -> dict[str, Any]:
    """What the fixture's JSON states of an article, taken from ``article``."""
    found: dict[str, Any] = {
        key: getattr(article, key) for key in keys if key not in ("blocks", "attachments", "warnings")
    }
    found["blocks"] = [[block.kind, article.text[block.start : block.end]] for block in article.blocks]
    found["attachments"] = [
        {"url": file.url, "title": file.title, "media_type": file.media_type} for file in article.attachments
    ]
    found["warnings"] = list(article.warnings)
    return found


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_page_reads_as_expected(page: Path) -> None:
    expected = expectation(page)
    article = read_page(page.read_bytes(), expected["url"], {}, expected["fetched_at"])
    assert as_expected(article, expected) == expected


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_offsets_tile_the_text(page: Path) -> None:
    expected = expectation(page)
    article = read_page(page.read_bytes(), expected["url"], {}, expected["fetched_at"])
    assert unicodedata.is_normalized("NFC", article.text)
    end = 0
    for index, block in enumerate(article.blocks):
        assert article.text[end : block.start] == ("" if index == 0 else "\n\n" if index == 1 else "\n")
        end = block.end
    assert end == len(article.text)
    assert article.title and article.text.startswith(article.title + "\n\n")


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_normalization_form_does_not_matter(page: Path) -> None:
    expected = expectation(page)
    text = decode(page.read_bytes()).text
    mixed = " ".join(
        unicodedata.normalize("NFD" if index % 2 else "NFC", part) for index, part in enumerate(text.split(" "))
    )
    articles = [
        read_page(form.encode(), expected["url"], {}, expected["fetched_at"])
        for form in (unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text), mixed)
    ]
    assert articles[0] == articles[1] == articles[2]
    assert as_expected(articles[0], expected)["blocks"] == expected["blocks"]


def test_three_pages_for_every_family() -> None:
    pages = Counter(page.parent.name for page in PAGES)
    assert {family.name for family in families()} | {"generic"} == set(pages)
    assert min(pages.values()) >= 3


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.parent.name != "generic"], ids=lambda page: page.parent.name
)
def test_fallback_loses_no_figure(page: Path) -> None:
    """With every family's marks gone the generic reader still finds the title, and says that it stood in."""
    expected = expectation(page)
    html = decode(page.read_bytes()).text
    for family in families():
        for mark in family.marks:
            for token in mark.replace("#", ".").replace("'", "").replace("]", "").split("."):
                name = token.split(" ")[0].split("=")[-1].strip("[$*^>")
                if len(name) > 5:
                    html = html.replace(name, "zq")
    article = read_page(html.encode(), "", {}, expected["fetched_at"])
    if article.parser == "generic/1" and article.page_class == "article":
        assert any(warning.startswith("fallback") for warning in article.warnings)
    assert article.title
