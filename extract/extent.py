"""What the count of an award counts: one occasion, all of a period, or everything up to now.

Totals of a year contain what the news of its months tell; sums of the two would count twice.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from extract.fold import fold
from extract.model import Award

Extent = Literal["occasion", "period", "cumulative"]

_BACK = 4  # sentences before the row's own that may set its frame
_END = re.compile(r"[.!?…]\s+(?=[A-ZĐÀ-Ỹ“\"0-9-])|\n+")


def extent(text: str, award: Award) -> Extent:
    """The scope of a row, from the cues before its evidence in ``text``.

    A named recipient is always of an occasion, and so is a row without cue and without stated period.
    """
    if award.recipient_name or award.status != "conferred":
        return "occasion"
    end = award.char_end
    for start in reversed(_starts(text, award.char_start)[-1 - _BACK :]):
        found = _cue(text[start:end], own=end == award.char_end)
        if found:
            # a period's frame without a period that could be named says nothing
            return "occasion" if found == "period" and not award.period else found
        end = start
    return "period" if award.period else "occasion"


def _starts(text: str, until: int) -> list[int]:
    """Where the last sentences of ``text[:until]`` start, as if there were nothing behind it."""
    starts = _all_starts(text)
    known = starts[: max(1, bisect_left(starts, until))]  # the last one before ``until`` may end otherwise
    return [*known[-1 - _BACK :], *(match.end() for match in _END.finditer(text, known[-1], until))]


@lru_cache(maxsize=2)
def _all_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in _END.finditer(text))]


@lru_cache(maxsize=64)  # the rows of a sentence have the same sentences before them
def _cue(wording: str, own: bool) -> Extent | None:
    sentence = fold(wording)
    for name, pattern in _patterns():
        # "đến nay" of an earlier sentence speaks of that sentence's matter
        if (own or name != "cumulative") and pattern.search(sentence):
            return name
    return None


@cache
def _patterns() -> tuple[tuple[Extent, re.Pattern[str]], ...]:
    cues = tomllib.loads((files("extract") / "lexicon" / "extent.toml").read_text("utf-8"))
    order: tuple[Extent, ...] = ("cumulative", "occasion", "period")
    return tuple((name, _any_of(cues[name])) for name in order)


def _any_of(cues: list[str]) -> re.Pattern[str]:
    """One pattern for all; those that begin with a word are tried together, and only where a word begins."""
    words = [f"(?:{cue[2:]})" for cue in cues if cue.startswith(r"\b") and "|" not in re.sub(r"\(.*\)", "", cue)]
    others = [f"(?:{cue})" for cue in cues if f"(?:{cue[2:]})" not in words]
    return re.compile("|".join([*others, rf"\b(?:{'|'.join(words)})"] if words else others))
