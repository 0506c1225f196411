"""White space says nothing: pages with odd spaces and wrapped lines are read like any other, in their own offsets."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.analyse import analyse
from extract.dump import read_dump
from extract.model import Extraction
from tests.extract.rows import told

PARAGRAPHS = (
    "Sáng 12/3, UBND tỉnh tổ chức hội nghị tổng kết. Năm 2021, Chủ tịch UBND tỉnh tặng Bằng khen cho 16 tập thể, 1.204 cá "
    "nhân; Thủ tướng Chính phủ tặng Cờ thi đua của Chính phủ cho 2 đơn vị dẫn đầu.",
    "Dịp này, bà H'Hen Niê và ông Giàng A Pháo, Bí thư Chi bộ bản Nà Pàn, được Chủ tịch nước tặng Huân chương Lao động hạng "
    "Ba. Hội Nông dân Việt Nam tặng Kỷ niệm chương “Vì giai cấp nông dân Việt Nam” cho 12 cán bộ.",
    "Giám đốc Sở Y tế tặng Giấy khen cho 3 tập thể: Khoa Nhi, Khoa Nội tổng hợp và Trạm Y tế xã Tân Lộc.",
)
TITLE = "Tổng kết phong trào thi đua"
PLAIN = "\n\n".join((TITLE, *PARAGRAPHS)) + "\n"
SPACES = ("  ", "\u00a0", " \u00a0", "\t", "   ", " \u200b")


def read(text: str) -> tuple[str, Extraction]:
    article = read_dump(text.encode())
    return article.text, analyse(article, "a" * 16)


def expected() -> list[str]:
    return [told(row) for row in read(PLAIN)[1].awards]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from((" ", " ", *SPACES)), min_size=40, max_size=40))
def test_odd_spaces_change_no_row_and_every_row_still_leads_to_its_words(spaces: list[str]) -> None:
    words = PLAIN.split(" ")
    text = "".join(word + spaces[i % len(spaces)] for i, word in enumerate(words[:-1])) + words[-1]
    own, found = read(text)
    assert [told(row) for row in found.awards] == expected()
    assert all(own[row.char_start : row.char_end] == row.evidence != "" for row in found.awards)


@pytest.mark.parametrize("width", [60, 80, 100])
def test_wrapped_paragraphs_are_read_whole(width: int) -> None:
    text = "\n\n".join((TITLE, *("\n".join(textwrap.wrap(p, width)) for p in PARAGRAPHS))) + "\n"
    own, found = read(text)
    assert [told(row) for row in found.awards] == expected()
    assert all(own[row.char_start : row.char_end] == row.evidence for row in found.awards)


def test_soft_hyphens_part_no_words() -> None:
    text = PLAIN.replace("Bằng khen", "Bằng\u00ad khen").replace("Huân chương", "Hu\u00adân chương")
    assert [told(row) for row in read(text)[1].awards] == expected()
