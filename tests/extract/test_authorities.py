"""Levels of authorities: by the words, the place and the date."""

from __future__ import annotations

import pytest

from extract.analyse import analyse
from extract.authorities import Scene, level_of
from extract.dump import read_dump
from tests.extract.rows import read


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Chủ tịch nước", "state"),
        ("Đảng và Nhà nước", "state"),
        ("Thủ tướng Chính phủ", "government"),
        ("Chính phủ", "government"),
        ("Bộ trưởng Bộ Công an", "ministry"),
        ("Bộ GD&ĐT", "ministry"),
        ("Tổng Liên đoàn Lao động Việt Nam", "ministry"),
        ("Trung ương Hội Nông dân Việt Nam", "ministry"),
        ("Ngân hàng Nhà nước Việt Nam", "ministry"),
        ("Chủ tịch UBND tỉnh", "province"),
        ("UBND tỉnh Hà Lam", "province"),
        ("Tỉnh ủy", "province"),
        ("HĐND tỉnh", "province"),
        ("UBND thành phố Hải Phòng", "province"),
        ("Giám đốc Sở Y tế", "department"),
        ("Công an tỉnh", "department"),
        ("Liên đoàn Lao động tỉnh", "department"),
        ("Tỉnh đoàn", "department"),
        ("Bộ Chỉ huy Quân sự tỉnh", "department"),
        ("Chủ tịch UBND huyện Bình Sa", "district"),
        ("UBND thị xã", "district"),
        ("UBND quận 7", "district"),
        ("Huyện ủy", "district"),
        ("UBND thành phố Vinh", "district"),
        ("Chủ tịch UBND xã Tân Lộc", "commune"),
        ("UBND phường 5", "commune"),
        ("Chủ tịch nước Lào", "foreign"),
        ("Tư lệnh Quân khu 4", "ministry"),
        ("Bộ Tư lệnh Bộ đội Biên phòng", "ministry"),
        ("Chánh án Tòa án nhân dân tối cao", "ministry"),
        ("Bảo hiểm xã hội Việt Nam", "ministry"),
        ("Hội Cựu chiến binh Việt Nam", "ministry"),
        ("Ban Chấp hành Đảng bộ tỉnh", "province"),
        ("Cục Thuế tỉnh", "department"),
        ("Ban Tổ chức Tỉnh ủy", "department"),
        ("Viện Kiểm sát nhân dân tỉnh", "department"),
        ("Công an huyện", "district"),
        ("Liên đoàn Lao động huyện", "district"),
        ("UBND thành phố Thủ Đức", "district"),
        ("Hội Người cao tuổi xã", "commune"),
        ("UBND đặc khu Phú Quý", "commune"),
        ("Công ty Cổ phần Mía đường Hà Lam", "enterprise"),
        ("UBND TPHCM", "province"),
        ("Kho bạc Nhà nước", "ministry"),
        ("Bảo hiểm xã hội tỉnh", "department"),
        ("Liên minh Hợp tác xã tỉnh", "department"),
        ("Liên minh Hợp tác xã Việt Nam", "ministry"),
        ("Ban Bí thư Trung ương Đoàn", "ministry"),
        ("Giám đốc Công ty Thủy nông", "enterprise"),
        ("UBMTTQ tỉnh", "department"),
    ],
)
def test_the_level_of_an_authority(text: str, level: str) -> None:
    assert level_of(text, Scene()) == level


def test_a_city_is_of_province_level_where_it_is_centrally_run() -> None:
    assert level_of("UBND thành phố", Scene(central_city=True)) == "province"
    assert level_of("UBND thành phố", Scene()) == "district"
    assert level_of("UBND thành phố Huế", Scene(date="2025-03-01")) == "province"
    assert level_of("UBND thành phố Huế", Scene(date="2024-03-01")) == "district"


def test_the_words_decide_and_nothing_is_guessed() -> None:
    assert level_of("các cấp", Scene()) == ""
    assert level_of("ban tổ chức", Scene()) in ("", "other")


def test_the_article_says_which_city_is_meant() -> None:
    article = read_dump(
        "Đà Nẵng khen thưởng\n\nUBND thành phố Đà Nẵng họp.\n\nUBND thành phố tặng Bằng khen cho 3 tập thể.\n".encode()
    )
    row = analyse(article, "a" * 16).awards[0]
    assert (row.authority, row.authority_level) == ("UBND thành phố", "province")


def test_state_awards_are_of_state_level_by_law() -> None:
    row = read("Ông Lò Văn Pánh được tặng Huân chương Lao động hạng Ba.").awards[0]
    assert (row.authority, row.authority_level) == ("", "state")


@pytest.mark.parametrize(
    ("text", "authority"),
    [
        ("Chủ tịch UBND tỉnh tặng Bằng khen cho 4 tập thể.", "Chủ tịch UBND tỉnh"),
        ("4 tập thể nhận Bằng khen của Bộ trưởng Bộ Công an.", "Bộ trưởng Bộ Công an"),
        ("Thừa ủy quyền Thủ tướng Chính phủ, ông Trần Gia Bách trao Bằng khen cho 4 tập thể.", "Thủ tướng Chính phủ"),
        ("Theo đề nghị của Sở Nội vụ, Chủ tịch UBND tỉnh tặng Bằng khen cho 4 tập thể.", "Chủ tịch UBND tỉnh"),
        ("Bí thư Tỉnh ủy trao Bằng khen của Thủ tướng Chính phủ cho 4 tập thể.", "Thủ tướng Chính phủ"),
        ("4 tập thể được tặng Bằng khen.", ""),
    ],
)
def test_who_confers_is_not_who_hands_over_or_proposes(text: str, authority: str) -> None:
    assert [row.authority for row in read(text).awards] == [authority]
