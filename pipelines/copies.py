"""Syndicated copies: which articles carry the text of an earlier one.

Near copies are found with MinHash over 5-word shingles of the NFC text (datasketch), and a "Nguồn: …" line that names
the other site lowers what is asked of them. Two texts from one mould that state different awards are no copies.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, combinations
from typing import Any, NamedTuple
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
    joined = " ".join(words).encode()
    ends = list(accumulate(map(len, joined.split(b" ")), lambda end, length: end + 1 + length))
    starts = [0, *(end + 1 for end in ends)]
    # A checksum is spread evenly enough, and six times as fast as a cryptographic hash.
    found = set(map(crc32, map(joined.__getitem__, map(slice, starts, ends[size - 1 :]))))
    return array("I", sorted(found)[:_KEPT])


def same_as(texts: Iterable[Text]) -> dict[str, str]:
    """article_id of each copy -> article_id of the earliest article with the same text."""
    by_id = {text.article_id: text for text in texts}
    return leaders(
        copy for one, other, similarity in _near(_gated(by_id.values()))
        if (copy := copied(by_id[one], by_id[other], similarity))
    )  # fmt: skip


class Copy(NamedTuple):
    """That one article carries the text of an earlier one: (order, article_id) of both."""

    later: tuple[tuple[Any, ...], str]
    earlier: tuple[tuple[Any, ...], str]


def copied(one: Text, other: Text, similarity: float) -> Copy | None:
    """Which of two texts carries the other, given how alike they are; None where neither does."""
    earlier, later = sorted((one, other), key=lambda t: (t.order, t.article_id))
    if not is_copy(later, earlier, similarity):
        return None
    return Copy((later.order, later.article_id), (earlier.order, earlier.article_id))


def leaders(copies: Iterable[Copy]) -> dict[str, str]:
    """article_id of each copy -> article_id of the earliest article with the same text."""
    earlier: dict[tuple[Any, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for copy in copies:
        earlier[copy.later].append(copy.earlier)
    leader: dict[str, str] = {}
    # Against the earliest only, never along a chain of copies: what is same_as X looks like X itself.
    for text in sorted(earlier):
        fitting = [other for other in earlier[text] if other[1] not in leader]
        if fitting:
            leader[text[1]] = min(fitting)[1]
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


def _gated(texts: Iterable[Text]) -> list[Text]:
    """Those that share one of their smallest shingles with another: no others can be copies."""
    holders: dict[int, list[str]] = defaultdict(list)
    known = {text.article_id: text for text in texts if len(text.shingles)}
    for text in known.values():
        for value in gate(text.shingles):
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


def _near(texts: list[Text]) -> Iterator[tuple[str, str, float]]:
    """The pairs of texts that could be copies, each once, with their similarity as MinHash estimates it."""
    if len(texts) < 2:
        return
    index = _index()
    known = {text.article_id: text for text in texts}
    signatures = {text.article_id: signature(text.shingles) for text in texts}
    for article_id, mine in signatures.items():
        for other in index.query(mine):
            if share_gate(known[article_id].shingles, known[other].shingles):
                yield article_id, other, float(mine.jaccard(signatures[other]))
        index.insert(article_id, mine)


def _index() -> Any:
    from datasketch import MinHashLSH  # half a second, so only where there may be copies

    return MinHashLSH(threshold=SIMILAR_NAMED, num_perm=_PERMUTATIONS, weights=(0.1, 0.9))


def signature(values: Sequence[int]) -> Any:
    """The MinHash of a text by its shingles."""
    from datasketch import MinHash

    found = MinHash(num_perm=_PERMUTATIONS, hashfunc=int)
    found.update_batch(list(values))
    return found


def bands(of: Any) -> list[bytes]:
    """The bands of a signature: two texts are looked at if they have one in common, as an index of all would."""
    return [f"{start}:".encode() + of.hashvalues[start:end].tobytes() for start, end in _ranges()]


@cache
def _ranges() -> tuple[tuple[int, int], ...]:
    return tuple(_index().hashranges)


def gate(values: Sequence[int]) -> Sequence[int]:
    """The smallest shingles of a text: those of its copies have one of them too."""
    return values[:_GATE]


def share_gate(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two texts have one of their smallest shingles in common."""
    return not set(gate(one)).isdisjoint(gate(other))
