"""Article in, records out: the one entry point of the language part."""

from __future__ import annotations

from extract.discourse import Discourse
from extract.model import Article, Extraction
from extract.records import build
from extract.rows import add_rows
from extract.spacing import evened, told_in
from extract.sums import add_up


def analyse(article: Article, article_id: str, marks: bool = True) -> Extraction:
    """Read the awards, recipients, campaigns and rates of one article.

    Without ``marks``, the annotations of an article that states no award may be left out. ``article_id`` seeds the ids of the rows. Pure and deterministic; raises nothing for any text.
    """
    even, back = evened(article)
    discourse = Discourse(even, marks)
    statements = add_up(discourse.read(), discourse.folded)
    found = build(even, article_id, statements, discourse.mentions, discourse.items, discourse.rates)
    add_rows(even, article_id, found)
    return told_in(article.text, back, found) if back else found
