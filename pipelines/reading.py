"""Reading saved pages: one page into its rows, and many of them in processes of their own."""

from __future__ import annotations

import dataclasses
import gc
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extract.model import Article, Extraction
from pipelines.identity import article_id, sha256
from pipelines.inputs import Document
from pipelines.packed import Packed, pack
from pipelines.tables import ArticleRows, article_rows
from pipelines.timelimit import TooSlow, time_limit
from pipelines.workers import Lost, map_batches

SECONDS_PER_ARTICLE = 30.0
"""An article whose reading takes longer is given up and told of. The longest real ones take well under a second."""

_ALLOCATIONS = 10_000  # between two rounds of the garbage collector: an award article makes some thousand objects
_BATCH_BYTES = 1_500_000
_BATCH_ITEMS = 64


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
                found = analyse(article, identity, marks=False)  # kept of articles with awards only
        except TooSlow:
            found = Extraction(warnings=[f"too-slow: given up after {SECONDS_PER_ARTICLE:g} s"])
        except Exception as error:  # whatever a library does to one page, the others go on
            found = Extraction(warnings=[f"failed: {type(error).__name__}: {str(error)[:200]}"])
    identity = article_id(article.canonical_url or article.url, document.saved_as, digest)
    return article_rows(article, identity, document.saved_as, digest, found)


class Read(NamedTuple):
    """A document that was read, without its page, and what was read of it; ``number`` is its place in the input."""

    number: int
    document: Document
    packed: Packed


def read_documents(documents: Iterable[tuple[int, Document] | None], jobs: int) -> Iterator[Read | None]:
    """What is read of numbered ``documents`` in ``jobs`` processes, in no order. Raises nothing for any page.

    None among the documents says that there is something else to do now; it comes back as soon as it is its turn.
    With more than one of ``jobs``, pages that end or block the process which reads them are told of.
    """
    under_way: dict[int, Document] = {}  # without their pages

    def batches() -> Iterator[list[tuple[int, Document]]]:
        batch: list[tuple[int, Document]] = []
        size = 0
        for item in documents:
            if item is None:
                yield []
                continue
            number, document = item
            digest = document.sha256 or sha256(document.data)
            under_way[number] = dataclasses.replace(document, data=b"", sha256=digest)
            batch.append(item)
            size += len(document.data)
            if jobs == 1 or size >= _BATCH_BYTES or len(batch) >= _BATCH_ITEMS:
                yield batch
                batch, size = [], 0
        yield batch

    for result in _read(batches(), jobs):
        yield Read(result[0], under_way.pop(result[0]), result[1]) if result else None


def collect_seldom() -> None:
    """Let the garbage collector of this process run seldom: in bulk reading, hardly anything is left for it to find."""
    gc.set_threshold(_ALLOCATIONS, *gc.get_threshold()[1:])


def _read_batch(batch: list[tuple[int, Document]]) -> list[tuple[int, Packed]]:
    return [(number, pack(read_document(document))) for number, document in batch]


def _warm_up() -> None:
    """Load models once, before the first article counts."""
    collect_seldom()
    read_document(Document("warm-up", "text", "Chủ tịch UBND tỉnh tặng Bằng khen cho 2 tập thể.".encode()))


def _read(batches: Iterator[list[tuple[int, Document]]], jobs: int) -> Iterator[tuple[int, Packed] | None]:
    """Read batches of documents in ``jobs`` processes; None where a batch was empty."""
    if jobs == 1:
        collect_seldom()
        for batch in batches:
            yield from _read_batch(batch)
            if not batch:
                yield None
        return
    preload = ("extract.analyse", "extract.dump", "extract.page", "pipelines.reading")
    for result in map_batches(_read_batch, batches, jobs, prepare=_warm_up, preload=preload,
                              seconds_per_item=2 * SECONDS_PER_ARTICLE):  # fmt: skip
        if isinstance(result, Lost):
            number, document = result.item
            lost = dataclasses.replace(document, data=b"", problem=f"failed: reading it {result.why}, twice",
                                       sha256=document.sha256 or sha256(document.data))  # fmt: skip
            yield number, pack(read_document(lost))
        else:
            yield result
