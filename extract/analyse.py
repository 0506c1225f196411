"""Article in, records out: the one entry point of the language part."""

from __future__ import annotations

from extract.discourse import Discourse
from extract.model import Article, Extraction
from extract.records import build
from extract.rows import add_rows
from extract.sums import add_up


def analyse(article: Article, article_id: str) -> Extraction:
    """Read the awards, recipients, campaigns and rates of one article.

    ``article_id`` seeds the ids of the rows. Pure and deterministic; raises nothing for any text.
    """
    discourse = Discourse(article)
    statements = add_up(discourse.read())
    found = build(article, article_id, statements, discourse.mentions, discourse.items, discourse.rates)
    add_rows(article, article_id, found)
    return found
