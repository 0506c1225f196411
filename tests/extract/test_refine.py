"""Where a recipient's name ends, when its shape does not say."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.analyse import analyse
from extract.dump import read_dump
from extract.refine import name_end
from tests.extract.rows import read

GIVEN = "Dịp này, Chủ tịch UBND tỉnh tặng Bằng khen cho "


def names(text: str) -> list[str]:
    return [row.recipient_name for row in read(text).awards]


@pytest.mark.parametrize(
    ("body", "does"),
    [
        ("Đội Cảnh sát kinh tế", "phá nhanh chuyên án"),
        ("Đội Cảnh sát môi trường", "bóc gỡ đường dây khai thác cát lậu"),
        ("Đội Kiểm lâm cơ động", "chặn bắt 7 xe gỗ lậu"),
        ("Đội Chiếu bóng lưu động", "vượt suối phục vụ bà con"),
        ("Đội Thanh niên xung kích", "cứu hộ 15 hộ dân"),
        ("Đội Bảo vệ dân phố", "canh chừng ngày đêm"),
        ("Chi cục Chăn nuôi thú y", "khống chế dịch tả lợn"),
        ("Khoa Khám bệnh", "khám miễn phí cho 800 người"),
        ("Khoa Cấp cứu", "tận tình cứu chữa người bệnh"),
        ("Phòng Kế hoạch tài chính", "sớm hoàn tất sổ sách"),
        ("Phòng Thanh tra pháp chế", "giải quyết dứt điểm 15 đơn"),
        ("Trung tâm Khuyến nông", "chuyển giao kỹ thuật"),
        ("Tổ Hàn điện", "cải tiến dây chuyền"),
    ],
)
def test_what_a_body_does_is_not_its_name(body: str, does: str) -> None:
    assert names(f"{GIVEN}{body} {does}.") == [body]


@pytest.mark.parametrize(
    "body",
    [
        "Trung tâm Bảo tồn nghề truyền thống",  # the rules stop at "thống"
        "Bệnh viện Y học cổ truyền",  # and at "học"
        "Tổ An ninh tự quản",
        "Đội Tham mưu tổng hợp",
        "Quỹ Bảo trợ trẻ em",
        "Khoa Nội tổng hợp",
        "Công ty Môi trường đô thị",
        "Đài Khí tượng thủy văn",
    ],
)
def test_a_name_is_not_cut_within_a_word_or_before_what_bodies_are_named_with(body: str) -> None:
    assert names(f"{GIVEN}{body}.") == [body]


@pytest.mark.parametrize(
    "body",
    [
        "Phòng Cảnh sát điều tra tội phạm về ma túy",
        "Khoa Hồi sức cấp cứu",
        "Khoa Hồi sức tích cực chống độc",
        "Đội Phòng cháy chữa cháy",
        "Trung tâm Giáo dục thường xuyên",
        "Ban Bảo vệ chăm sóc sức khỏe cán bộ",
        "Đội Cảnh sát giao thông",
        "Nhà máy Đường Hòa Phú",
        "Chi cục Trồng trọt và Bảo vệ thực vật",
        "Hội Nông dân huyện",
        "Ban Vận động hiến máu",
    ],
)
def test_what_the_rules_read_right_stays(body: str) -> None:
    assert names(f"{GIVEN}{body}.") == [body]


def test_what_is_given_is_not_the_recipients_name() -> None:
    text = "Chủ tịch UBND tỉnh trao Trạm Y tế số tiền 5 triệu đồng và Bằng khen."
    start = text.index("Trạm")
    assert text[start : name_end(text, start, start + len("Trạm Y tế"), 2)] == "Trạm Y tế"


def test_a_person_does_not_end_within_a_word() -> None:
    assert names(f"{GIVEN}Lò Văn Kín Thợ hồ.") == ["Lò Văn Kín"]
    assert names(f"{GIVEN}Lò Văn Kín dạy học miễn phí.") == ["Lò Văn Kín"]


def test_the_evidence_and_the_recipients_place_end_with_the_name() -> None:
    found = read(f"{GIVEN}Đội Cảnh sát kinh tế phá nhanh chuyên án.")
    [award], [recipient] = found.awards, found.recipients
    assert award.evidence.endswith("Đội Cảnh sát kinh tế")
    assert recipient.name == "Đội Cảnh sát kinh tế"
    assert recipient.char_end == award.char_end
    assert [a for a in found.annotations if a.label == "body" and a.end == recipient.char_end]


def test_all_awards_of_a_recipient_get_the_same_name() -> None:
    text = "Đội Văn nghệ quần chúng tập luyện ngày đêm, được tặng Bằng khen của UBND tỉnh và Giấy khen của UBND huyện."
    assert set(names(text)) == {"Đội Văn nghệ quần chúng"} and len(names(text)) == 2


WORDS = st.sampled_from(
    ("Đội", "Cảnh", "sát", "hình", "sự", "Trạm", "Y", "tế", "xã", "Hòa", "An", "Nguyễn", "Văn", "Tám", "phá", "án",
     "nhanh", "giỏi", "về", "ma", "túy", "và", "12", ",", ".", "(", ")", "\n", "“", "”", "của", "sức", "khỏe", "giao", "thông", "bảo", "vệ")
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=14), st.integers(0, 5), st.integers(1, 6), st.integers(0, 3))
def test_a_name_ends_with_a_word_of_its_line(words: list[str], first: int, length: int, head: int) -> None:
    text = " ".join(words)
    starts = [sum(len(w) + 1 for w in words[:k]) for k in range(len(words))]
    first = min(first, len(words) - 1)
    last = min(first + length, len(words)) - 1
    start, end = starts[first], starts[last] + len(words[last])
    found = name_end(text, start, end, head)
    assert start < found <= len(text)
    assert found == len(text) or not (text[found - 1].isalnum() and text[found].isalnum())
    assert text[end:found].count("\n") == 0


def test_an_article_without_a_doubtful_name_loads_no_tagger() -> None:
    code = f"""
import sys
from extract.analyse import analyse
from extract.dump import read_dump
text = "Tin khen thưởng\\n\\n{GIVEN}Công an huyện Hòa An, Trạm Y tế xã Tân Lộc và bà Lò Thị Kín."
found = analyse(read_dump(text.encode()), "a" * 16)
print(len(found.awards), sorted({{"spacy", "underthesea"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout == "3 []\n", done.stderr


def test_reading_twice_gives_the_same_rows() -> None:
    article = read_dump(f"Tin\n\n{GIVEN}Đội Cảnh sát kinh tế phá nhanh chuyên án.".encode())
    assert analyse(article, "a" * 16) == analyse(article, "a" * 16)
