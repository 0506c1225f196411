"""What every scanner of mentions works on: one sentence, its tokens and what the lexicon knows at each of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from extract import periods
from extract.fold import fold
from extract.lexicon import NO_KINDS, Entry, load
from extract.names import Body, Names
from extract.numbers import Number, number
from extract.persons import Person
from extract.tokens import Token, tokenize

_NUMERAL = frozenset(("number", "approx"))  # kinds of words that open a number
_SPACE = re.compile(r"[^\S ]")
_AROUND = [""] * 8
_NOTHING: tuple[list[tuple[int, list[Entry]]], frozenset[str]] = ([], NO_KINDS)


@dataclass(slots=True)
class Item:
    """A mention. ``kind`` is award, count, person, body, cue, grade, period or mark; offsets are code points."""

    kind: str
    start: int
    end: int
    value: str = ""  # award: catalogue id; cue: list name; mark: the character; grade; period: canonical form
    grade: str = ""
    title: str = ""
    number: Number | None = None  # award: count of its own; count: the count
    unit: str = "recipients"
    nouns: tuple[str, ...] = ()  # count: kinds of the nouns, e.g. ("collective", "individual")
    wording: str = ""  # count: the counted noun as written; person, body: the name
    person: Person | None = None
    body: Body | None = None
    period: periods.Period | None = None
    words: tuple[str, ...] = field(default=())  # cue: its wording
    grades: tuple[str, ...] = ()  # award: those of "hạng Nhất, Nhì, Ba", several awards in one wording


class _Known(NamedTuple):
    """What is known of a sentence whatever the article said before it; nobody changes it."""

    tokens: list[Token]
    folds: list[str]  # of the tokens, and then as many empty ones as anybody looks ahead or back
    matches: list[list[tuple[int, list[Entry]]]]  # of the lexicon's wordings, by token
    kinds: list[frozenset[str]]  # of these wordings: what need not be looked for at a token
    badge: bool
    periods: list[periods.Period]
    starts: dict[int, periods.Period]  # the same by their first code point


@lru_cache(maxsize=64)  # lines are scanned for what they are laid out as, and again for what they say
def _known(text: str, start: int, end: int) -> _Known:
    tokens = tokenize(text, start, end)
    folds = [token.fold for token in tokens]
    trie = load().trie
    openings = trie.openings()
    found = [trie.longest(folds, i) if word in openings else _NOTHING for i, word in enumerate(folds)]
    folded = fold(text[start:end])
    dated = periods.find(folded if folded.isprintable() else _SPACE.sub(" ", folded), start)
    return _Known(
        tokens,
        [*folds, *_AROUND],
        [wordings for wordings, _ in found],
        [kinds for _, kinds in found],
        "đảng" in folds and "tuổi đảng" in " ".join(folds),
        dated,
        {period.start: period for period in dated},
    )


class Sentence:
    """One sentence ``text[start:end]``; ``masked`` are token-free zones (campaign names) by code points."""

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        masked: list[tuple[int, int]],
        known: frozenset[str] = frozenset(),
        places: frozenset[str] = frozenset(),
        aliases: dict[str, str] | None = None,
    ) -> None:
        self.lex = load()
        self.text = text
        self.t, self.folds, self.m, self.kinds, self.badge, self.periods, self.starts = _known(text, start, end)
        self.names = Names(self.lex, self.t, self.m, self.kinds, known)
        self.numbers: dict[int, Number | None] = {}  # those looked for so far, by token
        self.number_words: dict[str, int] = self.lex.words["number"]["words"]
        self.masked = masked
        self.places, self.aliases = places, aliases or {}

    def _item(self, kind: str, i: int, j: int, value: str = "", **more: object) -> Item:
        return Item(kind, self.t[i].start, self.t[j - 1].end, value, **more)  # type: ignore[arg-type]

    def _words(self, i: int, j: int) -> str:
        return self.text[self.t[i].start : self.t[j - 1].end]

    def _fold(self, i: int) -> str:
        """The folded token at ``i``; "" before the first and behind the last one."""
        try:
            return self.folds[i]
        except IndexError:
            return ""

    def _award_at(self, k: int) -> bool:
        return "award" in self.kinds[k]

    def _number(self, i: int) -> Number | None:
        if i not in self.numbers:
            self.numbers[i] = number(self.lex, self.t, self.m, i) if self._may_count(i) else None
        return self.numbers[i]

    def _may_count(self, i: int) -> bool:
        """Whether the token can open a number; most cannot."""
        if i >= len(self.t):
            return False
        token = self.t[i]
        return token.is_number or token.fold in self.number_words or not _NUMERAL.isdisjoint(self.kinds[i])

    def _grade(self, i: int) -> tuple[str, int] | None:
        if i >= len(self.t) or "grade" not in self.kinds[i]:
            return None
        for end, entries in self.m[i]:
            value = next((v for kind, v in entries if kind == "grade"), None)
            if value is not None:
                return value, end
        return None
