"""Tables that grew with their corpus are, byte for byte, those of one run over all of it."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from pipelines.corrections import FILE as CORRECTIONS
from pipelines.corrections import Correction, load, store
from pipelines.extraction import run
from pipelines.formats import owned
from pipelines.tables import read_csv
from tests.pipelines.world import SETS, WORLD

LONG_AGO = 1_600_000_000

Lines = list[dict[str, Any]]


def _world() -> Lines:
    return [json.loads(line) for which in SETS for line in (WORLD / f"articles{which}.jsonl").read_text("utf-8").splitlines()]


def _copies(lines: Lines, rng: random.Random) -> Lines:
    """Other papers' copies of some of the articles, word for word or nearly so, some without a day."""
    found = []
    for line in rng.sample(lines, len(lines) // 3):
        copy = {**line, "url": f"https://bao{rng.randrange(5)}.example.vn/{len(found)}"}
        copy["published_at"] = rng.choice([line.get("published_at", ""), "2021-06-12", ""])
        body = "text" if "text" in line else "html"
        copy[body] = line[body].replace("tập thể", "đơn vị", rng.randrange(2))
        found.append(copy)
    return found


def _save(path: Path, lines: Iterable[dict[str, Any]], settled: bool = True) -> None:
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    if settled:  # a file that has just been written is opened again by the next run
        os.utime(path, (LONG_AGO, LONG_AGO))


def _files(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in owned() - {"run.json"} if (folder / name).exists()}


def _told(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "run.json").read_text("utf-8"))
    for name in ("seconds", "inputs"):
        del told[name]
    del told["counts"]["reused"]
    return told


def _equal(corpus: Path, grown: Path, once: Path, **options: Any) -> None:
    """Check that the tables in ``grown`` are those of one run over ``corpus``."""
    run([corpus], once, jobs=1, **options)
    assert _told(grown) == _told(once)
    assert _files(grown) == _files(once)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_pages_that_come_change_and_go(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    lines = _world()
    lines += _copies(lines, rng)
    rng.shuffle(lines)
    corpus, grown = tmp_path / "corpus", tmp_path / "grown"
    corpus.mkdir()
    saved: dict[Path, Lines] = {}
    while lines:
        size = rng.choice([1, 3, 10, 40])
        path = corpus / f"{rng.randrange(1000):03}.jsonl"
        saved[path], lines = saved.get(path, []) + lines[:size], lines[size:]
        if len(saved) > 3 and rng.random() < 0.5:
            gone = rng.choice(sorted(saved))
            gone.unlink(missing_ok=True)
            del saved[gone]
        for changed in rng.sample(sorted(saved), len(saved) // 3):
            article = rng.choice(saved[changed])
            body = "text" if "text" in article else "html"
            newer = {**article, body: article[body].replace("2", "3", 2), "fetched_at": "2023-01-01"}
            saved[changed] = [*saved[changed], newer] if rng.random() < 0.5 else [newer, *saved[changed][1:]]
        for path, articles in saved.items():
            _save(path, articles, settled=rng.random() < 0.8)
        run([corpus], grown, jobs=1, formats=())
    _equal(corpus, grown, tmp_path / "once", formats=())
    run([corpus], grown, jobs=1)  # now also with the other formats
    _equal(corpus, grown, tmp_path / "more")


def test_many_copies_and_crowds_of_them(tmp_path: Path) -> None:
    rng = random.Random(5)
    words = [a + b for a in "bcdghklmnpqrstvx" for b in ("a", "anh", "e", "inh", "o", "ong", "u")]
    lines: Lines = []
    for number in range(360):
        text = rng.choice(lines)["text"].split() if number > 40 and rng.random() < 0.7 else rng.choices(words, k=120)
        for _ in range(rng.choice((0, 1, 3, 8))):
            text[rng.randrange(len(text))] = rng.choice(words)
        lines.append({"url": f"https://bao{number % 7}.example.vn/{number}", "text": " ".join(text)})
    notice = "Trang mà bạn tìm không có ở đây, mời bạn trở về trang chủ để tìm bài khác"
    lines += [{"url": f"https://loi.example.vn/{n}", "text": f"{notice} {n // 30}"} for n in range(120)]
    for line in lines:
        line["published_at"] = f"2024-0{rng.randrange(1, 10)}-{rng.randrange(1, 29):02}"
    rng.shuffle(lines)
    corpus, grown = tmp_path / "corpus", tmp_path / "grown"
    corpus.mkdir()
    for number, part in enumerate((lines[:100], lines[100:330], lines[330:400], lines[400:])):
        _save(corpus / f"{number}.jsonl", part)
        run([corpus], grown, jobs=1, formats=())
    assert sum(bool(row["same_as"]) for row in read_csv(grown / "articles.csv")) > 200
    _equal(corpus, grown, tmp_path / "all", formats=())
    for gone in ("0.jsonl", "1.jsonl", "2.jsonl"):  # fewer than what is kept for many
        (corpus / gone).unlink()
        run([corpus], grown, jobs=1, formats=())
        _equal(corpus, grown, tmp_path / gone, formats=())


def test_corrections_that_come_and_go(tmp_path: Path) -> None:
    corpus, grown = tmp_path / "corpus", tmp_path / "grown"
    corpus.mkdir()
    _save(corpus / "a.jsonl", _world())
    run([corpus], grown, jobs=1, formats=())
    before = _files(grown)
    article = {row["article_id"]: row for row in read_csv(grown / "articles.csv")}
    rows = [row for row in read_csv(grown / "awards.csv") if row["count"]][::9]
    store(corpus, [
        Correction(
            **{name: row[name] for name in ("award_id", "article_id", "award", "evidence")},
            content_sha256=article[row["article_id"]]["content_sha256"], action=action, who="a", note="",
            char_start=int(row["char_start"]), char_end=int(row["char_end"]), was={},
            change={"count": "77"} if action == "change" else {},
        )
        for row, action in zip(rows, ("drop", "change", "keep", "drop"), strict=False)
    ])  # fmt: skip
    assert len(load(corpus)) == 4
    run([corpus], grown, jobs=1, formats=())
    assert _files(grown)["awards.csv"] != before["awards.csv"]
    _equal(corpus, grown, tmp_path / "once", formats=())
    (corpus / CORRECTIONS).unlink()
    run([corpus], grown, jobs=1, formats=())
    assert _files(grown) == before


def test_files_stay_where_nothing_is_new(tmp_path: Path) -> None:
    corpus, output = tmp_path / "corpus", tmp_path / "out"
    corpus.mkdir()
    _save(corpus / "a.jsonl", _world())
    run([corpus], output, jobs=1)
    before, files = {path.name: path.stat() for path in output.iterdir()}, _files(output)
    run([corpus], output, jobs=1)
    after = {path.name: path.stat() for path in output.iterdir()}
    assert {name for name in after if after[name].st_ino != before[name].st_ino} == {"run.json"}
    with (output / "awards.csv").open("a") as handle:
        handle.write("somebody's note\n")
    run([corpus], output, jobs=1)
    assert _files(output) == files
    (output / "khenthuong.sqlite").unlink()
    run([corpus], output, jobs=1)
    assert _files(output) == files
    run([corpus], output, jobs=1, names=False)
    assert b"" != _files(output)["awards.csv"] != files["awards.csv"]
    run([corpus], output, jobs=1)
    assert _files(output) == files


def test_runs_that_are_killed(tmp_path: Path) -> None:
    rng = random.Random(8)
    lines = _world()
    lines += _copies(lines, rng)
    rng.shuffle(lines)
    corpus, grown = tmp_path / "corpus", tmp_path / "grown"
    corpus.mkdir()
    _save(corpus / "0.jsonl", lines[:20])
    run([corpus], grown, jobs=1)
    command = [sys.executable, "-c", "from pipelines.cli import main; main()", "extract", str(corpus), "-o", str(grown), "-j", "1"]
    ended = []
    for number in range(1, 7):
        _save(corpus / f"{number}.jsonl", lines[20 * number : 20 * number + 20])
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(1.0 + 0.35 * number)
        process.send_signal(signal.SIGKILL)
        ended.append(process.wait())
    run([corpus], grown, jobs=1)
    _equal(corpus, grown, tmp_path / "once")
