"""``khenthuong show``: the text as it is, the rows, and how an article is found."""

from __future__ import annotations

import json
from pathlib import Path

from tests.pipelines.conftest import STORY, Command, table


def test_text_is_exactly_what_offsets_count_in(khenthuong: Command, corpus: Path) -> None:
    assert khenthuong("show", corpus / "good.txt", "--text").out == STORY
    khenthuong("extract", corpus, "--output", "out")
    for row in table(Path("out"), "awards"):
        text = khenthuong("show", row["article_id"], "--output", "out", "--text").out
        assert text[int(row["char_start"]) : int(row["char_end"])] == row["evidence"]


def test_rows_stand_below_the_article(khenthuong: Command, corpus: Path) -> None:
    shown = khenthuong("show", corpus / "good.txt").out
    assert shown.index("Giàng Thị Súa") < shown.index("awards")
    assert "Bằng khen" in shown.split("awards")[1]


def test_an_article_of_many_is_named_by_its_place(khenthuong: Command, corpus: Path) -> None:
    lines = [json.dumps({"text": STORY.replace("7 cá nhân", f"{n} cá nhân")}) for n in (1, 2)]
    (corpus / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert "2 cá nhân" in khenthuong("show", f"{corpus}/a.jsonl#2", "--text").out
    ran = khenthuong("show", corpus / "a.jsonl")
    assert ran.code == 2
    assert "holds several articles; choose one" in ran.err
    assert khenthuong("show", f"{corpus}/a.jsonl#9").code == 2


def test_what_cannot_be_found_is_told_of(khenthuong: Command, corpus: Path, tmp_path: Path) -> None:
    assert "no such file" in khenthuong("show", "0123456789abcdef").err
    khenthuong("extract", corpus, "--output", "output")
    assert "neither a file nor an article_id" in khenthuong("show", "0123456789abcdef").err
    identity = table(Path("output"), "articles")[0]["article_id"]
    corpus.rename(tmp_path / "moved")
    ran = khenthuong("show", identity)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "is not where the run found it" in ran.err


def test_a_picture_can_be_saved(khenthuong: Command, corpus: Path) -> None:
    assert khenthuong("show", corpus / "good.txt", "--svg", "a.svg").code == 0
    assert Path("a.svg").read_text("utf-8").startswith("<svg")
    assert khenthuong("show", corpus / "good.txt", "--svg", "no/such/a.svg").code == 1
