"""How well and how fast pages are read, beside other readers in the same process.

    python -m benchmarks.pages FOLDER          a benchmark folder: html/*.html.gz and ground-truth.json
    python -m benchmarks.pages --fixtures      the project's own fixture sites, read by family

FOLDER has the layout of the public article-extraction benchmark (``ground-truth.json``: id → {"articleBody": text,
"url": …}). Scores are those of that benchmark: precision, recall and F1 over shingles of four words, averaged over
pages. The error is the standard deviation of the mean F1 over bootstrap samples of the pages. The readers take turns
page by page, so that a busy machine slows all of them alike; speeds are medians of the rounds.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from extract.page import read_page
from extract.page.generic import find_lead, find_title, read_generic
from extract.page.lines import tidy
from extract.page.metadata import read_metadata
from extract.page.tree import parse

Reader = Callable[[bytes, str], str]


class Sample(NamedTuple):
    """A page, its address, and the text of its article."""

    name: str
    html: bytes
    url: str
    body: str


class Score(NamedTuple):
    """Precision, recall and F1 of one page."""

    precision: float
    recall: float
    f1: float


def ours_generic(html: bytes, url: str) -> str:
    """The project's reader for pages of no known family, whatever family the page is of."""
    from extract.page.decode import decode

    page = parse(decode(html).text, url)
    meta = read_metadata(page, None)
    title, element = find_title(page, meta.title)
    lines = read_generic(page)
    body = tidy(lines, title, find_lead(page, meta.description, lines, element))
    return "\n".join([body.lead, *(line.text for line in body.lines)])


def ours(html: bytes, url: str) -> str:
    """The project's reader as runs use it: by family where one fits, with all metadata."""
    article = read_page(html, url)
    return "\n".join(article.text[block.start : block.end] for block in article.blocks if block.kind != "title")


def trafilatura_precision(html: bytes, url: str) -> str:
    """trafilatura set to precision, text only."""
    import trafilatura

    return trafilatura.extract(html, url=url, favor_precision=True, include_comments=False, include_tables=True) or ""


def trafilatura_metadata(html: bytes, url: str) -> str:
    """trafilatura set to precision, with all metadata."""
    import trafilatura

    document = trafilatura.bare_extraction(
        html, url=url, favor_precision=True, include_comments=False, include_tables=True, with_metadata=True
    )
    return getattr(document, "text", "") or ""


def readability(html: bytes, url: str) -> str:
    """readability-lxml, its markup taken off."""
    from lxml.html import fromstring
    from readability import Document

    try:
        return str(fromstring(Document(html.decode("utf-8", "replace")).summary()).text_content())
    except Exception:  # it raises errors of its own and of lxml on empty pages
        return ""


def all_paragraphs(html: bytes, url: str) -> str:
    """The text of every <p>."""
    from bs4 import BeautifulSoup

    return "\n".join(p.get_text(" ") for p in BeautifulSoup(html, "lxml").find_all("p"))


READERS: dict[str, Reader] = {
    "khenthuong, generic": ours_generic,
    "trafilatura, precision": trafilatura_precision,
    "readability-lxml": readability,
    "all <p>": all_paragraphs,
}
FAMILY_READERS: dict[str, Reader] = {
    "khenthuong, by family": ours,
    "khenthuong, generic": ours_generic,
    "trafilatura, precision": trafilatura_precision,
    "trafilatura, metadata": trafilatura_metadata,
    "readability-lxml": readability,
    "all <p>": all_paragraphs,
}


def load(folder: Path) -> list[Sample]:
    """The pages of a benchmark folder. Raises SystemExit with one line for a folder that is none."""
    truth = folder / "ground-truth.json"
    if not truth.is_file() or not (folder / "html").is_dir():
        sys.exit(f"{folder}: no benchmark folder; it must hold ground-truth.json and html/*.html.gz")
    samples = []
    for name, entry in sorted(json.loads(truth.read_text("utf-8")).items()):
        path = folder / "html" / f"{name}.html.gz"
        if path.is_file():
            html = gzip.decompress(path.read_bytes())
            samples.append(Sample(name, html, str(entry.get("url", "")), str(entry["articleBody"])))
    if not samples:
        sys.exit(f"{folder}: ground-truth.json names no page of html/")
    return samples


def load_fixtures(folder: Path) -> list[Sample]:
    """The fixture sites, with a menu of the size of real ones in front of and behind each page (an 80 KB page)."""
    menu = "".join(
        f'<ul class="mega-{group}"><li class="item"><a href="/muc/{group}/{index}" title="mục {index}">'
        f"Chuyên mục số {group}.{index}</a></li></ul>"
        for group in range(30)
        for index in range(15)
    )
    samples = []
    for path in sorted(folder.glob("*/*.html")):
        expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
        body = "\n".join(text for kind, text in expected["blocks"] if kind != "title")
        try:
            html = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue  # the other readers could not tell windows-1258 and UTF-16 apart
        html = re.sub(r"(<body[^>]*>)", rf"\1<div>{menu}</div>", html, count=1)
        html = html.replace("</body>", f"<div>{menu}</div></body>")
        samples.append(Sample(f"{path.parent.name}/{path.stem}", html.encode(), expected["url"], body))
    return samples


def score(found: str, wanted: str, n: int = 4) -> Score:
    """Overlap of word shingles, counted with multiplicity, as the public benchmark does."""
    got, gold = _shingles(found, n), _shingles(wanted, n)
    true = sum((got & gold).values())
    false, missed = sum((got - gold).values()), sum((gold - got).values())
    precision = true / (true + false) if true + false else 1.0
    recall = true / (true + missed) if true + missed else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Score(precision, recall, f1)


def error_of_mean(values: Sequence[float], samples: int = 500) -> float:
    """Standard deviation of the mean over bootstrap samples (seeded: the same input gives the same error)."""
    rng = random.Random(0)
    return statistics.pstdev(statistics.fmean(rng.choices(values, k=len(values))) for _ in range(samples))


def run(samples: list[Sample], readers: dict[str, Reader], rounds: int) -> None:
    """Read every page with every reader and print a table."""
    logging.disable(logging.ERROR)
    scores: dict[str, list[Score]] = {name: [] for name in readers}
    seconds: dict[str, list[float]] = {name: [] for name in readers}
    for turn in range(rounds + 1):
        spent = dict.fromkeys(readers, 0.0)
        for sample in samples:
            for name, reader in readers.items():
                start = time.perf_counter()
                text = reader(sample.html, sample.url)
                spent[name] += time.perf_counter() - start
                if turn == 0:
                    scores[name].append(score(text, sample.body))
        if turn:  # the first round warms up
            for name in readers:
                seconds[name].append(spent[name])
    base = statistics.median(seconds["trafilatura, precision"])
    size = statistics.fmean(len(sample.html) for sample in samples) / 1000
    print(f"{len(samples)} pages of {size:.0f} KB, {rounds} rounds")
    print(f"{'reader':<24} {'F1':>6} {'±':>6} {'prec.':>6} {'recall':>6} {'pages/s':>8} {'× trafilatura':>14}")
    for name in readers:
        found = scores[name]
        median = statistics.median(seconds[name])
        print(
            f"{name:<24} {statistics.fmean(s.f1 for s in found):6.3f} {error_of_mean([s.f1 for s in found]):6.3f} "
            f"{statistics.fmean(s.precision for s in found):6.3f} {statistics.fmean(s.recall for s in found):6.3f} "
            f"{len(samples) / median:8.1f} {base / median:14.2f}"
        )


def _shingles(text: str, n: int) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text, re.UNICODE)
    if len(words) < n:
        return Counter([tuple(words)] if words else [])
    return Counter(tuple(words[index : index + n]) for index in range(len(words) - n + 1))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, help="benchmark folder: html/*.html.gz, ground-truth.json")
    parser.add_argument("--fixtures", action="store_true", help="the project's fixture sites instead")
    parser.add_argument("--rounds", type=int, default=3, help="timed rounds (3)")
    arguments = parser.parse_args()
    if arguments.fixtures:
        samples = load_fixtures(Path(__file__).parent.parent / "tests" / "sites")
        run(samples, FAMILY_READERS, arguments.rounds)
    elif arguments.folder:
        run(load(arguments.folder), READERS, arguments.rounds)
    else:
        parser.error("give a benchmark folder, or --fixtures")


if __name__ == "__main__":
    main()
