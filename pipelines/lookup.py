"""Find one saved article again: by its path, or by its article_id in an output folder."""

from __future__ import annotations

import json
from pathlib import Path

from pipelines.identity import article_id, sha256
from pipelines.inputs import Document, DocumentReader, InputError, Problem, Source, find_sources
from pipelines.reading import read_article
from pipelines.tables import read_csv


class NotFoundError(LookupError):
    """There is no such article; the message is one line for the user."""


def find_document(article: str, output: Path) -> Document:
    """The document that ``article`` names: a path (``#`` and the record's place, as in ``saved_as``, where a file
    holds several), or an article_id or the beginning of one in ``output``. Raises NotFoundError.
    """
    path, _, place = article.partition("#")
    if Path(path).is_file():
        try:
            return _document(find_sources([path]), place, article)
        except InputError as error:
            raise NotFoundError(str(error)) from error
    return _by_id(article, output)


def identity_of(document: Document) -> str:
    """The article_id that the document's article has in the tables."""
    article = read_article(document)
    digest = document.sha256 or sha256(document.data)
    return article_id(article.canonical_url or article.url, document.saved_as, digest)


def _document(sources: list[Source], place: str, asked: str) -> Document:
    found: list[Document] = []
    problem = ""
    for item in DocumentReader(sources):
        if isinstance(item, Problem):
            problem = problem or item.what
        elif place and item.saved_as.partition("#")[2] == place:
            return item
        else:
            found.append(item)
            if len(found) > 1 and not place:
                second = found[1].saved_as.partition("#")[2]
                raise NotFoundError(f"{asked}: holds several articles; choose one, such as {asked}#{second}")
            if place:
                found.clear()
    if not found:
        raise NotFoundError(f"{asked}: {problem or 'no article there'}")
    return found[0]


def _by_id(asked: str, output: Path) -> Document:
    table = output / "articles.csv"
    if not table.is_file():
        raise NotFoundError(f"{asked}: no such file, and no {table} to look it up in; give a path, or --output")
    rows = [row for row in read_csv(table) if row["article_id"].startswith(asked)] if len(asked) >= 4 else []
    if len(rows) != 1:
        what = f"begins {len(rows)} ids" if rows else "neither a file nor an article_id"
        raise NotFoundError(f"{asked}: {what} of {table}")
    saved_as = rows[0]["saved_as"]
    name, _, place = saved_as.partition("#")
    for given in json.loads((output / "run.json").read_text("utf-8"))["inputs"]:
        try:
            sources = [source for source in find_sources([given]) if source.saved_as == name]
        except InputError:
            continue  # moved since the run; another input may hold it
        if sources:
            return _document(sources, place, saved_as)
    raise NotFoundError(f"{asked}: its file {name} is not where the run found it; call from the folder of that run")
