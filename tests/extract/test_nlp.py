"""Words and tags stand where the text has them, and the text stays as it went in."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import nlp

WORDS = (
    "Chủ", "tịch", "UBND", "tỉnh", "tặng", "Bằng", "khen", "cho12", "tập", "thể,", "hoà", "hòa", "quý", "3.204", "61,8%",
    "“Vì", "sự", "nghiệp”", '"Ba', "tốt'", "‘nhỏ’", "H'Hen", "H’Wer", "Niê", "ơi", "👩‍🌾", "🇻🇳", "tr\u200bao", "\ufeffNăm",
    "12/3/2021", "v.v...", "TP.HCM", "GD&ĐT", "43A-012.34", "http://a.vn/b?c=1", "…", "–", "Ðảng", "đ/c", "ThS.",
)  # fmt: skip
GAPS = (" ", " ", " ", "  ", "\n", "\r\n", "\t", "\u00a0", "", ". ", "\u200b ", " \u200b")
NEWS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=30).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)
FORMS = st.sampled_from(("NFC", "NFD"))


@settings(deadline=None)
@given(st.one_of(NEWS, st.text(max_size=60)), FORMS)
def test_the_text_stays_as_it_went_in(text: str, form: str) -> None:
    text = unicodedata.normalize(form, text)  # type: ignore[arg-type]
    doc = nlp.tagged(text)
    assert doc.text == text
    for token in doc:
        assert text[token.idx : token.idx + len(token)] == token.text


@settings(deadline=None)
@given(NEWS)
def test_words_and_tags_do_not_depend_on_the_normalisation_form(text: str) -> None:
    composed = nlp.tagged(unicodedata.normalize("NFC", text))
    decomposed = nlp.tagged(unicodedata.normalize("NFD", text))
    assert [(t.text, t.tag_) for t in composed] == [(unicodedata.normalize("NFC", t.text), t.tag_) for t in decomposed]


@settings(deadline=None)
@given(NEWS)
def test_every_word_has_a_tag_and_white_space_has_none(text: str) -> None:
    from underthesea import pos_tag

    own = {tag for piece in nlp.pieces(text) for _, tag in pos_tag(piece.reading)}
    for token in nlp.tagged(text):
        if token.text.strip("\u200b\ufeff").strip() == "":
            assert token.tag_ == ""
        else:  # the tagger itself leaves odd words untagged ("X"), seldom
            assert token.tag_ != "" and token.pos_ not in ("", "SPACE") and (token.tag_ != "X" or "X" in own)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tặng cờ cho Trạm Y tế xã Hòa An.", ["Tặng", "cờ", "cho", "Trạm", "Y tế", "xã", "Hòa An", "."]),
        ("cho12 tập thể", ["cho12", "tập thể"]),
        ("xã Hoà An", ["xã", "Hoà An"]),  # the old place of the tone mark stays
        ("tập  thể", ["tập  thể"]),
        ("tập\u00a0thể", ["tập\u00a0thể"]),
        ("tập\nthể", ["tập", "\n", "thể"]),
        ("tr\u200bao tặng", ["tr\u200bao tặng"]),
        ("Ðảng bộ", ["Ðảng bộ"]),  # U+00D0, which underthesea re-spells
        (" \n", [" \n"]),
        ("", []),
    ],
)
def test_words_as_the_text_spells_them(text: str, words: list[str]) -> None:
    assert [token.text for token in nlp.tagged(text)] == words


def test_tags_and_universal_parts_of_speech() -> None:
    doc = nlp.tagged("UBND tỉnh tặng Bằng khen cho 12 tập thể.")
    found = {t.text: (t.tag_, t.pos_) for t in doc}
    assert found["tỉnh"] == ("N", "NOUN") and found["tặng"] == ("V", "VERB") and found["cho"] == ("E", "ADP")
    assert found["12"] == ("M", "NUM") and found["tập thể"] == ("N", "NOUN") and found["."] == ("CH", "PUNCT")


def test_a_lone_surrogate_is_no_reason_to_fail() -> None:
    assert nlp.tagged("tập\ud800 thể").text == "tập\ufffd thể"


def test_long_sentences_are_cut_at_a_comma_or_at_the_limit() -> None:
    listed = "tập thể Hòa An, " * 300
    parts = list(nlp.pieces(listed))
    assert max(len(p.spans) for p in parts) <= nlp.MAX_SYLLABLES
    assert all(p.reading.endswith(",") for p in parts)
    unbroken = "khen " * 250
    assert [len(p.spans) for p in nlp.pieces(unbroken)] == [100, 100, 50]
    assert nlp.tagged(listed).text == listed


def test_a_saved_span_is_found_again_by_code_points() -> None:
    text = unicodedata.normalize("NFD", "Tặng Bằng khen cho Trạm Y tế xã Hòa An.")
    start = text.index(unicodedata.normalize("NFD", "Trạm"))
    span = nlp.tagged(text).char_span(start, len(text) - 1)
    assert span is not None and unicodedata.normalize("NFC", span.text) == "Trạm Y tế xã Hòa An"


def test_first_use_from_threads_leaves_the_root_logger_alone() -> None:
    code = """
import logging, sys
from concurrent.futures import ThreadPoolExecutor
from extract import nlp
assert not {"spacy", "underthesea"} & set(sys.modules)
with ThreadPoolExecutor(4) as pool:
    docs = list(pool.map(nlp.tagged, ["Tặng Bằng khen cho Trạm Y tế."] * 8))
assert len({tuple((t.text, t.tag_) for t in d) for d in docs}) == 1
assert logging.getLogger().handlers == [], logging.getLogger().handlers
print("fine")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert (done.stdout, done.returncode) == ("fine\n", 0), done.stderr
