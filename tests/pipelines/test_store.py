"""A second run: nothing is analysed twice that has not changed, and the files stay the same."""

from __future__ import annotations

import json
import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipelines.copies import Text, same_as, shingles
from pipelines.formats import owned
from pipelines.store import FILE
from tests.pipelines.conftest import Command, table, warnings
from tests.pipelines.world import WORLD

ALL = 45


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """The world's articles in a folder of its own."""
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "articles.jsonl").write_bytes((WORLD / "articles.jsonl").read_bytes())
    return folder


def _reused(khenthuong: Command, pages: Path, *options: str) -> int:
    ran = khenthuong("extract", pages, "-o", "out", *options)
    assert ran.code == 0, ran.err
    counts: dict[str, Any] = json.loads(Path("out/run.json").read_text("utf-8"))["counts"]
    assert counts["articles"] == ALL
    return int(counts["reused"])


def _files() -> dict[str, bytes]:
    return {name: Path("out", name).read_bytes() for name in owned() - {"run.json"} if Path("out", name).exists()}


def _age() -> None:
    """Make the kept results those of another version."""
    with closing(sqlite3.connect(f"out/{FILE}")) as db:
        db.execute("UPDATE reading SET version = 'older'")
        db.commit()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_nothing_is_analysed_twice_and_no_byte_changes(khenthuong: Command, pages: Path, jobs: str) -> None:
    assert _reused(khenthuong, pages) == 0
    first = _files()
    assert {"awards.csv", "khenthuong.sqlite", "awards.parquet", "report.html", "datapackage.json"} <= set(first)
    assert _reused(khenthuong, pages, "--jobs", jobs) == ALL
    assert _files() == first


def test_a_changed_page_is_read_again_and_no_other(khenthuong: Command, pages: Path) -> None:
    _reused(khenthuong, pages)
    path = pages / "articles.jsonl"
    path.write_text(path.read_text("utf-8").replace("14 tập thể, 22 cá nhân", "15 tập thể, 22 cá nhân"), encoding="utf-8")
    assert _reused(khenthuong, pages) == ALL - 1
    assert ",15,15,15,exact," in Path("out/awards.csv").read_text("utf-8")


def test_a_new_version_reads_all_again(khenthuong: Command, pages: Path) -> None:
    _reused(khenthuong, pages)
    first = _files()
    _age()
    assert _reused(khenthuong, pages) == 0
    assert _files() == first
    assert _reused(khenthuong, pages) == ALL


def test_all_can_be_asked_for(khenthuong: Command, pages: Path) -> None:
    _reused(khenthuong, pages)
    assert _reused(khenthuong, pages, "--all") == 0


@pytest.mark.parametrize("aged", [False, True])
def test_a_part_can_be_asked_for_whatever_version_the_rest_is_of(khenthuong: Command, pages: Path, aged: bool) -> None:
    _reused(khenthuong, pages)
    if aged:
        _age()
    assert _reused(khenthuong, pages, "--source", "baosonla.example") == ALL - 2
    assert _reused(khenthuong, pages, "--since", "2023-01-01") == ALL - 3
    assert _reused(khenthuong, pages, "--since", "2022-01-01", "--source", "baosonla.example") == ALL - 2


def test_a_damaged_file_of_results_costs_only_time(khenthuong: Command, pages: Path) -> None:
    _reused(khenthuong, pages)
    first = _files()
    Path("out", FILE).write_bytes(b"\0broken" * 5000)
    assert _reused(khenthuong, pages) == 0
    assert _files() == first
    assert _reused(khenthuong, pages) == ALL


def test_a_damaged_result_is_read_again_where_it_is_needed(khenthuong: Command, pages: Path) -> None:
    _reused(khenthuong, pages)
    first = _files()
    with closing(sqlite3.connect(f"out/{FILE}")) as db:
        db.execute("UPDATE row SET article = x'00' WHERE id = (SELECT min(id) FROM row)")
        db.commit()
    assert _reused(khenthuong, pages) == ALL
    Path("out/articles.csv").unlink()
    assert _reused(khenthuong, pages) == ALL - 1
    assert _files() == first


def test_what_could_not_be_read_is_tried_again(khenthuong: Command, pages: Path) -> None:
    (pages / "empty.txt").write_text("")
    khenthuong("extract", pages, "-o", "out")
    khenthuong("extract", pages, "-o", "out")
    counts = json.loads(Path("out/run.json").read_text("utf-8"))["counts"]
    assert (counts["articles"], counts["reused"]) == (ALL + 1, ALL)


def test_a_file_that_has_not_changed_is_not_opened(khenthuong: Command, pages: Path) -> None:
    path = pages / "articles.jsonl"
    with path.open("a", encoding="utf-8") as handle:
        handle.write("no JSON\n")
    os.utime(path, (1_600_000_000, 1_600_000_000))
    assert _reused(khenthuong, pages) == 0
    first, told = _files(), warnings(Path("out"))
    assert "line is no JSON" in told[f"saved/articles.jsonl#{ALL + 1}"]
    with path.open("r+b") as handle:  # nobody writes so, but it shows who looks
        handle.write(b"\n" * path.stat().st_size)
    os.utime(path, (1_600_000_000, 1_600_000_000))
    assert _reused(khenthuong, pages) == ALL
    assert (_files(), warnings(Path("out"))) == (first, told)
    path.touch()
    ran = khenthuong("extract", pages, "-o", "out")
    assert (ran.code, "no article could be read" in ran.err) == (1, True)
    assert _files() == first


def test_a_page_without_text_keeps_no_file_from_staying_closed(khenthuong: Command, pages: Path) -> None:
    path = pages / "articles.jsonl"
    with path.open("a", encoding="utf-8") as handle:
        handle.write(json.dumps({"url": "https://bao.example.vn/nothing", "html": "<html></html>"}) + "\n")
    os.utime(path, (1_600_000_000, 1_600_000_000))
    khenthuong("extract", pages, "-o", "out")
    first, told = _files(), warnings(Path("out"))
    with path.open("r+b") as handle:
        handle.write(b"\n" * path.stat().st_size)
    os.utime(path, (1_600_000_000, 1_600_000_000))
    khenthuong("extract", pages, "-o", "out")
    counts = json.loads(Path("out/run.json").read_text("utf-8"))["counts"]
    assert (counts["articles"], counts["reused"]) == (ALL + 1, ALL)
    assert (_files(), warnings(Path("out"))) == (first, told)


def test_results_of_another_version_are_not_used_though_the_file_is_the_same(khenthuong: Command, pages: Path) -> None:
    os.utime(pages / "articles.jsonl", (1_600_000_000, 1_600_000_000))
    _reused(khenthuong, pages)
    _age()
    assert _reused(khenthuong, pages) == 0
    assert _reused(khenthuong, pages) == ALL


def test_copies_among_many_articles_are_those_found_among_few(khenthuong: Command, tmp_path: Path) -> None:
    rng = random.Random(3)
    words = [a + b for a in "bcdghklmnpqrstvx" for b in ("a", "anh", "e", "inh", "o", "ong", "u")]
    lines = []
    for number in range(300):
        text = " ".join(rng.choice(words) for _ in range(150))
        source = lines[rng.randrange(number)]["text"] if number and rng.random() < 0.3 else ""
        if source:  # a copy with some words changed, from none to too many
            kept = source.split()
            for _ in range(rng.choice((0, 1, 2, 4, 9, 30))):
                kept[rng.randrange(len(kept))] = rng.choice(words)
            text = " ".join(kept)
        lines.append({"url": f"https://bao{number % 7}.example.vn/{number}", "text": text, "published_at": f"2024-05-{number % 28 + 1:02}"})
    notice = "Trang mà bạn tìm không có ở đây, mời bạn trở về trang chủ để tìm bài khác"
    lines += [{"url": f"https://loi.example.vn/{n}", "text": notice, "published_at": f"2023-01-{n % 28 + 1:02}"} for n in range(100)]
    (tmp_path / "many.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert khenthuong("extract", "many.jsonl", "-o", "out", "--formats", "none").code == 0
    rows = table(Path("out"), "articles")
    texts = {line["url"]: line["text"] for line in lines}
    expected = same_as(
        Text(row["article_id"], shingles(texts[row["url"]]), (row["published_at"], row["published_at"], "9"), row["source"])
        for row in rows
    )
    assert {row["article_id"]: row["same_as"] for row in rows if row["same_as"]} == expected
    missing = [row for row in rows if row["url"].startswith("https://loi.")]
    assert sum(not row["same_as"] for row in missing) == 1
    assert 40 < len(expected) - 99 < 100
