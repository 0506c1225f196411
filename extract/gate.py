"""Whether an article can state an award at all: the test that spares most of the news the reading of its sentences.

Exact by construction: a statement needs an award named as in the lexicon, a verb of praise, a party badge, or a
percentage of what is awarded, and all of these are looked for among the tokens of the whole article. So it lets through
more than it must, and never keeps back an article in which the sentence reader would find something.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from extract import rates
from extract.fold import fold, nfc
from extract.lexicon import load, read
from extract.model import Block
from extract.tokens import sentences, spoken_of, syllables, words_of

_MORE = ("trao bằng", "nhận bằng", "danh hiệu", "huy hiệu", "tuổi đảng")
"""Wordings of awards that code, and not the lexicon, knows: "trao Bằng cho", "danh hiệu này", "50 năm tuổi Đảng"."""


@cache
def _wordings() -> dict[str, list[list[str]]]:
    """First token of a wording -> the tokens that follow it."""
    wordings = list(_MORE)
    for item in read("awards.toml")["award"]:
        wordings += item["surface"] if item["form"] else ()
    for cue, praising in load().words["cue"].items():
        wordings += praising if cue.startswith("praise") else ()
    found: dict[str, list[list[str]]] = {}
    for wording in wordings:
        first, *rest = words_of(fold(nfc(wording)))
        found.setdefault(first, []).append(rest)
    return found


def may_state_awards(folded: str) -> bool:
    """Whether the folded text has any wording that an award, a rate or their recipients could be read from."""
    traces = traces_of(folded)
    return bool(traces) and any(names_award(line, traces) for line in folded.split("\n"))


Traces = tuple[frozenset[str], ...]
"""Tokens of letters of each wording that an article seems to have."""


@lru_cache(maxsize=2)
def traces_of(folded: str) -> Traces:
    """The traces of wordings in a folded article: quick, and none for most of the news."""
    known = spoken_of(_letters(), folded)
    possible = [(letters, runs) for letters, runs in _traces() if letters <= known]
    spoken = " ".join(syllables(folded)) if possible else ""
    return tuple(letters for letters, runs in possible if all(run in spoken for run in runs))


def names_award(folded: str, traces: Traces) -> bool:
    """Whether a line of an article with these traces has a wording of an award."""
    if not any(all(map(folded.__contains__, letters)) for letters in traces):
        return False
    tokens = words_of(folded)
    wordings = _wordings()
    if _openings().isdisjoint(pairwise(tokens)) and _single().isdisjoint(tokens):
        return False
    return any(
        tokens[i + 1 : i + 1 + len(rest)] == rest
        for i, token in enumerate(tokens)
        if token in wordings
        for rest in wordings[token]
    )


def silent_from(text: str, folded: str, blocks: Sequence[Block]) -> int:
    """Offset behind the last sentence that names an award or rate: while nothing was stated, none behind it can.

    A title that names one is read again after all others, in their light: then it is the end of the text.
    """
    traces = traces_of(folded)

    def names(start: int, end: int) -> bool:
        return names_award(folded[start:end], traces) or rates.may_state(folded, start, end)

    last = next((block for block in reversed(blocks) if names(block.start, block.end)), None)
    if last is None:
        return 0
    if any(names_award(folded[b.start : b.end], traces) for b in blocks if b.kind == "title"):
        return len(text)
    said = sentences(text, last.start, last.end)
    return next((end for start, end in reversed(said) if names(start, end)), last.end)


@cache
def _traces() -> tuple[tuple[frozenset[str], tuple[str, ...]], ...]:
    """What a wording leaves in an article whatever marks stand between its tokens: its tokens of letters, and the runs
    of these as they stand among the syllables. Only those that no other one's traces would show too.
    """
    every = {
        tuple(
            run.strip()
            for run in re.findall(r"(?:[^\W\d_]+ ?)+", " ".join(t for t in (first, *rest) if t[0].isalnum()))
        )
        for first, rests in _wordings().items()
        for rest in rests
    }
    fewest: list[tuple[frozenset[str], tuple[str, ...]]] = []
    for runs in sorted(every, key=lambda runs: (len("".join(runs)), runs)):
        letters = frozenset(" ".join(runs).split())
        if not any(
            fewer <= letters and all(any(mine in run for run in runs) for mine in other) for fewer, other in fewest
        ):
            fewest.append((letters, runs))
    return tuple(fewest)


@cache
def _letters() -> frozenset[str]:
    return frozenset().union(*(letters for letters, _ in _traces()))


@cache
def _openings() -> frozenset[tuple[str, str]]:
    """The first two tokens of every wording that has two: few articles have any, and looking for them is quick."""
    return frozenset((first, rest[0]) for first, rests in _wordings().items() for rest in rests if rest)


@cache
def _single() -> frozenset[str]:
    return frozenset(first for first, rests in _wordings().items() if [] in rests)
