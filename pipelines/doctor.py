"""Is every source still read well? The last pages of each against that source's own history.

A site that changes its template keeps answering; what breaks is that leads, dates or half of the text are gone. Each
page is checked for what an article must have and for what this source's articles have had so far. A source is red when
more than a fifth of at least twenty pages fail.
"""

from __future__ import annotations

import csv
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from extract.model import Article

FEWEST = 20
"""With fewer pages no source is called red: two odd pages of ten say nothing."""
TOLERATED = 0.2
USUAL = 0.8
"""A field that this share of the history has is expected of every page."""
_TIMES = 4.0
"""So many times shorter or longer than the source's median is odd."""
_NO_ARTICLE = ("listing", "soft-404", "challenge", "needs-javascript", "empty", "no-text", "too-large")


class DoctorError(Exception):
    """The folder holds nothing to look at; the message says what to give instead."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the doctor looks at of one saved page. ``paragraphs`` is None where it is not known (articles.csv)."""

    source: str
    saved_as: str
    when: str
    title: bool
    dated: bool
    lead: bool
    chars: int
    paragraphs: int | None
    fallback: bool
    problem: str = ""  # the code of what makes it no article


@dataclass(slots=True)
class Verdict:
    """The state of one source: "red", "ok", or "few" (too few pages to tell)."""

    source: str
    pages: int
    failed: int
    fallback: int
    state: str
    reasons: list[tuple[str, int]] = field(default_factory=list)  # with the number of pages, most frequent first
    example: str = ""


def examine(folder: Path, last: int = 200) -> list[Verdict]:
    """The verdicts on all sources in ``folder``: an output folder, a corpus, or saved pages; red ones first.

    ``last`` pages of each source are checked, the ones before are its history. Raises DoctorError.
    """
    by_source: dict[str, list[Facts]] = defaultdict(list)
    for facts in _facts(folder):
        by_source[facts.source or "(no address)"].append(facts)
    if not by_source:
        raise DoctorError(f"{folder}: no saved pages in it; give an output folder, a corpus, or a folder of pages")
    verdicts = [judge(source, pages, last) for source, pages in by_source.items()]
    return sorted(verdicts, key=lambda verdict: (verdict.state != "red", -verdict.failed, verdict.source))


def judge(source: str, pages: Iterable[Facts], last: int = 200) -> Verdict:
    """The verdict on one source."""
    ordered = sorted(pages, key=lambda facts: (facts.when, facts.saved_as))
    recent = ordered[-last:]
    history = [facts for facts in ordered[:-last] if not facts.problem]
    if len(history) < FEWEST:  # a young source is its own history
        history = [facts for facts in ordered if not facts.problem]
    found = [(facts, _failures(facts, history)) for facts in recent]
    failed = [(facts, reasons) for facts, reasons in found if reasons]
    reasons = Counter(reason for _, several in failed for reason in several).most_common()
    state = "few" if len(recent) < FEWEST else "red" if len(failed) > TOLERATED * len(recent) else "ok"
    example = next((facts.saved_as for facts, several in reversed(failed) if reasons[0][0] in several), "")
    fallback = sum(facts.fallback for facts in recent)
    return Verdict(source, len(recent), len(failed), fallback, state, reasons, example)


def _failures(facts: Facts, history: list[Facts]) -> list[str]:
    if facts.problem:
        return [f"no article ({facts.problem})"]
    reasons = []
    if not facts.title:
        reasons.append("no title")
    if not facts.dated and _share(history, "dated") >= 0.5:
        reasons.append("no publication time")
    if not facts.lead and _share(history, "lead") >= USUAL:
        reasons.append("no lead, unlike this source's pages so far")
    if facts.fallback and _share(history, "fallback") < 1 - USUAL:
        reasons.append("read by the generic reader, unlike this source's pages so far")
    if facts.chars < 100:
        reasons.append("hardly any text")
    for name, what in (("chars", "text"), ("paragraphs", "number of paragraphs")):
        value = getattr(facts, name)
        values = [seen for item in history if (seen := getattr(item, name)) is not None]
        if value is None or not values:
            continue
        median = statistics.median(values)
        if value * _TIMES < median:
            reasons.append(f"{what} far below this source's median")
        elif value > median * _TIMES * 3:
            reasons.append(f"{what} far above this source's median")
    return reasons


def _share(history: list[Facts], name: str) -> float:
    return sum(bool(getattr(facts, name)) for facts in history) / len(history) if history else 0.0


def _facts(folder: Path) -> Iterator[Facts]:
    if not folder.exists():
        raise DoctorError(f"{folder}: no such folder; check the path")
    if (folder / "articles.csv").is_file():
        yield from _from_table(folder / "articles.csv")
    elif (folder / "corpus.sqlite").is_file():
        yield from _from_corpus(folder)
    else:
        yield from _from_files(folder)


def _from_table(path: Path) -> Iterator[Facts]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = {"source", "title", "lead", "published_at", "n_chars", "parser", "warnings"} - set(
            reader.fieldnames or ()
        )
        if missing:
            raise DoctorError(f"{path}: column {sorted(missing)[0]} is missing; run khenthuong extract again")
        for cells in reader:
            row = {name: cells[name] or "" for name in reader.fieldnames or ()}
            codes = [warning.partition(":")[0].strip() for warning in row["warnings"].split(";")]
            yield Facts(
                source=row["source"],
                saved_as=row.get("saved_as", ""),
                when=row.get("fetched_at", "") or row["published_at"],
                title=bool(row["title"]),
                dated=bool(row["published_at"]),
                lead=bool(row["lead"]),
                chars=int(row["n_chars"]) if row["n_chars"].isdigit() else 0,
                paragraphs=None,
                fallback=row["parser"].startswith("generic/"),
                problem=next((code for code in codes if code in _NO_ARTICLE), ""),
            )


def _from_corpus(root: Path) -> Iterator[Facts]:
    from extract.page import read_page
    from pipelines.corpus import Corpus, CorpusError

    try:
        with Corpus.read(root) as corpus:
            for page in corpus.pages():
                fetched = datetime.fromtimestamp(page.fetched, UTC).isoformat(timespec="seconds")
                article = read_page(page.body, page.url, dict(page.headers), fetched)
                yield _of_article(article, page.record.saved_as)
    except CorpusError as error:
        raise DoctorError(str(error)) from error


def _from_files(folder: Path) -> Iterator[Facts]:
    from pipelines.inputs import Document, DocumentReader, InputError, find_sources
    from pipelines.reading import read_article

    try:
        sources = find_sources([folder])
    except InputError as error:
        raise DoctorError(str(error)) from error
    for item in DocumentReader(sources):
        if isinstance(item, Document) and item.form != "attachment":
            yield _of_article(read_article(item), item.saved_as)


def _of_article(article: Article, saved_as: str) -> Facts:
    return Facts(
        source=article.source,
        saved_as=saved_as,
        when=article.fetched_at or article.published_at,
        title=bool(article.title),
        dated=bool(article.published_at),
        lead=bool(article.lead),
        chars=len(article.text),
        paragraphs=sum(1 for block in article.blocks if block.kind in ("paragraph", "list_item", "table_row")),
        fallback=article.parser.startswith("generic/"),
        problem="" if article.page_class == "article" else article.page_class.replace("_", "-"),
    )
