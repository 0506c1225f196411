"""Every row leads back to its words, whatever is put together, and however the text was encoded."""

from __future__ import annotations

import dataclasses
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.analyse import analyse
from extract.dump import read_dump
from extract.model import Article, Extraction

SENTENCES = (
    "Chủ tịch UBND tỉnh tặng Bằng khen cho 16 tập thể, 1.204 cá nhân.",
    "Năm 2021, 7 tập thể được Thủ tướng Chính phủ tặng Bằng khen; 2 đơn vị nhận Cờ thi đua của Chính phủ.",
    "Dịp này, bà H'Hen Niê và ông Giàng A Pháo được truy tặng Huân chương Lao động hạng Ba.",
    'Xã hưởng ứng phong trào “Thực hiện “Ba tốt” ở trạm y tế” và cuộc vận động "Hũ gạo".',
    "UBND huyện khen 3 tập thể: Trường Nà Hin; Trạm Y tế xã Tân Lộc; Hợp tác xã Phin Hồ.",
    "Tỷ lệ khen người lao động trực tiếp là 289 trong tổng số 468 cá nhân, chiếm 61,8%.",
    "- Bằng khen: 35 lượt tập thể;",
    "Hoà chung không khí ấy, các chiến sỹ được Ðảng tặng Huy hiệu 50 năm tuổi Ðảng.",
    "Lượt xem: 812",
    "Đề nghị Chủ tịch nước tặng Huân chương hạng Nhì cho 2 cá nhân",
    "STT | Hình thức | Số lượng | 1 | Giấy khen | 25",
    "(Ảnh: Trao Cờ thi đua cho 6 tập thể)",
    "Không có cá nhân nào được khen.",
    "“…” – ; : ,",
    "Lãnh đạo Sở trao quyết định công nhận 1 Chiến sĩ thi đua cấp tỉnh, 29 Lao động tiên tiến và danh hiệu này cho bà.",
    "(Ban Dân tộc) được tặng danh hiệu Chiến sĩ thi đua cấp tỉnh; hạng Nhì có Công an các huyện Ý Yên, Vụ Bản.",
    "Ông là 1 trong 2 người được khen thưởng, trong tổng số 12 trong số 31 đơn vị, gồm: A, B (80 năm tuổi Đảng).",
)
GAPS = (" ", "\n", "\n\n", "  ", "\u00a0", "\r\n", "\t")
ARTICLES = st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from(GAPS)), max_size=8).map(
    lambda parts: "".join(sentence + gap for sentence, gap in parts)
)
SCRAMBLED = st.lists(
    st.sampled_from([word for s in SENTENCES for word in s.split()] + ["\n", ";", "và"]), max_size=40
).map(" ".join)


# a sentence cut anywhere: pages end in the middle of one
CUT = st.tuples(st.sampled_from(SENTENCES), st.integers(0, 80), st.integers(1, 120)).map(
    lambda cut: cut[0][cut[1] : cut[1] + cut[2]] or "Giấy khen"
)


def read(text: str, form: str = "NFC") -> tuple[Article, Extraction]:
    article = read_dump(unicodedata.normalize(form, text).encode())
    return article, analyse(article, "a" * 16)


@settings(deadline=None)
@given(st.one_of(ARTICLES, SCRAMBLED, CUT))
def test_every_row_is_traceable_to_its_words(text: str) -> None:
    article, found = read(text)
    for row in (*found.awards, *found.campaigns, *found.rates):
        assert article.text[row.char_start : row.char_end] == row.evidence != ""
    for recipient in found.recipients:
        assert 0 <= recipient.char_start < recipient.char_end <= len(article.text)
    for annotation in found.annotations:
        assert 0 <= annotation.start < annotation.end <= len(article.text)


@settings(deadline=None)
@given(st.one_of(ARTICLES, SCRAMBLED))
def test_ids_are_unique_and_references_lead_somewhere(text: str) -> None:
    _, found = read(text)
    ids = [row.award_id for row in found.awards]
    assert len(set(ids)) == len(ids)
    assert all(row.part_of in {"", *ids} - {row.award_id} for row in found.awards)
    assert {row.award_id for row in found.recipients} <= set(ids)
    assert {row.award_id for row in found.rates} <= {"", *ids}
    assert {row.campaign_id for row in found.awards} <= {"", *(row.campaign_id for row in found.campaigns)}
    named = {row.award_id for row in found.awards if row.recipient_name}
    assert named == {row.award_id for row in found.recipients}


@settings(deadline=None)
@given(ARTICLES)
def test_decomposed_text_gives_the_same_rows(text: str) -> None:
    assert dataclasses.asdict(read(text, "NFD")[1]) == dataclasses.asdict(read(text)[1])


@settings(deadline=None)
@given(ARTICLES)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert dataclasses.asdict(read(text)[1]) == dataclasses.asdict(read(text)[1])


@settings(deadline=None)
@given(st.one_of(ARTICLES, SCRAMBLED))
def test_values_are_those_of_the_contract(text: str) -> None:
    from pipelines.schema import AWARDS

    _, found = read(text)
    for row in found.awards:
        for column in AWARDS.columns:
            if column.values and hasattr(row, column.name):
                assert getattr(row, column.name) in {"", *column.values}
        assert row.award
        assert 0 < row.confidence <= 1
        assert row.count is None or (row.count > 0 and not row.recipient_name)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text: str) -> None:
    article = read_dump(text.encode("utf-8", "surrogatepass"))
    for row in analyse(article, "a" * 16).awards:
        assert article.text[row.char_start : row.char_end] == row.evidence
