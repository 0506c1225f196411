"""``khenthuong diff``: what changed between two outputs, and why."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipelines.corrections import Correction, store
from pipelines.tables import read_csv
from tests.pipelines.conftest import Command


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "saved"
    folder.mkdir()
    for name, count in (("a", 3), ("b", 5)):
        _write(folder, name, f"Chủ tịch UBND tỉnh Lào Cai tặng Bằng khen cho {count} tập thể.")
    return folder


def _write(folder: Path, name: str, sentence: str) -> None:
    page = {"url": f"https://tin.example/{name}", "published_at": "2022-01-12",
            "text": f"Tin {name} của tỉnh Lào Cai\n\n{sentence}\n"}  # fmt: skip
    (folder / f"{name}.jsonl").write_text(json.dumps(page, ensure_ascii=False), encoding="utf-8")


def _extract(khenthuong: Command, pages: Path, output: str) -> None:
    assert khenthuong("extract", pages, "-o", output, "--formats", "none").code == 0


def _changes(khenthuong: Command, table: str) -> list[dict[str, Any]]:
    ran = khenthuong("diff", "one", "two", "--json", "--table", table)
    changes: list[dict[str, Any]] = json.loads(ran.out)["changes"]
    assert ran.code == (1 if changes else 0)
    return changes


def test_equal_outputs_are_the_same(khenthuong: Command, pages: Path) -> None:
    _extract(khenthuong, pages, "one")
    shutil.copytree("one", "two")
    ran = khenthuong("diff", "one", "two")
    assert ran.code == 0
    assert ran.out.splitlines()[0] == "awards: 2 rows, then 2: the same"


def test_a_new_article_and_one_that_is_gone(khenthuong: Command, pages: Path) -> None:
    _extract(khenthuong, pages, "one")
    (pages / "a.jsonl").unlink()
    _write(pages, "c", "Chủ tịch UBND tỉnh Lào Cai tặng Bằng khen cho 9 tập thể.")
    _extract(khenthuong, pages, "two")
    found = {(c["change"], c["row"]["count"], c["why"]) for c in _changes(khenthuong, "awards")}
    assert found == {("removed", "3", "article gone"), ("added", "9", "new article")}
    text = khenthuong("diff", "one", "two").out
    assert "awards: 2 rows, then 2: 1 added, 1 removed" in text
    assert "(new article)" in text


def test_a_changed_article_is_the_reason(khenthuong: Command, pages: Path) -> None:
    _extract(khenthuong, pages, "one")
    _write(pages, "a", "Chủ tịch UBND tỉnh Lào Cai tặng Bằng khen cho 4 tập thể.")
    _extract(khenthuong, pages, "two")
    assert {(c["change"], c["why"]) for c in _changes(khenthuong, "awards")} == {
        ("removed", "article changed"), ("added", "article changed"),
    }  # fmt: skip
    (article,) = _changes(khenthuong, "articles")
    assert article["why"] == "article changed"
    assert set(article["cells"]) == {"content_sha256"}


def test_a_correction_is_the_reason(khenthuong: Command, pages: Path) -> None:
    _extract(khenthuong, pages, "one")
    row = next(row for row in read_csv(Path("one/awards.csv")) if row["count"] == "3")
    page = next(r for r in read_csv(Path("one/articles.csv")) if r["article_id"] == row["article_id"])
    store(pages, [Correction(row["award_id"], row["article_id"], page["content_sha256"], "change", "Lan",
                             evidence=row["evidence"], change={"count": "13"})])  # fmt: skip
    _extract(khenthuong, pages, "two")
    (change,) = _changes(khenthuong, "awards")
    assert change["why"] == "correction"
    assert change["cells"]["count"] == ["3", "13"]
    assert change["key"] == {"award_id": row["award_id"]}
    assert "count: 3 → 13" in khenthuong("diff", "one", "two").out


def test_a_dropped_row_is_told_as_a_correction(khenthuong: Command, pages: Path) -> None:
    _extract(khenthuong, pages, "one")
    row = read_csv(Path("one/awards.csv"))[0]
    page = next(r for r in read_csv(Path("one/articles.csv")) if r["article_id"] == row["article_id"])
    store(pages, [Correction(row["award_id"], row["article_id"], page["content_sha256"], "drop", "Lan",
                             evidence=row["evidence"])])  # fmt: skip
    _extract(khenthuong, pages, "two")
    (change,) = _changes(khenthuong, "awards")
    assert (change["change"], change["why"]) == ("removed", "correction")


def test_what_only_other_articles_change_says_so(khenthuong: Command, pages: Path) -> None:
    _extract(khenthuong, pages, "one")
    row = read_csv(Path("one/articles.csv"))[0]
    shutil.copytree("one", "two")
    path = Path("two/articles.csv")
    path.write_text(path.read_text("utf-8").replace(f"{row['parser']},,", f"{row['parser']},{row['article_id']},", 1), "utf-8")
    assert [c["why"] for c in _changes(khenthuong, "articles")] == ["other articles"]


def test_a_folder_that_is_no_output(khenthuong: Command, pages: Path) -> None:
    _extract(khenthuong, pages, "one")
    ran = khenthuong("diff", "one", pages)
    assert ran.code == 2
    assert ran.err == f"khenthuong: {pages}: has no awards.csv; give a folder that khenthuong extract wrote\n"
