"""Vietnamese words and their tags: a spaCy ``Language`` whose tokenizer and tagger are underthesea's.

underthesea returns strings and re-spells syllables; this module gives the words back their places. The text goes in
normalised (NFC, zero-width characters left out) with a map of offsets; the tokenizer's own regular expression yields
the spans of the syllables, and each word that comes out takes as many spans as it has syllables. So ``doc.text`` is
the text as it went in, and ``token.idx`` counts its code points.

Importing this module is cheap; :func:`language` loads the models at the first call, once per process.
"""

from __future__ import annotations

import gc
import logging
import re
import threading
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.fold import nfc
from extract.tokens import sentences

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# The taggers' time grows with the square of a sentence's length, so longer ones are cut, at a comma where there is one.
MAX_SYLLABLES = 100

_ZERO_WIDTH = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_ETH = str.maketrans("\u00d0\u00f0", "Đđ")
_CUTS = frozenset(",;:")
_SURROGATE = re.compile("[\ud800-\udfff]")  # a lone half of a pair: no text, and nothing encodes it

# underthesea's tags (of the VLSP treebank) as universal parts of speech.
_UNIVERSAL = {
    "N": "NOUN", "Nc": "NOUN", "Nu": "NOUN", "Nb": "NOUN", "Ny": "NOUN", "Np": "PROPN", "V": "VERB", "Vb": "VERB",
    "Vy": "VERB", "A": "ADJ", "R": "ADV", "M": "NUM", "E": "ADP", "C": "SCONJ", "Cc": "CCONJ", "CC": "CCONJ",
    "P": "PRON", "L": "DET", "T": "PART", "I": "INTJ", "CH": "PUNCT",
}  # fmt: skip

_lock = threading.Lock()
_language: Language | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that is tagged in one go: as underthesea reads it, and where its syllables stand in the text."""

    reading: str
    spans: tuple[tuple[int, int], ...]  # code points of the text as it went in


def language() -> Language:
    """The ``Language``, loaded at the first call; safe to call from several threads.

    Its pipe ``underthesea_tagger`` sets ``token.tag_`` (underthesea's tags, "" for white space) and ``token.pos_``.
    Texts with lone surrogates raise ``UnicodeEncodeError``; see :func:`tagged`.
    """
    global _language
    if _language is None:
        with _lock:
            if _language is None:
                _language = _load()
    return _language


def tagged(text: str) -> Doc:
    """Words and tags of ``text``. Lone surrogates become U+FFFD; every other code point stays."""
    return language()(_SURROGATE.sub("\ufffd", text))


def _load() -> Language:
    root = logging.getLogger()
    handlers = list(root.handlers)
    import underthesea  # adds a handler to the root logger, which is the application's to configure

    underthesea.pos_tag("Tặng Bằng khen")  # reads the models: a first use in several threads at once crashes
    for handler in [h for h in root.handlers if h not in handlers]:
        root.removeHandler(handler)
    import spacy
    from spacy.language import Language as SpacyLanguage
    from spacy.util import DummyTokenizer, registry
    from spacy.vocab import Vocab

    class Tokenizer(DummyTokenizer):
        """Words of underthesea; ``DummyTokenizer`` has what saving a pipeline asks for."""

        def __init__(self, vocab: Vocab) -> None:
            self.vocab = vocab

        def __call__(self, text: str) -> Doc:
            words = [span for piece in pieces(text) for span in _segmented(piece)]
            return _doc(self.vocab, text, words)

    @registry.tokenizers("khenthuong.underthesea.v1")  # type: ignore[untyped-decorator]
    def make_tokenizer() -> Callable[[Language], Tokenizer]:
        return lambda nlp: Tokenizer(nlp.vocab)

    @SpacyLanguage.component("underthesea_tagger", assigns=["token.tag", "token.pos"])
    def tagger(doc: Doc) -> Doc:
        tags = {start: tag for piece in pieces(doc.text) for start, tag in _tags(piece)}
        for token in doc:
            tag = tags.get(token.idx, "")
            token.tag_ = tag
            token.pos_ = _UNIVERSAL.get(tag, "SPACE" if token.is_space else "X")
        return doc

    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "khenthuong.underthesea.v1"}}})
    nlp.add_pipe("underthesea_tagger")
    gc.freeze()  # half a million objects that stay as long as the process: no garbage collection need look at them again
    return nlp


def pieces(text: str) -> Iterator[Piece]:
    """The sentences of ``text``, cut to :data:`MAX_SYLLABLES`, with their syllables' places."""
    reading, starts, ends = _normalised(text)
    for a, b in sentences(reading, 0, len(reading)):
        spans = _syllables(reading[a:b])
        while spans:
            cut = _cut(reading[a:b], spans)
            first, last = a + spans[0][0], a + spans[cut - 1][1]
            part = reading[first:last]
            # read alone, a part may fall into syllables otherwise than within its sentence
            yield Piece(part, tuple((starts[first + s], ends[first + e - 1]) for s, e in _syllables(part)))
            spans = spans[cut:]


def _normalised(text: str) -> tuple[str, list[int], list[int]]:
    """NFC without zero-width characters, and for each of its code points where it begins and ends in ``text``.

    U+00D0 and U+00F0 are read as Đ and đ, as underthesea does before it looks for words.
    """
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    i = 0
    while i < len(text):
        j = i + 1
        while j < len(text) and (unicodedata.combining(text[j]) or text[j] in _ZERO_WIDTH):
            j += 1
        composed = nfc("".join(c for c in text[i:j] if c not in _ZERO_WIDTH)).translate(_ETH)
        out.append(composed)
        starts += [i] * len(composed)
        ends += [j] * len(composed)
        i = j
    return "".join(out), starts, ends


def _syllables(part: str) -> list[tuple[int, int]]:
    """Spans of the tokens that underthesea's word segmentation starts from."""
    from underthesea.pipeline.word_tokenize.regex_tokenize import patterns

    return [m.span() for m in patterns.finditer(part)]


def _cut(sentence: str, spans: list[tuple[int, int]]) -> int:
    """How many of ``spans`` are tagged together: all, or up to the last comma that is within reach."""
    if len(spans) <= MAX_SYLLABLES:
        return len(spans)
    commas = (k for k in range(MAX_SYLLABLES - 1, MAX_SYLLABLES // 2, -1) if sentence[slice(*spans[k])] in _CUTS)
    return next(commas, MAX_SYLLABLES - 1) + 1


def _segmented(piece: Piece) -> list[tuple[int, int]]:
    from underthesea import word_tokenize

    return [(start, end) for start, end, _ in _aligned(piece, word_tokenize(piece.reading))]


def _tags(piece: Piece) -> list[tuple[int, str]]:
    from underthesea import pos_tag

    found = pos_tag(piece.reading)
    aligned = _aligned(piece, [word for word, _ in found])
    return [(start, found[k][1] if k >= 0 else "X") for start, _, k in aligned]


def _aligned(piece: Piece, words: list[str]) -> list[tuple[int, int, int]]:
    """Start, end and index in ``words`` of each word; one word per syllable, index -1, if they do not add up."""
    spans, out, at = piece.spans, [], 0
    for k, word in enumerate(words):
        size = word.count(" ") + 1
        if at + size > len(spans):
            break
        out.append((spans[at][0], spans[at + size - 1][1], k))
        at += size
    if at != len(spans) or len(out) != len(words):
        return [(start, end, -1) for start, end in spans]
    return out


def _doc(vocab: object, text: str, words: list[tuple[int, int]]) -> Doc:
    """A ``Doc`` that reads as ``text``: what lies between two words beyond one space is a token too."""
    from spacy.tokens import Doc

    tokens: list[str] = []
    spaces: list[bool] = []
    at = 0
    for start, end in [*words, (len(text), len(text))]:
        gap = text[at:start]
        if gap.startswith(" ") and tokens:
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            tokens.append(gap)
            spaces.append(False)
        if end > start:
            tokens.append(text[start:end])
            spaces.append(False)
        at = end
    return Doc(vocab, words=tokens, spaces=spaces)  # type: ignore[arg-type]
