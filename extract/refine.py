"""A second look at where a recipient's name ends, by word and tag, where shape alone leaves it open.

The rules of :mod:`extract.names` end a body's name at a word they know to end one; "Đội Cảnh sát kinh tế bám địa bàn"
shows that they do not know them all, "Trung tâm Bảo tồn nghề truyền thống" that one of those can be half of a longer
word. The tagger sees both. It is slow, so it reads only the few words around a name that is in doubt, and an article
without one loads nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from extract.fold import fold
from extract.lexicon import load, read
from extract.statements import Statement
from extract.tokens import Token, tokenize

_BEFORE, _AFTER = 30, 60  # code points around a name that the tagger reads with it
# Words that end a body's name as well as a capital does ("Công an huyện").
_PLACES = frozenset(("tỉnh", "huyện", "xã", "phường", "quận", "phố", "trấn", "khu", "tp", "tx", "tt"))
_PARTY = frozenset(("tỉnh", "thành", "huyện", "quận", "thị", "đảng"))
_NOUNS = frozenset(("N", "Nc", "Nu", "Nb", "Ny", "Np"))
_VERBS = frozenset(("V", "Vb", "Vy"))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the tagger that stands in or behind a name; offsets are code points of the article's text."""

    start: int
    end: int
    folded: str
    tag: str
    capitals: int  # how many of its syllables are written with a capital
    syllables: int


def refine(statements: list[Statement], text: str) -> list[Statement]:
    """Correct, in place, the ends of doubtful recipient names; returns ``statements``.

    ``text`` is the article's text, which the offsets of the statements' recipients count. Names outside it (a
    pronoun's) take what was found for the same name where the text has it.
    """
    for s in statements:
        item = s.recipient
        if item is None or not s.name or s.name != item.wording or item.kind not in ("body", "person"):
            continue
        start = item.end - len(s.name)
        here = start >= 0 and text[start : item.end] == s.name
        if not here:
            start = text.find(s.name)
        if start < 0:
            continue
        known_head = len(tokenize(item.body.head)) if item.body is not None else 0
        end = name_end(text, start, start + len(s.name), known_head)
        if end == start + len(s.name):
            continue
        if s.end == item.end and here:
            s.end = end
        s.name = text[start:end]
        if s.wording == item.wording:
            s.wording = s.name
        _follow(statements, s, item.wording, item.end if here else -1, end)
    return statements


def _follow(statements: list[Statement], first: Statement, old: str, at: int, end: int) -> None:
    """All statements of the same recipient, and the recipient itself, take the name that ``first`` got."""
    item = first.recipient
    for s in statements:
        if s is not first and s.recipient is item and s.name == old:
            if s.end == at:
                s.end = end
            s.name = first.name
            if s.wording == old:
                s.wording = first.name
    if item is not None:
        item.wording = first.name
        if at >= 0:
            item.end = end


def name_end(text: str, start: int, end: int, head: int = 0) -> int:
    """Where the name that the rules see in ``text[start:end]`` ends; ``end`` when it is not in doubt.

    ``head`` is how many tokens of it are the body's head in the lexicon, 0 for a person.
    """
    stop = min((i for i in (text.find(mark, end) for mark in "\n.;:,()") if i >= 0), default=len(text))
    name = tokenize(text, start, end)
    after = tokenize(text, end, min(stop, end + _AFTER))
    if not name:
        return end
    if head == 0:
        return _person_end(text, name, after)
    core = _core(name, head)
    if core == len(name) and not _might_go_on(name, after):
        return end
    words = _words(text, start, end, stop)
    return _body_end(name, head, core, words) if words else end


def _core(name: list[Token], head: int) -> int:
    """How many tokens of a body's name are beyond doubt: head, capitals, numbers, kinds of places, fixed wordings."""
    core = min(head, len(name))
    if not any(t.is_cap or t.is_number or t.fold in _PLACES for t in name[head:]):
        return len(name)  # "khoa lâm học": a name written small was taken as far as its list goes
    lexicon = load()
    for k in range(len(name) - 1, core - 1, -1):
        token = name[k]
        organ = token.fold in ("ủy", "đoàn") and k > 0 and name[k - 1].fold in _PARTY
        if token.is_cap or token.is_number or token.fold in _PLACES or organ:
            core = k + 1
            break
    folds = tuple(t.fold for t in name)
    if any(folds[k : k + 3] == ("phòng", ",", "chống") for k in range(head, core)):
        return len(name)  # "Phòng, chống ma túy và tội phạm"
    while core < len(name):
        size = len(next((f for n in (4, 3, 2) if (f := folds[core : core + n]) in lexicon.continuations), ()))
        if not size and name[core - 1].is_cap and folds[core - 1 : core + 1] in lexicon.compounds:
            size = 1
        if not size:
            break
        core += size
    return core


def _might_go_on(name: list[Token], after: list[Token]) -> bool:
    """Whether the name can be cut short: what follows makes a word with its end, or is a known part of names."""
    if not after or not _lower(after[0]) or name[-1].fold in _PLACES or name[-1].is_number:
        return False
    if " ".join(t.fold for t in after[:2]) in _list("attribute"):
        return True
    worded = len(name) > 1 and name[-2].is_cap and (name[-2].fold, name[-1].fold) in load().compounds
    return (name[-1].is_cap or worded) and after[0].fold not in load().stop


def _lower(token: Token) -> bool:
    return token.is_word and not token.is_cap


def _words(text: str, start: int, end: int, stop: int) -> list[_Word]:
    """The tagger's words from ``start`` on, read with a little of what stands before."""
    from extract import nlp

    first = text.rfind("\n", 0, start) + 1
    if start - first > _BEFORE:
        space = text.find(" ", start - _BEFORE, start)
        first = start if space < 0 else space + 1
    last = min(stop + 1, end + _AFTER, len(text))
    if last < len(text) and not text[last].isspace() and last > stop + 1:
        last = text.rfind(" ", end, last) if " " in text[end:last] else last
    return [
        _Word(
            first + t.idx,
            first + t.idx + len(t),
            fold(" ".join(t.text.split())),
            t.tag_,
            sum(part[0].isupper() for part in t.text.split()),
            len(t.text.split()),
        )
        for t in nlp.tagged(text[first:last])
        if first + t.idx + len(t) > start and not t.is_space
    ]


def _body_end(name: list[Token], head: int, core: int, words: list[_Word]) -> int:
    """The end of a body's name: nouns go on; a verb or adjective only if bodies are named with it."""
    end = name[-1].end
    sure = name[core - 1].end
    position = next((k for k, w in enumerate(words) if w.end >= sure), None)
    if position is None:
        return end
    crossing = words[position]
    good = sure
    if crossing.end > sure:  # the word begins with what is sure: "Y học" of "Bệnh viện Y"
        if (crossing.capitals, crossing.syllables) != (1, 2) or crossing.tag not in ("N", "V", "A"):
            return end
        good = crossing.end
    # a place or a person that the body is called after takes no further words
    proper = crossing.tag == "Np" and crossing.syllables > 1 and crossing.start >= name[min(head, core - 1)].start
    tail = False  # whether lower-case words have been taken
    k = position + 1
    while k < len(words):
        w = words[k]
        following = words[k + 1].tag if k + 1 < len(words) else ""
        fixed = _fixed(w, name)  # "tội phạm về ma túy"
        if fixed:
            good = fixed
            while k < len(words) and words[k].start < fixed:
                k += 1
            continue
        both = f"{w.folded} {words[k + 1].folded}" if k + 1 < len(words) else ""  # a word that the tagger took apart
        pair = both in _list("attribute") or (both in _list("activity") and not tail and w.start < end)
        if w.start >= end and (proper or not (pair or w.folded in _list("attribute") or _field(w, words[k - 1]))):
            break  # beyond what the rules saw only what is known to go on a name, or what begins within it
        if w.capitals or not w.folded[:1].isalpha():
            break
        halves = (words[k - 1].folded.split()[-1], w.folded.split()[0]) in load().compounds  # "sức", "khỏe"
        if not pair and not halves and not _continues(w, words[k - 1], following, tail):
            break
        tail = True
        k += 1 + pair
        good = words[k - 1].end
    return good


def _field(w: _Word, before: _Word) -> bool:
    """Whether a noun names the field of a body with the word before: "Môi trường đô thị", not "Sở Y tế kinh phí"."""
    return (
        w.tag == "N" and w.syllables > 1 and before.capitals == 1 < before.syllables and w.folded not in _list("gift")
    )


def _fixed(w: _Word, name: list[Token]) -> int:
    """End of the wording of several words, known to go on a name, that ``w`` begins with a small word; 0 if none."""
    if w.tag not in ("E", "C", "Cc", "L"):
        return 0
    at = next((i for i, t in enumerate(name) if t.start == w.start), len(name))
    folds = tuple(t.fold for t in name[at : at + 4])
    size = len(next((folds[:n] for n in (4, 3, 2) if folds[:n] in load().continuations), ()))
    return name[at + size - 1].end if size else 0


def _continues(w: _Word, before: _Word, following: str, tail: bool) -> bool:
    """Whether a lower-case word goes on with the name."""
    if w.folded in _list("attribute"):
        return True
    if w.tag in _VERBS:
        listed = w.folded in _list("activity") or tuple(w.folded.split()) in load().compounds
        return listed and following not in ("M", "L") and (not tail or before.folded in _known())
    if w.tag in _NOUNS:
        return True
    # "rau sạch", "áo xanh": an adjective of one syllable makes one word with a noun of one syllable
    return w.tag == "A" and w.syllables == 1 and before.syllables == 1 and before.tag in _NOUNS and before.capitals == 0


def _person_end(text: str, name: list[Token], after: list[Token]) -> int:
    """The end of a person's name: not in the middle of a word, as in "Nguyễn Văn Bảy Thợ hồ"."""
    end = name[-1].end
    if len(name) < 3 or not after or not _lower(after[0]) or after[0].fold in load().stop:
        return end
    if text[end : after[0].start] != " ":
        return end
    for w in _words(text, name[0].start, end, after[-1].end):
        if w.start == name[-1].start and w.end > end and w.tag != "Np" and (w.capitals, w.syllables) == (1, 2):
            return name[-2].end
    return end


@cache
def _list(which: str) -> frozenset[str]:
    return frozenset(fold(word) for word in read("refine.toml")[which])


@cache
def _known() -> frozenset[str]:
    return _list("activity") | _list("attribute")
