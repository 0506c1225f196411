"""What is looked for in a quick way first is found as it is without it."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from extract import boilerplate, gate, periods
from extract.analyse import analyse
from extract.dump import read_dump
from extract.fold import fold, nfc
from extract.lexicon import pattern
from extract.model import Article, Extraction
from extract.places import provinces
from extract.tokens import sentences, spoken_of, syllables, words_of

_GOLD = Path(__file__).parents[1] / "gold" / "provincial"
_TEXTS = [path.read_text("utf-8") for path in sorted(_GOLD.glob("*.txt"))]
_GLUE = [" ", "  ", ", ", " - ", "", "3", '"', "_", " 5 ", ".", "\t"]


def _says(folded: str) -> bool:
    """Whether the tokens have a wording of an award, without any traces."""
    tokens, wordings = words_of(folded), gate._wordings()
    return any(
        tokens[i + 1 : i + 1 + len(rest)] == rest for i, token in enumerate(tokens) for rest in wordings.get(token, ())
    )


def test_the_traces_of_every_wording_show_whatever_stands_between_its_tokens() -> None:
    rng = random.Random(5)
    wordings = [[first, *rest] for first, rests in gate._wordings().items() for rest in rests]
    tokens = sorted({token for wording in wordings for token in wording})
    for _ in range(5000):
        wording = rng.choice(wordings) if rng.random() < 0.5 else rng.sample(tokens, rng.randint(1, 4))
        text = "".join(token + (rng.choice(_GLUE) if rng.random() < 0.15 else " ") for token in wording)
        folded = fold(nfc(rng.choice(["", "x", "3", '"', "ông "]) + text + rng.choice(["", "y", "7", "."])))
        assert gate.may_state_awards(folded) == _says(folded), folded


@pytest.mark.parametrize("text", [*_TEXTS, "a_b 3bằng - x²", "_", "  ", "năm2020,tháng 5"])
def test_syllables_are_the_runs_of_word_characters(text: str) -> None:
    folded = fold(nfc(text))
    assert list(syllables(folded)) == re.findall(r"\w+", folded)
    tokens = frozenset(token for token in words_of(folded) if token.isalpha())
    assert spoken_of(tokens | {"không"}, folded) >= tokens


def test_periods_are_those_that_every_pattern_finds_in_the_whole_text() -> None:
    def whole(folded: str, sorts: frozenset[str]) -> list[tuple[int, int, str]]:
        found: list[tuple[int, int, str]] = []
        for sort, _, wording in periods._PATTERNS:
            for m in wording.finditer(folded) if sort in sorts else ():
                if any(m.start() < end and start < m.end() for start, end, _ in found):
                    continue
                if periods._value(sort, m) is not None:
                    found.append((m.start() + len(m[0]) - len(m[0].lstrip()), m.end(), sort))
        return sorted(found)

    rng = random.Random(7)
    words = "năm học tháng quý đợt giai đoạn 2016-2020 2020 2021 5 6 đầu cuối từ đến nay các và , ( ) . ; này qua trong của"
    made = [" ".join(rng.choices(words.split(), k=12)) for _ in range(1500)]
    stretches = [text[a:b] for text in map(fold, map(nfc, _TEXTS)) for a, b in [(0, len(text)), *sentences(text, 0, len(text))]]
    every = frozenset(sort for sort, _, _ in periods._PATTERNS)
    for folded in [*made, *stretches]:
        assert [(p.start, p.end, p.sort) for p in periods.find(folded)] == whole(folded, every)
        dated = [(p.start, p.end, p.sort) for p in periods.find(folded, relative=False)]
        assert dated == whole(folded, periods._DATED)


def test_every_pattern_of_credits_has_what_lines_are_asked_for_first() -> None:
    for wording in boilerplate._words().credits.pattern[3:-1].split(")|(?:"):
        assert "ảnh" in wording or r"\(" in wording


def test_every_host_ends_as_is_looked_for_first() -> None:
    assert pattern("host").pattern.endswith(pattern("host-end").pattern)


def test_no_province_begins_with_a_word_for_province() -> None:
    assert not [form for p in provinces() for form in p.surface if re.match(r"(?i)tỉnh|thành phố|tp\b", form)]


def test_rows_do_not_depend_on_the_marks() -> None:
    def rows(article: Article, marks: bool) -> Extraction:
        found = analyse(article, "a", marks)
        if not found.awards:
            found.annotations = []
        return found

    passing = "Một ngày ở chợ\n\nAnh hùng Lao động Lê Thị A đi chợ.\n\nPhong trào “Chợ sạch” đạt 40% năm 2020.\n\nBà B bán rau."
    rng = random.Random(3)
    said = [sentence for text in _TEXTS for sentence in text.replace("\n", " ").split(". ") if sentence]
    mixed = ["Một ngày\n\n" + ". ".join(rng.sample(said, 6)) + ".\n\n" + rng.choice(said) for _ in range(60)]
    for text in [*_TEXTS, passing, *mixed]:
        article = read_dump(text)
        assert rows(article, marks=False) == rows(article, marks=True)
