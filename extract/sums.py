"""What the numbers of an article say about one another once all its sentences are read.

Counts of one sentence that add up exactly to an earlier total of the same award are its parts, even where no "trong đó"
says so: "73 gia đình được tặng Huân chương …. Bốn gia đình nhận hạng Nhất, 10 hạng Nhì, 59 hạng Ba". A total told again
without the kind of its order is the same total.
"""

from __future__ import annotations

from itertools import groupby

from extract.lexicon import load, pattern
from extract.statements import Statement

_SPELT_OUT = pattern("spells-out-by-name")


def add_up(statements: list[Statement], folded: str) -> list[Statement]:
    """The statements with parts bound to the totals that they add up to, in place, and totals told again left out.

    ``folded`` is the article's text in lower case, in which the statements' offsets count.
    """
    kept = [s for s in statements if not _told_again(s, statements)]
    for k, total in enumerate(kept):
        if total.count is None or total.count < 2 or total.part_of is not None or total.unit == "objects":
            continue
        for _, run in groupby(kept[k + 1 : k + 25], key=lambda s: s.sentence):
            told = list(run)
            parts = [s for s in told if _fits(s, total)]
            if (
                len(parts) > 1
                and total.count > 2
                and all(s.part_of is None for s in parts)
                and any(_narrower(s, total) for s in parts)
                and sum(s.count or 0 for s in parts) == total.count
            ):
                for s in parts:
                    s.part_of = total
                    s.period = s.period or total.period
                break
            opens = _SPELT_OUT.match(folded, told[0].sentence[0]) is not None
            if opens and _those(named := [s for s in told if s.name], total):
                for s in named:
                    s.part_of = total
                break
    for s in kept:
        t = s.part_of
        if t is not None and t.award == s.award and not s.authority and not s.level:
            s.authority, s.level = t.authority, t.level
    return kept


def _those(named: list[Statement], total: Statement) -> bool:
    """ "2 tập thể nhận Bằng khen. Tập thể được tặng Bằng khen là A và B": as many names as were counted, of the same sort."""
    return len(named) == total.count and all(
        s.part_of is None
        and s.award == total.award
        and s.kind == total.kind
        and s.status == total.status
        and s.grade == total.grade
        and (not s.level or not total.level or s.level == total.level)
        for s in named
    )


def _fits(s: Statement, total: Statement) -> bool:
    return (
        s.award == total.award
        and s.kind in (total.kind, "")
        and (s.unit == total.unit or s.award == "huy-hieu-dang")
        and s.status == total.status
        and s.count is not None
        and s.approx == "exact"
        and s.count < (total.count or 0)
        and (not s.level or not total.level or s.level == total.level)
    )


def _narrower(s: Statement, total: Statement) -> bool:
    """A part tells what its total leaves open: the grade, the years of a badge, or who of the same sort it is."""
    return bool((s.grade and not total.grade) or (s.title and s.title != total.title))


def _told_again(s: Statement, statements: list[Statement]) -> bool:
    if s.award != "huan-chuong" or s.title or s.grade or s.count is None:
        return False
    forms = load().awards
    return any(
        t is not s
        and t.count == s.count
        and t.kind == s.kind
        and t.unit == s.unit
        and t.award in forms
        and t.award != "huan-chuong"
        and forms[t.award].family == "huan-chuong"
        for t in statements
    ) and not any(t.part_of is s for t in statements)
