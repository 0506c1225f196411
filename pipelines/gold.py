"""Annotated articles (gold): reading the annotations, finding their articles, and what the extraction makes of them.

A gold file is JSONL, one object an article: ``{"doc": …, "awards": […], "campaigns": […]}`` (fields:
``tests/gold/GUIDELINES.md``). The article lies beside it, in the folder with the file's stem, as ``doc`` with any
suffix that ``khenthuong extract`` reads; or in the object itself, as ``text`` under an optional ``title``. An object
without ``awards`` is an article that gives none; one without ``campaigns`` is not asked for its campaigns.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from extract.model import Award, Campaign, Extraction
from pipelines.identity import article_id, sha256
from pipelines.inputs import Document, DocumentReader, InputError, Problem, Source, find_sources

Annotation = dict[str, Any]
"""One annotated award or campaign, with the fields of the guidelines; unknown is None or not there."""

_GRADES = (None, "nhất", "nhì", "ba")
_STATUSES = ("conferred", "proposed", "revoked")


class GoldError(ValueError):
    """The annotations or their articles cannot be used; the message is one line for the user."""


@dataclass(slots=True)
class GoldArticle:
    """The annotations of one article. ``campaigns`` is None where they were not annotated."""

    doc: str
    awards: list[Annotation]
    campaigns: list[Annotation] | None
    text: str | None = None


@dataclass(slots=True)
class Reading:
    """What the extraction made of one article; ``found`` is False where there was no article to read."""

    awards: list[Award] = field(default_factory=list)
    campaigns: list[Campaign] = field(default_factory=list)
    found: bool = True


def load_gold(path: Path) -> list[GoldArticle]:
    """The annotated articles of a gold file, in order. Raises GoldError, naming the line, for one that is not sound."""
    articles: list[GoldArticle] = []
    seen: set[str] = set()
    try:
        with path.open(encoding="utf-8-sig") as handle:
            for number, line in enumerate(handle, 1):
                if not line.strip():
                    continue
                article = _article(line, f"{path}, line {number}")
                if article.doc in seen:
                    raise GoldError(f"{path}, line {number}: {article.doc} was annotated above; keep one of the lines")
                seen.add(article.doc)
                articles.append(article)
    except OSError as error:
        what = f"cannot be read ({error.strerror or error})"
        raise GoldError(f"{path}: {what}; give a .jsonl file of annotations") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: is no UTF-8 text; give a .jsonl file of annotations") from error
    if not articles:
        raise GoldError(f"{path}: no annotations in it; give one JSON object a line")
    return articles


def _article(line: str, where: str) -> GoldArticle:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise GoldError(f"{where}: no JSON ({str(error)[:80]}); correct the line") from error
    if not isinstance(value, dict) or not isinstance(value.get("doc"), str) or not value["doc"]:
        raise GoldError(f'{where}: expected an object with "doc", "awards" and "campaigns"; correct the line')
    awards, campaigns = value.get("awards", []), value.get("campaigns")
    _check(awards, "awards", ("award",), where)
    _check(campaigns or [], "campaigns", ("name",), where)
    for award in awards:
        count, named = award.get("count"), award.get("recipient_name")
        if isinstance(count, bool) or not isinstance(count, int | None) or not isinstance(named, str | None):
            raise GoldError(f"{where}: count must be an integer or null, recipient_name a string or null")
        if award.get("grade") not in _GRADES or award.get("status") not in _STATUSES:
            raise GoldError(f"{where}: grade or status of {award['award']} has a value that does not exist")
    text, title = value.get("text"), value.get("title")
    if isinstance(text, str) and isinstance(title, str):
        text = f"{title}\n\n{text}"
    return GoldArticle(value["doc"], awards, campaigns, text if isinstance(text, str) else None)


def _check(rows: Any, name: str, required: tuple[str, ...], where: str) -> None:
    sound = isinstance(rows, list) and all(
        isinstance(row, dict) and all(isinstance(row.get(key), str) for key in required) for row in rows
    )
    if not sound:
        raise GoldError(f'{where}: "{name}" must be a list of objects with {", ".join(required)}; correct the line')


def find_articles(
    gold: list[GoldArticle], path: Path, folder: Path | None = None
) -> dict[str, list[Document | Source]]:
    """Where the article of each ``doc`` is: in the gold itself, else a file of ``folder`` (default: the gold's stem).

    Raises GoldError when no file is found for any of them.
    """
    places: dict[str, list[Document | Source]] = {}
    for article in gold:
        if article.text is not None:
            data = article.text.encode("utf-8", "surrogatepass")
            places[article.doc] = [Document(f"{path.name}#{article.doc}", "text", data)]
    if len(places) == len(gold):
        return places
    folder = folder or path.with_suffix("")
    wanted = {article.doc for article in gold} - places.keys()
    try:
        sources = find_sources([folder])
    except InputError as error:
        raise GoldError(f"{error}; name the folder of the articles with --articles") from error
    for source in sources:
        doc = PurePosixPath(source.saved_as).name.split(".")[0]
        if doc in wanted:
            places.setdefault(doc, []).append(source)
    if not places:
        raise GoldError(f"{folder}: none of its files is an article of {path.name}; name their folder with --articles")
    return places


def read_gold(gold: list[GoldArticle], places: dict[str, list[Document | Source]], jobs: int = 1) -> dict[str, Reading]:
    """Run the extraction over the annotated articles, in ``jobs`` processes; readings by ``doc``."""
    work = [(article.doc, places[article.doc]) for article in gold if article.doc in places]
    readings = {article.doc: Reading(found=False) for article in gold}
    if jobs <= 1:
        readings.update(_read_batch(work))
        return readings
    from pipelines.workers import Lost, map_batches

    batches = (work[at : at + 8] for at in range(0, len(work), 8))
    for result in map_batches(_read_batch, batches, jobs, preload=("extract.analyse", "pipelines.gold")):
        if not isinstance(result, Lost):
            readings[result[0]] = result[1]
    return readings


def _read_batch(work: list[tuple[str, list[Document | Source]]]) -> list[tuple[str, Reading]]:
    return [(doc, _read(places)) for doc, places in work]


def _read(places: Iterable[Document | Source]) -> Reading:
    from extract.analyse import analyse
    from pipelines.reading import read_article

    reading = Reading(found=False)
    for document in _documents(places):
        article = read_article(document)
        reading.found = True
        identity = article_id(article.canonical_url or article.url, document.saved_as, sha256(document.data))
        found = analyse(article, identity) if article.page_class == "article" else Extraction()
        reading.awards += sorted(found.awards, key=lambda row: (row.char_start, row.char_end, row.award_id))
        reading.campaigns += found.campaigns
    return reading


def _documents(places: Iterable[Document | Source]) -> Iterator[Document]:
    for place in places:
        if isinstance(place, Document):
            yield place
            continue
        for item in DocumentReader([place]):
            if not isinstance(item, Problem):
                yield item
