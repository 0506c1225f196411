"""One bad article never stops a run."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from extract.model import Article, Extraction
from pipelines import reading
from pipelines.identity import article_id
from tests.pipelines.conftest import STORY, Command, articles


def test_an_article_that_fails_is_told_of(khenthuong: Command, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(article: Article, identity: str, marks: bool = True) -> Extraction:
        if "Giàng" in article.text:
            raise ZeroDivisionError("in a library")
        return Extraction()

    monkeypatch.setattr("extract.analyse.analyse", fail)
    (corpus / "other.txt").write_text(STORY.replace("Giàng", "Vàng"), encoding="utf-8")
    ran = khenthuong("extract", corpus, "--output", "out")
    assert ran.code == 0
    rows = articles(Path("out"))
    assert rows["saved/good.txt"]["warnings"] == "failed: ZeroDivisionError: in a library"
    assert rows["saved/good.txt"]["title"] == "Xã Nậm Mòn tổng kết phong trào thi đua"
    assert rows["saved/other.txt"]["warnings"] == ""


def test_an_article_that_takes_too_long_is_given_up(
    khenthuong: Command, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hang(article: Article, identity: str, marks: bool = True) -> Extraction:
        while True:
            try:
                time.sleep(60)
            except Exception:  # as a library may do: being stopped must not look like a failure of its own
                continue

    monkeypatch.setattr("extract.analyse.analyse", hang)
    monkeypatch.setattr(reading, "SECONDS_PER_ARTICLE", 0.2)
    ran = khenthuong("extract", corpus, "--output", "out")
    assert ran.code == 0
    assert "warning saved/good.txt: too-slow: given up after 0.2 s" in ran.err


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.a.vn/tin/", "http://a.vn/tin#x", True),
        ("https://a.vn:443/tin", "https://a.vn/tin", True),
        ("https://a.vn/tin?id=1", "https://a.vn/tin?id=2", False),
        ("https://a.vn/tin", "https://b.vn/tin", False),
        ("http://[broken", "http://[broken ", True),
    ],
)
def test_an_article_keeps_its_id_where_its_address_is_the_same(one: str, other: str, same: bool) -> None:
    assert (article_id(one, "x.html", "1") == article_id(other, "y.html", "2")) is same


def test_without_an_address_name_and_content_decide() -> None:
    first = article_id("", "old/a.txt", "1")
    assert first == article_id("", "new/a.txt", "1")
    assert len({first, article_id("", "old/b.txt", "1"), article_id("", "old/a.txt", "2")}) == 3
