"""What it costs to add 100 articles to a corpus of which results are kept.

    python -m benchmarks.incremental 10000 100000 1000000

For each size a corpus and its kept results are made up: the results are those of a few hundred synthetic articles, with ids,
addresses, days, headlines, names and numbers of their own, so that making a million takes minutes and not an hour. Then `khenthuong extract` runs
three times: for the first time, when it makes all tables of the kept results; with nothing new; and with one file of 100 new
articles more. The same 100 alone, in an empty folder, are the yardstick. Seconds are of the whole command; memory is the main process's largest.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import os
import random
import resource
import shutil
import sys
import tempfile
import time
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.synthetic import A_DAY, articles, write_jsonl

NEW = 100
_SHARD = 10_000
_TEMPLATES = 400
_SYLLABLES = ["an", "binh", "chi", "dung", "giang", "ha", "khanh", "lam", "minh", "nam", "phuc", "quang", "son", "thanh", "uyen", "vinh", "xuan", "yen"]


def made_up(corpus: Path, output: Path, size: int, share: float) -> None:
    """Write a corpus of ``size`` articles and the results of a run over it that never was."""
    from array import array

    from pipelines.inputs import Document, Source
    from pipelines.packed import pack
    from pipelines.reading import read_document
    from pipelines.schema import TABLES
    from pipelines.store import Store

    templates = [
        read_document(Document(article.name, "text", article.text.encode())) for article in articles(_TEMPLATES, share)
    ]
    headers = {table.name: table.header for table in TABLES}
    rng = random.Random(size)
    corpus.mkdir(parents=True)
    output.mkdir(parents=True)
    past = time.time() - 3600

    def of_its_own(number: int, saved_as: str) -> Any:
        template = templates[number % len(templates)]
        article_id = sha256(f"{number}".encode()).hexdigest()[:16]
        fresh = {"article_id": article_id, "published_at": str(date(2015, 1, 1) + timedelta(days=number // A_DAY)),
                 "url": f"https://tin.example.vn/{number}.html", "saved_as": saved_as,
                 "content_sha256": sha256(article_id.encode()).hexdigest()}  # fmt: skip
        other = random.Random(number)
        fresh["title"] = " ".join(f"{other.choice(_SYLLABLES)}{other.randrange(100)}" for _ in range(9))
        factor = other.randint(50, 200)
        rows = {}
        for table, lines in template.rows.items():
            rows[table] = [
                tuple(_renamed(column, value, fresh, factor) for column, value in zip(headers[table], line, strict=True))
                for line in lines
            ]
        shingles = array("I", sorted(rng.randrange(1 << 32) for _ in template.shingles))
        return dataclasses.replace(template, article_id=article_id, rows=rows, shingles=shingles)

    with contextlib.closing(Store(output)) as store:
        for start in range(0, size, _SHARD):
            path = corpus / f"{start:08}.jsonl"
            path.write_text(f"made up: {size}\n", encoding="utf-8")  # never opened, as it has not changed
            os.utime(path, (past, past))
            ids = array("q")
            for number in range(start, min(size, start + _SHARD)):
                saved_as = f"{corpus.name}/{path.name}#{number - start + 1}"
                document = Document(saved_as, "text", b"", sha256=sha256(saved_as.encode()).hexdigest())
                ids.append(store.add(number, document, pack(of_its_own(number, saved_as))).id)
            store.remember(Source(path, f"{corpus.name}/{path.name}", path.stat().st_size), ids, [])
        store.commit()


def _renamed(column: str, value: Any, fresh: dict[str, str], factor: int) -> Any:
    if column in fresh:
        return fresh[column]
    if column in ("award_id", "recipient_id", "rate_id", "part_of") and value:
        return sha256(f"{fresh['article_id']}{value}".encode()).hexdigest()[:16]
    if column in ("count", "count_min", "count_max") and value:
        return value * factor // 100 or 1
    if column in ("recipient_name", "name") and value:
        own = random.Random(f"{fresh['article_id']}{value}")
        return f"{value} {own.choice(_SYLLABLES).title()} {own.choice(_SYLLABLES).title()}{own.randrange(1000)}"
    return value


def run(corpus: Path, output: Path, formats: str) -> tuple[float, float, float]:
    """Seconds, processor seconds and main memory in MB of the command."""
    begun = time.monotonic()
    pid = os.fork()
    if not pid:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.execv(sys.executable, [sys.executable, "-c", "from pipelines.cli import main; main()", "extract", str(corpus),
                                  "--output", str(output), "--jobs", "1", "--formats", formats])  # fmt: skip
    _, status, usage = os.wait4(pid, 0)
    if status:
        sys.exit("the command failed")
    return time.monotonic() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, prog="python -m benchmarks.incremental"
    )
    parser.add_argument("sizes", nargs="+", type=int, help="numbers of articles with kept results")
    parser.add_argument("--share", type=float, default=0.05, help="share of award articles (0.05)")
    parser.add_argument("--formats", default="parquet,sqlite,report", help="as of khenthuong extract")
    given = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    print(f"formats {given.formats}\n{'articles':>9} {'':<16} {'seconds':>8} {'CPU s':>7} {'main MB':>8} {'µs/kept article':>16}")
    with tempfile.TemporaryDirectory() as temporary:
        alone = Path(temporary) / "alone"
        alone.mkdir()
        write_jsonl(alone / "new.jsonl", NEW, given.share, seed=7)
        show(0, "100 new alone", run(alone, Path(temporary) / "out", given.formats))
        for size in given.sizes:
            folder = Path(temporary) / str(size)
            made_up(folder / "corpus", folder / "out", size, given.share)
            show(size, "all tables", run(folder / "corpus", folder / "out", given.formats))  # from kept results
            show(size, "nothing new", run(folder / "corpus", folder / "out", given.formats))
            write_jsonl(folder / "corpus" / "new.jsonl", NEW, given.share, seed=7)
            show(size, "100 new", run(folder / "corpus", folder / "out", given.formats))
            shutil.rmtree(folder)


def show(size: int, what: str, measured: tuple[float, float, float]) -> None:
    """Print a line of the table."""
    seconds, spent, memory = measured
    each = f"{spent / size * 1e6:16.0f}" if size else ""
    print(f"{size:9} {what:<16} {seconds:8.1f} {spent:7.1f} {memory:8.0f} {each}", flush=True)


if __name__ == "__main__":
    main()
