"""Syndicated copies: which articles carry the text of an earlier one.

Near copies are found with MinHash over 5-word shingles of the NFC text (datasketch), and a "Nguồn: …" line that names
the other site lowers what is asked of them. Two texts from one mould that state different awards are no copies.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, combinations
from typing import Any
from zlib import crc32

from extract.fold import fold, nfc, plain

SHINGLE_WORDS = 5
SIMILAR = 0.8
"""Jaccard similarity from which two texts are copies. Copies measure .92 without their lead and .99 with a source line
added; articles of different writers on one ceremony stay below .3."""
SIMILAR_NAMED = 0.5
"""The same where the later one names the earlier one's site as its source."""

_KEPT = 400  # smallest shingle hashes that stand for a text: 1.6 KB; all of them for most news
_GATE = 12  # of these, copies share at least one: with similarity .5, all differ once in 4,000 pairs
_FEW = 200
_PERMUTATIONS = 256
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Text:
    """What is known of an article for finding its copies.

    ``order`` sorts the earliest first; ``states`` are the awards that it states, whatever identifies them.
    """

    article_id: str
    shingles: Sequence[int]
    order: tuple[Any, ...]
    source: str = ""
    site_name: str = ""
    origin: str = ""
    states: frozenset[Hashable] = frozenset()


def shingles(text: str) -> array[int]:
    """Hashes of the word shingles of ``text``: the smallest ones, sorted, which stand for all (bottom-k sample)."""
    words = _WORD.findall(fold(nfc(text)))
    size = min(SHINGLE_WORDS, len(words))
    if not size:
        return array("I")
    joined = memoryview(" ".join(words).encode())
    ends = list(accumulate(len(word.encode()) + 1 for word in words))
    starts = [0, *ends]
    # A checksum is spread evenly enough, and six times as fast as a cryptographic hash.
    found = {crc32(joined[a : b - 1]) for a, b in zip(starts, ends[size - 1 :], strict=False)}
    return array("I", sorted(found)[:_KEPT])


def same_as(texts: Iterable[Text]) -> dict[str, str]:
    """article_id of each copy -> article_id of the earliest article with the same text."""
    by_id = {text.article_id: text for text in texts}
    near = _near(_gated(by_id.values()))
    leader: dict[str, str] = {}
    # Against the earliest only, never along a chain of copies: what is same_as X looks like X itself.
    for text in sorted(by_id.values(), key=lambda t: (t.order, t.article_id)):
        fitting = [
            by_id[other] for other, similarity in near.get(text.article_id, {}).items()
            if other not in leader and _before(by_id[other], text) and is_copy(text, by_id[other], similarity)
        ]  # fmt: skip
        if fitting:
            leader[text.article_id] = min(fitting, key=lambda t: (t.order, t.article_id)).article_id
    return leader


def is_copy(later: Text, earlier: Text, similarity: float) -> bool:
    """Whether ``later`` carries the text of ``earlier``, given how alike they are."""
    asked = SIMILAR_NAMED if names_as_source(later, earlier) else SIMILAR
    if similarity < asked:
        return False
    return later.states <= earlier.states or later.states >= earlier.states


def names_as_source(later: Text, earlier: Text) -> bool:
    """Whether the "Nguồn:" line of ``later`` names the site of ``earlier``."""
    if not later.origin or later.source == earlier.source:
        return False
    origin = f" {_plain(later.origin)} "
    host = earlier.source.removeprefix("www.").split(".")[0]
    return any(len(name) > 3 and f" {name} " in origin for name in map(_plain, (earlier.site_name, earlier.source, host)))


_plain = lru_cache(10_000)(plain)


def _before(one: Text, other: Text) -> bool:
    return (one.order, one.article_id) < (other.order, other.article_id)


def _gated(texts: Iterable[Text]) -> list[Text]:
    """Those that share one of their smallest shingles with another: no others can be copies."""
    holders: dict[int, list[str]] = defaultdict(list)
    known = {text.article_id: text for text in texts if len(text.shingles)}
    for text in known.values():
        for value in text.shingles[:_GATE]:
            holders[value].append(text.article_id)
    together = {article_id for ids in holders.values() if len(ids) > 1 for article_id in ids}
    if len(together) <= _FEW:
        # A turn of phrase in common is no copy, and looking closer is cheaper than loading what finds them.
        pairs = {pair for ids in holders.values() for pair in combinations(sorted(ids), 2)}
        near = [pair for pair in pairs if _overlap(known[pair[0]], known[pair[1]]) >= SIMILAR_NAMED / 2]
        together = {article_id for pair in near for article_id in pair}
    return [known[article_id] for article_id in sorted(together)]


def _overlap(one: Text, other: Text) -> float:
    mine, theirs = set(one.shingles), set(other.shingles)
    return len(mine & theirs) / len(mine | theirs)


def _near(texts: list[Text]) -> dict[str, dict[str, float]]:
    """Similarity, as MinHash estimates it, of the pairs of texts that could be copies."""
    if len(texts) < 2:
        return {}
    from datasketch import MinHash, MinHashLSH  # half a second, so only where there may be copies

    index = MinHashLSH(threshold=SIMILAR_NAMED, num_perm=_PERMUTATIONS, weights=(0.1, 0.9))
    signatures = {}
    for text in texts:
        signature = MinHash(num_perm=_PERMUTATIONS, hashfunc=int)
        signature.update_batch(list(text.shingles))
        signatures[text.article_id] = signature
        index.insert(text.article_id, signature)
    near: dict[str, dict[str, float]] = defaultdict(dict)
    for article_id, signature in signatures.items():
        for other in index.query(signature):
            if other != article_id:
                near[article_id][other] = float(signature.jaccard(signatures[other]))
    return near
