"""An article's text with plain spacing for the steps that read sentences, and the way back to its own offsets.

Pages and dumps hold non-breaking and doubled spaces, soft hyphens, and lines wrapped inside a paragraph. The patterns
of the lexicon are written with single spaces; so the text is read with them, and what was found is told in offsets of
the text as it stands.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.model import Annotation, Article, Award, Block, Campaign, Extraction, Rate

_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_ODD = re.compile(rf"[{_UNSEEN}]|[^\S ]|  ")
_TABS = re.compile(r"\t")
_SPACES = re.compile(r" {3,}")
_RUN = re.compile(rf"[{_UNSEEN}]+(?=\S)(?<=\S)|[\s{_UNSEEN}]+")


def _columns(text: str, blocks: tuple[Block, ...]) -> tuple[set[int], dict[int, int]]:
    """Tables whose rows stand in a line each, tabs or three spaces and more between their cells: offsets of these gaps, and
    by the start of a row how many empty cells at its end are missing.

    Such a table is a run of lines with the same number of gaps; only rows of tabs may lack some.
    """
    gaps: set[int] = set()
    missing: dict[int, int] = {}
    run: list[tuple[int, list[int]]] = []
    for block in (*blocks, None):
        found: list[int] = []
        tabs = block is not None and "\t" in text[block.start : block.end]
        if block is not None and block.end - block.start <= 240 and text[block.end - 1] not in ".:;!?":
            found = [m.start() for m in (_TABS if tabs else _SPACES).finditer(text, block.start, block.end)]
        if block is not None and found and (not run or len(found) == len(run[0][1]) or (tabs and len(found) < len(run[0][1]))):
            run.append((block.start, found))
            continue
        if len(run) > 1:
            gaps |= {gap for _, row in run for gap in row}
            missing |= {start: len(run[0][1]) - len(row) for start, row in run}
        run = [(block.start, found)] if block is not None and found else []
    return gaps, missing


def evened(article: Article) -> tuple[Article, list[int]]:
    """The article with one plain space for every run of white space inside a block, and a bar for the gaps between the cells
    of a table; and the offset of each of its code points in ``article.text`` (with one more for its end). The article
    itself and no offsets when nothing is odd.
    """
    text = article.text
    if not any(_odd(text[block.start : block.end]) for block in article.blocks):
        return article, []
    pieces: list[str] = []
    back: list[int] = []
    blocks: list[Block] = []

    def keep(start: int, end: int) -> None:
        pieces.append(text[start:end])
        back.extend(range(start, end))

    at = 0
    gaps, missing = _columns(text, article.blocks)
    for block in article.blocks:
        keep(at, block.start)
        begin, at = len(back), block.start
        for run in _RUN.finditer(text, block.start, block.end):
            keep(at, run.start())
            bars = sum(gap in gaps for gap in range(run.start(), run.end()))
            if any(c.isspace() for c in run.group()):
                pieces.append("|" * bars or " ")
                back.extend([run.start()] * max(bars, 1))
            at = run.end()
        keep(at, block.end)
        at = block.end
        pieces.append("|" * missing.get(block.start, 0))
        back.extend([block.end - 1] * missing.get(block.start, 0))
        blocks.append(replace(block, start=begin, end=len(back)))
    keep(at, len(text))
    back.append(len(text))
    return replace(article, text="".join(pieces), blocks=tuple(blocks)), back


def _odd(wording: str) -> bool:
    """Whether ``_ODD`` finds anything; all it looks for but doubled spaces is not printable, which is told quickly."""
    return (not wording.isprintable() or "  " in wording) and _ODD.search(wording) is not None


def told_in(text: str, back: list[int], found: Extraction) -> Extraction:
    """What was found in an evened text, in place, with offsets and evidence of ``text``, the article's own."""

    def own(start: int, end: int) -> tuple[int, int]:
        return back[start], (back[end - 1] + 1 if end > start else back[start])

    rows: tuple[Award | Campaign | Rate, ...] = (*found.awards, *found.campaigns, *found.rates)
    for row in rows:
        row.char_start, row.char_end = own(row.char_start, row.char_end)
        row.evidence = text[row.char_start : row.char_end]
    for recipient in found.recipients:
        recipient.char_start, recipient.char_end = own(recipient.char_start, recipient.char_end)
    found.annotations = [Annotation(a.label, *own(a.start, a.end)) for a in found.annotations]
    return found
