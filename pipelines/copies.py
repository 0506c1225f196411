"""Syndicated copies: which articles carry the text of an earlier one.

Near copies are found with MinHash over 5-word shingles of the NFC text (datasketch), and a "Nguồn: …" line that names
the other site lowers what is asked of them. Two texts from one mould that state different awards are no copies.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations
from typing import Any, NamedTuple, TypeVar
from zlib import crc32

from extract.fold import fold, nfc, plain
from extract.tokens import encoded

SHINGLE_WORDS = 5
SIMILAR = 0.8
"""Jaccard similarity from which two texts are copies. Copies measure .92 without their lead and .99 with a source line
added; articles of different writers on one ceremony stay below .3."""
SIMILAR_NAMED = 0.5
"""The same where the later one names the earlier one's site as its source."""

_KEPT = 400  # smallest shingle hashes that stand for a text: 1.6 KB; all of them for most news
_GATE = 12  # of these, copies share at least one: with similarity .5, all differ once in 4,000 pairs
FEW = 200
"""Of so many articles each pair is looked at, which is quicker than loading what finds the near ones."""
CROWD = 40
"""Of more texts with one band each is compared with so many."""
_PERMUTATIONS = 256

Name = TypeVar("Name", int, str)


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
    import numpy as np

    words = encoded(fold(nfc(text)))
    if not words:
        return array("I")
    size = min(SHINGLE_WORDS, len(words))
    # A checksum is spread evenly enough, and six times as fast as a cryptographic hash.
    found = map(crc32, map(b" ".join, zip(*(words[at:] for at in range(size)), strict=False)))
    hashes = np.sort(np.fromiter(found, np.uint32))
    distinct = hashes[np.append(True, hashes[1:] != hashes[:-1])]
    return array("I", distinct[:_KEPT].tobytes())


def same_as(texts: Iterable[Text]) -> dict[str, str]:
    """article_id of each copy -> article_id of the earliest article with the same text."""
    by_id = {text.article_id: text for text in texts}
    known = [by_id[article_id] for article_id in sorted(by_id) if len(by_id[article_id].shingles)]
    gates = [gate(text.shingles) for text in known]
    holders = [number for number, mine in enumerate(gates) for _ in mine]
    near = sorted(sharing(holders, [value for mine in gates for value in mine]))
    if len(near) <= FEW:
        # A turn of phrase in common is no copy, and looking closer is cheaper than loading what finds them.
        alike = {
            number for one, other in combinations(near, 2)
            if share_gate(known[one].shingles, known[other].shingles)
            and _overlap(known[one], known[other]) >= SIMILAR_NAMED / 2 for number in (one, other)
        }  # fmt: skip
        near = sorted(alike)
    chosen = [known[number] for number in near]
    signatures = [signature(text.shingles) for text in chosen]
    pairs = crowds([bands(each) for each in signatures], lambda at: (chosen[at].order, chosen[at].article_id))
    return leaders(
        copy for one, other in pairs
        if share_gate(chosen[one].shingles, chosen[other].shingles)
        and (copy := copied(chosen[one], chosen[other], similarity(signatures[one], signatures[other])))
    )  # fmt: skip


def sharing(holders: Sequence[int], values: Sequence[int]) -> set[int]:
    """Those of ``holders`` that have a value, of the same place in ``values``, which another has too."""
    import numpy as np

    if not len(values):
        return set()
    given = np.asarray(values, dtype=np.uint32)
    order = np.argsort(given, kind="stable")
    same = given[order][1:] == given[order][:-1]
    shared = np.zeros(len(given), dtype=bool)
    shared[1:] |= same
    shared[:-1] |= same
    return set(np.unique(np.asarray(holders, dtype=np.int64)[order[shared]]).tolist())


def crowds(banded: Sequence[Sequence[Any]], order: Callable[[int], Any]) -> set[tuple[int, int]]:
    """Pairs of numbers of texts that have one of their ``bands`` in common, as ``paired`` makes them."""
    pairs: set[tuple[int, int]] = set()
    for band in range(len(banded[0]) if banded else 0):
        groups: dict[Any, list[int]] = defaultdict(list)
        for number, mine in enumerate(banded):
            groups[mine[band]].append(number)
        for group in groups.values():
            pairs |= paired(group, order)
    return pairs


def paired(group: Sequence[Name], order: Callable[[Name], Any]) -> set[tuple[Name, Name]]:
    """The pairs of one group of texts with the same band.

    Of a crowd, as pages that say no more than "not found" make one, each is paired with the earliest by ``order`` only:
    it is these that it can be a copy of.
    """
    if len(group) <= CROWD:
        return set(combinations(sorted(group), 2))
    first = sorted(group, key=order)[:CROWD]
    return {(one, other) if one < other else (other, one) for one in first for other in group if one != other}


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


def _overlap(one: Text, other: Text) -> float:
    mine, theirs = set(one.shingles), set(other.shingles)
    return len(mine & theirs) / len(mine | theirs)


def signature(values: Sequence[int]) -> Any:
    """The MinHash of a text by its shingles, as an array of 32-bit numbers."""
    found = _empty().copy()
    found.update_batch(list(values))
    return found.hashvalues.astype("uint32")


@cache
def _empty() -> Any:
    from datasketch import MinHash  # half a second, so only where there may be copies

    return MinHash(num_perm=_PERMUTATIONS, hashfunc=int)


def similarity(one: Any, other: Any) -> float:
    """How alike two texts are, as their signatures estimate it."""
    return float((one == other).sum()) / _PERMUTATIONS


def bands(of: Any) -> list[bytes]:
    """The bands of a signature: only texts that have one in common are compared."""
    return [of[start:end].tobytes() for start, end in ranges()]


@cache
def ranges() -> tuple[tuple[int, int], ...]:
    """Where the bands of a signature begin and end, chosen for the similarity asked for."""
    from datasketch import MinHashLSH

    return tuple(MinHashLSH(threshold=SIMILAR_NAMED, num_perm=_PERMUTATIONS, weights=(0.1, 0.9)).hashranges)


def gate(values: Sequence[int]) -> Sequence[int]:
    """The smallest shingles of a text: those of its copies have one of them too."""
    return values[:_GATE]


def share_gate(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two texts have one of their smallest shingles in common."""
    return not set(gate(one)).isdisjoint(gate(other))
