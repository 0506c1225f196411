"""Every fixture page gives exactly the article of its JSON, in whatever normalization form it was saved."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from extract.analyse import analyse
from extract.model import Article, Block
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


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_rows_are_those_of_the_clean_text(page: Path) -> None:
    """What the language part reads from the page is what it reads from the text that the fixture states."""
    expected = expectation(page)
    text, blocks = "", []
    for index, (kind, line) in enumerate(expected["blocks"]):
        text += "" if index == 0 else "\n\n" if index == 1 else "\n"
        blocks.append(Block(kind, len(text), len(text) + len(line)))
        text += line
    clean = Article(text, tuple(blocks), title=expected["title"], published_at=expected["published_at"])
    article = read_page(page.read_bytes(), expected["url"], {}, expected["fetched_at"])
    found, wanted = analyse(article, "0" * 16), analyse(clean, "0" * 16)
    assert (found.awards, found.recipients, found.campaigns) == (wanted.awards, wanted.recipients, wanted.campaigns)


def test_renamed_markup_falls_back_and_says_so() -> None:
    """A site that renames its classes overnight loses no article: the generic reader stands in, flagged."""
    page = SITES / "epi" / "1.html"
    expected = expectation(page)
    html = page.read_text("utf-8")
    for name in ("cms-", "article__", "zce-"):
        html = html.replace(name, f"new-{name[:2]}")
    article = read_page(html.encode(), expected["url"], {}, expected["fetched_at"])
    assert article.parser == "generic/1"
    assert article.warnings[-1].startswith("fallback: ")
    assert article.title == expected["title"]
    assert article.published_at == expected["published_at"]
    for figure in ("125 tập thể, 318 cá nhân", "18 tập thể được nhận Cờ thi đua", "Chiều 5/3, UBND tỉnh Hà Lam"):
        assert figure in article.text
    assert "99 tập thể" not in article.text, "a related headline is not the article's"
