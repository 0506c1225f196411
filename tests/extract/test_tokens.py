"""Tokens and sentences: nothing is lost, nothing is cut where a reader would not cut it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.fold import nfc
from extract.tokens import sentences, tokenize

PIECES = ("UBND tỉnh", "tặng", "Bằng khen", "cho", "1.195", "02", "tập thể", "TP. Vinh", ".", ",", ";", ":", "“", "”", "(",
          ")", "–", "…", "\n", " ", "\t", "Ông A.", "H'Hen", "7,5 %", "Đ/c", "v.v.")  # fmt: skip
TEXT = st.one_of(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join), st.text(max_size=80)).map(nfc)


@given(TEXT)
def test_every_visible_character_is_in_exactly_one_token(text: str) -> None:
    tokens = tokenize(text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    covered = [i for token in tokens for i in range(token.start, token.end)]
    assert covered == sorted(set(covered))
    left = "".join(c for i, c in enumerate(text) if i not in set(covered))
    assert not left.translate(dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))).strip()


@given(TEXT)
def test_sentences_are_trimmed_in_order_and_lose_nothing(text: str) -> None:
    spans = sentences(text, 0, len(text))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


def test_tokens_of_a_part_have_offsets_of_the_whole() -> None:
    text = "Tin: 1.195 cá nhân, H'Hen Niê"
    assert [(t.text, t.start) for t in tokenize(text, 5, 18)] == [("1.195", 5), ("cá", 11), ("nhân", 14)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("UBND tỉnh tặng Cờ. Công ty nhận Bằng khen.", 2),
        ("UBND TP. Vinh và TX. Hương Khê tặng Giấy khen.", 1),
        ("Có 1.195 tập thể được khen.", 1),
        ("PGS. TS. Trần Gia Bách nhận Bằng khen.", 1),
        ("Ông Nguyễn V. Bình được tặng Huy hiệu.", 1),
        ("Ai được khen? Các tổ tự quản!", 2),
        ("Bằng khen: 4 tập thể;\nCờ thi đua: 2 tập thể", 2),
        ("Bằng khen cho 4 tập thể; Cờ cho 2 tập thể.", 1),
        ("“Chúng tôi vui lắm.” Ông nói.", 2),
        ("Ngày 2.9.2020, xã nhận Cờ", 1),
    ],
)
def test_where_sentences_end(text: str, count: int) -> None:
    assert len(sentences(text, 0, len(text))) == count
