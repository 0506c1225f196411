"""The lexicon: Vietnamese words, award names, bodies and campaigns as data, loaded once.

Every wording becomes a path in one trie of folded tokens, so that a sentence is matched in one pass, longest first.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import KeysView
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from extract.fold import fold, nfc
from extract.tokens import words_of

Entry = tuple[str, str]  # (kind of word, value), e.g. ("award", "huan-chuong-lao-dong") or ("grade", "ba")


NO_KINDS: frozenset[str] = frozenset()


class Trie:
    """Token trie. ``longest`` gives the longest wording that starts at a token, with all its entries.

    A node is a dictionary from tokens to nodes; "" holds the entries of the wording that ends there, " " the kinds of
    these and of those above it.
    """

    def __init__(self) -> None:
        self._root: dict[str, Any] = {}

    def add(self, wording: str, kind: str, value: str) -> None:
        node = self._root
        for word in words_of(fold(nfc(wording))):
            node = node.setdefault(word, {})
        entries: list[Entry] = node.setdefault("", [])
        if (kind, value) not in entries:
            entries.append((kind, value))

    def openings(self) -> KeysView[str]:
        """The tokens with which any wording begins."""
        return self._root.keys()

    def seal(self) -> None:
        """To be called when all wordings are added, and before ``longest``."""
        waiting = [(self._root, NO_KINDS)]
        while waiting:
            node, above = waiting.pop()
            kinds = above.union(kind for kind, _ in node.get("", ()))
            node[" "] = kinds
            waiting += [(below, kinds) for token, below in node.items() if token not in ("", " ")]

    def longest(self, words: list[str], start: int) -> tuple[list[tuple[int, list[Entry]]], frozenset[str]]:
        """All wordings that start at token ``start`` as (end token, entries), longest first, and their kinds."""
        found: list[tuple[int, list[Entry]]] = []
        node = self._root
        for i in range(start, len(words)):
            following = node.get(words[i])
            if following is None:
                break
            node = following
            if "" in node:
                found.append((i + 1, node[""]))
        found.reverse()
        return found, node[" "]


@dataclass(frozen=True, slots=True)
class AwardForm:
    """An entry of awards.toml; ``form`` is the value of the column ``award``, "" for what makes no row."""

    id: str
    form: str
    name: str
    family: str
    level: str
    kinds: tuple[str, ...]
    title: str = ""


@dataclass(slots=True)
class Lexicon:
    trie: Trie = field(default_factory=Trie)
    awards: dict[str, AwardForm] = field(default_factory=dict)
    words: dict[str, Any] = field(default_factory=dict)
    people: dict[str, frozenset[str]] = field(default_factory=dict)
    bodies: dict[str, Any] = field(default_factory=dict)
    stop: frozenset[str] = frozenset()
    continuations: frozenset[tuple[str, ...]] = frozenset()
    ordinals: frozenset[str] = frozenset()
    compounds: frozenset[tuple[str, ...]] = frozenset()
    no_heads: frozenset[tuple[str, ...]] = frozenset()
    openers: frozenset[str] = frozenset()  # first tokens of what is found without the trie: pronouns, numbers in words


def read(name: str) -> dict[str, Any]:
    """A data file of the lexicon, parsed."""
    return tomllib.loads(resources.files("extract.lexicon").joinpath(name).read_text(encoding="utf-8"))


@cache
def load() -> Lexicon:
    """The lexicon, read and compiled on first use."""
    lexicon = Lexicon()
    trie = lexicon.trie
    for item in read("awards.toml")["award"]:
        form = AwardForm(
            item["id"],
            item["form"],
            item["name"],
            item["family"],
            item["level"],
            tuple(item["kinds"]),
            item.get("title", ""),
        )
        lexicon.awards[form.id] = form
        for surface in item["surface"]:
            trie.add(surface, "award" if form.form else "no-award", form.id)
    lexicon.words = read("words.toml")
    for kind in ("cue", "noun", "approx"):
        for value, wordings in lexicon.words[kind].items():
            for wording in wordings:
                trie.add(wording, kind, value)
    for grade, wordings in lexicon.words["grade"].items():
        for wording in wordings:
            trie.add(wording, "grade", grade)
    for kind in ("order", "indefinite"):
        for wording in lexicon.words["number"][kind]:
            trie.add(wording, "number", kind)
    people = read("people.toml")
    lexicon.people = {key: frozenset(fold(nfc(w)) for w in words) for key, words in people.items()}
    for kind in ("honorific", "rank", "position"):
        for wording in people[kind]:
            trie.add(wording, kind, wording)
    pronouns = (words_of(w)[0] for key in ("pronoun", "body_pronoun") for w in lexicon.people[key])
    lexicon.openers = frozenset(pronouns) | frozenset(lexicon.words["number"]["words"])
    bodies = read("bodies.toml")
    lexicon.bodies = bodies
    for level, wordings in bodies["level"].items():
        for wording in wordings:
            trie.add(wording, "authority", level)
    for kind in ("head", "place_head", "people_head"):
        for wording in bodies["organisation"][kind]:
            trie.add(wording, kind, wording)
    lexicon.stop = frozenset(fold(nfc(w)) for w in bodies["organisation"]["stop"])
    lexicon.ordinals = frozenset(lexicon.words["ordinal"]["before"])
    lexicon.compounds = frozenset(tuple(words_of(fold(nfc(w)))) for w in bodies["organisation"]["compound"])
    lexicon.no_heads = frozenset(tuple(words_of(fold(nfc(w)))) for w in bodies["organisation"]["not"])
    lexicon.continuations = frozenset(tuple(words_of(fold(nfc(w)))) for w in bodies["organisation"]["continue"])
    trie.seal()
    return lexicon


@cache
def _reading() -> dict[str, Any]:
    return read("reading.toml")


def phrases(name: str) -> tuple[str, ...]:
    """A list of wordings of reading.toml, as they are compared with folded text."""
    return tuple(_reading()["phrases"][name])


def pattern(name: str) -> re.Pattern[str]:
    """A pattern of reading.toml, compiled; it is matched against folded text."""
    return re.compile(_reading()["pattern"][name])
