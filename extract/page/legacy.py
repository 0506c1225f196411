"""Text stored for the Vietnamese fonts of before Unicode (TCVN3 and VNI), turned into Unicode."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Legacy = Literal["tcvn3", "vni"]
_KINDS: tuple[Legacy, ...] = ("tcvn3", "vni")

_WORD = re.compile(r"[^\W\d_]+")
# A Vietnamese syllable, tones taken off: initial consonants, a vowel group, a final consonant.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ch|th|tr|ph|qu|[bcdđghklmnprstvx])?"
    r"(?:uyê|oai|oay|uây|uôi|ươi|ươu|iêu|yêu|oeo|uya|uyu|ia|iê|yê|ua|uô|ưa|ươ|oa|oă|oe|uê|uâ|uy|uơ|ai|ay|ao|au|âu|ây|"
    r"eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy])(?:ch|ng|nh|[cmnpt])?"
)
_TONES = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("legacy.toml").read_text("utf-8"))


@cache
def _tcvn3() -> dict[int, str]:
    return {ord(code): letter for letter, code in _data()["tcvn3"].items()}


@cache
def _vni() -> tuple[dict[str, str], re.Pattern[str]]:
    """Code sequences to letters, and a pattern that finds them, longest first."""
    table: dict[str, str] = {}
    marks, letters = _data()["vni"]["marks"], _data()["vni"]["letters"]
    for letter, code in letters.items():
        table[code] = letter
        table[code.upper()] = letter.upper()
    for mark, code in marks.items():
        for base in "aeouy" if "\u0302" not in mark and "\u0306" not in mark else "aeo":
            letter = unicodedata.normalize("NFC", base + mark)
            if len(letter) == 1:
                table[base + code] = letter
                table[base.upper() + code.upper()] = letter.upper()
                table[base.upper() + code] = letter.upper()
        if "\u0302" not in mark and "\u0306" not in mark:
            for base, code_of_base in (("ơ", "ô"), ("ư", "ö")):
                letter = unicodedata.normalize("NFC", base + mark)
                table[code_of_base + code] = letter
                table[code_of_base.upper() + code.upper()] = letter.upper()
                table[code_of_base.upper() + code] = letter.upper()
    alternatives = "|".join(sorted(map(re.escape, table), key=len, reverse=True))
    return table, re.compile(alternatives)


def font_kind(font: str) -> Legacy | None:
    """The legacy encoding that a font name stands for (".VnTimeH", "VNI-Times"), or None."""
    name = font.rpartition("+")[2].strip()  # PDF subsets are named "ABCDEF+.VnTime"
    fonts = _data()["fonts"]
    for kind in _KINDS[::-1]:
        if re.search(str(fonts[kind]), name, re.IGNORECASE):
            return kind
    return None


def to_unicode(text: str, kind: Legacy, *, font: str = "") -> str:
    """``text`` as stored for a font of ``kind``, in NFC Unicode; a capitals-only ``font`` gives capitals."""
    if kind == "tcvn3":
        out = text.translate(_tcvn3())
        if re.search(str(_data()["fonts"]["tcvn3_capitals"]), font.rpartition("+")[2], re.IGNORECASE):
            out = out.upper()
    else:
        table, pattern = _vni()
        out = pattern.sub(lambda match: table[match[0]], text)
    return unicodedata.normalize("NFC", out)


def pair_to_unicode(pair: str) -> str:
    """The letter that a base and a mark of VNI make, or "" when the two are no such pair."""
    return _vni()[0].get(pair, "") if len(pair) == 2 else ""


def syllable_share(text: str) -> float:
    """Share of the words with a letter beyond ASCII that are spelled as Vietnamese syllables; 0.0 without any."""
    good = total = 0
    for word in _WORD.findall(text):
        if word.isascii():
            continue
        total += 1
        bare = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word.lower()).translate(_TONES))
        good += _SYLLABLE.fullmatch(bare) is not None
    return good / total if total else 0.0


def guess_kind(text: str) -> Legacy | None:
    """The legacy encoding that ``text`` is in, judged by its spelling alone, or None for Unicode text.

    Only where the conversion turns a text that is hardly Vietnamese into one that nearly all is.
    """
    sample = text[:20_000]
    marked = sum(1 for char in sample if "\u00a0" <= char <= "\u00ff")
    if marked < 8 or marked < 0.03 * len(sample):
        return None
    before = _share_with_symbols(sample)
    best: tuple[float, Legacy | None] = (max(0.85, before + 0.3), None)
    for kind in _KINDS:
        share = _share_with_symbols(to_unicode(sample, kind))
        if share > best[0]:
            best = (share, kind)
    return best[1]


def _share_with_symbols(text: str) -> float:
    """As ``syllable_share``, but a symbol inside a word (µ, ¸, ®) counts as a misspelling."""
    words = [word for word in re.findall(r"[^\s.,;:()\"“”/\-–0-9]+", text) if not word.isascii()]
    return sum(syllable_share(word) == 1.0 and word.isalpha() for word in words) / len(words) if words else 0.0
