"""Whether an article can state an award at all: the test that spares most of the news the reading of its sentences.

Exact by construction: a statement needs an award named as in the lexicon, a verb of praise, a party badge, or a
percentage of what is awarded; of each wording the first tokens are looked up among the tokens of the whole article. So
it lets through more than it must, and never keeps back an article in which the sentence reader would find something.
"""

from __future__ import annotations

from functools import cache

from extract.fold import fold, nfc
from extract.lexicon import load, read
from extract.tokens import words_of

_LENGTH = 3
_MORE = frozenset(tuple(w.split()) for w in ("trao bằng", "nhận bằng", "danh hiệu", "huy hiệu", "tuổi đảng"))
"""Wordings of awards that code, and not the lexicon, knows: "trao Bằng cho", "danh hiệu này", "50 năm tuổi Đảng"."""

Key = tuple[str, ...]


@cache
def _keys() -> tuple[frozenset[Key], ...]:
    """The first one, two or three tokens of every wording, by their number."""
    wordings = [" ".join(pair) for pair in _MORE]
    for item in read("awards.toml")["award"]:
        wordings += item["surface"] if item["form"] else ()
    for cue, praising in load().words["cue"].items():
        wordings += praising if cue.startswith("praise") else ()
    keys: list[set[Key]] = [set() for _ in range(_LENGTH)]
    for wording in wordings:
        key = tuple(words_of(fold(nfc(wording)))[:_LENGTH])
        keys[len(key) - 1].add(key)
    return tuple(frozenset(of_length) for of_length in keys)


def may_state_awards(folded: str) -> bool:
    """Whether the folded text has any wording that an award, a rate or their recipients could be read from."""
    tokens = words_of(folded)
    grams = [set(zip(*(tokens[shift:] for shift in range(size)), strict=False)) for size in range(1, _LENGTH + 1)]
    if all(keys.isdisjoint(of_size) for keys, of_size in zip(_keys(), grams, strict=True)):
        return False
    if not grams[1].isdisjoint(_MORE):
        return True
    trie = load().trie
    return any(
        kind == "award" or (kind == "cue" and value.startswith("praise"))
        for i, word in enumerate(tokens)
        if trie.opens(word)
        for _, entries in trie.longest(tokens, i)
        for kind, value in entries
    )
