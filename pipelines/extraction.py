"""The main job: saved articles in, tables out."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.model import Article, Extraction
from pipelines import __version__
from pipelines import formats as formats_module
from pipelines.corrections import Correction, folder_of
from pipelines.corrections import apply as apply_corrections
from pipelines.corrections import load as load_corrections
from pipelines.identity import article_id, sha256
from pipelines.inputs import Document, DocumentReader, Problem, Source, find_sources
from pipelines.privacy import leave_out_names
from pipelines.publish import publication
from pipelines.resolve import resolve
from pipelines.schema import ARTICLES
from pipelines.store import Choice, Store, reading_version
from pipelines.tables import ArticleRows, Dataset, article_rows
from pipelines.timelimit import TooSlow, time_limit
from pipelines.versions import Version, best
from pipelines.workers import Lost, map_batches

SECONDS_PER_ARTICLE = 30.0
"""An article whose reading takes longer is given up and told of. The longest real ones take well under a second."""

_SMALL = 3_000_000  # bytes of input below which starting processes costs more than they save
_BATCH_BYTES = 1_500_000
_BATCH_ITEMS = 64


class NothingReadError(ValueError):
    """Not one article could be read; the message is one line for the user."""


@dataclass(slots=True)
class Summary:
    """What a run did. ``warnings`` are (where, what) in input order, of articles and of other input."""

    articles: int = 0
    with_awards: int = 0
    awards: int = 0
    recipients: int = 0
    campaigns: int = 0
    rates: int = 0
    duplicates: int = 0  # the same page saved twice
    superseded: int = 0  # older versions of a page that was saved again
    reused: int = 0  # results of an earlier run
    seconds: float = 0.0
    warnings: list[tuple[str, str]] = field(default_factory=list)
    conflicts: list[dict[str, str]] = field(default_factory=list)  # corrections that could not be applied
    dropped: list[str] = field(default_factory=list)  # rows that people dropped

    def count(self, dataset: Dataset) -> None:
        """Count the rows of ``dataset``."""
        awarded = ARTICLES.header.index("n_awards")
        self.articles = len(dataset.rows[ARTICLES.name])
        self.with_awards = sum(1 for row in dataset.rows[ARTICLES.name] if row[awarded])
        for name in ("awards", "recipients", "campaigns", "rates"):
            setattr(self, name, len(dataset.rows[name]))


@dataclass(slots=True)
class _Kept:
    rows: ArticleRows
    number: int  # of the document in the input


Progress = Callable[[int, int], None]
"""Called with articles read so far and bytes of input read so far."""


def run(
    paths: Sequence[str | os.PathLike[str]],
    output: Path,
    jobs: int = 0,
    progress: Progress | None = None,
    *,
    formats: Collection[str] = formats_module.DEFAULT,
    names: bool = True,
    choice: Choice | None = None,
) -> Summary:
    """Read the articles that ``paths`` lead to and write the tables into ``output``.

    ``jobs`` is the number of processes; 0 decides by the size of the input, 1 works in this one. ``formats`` are
    written beside the CSV files; without ``names``, those of individuals are left out of everything. Results of earlier
    runs into ``output`` are used for pages that have not changed; ``choice`` says which are read again. Raises InputError
    when the paths lead nowhere, NothingReadError when no article could be read, OutputError when ``output`` cannot be
    written; in each case what is in ``output`` stays as it was.
    """
    begun = time.monotonic()
    sources = find_sources(paths)
    corrections = load_corrections(folder_of(paths))
    with publication(output, formats_module.owned()) as folder:
        with contextlib.closing(Store(output, choice)) as store:
            dataset, summary = collect(sources, jobs, progress, corrections, store)
        if not any(summary_rows(dataset)):
            where, what = summary.warnings[0] if summary.warnings else ("input", "holds no articles")
            raise NothingReadError(f"{where}: {what}; no article could be read, so nothing was written")
        if not names:
            leave_out_names(dataset)
        formats_module.write(dataset, folder, formats)
        summary.seconds = time.monotonic() - begun
        write_run(folder / "run.json", summary, paths)
    return summary


def collect(
    sources: Sequence[Source],
    jobs: int = 0,
    progress: Progress | None = None,
    corrections: Sequence[Correction] = (),
    store: Store | None = None,
) -> tuple[Dataset, Summary]:
    """The rows of all articles of ``sources`` with ``corrections`` applied, and what was seen on the way.

    Results that ``store`` holds are used, new ones put into it. Holds rows in memory, never the pages.
    """
    summary = Summary()
    saved: dict[str, list[_Kept]] = {}
    numbered_warnings: list[tuple[int, str, str]] = []
    reader = DocumentReader(sources)
    done = 0
    for number, where, result in results(reader, jobs or _jobs_for(sources), store):
        if isinstance(result, Problem):
            numbered_warnings.append((number, result.where, result.what))
            continue
        done += 1
        if progress:
            progress(done, reader.bytes_read)
        numbered_warnings.extend((number, where, warning) for warning in result.warnings)
        saved.setdefault(result.article_id, []).append(_Kept(result, number))
    kept = {article_id: _chosen(versions, summary) for article_id, versions in saved.items()}
    dataset = Dataset.of(item.rows for item in kept.values())
    conflicts, summary.dropped = apply_corrections(dataset, corrections)
    summary.conflicts = correction_conflicts(dataset, conflicts)
    resolve(dataset)
    summary.count(dataset)
    summary.reused = store.reused if store else 0
    summary.warnings = [(where, what) for _, where, what in sorted(numbered_warnings)]
    summary.warnings += [(entry["where"], entry["what"]) for entry in summary.conflicts]
    return dataset, summary


def correction_conflicts(dataset: Dataset, left: Iterable[tuple[Correction, str]]) -> list[dict[str, str]]:
    """Corrections that could not be applied, with why, as run.json tells of them."""
    at, place = ARTICLES.header.index("article_id"), ARTICLES.header.index("saved_as")
    saved = {row[at]: row[place] for row in dataset.rows[ARTICLES.name]}
    return [
        {"where": saved[c.article_id], "article_id": c.article_id, "award_id": c.award_id,
         "what": f"correction ({c.action}, by {c.who}) of {c.evidence[:60]!r} not applied: {why}; see khenthuong review"}
        for c, why in left
    ]  # fmt: skip


def summary_rows(dataset: Dataset) -> Iterator[int]:
    """Lengths of the texts of all articles: all zero means that nothing was read."""
    position = ARTICLES.header.index("n_chars")
    return (row[position] for row in dataset.rows["articles"])


def write_run(path: Path, summary: Summary, paths: Iterable[str | os.PathLike[str]]) -> None:
    """Write ``run.json``: how the tables beside it came to be. Unlike them, it differs between equal runs (seconds)."""
    counts = dataclasses.asdict(summary)
    seconds, warnings, conflicts, dropped = (
        counts.pop(name) for name in ("seconds", "warnings", "conflicts", "dropped")
    )
    record: dict[str, Any] = {
        "version": __version__,
        "reading": reading_version(),
        "inputs": [Path(os.fspath(given)).as_posix() for given in paths],
        "counts": counts,
        "seconds": round(seconds, 2),
        "warnings": [{"where": where, "what": what} for where, what in warnings],
        "conflicts": conflicts,
        "dropped": dropped,
    }
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_article(document: Document) -> Article:
    """The article of a document. Raises nothing for any bytes: what is wrong is told in ``Article.warnings``."""
    if document.problem or not document.data.strip():
        warning = document.problem or "empty: there is nothing in it"
        return Article(text="", url=document.url, title=document.title, fetched_at=document.fetched_at,
                       published_at=document.published_at, page_class="empty", warnings=(warning,))
    if document.form == "text":
        from extract.dump import read_dump

        return read_dump(document.data, url=document.url, title=document.title,
                         published_at=document.published_at, fetched_at=document.fetched_at)
    from extract.places import located

    if document.form == "attachment":
        from pipelines.attachments import ChildLimits, convert

        limits = ChildLimits(seconds=SECONDS_PER_ARTICLE - 5)
        name = document.saved_as.partition("#")[0].rpartition("/")[2]
        article = convert(document.data, name, title=document.title, url=document.url, limits=limits)
        return located(dataclasses.replace(article, fetched_at=document.fetched_at))
    from extract.page import read_page

    article = read_page(document.data, document.url, document.headers, document.fetched_at)
    return located(
        dataclasses.replace(
            article, title=document.title or article.title, published_at=document.published_at or article.published_at
        )
    )


def read_document(document: Document) -> ArticleRows:
    """All rows of one saved article. Raises nothing; a failure is a warning of the article."""
    from extract.analyse import analyse

    digest = document.sha256 or sha256(document.data)
    article = Article(text="", url=document.url, page_class="empty")
    found = Extraction()
    with time_limit(SECONDS_PER_ARTICLE):
        try:
            article = read_article(document)
            identity = article_id(article.canonical_url or article.url, document.saved_as, digest)
            if article.page_class == "article":
                found = analyse(article, identity)
        except TooSlow:
            found = Extraction(warnings=[f"too-slow: given up after {SECONDS_PER_ARTICLE:g} s"])
        except Exception as error:  # whatever a library does to one page, the others go on
            found = Extraction(warnings=[f"failed: {type(error).__name__}: {str(error)[:200]}"])
    identity = article_id(article.canonical_url or article.url, document.saved_as, digest)
    return article_rows(article, identity, document.saved_as, digest, found)


def _read_batch(batch: list[tuple[int, Document]]) -> list[tuple[int, ArticleRows]]:
    return [(number, read_document(document)) for number, document in batch]


def _warm_up() -> None:
    """Load models once, before the first article counts."""
    read_document(Document("warm-up", "text", "Chủ tịch UBND tỉnh tặng Bằng khen cho 2 tập thể.".encode()))


def results(
    reader: DocumentReader, jobs: int, store: Store | None = None
) -> Iterator[tuple[int, str, ArticleRows | Problem]]:
    """What is read of every document, as (place in the input, where, what), in no order. Raises nothing for any page.

    With more than one of ``jobs``, pages that end or block the process which reads them are told of.
    """
    problems: list[tuple[int, Problem]] = []
    kept: deque[tuple[int, str, ArticleRows]] = deque()
    reading: dict[int, Document] = {}  # those under way, without their pages

    def batches() -> Iterator[list[tuple[int, Document]]]:
        batch: list[tuple[int, Document]] = []
        size = 0
        for number, item in enumerate(reader):
            if isinstance(item, Problem):
                problems.append((number, item))
                continue
            rows = store.get(item) if store else None
            if rows is not None:
                kept.append((number, item.saved_as, rows))
                if len(kept) >= _BATCH_ITEMS:
                    yield []  # so that they are taken away
                continue
            reading[number] = dataclasses.replace(item, data=b"", sha256=item.sha256 or sha256(item.data))
            batch.append((number, item))
            size += len(item.data)
            if jobs == 1 or size >= _BATCH_BYTES or len(batch) >= _BATCH_ITEMS:
                yield batch
                batch, size = [], 0
        yield batch

    for result in _read(batches(), jobs):
        while kept:
            yield kept.popleft()
        if result is None:
            continue
        number, rows = result
        document = reading.pop(number)
        if store:
            store.put(document, rows)
        yield number, document.saved_as, rows
    yield from kept
    for number, problem in problems:
        yield number, problem.where, problem


def _read(batches: Iterator[list[tuple[int, Document]]], jobs: int) -> Iterator[tuple[int, ArticleRows] | None]:
    """Read batches of documents in ``jobs`` processes; None where a batch was empty."""
    if jobs == 1:
        for batch in batches:
            yield from _read_batch(batch)
            if not batch:
                yield None
        return
    preload = ("extract.analyse", "extract.dump", "extract.page", "pipelines.extraction")
    for result in map_batches(_read_batch, batches, jobs, prepare=_warm_up, preload=preload,
                              seconds_per_item=2 * SECONDS_PER_ARTICLE):  # fmt: skip
        if isinstance(result, Lost):
            number, document = result.item
            lost = dataclasses.replace(document, data=b"", problem=f"failed: reading it {result.why}, twice",
                                       sha256=document.sha256 or sha256(document.data))  # fmt: skip
            yield number, read_document(lost)
        else:
            yield result


def _chosen(saved: list[_Kept], summary: Summary) -> _Kept:
    """The version of a page that stands for it; the others are counted."""
    if len(saved) == 1:
        return saved[0]
    versions = [
        Version(item.number, item.rows.article_value("content_sha256"), item.rows.text_found,
                item.rows.article_value("fetched_at"))
        for item in saved
    ]  # fmt: skip
    contents = len({version.content_sha256 for version in versions})
    summary.duplicates += len(versions) - contents
    summary.superseded += contents - 1
    return saved[versions.index(best(versions))]


def _jobs_for(sources: Sequence[Source]) -> int:
    packed = sum(source.size * (5 if source.path.name.endswith(".gz") else 1) for source in sources)
    return 1 if packed < _SMALL else max(1, _cores())


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
