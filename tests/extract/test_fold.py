"""Folding for matching keeps every offset and ignores what writers vary in."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.fold import fold, nfc, plain

VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵbcdđghklmnpqrstvx"
WRITTEN = st.text(
    st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + " .,:;-–“”\"'\u00a0\u200b0123456789\n"), max_size=60
)
ANY = st.one_of(WRITTEN, st.text(max_size=60))


@given(ANY)
def test_folding_keeps_every_offset(text: str) -> None:
    text = nfc(text)
    assert len(fold(text)) == len(text)


@given(ANY)
def test_folding_twice_changes_nothing(text: str) -> None:
    folded = fold(nfc(text))
    assert fold(folded) == folded
    assert plain(plain(text)) == plain(text)


@given(WRITTEN)
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(nfc(unicodedata.normalize("NFD", text))) == fold(nfc(text))
    assert plain(unicodedata.normalize("NFD", text)) == plain(text)


@given(WRITTEN)
def test_a_word_folds_alike_wherever_it_stands(text: str) -> None:
    assert fold(nfc(f"{text} tặng Bằng khen {text}")).split(" tặng bằng khen ")[0] == fold(nfc(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("BẰNG KHEN", "bằng khen"),
        ("Hoà Bình, Thuỷ Nguyên, Quí", "Hòa Bình, Thủy Nguyên, Quý"),
        ("chiến sỹ", "chiến sĩ"),
        ("Ðảng bộ", "Đảng bộ"),
        ("thi đua – khen thưởng", "thi đua - khen thưởng"),
        ("phong trào “Ba tốt”", 'phong trào "Ba tốt"'),
        ("4\u00a0tập\u200bthể", "4 tập thể"),
    ],
)
def test_spellings_that_readers_take_for_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Huy chương", "Huân chương"), ("ba", "bà"), ("quy", "quý"), ("hoàn", "hòan"), ("Lê Quý", "Lê Quỳ")],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_names_compare_without_marks() -> None:
    assert plain("Đặng  Thị “H'Hen” NIÊ") == "dang thi h hen nie"
