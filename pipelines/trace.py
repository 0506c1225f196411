"""From a row of the tables back to the saved page, and forth again to the row."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.corpus import Corpus, CorpusError, SavedPage
from pipelines.crawl.urls import clean
from pipelines.records import warc_time
from pipelines.sources import Sources

OF_THE_DATASET = frozenset({"event_id", "part_of_event", "follows", "reviewed"})
"""Columns that no single article decides."""


@dataclass(slots=True)
class Traced:
    """A page, and for an award the row as written and as the page gives it now."""

    page: SavedPage
    written: dict[str, str] | None = None
    again: dict[str, str] = field(default_factory=dict)
    differs: list[str] = field(default_factory=list)


def trace(name: str, corpus: Corpus, output: Path, sources: Sources | None = None) -> Traced:
    """What ``name`` (award_id, article_id, saved_as, page id, address) leads to.

    With ``sources``, every spelling of an article's address leads to it. Raises CorpusError.
    """
    from pipelines.tables import read_csv

    award: dict[str, str] | None = None
    if (output / "articles.csv").is_file() and "#" not in name and "/" not in name:
        article_id = name
        awards = [row for row in read_csv(output / "awards.csv") if row["award_id"] == name]
        if awards:
            award = awards[0]
            article_id = award["article_id"]
        rows = [row for row in read_csv(output / "articles.csv") if row["article_id"] == article_id]
        if rows:
            page = corpus.find(rows[0]["saved_as"])
            if award is None:
                return Traced(page)
            again = _read_again(page, rows[0]["saved_as"], name)
            differs = [key for key in award if key not in OF_THE_DATASET and award[key] != again.get(key)]
            return Traced(page, award, again, differs)
    address = clean(name)
    source = sources.of(address) if sources and address else None
    if source:
        with contextlib.suppress(CorpusError):
            return Traced(corpus.find(source.key(address)))
    return Traced(corpus.find(name))


def _read_again(page: SavedPage, saved_as: str, award_id: str) -> dict[str, str]:
    from pipelines.inputs import Document, form_of, known_address
    from pipelines.reading import read_document
    from pipelines.schema import AWARDS
    from pipelines.tables import cell

    headers = {key.lower(): value for key, value in page.headers}
    form = form_of(headers.get("content-type", "").lower(), page.url)
    if form is None:
        return {}
    when = warc_time(page.fetched)
    document = Document(saved_as, form, page.body, url=known_address(page.url), fetched_at=when, headers=headers)
    for row in read_document(document).rows[AWARDS.name]:
        record = {name: cell(value) for name, value in zip(AWARDS.header, row, strict=True)}
        if record["award_id"] == award_id:
            return record
    return {}
