"""Corpora of any size for measuring speed: a news stream with a chosen share of award articles.

Every article is put together anew from paragraphs of the project's own articles; the integers in them vary, and in
ordinary ones every fourth word, so that hardly two are near copies. What such an article says makes no sense, but it has the words, the names and the length of real
ones. The same arguments give the same corpus.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
LENGTH = 2400
"""Code points of an article: about 21 sentences, the mean of provincial news."""
A_DAY = 300
"""So many articles a day the stream has; with all on one day, all awards would be compared with each other."""
PASSING = 0.15
"""So many of the ordinary articles mention a medal, a flag or praise in passing, which keeps them from being skipped."""

_TOUCHING = re.compile(
    r"(?i)khen|thưởng|huân|huy chương|huy hiệu|kỷ niệm chương|danh hiệu|giải|thi đua|dương|vinh|cờ|anh hùng|tiên tiến|"
    r"tiêu biểu|văn hóa|xuất sắc|bằng|tập thể|cá nhân|hộ|ưu tú|nhân dân|tổ dân phố|phường"
)
_COUNT = re.compile(r"(?<![\d/.,:-])(?!(?:19|20)\d\d)[1-9]\d{1,2}(?![\d/.,:%-])")


class SyntheticArticle(NamedTuple):
    """A synthetic article; ``award`` says which kind was asked for."""

    name: str
    text: str
    award: bool


def articles(number: int, share: float, seed: int = 0) -> Iterator[SyntheticArticle]:
    """``number`` articles, of which about ``share`` (0 to 1) are award articles, the others ordinary news."""
    rng = random.Random(f"{seed} {share}")
    for index in range(number):
        award = rng.random() < share
        titles, paragraphs, touching = (*_awards(), []) if award else _ordinary()
        chosen = [rng.choice(touching)] if touching and rng.random() < PASSING else []
        size = sum(map(len, chosen))
        while size < LENGTH:
            paragraph = rng.choice(paragraphs)
            chosen.append(paragraph if award else _varied(paragraph, rng))
            size += len(chosen[-1])
        text = "\n\n".join([rng.choice(titles), *dict.fromkeys(chosen)])
        text = _COUNT.sub(lambda found: str(int(found[0]) * rng.randint(50, 200) // 100 or 2), text)
        yield SyntheticArticle(f"{index // 1000:04d}/{index:07d}", text + "\n", award)


def write_jsonl(path: Path, number: int, share: float, seed: int = 0) -> None:
    """Write a corpus as JSON lines, as ``khenthuong extract`` reads it."""
    with path.open("w", encoding="utf-8") as handle:
        for article in articles(number, share, seed):
            day = date(2015, 1, 1) + timedelta(days=int(article.name[-7:]) // A_DAY)
            record = {"url": f"https://tin.example.vn/{article.name}.html", "text": article.text,
                      "published_at": day.isoformat()}  # fmt: skip
            handle.write(json.dumps(record, ensure_ascii=False) + "\n")


def write_folder(folder: Path, number: int, share: float, seed: int = 0) -> None:
    """Write a corpus as a folder of text files, a thousand in each of its folders."""
    for article in articles(number, share, seed):
        path = folder / f"{article.name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(article.text, encoding="utf-8")


def _varied(paragraph: str, rng: random.Random) -> str:
    words = paragraph.split(" ")
    for at in range(rng.randrange(4), len(words), 4):
        if words[at].islower() and words[at].isalpha():
            words[at] = rng.choice(_vocabulary())
    return " ".join(words)


@cache
def _vocabulary() -> list[str]:
    words = {word for paragraph in _ordinary()[1] for word in paragraph.split() if word.islower() and word.isalpha()}
    return sorted(words)


@cache
def _ordinary() -> tuple[list[str], list[str], list[str]]:
    """Titles, paragraphs without a word of awards, paragraphs with one."""
    lines = (ROOT / "tests" / "gold" / "ordinary.jsonl").read_text("utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    paragraphs = [p for r in records for p in _paragraphs(r["text"].split("\n"))]
    free = [p for p in paragraphs if not _TOUCHING.search(p)]
    titles = [r["title"] for r in records if not _TOUCHING.search(r["title"])]
    return titles, free, [p for p in paragraphs if re.search(r"(?i)khen|huân chương|danh hiệu|huy hiệu|\bcờ\b", p)]


@cache
def _awards() -> tuple[list[str], list[str]]:
    titles, paragraphs = [], []
    for folder in (ROOT / "corpus" / "sample", ROOT / "tests" / "gold" / "provincial"):
        for path in sorted(folder.glob("*.txt")):
            title, *lines = path.read_text("utf-8").split("\n")
            titles.append(title)
            paragraphs += _paragraphs(lines)
    return titles, paragraphs


def _paragraphs(lines: list[str]) -> list[str]:
    """The paragraphs of an article; a list stays with the line that announces it."""
    found: list[str] = []
    for line in filter(str.strip, lines):
        above = found[-1].rsplit("\n", 1)[-1] if found else ""
        if above.endswith(":") or (above[:2] == "- " and line[:2] == "- "):
            found[-1] += "\n" + line
        else:
            found.append(line)
    return [paragraph for paragraph in found if len(paragraph) > 60]
