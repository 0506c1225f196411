"""Length-preserving folding: the text as the matchers see it.

``fold`` maps every code point of an NFC text to exactly one code point, so an offset in the folded text is an
offset in the text. It ignores case, tone placement (hoà = hòa), sỹ/sĩ and quí/quý, quote and dash style, non-breaking
and zero-width spaces, and the look-alike Ð (U+00D0) for Đ.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORDS = 64  # code points; longer texts are sentences, ...
_ARTICLE = 800  # ... or articles; several steps fold either one after the other
_MARKS = re.compile("[\u0300-\u036f]+")
_SINGLE = {
    **dict.fromkeys("“”„‟«»″〝〞", '"'),
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("–—―−‐‑‒", "-"),
    **dict.fromkeys("\u00a0\u2007\u202f\u2009\u200a\u2002\u2003\u3000\t\u200b\u200c\u200d\u2060\ufeff\u00ad", " "),
    "Ð": "đ",
    "ð": "đ",
}
_ODD = re.compile("[" + re.escape("".join(_SINGLE)) + "]")

# Old tone placement on open syllables: the mark moves from the second vowel to the first.
_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
# Single letters first, what stands before them after: a search for a letter is quicker than one for several.
_OPEN = (re.compile(r"o[àáảãạèéẻẽẹ](?<!qo.)(?!\w)"), re.compile(r"u[ỳýỷỹỵ](?<!qu.)(?!\w)"))
_SPELLING = re.compile(r"(?:ỹ(?<=\bs.)|ĩ(?<=\b[km].)|í(?<=\bl.)|í(?<=\bqu.))\b")  # sỹ, kĩ, mĩ, lí, quí
_RESPELT = {"ỹ": "ĩ", "ĩ": "ỹ", "í": "ý"}


def nfc(text: str) -> str:
    """The text in Unicode normalisation form C, in which all offsets of the project count."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Fold an NFC text for matching; the result has the same length, so offsets carry over unchanged."""
    if len(text) <= _WORDS:
        return _fold_words(text)
    return _fold_sentence(text) if len(text) < _ARTICLE else _fold_article(text)


@lru_cache(maxsize=1 << 14)
def _fold_words(text: str) -> str:  # the same names and cues are folded again and again
    return _fold(text)


@lru_cache(maxsize=64)
def _fold_sentence(text: str) -> str:
    return _fold(text)


@lru_cache(maxsize=2)
def _fold_article(text: str) -> str:
    return _fold(text)


def _fold(text: str) -> str:
    plainer = _ODD.sub(lambda m: _SINGLE[m.group()], text)  # ten times as fast as str.translate
    lowered = plainer.lower()
    if len(lowered) != len(text):  # a few code points (İ) grow when lowered: keep those as they are
        lowered = "".join(low if len(low := c.lower()) == 1 else c for c in plainer)
    for vowels in _OPEN:
        lowered = vowels.sub(lambda m: _TONES[m.group()], lowered)
    return _SPELLING.sub(lambda m: _RESPELT[m.group()], lowered)


def plain(text: str) -> str:
    """Lower-case ASCII letters and digits with single spaces, for comparing names; lengths are not kept."""
    bare = _MARKS.sub("", unicodedata.normalize("NFD", fold(nfc(text)).replace("đ", "d")))
    if not bare.isascii():  # marks of other scripts
        bare = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", bare))
