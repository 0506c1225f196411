"""Tokens and sentences with exact offsets."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from itertools import filterfalse
from typing import NamedTuple

from extract.fold import fold

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]|_")
# A full stop, question or exclamation mark ends a sentence when space and a capital, digit, quote or dash follow;
# an ellipsis also when the capital follows at once.
_END = re.compile(
    r"[.!?…;]+[”\"’')\]]*(?=\s+[“\"‘'(\[]?(?:[A-ZÀ-ỸĐÂÊÔƠƯĂ0-9]|[-–—•+*]\s))|(?:\.{3}|…)(?=[A-ZĐÀ-Ỹ])|\n+"
    r"|(?:(?<=[a-zà-ỹ]{3})|(?<=[\d)”]))\.(?=[A-ZÀ-ỸĐ][a-zà-ỹ])"  # sentences run together: "… năm 2015.Theo đó"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:TP|Tp|TX|Tx|TT|P|Q|H|X|Ths|ThS|TS|GS|PGS|BS|Bs|ThS|CN|KS|T|St|Mr|Mrs|Ms|Dr|No|st|Đ/c|đ/c|(?<!hiệu )(?<!tặng )(?<!nhận )NS(?:ND|ƯT|UT)|tr|S|V|v\.v)"
    r"|(?<=\s)[A-ZĐ]|^[A-ZĐ]|^\d{1,2}|\n\d{1,2}|(?<=[:;,]\s)\d{1,2})\.$"
)


_MARKS = "-,.;:\"'()/%?!&+*…|\n"  # those of nearly every text; other marks are found out by isalnum()
_NO_WORD = re.compile(r"\W+")
_LETTERS = re.compile(r"[^\W\d_]+")


class Token(NamedTuple):
    """A number, a syllable or one punctuation mark. Offsets are code points in the article's text."""

    text: str
    fold: str
    start: int
    end: int
    is_word: bool
    is_number: bool
    is_cap: bool


class _Shapes(dict[str, tuple[bool, bool, bool]]):
    """First character of a token -> whether the token is a word, a number, and begins with a capital."""

    def __missing__(self, first: str) -> tuple[bool, bool, bool]:
        shape = self[first] = (first.isalpha(), first.isdecimal(), first.isupper())
        return shape


_SHAPES = _Shapes()
_token = partial(tuple.__new__, Token)  # a third of the time of calling the class


def words_of(folded: str) -> list[str]:
    """The folded text as the list of token wordings that the trie is made of."""
    return _WORD.findall(folded)


def syllables(folded: str) -> tuple[str, ...]:
    r"""The runs of ``\w`` of a folded article, as ``re.findall(r"\w+")`` gives them in twice the time."""
    return _spoken(folded)[0]


def encoded(folded: str) -> list[bytes]:
    """The syllables of a folded article in UTF-8."""
    words, _, plain = _spoken(folded)
    found = plain.encode().split()
    return found if len(found) == len(words) else [word.encode() for word in words]  # white space beyond ASCII


def spoken_of(tokens: frozenset[str], folded: str) -> frozenset[str]:
    """Those of ``tokens``, which are of letters, that a folded article has, maybe written together with digits."""
    words, mixed, _ = _spoken(folded)
    return tokens.intersection(words).union(tokens.intersection(_LETTERS.findall(" ".join(mixed))))


@lru_cache(maxsize=2)  # the gate, the campaigns and whoever looks for copies ask for those of one article
def _spoken(folded: str) -> tuple[tuple[str, ...], list[str], str]:
    """The syllables of a folded article, those of them that are not of letters alone ("3bằng", and numbers), and the
    article with white space for all that stands between them.
    """
    plain = folded
    for mark in _MARKS:
        if mark in plain:
            plain = plain.replace(mark, " ")
    words = plain.split()
    mixed = list(filterfalse(str.isalpha, words))
    if not all(map(str.isalnum, mixed)):
        plain = _NO_WORD.sub(" ", folded)
        words = plain.split()
        mixed = list(filterfalse(str.isalpha, words))
    return tuple(words), mixed, plain


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Tokens of ``text[start:end]``; every code point that is no white space is in exactly one token."""
    end = len(text) if end is None else end
    cut = text[start:end]
    folded = fold(cut)
    tokens: list[Token] = []
    last = 0
    for word in _WORD.findall(folded):
        first = folded.index(word, last)  # only white space lies between
        last = first + len(word)
        as_written = cut[first:last]
        is_word, is_number, is_cap = _SHAPES[as_written[0]]
        tokens.append(_token((as_written, word, start + first, start + last, is_word, is_number, is_cap)))
    return tokens


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentence spans of ``text[start:end]``, white space trimmed. A newline and a full stop end one, "TP." does not.

    A semicolon ends one only where a new line item follows it; inside a sentence it stays.
    """
    spans: list[tuple[int, int]] = []
    at = start
    for match in _END.finditer(text, start, end):
        mark = match.group()
        if mark[0] == ";" and "\n" not in mark:
            continue
        if mark.rstrip("”\"’')]") == "." and _ABBREVIATION.search(
            text[max(start, match.start() - 12) : match.start() + 1]
        ):
            continue
        spans.append((at, match.end()))
        at = match.end()
    spans.append((at, end))
    trimmed = []
    for s, e in spans:
        while s < e and text[s].isspace():
            s += 1
        while e > s and text[e - 1].isspace():
            e -= 1
        if s < e:
            trimmed.append((s, e))
    return trimmed
